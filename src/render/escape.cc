#include "render/escape.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::render {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The characters that append_text must look at; all others are copied.
constexpr auto kSpecial = [] {
  std::array<bool, 256> table{};
  for (const char c : {'\\', '*', '_', '~', '$', '`', '[', ']', '!', '<', '&', ':', 'w', 'W', '(', ' ', '^'}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();
constexpr bool is_special(char c) { return kSpecial[static_cast<unsigned char>(c)]; }

Class class_before(std::string_view text, std::size_t at) {
  return at == 0 ? Class::kPunctuation : class_of(utf8::last(text.substr(0, at)).code_point);
}
Class class_after(std::string_view text, std::size_t at) {
  return at >= text.size() ? Class::kPunctuation : class_of(utf8::next(text, at).code_point);
}

std::size_t run_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  return end;
}

// Whether runs of a delimiter character could pair: an opener, and later a closer.
class Pairing {
 public:
  void take(bool opens, bool closes) {
    pairs_ = pairs_ || (closes && opened_);
    opened_ = opened_ || opens;
  }
  bool pairs() const { return pairs_; }

 private:
  bool opened_ = false, pairs_ = false;
};

// Where the next run of a delimiter begins, from `at` on. Not find_first_of: that calls memchr for every byte.
std::size_t next_delimiter(std::string_view text, std::size_t at) {
  constexpr auto kDelimiters = [] {
    std::array<bool, 256> table{};
    for (const char c : {'*', '_', '~', '`', '$'}) table[static_cast<unsigned char>(c)] = true;
    return table;
  }();
  while (at < text.size() && !kDelimiters[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

struct Pairings {
  Pairing star, underscore, tilde, backtick, dollar;

  void take_text(std::string_view text) {
    for (std::size_t at = next_delimiter(text, 0); at < text.size(); at = next_delimiter(text, at)) {
      const std::size_t end = run_end(text, at);
      const bool at_edge = at == 0 || end == text.size();
      const Class before = class_before(text, at), after = class_after(text, end);
      const bool opens = at_edge || may_open(before, after), closes = at_edge || may_close(before, after);
      switch (text[at]) {
        case '*': star.take(opens, closes); break;
        case '~': tilde.take(opens, closes); break;
        case '`': backtick.take(true, true); break;
        case '_':  // Not within a word.
          underscore.take(opens && (at_edge || before != Class::kOther), closes && (at_edge || after != Class::kOther));
          break;
        case '$':  // No markup of CommonMark, but of the math that we write.
          dollar.take(!is_space(after), !is_space(before) && (end == text.size() || !ascii::is_digit(text[end])));
          break;
        default: break;
      }
      at = end;
    }
  }

  void take_atoms(const std::vector<Atom>& atoms) {
    for (const Atom& atom : atoms) {
      if (atom.marks & kStarMarks) star.take(true, true), star.take(true, true);
      if (atom.marks & kStrike) tilde.take(true, true), tilde.take(true, true);
      // Code is read before links are, and ends at an escaped backtick too: in an address, a title or an alternative
      // text.
      const bool is_image = atom.kind == Atom::Kind::kImage;
      for (const std::string* text : {&atom.target, &atom.title, is_image ? &atom.text : &atom.title}) {
        if (text->find('`') != kNone) backtick.take(true, true);
      }
      switch (atom.kind) {
        case Atom::Kind::kText: take_text(atom.text); break;
        case Atom::Kind::kCode: backtick.take(true, true), backtick.take(true, true); break;
        case Atom::Kind::kMath:  // Its own delimiters are there twice, its underscores may be closers.
          dollar.take(true, true), dollar.take(true, true);
          underscore.take(true, true), underscore.take(true, true);
          break;
        case Atom::Kind::kLink: take_atoms(atom.children); break;
        case Atom::Kind::kImage:
        case Atom::Kind::kFootnote:
        case Atom::Kind::kBreak: break;
      }
    }
  }
};

bool ends_with_scheme(std::string_view text) {
  for (const std::string_view scheme : {"http", "https", "ftp"}) {
    if (text.size() >= scheme.size() && ascii::equals_ignoring_case(text.substr(text.size() - scheme.size()), scheme))
      return true;
  }
  return false;
}

// Escapes one piece of text.
class TextEscaper {
 public:
  TextEscaper(std::string& out, std::string_view text, TextPlace& place) : out_(out), text_(text), place_(place) {}

  void run() {
    for (at_ = 0; at_ < text_.size();) {
      const std::size_t plain = at_;
      skip_plain();
      out_.append(text_, plain, at_ - plain);
      if (at_ < text_.size()) special();
    }
    end_url(place_.after != Neighbour::kNothing && place_.after != Neighbour::kClosingMark);
  }

 private:
  void skip_plain() {
    const bool ends_address = !urls_.empty();
    for (std::size_t at = at_; at < text_.size(); ++at) {
      if (!is_special(text_[at]) || (text_[at] == ' ' && !ends_address)) continue;
      at_ = at;
      if (!is_harmless()) return;
    }
    at_ = text_.size();
  }
  // The special characters that most texts are full of, where they are none: a space that ends no address, and the "w"
  // of other words.
  bool is_harmless() const {
    const char c = text_[at_];
    if (c == ' ') return urls_.empty();
    return (c == 'w' || c == 'W') && (at_end() || (text_[at_ + 1] | 32) != 'w');
  }
  bool at_end() const { return at_ + 1 == text_.size(); }
  char next() const { return at_end() ? '\0' : text_[at_ + 1]; }
  void copy() { out_.push_back(text_[at_++]); }
  void escape() {
    out_.push_back('\\');
    copy();
  }
  void escape_if(bool needed) { needed ? escape() : copy(); }

  void special() {
    switch (text_[at_]) {
      case ' ':
        end_url(false);
        copy();
        return;
      case '\\': escape_if(is_ascii_punctuation(next()) || at_end()); return;
      case '*': run_of(place_.hazards.star, false); return;
      case '~': run_of(place_.hazards.tilde, false); return;
      case '_': run_of(place_.hazards.underscore, true); return;
      case '`': escape_if(place_.hazards.backtick); return;
      case '$': escape_if(place_.hazards.dollar); return;
      case '[': open_bracket(); return;
      case ']': escape_if(place_.brackets_are_markup || (place_.bracket_before && next() == '(')); return;
      case '^': escape_if(place_.in_brackets && out_.ends_with('[')); return;  // "[^" is a footnote to cmark-gfm.
      case '(': escape_if(at_ == 0 && place_.after_reference); return;
      case '!': escape_if(at_end() && place_.after == Neighbour::kBracket); return;
      case '<': less_than(); return;
      case '&': escape_if(entity_size(text_.substr(at_)) > 0); return;
      case ':': colon(); return;
      default: www(); return;
    }
  }

  // A run of delimiter characters; between spaces it is none, nor within a word if it is an underscore.
  void run_of(bool hazard, bool is_underscore) {
    const std::size_t end = run_end(text_, at_);
    const bool inside = at_ > 0 && end < text_.size();
    const Class before = class_before(text_, at_), after = class_after(text_, end);
    const bool is_inert = inside && ((is_space(before) && is_space(after)) ||
                                     (is_underscore && before == Class::kOther && after == Class::kOther));
    while (at_ < end) escape_if(hazard && !is_inert);
  }

  void less_than() {
    const bool is_tag = ascii::is_alpha(next()) || next() == '/' || next() == '!' || next() == '?' ||
                        (at_end() && place_.after != Neighbour::kNothing);
    end_url(is_tag);  // A URL ends at it, but not before its backslash.
    escape_if(is_tag);
  }

  void open_bracket() {
    if (place_.brackets_are_markup || next() == '^') return escape();  // "[^" begins a reference to a footnote.
    place_.bracket_before = true;
    copy();
  }

  // GFM's extended autolinks take everything up to white space, backslashes too. Where such a URL would need an escape,
  // it must be no autolink, so its colon (or the dot of "www.") is escaped.
  // https://github.github.com/gfm/#autolinks-extension-
  void colon() {
    const bool begins =
        !place_.in_brackets && text_.substr(at_).starts_with("://") && ends_with_scheme(text_.substr(0, at_));
    if (begins) begin_url();
    copy();
  }

  void www() {
    const bool begins = !place_.in_brackets && text_.size() - at_ >= 4 && text_[at_ + 3] == '.' &&
                        ascii::equals_ignoring_case(text_.substr(at_, 3), "www") &&
                        (at_ == 0 || !ascii::is_alphanumeric(text_[at_ - 1]));
    if (!begins) return copy();
    for (int i = 0; i < 3; ++i) copy();
    begin_url();
    copy();
  }

  void begin_url() {
    if (urls_.empty()) url_in_ = at_;
    urls_.push_back(out_.size());
  }

  // One URL may contain another, that would be one in its stead.
  void end_url(bool is_cut) {
    if (urls_.empty()) return;
    const bool has_escapes = out_.size() - urls_[0] != at_ - url_in_;
    if (is_cut || has_escapes) {
      const std::string rest = out_.substr(urls_[0]);
      out_.resize(urls_[0]);
      for (std::size_t i = 0; i < urls_.size(); ++i) {
        const std::size_t end = i + 1 < urls_.size() ? urls_[i + 1] : urls_[0] + rest.size();
        out_.push_back('\\');
        out_.append(rest, urls_[i] - urls_[0], end - urls_[i]);
      }
    }
    urls_.clear();
  }

  std::string& out_;
  std::string_view text_;
  TextPlace& place_;
  std::size_t at_ = 0;
  std::vector<std::size_t> urls_;  // Where in out_ the URLs that at_ is in began, and in text_ the first.
  std::size_t url_in_ = 0;
};

std::size_t count_while(std::string_view text, std::size_t at, auto&& is_one) {
  std::size_t end = at;
  while (end < text.size() && is_one(text[end])) ++end;
  return end - at;
}

// "---", "* * *" and their like; "=" and "-" of any length under a paragraph; the second line of a table.
bool is_rule_or_underline(std::string_view line, LineStart start) {
  const char c = line[0];
  if (c != '-' && c != '*' && c != '_' && c != '=' && c != '|' && c != ':') return false;
  const auto only = [&](std::string_view set) { return line.find_first_not_of(set) == kNone; };
  if (start.continues && (only("= ") || only("-|: "))) return true;
  if (start.begins_item && only("- ")) return true;  // Behind the "-" of the item.
  if (c == '-' || c == '*' || c == '_') {
    const char set[] = {c, ' '};
    return only({set, 2}) && std::ranges::count(line, c) >= 3;
  }
  return false;
}

bool is_space_or_end(std::string_view line, std::size_t at) { return at >= line.size() || line[at] == ' '; }

// Where the bracket that begins the line is closed, as the label of a definition would be.
std::size_t bracketed_end(std::string_view line) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == ']' || line[at] == '[') {
      return line[at] == ']' ? at : kNone;
    }
  }
  return kNone;
}

// "[a]: b" is the definition of a link, "[^1]: c" of a footnote. There the bracket may be that of our own reference, so
// the colon is escaped.
std::size_t definition_escape(std::string_view line) {
  const std::size_t end = bracketed_end(line);
  if (end == kNone || end + 1 >= line.size() || line[end + 1] != ':') return kNone;
  const bool is_note = line[1] == '^' && std::ranges::all_of(line.substr(2, end - 2), [](char c) {
                         return ascii::is_alphanumeric(c) || c == '_' || c == '-';
                       });
  return is_note ? end + 1 : 0;
}

}  // namespace

