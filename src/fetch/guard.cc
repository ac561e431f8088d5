#include "fetch/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace pressmark::fetch {
namespace {

using Ipv4 = std::uint32_t;
using Ipv6 = std::array<std::uint8_t, 16>;

struct Ipv4Block {
  Ipv4 network;
  int bits;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry/ and multicast, without exceptions inside a block.
constexpr Ipv4Block kSpecialIpv4[] = {
    {0x00000000, 8},   // "this network"; Linux takes it for this host
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // shared by a carrier's customers
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link-local, where clouds keep their metadata
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // protocol assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // 6to4 relays
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 3},   // multicast, reserved, broadcast
};

bool is_public_ipv4(Ipv4 address) {
  return std::ranges::none_of(kSpecialIpv4, [address](const Ipv4Block& block) {
    return (address >> (32 - block.bits)) == (block.network >> (32 - block.bits));
  });
}

struct Ipv6Block {
  Ipv6 network;
  int bits;
};

// https://www.iana.org/assignments/iana-ipv6-special-registry/, what of it lies in 2000::/3.
constexpr Ipv6Block kSpecialIpv6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments: Teredo, benchmarks, ORCHID and others
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xfe}, 16},              // the 6bone of old
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};
constexpr Ipv6Block kGlobalUnicast = {{0x20}, 3};
constexpr Ipv6Block kMappedIpv4 = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Ipv6Block kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};

bool is_in(const Ipv6& address, const Ipv6Block& block) {
  const auto whole = static_cast<std::size_t>(block.bits / 8);
  if (!std::equal(address.begin(), address.begin() + whole, block.network.begin())) return false;
  const int rest = 8 - block.bits % 8;
  return rest == 8 || (address[whole] >> rest) == (block.network[whole] >> rest);
}

// Only global unicast is public: that leaves out loopback, link-local, unique local, multicast, IPv4-compatible,
// IPv4-translated and whatever will be assigned. Mapped and NAT64 addresses are other spellings of an IPv4 address.
bool is_public_ipv6(const Ipv6& address) {
  if (is_in(address, kMappedIpv4) || is_in(address, kNat64)) {
    Ipv4 embedded = 0;
    for (std::size_t i = 12; i < 16; ++i) embedded = embedded << 8 | address[i];
    return is_public_ipv4(embedded);
  }
  return is_in(address, kGlobalUnicast) &&
         std::ranges::none_of(kSpecialIpv6, [&](const Ipv6Block& block) { return is_in(address, block); });
}

std::optional<bool> is_public_literal(const std::string& text) {
  if (in_addr v4{}; inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_ipv4(ntohl(v4.s_addr));
  Ipv6 v6{};
  if (inet_pton(AF_INET6, text.c_str(), v6.data()) == 1) return is_public_ipv6(v6);
  return std::nullopt;
}

// Top-level names that are never of the public DNS. https://www.rfc-editor.org/rfc/rfc6761, rfc6762, rfc8375, and what
// routers and clusters use.
constexpr auto kLocalNames =
    std::to_array<std::string_view>({".localhost", ".localdomain", ".local", ".internal", ".intranet", ".private",
                                     ".lan", ".home", ".corp", ".svc", ".home.arpa", ".in-addr.arpa", ".ip6.arpa"});

bool is_local_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host.find('.') == host.npos || host.ends_with('.') ||
         std::ranges::any_of(kLocalNames, [host](std::string_view name) { return host.ends_with(name); });
}

bool is_usual_port(unsigned port) { return port == 80 || port == 443 || port == 8080 || port == 8443; }

std::unexpected<Error> unless_private_is_allowed(Error refusal) {
  return std::unexpected(std::move(refusal).with_remedy("use --allow-private if you trust where the address leads"));
}

}  // namespace

bool is_public_address(std::string_view address) { return is_public_literal(std::string(address)).value_or(false); }

Result<void> check_target(const url::Url& url, const Options& options) {
  if (url.protocol() != "http:" && url.protocol() != "https:") {
    return fail(Code::kRefused, "only http and https are fetched, not {}", url.protocol());
  }
  if (!url.username().empty() || !url.password().empty()) {
    return std::unexpected(error(Code::kRefused, "the URL holds a user name or a password")
                               .with_remedy("take out what stands before the @"));
  }
  if (options.allow_private) return {};
  if (!url.port().empty() && !is_usual_port(static_cast<unsigned>(std::stoul(std::string(url.port()))))) {
    return unless_private_is_allowed(error(Code::kRefused, "port {} is not one of the web", url.port()));
  }
  std::string host(url.hostname());
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto literal = is_public_literal(host);
  if (literal == false) return unless_private_is_allowed(error(Code::kRefused, "the address {} is not public", host));
  if (!literal && is_local_name(host))
    return unless_private_is_allowed(error(Code::kRefused, "the name {} is of the local network", host));
  return {};
}

bool may_connect(const sockaddr& address, const Options& options) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof v4);
    return options.allow_private || (is_usual_port(ntohs(v4.sin_port)) && is_public_ipv4(ntohl(v4.sin_addr.s_addr)));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof v6);
    Ipv6 bytes;
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return options.allow_private || (is_usual_port(ntohs(v6.sin6_port)) && is_public_ipv6(bytes));
  }
  return false;
}

std::string to_text(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const char* const bytes = reinterpret_cast<const char*>(&address);
  const bool v6 = address.sa_family == AF_INET6;
  if (!v6 && address.sa_family != AF_INET) return "?";
  inet_ntop(address.sa_family, bytes + (v6 ? offsetof(sockaddr_in6, sin6_addr) : offsetof(sockaddr_in, sin_addr)),
            text.data(), text.size());
  return text.data();
}

}  // namespace pressmark::fetch
