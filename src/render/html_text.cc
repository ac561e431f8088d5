#include "render/html_text.h"

#include "render/characters.h"

namespace pressmark::render {

void append_escaped(std::string& out, std::string_view text) {
  std::string clean;
  append_preformatted(clean, text);
  for (const char c : clean) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
}

}  // namespace pressmark::render