Hazards hazards_of(const std::vector<Atom>& atoms) {
  Pairings found;
  found.take_atoms(atoms);
  return {found.star.pairs(), found.underscore.pairs(), found.tilde.pairs(), found.backtick.pairs(),
          found.dollar.pairs()};
}

void append_text(std::string& out, std::string_view text, TextPlace& place) { TextEscaper(out, text, place).run(); }

std::size_t line_escape(std::string_view line, LineStart start) {
  if (line.empty()) return kNone;
  if (is_rule_or_underline(line, start)) return 0;
  switch (line[0]) {
    case '#': {
      const std::size_t size = count_while(line, 0, [](char c) { return c == '#'; });
      return size <= 6 && is_space_or_end(line, size) ? 0 : kNone;
    }
    case '>': return 0;
    case '-':
    case '+':
    case '*': return is_space_or_end(line, 1) ? 0 : kNone;
    case '`':  // A lone run: with a second one it would have been escaped, or is code that ends in its line.
      return line.starts_with("```") && line.find('`', line.find_first_not_of('`')) == kNone ? 0 : kNone;
    case '~': return line.starts_with("~~~") ? 0 : kNone;
    case '[':
      if (start.begins_item && line.size() >= 3 && line[2] == ']' && is_space_or_end(line, 3) &&
          (line[1] == ' ' || line[1] == 'x' || line[1] == 'X')) {
        return 0;
      }
      if (start.continues && !line.starts_with("[^")) return kNone;  // No definition of a link interrupts a paragraph.
      return definition_escape(start.next_lines.empty() ? std::string(line)
                                                        : std::string(line).append(start.next_lines));
    default: break;
  }
  const std::size_t digits = count_while(line, 0, ascii::is_digit);
  if (digits == 0 || digits > 9 || digits == line.size()) return kNone;
  return (line[digits] == '.' || line[digits] == ')') && is_space_or_end(line, digits + 1) ? digits : kNone;
}

