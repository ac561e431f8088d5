// Formatting elements: reconstruction and the adoption agency.
#include <algorithm>

#include "html/tree_builder.h"

namespace pressmark::html {
namespace {

constexpr std::size_t kFreeClones = 10'000;
constexpr std::size_t kBytesPerClone = 100;
constexpr std::size_t kBytesOfAName = 16;
constexpr int kOuterLoops = 8;
constexpr int kInnerLoopsThatKeep = 3;

}  // namespace

// AD-HOC: formatting that is never closed is copied into every later block, and end tags of formatting that blocks were
// opened in make copies too. Real pages make a hundred copies at most, one for a thousand bytes; beyond these many they
// are left out and the text stays.
bool TreeBuilder::may_clone() {
  if (clones_made_ < kFreeClones + builder_.input().size() / kBytesPerClone) return true;
  ++builder_.warnings().nodes_dropped;
  return false;
}

// A copy counts for more when it is large, although its attributes are shared: so what is written of the tree stays
// within a few times the page as well.
NodeIndex TreeBuilder::clone_element(NodeIndex element) {
  std::size_t bytes = 0;
  for (const AttributeRecord& attribute : builder_.attributes(element)) bytes += kBytesOfAName + attribute.value.length;
  clones_made_ += 1 + bytes / kBytesPerClone;
  return builder_.clone_element(element);
}

// Reconstruct the active formatting elements.
// https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements
void TreeBuilder::reconstruct_unopened() {
  const auto has_room = [this] { return open_.size() < builder_.limits().open_elements && may_clone(); };
  if (!has_room()) return;  // Before looking through a list that may be long.
  std::size_t at = formatting_.size();
  while (at > 0 && !is_reconstructed(at)) --at;
  for (; at < formatting_.size() && has_room(); ++at) {
    const NodeIndex original = formatting_[at].node;
    const Name name = formatting_[at].name;
    const Place place = appropriate_place();
    const NodeIndex copy = clone_element(original);
    const std::uint32_t here = current_->source.begin;
    builder_.record(copy).source = {here, here};
    insert_at(place, copy);
    push_open(copy, name, Namespace::kHtml);
    formatting_.replace(at, copy);
  }
}

void TreeBuilder::insert_formatting(const Token& token) {
  const NodeIndex element = insert_html(token);
  if (!formatting_.push(element, token.name)) ++builder_.warnings().formatting_dropped;
}

void TreeBuilder::push_marker() {
  if (!formatting_.push_marker()) ++builder_.warnings().formatting_dropped;
}

// "Any other end tag" of the "in body" insertion mode.
void TreeBuilder::close_any_other(Name name) {
  if (!open_.contains(name)) return;
  const std::size_t at = open_.find_either(tag::kSpecial, name);
  if (!open_[at].is(name)) return;
  generate_implied_end_tags(name);
  while (open_.size() > std::max<std::size_t>(at, 1)) pop();
}

// The adoption agency algorithm. https://html.spec.whatwg.org/multipage/parsing.html#adoption-agency-algorithm
void TreeBuilder::adopt(Name subject) {
  // The current node is the subject and not a formatting element any more: pop it.
  if (open_.top().is(subject) && formatting_.find(open_.top().node, subject) == ActiveFormatting::kNowhere)
    return pop();
  for (int i = 0; i < kOuterLoops; ++i) {
    if (!adopt_once(subject)) return;
  }
}

// One turn of the outer loop; false: the algorithm ends.
bool TreeBuilder::adopt_once(Name subject) {
  // The formatting element: the last of that name behind the last marker. None: as any other end tag.
  const std::size_t entry = formatting_.find_since_marker(subject);
  if (entry == ActiveFormatting::kNowhere) {
    close_any_other(subject);
    return false;
  }
  const NodeIndex formatting = formatting_[entry].node;
  // Not open: a parse error, it is forgotten. Not in scope: a parse error, nothing happens.
  if (!open_.contains_node(formatting)) {
    formatting_.erase(entry);
    return false;
  }
  if (!open_.has_in_scope(subject, kDefaultScope) || !open_.has_node_in_scope(formatting)) return false;
  const std::size_t position = open_.find(formatting);
  // The furthest block: the topmost special element below it. None: everything up to it is closed.
  const std::size_t furthest_position = find_furthest_block(position);
  if (furthest_position == OpenElements::kNowhere) {
    while (open_.size() > position) pop();
    formatting_.erase(entry);
    return false;
  }
  if (!may_clone()) {  // AD-HOC: the formatting ends here; what is in it stays where it is.
    formatting_.erase(entry);
    remove_from_stack(position);
    return false;
  }
  const NodeIndex furthest = open_[furthest_position].node;
  const NodeIndex ancestor = open_[position - 1].node;
  std::size_t bookmark = entry;
  const NodeIndex last = adopt_inner_loop(position, furthest_position, bookmark);
  // The last node goes to the common ancestor, or is fostered.
  builder_.remove(last);
  insert_at(place_for(ancestor), last);
  // A copy of the formatting element takes all the furthest block's children and becomes its only child.
  const NodeIndex copy = clone_element(formatting);
  builder_.move_children(furthest, copy);
  builder_.insert(furthest, copy);
  // It replaces the formatting element in the list, at the bookmark, and on the stack, below the furthest block.
  formatting_.move(formatting_.find(formatting, subject), bookmark, copy);
  remove_from_stack(open_.find(formatting));
  const std::size_t below = open_.find(furthest) + 1;
  open_.insert(below, {.node = copy, .name = subject, .flags = flags_of(subject, Namespace::kHtml)});
  return true;
}

std::size_t TreeBuilder::find_furthest_block(std::size_t formatting_position) const {
  for (std::size_t i = formatting_position + 1; i < open_.size(); ++i) {
    if (open_[i].has(tag::kSpecial)) return i;
  }
  return OpenElements::kNowhere;
}

// The inner loop: from the furthest block up to the formatting element. Returns the last node; `bookmark` is moved
// behind the last copy that was made next to the furthest block.
NodeIndex TreeBuilder::adopt_inner_loop(std::size_t formatting_position, std::size_t furthest_position,
                                        std::size_t& bookmark) {
  const NodeIndex formatting = open_[formatting_position].node;
  const NodeIndex furthest = open_[furthest_position].node;
  NodeIndex last = furthest;
  int counter = 0;
  for (std::size_t position = furthest_position - 1; open_[position].node != formatting; --position) {
    ++counter;
    const OpenElement node = open_[position];
    std::size_t entry = formatting_.find(node.node, node.name);
    if (counter > kInnerLoopsThatKeep && entry != ActiveFormatting::kNowhere) {
      formatting_.erase(entry);
      if (entry < bookmark) --bookmark;
      entry = ActiveFormatting::kNowhere;
    }
    if (entry == ActiveFormatting::kNowhere) {  // Not a formatting element (any more): off the stack.
      remove_from_stack(position);
      continue;
    }
    const NodeIndex copy = clone_element(node.node);
    formatting_.replace(entry, copy);
    close(node);
    open_.put_in_place(position, copy);
    if (last == furthest) bookmark = entry + 1;
    builder_.remove(last);
    builder_.insert(copy, last);
    last = copy;
  }
  return last;
}

}  // namespace pressmark::html
