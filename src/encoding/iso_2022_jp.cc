// 12.2 ISO-2022-JP: seven-bit text in which escape sequences switch between character sets.
// https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
#include <optional>

#include "encoding/decoders.h"
#include "encoding/index.h"

namespace pressmark::encoding {
namespace {

constexpr unsigned char kEscape = 0x1B;

// The character set switched to: the standard's decoder states without those inside an escape sequence, and with its
// "lead byte" and "trail byte" read in one step.
enum class Set { kAscii, kRoman, kKatakana, kJis0208 };

class Decoder {
 public:
  Decoder(Bytes bytes, Output& out) : bytes_(bytes), out_(out) {}

  void run() {
    while (at_ < bytes_.size()) {
      const unsigned char byte = bytes_[at_++];
      if (byte == kEscape) {
        escape();
      } else {
        just_switched_ = false;
        character(byte);
      }
    }
  }

 private:
  // Behind an ESC: switches sets, or is an error of the ESC alone and leaves what follows to be read as text.
  void escape() {
    const std::optional<Set> set = escape_sequence();
    if (!set) {
      just_switched_ = false;
      return at_ == bytes_.size() ? out_.replace_at_end() : out_.replace();
    }
    at_ += 2;
    set_ = *set;
    if (just_switched_) out_.replace();  // A switch with no text before the next one: an error, lest it hide something.
    just_switched_ = true;
  }

  std::optional<Set> escape_sequence() const {
    if (bytes_.size() - at_ < 2) return std::nullopt;
    const unsigned char first = bytes_[at_], second = bytes_[at_ + 1];
    if (first == 0x28 && second == 0x42) return Set::kAscii;
    if (first == 0x28 && second == 0x4A) return Set::kRoman;
    if (first == 0x28 && second == 0x49) return Set::kKatakana;
    if (first == 0x24 && (second == 0x40 || second == 0x42)) return Set::kJis0208;
    return std::nullopt;
  }

  void character(unsigned char byte) {
    switch (set_) {
      case Set::kAscii: return put_ascii(byte, byte);
      case Set::kRoman: return put_ascii(byte, byte == 0x5C ? 0xA5 : byte == 0x7E ? 0x203E : byte);
      case Set::kKatakana: return byte >= 0x21 && byte <= 0x5F ? out_.put(0xFF61u + byte - 0x21u) : out_.replace();
      case Set::kJis0208: return pair(byte);
    }
  }

  // Shift out and shift in are no text in any set.
  void put_ascii(unsigned char byte, char32_t code_point) {
    if (byte < 0x80 && byte != 0x0E && byte != 0x0F) return out_.put(code_point);
    out_.replace();
  }

  void pair(unsigned char lead) {
    if (!is_graphic(lead)) return out_.replace();
    if (at_ == bytes_.size()) return out_.replace_at_end();
    const unsigned char trail = bytes_[at_];
    if (trail == kEscape) return out_.replace();  // The escape sequence counts all the same.
    ++at_;
    const char32_t code_point =
        is_graphic(trail) ? code_point_at(kJis0208Index, (lead - 0x21u) * 94 + (trail - 0x21u)) : kNoCharacter;
    if (code_point == kNoCharacter) return out_.replace();
    out_.put(code_point);
  }

  static bool is_graphic(unsigned char byte) { return byte >= 0x21 && byte <= 0x7E; }

  Bytes bytes_;
  Output& out_;
  std::size_t at_ = 0;
  Set set_ = Set::kAscii;
  bool just_switched_ = false;
};

}  // namespace

void decode_iso_2022_jp(Bytes bytes, Output& out) { Decoder(bytes, out).run(); }

}  // namespace pressmark::encoding
