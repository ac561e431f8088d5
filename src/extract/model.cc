#include "extract/model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace pressmark::extract {
namespace {

static_assert(std::endian::native == std::endian::little, "the model's words hold smaller numbers");

constexpr std::uint32_t kModelWords[] = {
#include "extract/model.gen.inc"
};

constexpr std::uint32_t kMagic = 0x324D4D50;
constexpr std::uint32_t kSaidMagic = 0x31534D50;
constexpr std::size_t kHeadWords = 7;
constexpr std::size_t kGlance = 4;  // after a fourth of the trees

using Node = Forest::Node;

template <class T>
std::span<const T> take(std::span<const std::uint32_t>& rest, std::size_t count) {
  const auto* first = reinterpret_cast<const T*>(rest.data());
  rest = rest.subspan(count * sizeof(T) / sizeof(std::uint32_t));
  return {first, count};
}

}  // namespace

std::optional<Model> Model::from_said(std::span<const std::uint32_t> words) {
  const std::size_t count = words[2], slots = words[4];
  constexpr std::size_t kMostSlots = 1U << 20;
  if (slots > kMostSlots || slots % 4 != 0 || !std::has_single_bit(slots)) return std::nullopt;
  if (count == 0 || words.size() != kHeadWords + slots / 4 * 3 + count * 3) return std::nullopt;
  Model model;
  std::span<const std::uint32_t> rest = words.subspan(kHeadWords);
  model.tokens_.checks = take<std::uint16_t>(rest, slots);
  model.tokens_.values = take<std::int8_t>(rest, slots);
  model.said_ = take<Said>(rest, count);
  if (!std::ranges::is_sorted(model.said_, {}, &Said::key)) return std::nullopt;
  return model;
}

// FNV-1a over 16-bit numbers, as the trainer hashes rows.
float Model::said_of(const Row& row) const {
  std::uint64_t key = 0xCBF29CE484222325;
  for (const std::uint16_t value : std::span(row).first<kFeatureCount>()) key = (key ^ value) * 0x100000001B3;
  const auto found = std::ranges::lower_bound(said_, key, {}, &Said::key);
  return found != said_.end() && found->key() == key ? found->keep : 0;
}

std::optional<Model> Model::from_words(std::span<const std::uint32_t> words) {
  if (words.size() >= kHeadWords && words[0] == kSaidMagic && words[1] == kFeatureCount) return from_said(words);
  if (words.size() < kHeadWords || words[0] != kMagic || words[1] != kFeatureCount) return std::nullopt;
  const std::size_t trees = words[2], nodes = words[3], slots = words[4];
  constexpr std::size_t kMost = 1U << 20;
  if (trees == 0 || nodes == 0 || nodes > 256 || trees > kMost || slots > kMost || slots % 4 != 0) return std::nullopt;
  if (!std::has_single_bit(slots)) return std::nullopt;
  const std::size_t bytes = trees * nodes * 4 + slots * 3 + trees * nodes;
  if (words.size() != kHeadWords + (bytes + 3) / 4) return std::nullopt;
  Model model;
  model.nodes_a_tree_ = nodes;
  model.unit_ = std::bit_cast<float>(words[5]);
  model.hint_unit_ = std::bit_cast<float>(words[6]);
  std::span<const std::uint32_t> rest = words.subspan(kHeadWords);
  model.nodes_ = take<std::uint32_t>(rest, trees * nodes);
  model.tokens_.checks = take<std::uint16_t>(rest, slots);
  model.tokens_.values = take<std::int8_t>(rest, slots);
  model.hints_ = take<std::int8_t>(rest, trees * nodes);
  std::optional<Forest> forest = Forest::from_nodes(model.nodes_, nodes);
  if (!forest) return std::nullopt;
  model.forest_ = std::move(*forest);
  model.early_sum_of_zeros_ = model.forest_.sum_of(Row{}, 0, trees / kGlance);
  return model;
}

