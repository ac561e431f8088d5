#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {
namespace {

struct Label {
  std::string_view text;
  std::uint8_t number;
};

constexpr std::string_view kNames[] = {
#define PM_NAME(text) text,
#define PM_LABEL(text, number)
#include "encoding/labels.gen.inc"
};
static_assert(std::size(kNames) == static_cast<std::size_t>(Encoding::kXUserDefined) + 1);

// In bytewise order.
constexpr Label kLabels[] = {
#define PM_NAME(text)
#define PM_LABEL(text, number) {text, number},
#include "encoding/labels.gen.inc"
};
constexpr std::size_t kLongestLabel =
    std::ranges::max(kLabels, {}, [](Label label) { return label.text.size(); }).text.size();

}  // namespace

// Encoding Standard, 4.2 Names and labels: get an encoding.
// https://encoding.spec.whatwg.org/#concept-encoding-get
std::optional<Encoding> from_label(std::string_view label) {
  constexpr std::string_view kWhitespace = "\t\n\f\r ";
  const std::size_t first = label.find_first_not_of(kWhitespace);
  if (first == std::string_view::npos) return std::nullopt;
  label = label.substr(first, label.find_last_not_of(kWhitespace) - first + 1);
  if (label.size() > kLongestLabel) return std::nullopt;

  std::array<char, kLongestLabel> lower{};
  std::ranges::transform(label, lower.begin(), ascii::to_lower);
  const std::string_view key(lower.data(), label.size());
  const Label* const found = std::ranges::lower_bound(kLabels, key, {}, &Label::text);
  if (found == std::end(kLabels) || found->text != key) return std::nullopt;
  return static_cast<Encoding>(found->number);
}

std::string_view name(Encoding encoding) { return kNames[static_cast<std::size_t>(encoding)]; }

}  // namespace pressmark::encoding
