#include "extract/features.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "extract/features_elements.h"
#include "extract/patterns_phrases.h"
#include "extract/segment_words.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

class Collector {
 public:
  Collector(const html::Document& page, const Segmentation& segmentation)
      : page_(page), segmentation_(segmentation), table_(survey_elements(page, segmentation)) {
    features_.blocks.resize(segmentation.blocks.size());
  }

  Features collect(const Metadata& metadata) {
    describe_page();
    place_blocks();
    find_only_article();
    measure_distances();
    read_wording(metadata.title);
    follow_lines();
    count_alike();
    return std::move(features_);
  }

 private:
  void describe_page() {
    PageFeatures& page = features_.page;
    page.words = static_cast<float>(table_.words);
    page.prose_share = table_.prose_share(0);
    page.body_prose = table_.prose_share(table_.body);
    constexpr Places kArticles = place::kArticle | place::kNamedArticle | place::kItemText;
    page.body_is_article = (table_.elements[table_.body].inside & kArticles) != 0;
    std::vector<std::uint32_t> words;
    for (const TextBlock& block : segmentation_.blocks) words.push_back(block.words);
    const std::size_t count = std::min<std::size_t>(5, words.size());
    std::partial_sort(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count), words.end(), std::greater());
    for (std::size_t i = 0; i < count; ++i)
      page.longest_blocks += static_cast<float>(words[i]) / static_cast<float>(count);
  }

  void place_blocks() {
    const std::vector<std::uint32_t> from_main = table_.levels_from(table_.main);
    const std::vector<std::uint32_t> from_body = table_.levels_from(table_.body);
    for (std::size_t i = 0; i < features_.blocks.size(); ++i) {
      BlockFeatures& block = features_.blocks[i];
      const TextBlock& text = segmentation_.blocks[i];
      const BlockElement& at = table_.blocks[i];
      const ElementRecord& element = table_.elements[at.element];
      block.words = text.words;
      block.link_share = text.words == 0 ? 0 : static_cast<float>(text.link_words) / static_cast<float>(text.words);
      block.inside = at.inside;
      block.close = at.close;
      block.tag = tag_of(at.element);
      block.heading = heading_level(at.element);
      block.section_links = table_.link_share(element.larger);
      block.inputs = table_.elements[table_.elements[element.larger].larger].inputs;
      block.near_links = table_.link_share(element.with_50);
      block.near_prose = table_.prose_share(element.with_50);
      block.wide_prose = table_.prose_share(element.with_250);
      block.from_main = from_main[at.element];
      block.from_body = from_body[at.element];
      if (element.inset != kNoElement) block.inset = table_.elements[element.inset].node;
      const ElementRecord& outermost = element.inset != kNoElement ? table_.elements[element.inset] : element;
      block.around = table_.elements[outermost.larger].node;
    }
  }

  void find_only_article() {
    if (table_.only_article == kNoElement) return;
    features_.page.article_words = static_cast<float>(table_.elements[table_.only_article].words);
    // Parents stand before their children.
    std::vector<bool> is_in(table_.elements.size());
    for (std::uint32_t i = table_.only_article; i < is_in.size(); ++i)
      is_in[i] = i == table_.only_article || (i > 0 && is_in[table_.elements[i].parent]);
    for (std::size_t i = 0; i < features_.blocks.size(); ++i)
      features_.blocks[i].in_only_article = is_in[table_.blocks[i].element];
  }

  Name tag_of(std::uint32_t element) const {
    const Node node = page_.node(table_.elements[element].node);
    return node.is_element() ? node.name() : Name::kNone;
  }

  bool stands_in_item(std::size_t block) const {
    const std::uint32_t element = table_.blocks[block].element;
    const std::uint32_t parent = table_.elements[element].parent;
    return tag_of(element) == Name::kLi || (parent != kNoElement && tag_of(parent) == Name::kLi);
  }

  // A heading's text stands in it, or in a block-level element that is all of it.
  int heading_level(std::uint32_t element) const {
    for (int level = 0; level < 2 && element != kNoElement; ++level) {
      const Name name = tag_of(element);
      constexpr Name kLevels[] = {Name::kH1, Name::kH2, Name::kH3, Name::kH4, Name::kH5, Name::kH6};
      const auto* found = std::ranges::find(kLevels, name);
      if (found != std::end(kLevels)) return static_cast<int>(found - kLevels) + 1;
      if (name != Name::kNone && page_.node(table_.elements[element].node).attribute(Name::kRole) == "heading")
        return 7;
      element = table_.elements[element].parent;
    }
    return 0;
  }

  void measure_distances() {
    constexpr std::uint32_t kFar = 99;
    std::uint32_t words = 0, prose = 0, since_prose = kFar;
    int heading = 0;
    for (std::size_t i = 0; i < features_.blocks.size(); ++i) {
      BlockFeatures& block = features_.blocks[i];
      block.words_before = words;
      block.share_before = static_cast<float>(words) / std::max(1.0F, features_.page.words);
      words += block.words;
      if (table_.blocks[i].prose) prose += block.words;
      block.prose_left = 1 - static_cast<float>(prose) / std::max(1.0F, static_cast<float>(table_.prose_words));
      block.prose_distance = since_prose = std::min(kFar, since_prose + 1);
      if (table_.blocks[i].prose) since_prose = 0;
      block.heading_before = heading;
      if (block.heading > 0) heading = block.heading;
    }
    since_prose = kFar;
    for (std::size_t i = features_.blocks.size(); i-- > 0;) {
      BlockFeatures& block = features_.blocks[i];
      block.leads_list = block.heading > 0 && i + 1 < features_.blocks.size() && stands_in_item(i + 1);
      since_prose = std::min(kFar, since_prose + 1);
      block.prose_distance = std::min(block.prose_distance, since_prose);
      if (table_.blocks[i].prose) since_prose = 0;
    }
  }

  void read_wording(std::string_view title) {
    Wording of_title;
    of_title.add(title);
    std::vector<std::uint64_t> fingerprints(features_.blocks.size());
    for (std::size_t i = 0; i < features_.blocks.size(); ++i) {
      const Wording wording = wording_of(i);
      BlockFeatures& block = features_.blocks[i];
      block.ends_sentence = wording.ends_sentence();
      fingerprints[i] = wording.fingerprint();
      block.leads_elsewhere = block.words <= 8 && leads_elsewhere(fingerprints[i]);
      block.is_title = block.heading == 1 || (!title.empty() && fingerprints[i] == of_title.fingerprint());
    }
    const std::vector<std::uint32_t> counts = count_equals(fingerprints);
    for (std::size_t i = 0; i < counts.size(); ++i) features_.blocks[i].repeats = counts[i];
  }

  // Ends with a heading of the line's own rank or above, with prose, or after a screenful.
  void follow_lines() {
    constexpr std::uint32_t kFurthest = 20;
    std::uint32_t left = 0;
    int rank = 0;  // of the line; one that is no heading gives way to any
    for (std::size_t i = 0; i < features_.blocks.size(); ++i) {
      BlockFeatures& block = features_.blocks[i];
      if (block.leads_elsewhere) {
        left = kFurthest;
        rank = block.heading == 0 ? 7 : block.heading;
        continue;
      }
      const bool ends = table_.blocks[i].prose || (block.heading > 0 && block.heading <= rank);
      left = ends || left == 0 ? 0 : left - 1;
      block.led_elsewhere = left > 0;
    }
  }

  Wording wording_of(std::size_t block) {
    constexpr std::uint32_t kLongestNotice = 60;  // words; what is longer tells of copyright rather than claims it
    Wording wording;
    BlockFeatures& features = features_.blocks[block];
    const html::NodeIndex last = segmentation_.blocks[block].last;
    for (Node node = page_.node(segmentation_.blocks[block].first); node; node = node.next_in_preorder(page_.root())) {
      if (node.is_text() && segmentation_.block_of[node.index()] == block) {
        wording.add(node.text());
        features.names_copyright |= features.words <= kLongestNotice && names_copyright(node.text());
      }
      if (node.index() == last) break;
    }
    return wording;
  }

  void count_alike() {
    std::vector<std::uint64_t> signatures(features_.blocks.size());
    std::uint32_t parent = kNoElement;  // of the block before: neighbours often share it
    std::uint64_t of_parent = 0;
    for (std::size_t i = 0; i < signatures.size(); ++i) {
      const ElementRecord& element = table_.elements[table_.blocks[i].element];
      if (element.parent != parent) of_parent = signature(parent = element.parent);
      signatures[i] = signature(table_.blocks[i].element) * 31 + of_parent;
    }
    const std::vector<std::uint32_t> counts = count_equals(signatures);
    for (std::size_t i = 0; i < counts.size(); ++i) features_.blocks[i].alike = counts[i];
  }

  std::uint64_t signature(std::uint32_t element) const {
    if (element == kNoElement || tag_of(element) == Name::kNone) return 0;
    const Node node = page_.node(table_.elements[element].node);
    const std::string_view classes = node.attribute(Name::kClass).value_or("");
    return std::hash<std::string_view>()(classes) ^ static_cast<std::uint64_t>(node.name()) * 0x9e3779b97f4a7c15;
  }

  // For every value how many of `values` equal it.
  static std::vector<std::uint32_t> count_equals(const std::vector<std::uint64_t>& values) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted;
    sorted.reserve(values.size());
    for (std::uint32_t i = 0; i < values.size(); ++i) sorted.emplace_back(values[i], i);
    std::ranges::sort(sorted);
    std::vector<std::uint32_t> counts(values.size());
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
      while (end < sorted.size() && sorted[end].first == sorted[begin].first) ++end;
      for (std::size_t i = begin; i < end; ++i) counts[sorted[i].second] = static_cast<std::uint32_t>(end - begin);
    }
    return counts;
  }

  const html::Document& page_;
  const Segmentation& segmentation_;
  ElementTable table_;
  Features features_;
};

}  // namespace

Features collect_features(const html::Document& page, const Metadata& metadata, const Segmentation& segmentation) {
  return Collector(page, segmentation).collect(metadata);
}

}  // namespace pressmark::extract
