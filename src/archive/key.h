// The key that an archive's log is signed with: Ed25519, in a file of its own.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "pressmark/result.h"

namespace pressmark::archive {

std::string to_hex(std::span<const unsigned char> bytes);
// Whether `hex` is exactly as many bytes as `into` has; they are put there.
bool from_hex(std::string_view hex, std::span<unsigned char> into);

// Whether `signature` (hexadecimal) is that of `message` by the key whose public half that is (hexadecimal).
// RFC 8032, Ed25519
bool is_signature(std::string_view signature, std::string_view message, std::string_view public_key);

class Key {
 public:
  static Key make();
  // Errors: kNotFound; kUnreadable for a damaged file; kUsage where a passphrase is needed and `passphrase` is not it.
  static Result<Key> load(const std::string& path, std::string_view passphrase);
  Key(Key&& other) noexcept;
  Key& operator=(Key&&) = delete;
  ~Key();

  // Sealed by the passphrase where there is one (Argon2id, XSalsa20-Poly1305). Errors: kOutputFailed.
  Result<void> store(const std::string& path, std::string_view passphrase) const;

  std::string public_key() const;                    // 64 hexadecimal digits
  std::string sign(std::string_view message) const;  // 128 hexadecimal digits

 private:
  Key() = default;
  std::array<unsigned char, 32> public_{};
  std::array<unsigned char, 64> secret_{};
};

}  // namespace pressmark::archive
