// Hosts: domains, IP addresses and opaque hosts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark::url {

// The longest label, and the longest domain, of other than ASCII that are taken, in bytes of UTF-8. DNS holds 63 and
// 253 bytes of Punycode, which never decode to as many. Punycode is quadratic in the label, ICU's work in the domain,
// and the limits keep either from growing with the input.
inline constexpr std::size_t kMaxUnicodeLabel = 256;
inline constexpr std::size_t kMaxUnicodeDomain = 1024;

enum class HostKind : bool { kDomain, kOpaque };

// The host parser and serializer: appends the host to `out`, or returns false and leaves `out` of no use.
bool append_host(std::string& out, std::string_view text, HostKind kind);

}  // namespace pressmark::url
