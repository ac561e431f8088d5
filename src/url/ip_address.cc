#include "url/ip_address.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace pressmark::url {
namespace {

constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;

// The IPv4 number parser. https://url.spec.whatwg.org/#ipv4-number-parser
// Values from 2^32 up are all kTooLarge: no address has room for them.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned radix = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    radix = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text[0] == '0') {
    radix = 8;
    text.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!ascii::is_hex_digit(c)) return std::nullopt;
    const auto digit = ascii::hex_value(c);
    if (digit >= radix) return std::nullopt;
    value = std::min(value * radix + digit, kTooLarge);
  }
  return value;
}

void append_number(std::string& out, unsigned value, int radix) {
  std::array<char, 8> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, radix).ptr;
  out.append(digits.data(), end);
}

// The IPv6 parser, as a cursor over the text. https://url.spec.whatwg.org/#concept-ipv6-parser
class Ipv6Parser {
 public:
  explicit Ipv6Parser(std::string_view text) : text_(text) {}

  std::optional<Ipv6> parse() {
    if (at(':')) {  // Only a compression can start with a colon.
      if (!text_.starts_with("::")) return std::nullopt;
      text_.remove_prefix(2);
      compress_ = ++index_;
    }
    while (!text_.empty()) {
      if (index_ == 8) return std::nullopt;
      if (at(':')) {  // The second colon of a compression.
        if (compress_ >= 0) return std::nullopt;
        text_.remove_prefix(1);
        compress_ = ++index_;
      } else if (!piece()) {
        return std::nullopt;
      }
    }
    if (compress_ < 0 && index_ != 8) return std::nullopt;
    if (compress_ >= 0) spread();
    return address_;
  }

 private:
  bool at(char c) const { return text_.starts_with(c); }

  // Up to four hexadecimal digits and what follows them.
  bool piece() {
    unsigned value = 0;
    std::size_t length = 0;
    for (; length < 4 && length < text_.size() && ascii::is_hex_digit(text_[length]); ++length) {
      value = value * 16 + ascii::hex_value(text_[length]);
    }
    if (length < text_.size() && text_[length] == '.') return length > 0 && embedded_ipv4();
    text_.remove_prefix(length);
    if (at(':')) {
      text_.remove_prefix(1);
      if (text_.empty()) return false;
    } else if (!text_.empty()) {
      return false;
    }
    address_[static_cast<std::size_t>(index_++)] = static_cast<std::uint16_t>(value);
    return true;
  }

  // Four decimal numbers at the end, each without leading zeros.
  bool embedded_ipv4() {
    if (index_ > 6) return false;
    for (int seen = 0; seen < 4; ++seen) {
      if (seen > 0) {
        if (!at('.')) return false;
        text_.remove_prefix(1);
      }
      unsigned value = 0;
      std::size_t length = 0;
      for (; length < text_.size() && ascii::is_digit(text_[length]); ++length) {
        if (length > 0 && value == 0) return false;
        value = value * 10 + static_cast<unsigned>(text_[length] - '0');
        if (value > 255) return false;
      }
      if (length == 0) return false;
      text_.remove_prefix(length);
      auto& piece = address_[static_cast<std::size_t>(index_)];
      piece = static_cast<std::uint16_t>(piece * 256 + value);
      if (seen == 1 || seen == 3) ++index_;
    }
    return text_.empty();
  }

  // Moves the pieces after the compression to the end.
  void spread() {
    const auto first = address_.begin() + compress_;
    std::rotate(first, address_.begin() + index_, address_.end());
  }

  std::string_view text_;
  Ipv6 address_{};
  int index_ = 0, compress_ = -1;
};

// The first of the longest runs of two or more zero pieces, as {start, length}.
std::array<std::size_t, 2> longest_zeros(const Ipv6& address) {
  std::array<std::size_t, 2> longest{8, 1};
  for (std::size_t start = 0; start < address.size(); ++start) {
    std::size_t end = start;
    while (end < address.size() && address[end] == 0) ++end;
    if (end - start > longest[1]) longest = {start, end - start};
    start = std::max(start, end);
  }
  return longest;
}

}  // namespace

// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool ends_in_a_number(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string_view last = domain.substr(domain.rfind('.') + 1);
  if (last.empty() || !ascii::is_digit(last[0])) return false;
  return std::ranges::all_of(last, ascii::is_digit) || parse_ipv4_number(last).has_value();
}

// https://url.spec.whatwg.org/#concept-ipv4-parser
std::optional<Ipv4> parse_ipv4(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  std::uint64_t address = 0;
  for (int place = 0; place < 4; ++place) {
    const std::size_t dot = domain.find('.');
    const auto number = parse_ipv4_number(domain.substr(0, dot));
    if (!number) return std::nullopt;
    if (dot == domain.npos) {  // The last number fills all the places that are left.
      if (*number >= kTooLarge >> (8 * place)) return std::nullopt;
      return static_cast<Ipv4>(address + *number);
    }
    if (*number > 255) return std::nullopt;
    address += *number << (24 - 8 * place);
    domain.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

std::optional<Ipv6> parse_ipv6(std::string_view text) { return Ipv6Parser(text).parse(); }

// https://url.spec.whatwg.org/#concept-ipv4-serializer
void append_ipv4(std::string& out, Ipv4 address) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    append_number(out, (address >> shift) & 255, 10);
    if (shift > 0) out += '.';
  }
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer
void append_ipv6(std::string& out, const Ipv6& address) {
  const auto [start, length] = longest_zeros(address);
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (i == start) {
      out += i == 0 ? "::" : ":";
      i += length - 1;
      continue;
    }
    append_number(out, address[i], 16);
    if (i < 7) out += ':';
  }
}

}  // namespace pressmark::url
