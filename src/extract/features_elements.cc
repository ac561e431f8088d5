#include "extract/features_elements.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/hash.h"
#include "extract/blocks_walk.h"
#include "extract/features_names.h"

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
  set(place::kDialog, {Name::kDialog});
  set(place::kArticle, {Name::kArticle});
  set(place::kMain, {Name::kMain});
  set(place::kButton, {Name::kButton});
  set(place::kControl, {Name::kSelect, Name::kLabel});
  return table;
}

constexpr std::array<Places, kKnownNames> kPlaces = place_table();

Places own_places(Node element, const AskedAttributes& attributes) {
  const Name name = element.name();
  Places places = name < Name::kFirstDynamic ? kPlaces[static_cast<std::size_t>(name)] : 0;
  // What names a quote's author is part of the quote.
  if (element.is(Name::kFooter) && element.parent().is(Name::kBlockquote)) places = 0;
  if (attributes.has(Asked::kRole)) places |= place_of_role(attributes.value(Asked::kRole));
  if (attributes.value(Asked::kAriaModal) == "true") places |= place::kDialog;
  return places;
}

// A part that nobody wrote prose in, whatever its words.
constexpr Places kApart = place::kNav | place::kFooter | place::kDialog | place::kControl | place::kButton;

class Surveyor {
 public:
  Surveyor(const Outline& outline, const Segmentation& segmentation, const SurveyOptions& options)
      : outline_(outline),
        page_(outline.page()),
        segmentation_(segmentation),
        title_(title_words(options.title)),
        attributes_(page_),
        names_(options.tokens, options.listener),
        reader_(options.tokens, &title_, options.listener),
        listens_(options.listener != nullptr) {
    table_.elements.reserve(outline.items().size() / 2 + 1);
    table_.elements.push_back({.node = page_.root().index(), .is_described = true});
    table_.blocks.resize(segmentation.blocks.size());
    table_.texts.resize(segmentation.blocks.size());
  }

  bool enter(const OutlineItem& item) {
    if (!item.is_element()) {
      const std::uint32_t block = segmentation_.block_of[item.node];
      if (block != kNoBlock) add_text(block, item);
      return false;
    }
    const ElementKind kind = kind_of(outline_, item);
    if (kind != ElementKind::kBlock && kind != ElementKind::kInline) {
      pass(item, kind);
      return false;
    }
    if (kind == ElementKind::kInline && after_inline_ && block_ != kNoBlock) reader_.separate();
    after_inline_ = false;
    bold_ += is_bold(item);
    add_element(outline_.node(item), kind);
    return true;
  }

  void leave(const OutlineItem& item) {
    bold_ -= is_bold(item);
    after_inline_ = kind_of(outline_, item) == ElementKind::kInline;
    current_ = table_.elements[current_].parent;
    if (table_.elements[current_].depth < table_.elements[low_].depth) low_ = current_;
  }

  ElementTable finish() {
    if (block_ != kNoBlock) reader_.end();
    count_blocks();
    sum_up();
    count_alike();
    inherit();
    return std::move(table_);
  }

 private:
  void add_element(Node node, ElementKind kind) {
    const auto index = static_cast<std::uint32_t>(table_.elements.size());
    ElementRecord& element = table_.elements.emplace_back();
    const ElementRecord& parent = table_.elements[current_];
    element.parent = current_;
    element.depth = parent.depth + 1;
    element.node = node.index();
    element.container = kind == ElementKind::kBlock ? index : parent.container;
    element.marks = marks_of(node.name());
    current_ = index;
    if (listens_) describe(index);
  }

  // Describes the element and those around it that are not yet. Only those that hold text are: a third of a page's
  // elements is there for pictures and for the scripts' sake.
  void describe_path(std::uint32_t element) {
    path_.clear();
    for (; !table_.elements[element].is_described; element = table_.elements[element].parent) {
      path_.push_back(element);
    }
    for (std::size_t i = path_.size(); i-- > 0;) describe(path_[i]);
  }

