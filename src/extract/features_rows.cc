#include "extract/features_rows.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "base/hash.h"
#include "extract/features_writer.h"
#include "extract/patterns_phrases.h"

namespace pressmark::extract {
namespace {

// Tells numbers apart: in an open table, half full at most, in which nobody knows the places beforehand.
class Groups {
 public:
  explicit Groups(std::size_t most) : slots_(std::bit_ceil(2 * most + 1)), key_(base::keyed_hash("groups") | 1) {}
  // From 0 up, in the order in which they come; equal values have one.
  std::uint32_t of(std::uint64_t value) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (value * key_ >> 32) & mask;
    while (slots_[at].group != 0 && slots_[at].value != value) at = (at + 1) & mask;
    if (slots_[at].group == 0) slots_[at] = {.value = value, .group = ++count_};
    return slots_[at].group - 1;
  }

 private:
  struct Slot {
    std::uint64_t value = 0;
    std::uint32_t group = 0;  // and 1; 0: free
  };
  std::vector<Slot> slots_;
  std::uint64_t key_;
  std::uint32_t count_ = 0;
};

}  // namespace

RowMaker::RowMaker(const Outline& outline, const Metadata& metadata, const Segmentation& segmentation,
                   const TokenTable& tokens, TokenListener* listener)
    : page_(outline.page()),
      segmentation_(segmentation),
      table_(survey_elements(outline, segmentation, {.tokens = tokens, .title = metadata.title, .listener = listener})),
      signs_(read_page_signs(outline, metadata.url)),
      title_word_count_(title_words(metadata.title).count()),
      spots_(segmentation.blocks.size()) {
  chain_tokens();
  measure();
  find_sections();
  follow_lines();
  count_repeats();
  count_kinds();
  find_anchor();
  describe_page();
  path_.push_back(0);
  distances_.resize(1, kNoMarks);
}

void RowMaker::chain_tokens() {
  chains_.resize(table_.elements.size());
  for (std::size_t i = 0; i < chains_.size(); ++i) {
    const ElementRecord& element = table_.elements[i];
    TokenChain& chain = chains_[i];
    chain.levels = 30;
    if (element.parent != kNoElement) {
      chain = chains_[element.parent];
      chain.levels = std::min<std::uint16_t>(30, static_cast<std::uint16_t>(chain.levels + 1));
    }
    if (element.tokens.count == 0) continue;
    const std::int32_t mean = element.tokens.mean();
    chain.least = std::min<std::int16_t>(chain.least, element.tokens.least);
    chain.most = std::max<std::int16_t>(chain.most, element.tokens.most);
    chain.sum += mean;
    ++chain.count;
    chain.second = chain.nearest;
    chain.nearest = mean;
    chain.levels = 0;
  }
}

void RowMaker::measure() {
  const std::size_t count = spots_.size();
  words_sum_.assign(count + 1, 0);
  links_sum_.assign(count + 1, 0);
  prose_sum_.assign(count + 1, 0);
  std::uint32_t heading = kNoBlock;
  std::uint16_t since_prose = kFar;
  for (std::uint32_t i = 0; i < count; ++i) {
    const TextBlock& block = segmentation_.blocks[i];
    const BlockElement& at = table_.blocks[i];
    Spot& spot = spots_[i];
    words_sum_[i + 1] = words_sum_[i] + block.words;
    links_sum_[i + 1] = links_sum_[i] + block.link_words;
    prose_sum_[i + 1] = prose_sum_[i] + (at.prose ? block.words : 0);
    spot.words_before = words_sum_[i];
    spot.prose_before = prose_sum_[i];
    spot.heading = heading;
    spot.prose_before_at = since_prose = std::min<std::uint16_t>(kFar, static_cast<std::uint16_t>(since_prose + 1));
    if (at.prose) since_prose = 0;
    if (at.heading > 0) heading = i;
    if (i == 0) continue;
    // What holds it and the block before.
    std::uint32_t a = table_.blocks[i - 1].leaf, b = at.leaf;
    std::uint16_t from_a = 0, from_b = 0;
    while (a != b) {
      const bool step_a = table_.elements[a].depth >= table_.elements[b].depth;
      if (table_.elements[b].depth >= table_.elements[a].depth) b = table_.elements[b].parent, ++from_b;
      if (step_a) a = table_.elements[a].parent, ++from_a;
    }
    spots_[i - 1].shared_after = from_a;
    spot.shared_before = from_b;
  }
  std::uint16_t to_prose = kFar, to_heading = kFar;
  for (std::size_t i = count; i-- > 0;) {
    Spot& spot = spots_[i];
    spot.prose_after_at = to_prose = std::min<std::uint16_t>(kFar, static_cast<std::uint16_t>(to_prose + 1));
    spot.next_heading = to_heading = std::min<std::uint16_t>(kFar, static_cast<std::uint16_t>(to_heading + 1));
    if (table_.blocks[i].prose) to_prose = 0;
    if (table_.blocks[i].heading > 0) to_heading = 0;
  }
}

