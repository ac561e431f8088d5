#include "encoding/detect.h"

#include <algorithm>
#include <array>
#include <vector>

#include "encoding/decoders.h"
#include "encoding/language_cost.h"

namespace pressmark::encoding {
namespace {

constexpr std::size_t kSampleSize = 16 * 1024;  // Thousands of characters: more would not change the answer.

// The default first. Bits that an encoding has to make up for: how rare it is among pages that don't say what they are.
struct Candidate {
  Encoding encoding;
  double prior;
  double (*cost)(Encoding, Bytes);
};
constexpr Candidate kCandidates[] = {
    {Encoding::kWindows1252, 0, single_byte_cost}, {Encoding::kGb18030, 3, multi_byte_cost},
    {Encoding::kShiftJis, 4, multi_byte_cost},     {Encoding::kEucKr, 4, multi_byte_cost},
    {Encoding::kBig5, 4, multi_byte_cost},         {Encoding::kEucJp, 4, multi_byte_cost},
    {Encoding::kWindows1251, 3, single_byte_cost}, {Encoding::kWindows1250, 4, single_byte_cost},
    {Encoding::kWindows1254, 4, single_byte_cost}, {Encoding::kWindows1256, 4, single_byte_cost},
    {Encoding::kWindows1253, 5, single_byte_cost}, {Encoding::kWindows1255, 5, single_byte_cost},
    {Encoding::kWindows1257, 6, single_byte_cost}, {Encoding::kWindows874, 6, single_byte_cost},
    {Encoding::kWindows1258, 8, single_byte_cost}, {Encoding::kKoi8R, 5, single_byte_cost}};

// The stretches of the input that hold bytes from 0x80 up, each with the ASCII byte before it and the few in it.
// A stretch ends at four ASCII bytes in a row: no decoder is in the middle of a character there.
std::vector<unsigned char> take_sample(Bytes bytes) {
  constexpr std::size_t kGap = 4;
  std::vector<unsigned char> sample;
  std::size_t i = 0;
  while (sample.size() < kSampleSize) {
    i += ascii_prefix(bytes.subspan(i));
    if (i == bytes.size()) break;
    if (i > 0) sample.push_back(bytes[i - 1]);
    for (std::size_t ascii = 0; i < bytes.size() && ascii < kGap && sample.size() < kSampleSize; ++i) {
      ascii = bytes[i] < 0x80 ? ascii + 1 : 0;
      sample.push_back(bytes[i]);
    }
    sample.push_back('\n');
  }
  if (!sample.empty() && i == bytes.size()) sample.pop_back();  // So that a character cut off there is seen as that.
  return sample;
}

struct Score {
  Encoding encoding;
  double bits;
};
using Scores = std::array<Score, std::size(kCandidates)>;

Scores score_all(Bytes sample) {
  Scores scores{};
  std::ranges::transform(kCandidates, scores.begin(), [sample](const Candidate& candidate) {
    return Score{candidate.encoding, candidate.prior + candidate.cost(candidate.encoding, sample)};
  });
  return scores;
}

// Whether the sample is the same text in both single-byte encodings.
bool reads_alike(Encoding one, Encoding other, Bytes sample) {
  const std::u16string_view table = single_byte_table(one), other_table = single_byte_table(other);
  return std::ranges::all_of(
      sample, [&](unsigned char byte) { return byte < 0x80 || table[byte - 0x80u] == other_table[byte - 0x80u]; });
}

// The best score, but windows-1252 where the choice changes nothing: a few quotation marks and names tell no language.
Score best_of(const Scores& scores, Bytes sample) {
  const std::size_t best =
      static_cast<std::size_t>(std::ranges::min_element(scores, {}, &Score::bits) - scores.begin());
  if (kCandidates[best].cost != single_byte_cost) return scores[best];
  return reads_alike(scores[best].encoding, scores[0].encoding, sample) ? scores[0] : scores[best];
}

// Whether most of the sample reads well in an encoding that is not among the candidates.
bool fits(Encoding encoding, Bytes sample) {
  if (encoding == Encoding::kUtf16Be || encoding == Encoding::kUtf16Le) return true;
  if (encoding == Encoding::kReplacement) return false;
  Output out(sample.size());
  decode(encoding, sample, out);
  const auto high = std::ranges::count_if(sample, [](unsigned char byte) { return byte >= 0x80; });
  return out.errors() * 8 < static_cast<std::size_t>(high);
}

}  // namespace

Encoding detect(Bytes bytes) {
  const std::vector<unsigned char> sample = take_sample(bytes);
  return best_of(score_all(sample), sample).encoding;
}

std::optional<Encoding> detect_better(Bytes bytes, Encoding declared) {
  constexpr double kClearly = 16;  // Bits: 65,536 to 1.
  if (declared == Encoding::kGbk) declared = Encoding::kGb18030;
  const std::vector<unsigned char> sample = take_sample(bytes);
  const Scores scores = score_all(sample);
  const Score best = best_of(scores, sample);
  const auto own = std::ranges::find(scores, declared, &Score::encoding);
  const bool is_better = own != scores.end() ? best.bits + kClearly < own->bits : !fits(declared, sample);
  return is_better ? std::optional(best.encoding) : std::nullopt;
}

}  // namespace pressmark::encoding