  void describe(std::uint32_t index) {
    ElementRecord& element = table_.elements[index];
    element.is_described = true;
    const ElementRecord& parent = table_.elements[element.parent];
    const Node node = page_.node(element.node);
    const AskedAttributes& attributes = attributes_.read(node);
    const Places own = own_places(node, attributes);
    const Names names = names_.read(node, attributes, index);
    element.inside = parent.inside | own;
    element.marks = marks_of(node, attributes);
    element.tokens = names.tokens;
    element.signature = signature_of(node, names.class_hash);
    element.apart = parent.apart || (own & kApart) != 0;
  }

  static bool is_bold(const OutlineItem& item) { return item.name == Name::kB || item.name == Name::kStrong; }

  // The same everywhere, unlike std::hash: the model was trained on what these make alike.
  static std::uint32_t signature_of(Node node, std::uint64_t class_hash) {
    const std::uint64_t mixed = (class_hash ^ static_cast<std::uint64_t>(node.name())) * 0x9e3779b97f4a7c15;
    return static_cast<std::uint32_t>(mixed >> 32);
  }

  // What has no text of its own.
  void pass(const OutlineItem& item, ElementKind kind) {
    ElementRecord& around = table_.elements[current_];
    if (kind == ElementKind::kInput) ++around.inputs;
    if (kind == ElementKind::kBreak && block_ != kNoBlock) reader_.separate();
    if (item.name != Name::kImg) return;
    ++around.images;
    ++images_;
  }

  void begin_block(std::uint32_t block) {
    if (block_ != kNoBlock) reader_.end();
    block_ = block;
    seen_text_ = false;
    BlockText& text = table_.texts[block];
    reader_.begin(text, block, segmentation_.blocks[block].words);
    text.images = static_cast<std::uint16_t>(std::min<std::uint32_t>(images_, 0xffff));
    images_ = 0;
    link_ = 0;
    table_.blocks[block].leaf = low_ = current_;
  }

  // Says whether there is more than white space in the node.
  bool read_text(std::uint32_t block, const OutlineItem& item) {
    if (block != block_) begin_block(block);
    BlockText& text = table_.texts[block];
    const std::uint32_t words = text.words;
    reader_.add(outline_.node(item).text());
    after_inline_ = false;
    if (item.has(kIsBlankText)) return false;
    table_.blocks[block].leaf = low_;
    if (bold_ > 0) table_.blocks[block].bold_words += text.words - words + 1;
    const OutlineItem& parent = outline_.items()[item.parent];
    text.has_time |= parent.name == Name::kTime;
    const bool is_link = parent.name == Name::kA || outline_.items()[parent.parent].name == Name::kA;
    if (is_link && parent.node != link_) {
      link_ = parent.node;
      text.links = static_cast<std::uint16_t>(text.links + (text.links < 0xffff));
    }
    return true;
  }

  void count_alike() {
    // By parent and signature: an open table, as full as three quarters at most.
    std::size_t size = 16;
    while (size < table_.elements.size() * 4 / 3 + 1) size *= 2;
    std::vector<std::uint32_t> first(size, kNoElement);  // the first element of its kind, which counts for all
    std::vector<std::uint32_t> kind_of_element(table_.elements.size());
    for (std::uint32_t i = 0; i < table_.elements.size(); ++i) {
      const ElementRecord& element = table_.elements[i];
      std::size_t slot = ((element.signature ^ element.parent * 0x9e3779b9U) * 0x85ebca6bU >> 7) & (size - 1);
      while (first[slot] != kNoElement && (table_.elements[first[slot]].parent != element.parent ||
                                           table_.elements[first[slot]].signature != element.signature)) {
        slot = (slot + 1) & (size - 1);
      }
      if (first[slot] == kNoElement) first[slot] = i;
      kind_of_element[i] = first[slot];
      if (element.words > 0) ++table_.elements[first[slot]].alike;
    }
    for (std::size_t i = 0; i < kind_of_element.size(); ++i) {
      table_.elements[i].alike = table_.elements[kind_of_element[i]].alike;
    }
  }

