// What a select shows: the selected option's content is copied into its selectedcontent element while parsing.
// https://html.spec.whatwg.org/multipage/form-elements.html#maybe-clone-an-option-into-selectedcontent
#include <algorithm>
#include <vector>

#include "html/tree_builder.h"

namespace pressmark::html {
namespace {

// AD-HOC: a select that an option is deeper in than this is not looked for: it shows no copy of the option.
constexpr int kFarthestSelect = 64;

// A copy of a text counts for more when it is long, although the text is shared.
constexpr std::size_t kBytesPerCopy = 100;

}  // namespace

void TreeBuilder::select_opened(NodeIndex select) {
  open_selects_.push_back({.select = select, .is_multiple = builder_.node(select).has_attribute(Name::kMultiple)});
}

void TreeBuilder::select_closed(NodeIndex select) {
  while (!open_selects_.empty()) {
    const bool found = open_selects_.back().select == select;
    open_selects_.pop_back();
    if (found) return;
  }
}

// Whether any of the selects that an option or selectedcontent can be in passes the test: said without a look at the
// tree, so that most options need none.
template <class Test>
bool TreeBuilder::is_any_near(Test test) const {
  const std::size_t near = std::min<std::size_t>(open_selects_.size(), kFarthestSelect);
  return std::any_of(open_selects_.end() - static_cast<std::ptrdiff_t>(near), open_selects_.end(), test);
}

// The select that an option or a selectedcontent element is in, if it works there: not within another option or
// selectedcontent, and an option not in a datalist, behind an hr or in an optgroup's optgroup either.
TreeBuilder::OpenSelect* TreeBuilder::find_open_select(NodeIndex descendant, Name itself) {
  if (open_selects_.empty()) return nullptr;
  bool in_group = false;
  int steps = 0;
  for (NodeIndex up = builder_.record(descendant).parent; up != kNoNode; up = builder_.record(up).parent) {
    if (++steps > kFarthestSelect) return nullptr;
    const Node node = builder_.node(up);
    if (node.is(Name::kOption) || node.is(Name::kSelectedcontent)) return nullptr;
    if (itself == Name::kOption && (node.is(Name::kDatalist) || node.is(Name::kHr))) return nullptr;
    if (itself == Name::kOption && node.is(Name::kOptgroup)) {
      if (in_group) return nullptr;
      in_group = true;
    }
    if (!node.is(Name::kSelect)) continue;
    for (std::size_t i = open_selects_.size(); i-- > 0;) {
      if (open_selects_[i].select == up) return &open_selects_[i];
    }
    return nullptr;
  }
  return nullptr;
}

// The selectedness of options as a select without `multiple` sets it: the last with a selected attribute, else the
// first that is not disabled.
void TreeBuilder::option_inserted(NodeIndex option) {
  const Node node = builder_.node(option);
  const bool is_selected = node.has_attribute(Name::kSelected);
  if (!is_selected) {
    if (node.has_attribute(Name::kDisabled)) return;
    if (!is_any_near([](const OpenSelect& select) { return select.selected == kNoNode; })) return;
  }
  OpenSelect* const select = find_open_select(option, Name::kOption);
  if (select == nullptr) return;
  if (is_selected || (select->selected == kNoNode && !is_in_disabled_group(option, *select))) select->selected = option;
}

// A group's answer is remembered: it may have many attributes, and many options.
bool TreeBuilder::is_in_disabled_group(NodeIndex option, OpenSelect& select) const {
  const Node parent = builder_.node(option).parent();
  if (!parent.is(Name::kOptgroup)) return false;
  const NodeIndex group = builder_.record(option).parent;
  if (select.group != group) {
    select.group = group;
    select.group_is_disabled = parent.has_attribute(Name::kDisabled);
  }
  return select.group_is_disabled;
}

void TreeBuilder::option_popped(NodeIndex option) {
  if (!is_any_near([option](const OpenSelect& select) { return select.selected == option; })) return;
  const OpenSelect* const select = find_open_select(option, Name::kOption);
  if (select != nullptr && select->selected == option) copy_to_selected_content(*select);
}

void TreeBuilder::selected_content_inserted(NodeIndex element) {
  OpenSelect* const select = find_open_select(element, Name::kSelectedcontent);
  if (select == nullptr || select->selected_content != kNoNode) return;
  select->selected_content = element;
  if (open_.find(select->selected) == OpenElements::kNowhere) copy_to_selected_content(*select);
}

void TreeBuilder::copy_to_selected_content(const OpenSelect& select) {
  if (select.selected_content == kNoNode || select.selected == kNoNode) return;
  if (select.is_multiple) return;
  const NodeIndex target = select.selected_content;
  while (builder_.record(target).first_child != kNoNode) builder_.remove(builder_.record(target).first_child);
  const NodeIndex option = select.selected;
  // In preorder, by links: `to` is the copy that children of `from`'s parent are put into.
  NodeIndex from = builder_.record(option).first_child;
  NodeIndex to = target;
  while (from != kNoNode) {
    if (!may_clone()) return;
    const NodeIndex copy = copy_node(from);
    builder_.insert(to, copy);
    const NodeRecord& node = builder_.record(from);
    if (has_children(node) && node.first_child != kNoNode) {
      from = node.first_child;
      to = copy;
      continue;
    }
    while (from != option && builder_.record(from).next == kNoNode) {
      from = builder_.record(from).parent;
      if (from != option) to = builder_.record(to).parent;
    }
    from = from == option ? kNoNode : builder_.record(from).next;
  }
}

// Text is shared, not copied. Contents of templates and shadow roots are left out: nothing of them shows.
NodeIndex TreeBuilder::copy_node(NodeIndex node) {
  const NodeRecord original = builder_.record(node);
  if (static_cast<NodeType>(original.type) == NodeType::kElement) return clone_element(node);
  clones_made_ += 1 + builder_.node(node).text().size() / kBytesPerCopy;
  const std::uint32_t here = original.source.begin;
  return builder_.create_text_like(static_cast<NodeType>(original.type), static_cast<Name>(original.name),
                                   slice_of(original), {here, here});
}

}  // namespace pressmark::html
