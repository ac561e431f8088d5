#include "pressmark/result.h"

namespace pressmark {

std::string Message::text(std::string_view other) const {
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < other.size(); ++at) {
    if (other.substr(at, 2) == "{}" && next < arguments.size()) {
      out += arguments[next++];
      ++at;
    } else {
      out += other[at];
    }
  }
  return out;
}

std::string Message::text() const { return text(pattern); }

std::string Error::text() const {
  std::string out;
  if (!input.empty()) out = input + ": ";
  out += reason.text();
  if (!remedy.pattern.empty()) out += " (" + remedy.text() + ")";
  return out;
}

}  // namespace pressmark