std::size_t entity_size(std::string_view text) {
  const auto closed = [&](std::size_t from, std::size_t size, std::size_t limit) {
    const std::size_t end = from + size;
    return size > 0 && size <= limit && end < text.size() && text[end] == ';' ? end + 1 : 0;
  };
  constexpr std::size_t kLongest = 40;  // CounterClockwiseContourIntegral has 31 letters.
  text = text.substr(0, kLongest);
  if (text.size() < 3) return 0;
  if (text[1] != '#')
    return ascii::is_alpha(text[1]) ? closed(1, count_while(text, 1, ascii::is_alphanumeric), kLongest) : 0;
  if ((text[2] | 0x20) == 'x') return closed(3, count_while(text, 3, ascii::is_hex_digit), 6);
  return closed(2, count_while(text, 2, ascii::is_digit), 7);
}

namespace {

bool is_balanced(std::string_view address) {
  int depth = 0, deepest = 0;
  for (const char c : address) {
    if (c == '(') deepest = std::max(deepest, ++depth);
    if (c == ')' && --depth < 0) return false;
  }
  return depth == 0 && deepest <= 3;  // CommonMark promises three levels.
}

// All but what append_quoted looks at, whatever it is to escape.
constexpr std::array<bool, 256> kCopiedWhenQuoted = [] {
  std::array<bool, 256> table{};
  table.fill(true);
  for (const char c : std::string_view("&\\\"()<")) table[static_cast<unsigned char>(c)] = false;
  return table;
}();

// `escaped`: some of "()<\"".
void append_quoted(std::string& out, std::string_view text, std::string_view escaped) {
  const auto is_copied = [](char c) { return kCopiedWhenQuoted[static_cast<unsigned char>(c)]; };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t plain = at;
    while (at < text.size() && is_copied(text[at])) ++at;
    out.append(text, plain, at - plain);
    if (at == text.size()) return;
    const char c = text[at];
    if (c == '&' && entity_size(text.substr(at)) > 0) {  // cmark reads entities even behind a backslash here.
      out += "&amp;";
      continue;
    }
    if (c == '\\' && escaped.starts_with('"') &&
        (at + 1 == text.size() || text[at + 1] == '"')) {  // cmark may take "\\\"" for "\"".
      out += "&#92;";
      continue;
    }
    const bool ends_or_escapes = c == '\\' && (at + 1 == text.size() || is_ascii_punctuation(text[at + 1]));
    if (ends_or_escapes || escaped.find(c) != kNone) out.push_back('\\');
    out.push_back(c);
  }
}

}  // namespace

void append_destination(std::string& out, std::string_view address, std::string_view title) {
  out.push_back('(');
  append_quoted(out, address, is_balanced(address) ? "" : "()");
  if (!title.empty()) {
    out += " \"";
    append_quoted(out, title, "\"<");  // A "<" too: where the link turns out to be none, this is text.
    out.push_back('"');
  }
  out.push_back(')');
}

}  // namespace pressmark::render
