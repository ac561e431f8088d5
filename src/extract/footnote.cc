#include "extract/footnote.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/inline.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;
using html::NodeIndex;

struct Place {
  Node node;
  std::uint32_t order = 0;
};

struct PageLink {
  Place place;
  std::string_view fragment;
};

bool is_backwards_sign(std::string_view text) {
  constexpr std::array<std::string_view, 10> kSigns = {"↩", "↩︎", "↑", "^", "⏎", "↵", "⤴", "🔙", "back", "return"};
  return std::ranges::any_of(kSigns,
                             [&](std::string_view sign) { return ascii::starts_with_ignoring_case(text, sign); });
}

// "[12]" and "(12)" are "12", "注1" is "1".
std::string_view bare_label(std::string_view text) {
  text = trimmed(text);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"[", "]"},
                                    {"(", ")"},
                                    {"〔", "〕"},
                                    {"［", "］"},
                                    {"（", "）"}}) {
    if (text.starts_with(open)) text.remove_prefix(open.size());
    if (text.ends_with(close)) text.remove_suffix(close.size());
  }
  for (const std::string_view word : {"note ", "fn ", "注", "註"}) {
    if (ascii::starts_with_ignoring_case(text, word)) text.remove_prefix(word.size());
  }
  return trimmed(text);
}

// A number, a letter or two, or the signs that stand for one.
bool is_label(std::string_view text) {
  const std::string_view label = bare_label(text);
  if (label.empty() || label.size() > 12) return false;
  if (std::ranges::all_of(label, ascii::is_digit)) return label.size() <= 4;
  if (std::ranges::all_of(label, ascii::is_alpha)) return label.size() <= 4;
  constexpr std::array<std::string_view, 8> kSigns = {"*", "†", "‡", "§", "¶", "#", "‖", "※"};
  const bool is_sign = std::ranges::any_of(kSigns, [&](std::string_view sign) { return label.starts_with(sign); });
  if (is_sign) return true;
  const bool has_digit = std::ranges::any_of(label, ascii::is_digit);  // "note 3", "a1"
  return has_digit &&
         std::ranges::all_of(label, [&](char c) { return ascii::is_alphanumeric(c) || c == ' ' || c == '.'; });
}

bool is_raised(Node link) {
  for (Node child = link.first_child(); child; child = child.next_sibling()) {
    if (child.is(Name::kSup)) return true;
  }
  Node parent = link.parent();
  for (int steps = 0; parent && parent.is_element() && steps < 2; ++steps, parent = parent.parent()) {
    if (parent.is(Name::kSup)) return true;
  }
  return false;
}

bool has_note_name(std::string_view fragment) {
  constexpr std::array<std::string_view, 10> kNames = {"fn",   "footnote", "cite_note", "cite-note", "_ftn",
                                                       "note", "endnote",  "_edn",      "ftn",       "sdfootnote"};
  const auto names = [&](std::string_view name) {
    return ascii::starts_with_ignoring_case(fragment, name) ||
           contains_ignoring_case(fragment, std::string("-") + std::string(name));
  };
  return std::ranges::any_of(kNames, names);
}

bool says_reference(Node link) {
  for (Node element = link; element && element.is_element(); element = element.parent()) {
    const std::string_view role = value_of(element, Name::kRole);
    if (contains_word(role, "doc-noteref") || contains_word(value_of(element, "epub:type"), "noteref")) return true;
    if (has_any_class<"footnote-ref", "footnote-reference", "footnoteref", "footnote", "noteref", "fnref", "fn",
                      "reference", "footnote-link", "footnote-anchor", "note-ref", "fn-ref">(element)) {
      return true;
    }
    if (element != link) break;
  }
  return false;
}

// What holds the note that an id stands on or in: a list item, a paragraph, a box; none for headings and page parts.
Node note_element(Node target) {
  for (int steps = 0; target && target.is_element() && steps < 6; ++steps, target = target.parent()) {
    if (heading_level(target) > 0 || target.is(Name::kBody) || target.is(Name::kArticle) || target.is(Name::kMain) ||
        target.is(Name::kTable) || target.is(Name::kOl) || target.is(Name::kUl) || target.is(Name::kSection)) {
      return {};
    }
    if (target.is(Name::kTd) || target.is(Name::kTr)) return {};
    if (is_block_level(target)) return target;
  }
  return {};
}

bool contains(Node ancestor, Node node) {
  for (; node; node = node.parent()) {
    if (node == ancestor) return true;
  }
  return false;
}

