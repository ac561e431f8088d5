#include "extract/series.h"

#include <unordered_map>

#include "base/hash.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// The names and classes of the elements around a block, the nearest first; 0 where none has a class: a page without
// them says nothing of what is alike.
std::uint64_t place_of(Node container) {
  constexpr int kLevels = 3;
  std::uint64_t place = 0;
  bool has_class = false;
  for (int level = 0; level < kLevels && container.is_element(); ++level, container = container.parent()) {
    const std::string_view classes = value_of(container, Name::kClass).substr(0, kMostNames);
    has_class |= !classes.empty();
    place =
        (place ^ base::keyed_hash(classes) ^ static_cast<std::uint64_t>(container.name()) << 40) * 0x9e3779b97f4a7c15;
  }
  return has_class ? place : 0;
}

struct Series {
  std::uint32_t blocks = 0;
  double keep = 0;
};

}  // namespace

void level_series(const html::Document& page, Segmentation& segmentation) {
  constexpr std::uint32_t kFewest = 4;
  std::unordered_map<std::uint64_t, Series> all;
  std::vector<std::uint64_t> places;
  places.reserve(segmentation.blocks.size());
  for (const TextBlock& block : segmentation.blocks) {
    places.push_back(place_of(page.node(block.container)));
    Series& series = all[places.back()];
    ++series.blocks;
    series.keep += block.keep;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Series& series = all[places[i]];
    if (places[i] != 0 && series.blocks >= kFewest)
      segmentation.blocks[i].keep = static_cast<float>(series.keep / series.blocks);
  }
}

}  // namespace pressmark::extract
