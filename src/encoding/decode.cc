#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "encoding/decoders.h"
#include "encoding/detect.h"
#include "encoding/prescan.h"
#include "pressmark/encoding.h"

namespace pressmark::encoding {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kPrescanned = 1024;
// AD-HOC: a declaration further down, which the standard leaves to the parser to find, is looked for in so many bytes.
constexpr std::size_t kLatePrescanned = 64 * 1024;

Bytes as_bytes(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// The byte order mark of an encoding; empty when it has none.
std::string_view bom_of(Encoding encoding) {
  if (encoding == Encoding::kUtf8) return "\xEF\xBB\xBF"sv;
  if (encoding == Encoding::kUtf16Be) return "\xFE\xFF"sv;
  return encoding == Encoding::kUtf16Le ? "\xFF\xFE"sv : ""sv;
}

// Encoding Standard: BOM sniff. https://encoding.spec.whatwg.org/#bom-sniff
std::optional<Encoding> bom_sniff(Bytes bytes) {
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16Be, Encoding::kUtf16Le}) {
    if (as_text(bytes).starts_with(bom_of(encoding))) return encoding;
  }
  return std::nullopt;
}

// Whether text of ASCII bytes alone is the same in UTF-8.
bool keeps_ascii(Encoding encoding) {
  return encoding != Encoding::kUtf16Be && encoding != Encoding::kUtf16Le && encoding != Encoding::kIso2022Jp &&
         encoding != Encoding::kReplacement;
}

struct Attempt {
  Text text;
  std::size_t errors;  // U+FFFD put in, but for a character that the end of the input cuts off
};

Attempt decode_as(Bytes bytes, Choice choice) {
  const std::string_view bom = bom_of(choice.encoding);
  if (!bom.empty() && as_text(bytes).starts_with(bom)) bytes = bytes.subspan(bom.size());
  const bool is_utf8 = choice.encoding == Encoding::kUtf8;
  if (is_utf8 ? valid_utf8_prefix(bytes) == bytes.size()
              : keeps_ascii(choice.encoding) && ascii_prefix(bytes) == bytes.size()) {
    return {Text(as_text(bytes), choice), 0};
  }
  Output out(bytes.size());
  decode(choice.encoding, bytes, out);
  const std::size_t replaced = out.replaced(), errors = out.errors();
  return {Text(std::move(out).take(), choice, replaced), errors};
}

// Holds on to what the page declares unless its decoder yields U+FFFD and another, which reads better, yields none.
Text decode_declared(Bytes bytes, Choice declared) {
  Attempt attempt = decode_as(bytes, declared);
  if (attempt.errors == 0) return std::move(attempt.text);
  const Utf8Survey survey = survey_utf8(bytes);
  if (declared.encoding == Encoding::kUtf8 && survey.multibyte >= survey.errors) return std::move(attempt.text);

  const bool is_utf8 = survey.errors == 0 && survey.multibyte > 0;
  const std::optional<Encoding> other = is_utf8 ? Encoding::kUtf8 : detect_better(bytes, declared.encoding);
  if (!other) return std::move(attempt.text);
  Attempt another = decode_as(bytes, {*other, Source::kDetected});
  return std::move(another.errors == 0 ? another.text : attempt.text);
}

// Nothing is declared where the standard looks.
Text decode_undeclared(Bytes bytes, Choice fallback) {
  const Utf8Survey survey = survey_utf8(bytes);
  // UTF-8 is so redundant that a few broken characters among many good ones are damage, not another encoding.
  if (survey.multibyte > 4 * survey.errors) return decode_as(bytes, {Encoding::kUtf8, Source::kDetected}).text;
  if (const auto late = prescan(bytes.first(std::min(bytes.size(), kLatePrescanned)))) {
    return decode_declared(bytes, {*late, Source::kMeta});
  }
  if (survey.errors == 0) return decode_as(bytes, fallback).text;  // ASCII, but for a last byte or two.
  return decode_as(bytes, {detect(bytes), Source::kDetected}).text;
}

}  // namespace

Choice sniff(std::span<const std::byte> bytes, std::string_view transport) {
  const Bytes input = as_bytes(bytes);
  if (const std::optional<Encoding> bom = bom_sniff(input)) return {*bom, Source::kBom};
  if (const std::optional<Encoding> label = from_label(transport)) return {*label, Source::kTransport};
  const std::optional<Encoding> meta = prescan(input.first(std::min(input.size(), kPrescanned)));
  return meta ? Choice{*meta, Source::kMeta} : Choice{Encoding::kWindows1252, Source::kDefault};
}

Text decode(std::span<const std::byte> bytes, const Options& options) {
  const Bytes input = as_bytes(bytes);
  if (options.encoding) return decode_as(input, {*options.encoding, Source::kCaller}).text;
  const Choice choice = sniff(bytes, options.transport);
  if (options.detect && choice.source == Source::kMeta) return decode_declared(input, choice);
  if (options.detect && choice.source == Source::kDefault) return decode_undeclared(input, choice);
  return decode_as(input, choice).text;
}

}  // namespace pressmark::encoding