// <a href="#...">
std::vector<PageLink> links_within(Node root) {
  std::vector<PageLink> links;
  for (Node node = root; node; node = node.next_in_preorder(root)) {
    if (!node.is(Name::kA)) continue;
    const std::string_view written = value_of(node, Name::kHref);
    if (!written.contains('#')) continue;
    const std::string_view href = trimmed(written);
    const std::size_t hash = href.find('#');
    if (hash == std::string_view::npos || hash + 1 == href.size()) continue;
    // A snapshot tool may have made "#fn1" absolute: where the name is there, it is this page's.
    links.push_back({{node, 0}, href.substr(hash + 1)});
  }
  return links;
}

struct Candidate {
  PageLink link;
  std::string label;
};

// The links that look like references, wherever they lead.
std::vector<Candidate> candidates_among(const std::vector<PageLink>& links) {
  std::vector<Candidate> candidates;
  for (const PageLink& link : links) {
    const Node node = link.place.node;
    const std::string text = short_text(node, 40);
    if (!is_label(text) && !contains_word(value_of(node, Name::kRole), "doc-noteref")) continue;
    if (says_reference(node) || is_raised(node) || has_note_name(link.fragment))
      candidates.push_back({link, std::string(bare_label(text))});
  }
  return candidates;
}

// What the candidates name, the first of each name in the page; and where in the page both stand.
std::unordered_map<std::string_view, Place> find_targets(Node root, std::vector<Candidate>& candidates) {
  std::unordered_map<std::string_view, Place> targets;
  for (const Candidate& candidate : candidates) targets.try_emplace(candidate.link.fragment);
  std::uint32_t order = 0;
  std::size_t next = 0;
  for (Node node = root; node; node = node.next_in_preorder(root)) {
    ++order;
    if (!node.is_element()) continue;
    if (next < candidates.size() && candidates[next].link.place.node == node)
      candidates[next++].link.place.order = order;
    for (const Name name : {Name::kId, Name::kName}) {
      if (name == Name::kName && !node.is(Name::kA)) continue;
      const auto target = targets.find(value_of(node, name));
      if (target != targets.end() && !target->second.node) target->second = {node, order};
    }
  }
  return targets;
}

void add_reference(Footnotes& found, Node link, Node note, std::string_view label) {
  const auto [entry, is_new] = found.notes.try_emplace(note.index(), static_cast<std::uint32_t>(found.labels.size()));
  if (is_new) found.labels.emplace_back(label);
  found.references.emplace(link.index(), entry->second);
}

// Labels name notes: a second note of the same label gets another.
void make_unique(std::vector<std::string>& labels) {
  std::unordered_map<std::string, std::uint32_t> used;
  std::uint32_t number = 0;
  for (std::string& label : labels) {
    ++number;
    for (char& c : label) {
      if (c == ' ' || c == '[' || c == ']') c = '-';
    }
    if (label.empty()) label = fmt::format("{}", number);
    const std::uint32_t count = used[label]++;
    if (count > 0) label += fmt::format("-{}", count + 1);
  }
}

std::string first_text(const Block& block) { return block.spans.empty() ? std::string() : block.spans.front().text; }

void add_labels(const std::vector<Span>& spans, std::unordered_set<std::string>& labels) {
  for (const Span& span : spans) {
    if (span.kind == Span::Kind::kFootnote) labels.insert(span.text);
  }
}

// Calls `visit(spans)` for every row of spans below. Blocks nest at most kMaxBlockDepth deep.
template <class Visit>
void for_each_row(std::vector<Block>& blocks, const Visit& visit) {
  for (Block& block : blocks) {
    visit(block.spans);
    if (block.table) {
      visit(block.table->caption);
      for (auto& row : block.table->rows) {
        for (TableCell& cell : row) visit(cell.spans);
      }
    }
    for_each_row(block.children, visit);
  }
}

}  // namespace

