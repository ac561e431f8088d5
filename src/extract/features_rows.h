// What the model sees of a block: a row of whole numbers.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "extract/blocks.h"
#include "extract/features_elements.h"
#include "extract/features_page.h"

namespace pressmark::extract {

inline constexpr std::size_t kFeatureCount = 254;
inline constexpr std::size_t kPageFeatureCount = 31;
using Row = std::array<std::uint16_t, kFeatureCount + 2>;  // the last is 0: see Model

// What a feature speaks of, for those who ask why.
enum class Topic : std::uint8_t {
  kLength,
  kLinks,
  kWording,
  kWords,
  kTags,
  kNames,
  kRepetition,
  kPosition,
  kHeading,
  kSection,
  kNeighbours,
  kTitle,
  kPage,
};
inline constexpr std::size_t kTopicCount = 13;

struct FeatureName {
  std::string name;
  Topic topic;
};
// In the order of a row.
std::vector<FeatureName> feature_names();

struct TokenChain {
  std::int32_t sum = 0;                  // of the means of those with tokens
  std::int32_t nearest = 0, second = 0;  // the means of the nearest two with tokens
  std::int16_t least = 0, most = 0;
  std::uint16_t count = 0;
  std::uint16_t levels = 0;  // up to the nearest one with tokens
};

// Makes the rows of a page's blocks, from the first to the last.
class RowMaker {
 public:
  RowMaker(const Outline& outline, const Metadata& metadata, const Segmentation& segmentation, const TokenTable& tokens,
           TokenListener* listener = nullptr);
  void make(std::uint32_t block, Row& row);
  // Whether the block made last stands in a table, a quote, a listing, a caption or a list of definitions.
  bool is_part() const;
  // The same number for blocks with the same words.
  std::uint32_t wording(std::uint32_t block) const { return spots_[block].text; }
  const ElementTable& table() const { return table_; }

 private:
  template <class Output>
  friend class RowWriter;
  // What one pass over the blocks, forth and back, tells of each.
  struct Spot {
    std::uint32_t words_before = 0, prose_before = 0;
    std::uint32_t heading = kNoBlock, section = kNoBlock;  // the last heading before it; that of its section
    std::uint16_t next_heading = 99, prose_before_at = 99, prose_after_at = 99;  // blocks away
    std::uint16_t shared_before = 0;  // levels from its leaf up to what holds the block before too
    std::uint16_t shared_after = 0;
    bool is_led = false;                   // under a line that leads elsewhere
    bool leads = false;                    // such a line
    std::uint32_t text = 0, skeleton = 0;  // numbers of what it says, and of that without its numbers
    std::uint32_t repeats = 0, repeats_before = 0, skeletons = 0;
    std::uint32_t kind = 0;  // blocks with the same tags and classes
    std::uint32_t kind_before = 0;
  };
  struct Kind {
    std::uint32_t blocks = 0, words = 0, link_words = 0;
  };
  void measure();
  void find_sections();
  void follow_lines();
  void count_repeats();
  void count_kinds();
  void chain_tokens();
  void find_anchor();
  void describe_page();
  void step_to(std::uint32_t leaf);
  std::uint32_t kind_hash(std::uint32_t block) const;

  const html::Document& page_;
  const Segmentation& segmentation_;
  ElementTable table_;
  PageSigns signs_;
  std::uint32_t title_word_count_;
  std::vector<Spot> spots_;
  std::vector<Kind> kinds_;
  std::vector<TokenChain> chains_;                                  // by element
  std::vector<std::uint32_t> from_main_, from_body_, from_anchor_;  // by element
  std::uint32_t anchor_ = 0;                                        // the block that is most like a title
  std::vector<std::uint32_t> words_sum_, links_sum_, prose_sum_;    // of the blocks before
  std::vector<std::uint32_t> path_;                                 // elements from the root to the last leaf
  std::vector<MarkDistances> distances_;                            // along that path
  std::vector<std::uint16_t> of_page_;                              // what is the same for all blocks
};

}  // namespace pressmark::extract
