#include "url/percent.h"

#include "base/ascii.h"

namespace pressmark::url {
namespace {

using Sets = std::array<std::uint8_t, 256>;

constexpr void add(Sets& sets, std::string_view characters, int membership) {
  for (const char c : characters) {
    auto& set = sets[static_cast<unsigned char>(c)];
    set = static_cast<std::uint8_t>(set | membership);
  }
}

// The sets build on each other: userinfo holds path, path holds query, all hold the controls.
constexpr Sets kSets = [] {
  Sets sets{};
  for (std::size_t byte = 0; byte < sets.size(); ++byte) {
    if (byte < 0x20 || byte > 0x7e) sets[byte] = kC0Control | kFragment | kQuery | kSpecialQuery | kPath | kUserinfo;
  }
  add(sets, " \"<>`", kFragment);
  add(sets, " \"#<>", kQuery | kSpecialQuery | kPath | kUserinfo);
  add(sets, "'", kSpecialQuery);
  add(sets, "?^`{}", kPath | kUserinfo);
  add(sets, "/:;=@[\\]|", kUserinfo);
  return sets;
}();

}  // namespace

void append_encoded(std::string& out, std::string_view text, PercentEncodeSet set) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (!(kSets[byte] & set)) continue;
    out.append(text, copied, i - copied);
    const char encoded[] = {'%', kHex[byte >> 4], kHex[byte & 15]};
    out.append(encoded, sizeof encoded);
    copied = i + 1;
  }
  out.append(text, copied);
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && text.size() - i > 2 && ascii::is_hex_digit(text[i + 1]) && ascii::is_hex_digit(text[i + 2])) {
      out += static_cast<char>(ascii::hex_value(text[i + 1]) * 16 + ascii::hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace pressmark::url
