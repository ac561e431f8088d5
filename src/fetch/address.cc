#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>

namespace pressmark::fetch {
namespace {

constexpr Block kMappedIpv4 = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};
constexpr Block kGlobalUnicast = {{0x20}, 3};

constexpr Address mapped(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}
constexpr Block ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, int bits) {
  return {mapped(a, b, c, 0), 96 + bits};
}

// https://www.iana.org/assignments/iana-ipv4-special-registry/ and multicast, without exceptions inside a block.
constexpr Block kSpecialIpv4[] = {
    ipv4(0, 0, 0, 8),        // "this network"; Linux takes it for this host
    ipv4(10, 0, 0, 8),       // private
    ipv4(100, 64, 0, 10),    // shared by a carrier's customers
    ipv4(127, 0, 0, 8),      // loopback
    ipv4(169, 254, 0, 16),   // link-local, where clouds keep their metadata
    ipv4(172, 16, 0, 12),    // private
    ipv4(192, 0, 0, 24),     // protocol assignments
    ipv4(192, 0, 2, 24),     // documentation
    ipv4(192, 88, 99, 24),   // 6to4 relays
    ipv4(192, 168, 0, 16),   // private
    ipv4(198, 18, 0, 15),    // benchmarks
    ipv4(198, 51, 100, 24),  // documentation
    ipv4(203, 0, 113, 24),   // documentation
    ipv4(224, 0, 0, 3),      // multicast, reserved, broadcast
};

// https://www.iana.org/assignments/iana-ipv6-special-registry/, what of it lies in 2000::/3.
constexpr Block kSpecialIpv6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments: Teredo, benchmarks, ORCHID and others
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xfe}, 16},              // the 6bone of old
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.find('\0') != text.npos) return std::nullopt;
  const std::string terminated(text);
  if (in_addr v4{}; inet_pton(AF_INET, terminated.c_str(), &v4) == 1) {
    std::array<std::uint8_t, 4> bytes;
    std::memcpy(bytes.data(), &v4, bytes.size());
    return mapped(bytes[0], bytes[1], bytes[2], bytes[3]);
  }
  Address v6{};
  if (inet_pton(AF_INET6, terminated.c_str(), v6.data()) == 1) return v6;
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& socket_address) {
  if (socket_address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &socket_address, sizeof v4);
    std::array<std::uint8_t, 4> bytes;
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return mapped(bytes[0], bytes[1], bytes[2], bytes[3]);
  }
  if (socket_address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6;
  std::memcpy(&v6, &socket_address, sizeof v6);
  Address bytes;
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return bytes;
}

std::uint16_t port_of(const sockaddr& socket_address) {
  if (socket_address.sa_family != AF_INET && socket_address.sa_family != AF_INET6) return 0;
  static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
  in_port_t port = 0;
  std::memcpy(&port, reinterpret_cast<const char*>(&socket_address) + offsetof(sockaddr_in, sin_port), sizeof port);
  return ntohs(port);
}

std::optional<Block> parse_block(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  const auto address = parse_address(text.substr(0, slash));
  const bool is_ipv4 = text.substr(0, slash).find(':') == text.npos;
  const std::string_view digits = text.substr(slash + 1);
  int bits = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (!address || failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (bits < 0 || bits > (is_ipv4 ? 32 : 128)) return std::nullopt;
  return Block{*address, bits + (is_ipv4 ? 96 : 0)};
}

bool is_in(const Address& address, const Block& block) {
  const auto whole = static_cast<std::size_t>(block.bits / 8);
  if (!std::equal(address.begin(), address.begin() + whole, block.network.begin())) return false;
  const int rest = 8 - block.bits % 8;
  return rest == 8 || (address[whole] >> rest) == (block.network[whole] >> rest);
}

// Of IPv6, only global unicast is public: that leaves out loopback, link-local, unique local, multicast,
// IPv4-compatible, IPv4-translated and whatever will be assigned. A NAT64 address is another spelling of one of IPv4.
bool is_public(const Address& address) {
  const auto is_in_it = [&address](const Block& block) { return is_in(address, block); };
  if (is_in_it(kNat64)) return is_public(mapped(address[12], address[13], address[14], address[15]));
  if (is_in_it(kMappedIpv4)) return std::ranges::none_of(kSpecialIpv4, is_in_it);
  return is_in_it(kGlobalUnicast) && std::ranges::none_of(kSpecialIpv6, is_in_it);
}

std::string to_text(const sockaddr& socket_address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const char* const bytes = reinterpret_cast<const char*>(&socket_address);
  const bool v6 = socket_address.sa_family == AF_INET6;
  if (!v6 && socket_address.sa_family != AF_INET) return "?";
  inet_ntop(socket_address.sa_family,
            bytes + (v6 ? offsetof(sockaddr_in6, sin6_addr) : offsetof(sockaddr_in, sin_addr)), text.data(),
            text.size());
  return text.data();
}

}  // namespace pressmark::fetch
