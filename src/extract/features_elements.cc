#include "extract/features_elements.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "extract/blocks_walk.h"
#include "extract/white_space.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kKnownNames = static_cast<std::size_t>(Name::kFirstDynamic);

consteval std::array<Places, kKnownNames> place_table() {
  std::array<Places, kKnownNames> table{};
  const auto set = [&](Places place, std::initializer_list<Name> names) {
    for (const Name name : names) table[static_cast<std::size_t>(name)] = place;
  };
  set(place::kNav, {Name::kNav, Name::kMenu});
  set(place::kFooter, {Name::kFooter});
  set(place::kHeader, {Name::kHeader});
  set(place::kAside, {Name::kAside});
  set(place::kForm, {Name::kForm});
  set(place::kDialog, {Name::kDialog});
  set(place::kArticle, {Name::kArticle});
  set(place::kMain, {Name::kMain});
  set(place::kButton, {Name::kButton});
  set(place::kControl, {Name::kSelect, Name::kLabel});
  set(place::kCaption, {Name::kFigcaption, Name::kAddress});
  set(place::kProse, {Name::kP, Name::kPre, Name::kTable, Name::kBlockquote});
  return table;
}

constexpr std::array<Places, kKnownNames> kPlaces = place_table();

Places own_places(Node element, NamedPlaces& named) {
  const Name name = element.name();
  Places places = name < Name::kFirstDynamic ? kPlaces[static_cast<std::size_t>(name)] : 0;
  // What names a quote's author is part of the quote.
  if (element.is(Name::kFooter) && element.parent().is(Name::kBlockquote)) places = 0;
  if (const auto role = element.attribute(Name::kRole)) places |= place_of_role(*role);
  if (const auto itemprop = element.attribute(Name::kItemprop)) places |= places_of_itemprop(*itemprop);
  const auto style = element.attribute(Name::kStyle);
  if (element.has_attribute(Name::kHidden) || (style && hides(*style))) places |= place::kHidden;
  if (element.attribute(Name::kAriaModal) == "true") places |= place::kDialog;
  if (element.is(Name::kHtml) || element.is(Name::kBody)) return places;  // Their classes speak of the whole page.
  if (const auto names = element.attribute(Name::kClass)) places |= named.of(*names);
  if (const auto id = element.attribute(Name::kId)) places |= named.of(*id);
  return places;
}

// A part that nobody wrote prose in, whatever its words.
constexpr Places kApart = place::kNav | place::kFooter | place::kDialog | place::kControl | place::kButton;

// What an element that holds most of the page can still be: "has-sidebar" says nothing of what is in it.
constexpr Places kMayHoldAll = place::kArticle | place::kMain | place::kProse | place::kHidden | place::kItemText |
                               place::kItemComment | place::kNamedArticle | place::kNamedThread | place::kNamedLead |
                               place::kNamedPart | place::kNamedReview | place::kNamedNote;

class Surveyor {
 public:
  Surveyor(const html::Document& page, const Segmentation& segmentation) : page_(page), segmentation_(segmentation) {
    table_.elements.reserve(page.node_count() / 3 + 1);
    table_.elements.push_back({.node = page.root().index()});
    table_.blocks.resize(segmentation.blocks.size());
  }

  bool enter(Node node) {
    if (node.is_text()) {
      const std::uint32_t block = segmentation_.block_of[node.index()];
      if (block != kNoBlock) add_text(block, node);
      return false;
    }
    if (!node.is_element()) return false;
    const ElementKind kind = kind_of(node);
    if (kind == ElementKind::kInput) ++table_.elements[current_].inputs;
    if (kind != ElementKind::kBlock && kind != ElementKind::kInline) return false;
    const ElementRecord parent = table_.elements[current_];
    const Places own = own_places(node, named_);
    const auto index = static_cast<std::uint32_t>(table_.elements.size());
    table_.elements.push_back({.parent = current_,
                               .depth = parent.depth + 1,
                               .node = node.index(),
                               .container = kind == ElementKind::kBlock ? index : parent.container,
                               .own = own,
                               .inset = inset_of(node, index),
                               .apart = parent.apart || (own & kApart) != 0});
    current_ = index;
    return true;
  }

  void leave() { current_ = table_.elements[current_].parent; }

  ElementTable finish() {
    count_blocks();
    sum_up();
    unname_wrappers();
    inherit();
    place_blocks();
    table_.only_article = only_article();
    return std::move(table_);
  }

 private:
  struct TextParent {
    std::uint32_t block, element;
  };

  void add_text(std::uint32_t block, Node text) {
    // Blank text between two links says nothing of where the block stands.
    if (is_blank(text.text())) return;
    if (texts_.empty() || texts_.back().block != block || texts_.back().element != current_) {
      texts_.push_back({.block = block, .element = current_});
    }
    table_.blocks[block].element = table_.elements[current_].container;
  }

