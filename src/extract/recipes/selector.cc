#include "extract/recipes/selector.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"

namespace pressmark::extract::recipes {
namespace {

using html::Node;

using Kind = Compound::Test::Kind;

// :contains() looks at this much of an element's text, so that one element costs no more than another.
constexpr std::size_t kMostTextNodes = 64, kMostText = 2048;

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || ascii::is_whitespace(list[at - 1]);
    if (begins && (end == list.size() || ascii::is_whitespace(list[end]))) return !word.empty();
  }
  return false;
}

bool contains_text(Node element, std::string_view wanted) {
  std::string text;
  std::size_t nodes = 0;
  for (Node node = element; node && nodes < kMostTextNodes && text.size() < kMostText;
       node = node.next_in_preorder(element), ++nodes) {
    if (node.is_text()) text += node.text().substr(0, kMostText);
  }
  return text.contains(wanted);
}

// Where an element stands among its siblings: counted once for all of them.
class Places {
 public:
  void count(Node parent) {
    if (parent == parent_) return;
    parent_ = parent;
    places_.clear();
    of_type_.clear();
    int all = 0;
    for (Node child = parent.first_child(); child; child = child.next_sibling()) {
      if (!child.is_element()) continue;
      places_[child.index()] = {++all, ++of_type_[static_cast<std::uint32_t>(child.name())]};
    }
    children_ = all;
  }
  bool is_child(Node element, int number) const {
    const int place = places_.at(element.index()).all;
    return place == (number > 0 ? number : children_ + 1 + number);
  }
  bool is_of_type(Node element, int number) const {
    const int place = places_.at(element.index()).of_type;
    return place == (number > 0 ? number : of_type_.at(static_cast<std::uint32_t>(element.name())) + 1 + number);
  }

 private:
  struct Place {
    int all = 0, of_type = 0;
  };
  Node parent_{};
  std::unordered_map<html::NodeIndex, Place> places_;
  std::unordered_map<std::uint32_t, int> of_type_;
  int children_ = 0;
};

bool counts_places(const Compound& compound) {
  return std::ranges::any_of(compound.tests, [](const Compound::Test& test) {
    return test.kind == Kind::kChild || test.kind == Kind::kOfType || std::ranges::any_of(test.inner, counts_places);
  });
}

bool matches(Node element, const Compound& compound, const Places& places);

bool passes(Node element, const Compound::Test& test, const Places& places) {
  const auto inner = [&](Node node) {
    return std::ranges::any_of(test.inner, [&](const Compound& one) { return matches(node, one, places); });
  };
  switch (test.kind) {
    case Kind::kChild: return places.is_child(element, test.number);
    case Kind::kOfType: return places.is_of_type(element, test.number);
    case Kind::kContains: return contains_text(element, test.value);
    case Kind::kNot: return !inner(element);
    case Kind::kHasChild:
      for (Node child = element.first_child(); child; child = child.next_sibling()) {
        if (child.is_element() && inner(child)) return true;
      }
      return false;
    default: break;
  }
  const std::optional<std::string_view> value = element.attribute(test.name);
  if (!value) return false;
  switch (test.kind) {
    case Kind::kEquals: return *value == test.value;
    case Kind::kWord: return has_word(*value, test.value);
    case Kind::kPrefix: return !test.value.empty() && value->starts_with(test.value);
    case Kind::kSuffix: return !test.value.empty() && value->ends_with(test.value);
    case Kind::kPart: return !test.value.empty() && value->contains(test.value);
    default: return true;
  }
}

// Functions nest as deep as the parser let them.
bool matches(Node element, const Compound& compound, const Places& places) {
  if (!compound.type.empty() && element.local_name() != compound.type) return false;
  return std::ranges::all_of(compound.tests, [&](const Compound::Test& test) { return passes(element, test, places); });
}

using Mask = std::uint64_t;  // a bit for each step: whether an element matches the selector up to there

constexpr Mask bit(std::size_t step) { return Mask{1} << step; }

}  // namespace

// One walk. An element's mask follows from those of its parent, its ancestors and its earlier siblings, so that no
// element is looked at twice.
class Matching {
 public:
  explicit Matching(const Selector& selector) : selector_(selector) {
    using Relation = Selector::Relation;
    for (std::size_t i = 0; i < selector.steps_.size(); ++i) {
      switch (selector.steps_[i].relation) {
        case Relation::kFirst: first_ |= bit(i); break;
        case Relation::kChild: child_ |= bit(i); break;
        case Relation::kDescendant: descendant_ |= bit(i); break;
        case Relation::kNext: next_ |= bit(i); break;
        case Relation::kLater: later_ |= bit(i); break;
      }
      counts_places_ |= counts_places(selector.steps_[i].compound);
    }
    for (const Selector::Part& part : selector.parts_) wanted_ |= bit(part.last);
  }

  std::vector<Selector::Match> run(Node root, std::size_t most) {
    std::vector<Selector::Match> found;
    levels_.assign(1, {});
    Node node = root.first_child();
    while (node && found.size() < most) {
      if (node.is_element()) {
        const Mask mask = mask_of(node);
        if (const Mask hit = mask & wanted_) add(node, hit, found);
        if (const Node child = node.first_child()) {
          levels_.push_back({.self = mask, .ancestors = mask | levels_.back().ancestors});
          node = child;
          continue;
        }
      }
      while (!node.next_sibling() && node.parent() != root) {
        node = node.parent();
        levels_.pop_back();
      }
      node = node.next_sibling();
    }
    return found;
  }

 private:
  struct Level {
    Mask self = 0, ancestors = 0;    // of the parent; of it and all above it
    Mask previous = 0, earlier = 0;  // of the element before; of it and all before it
    Places places{};
  };

  Mask mask_of(Node element) {
    Level& level = levels_.back();
    Mask may = first_ | (level.self << 1 & child_) | (level.ancestors << 1 & descendant_) |
               (level.previous << 1 & next_) | (level.earlier << 1 & later_);
    if (counts_places_) level.places.count(element.parent());
    Mask mask = 0;
    for (; may != 0; may &= may - 1) {
      const auto step = static_cast<std::size_t>(std::countr_zero(may));
      if (matches(element, selector_.steps_[step].compound, level.places)) mask |= bit(step);
    }
    level.previous = mask;
    level.earlier |= mask;
    return mask;
  }

  void add(Node node, Mask hit, std::vector<Selector::Match>& found) {
    for (const Selector::Part& part : selector_.parts_) {
      if ((hit & bit(part.last)) == 0 || (wanted_ & bit(part.last)) == 0) continue;
      if (part.only_first) wanted_ &= ~bit(part.last);
      found.push_back({node, part.attribute});
      return;
    }
  }

  const Selector& selector_;
  Mask first_ = 0, child_ = 0, descendant_ = 0, next_ = 0, later_ = 0, wanted_ = 0;
  bool counts_places_ = false;
  std::vector<Level> levels_;
};

std::vector<Selector::Match> Selector::find(Node root, std::size_t most) const {
  return Matching(*this).run(root, most);
}

}  // namespace pressmark::extract::recipes
