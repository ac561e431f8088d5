// JSON of strangers, read event by event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::fetch {

// Total: reading ends where the text is no JSON. Linear in the size of the text.
class JsonReader {
 public:
  static constexpr std::size_t kMaxDepth = 64;  // Reading ends where values are nested deeper.
  enum class Event : std::uint8_t { kBegin, kEnd, kKey, kString, kOther, kDone };

  // Of UTF-8 text, which must outlive the reader.
  explicit JsonReader(std::string_view text) : text_(text) {}

  Event next();
  // How many objects and arrays are open.
  std::size_t depth() const { return open_.size(); }
  // Of kKey, kString; of kOther as written.
  const std::string& text() const { return content_; }

 private:
  bool take_string();
  void skip_space();

  std::string_view text_;  // what is left
  std::vector<char> open_;
  std::string content_;
};

}  // namespace pressmark::fetch
