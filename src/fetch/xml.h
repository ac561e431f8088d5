// XML of strangers, read event by event: no entities but the five and numeric ones, no document type, no namespaces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::fetch {

// Total: what is malformed is read as far as it makes sense. Linear in the size of the text.
class XmlReader {
 public:
  static constexpr std::size_t kMaxDepth = 256;  // Reading ends where elements are nested deeper.
  enum class Event : std::uint8_t { kStart, kEnd, kText, kDone };

  // Of UTF-8 text, which must outlive the reader.
  explicit XmlReader(std::string_view text) : text_(text) {}

  // An end tag that matches an open element ends all within it too, as one kEnd; others are left out.
  Event next();
  // How many elements are open: the one that started is among them, the one that ended is not.
  std::size_t depth() const { return open_.size(); }

  // Of the element that started or ended, with its prefix; a view into the text.
  std::string_view name() const { return name_; }
  // Of the element that started; "" when absent.
  std::string attribute(std::string_view name) const;
  // Of kText, without references and CDATA marks.
  const std::string& text() const { return content_; }
  // All text inside the element that just started, to its end.
  std::string inner_text();

 private:
  std::string_view take(std::size_t end, std::size_t mark);
  Event take_text(std::string_view raw);
  bool skip_declaration();
  Event take_start_tag();
  bool take_end_tag();

  std::string_view text_;  // what is left
  std::vector<std::string_view> open_;
  bool ends_itself_ = false;
  std::string_view name_, attributes_;
  std::string content_;
};

// The text with the five named and the numeric character references in it replaced.
std::string unescaped(std::string_view text);

// Without white space at the ends and with one space for each run of it within.
std::string collapsed(std::string_view text);

}  // namespace pressmark::fetch