// A block's section is the smallest element around it that has a heading before it.
void RowMaker::find_sections() {
  std::vector<std::uint32_t> first(table_.elements.size(), kNoBlock);
  for (std::size_t i = spots_.size(); i-- > 0;) {
    if (table_.blocks[i].heading > 0) first[table_.blocks[i].element] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t i = first.size() - 1; i > 0; --i) {
    std::uint32_t& of_parent = first[table_.elements[i].parent];
    of_parent = std::min(of_parent, first[i]);
  }
  for (std::uint32_t i = 0; i < spots_.size(); ++i) {
    constexpr int kFurthest = 12;
    std::uint32_t element = table_.blocks[i].element;
    for (int level = 0; level < kFurthest && element != kNoElement; ++level) {
      if (first[element] < i) {
        spots_[i].section = first[element];
        break;
      }
      element = table_.elements[element].parent;
    }
  }
}

// Ends with a heading of the line's own rank or above, with prose, or after a screenful.
void RowMaker::follow_lines() {
  constexpr std::uint32_t kFurthest = 20;
  std::uint32_t left = 0;
  int rank = 0;  // of the line; one that is no heading gives way to any
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    const int heading = table_.blocks[i].heading;
    if (segmentation_.blocks[i].words <= 8 && leads_elsewhere(table_.texts[i].fingerprint)) {
      spots_[i].leads = true;
      left = kFurthest;
      rank = heading == 0 ? 7 : heading;
      continue;
    }
    const bool ends = table_.blocks[i].prose || (heading > 0 && heading <= rank);
    left = ends || left == 0 ? 0 : left - 1;
    spots_[i].is_led = left > 0;
  }
}

void RowMaker::count_repeats() {
  const std::size_t count = spots_.size();
  Groups texts(count), skeletons(count);
  std::vector<std::uint32_t> of_text(count), of_skeleton(count);
  for (Spot& spot : spots_) {
    const BlockText& text = table_.texts[static_cast<std::size_t>(&spot - spots_.data())];
    spot.text = texts.of(text.fingerprint);
    spot.repeats_before = of_text[spot.text]++;
    spot.skeleton = skeletons.of(text.skeleton);
    ++of_skeleton[spot.skeleton];
  }
  for (Spot& spot : spots_) {
    spot.repeats = of_text[spot.text];
    spot.skeletons = of_skeleton[spot.skeleton];
  }
}

std::uint32_t RowMaker::kind_hash(std::uint32_t block) const {
  const ElementRecord& leaf = table_.elements[table_.blocks[block].leaf];
  std::uint32_t hash = leaf.signature;
  if (leaf.parent != kNoElement) hash = hash * 31 + table_.elements[leaf.parent].signature;
  return hash * 31 + table_.elements[table_.blocks[block].element].signature;
}

void RowMaker::count_kinds() {
  Groups kinds(spots_.size());
  for (std::uint32_t i = 0; i < spots_.size(); ++i) {
    Spot& spot = spots_[i];
    spot.kind = kinds.of(kind_hash(i));
    if (spot.kind == kinds_.size()) kinds_.emplace_back();
    Kind& kind = kinds_[spot.kind];
    spot.kind_before = kind.blocks++;
    kind.words += segmentation_.blocks[i].words;
    kind.link_words += segmentation_.blocks[i].link_words;
  }
}

// The first block that says most of the title, headings first.
void RowMaker::find_anchor() {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < spots_.size(); ++i) {
    const int heading = table_.blocks[i].heading;
    const std::uint32_t like =
        share(table_.texts[i].title_words, title_word_count_) + (heading == 1 ? 700U : 0U) + (heading > 1 ? 200U : 0U);
    if (like > best) {
      best = like;
      anchor_ = i;
    }
  }
  from_main_ = table_.levels_from(table_.main);
  from_body_ = table_.levels_from(table_.body);
  from_anchor_ = table_.levels_from(spots_.empty() ? 0 : table_.blocks[anchor_].element);
}

void RowMaker::step_to(std::uint32_t leaf) {
  const std::size_t depth = table_.elements[leaf].depth;
  std::uint32_t element = leaf;
  std::size_t known = depth;
  const auto is_known = [&] { return known < path_.size() && path_[known] == element; };
  for (path_.size() > depth ? void() : path_.resize(depth + 1, kNoElement); !is_known(); --known) {
    path_[known] = element;
    element = table_.elements[element].parent;
  }
  if (distances_.size() <= depth) distances_.resize(depth + 1);
  for (std::size_t at = known + 1; at <= depth; ++at) {
    step_down(distances_[at - 1], table_.elements[path_[at]].marks, distances_[at]);
  }
  // What was deeper is another branch.
  path_.resize(depth + 1);
}

void RowMaker::describe_page() {
  Row row{};
  RowWriter(RowValues{row.data()}).page(*this);
  of_page_.assign(row.begin(), row.begin() + kPageFeatureCount);
}

void RowMaker::make(std::uint32_t block, Row& row) {
  step_to(table_.blocks[block].leaf);
  RowWriter(RowValues{row.data()}).block(*this, block);
  std::ranges::copy(of_page_, row.begin() + (kFeatureCount - kPageFeatureCount));
  row[kFeatureCount] = row[kFeatureCount + 1] = 0;
}

bool RowMaker::is_part() const {
  constexpr std::uint8_t kFurthest = 3;
  const MarkDistances& distances = distances_[path_.size() - 1];
  return std::ranges::any_of(kPartMarks, [&](std::size_t mark) { return distances[mark] <= kFurthest; });
}

}  // namespace pressmark::extract
