#include "url/host.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "url/ip_address.h"
#include "url/percent.h"

namespace pressmark::url {
namespace {

enum : std::uint8_t { kForbiddenHost = 1, kForbiddenDomain = 2, kNotAscii = 4 };

// https://url.spec.whatwg.org/#forbidden-host-code-point and #forbidden-domain-code-point
constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    if (byte < 0x20 || byte == 0x7f || byte == '%') classes[byte] = kForbiddenDomain;
    if (byte >= 0x80) classes[byte] = kNotAscii;
  }
  for (const char c : std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17)) {
    classes[static_cast<unsigned char>(c)] = kForbiddenHost | kForbiddenDomain;
  }
  return classes;
}();

// The union of the classes of the text's bytes.
int classes_of(std::string_view text) {
  int classes = 0;
  for (const char c : text) classes |= kClasses[static_cast<unsigned char>(c)];
  return classes;
}

// UTS #46 as the URL Standard sets it up; the object is immutable and may be shared by threads.
const UIDNA* idna() {
  static const UIDNA* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
  }();
  return instance;
}

bool is_too_long(std::string_view domain) {
  if (domain.size() > kMaxUnicodeDomain) return true;
  for (std::size_t start = 0, dot = 0; dot < domain.size(); start = dot + 1) {
    dot = std::min(domain.find('.', start), domain.size());
    if (dot - start > kMaxUnicodeLabel) return true;
  }
  return false;
}

// Unicode ToASCII with CheckHyphens and VerifyDnsLength false: ICU always checks, so its complaints of those are
// dropped. https://url.spec.whatwg.org/#domain-parser-toascii
std::string to_ascii(std::string_view domain) {
  constexpr std::uint32_t kIgnored = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                     UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                     UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  if (!idna() || is_too_long(domain)) return {};
  std::string ascii(512, '\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    const auto length = uidna_nameToASCII_UTF8(idna(), domain.data(), static_cast<std::int32_t>(domain.size()),
                                               ascii.data(), static_cast<std::int32_t>(ascii.size()), &info, &status);
    const bool overflow = status == U_BUFFER_OVERFLOW_ERROR;
    if ((!overflow && U_FAILURE(status)) || (info.errors & ~kIgnored) != 0) return {};
    ascii.resize(static_cast<std::size_t>(length));
    if (!overflow) return ascii;
  }
}

// What a domain in ASCII stands for: an IPv4 address, when it ends in a number, or itself.
bool append_ascii_domain(std::string& out, std::string_view domain) {
  if (domain.empty()) return false;
  if (ends_in_a_number(domain)) {
    const auto address = parse_ipv4(domain);
    if (!address) return false;
    append_ipv4(out, *address);
    return true;
  }
  const std::size_t start = out.size();
  out += domain;
  for (std::size_t i = start; i < out.size(); ++i) out[i] = ascii::to_lower(out[i]);
  return true;
}

// The host parser for domains. https://url.spec.whatwg.org/#concept-host-parser
// A domain in ASCII is only lowercased, "xn--" or not; nearly all hosts are, and ICU is not asked.
bool append_domain(std::string& out, std::string_view text) {
  if (classes_of(text) == 0) return append_ascii_domain(out, text);
  std::string domain = percent_decode(text);
  if (classes_of(domain) & kNotAscii) domain = to_ascii(domain);
  return classes_of(domain) == 0 && append_ascii_domain(out, domain);
}

}  // namespace

bool append_host(std::string& out, std::string_view text, HostKind kind) {
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return false;
    const auto address = parse_ipv6(text.substr(1, text.size() - 2));
    if (!address) return false;
    out += '[';
    append_ipv6(out, *address);
    out += ']';
    return true;
  }
  if (kind == HostKind::kDomain) return append_domain(out, text);
  // https://url.spec.whatwg.org/#concept-opaque-host-parser
  if (classes_of(text) & kForbiddenHost) return false;
  append_encoded(out, text, kC0Control);
  return true;
}

}  // namespace pressmark::url