  // A heading's text stands in it, or in a block-level element that is all of it.
  std::uint8_t heading_level(std::uint32_t element) const {
    for (int level = 0; level < 2 && element != kNoElement; ++level) {
      const Node node = page_.node(table_.elements[element].node);
      if (!node.is_element()) return 0;
      constexpr Name kLevels[] = {Name::kH1, Name::kH2, Name::kH3, Name::kH4, Name::kH5, Name::kH6};
      const auto* found = std::ranges::find(kLevels, node.name());
      if (found != std::end(kLevels)) return static_cast<std::uint8_t>(found - kLevels + 1);
      if (node.attribute(Name::kRole) == "heading") return 7;
      element = table_.elements[element].parent;
    }
    return 0;
  }

  void add_text(std::uint32_t block, const OutlineItem& text) {
    // Blank text between two links says nothing of where the block stands.
    if (!read_text(block, text)) return;
    BlockElement& at = table_.blocks[block];
    const bool is_first = !seen_text_;
    seen_text_ = true;
    describe_path(current_);
    at.element = table_.elements[current_].container;
    const Places inside = table_.elements[current_].inside;
    at.in_article = (is_first || at.in_article) && (inside & place::kArticle) != 0;
    at.in_main = (is_first || at.in_main) && (inside & place::kMain) != 0;
  }

  void count_blocks() {
    for (std::size_t i = 0; i < table_.blocks.size(); ++i) {
      const TextBlock& block = segmentation_.blocks[i];
      ElementRecord& element = table_.elements[table_.blocks[i].element];
      table_.blocks[i].prose = block.words >= 12 && block.link_words * 5 < block.words * 2 && !element.apart;
      table_.blocks[i].heading = heading_level(table_.blocks[i].element);
      element.words += block.words;
      element.link_words += block.link_words;
      ++element.blocks;
      element.proses += table_.blocks[i].prose;
      element.headings += table_.blocks[i].heading > 0;
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
      parent.blocks += element.blocks;
      parent.proses += element.proses;
      parent.headings += element.headings;
      parent.images += element.images;
    }
    table_.words = table_.elements[0].words;
    table_.prose_words = table_.elements[0].prose_words;
  }

  void inherit() {
    for (std::uint32_t i = 0; i < table_.elements.size(); ++i) {
      ElementRecord& element = table_.elements[i];
      if (element.prose_words * 10.0 >= table_.prose_words * 8.0 && is_deeper(i, table_.main)) table_.main = i;
      if (element.prose_words * 2.0 >= table_.prose_words && is_deeper(i, table_.body)) table_.body = i;
      if (element.parent == kNoElement) continue;
      const ElementRecord& parent = table_.elements[element.parent];
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

  const Outline& outline_;
  const html::Document& page_;
  const Segmentation& segmentation_;
  ElementTable table_;
  TitleWords title_;
  AttributeReader attributes_;
  NameReader names_;
  TextReader reader_;
  std::uint32_t block_ = kNoBlock;  // whose text is being read
  bool seen_text_ = false;          // of that block
  std::uint32_t low_ = 0;           // the shallowest element since that block's first text
  html::NodeIndex link_ = 0;        // what held its last linked text
  std::uint32_t images_ = 0;        // since the block before
  std::vector<std::uint32_t> path_{};
  bool listens_ = false;       // somebody hears of every element's names, in their order
  int bold_ = 0;               // elements that make bold, around here
  bool after_inline_ = false;  // an inline element has just ended
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

ElementTable survey_elements(const Outline& outline, const Segmentation& segmentation, const SurveyOptions& options) {
  Surveyor surveyor(outline, segmentation, options);
  walk(
      outline, [&](const OutlineItem& item) { return surveyor.enter(item); },
      [&](const OutlineItem& item) { surveyor.leave(item); });
  return surveyor.finish();
}

}  // namespace pressmark::extract
