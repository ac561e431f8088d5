#include "extract/inline.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::extract {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

constexpr std::array<std::string_view, 8> kInvisible = {
    "\xC2\xA0",      // no-break space
    "\xE3\x80\x80",  // ideographic space
    "\xE2\x80\x8B",  // zero width space
    "\xEF\xBB\xBF",  // zero width no-break space
    "\xE2\x80\x8D",  // zero width joiner
    "\xE2\x81\xA0",  // word joiner
    "\xE2\x80\x83",  // em space
    "\xE2\x80\x82",  // en space
};

std::size_t invisible_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii::is_whitespace(text.front())) return 1;
  if (is_ascii(text.front())) return 0;
  for (const std::string_view one : kInvisible) {
    if (text.starts_with(one)) return one.size();
  }
  return 0;
}

std::size_t invisible_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii::is_whitespace(text.back())) return 1;
  if (is_ascii(text.back())) return 0;
  for (const std::string_view one : kInvisible) {
    // A joiner at the end belongs to the letter before it.
    if (one != "\xE2\x80\x8D" && text.ends_with(one)) return one.size();
  }
  return 0;
}

char32_t last_character(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return text.empty() ? 0 : utf8::trusted(text, at).code_point;
}

// Wide characters that are not Hangul: a line feed between two of them is no space.
// CSS Text 3, segment break transformation rules: https://www.w3.org/TR/css-text-3/#line-break-transform
bool joins_across_lines(char32_t c) {
  return (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0x312F) || (c >= 0x3190 && c <= 0xA4CF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

// A letter or digit of a script that has spaces between its words.
bool ends_in_word(char32_t c) {
  if (c < 0x80) return ascii::is_alphanumeric(static_cast<char>(c));
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x0E00;
}

// Bytes that never end a run: all but white space and the first of a soft hyphen.
constexpr auto kInRun = [] {
  std::array<bool, 256> table{};
  table.fill(true);
  for (const char c : {' ', '\n', '\t', '\r', '\f', '\xC2'}) table[static_cast<unsigned char>(c)] = false;
  return table;
}();
constexpr bool stays_in_run(char c) { return kInRun[static_cast<unsigned char>(c)]; }

// Whether what stands at `at` can't be copied as it is; a single space can.
bool ends_run(std::string_view text, std::size_t at) {
  if (text[at] == ' ') return at + 1 == text.size() || ascii::is_whitespace(text[at + 1]);
  return ascii::is_whitespace(text[at]) || (text[at] == '\xC2' && text.substr(at).starts_with("\xC2\xAD"));
}

bool is_text(const Span& span) { return span.kind == Span::Kind::kText; }

// Takes spans off one end until something visible stands there.
void trim_front(std::vector<Span>& spans) {
  std::size_t gone = 0;
  for (; gone < spans.size(); ++gone) {
    Span& span = spans[gone];
    if (span.kind == Span::Kind::kLineBreak) continue;
    if (!is_text(span)) break;
    std::size_t cut = 0;
    while (const std::size_t step = invisible_at_start(std::string_view(span.text).substr(cut))) cut += step;
    span.text.erase(0, cut);
    if (!span.text.empty()) break;
  }
  spans.erase(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(gone));
}

void trim_back(std::vector<Span>& spans) {
  while (!spans.empty()) {
    Span& span = spans.back();
    if (span.kind != Span::Kind::kLineBreak) {
      if (!is_text(span)) return;
      std::size_t end = span.text.size();
      while (const std::size_t step = invisible_at_end(std::string_view(span.text).substr(0, end))) end -= step;
      span.text.resize(end);
      if (end > 0) return;
    }
    spans.pop_back();
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (const std::size_t step = invisible_at_start(text)) text.remove_prefix(step);
  while (const std::size_t step = invisible_at_end(text)) text.remove_suffix(step);
  return text;
}

bool only_images(const std::vector<Span>& spans) {
  bool any = false;
  for (const Span& span : spans) {
    if (span.kind == Span::Kind::kImage) {
      any = true;
    } else if (span.kind != Span::Kind::kLineBreak && !(is_text(span) && trimmed(span.text).empty())) {
      return false;
    }
  }
  return any;
}

std::string_view Line::last_text() const {
  return spans_.empty() || spans_.back().kind == Span::Kind::kImage ? std::string_view() : spans_.back().text;
}

bool Line::cut_tail(std::string_view tail) {
  if (space_ || spans_.empty() || !is_text(spans_.back()) || !spans_.back().text.ends_with(tail)) return false;
  spans_.back().text.resize(spans_.back().text.size() - tail.size());
  if (spans_.back().text.empty()) spans_.pop_back();
  last_link_ = nullptr;
  return true;
}

void Line::set_link(Span& span, const LinkTarget* link) {
  if (!link) return;
  link_bytes_ += link->url.size() + link->title.size();
  if (link_bytes_ > most_link_bytes_) return;
  span.link = link->url;
  if (span.title.empty()) span.title = link->title;
}

void Line::put(std::string_view text, Span::Kind kind, std::uint16_t marks, const LinkTarget* link) {
  if (is_full()) {
    kind = Span::Kind::kText;
    marks = kNoMarks;
    link = nullptr;
  }
  if (!spans_.empty()) {
    Span& last = spans_.back();
    if (last.kind == kind && last.marks == marks && last_link_ == link) {
      last.text += text;
      return;
    }
  }
  Span span{.kind = kind, .marks = marks, .text = std::string(text)};
  set_link(span, link);
  spans_.push_back(std::move(span));
  last_link_ = link;
}

// Writes the white space that was read before `next`, outside of marks and links where it can stand there.
void Line::settle_space(std::string_view next, const Style& style) {
  if (std::exchange(edge_, false) && !space_ && !spans_.empty()) {
    space_ = ends_in_word(last_character(last_text())) && ends_in_word(utf8::trusted(next, 0).code_point);
  }
  if (!space_) return;
  const bool line_feed = line_feed_;
  space_ = line_feed_ = false;
  if (spans_.empty() || spans_.back().kind == Span::Kind::kLineBreak) return;
  const Span& last = spans_.back();
  if (line_feed && is_text(last) && joins_across_lines(last_character(last.text)) &&
      joins_across_lines(utf8::trusted(next, 0).code_point)) {
    return;
  }
  const bool same_link = last_link_ == style.link;
  put(" ", Span::Kind::kText, static_cast<std::uint16_t>(last.marks & style.marks), same_link ? style.link : nullptr);
}

void Line::add_text(std::string_view text, const Style& style) {
  const Span::Kind kind = style.code ? Span::Kind::kCode : Span::Kind::kText;
  std::size_t at = 0;
  while (at < text.size()) {
    if (ascii::is_whitespace(text[at])) {
      if (style.code && !spans_.empty() && spans_.back().kind == Span::Kind::kCode && !space_ && text[at] == ' ') {
        put(" ", kind, style.marks, style.link);  // Spaces within inline code count.
        ++at;
        continue;
      }
      space_ = true;
      line_feed_ |= text[at] == '\n';
      ++at;
      continue;
    }
    if (text.substr(at).starts_with("\xC2\xAD")) {  // A soft hyphen shows only where a line is broken.
      at += 2;
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && (stays_in_run(text[end]) || !ends_run(text, end))) ++end;
    const std::string_view run = text.substr(at, end - at);
    settle_space(run, style);
    put(run, kind, style.marks, style.link);
    at = end;
  }
}

void Line::add_exact(std::string_view text, const Style& style) {
  settle_space(text, style);
  put(text, style.code ? Span::Kind::kCode : Span::Kind::kText, style.marks, style.link);
}

void Line::add_span(Span span, const Style& style) {
  settle_space("x", style);
  if (is_full()) {
    if (span.kind != Span::Kind::kImage) put(span.text, Span::Kind::kText, kNoMarks, nullptr);
    return;
  }
  span.marks = style.marks;
  set_link(span, style.link);
  spans_.push_back(std::move(span));
  last_link_ = style.link;
}

void Line::add_break() {
  space_ = is_full();
  line_feed_ = false;
  if (spans_.empty() || space_) return;
  spans_.push_back({.kind = Span::Kind::kLineBreak});
  last_link_ = nullptr;
}

std::size_t Line::trailing_breaks() const {
  const auto is_break = [](const Span& span) { return span.kind == Span::Kind::kLineBreak; };
  return static_cast<std::size_t>(std::find_if_not(spans_.rbegin(), spans_.rend(), is_break) - spans_.rbegin());
}

std::vector<Span> Line::take() {
  std::vector<Span> spans = std::move(spans_);
  spans_.clear();
  last_link_ = nullptr;
  space_ = line_feed_ = edge_ = false;
  trim_front(spans);
  trim_back(spans);
  return spans;
}

}  // namespace pressmark::extract
