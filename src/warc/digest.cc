#include "warc/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/ascii.h"

namespace pressmark::warc {
namespace {

// https://www.rfc-editor.org/rfc/rfc4648#section-6, without padding: digests of SHA-1 need none.
std::string base32(std::span<const unsigned char> bytes) {
  std::string out;
  unsigned bits = 0, count = 0;
  for (const unsigned char byte : bytes) {
    bits = (bits << 8 | byte) & 0xFFFF;
    for (count += 8; count >= 5; count -= 5) out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits >> (count - 5) & 31];
  }
  if (count > 0) out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits << (5 - count) & 31];
  return out;
}

std::string base16(std::span<const unsigned char> bytes) {
  std::string out;
  for (const unsigned char byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

// The bytes of base32 or hexadecimal digits, whichever a value of `size` bytes can be; "" for neither.
std::string bytes_of(std::string_view digits, std::size_t size) {
  while (digits.ends_with('=')) digits.remove_suffix(1);
  const bool is_hex = digits.size() == size * 2;
  if (!is_hex && digits.size() != (size * 8 + 4) / 5) return {};
  const unsigned width = is_hex ? 4 : 5;
  std::string out;
  unsigned bits = 0, count = 0;
  for (const char digit : digits) {
    const char c = ascii::to_lower(digit);
    unsigned value = 0;
    if (is_hex) {
      if (!ascii::is_hex_digit(c)) return {};
      value = ascii::hex_value(c);
    } else {
      if (!ascii::is_lower(c) && !(c >= '2' && c <= '7')) return {};
      value = static_cast<unsigned>(ascii::is_lower(c) ? c - 'a' : c - '2' + 26);
    }
    bits = (bits << width | value) & 0xFFFF;
    count += width;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

constexpr std::size_t size_of(Algorithm algorithm) { return algorithm == Algorithm::kSha1 ? 20 : 32; }

std::string_view value_of_digest(std::string_view labelled) {
  return ascii::trimmed(labelled.substr(std::min(labelled.find(':'), labelled.size() - 1) + 1));
}

}  // namespace

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher(Algorithm algorithm) : algorithm_(algorithm), context_(EVP_MD_CTX_new()) {
  const EVP_MD* const method = algorithm == Algorithm::kSha1 ? EVP_sha1() : EVP_sha256();
  if (!context_ || EVP_DigestInit_ex(context_.get(), method, nullptr) != 1) throw std::bad_alloc();
}

void Hasher::update(std::span<const std::byte> bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string Hasher::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value;
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), value.data(), &size);
  const std::span<const unsigned char> bytes(value.data(), size);
  return algorithm_ == Algorithm::kSha1 ? "sha1:" + base32(bytes) : "sha256:" + base16(bytes);
}

std::optional<Algorithm> algorithm_of(std::string_view labelled) {
  const std::string label = ascii::lowercase(labelled.substr(0, labelled.find(':')));
  if (label == "sha1" || label == "sha-1") return Algorithm::kSha1;
  if (label == "sha256" || label == "sha-256") return Algorithm::kSha256;
  return std::nullopt;
}

bool same_digest(std::string_view stated, std::string_view computed) {
  const auto algorithm = algorithm_of(stated);
  if (!algorithm || algorithm != algorithm_of(computed)) return false;
  const std::string bytes = bytes_of(value_of_digest(stated), size_of(*algorithm));
  return !bytes.empty() && bytes == bytes_of(value_of_digest(computed), size_of(*algorithm));
}

std::string digest(Algorithm algorithm, std::span<const std::byte> bytes) {
  Hasher hasher(algorithm);
  hasher.update(bytes);
  return hasher.finish();
}

}  // namespace pressmark::warc