const Model& Model::built_in() {
  static const Model model = from_words(kModelWords).value_or(Model());
  return model;
}

Model::Shares Model::explain(const Row& row, std::span<const Topic> topics) const {
  Shares shares{};
  for (std::size_t tree = 0; tree < forest_.tree_count(); ++tree) {
    const std::size_t first = tree * nodes_a_tree_;
    std::size_t at = first;
    for (Node node{nodes_[at]}; !node.is_leaf(); node = Node{nodes_[at]}) {
      const std::size_t next = first + node.next(row);
      const int moved = hints_[next] - hints_[at];
      shares[static_cast<std::size_t>(topics[node.feature()])] += static_cast<float>(moved) * hint_unit_;
      at = next;
    }
  }
  return shares;
}

PageScorer::PageScorer(const Model& model, std::span<float> keep) : model_(model), keep_(keep) {}

std::size_t PageScorer::early_trees() const { return model_.forest_.tree_count() / kGlance; }

void PageScorer::add(const Row& row) {
  if (!model_.said_.empty()) {
    keep_[said_count_++] = model_.said_of(row);
    return;
  }
  if (row_count_ == 0) by_page_ = model_.forest_.ruled_out_by_page(row);
  rows_[row_count_ % kEight] = row;
  if (++row_count_ % kEight == 0) begin_eight();
}

void PageScorer::finish() {
  if (row_count_ % kEight != 0) begin_eight();
  if (early_.eights > 0) ask_early();
  if (late_.eights > 0) ask_late();
}

void PageScorer::begin_eight() {
  early_.columns.set_eight(early_.eights, rows_);
  early_.first_rows[early_.eights] = (row_count_ - 1) & ~(std::uint32_t{kEight} - 1);
  ++early_.eights;
  rows_ = {};
  if (early_.is_full()) ask_early();
}

// Whether none of the eight can still become likely.
bool PageScorer::is_hopeless(std::size_t eight) const {
  constexpr float kHopeless = -3.0F;  // in log-odds
  const std::size_t count = std::min<std::size_t>(kEight, keep_.size() - early_.first_rows[eight]);
  const auto is_low = [&](std::int32_t sum) { return static_cast<float>(sum) * model_.unit_ < kHopeless; };
  const auto sums = std::span(early_.sums).subspan(eight * kEight, count);
  // At a page's end rows of zeros make up the eight.
  return std::ranges::all_of(sums, is_low) && (count == kEight || is_low(model_.early_sum_of_zeros_));
}

void PageScorer::ask_early() {
  early_.sums = {};
  model_.forest_.add(early_.columns, by_page_, 0, early_trees(), early_.sums);
  for (std::size_t eight = 0; eight < early_.eights; ++eight) {
    if (is_hopeless(eight)) {
      set(early_, eight);
      continue;
    }
    late_.columns.copy_eight(late_.eights, early_.columns, eight);
    std::copy_n(early_.sums.begin() + static_cast<std::ptrdiff_t>(eight * kEight), kEight,
                late_.sums.begin() + static_cast<std::ptrdiff_t>(late_.eights * kEight));
    late_.first_rows[late_.eights] = early_.first_rows[eight];
    ++late_.eights;
    if (late_.is_full()) ask_late();
  }
  early_.eights = 0;
}

void PageScorer::ask_late() {
  model_.forest_.add(late_.columns, by_page_, early_trees(), model_.forest_.tree_count(), late_.sums);
  for (std::size_t eight = 0; eight < late_.eights; ++eight) set(late_, eight);
  late_.eights = 0;
}

void PageScorer::set(const Group& group, std::size_t eight) {
  const std::size_t first = group.first_rows[eight];
  const std::size_t count = std::min<std::size_t>(kEight, keep_.size() - first);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t sum = group.sums[eight * kEight + i];
    keep_[first + i] = 1.0F / (1.0F + std::exp(-static_cast<float>(sum) * model_.unit_));
  }
}

}  // namespace pressmark::extract
