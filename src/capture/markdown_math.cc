#include "capture/markdown_math.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/ascii.h"
#include "capture/markdown_lines.h"
#include "capture/markdown_notes.h"

namespace pressmark::capture {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// What begins markup within a line, and what it is replaced by: bytes 0xF8 and up.
constexpr std::string_view kMarkup = "\\*_~[]<&";
constexpr unsigned char kFirstHidden = 0xF8;

// ---- what looks like TeX ----

bool has_command(std::string_view tex) {
  for (std::size_t at = tex.find('\\'); at != kNone && at + 1 < tex.size(); at = tex.find('\\', at + 1)) {
    if (ascii::is_alpha(tex[at + 1]) || std::string_view("{},;!|:").contains(tex[at + 1])) return true;
  }
  return false;
}

bool has_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != kNone; at = text.find('<', at + 1)) {
    const std::size_t end = text.find_first_of("<>", at + 1);
    if (end == kNone) return false;
    const char next = text[at + 1];
    if (text[end] == '>' && (ascii::is_alpha(next) || next == '/' || next == '!')) return true;
  }
  return false;
}

// "*so*" or "**so": a star within a word multiplies.
bool has_emphasis(std::string_view text) {
  bool opened = false;
  for (std::size_t at = text.find('*'); at != kNone; at = text.find('*', at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1], next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (next == '*' || (opened && before != ' ')) return true;
    opened = opened || (next != ' ' && !ascii::is_alphanumeric(before));
  }
  return text.contains("~~");
}

bool has_markup(std::string_view text) {
  return text.contains('`') || text.contains(kNoteMark) || text.contains("](") || text.contains("][") ||
         text.contains("://") || has_tag(text) || has_emphasis(text);
}

// Two words, one behind the other, or many letters that are not of TeX.
bool reads_as_prose(std::string_view text) {
  std::size_t run = 0, words = 0, foreign = 0;
  for (const char c : text) {
    if (ascii::is_alpha(c)) {
      ++run;
      continue;
    }
    words = run >= 2 ? words + 1 : run == 1 ? 0 : words;
    if (words >= 2) return true;
    if (c != ' ' && c != '\n' && c != ',') words = 0;
    foreign += (c & 0x80) != 0;
    run = 0;
  }
  return (run >= 2 && words >= 1) || foreign > 12;
}

// "x", "2n", "f(x)", "n - 1": letters one at a time.
bool is_short_expression(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() > kLongest) return false;
  bool has_letter = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_letter = ascii::is_alpha(text[i]);
    if (is_letter && i > 0 && ascii::is_alpha(text[i - 1])) return false;
    if (!is_letter && !ascii::is_digit(text[i]) && !std::string_view(" +-*/()[],.'!|:;").contains(text[i]))
      return false;
    has_letter = has_letter || is_letter;
  }
  return has_letter;
}

bool is_group(std::string_view tex) { return tex.starts_with('{') && tex.ends_with('}'); }

enum class Looks : std::uint8_t { kText, kMaybeTex, kTex };

Looks looks_of(std::string_view content) {
  if (has_markup(content)) return Looks::kText;
  if (has_command(content) || is_group(content)) return Looks::kTex;
  if (reads_as_prose(content)) return Looks::kText;
  if (content.find_first_of("^_{}") != kNone) return Looks::kTex;
  return content.find_first_of("=<>") != kNone || is_short_expression(content) ? Looks::kMaybeTex : Looks::kText;
}

