#include "render/atoms.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "render/links.h"

namespace pressmark::render {
namespace {

constexpr std::uint16_t kMarkdownMarks = kStrong | kEmphasis | kStrike;

bool is_blank(const Atom& atom) {
  return atom.kind == Atom::Kind::kBreak ||
         (atom.kind == Atom::Kind::kText && atom.text.find_first_not_of(' ') == std::string::npos);
}

bool joins(const Atom& atom) { return atom.kind == Atom::Kind::kText || atom.kind == Atom::Kind::kCode; }
bool joins(const Atom& before, const Atom& atom) {
  return joins(atom) && before.kind == atom.kind && before.marks == atom.marks;
}

// Joins with its like: "`a``b`" would be no two code spans, and "**a****b**" no strong text.
void append_atom(std::vector<Atom>& atoms, Atom atom) {
  if (joins(atom) && atom.text.empty()) return;
  if (!atoms.empty() && joins(atoms.back(), atom)) {
    atoms.back().text += atom.text;
  } else {
    atoms.push_back(std::move(atom));
  }
}

// 1. Spans to atoms, links still apart.

Atom text_atom(std::string_view text, std::uint16_t marks) {
  Atom atom{.marks = marks};
  append_collapsed(atom.text, text);
  return atom;
}

std::string collapsed(std::string_view text) {
  std::string out;
  append_collapsed(out, text);
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  append_preformatted(out, text);
  std::ranges::replace(out, '\n', ' ');
  return out;
}

std::string trimmed(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

void append_image(std::vector<Atom>& atoms, const Span& span) {
  std::string target = safe_image(span.source);
  if (target.empty()) return;
  append_atom(atoms, {.kind = Atom::Kind::kImage,
                      .text = trimmed(collapsed(span.text)),
                      .target = std::move(target),
                      .title = trimmed(collapsed(span.title))});
}

void append_code(std::vector<Atom>& atoms, std::string_view code, std::uint16_t marks, Place place) {
  if (place == Place::kCell && !is_code_for_cell(code)) {
    append_atom(atoms, text_atom(one_line(code), marks));
  } else {
    append_atom(atoms, {.kind = Atom::Kind::kCode, .marks = marks, .text = one_line(code)});
  }
}

void append_span(std::vector<Atom>& atoms, const Span& span, const FootnoteLabels& labels, Place place) {
  std::uint16_t marks = span.marks & kMarkdownMarks;
  // "a~~**b**~~" strikes nothing: the outer delimiter stands between a letter and a '*'.
  if (marks & kStrike) marks = kStrike;
  switch (span.kind) {
    case Span::Kind::kText: append_atom(atoms, text_atom(span.text, marks)); break;
    case Span::Kind::kCode: append_code(atoms, span.text, marks, place); break;
    case Span::Kind::kMath: {
      std::string tex = trimmed(collapsed(span.text));
      if (!tex.empty()) append_atom(atoms, {.kind = Atom::Kind::kMath, .marks = marks, .text = std::move(tex)});
      break;
    }
    case Span::Kind::kImage: append_image(atoms, span); break;
    case Span::Kind::kLineBreak:
      if (place == Place::kLines) {
        append_atom(atoms, {.kind = Atom::Kind::kBreak, .marks = marks});
      } else {
        append_atom(atoms, {.marks = marks, .text = " "});
      }
      break;
    case Span::Kind::kFootnote:
      if (const auto found = labels.find(span.text); found != labels.end()) {
        append_atom(atoms, {.kind = Atom::Kind::kFootnote, .marks = marks, .text = found->second});
      } else {
        append_atom(atoms, text_atom("[" + span.text + "]", marks));
      }
      break;
  }
}

// 2. White space: outside of links; breaks one at a time, with no space beside them.

// White space at an edge, that is now outside.
enum class Edge : std::uint8_t { kNone, kSpace, kBreak };
struct Edges {
  Edge leading = Edge::kNone, trailing = Edge::kNone;
};

Edge with_blank(Edge edge, const Atom& blank) {
  return blank.kind == Atom::Kind::kBreak ? Edge::kBreak : std::max(edge, Edge::kSpace);
}

Edges trim(std::vector<Atom>& atoms) {
  Edges edges;
  std::size_t first = 0;
  for (; first < atoms.size() && is_blank(atoms[first]); ++first)
    edges.leading = with_blank(edges.leading, atoms[first]);
  atoms.erase(atoms.begin(), atoms.begin() + static_cast<std::ptrdiff_t>(first));
  while (!atoms.empty() && is_blank(atoms.back())) {
    edges.trailing = with_blank(edges.trailing, atoms.back());
    atoms.pop_back();
  }
  if (atoms.empty()) return edges;
  if (Atom& atom = atoms.front(); atom.kind == Atom::Kind::kText && atom.text.starts_with(' ')) {
    atom.text.erase(0, atom.text.find_first_not_of(' '));
    edges.leading = std::max(edges.leading, Edge::kSpace);
  }
  if (Atom& atom = atoms.back(); atom.kind == Atom::Kind::kText && atom.text.ends_with(' ')) {
    while (atom.text.ends_with(' ')) atom.text.pop_back();
    edges.trailing = std::max(edges.trailing, Edge::kSpace);
  }
  return edges;
}

std::vector<Atom> joined_breaks(std::vector<Atom> atoms) {
  if (std::ranges::find(atoms, Atom::Kind::kBreak, &Atom::kind) == atoms.end()) return atoms;
  std::vector<Atom> out;
  out.reserve(atoms.size());
  for (Atom& atom : atoms) {
    const bool after_break = !out.empty() && out.back().kind == Atom::Kind::kBreak;
    if (after_break && is_blank(atom)) continue;
    if (atom.kind == Atom::Kind::kBreak) {
      while (!out.empty() && out.back().kind == Atom::Kind::kText && out.back().text.ends_with(' ')) {
        out.back().text.pop_back();
        if (out.back().text.empty()) out.pop_back();
      }
      if (!out.empty() && out.back().kind == Atom::Kind::kBreak) continue;
    } else if (after_break && atom.kind == Atom::Kind::kText && atom.text.starts_with(' ')) {
      atom.text.erase(0, 1);
    }
    out.push_back(std::move(atom));
  }
  return out;
}

// Marks do not show on white space: it takes those that its neighbours share, so that they run on.
void bridge_blanks(std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < atoms.size();) {
    if (!is_blank(atoms[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < atoms.size() && is_blank(atoms[end])) ++end;
    const std::uint16_t before = i > 0 ? atoms[i - 1].marks : std::uint16_t{0};
    const std::uint16_t after = end < atoms.size() ? atoms[end].marks : std::uint16_t{0};
    for (; i < end; ++i) atoms[i].marks = before & after;
  }
}

std::vector<Atom> rejoined(std::vector<Atom> atoms) {
  // As most are.
  const auto is_nothing = [](const Atom& atom) { return joins(atom) && atom.text.empty(); };
  const auto may_join = [](const Atom& before, const Atom& atom) { return joins(before, atom); };
  if (std::ranges::none_of(atoms, is_nothing) && std::ranges::adjacent_find(atoms, may_join) == atoms.end())
    return atoms;
  std::vector<Atom> out;
  out.reserve(atoms.size());
  for (Atom& atom : atoms) append_atom(out, std::move(atom));
  return out;
}

// 3. Marks: they stand inside of a link unless they run on beyond it,

std::uint16_t common_marks(const std::vector<Atom>& atoms) {
  std::uint16_t common = kMarkdownMarks;
  for (const Atom& atom : atoms) {
    if (atom.kind != Atom::Kind::kImage) common &= atom.marks;
  }
  return common;
}

void move_inside(Atom& link, std::uint16_t marks) {
  if (marks == 0) return;
  link.marks = link.marks & static_cast<std::uint16_t>(~marks);
  if (link.kind != Atom::Kind::kLink) return;
  for (Atom& child : link.children) {
    if (child.kind != Atom::Kind::kImage && !(child.marks & kStrike)) child.marks |= marks;
  }
}

// Blanks have been bridged, so what runs on is in the next atom.
void settle_links(std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (atoms[i].kind != Atom::Kind::kLink) continue;
    const std::uint16_t before = i > 0 ? atoms[i - 1].marks : std::uint16_t{0};
    const std::uint16_t after = i + 1 < atoms.size() ? atoms[i + 1].marks : std::uint16_t{0};
    move_inside(atoms[i], atoms[i].marks & static_cast<std::uint16_t>(~(before | after)));
    for (Atom& child : atoms[i].children) child.marks = child.marks & static_cast<std::uint16_t>(~atoms[i].marks);
  }
}

// ... and begin and end where delimiters can.

class MarkSettler {
 public:
  explicit MarkSettler(Class outside) : outside_(outside) {}

  std::vector<Atom> settle(std::vector<Atom> atoms) {
    for (Atom& atom : atoms) {
      close_before(atom);
      open(std::move(atom));
    }
    close_before({});
    return std::move(out_);
  }

 private:
  Class back_class() const { return out_.empty() ? outside_ : last_class(out_.back()); }
  std::uint16_t back_marks() const { return out_.empty() ? std::uint16_t{0} : out_.back().marks; }

  // Takes from the marks that end here what their delimiters could not follow: white space, or a punctuation mark
  // before a letter. `next` is the atom that follows; an empty text stands for the end.
  void close_before(const Atom& next) {
    std::vector<Atom> freed;  // In reverse order.
    Class after = next.kind == Atom::Kind::kText && next.text.empty() ? outside_ : first_class(next);
    while (!out_.empty()) {
      Atom& atom = out_.back();
      const auto kept = static_cast<std::uint16_t>(atom.marks & next.marks);
      if (kept == atom.marks || surely_closes(last_class(atom), after)) break;
      if (atom.kind != Atom::Kind::kText) {
        move_inside(atom, atom.marks & static_cast<std::uint16_t>(~kept));
        after = first_class(atom);
        freed.push_back(std::move(atom));
        out_.pop_back();
        continue;
      }
      std::string_view head = atom.text;
      while (!head.empty() && !surely_closes(class_of(utf8::last(head).code_point), after)) {
        after = class_of(utf8::last(head).code_point);
        head.remove_suffix(utf8::last(head).size);
      }
      freed.push_back({.marks = kept, .text = atom.text.substr(head.size())});
      atom.text.resize(head.size());
      if (atom.text.empty()) out_.pop_back();
    }
    std::move(freed.rbegin(), freed.rend(), std::back_inserter(out_));
  }

  // The same at the beginning of the marks that begin with `atom`.
  void open(Atom atom) {
    std::size_t skip = 0;
    while (true) {
      const auto kept = static_cast<std::uint16_t>(atom.marks & back_marks());
      const bool is_text = atom.kind == Atom::Kind::kText;
      if (kept == atom.marks) break;
      const Class first = is_text && skip > 0 ? class_of(utf8::next(atom.text, skip).code_point) : first_class(atom);
      if (surely_opens(back_class(), first)) break;
      if (!is_text) {
        move_inside(atom, atom.marks & static_cast<std::uint16_t>(~kept));
        break;
      }
      const std::size_t size = utf8::next(atom.text, skip).size;
      append_atom(out_, {.marks = kept, .text = atom.text.substr(skip, size)});
      skip += size;
      if (skip == atom.text.size()) return;
    }
    atom.text.erase(0, skip);
    out_.push_back(std::move(atom));
  }

  Class outside_;
  std::vector<Atom> out_;
};

// Strong text and emphasis have the same delimiter. Where they touch it is only sure which is which if one holds all of
// the other, and holds it once where both begin ("***a*b*c***" has more than one reading): else the emphasis is given
// up.
void drop_unclear_emphasis(std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    std::uint16_t common = kStarMarks;
    std::size_t end = i, runs_of_both = 0;
    for (; end < atoms.size() && (atoms[end].marks & kStarMarks); ++end) {
      const bool is_both = (atoms[end].marks & kStarMarks) == kStarMarks;
      const bool ran = end > i && (atoms[end - 1].marks & kStarMarks) == kStarMarks;
      if (is_both && !ran) ++runs_of_both;
      common &= atoms[end].marks;
    }
    const bool begins_with_both = (atoms[i].marks & kStarMarks) == kStarMarks;
    const bool is_clear = common != 0 && !(begins_with_both && runs_of_both > 1);
    for (; i < end; ++i) {
      if (!is_clear) atoms[i].marks = atoms[i].marks & static_cast<std::uint16_t>(~kEmphasis);
    }
  }
}

std::vector<Atom> settled(std::vector<Atom> atoms, Class outside) {
  std::uint16_t any = 0;
  for (const Atom& atom : atoms) any |= atom.marks;
  if (any == 0) return atoms;
  settle_links(atoms);
  atoms = rejoined(MarkSettler(outside).settle(std::move(atoms)));
  drop_unclear_emphasis(atoms);
  return rejoined(std::move(atoms));
}

void append_edge(std::vector<Atom>& atoms, Edge edge) {
  if (edge == Edge::kSpace) append_atom(atoms, {.text = " "});
  if (edge == Edge::kBreak) append_atom(atoms, {.kind = Atom::Kind::kBreak});
}

// "[`]: x`](y)" at the beginning of a paragraph would define a link: its code is read after that. So it is text.
void drop_defining_code(std::vector<Atom>& atoms) {
  for (Atom& atom : atoms) {
    if (atom.kind == Atom::Kind::kCode && atom.text.find("]:") != std::string::npos)
      atom = text_atom(atom.text, atom.marks);
  }
}

void finish_link(std::vector<Atom>& atoms, std::vector<Atom> content, std::string target, std::string title) {
  drop_defining_code(content);
  content = joined_breaks(std::move(content));
  const Edges edges = trim(content);
  append_edge(atoms, edges.leading);
  if (!content.empty()) {
    bridge_blanks(content);
    Atom link{.kind = Atom::Kind::kLink, .target = std::move(target), .title = std::move(title)};
    link.marks = common_marks(content);
    if (link.marks & kStrike) link.marks = kStrike;
    link.children = std::move(content);
    atoms.push_back(std::move(link));
  }
  append_edge(atoms, edges.trailing);
}

std::string link_of(const Span& span, const FootnoteLabels& labels) {
  // A footnote is a link already.
  if (span.link.empty() || (span.kind == Span::Kind::kFootnote && labels.contains(span.text))) return "";
  return safe_link(span.link);
}

}  // namespace

bool is_code_for_cell(std::string_view code) { return code.find("\\|") == std::string_view::npos; }

Class first_class(const Atom& atom) {
  if (atom.kind == Atom::Kind::kBreak) return Class::kSpace;
  if (atom.kind != Atom::Kind::kText) return Class::kPunctuation;
  return class_of(utf8::next(atom.text, 0).code_point);
}

Class last_class(const Atom& atom) {
  if (atom.kind == Atom::Kind::kBreak) return Class::kSpace;
  if (atom.kind != Atom::Kind::kText) return Class::kPunctuation;
  return class_of(utf8::last(atom.text).code_point);
}

std::vector<Atom> atoms_of(const std::vector<Span>& spans, const FootnoteLabels& labels, Place place) {
  std::vector<Atom> atoms;
  atoms.reserve(spans.size());
  for (std::size_t i = 0; i < spans.size();) {
    std::string target = link_of(spans[i], labels);
    if (target.empty()) {
      append_span(atoms, spans[i++], labels, place);
      continue;
    }
    std::vector<Atom> content;
    std::string title;
    const std::size_t first = i;
    // With the address of the first, which is a safe one.
    const auto is_linked = [&](const Span& span) {
      return span.kind != Span::Kind::kFootnote || !labels.contains(span.text);
    };
    for (; i < spans.size() && spans[i].link == spans[first].link && (i == first || is_linked(spans[i])); ++i) {
      if (title.empty() && spans[i].kind != Span::Kind::kImage) title = trimmed(collapsed(spans[i].title));
      append_span(content, spans[i], labels, place);
    }
    finish_link(atoms, std::move(content), std::move(target), std::move(title));
  }
  atoms = joined_breaks(std::move(atoms));
  trim(atoms);
  bridge_blanks(atoms);
  atoms = settled(rejoined(std::move(atoms)), Class::kSpace);
  for (Atom& atom : atoms) {
    if (atom.kind == Atom::Kind::kLink)
      atom.children = settled(rejoined(std::move(atom.children)), Class::kPunctuation);
  }
  return atoms;
}

}  // namespace pressmark::render
