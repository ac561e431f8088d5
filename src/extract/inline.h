// A line of inline content in the making: styled text in, Spans out, white space as CSS would show it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/article.h"

namespace pressmark::extract {

struct LinkTarget {
  std::string url, title;
};

struct Style {
  std::uint16_t marks = kNoMarks;    // of Mark
  const LinkTarget* link = nullptr;  // not owned: outlives the line
  bool code = false;
};

class Line {
 public:
  // Text of a text node. White space collapses; what begins or ends the line falls away.
  void add_text(std::string_view text, const Style& style);
  // Text that is shown as it stands.
  void add_exact(std::string_view text, const Style& style);
  // White space that collapses like any other.
  void add_space() { space_ = true; }
  // The edge of an element that a page may have set apart: a word does not go on over it.
  void add_edge() { edge_ = true; }
  void add_span(Span span, const Style& style);
  void add_break();

  // All spans together repeat this many bytes of their links' addresses and titles; those beyond it have no link.
  void limit_links(std::size_t bytes) { most_link_bytes_ = bytes; }

  bool empty() const { return spans_.empty(); }
  // The line breaks that the line ends with at this moment.
  std::size_t trailing_breaks() const;
  // Cuts `tail` off if the line's text ends with it.
  bool cut_tail(std::string_view tail);
  // The text directly in front of the next addition, of the last span only.
  std::string_view last_text() const;

  // The spans, trimmed; the line is empty afterwards. Nothing visible gives no span.
  std::vector<Span> take();

 private:
  // AD-HOC: a line of more pieces than anyone wrote goes on as plain text: a piece takes a hundred times its few bytes.
  static constexpr std::size_t kMostSpans = 20'000;
  bool is_full() const { return spans_.size() >= kMostSpans; }
  void settle_space(std::string_view next, const Style& style);
  void put(std::string_view text, Span::Kind kind, std::uint16_t marks, const LinkTarget* link);
  void set_link(Span& span, const LinkTarget* link);

  std::vector<Span> spans_;
  const LinkTarget* last_link_ = nullptr;
  std::size_t link_bytes_ = 0, most_link_bytes_ = SIZE_MAX;
  bool space_ = false;      // white space was read that is not yet written
  bool line_feed_ = false;  // and it holds a line feed
  bool edge_ = false;
};

// Without white space at both ends: the ASCII kinds, no-break and ideographic spaces, zero-width characters.
std::string_view trimmed(std::string_view text);

// Whether every span is a picture (or white space between pictures), and there is one.
bool only_images(const std::vector<Span>& spans);

}  // namespace pressmark::extract