// ---- where formulas are ----

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<MathSpan> formulas() && {
    for_each_line(text_, [&](std::string_view line, std::size_t offset) { take_line(line, offset); });
    end_paragraph();
    return std::move(found_);
  }

 private:
  // One that a formula may begin or end with, and the length of its run from here on.
  struct Dollar {
    std::size_t at, run;
    bool after_dollar;
  };

  void take_line(std::string_view line, std::size_t offset) {
    const std::size_t start = content_start(line);
    const std::string_view content = line.substr(start);
    const bool goes_on = offset == next_line_;
    const bool is_row = content.starts_with('|');
    if (!goes_on || content.empty() || is_row || begins_block(line, start)) end_paragraph();
    in_row_ = is_row;
    next_line_ = offset + line.size() + 1;
    for (std::size_t at = start; at < line.size(); ++at) {
      const char c = line[at];
      if (c == '\\') {
        ++at;
      } else if (c == '`') {
        at = behind_code(line, at) - 1;
      } else if (c == '<') {
        at = behind_tag(line, at);
      } else if (c == '|' && is_row) {  // A cell is a paragraph of its own.
        end_paragraph();
        in_row_ = true;
      } else if (c == '$') {
        const std::size_t end = std::min(line.find_first_not_of('$', at), line.size());
        for (std::size_t i = at; i < end; ++i) dollars_.push_back({offset + i, end - i, i > at});
        at = end - 1;
      }
    }
  }

  // Code that ends in its line; the backticks alone where it does not.
  static std::size_t behind_code(std::string_view line, std::size_t at) {
    const std::size_t begin = std::min(line.find_first_not_of('`', at), line.size());
    for (std::size_t next = line.find('`', begin); next != kNone; next = line.find('`', next)) {
      const std::size_t end = std::min(line.find_first_not_of('`', next), line.size());
      if (end - next == begin - at) return end;
      next = end;
    }
    return begin;
  }

  // At the ">" of a tag or an address; at the "<" where it begins none.
  static std::size_t behind_tag(std::string_view line, std::size_t at) {
    const char next = at + 1 < line.size() ? line[at + 1] : ' ';
    if (!ascii::is_alpha(next) && next != '/' && next != '!') return at;
    const std::size_t end = line.find_first_of("<>", at + 1);
    return end == kNone || line[end] == '<' ? at : end;
  }

  void end_paragraph() {
    for (std::size_t i = 0; i < dollars_.size();) i = formula_at(i);
    dollars_.clear();
    is_unclosed_ = false;
    in_row_ = false;
  }

  // The index of the dollar behind the formula that begins with the i-th; of the next one where none does.
  std::size_t formula_at(std::size_t i) {
    const Dollar& opener = dollars_[i];
    if (opener.after_dollar && !after_formula(opener)) return i + 1;
    if (opener.run >= 2) return opener.run == 2 ? display_at(i) : i + opener.run;
    if (i + 1 == dollars_.size()) return i + 1;
    const Dollar& closer = dollars_[i + 1];
    const std::string_view content = text_.substr(opener.at + 1, closer.at - opener.at - 1);
    if (content.empty() || ascii::is_whitespace(content.front()) || ascii::is_whitespace(content.back())) return i + 1;
    const char before = opener.at == 0 ? ' ' : text_[opener.at - 1];
    const char behind = closer.at + 1 < text_.size() ? text_[closer.at + 1] : ' ';
    if (ascii::is_digit(behind) || behind == '{') return i + 1;
    const Looks looks = looks_of(content);
    const bool in_word = ascii::is_alphanumeric(before) || ascii::is_alpha(behind);
    if (looks == Looks::kText || (looks == Looks::kMaybeTex && in_word)) return i + 1;
    add(opener.at, closer.at + 1, 1);
    return i + 2;
  }

  std::size_t display_at(std::size_t i) {
    std::size_t closer = i + 2;
    if (is_unclosed_) return closer;
    while (closer < dollars_.size() && dollars_[closer].run < 2) ++closer;
    is_unclosed_ = closer == dollars_.size();  // Nor is there one for those on the way.
    if (is_unclosed_) return i + 2;
    const std::size_t begin = dollars_[i].at, end = dollars_[closer].at + 2;
    const std::string_view content = text_.substr(begin + 2, end - begin - 4);
    const bool in_lines = content.starts_with('\n') && content.find('\n', 1) != kNone;
    const bool is_blank = content.find_first_not_of(" \n>") == kNone;
    if (is_blank || has_markup(content) || (!in_lines && looks_of(content) == Looks::kText)) return i + 2;
    add(begin, end, 2);
    return closer + 2;
  }

  bool after_formula(const Dollar& dollar) const { return !found_.empty() && found_.back().end == dollar.at; }

  void add(std::size_t begin, std::size_t end, std::uint32_t delimiter) {
    found_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), delimiter, in_row_});
  }

  std::string_view text_;
  std::vector<MathSpan> found_;
  std::vector<Dollar> dollars_;  // of the paragraph
  std::size_t next_line_ = 0;    // where the line behind the last one begins
  bool is_unclosed_ = false;     // no "$$" of the paragraph is left that could close another
  bool in_row_ = false;          // of a table
};

}  // namespace

std::vector<MathSpan> hide_math(std::string& markdown) {
  if (!markdown.contains('$')) return {};
  std::vector<MathSpan> formulas = Scanner(markdown).formulas();
  for (const MathSpan& formula : formulas) {
    for (std::size_t at = formula.begin; at < formula.end; ++at) {
      const std::size_t which = kMarkup.find(markdown[at]);
      // "\|" is how a row of a table says "|".
      const bool stays = which == kNone || (formula.in_row && markdown[at] == '\\' && markdown[at + 1] == '|');
      if (!stays) markdown[at] = static_cast<char>(kFirstHidden + which);
    }
  }
  return formulas;
}

char unhidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= kFirstHidden ? kMarkup[byte - kFirstHidden] : c;
}

}  // namespace pressmark::capture
