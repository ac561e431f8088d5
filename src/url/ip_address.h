// IPv4 and IPv6 addresses in the spellings that URLs allow.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::url {

using Ipv4 = std::uint32_t;
using Ipv6 = std::array<std::uint16_t, 8>;

// Whether a domain is to be read as an IPv4 address: its last label is a number.
bool ends_in_a_number(std::string_view domain);

std::optional<Ipv4> parse_ipv4(std::string_view domain);
std::optional<Ipv6> parse_ipv6(std::string_view text);  // without the brackets

void append_ipv4(std::string& out, Ipv4 address);
void append_ipv6(std::string& out, const Ipv6& address);

}  // namespace pressmark::url
