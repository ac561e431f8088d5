#include "render/inline.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "render/escape.h"

namespace pressmark::render {
namespace {

struct Delimiter {
  Mark mark;
  std::string_view text;
};
constexpr std::array<Delimiter, 3> kDelimiters = {{{kStrike, "~~"}, {kStrong, "**"}, {kEmphasis, "*"}}};

// For each atom, where the run of each mark that it is in ends.
using RunEnds = std::vector<std::array<std::size_t, kDelimiters.size()>>;

RunEnds run_ends(const std::vector<Atom>& atoms) {
  RunEnds ends(atoms.size());
  for (std::size_t i = atoms.size(); i-- > 0;) {
    for (std::size_t m = 0; m < kDelimiters.size(); ++m) {
      const bool runs_on = i + 1 < atoms.size() && (atoms[i + 1].marks & kDelimiters[m].mark);
      ends[i][m] = runs_on ? ends[i + 1][m] : i + 1;
    }
  }
  return ends;
}

// The smallest count of backticks that does not occur in code as a run.
std::size_t fence_size(std::string_view code) {
  std::uint64_t seen = 0;   // Bit n: there is a run of n. Longer ones are no trouble: some bit below 64 is free, or
  std::size_t longest = 0;  // the longest is known.
  for (std::size_t at = code.find('`'); at != std::string_view::npos; at = code.find('`', at)) {
    const std::size_t end = std::min(code.find_first_not_of('`', at), code.size());
    if (end - at < 64) seen |= std::uint64_t{1} << (end - at);
    longest = std::max(longest, end - at);
    at = end;
  }
  for (std::size_t size = 1; size < 64; ++size) {
    if (!(seen >> size & 1)) return size;
  }
  return longest + 1;
}

void append_code(std::string& out, std::string_view code) {
  const std::size_t size = fence_size(code);
  const bool is_blank = code.find_first_not_of(' ') == std::string_view::npos;
  const bool pad =
      code.front() == '`' || code.back() == '`' || (code.front() == ' ' && code.back() == ' ' && !is_blank);
  out.append(size, '`');
  if (pad) out.push_back(' ');
  out += code;
  if (pad) out.push_back(' ');
  out.append(size, '`');
}

// Whether the brackets of a link's text match, so that they need no escape.
class BracketCount {
 public:
  void take(const std::vector<Atom>& atoms) {
    for (const Atom& atom : atoms) {
      if (atom.kind != Atom::Kind::kText && atom.kind != Atom::Kind::kMath) {
        after_close_ = false;
        continue;
      }
      for (const char c : atom.text) take(c);
    }
  }
  bool match() const { return depth_ == 0 && !broken_; }

 private:
  void take(char c) {
    if (c == '[') ++depth_;
    if (c == ']') --depth_;
    broken_ = broken_ || depth_ < 0 || (c == '(' && after_close_) || (c == '^' && after_open_) ||
              (after_backslash_ && (c == '[' || c == ']'));  // TeX would lose one of a pair.
    after_backslash_ = c == '\\';
    after_close_ = c == ']';
    after_open_ = c == '[';
  }
  int depth_ = 0;
  bool broken_ = false, after_close_ = false, after_open_ = false, after_backslash_ = false;
};

class InlineWriter {
 public:
  InlineWriter(Place place, const Hazards& hazards) : place_(place) { text_.hazards = hazards; }

  void write(const std::vector<Atom>& atoms) {
    const bool has_marks = std::ranges::any_of(atoms, [](const Atom& atom) { return atom.marks != 0; });
    const RunEnds ends = has_marks ? run_ends(atoms) : RunEnds();
    const std::vector<std::size_t> outer = std::move(open_);
    open_.clear();
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      close_all_but(atoms[i].marks);
      if (atoms[i].marks != 0) open(atoms[i].marks, ends[i]);
      text_.after = after(atoms, i);
      write_atom(atoms[i]);
      text_.after_reference = atoms[i].kind == Atom::Kind::kFootnote;
    }
    close_all_but(kNoMarks);
    open_ = outer;
  }

  std::string take() && { return std::move(out_); }

 private:
  static bool begins_with_bracket(const Atom& atom) {
    return atom.kind == Atom::Kind::kLink || atom.kind == Atom::Kind::kFootnote;
  }

  Neighbour after(const std::vector<Atom>& atoms, std::size_t i) const {
    const bool is_last = i + 1 == atoms.size();
    const bool ends = is_last || (atoms[i + 1].kind == Atom::Kind::kBreak) ||
                      (atoms[i + 1].kind == Atom::Kind::kText && atoms[i + 1].text.starts_with(' '));
    const std::uint16_t next = is_last ? std::uint16_t{0} : atoms[i + 1].marks;
    if (ends && (atoms[i].marks & ~next)) return Neighbour::kClosingMark;
    if (ends) return Neighbour::kNothing;
    return begins_with_bracket(atoms[i + 1]) && atoms[i].marks == next ? Neighbour::kBracket : Neighbour::kOther;
  }

  void close_all_but(std::uint16_t marks) {
    std::size_t keep = 0;
    while (keep < open_.size() && (kDelimiters[open_[keep]].mark & marks)) ++keep;
    while (open_.size() > keep) {
      out_ += kDelimiters[open_.back()].text;
      open_.pop_back();
    }
  }