Footnotes find_footnotes(Node root) {
  Footnotes found;
  const std::vector<PageLink> links = links_within(root);
  std::vector<Candidate> candidates = candidates_among(links);
  if (candidates.empty()) return found;  // As on most pages.
  const std::unordered_map<std::string_view, Place> targets = find_targets(root, candidates);
  std::unordered_map<NodeIndex, std::string_view> claimed;  // note -> the name that leads there
  std::unordered_set<NodeIndex> disputed;
  std::unordered_set<std::string_view> reference_names;
  struct Reference {
    Node link, note;
    std::string label;
  };
  std::vector<Reference> references;
  for (Candidate& candidate : candidates) {
    const PageLink& link = candidate.link;
    const Place& target = targets.at(link.fragment);
    if (!target.node || target.order <= link.place.order) continue;
    const Node note = note_element(target.node);
    if (!note || contains(note, link.place.node)) continue;
    const auto [claim, is_new] = claimed.try_emplace(note.index(), link.fragment);
    if (!is_new && claim->second != link.fragment) disputed.insert(note.index());
    references.push_back({link.place.node, note, std::move(candidate.label)});
  }
  for (const Reference& one : references) {
    if (disputed.contains(one.note.index())) continue;
    add_reference(found, one.link, one.note, one.label);
    Node named = one.link;
    for (int steps = 0; named && named.is_element() && steps < 3; ++steps, named = named.parent()) {
      for (const Name name : {Name::kId, Name::kName}) {
        if (const std::string_view value = value_of(named, name); !value.empty()) reference_names.insert(value);
      }
    }
  }
  if (found.empty()) return found;
  for (const PageLink& link : links) {
    if (found.references.contains(link.place.node.index())) continue;
    const Node node = link.place.node;
    const bool says_back =
        has_any_class<"footnote-back", "footnote-backref", "reversefootnote", "data-footnote-backref">(node) ||
        contains_word(value_of(node, Name::kRole), "doc-backlink");
    if (says_back || reference_names.contains(link.fragment) || is_backwards_sign(short_text(node, 20))) {
      found.back_links.insert(node.index());
    }
  }
  make_unique(found.labels);
  return found;
}

bool is_notes_heading(const Block& block) {
  if (block.kind != Block::Kind::kHeading) return false;
  constexpr std::array<std::string_view, 11> kNames = {
      "footnotes", "notes", "endnotes", "references", "footnote", "脚注", "注释", "註釋", "注", "参考资料", "參考資料"};
  const std::string text = plain_text(block.spans);
  return std::ranges::any_of(kNames, [&](std::string_view name) {
    return text.size() == name.size() && ascii::starts_with_ignoring_case(text, name);
  });
}

void cut_label(std::vector<Block>& note, std::string_view label) {
  if (note.empty() || note.front().spans.empty()) return;
  std::vector<Span>& spans = note.front().spans;
  Span& first = spans.front();
  if (first.kind != Span::Kind::kText) return;
  const std::string text = first_text(note.front());
  // The "-2" that tells a label from another is not on the page.
  if (const std::size_t dash = label.rfind('-'); dash != std::string_view::npos && dash > 0)
    label = label.substr(0, dash);
  // Of "[1]" with a way back in it, the brackets are left.
  const bool is_label_alone = bare_label(text) == label || bare_label(text).empty();
  const bool alone = is_label_alone && (spans.size() > 1 || note.size() > 1);
  std::size_t cut = 0;
  if (alone) {
    cut = text.size();
  } else {
    const std::string name(label);
    const std::array<std::string, 8> forms = {"[" + name + "]", "(" + name + ")", name + ".", name + ")",
                                              name + ":",       name + " ",       "^ ",       "↑ "};
    for (const std::string& form : forms) {
      if (text.starts_with(form) && text.size() > form.size()) cut = form.size();
    }
  }
  if (cut == 0) return;
  first.text.erase(0, cut);
  while (!first.text.empty() && (first.text.front() == ' ' || first.text.front() == '.' || first.text.front() == ':')) {
    first.text.erase(0, 1);
  }
  if (first.text.empty()) spans.erase(spans.begin());
  if (!spans.empty() && spans.front().kind == Span::Kind::kText) {
    std::string& start = spans.front().text;
    start.erase(0, std::min(start.find_first_not_of(" "), start.size()));
    if (start.empty()) spans.erase(spans.begin());
  }
  if (spans.empty()) note.erase(note.begin());
}

void settle_footnotes(std::vector<Block>& blocks, std::vector<Block> notes) {
  std::unordered_set<std::string> referenced, present;
  const auto collect = [&](std::vector<Span>& spans) { add_labels(spans, referenced); };
  for_each_row(blocks, collect);
  for_each_row(notes, collect);
  for (const Block& note : notes) present.insert(note.text);
  const auto settle = [&](std::vector<Span>& spans) {
    for (Span& span : spans) {
      if (span.kind != Span::Kind::kFootnote || present.contains(span.text)) continue;
      span.kind = Span::Kind::kText;
      span.marks |= kSuperscript;
      span.text = "[" + span.text + "]";
    }
  };
  for_each_row(blocks, settle);
  for_each_row(notes, settle);
  for (Block& note : notes) {
    if (referenced.contains(note.text)) continue;
    std::ranges::move(note.children, std::back_inserter(blocks));
    note.children.clear();
  }
  std::erase_if(notes, [&](const Block& note) { return !referenced.contains(note.text); });
  std::ranges::move(notes, std::back_inserter(blocks));
}

}  // namespace pressmark::extract
