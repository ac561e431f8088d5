// Internet addresses: read, compared with ranges, and judged whether they are of the public web.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::fetch {

// That of IPv6; an address of IPv4 as IPv6 spells it, ::ffff:a.b.c.d.
using Address = std::array<std::uint8_t, 16>;

struct Block {
  Address network;
  int bits;
};

// "127.0.0.1", "::1": in figures, without brackets.
std::optional<Address> parse_address(std::string_view text);
// Of IPv4 and IPv6; nullopt for another family.
std::optional<Address> address_of(const sockaddr& socket_address);
std::uint16_t port_of(const sockaddr& socket_address);
// "10.0.0.0/8", "fd00::/8"
std::optional<Block> parse_block(std::string_view text);

bool is_in(const Address& address, const Block& block);
bool is_public(const Address& address);

// The address in figures, for messages; "?" for another family.
std::string to_text(const sockaddr& socket_address);

}  // namespace pressmark::fetch