  void open(std::uint16_t marks, const RunEnds::value_type& ends) {
    std::array<std::size_t, kDelimiters.size()> order = {0, 1, 2};
    std::ranges::sort(order,
                      [&](std::size_t a, std::size_t b) { return ends[a] != ends[b] ? ends[a] > ends[b] : a < b; });
    for (const std::size_t m : order) {
      if (!(kDelimiters[m].mark & marks) || std::ranges::find(open_, m) != open_.end()) continue;
      open_.push_back(m);
      out_ += kDelimiters[m].text;
    }
  }

  void write_atom(const Atom& atom) {
    switch (atom.kind) {
      case Atom::Kind::kText: append_text(out_, atom.text, text_); break;
      case Atom::Kind::kCode: write_code(atom.text); break;
      case Atom::Kind::kMath:
        out_.append("$").append(neutral_tex(atom.text, {place_, text_.brackets_are_markup})).append("$");
        break;
      case Atom::Kind::kImage: write_image(atom); break;
      case Atom::Kind::kFootnote: out_.append("[^").append(atom.text).append("]"); break;
      case Atom::Kind::kBreak: write_break(); break;
      case Atom::Kind::kLink: write_link(atom); break;
    }
  }

  void write_code(std::string_view code) {
    if (place_ != Place::kCell || is_code_for_cell(code)) return append_code(out_, code);
    TextPlace place = text_;
    place.after = Neighbour::kOther;
    append_text(out_, code, place);
  }

  void write_image(const Atom& atom) {
    out_ += "![";
    TextPlace place{.hazards = {true, true, true, true, true}, .brackets_are_markup = true, .in_brackets = true};
    append_text(out_, atom.text, place);
    out_.push_back(']');
    append_destination(out_, atom.target, atom.title);
  }

  void write_link(const Atom& atom) {
    BracketCount brackets;
    brackets.take(atom.children);
    const TextPlace outer = text_;
    text_.brackets_are_markup = !brackets.match();
    text_.in_brackets = true;
    text_.after_reference = false;
    out_.push_back('[');
    write(atom.children);
    out_.push_back(']');
    append_destination(out_, atom.target, atom.title);
    text_ = outer;
  }

  // A backslash would be taken for a part of the bare URL before it; two spaces are the other way.
  void write_break() {
    const std::size_t word = out_.find_last_of(" \n");
    const std::string_view last = std::string_view(out_).substr(word == std::string::npos ? 0 : word + 1);
    const bool after_url = last.find("://") != std::string_view::npos || last.find("www.") != std::string_view::npos ||
                           last.find("WWW.") != std::string_view::npos;
    out_ += after_url ? "  \n" : "\\\n";
  }

  Place place_;
  TextPlace text_;
  std::string out_;
  std::vector<std::size_t> open_;  // indexes of kDelimiters, the innermost last
};

// Escapes every "|": a cell ends at one even inside of code.
std::string with_pipes_escaped(const std::string& text) {
  if (text.find('|') == std::string::npos) return text;
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    if (c == '|') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::string neutral_tex(std::string_view tex, TexPlace place) {
  const auto at_or_dollar = [&](std::size_t at) { return at < tex.size() ? tex[at] : '$'; };
  std::string out;
  bool after_backslash = false;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    const char c = tex[i];
    const char next = at_or_dollar(i + 1);
    const bool escaped = std::exchange(after_backslash, c == '\\' && !after_backslash);
    const bool space_before = !out.empty() && (out.back() == ' ' || out.back() == '\n');
    if (c == '`') {
      out += "{\\lq}";
    } else if (c == '$' && !escaped) {
      out += "\\$";
    } else if ((c == '[' || c == ']') && (escaped || place.brackets_are_markup)) {
      out += escaped ? " " : "";
      out += c == '[' ? "\\lbrack " : "\\rbrack ";
    } else if (c == '|' && escaped && place.place == Place::kCell) {
      out += "Vert ";                                 // "\|" would end the cell.
    } else if ((c == '*' || c == '~') && !escaped) {  // Between spaces, which TeX ignores, it is no delimiter.
      if (!space_before) out.push_back(' ');
      out.push_back(c);
      if (next != ' ' && next != '\n') out.push_back(' ');
    } else {
      out.push_back(c);
      const bool opens = c == '_' && !escaped && !ascii::is_alphanumeric(i == 0 ? ' ' : tex[i - 1]) && next != ' ';
      const bool is_tag = c == '<' && (ascii::is_alpha(next) || next == '/' || next == '!' || next == '?');
      const bool is_link = (c == ']' && next == '(') || (c == '[' && next == '^') || (c == ':' && next == '/');
      const bool is_www = c == 'w' && next == '.';
      if (opens || is_tag || is_link || is_www || (c == '&' && entity_size(tex.substr(i)) > 0)) out.push_back(' ');
    }
  }
  if (after_backslash) out.push_back(' ');
  return out;
}

std::string inline_markdown(const std::vector<Span>& spans, const FootnoteLabels& labels, Place place) {
  const std::vector<Atom> atoms = atoms_of(spans, labels, place);
  if (atoms.empty()) return "";
  InlineWriter writer(place, hazards_of(atoms));
  writer.write(atoms);
  std::string out = std::move(writer).take();
  return place == Place::kCell ? with_pipes_escaped(out) : out;
}

}  // namespace pressmark::render
