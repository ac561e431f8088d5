// Bytes to UTF-8 text, by the WHATWG Encoding Standard. https://encoding.spec.whatwg.org/
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pressmark::encoding {

// The encodings of the standard, in its order (4.2 Names and labels).
enum class Encoding : std::uint8_t {
  kUtf8,
  kIbm866, kIso8859_2, kIso8859_3, kIso8859_4, kIso8859_5, kIso8859_6, kIso8859_7, kIso8859_8, kIso8859_8I,
  kIso8859_10, kIso8859_13, kIso8859_14, kIso8859_15, kIso8859_16, kKoi8R, kKoi8U, kMacintosh,
  kWindows874, kWindows1250, kWindows1251, kWindows1252, kWindows1253, kWindows1254, kWindows1255, kWindows1256,
  kWindows1257, kWindows1258, kXMacCyrillic,
  kGbk, kGb18030, kBig5, kEucJp, kIso2022Jp, kShiftJis, kEucKr,
  kReplacement, kUtf16Be, kUtf16Le, kXUserDefined
};

// "Get an encoding": the encoding of a label (any case, ASCII white space around it), or nullopt.
std::optional<Encoding> from_label(std::string_view label);

// The standard's name of the encoding: "UTF-8", "windows-1252", "GBK".
std::string_view name(Encoding encoding);

// Where the choice came from, surest first.
enum class Source : std::uint8_t { kCaller, kBom, kTransport, kMeta, kDetected, kDefault };

struct Choice {
  Encoding encoding;
  Source source;
};

// The HTML Standard's encoding sniffing algorithm as far as it is normative: BOM, transport layer, meta prescan of the
// first 1024 bytes; else windows-1252 as kDefault. `transport` is a charset label from Content-Type, empty when none.
// https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
Choice sniff(std::span<const std::byte> bytes, std::string_view transport = {});

struct Options {
  std::optional<Encoding> encoding{};  // The caller's word: overrules everything, even a BOM.
  std::string_view transport{};        // charset label of the transport layer
  bool detect = true;                  // Look at the bytes when nothing is declared, or the declaration can't be right.
};

// UTF-8 text: a view into the bytes where they already are valid UTF-8 (a BOM cut off), else a string of its own.
class Text {
 public:
  Text(std::string_view borrowed, Choice choice) : borrowed_(borrowed), choice_(choice) {}
  Text(std::string owned, Choice choice, std::size_t replaced)
      : owned_(std::move(owned)), is_owned_(true), choice_(choice), replaced_(replaced) {}

  // Valid UTF-8. A borrowed text lives as long as the bytes that it was decoded from; else as long as this object.
  std::string_view view() const { return is_owned_ ? std::string_view(owned_) : borrowed_; }
  Choice choice() const { return choice_; }
  bool is_owned() const { return is_owned_; }
  // How many U+FFFD the decoder put in for bytes that it could not read.
  std::size_t replaced() const { return replaced_; }

 private:
  std::string owned_{};
  std::string_view borrowed_{};
  bool is_owned_ = false;
  Choice choice_;
  std::size_t replaced_ = 0;
};

// Chooses an encoding and decodes. Total: what can't be read becomes U+FFFD. Linear in the size of the input.
Text decode(std::span<const std::byte> bytes, const Options& options = {});

}  // namespace pressmark::encoding