  void count_blocks() {
    for (std::size_t i = 0; i < table_.blocks.size(); ++i) {
      const TextBlock& block = segmentation_.blocks[i];
      ElementRecord& element = table_.elements[table_.blocks[i].element];
      table_.blocks[i].prose = block.words >= 12 && block.link_words * 5 < block.words * 2 && !element.apart;
      element.words += block.words;
      element.link_words += block.link_words;
      if (table_.blocks[i].prose) element.prose_words += block.words;
    }
  }

  void sum_up() {
    for (std::size_t i = table_.elements.size() - 1; i > 0; --i) {
      const ElementRecord& element = table_.elements[i];
      ElementRecord& parent = table_.elements[element.parent];
      parent.words += element.words;
      parent.link_words += element.link_words;
      parent.prose_words += element.prose_words;
      parent.inputs += element.inputs;
    }
    table_.words = table_.elements[0].words;
    table_.prose_words = table_.elements[0].prose_words;
  }

  void unname_wrappers() {
    for (ElementRecord& element : table_.elements) {
      const bool most_prose = element.prose_words > 30 && element.prose_words * 2 >= table_.prose_words;
      if (most_prose || element.words * 5.0 > table_.words * 3.0) element.own &= kMayHoldAll;
    }
  }

  void inherit() {
    for (std::uint32_t i = 0; i < table_.elements.size(); ++i) {
      ElementRecord& element = table_.elements[i];
      element.inside = element.own;
      if (element.prose_words * 10.0 >= table_.prose_words * 8.0 && is_deeper(i, table_.main)) table_.main = i;
      if (element.prose_words * 2.0 >= table_.prose_words && is_deeper(i, table_.body)) table_.body = i;
      if (element.parent == kNoElement) continue;
      const ElementRecord& parent = table_.elements[element.parent];
      element.inside |= parent.inside;
      element.larger = parent.words > element.words ? element.parent : parent.larger;
      element.with_50 = element.words >= 50 ? i : parent.with_50;
      element.with_250 = element.words >= 250 ? i : parent.with_250;
    }
  }

  bool holds_one_block(html::NodeIndex node) const {
    const Node element = page_.node(node);
    return element.is_element() && (element.is(Name::kP) || element.is(Name::kPre) || element.is(Name::kLi));
  }

  bool is_deeper(std::uint32_t element, std::uint32_t other) const {
    // A paragraph is a part of the text, even where it is the only long one.
    if (table_.prose_words == 0 || holds_one_block(table_.elements[element].node)) return false;
    return table_.elements[element].depth >= table_.elements[other].depth;
  }

  void place_blocks() {
    for (const TextParent& text : texts_) {
      BlockElement& block = table_.blocks[text.block];
      block.inside &= table_.elements[text.element].inside;
      block.close &= close_places(text.element);
    }
  }

  std::uint32_t inset_of(Node node, std::uint32_t index) const {
    if (const std::uint32_t around = table_.elements[current_].inset; around != kNoElement) return around;
    return node.is(Name::kTable) || node.is(Name::kPre) ? index : kNoElement;
  }

  std::uint32_t only_article() const {
    for (const Places kind : {place::kArticle, place::kMain}) {
      std::uint32_t found = kNoElement, count = 0;
      for (std::uint32_t i = 0; i < table_.elements.size(); ++i) {
        if ((table_.elements[i].own & kind) == 0 || table_.elements[i].words == 0) continue;
        found = i;
        ++count;
      }
      if (count > 0) return count == 1 ? found : kNoElement;
    }
    return kNoElement;
  }

  Places close_places(std::uint32_t element) const {
    Places places = 0;
    for (int level = 0; level < 3 && element != kNoElement; ++level) {
      places |= table_.elements[element].own;
      element = table_.elements[element].parent;
    }
    return places;
  }

  const html::Document& page_;
  const Segmentation& segmentation_;
  ElementTable table_;
  NamedPlaces named_;
  std::vector<TextParent> texts_;
  std::uint32_t current_ = 0;
};

float share(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
}

}  // namespace

float ElementTable::link_share(std::uint32_t element) const {
  return share(elements[element].link_words, elements[element].words);
}

float ElementTable::prose_share(std::uint32_t element) const {
  return share(elements[element].prose_words, elements[element].words);
}

std::vector<std::uint32_t> ElementTable::levels_from(std::uint32_t target) const {
  std::vector<bool> is_around(elements.size());
  for (std::uint32_t i = target; i != kNoElement; i = elements[i].parent) is_around[i] = true;
  std::vector<std::uint32_t> levels(elements.size());
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    levels[i] = is_around[i] ? elements[target].depth - elements[i].depth : levels[elements[i].parent];
  }
  return levels;
}

ElementTable survey_elements(const html::Document& page, const Segmentation& segmentation) {
  Surveyor surveyor(page, segmentation);
  walk(page.root(), [&](Node node) { return surveyor.enter(node); }, [&](Node) { surveyor.leave(); });
  return surveyor.finish();
}

}  // namespace pressmark::extract
