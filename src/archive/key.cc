#include "archive/key.h"

#include <sodium.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "archive/files.h"

namespace pressmark::archive {
namespace {

using Json = nlohmann::ordered_json;

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);

constexpr std::size_t kMostFile = 4096;
constexpr auto kOperations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto kMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

using Salt = std::array<unsigned char, crypto_pwhash_SALTBYTES>;
using Nonce = std::array<unsigned char, crypto_secretbox_NONCEBYTES>;
using Sealed = std::array<unsigned char, crypto_sign_SECRETKEYBYTES + crypto_secretbox_MACBYTES>;
using SealingKey = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

void start_sodium() {
  static const bool started = sodium_init() >= 0;
  if (!started) throw std::bad_alloc();
}

SealingKey sealing_key(std::string_view passphrase, const Salt& salt) {
  SealingKey key;
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(), kOperations, kMemory,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return key;
}

std::string hex_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::unexpected<Error> no_key(const std::string& path) {
  return std::unexpected(error(Code::kUnreadable, "is no key")
                             .with_remedy("take it from a backup, or begin a new one: pressmark key renew")
                             .about(path));
}

}  // namespace

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

bool from_hex(std::string_view hex, std::span<unsigned char> into) {
  std::size_t got = 0;
  return hex.size() == into.size() * 2 &&
         sodium_hex2bin(into.data(), into.size(), hex.data(), hex.size(), nullptr, &got, nullptr) == 0 &&
         got == into.size();
}

bool is_signature(std::string_view signature, std::string_view message, std::string_view public_key) {
  start_sodium();
  std::array<unsigned char, crypto_sign_BYTES> bytes;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key;
  return from_hex(signature, bytes) && from_hex(public_key, key) &&
         crypto_sign_verify_detached(bytes.data(), reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), key.data()) == 0;
}

Key Key::make() {
  start_sodium();
  Key key;
  crypto_sign_keypair(key.public_.data(), key.secret_.data());
  return key;
}

Key::Key(Key&& other) noexcept : public_(other.public_), secret_(other.secret_) {
  sodium_memzero(other.secret_.data(), other.secret_.size());
}

Key::~Key() { sodium_memzero(secret_.data(), secret_.size()); }

Result<Key> Key::load(const std::string& path, std::string_view passphrase) {
  start_sodium();
  const std::vector<std::byte> bytes = PM_TRY(whole_file(path, kMostFile));
  const Json json = Json::parse(text_of(bytes), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return no_key(path);
  Key key;
  if (json.contains("sealed")) {
    if (passphrase.empty()) {
      return std::unexpected(error(Code::kUsage, "the key is sealed by a passphrase")
                                 .with_remedy("give it in PRESSMARK_PASSPHRASE")
                                 .about(path));
    }
    Salt salt;
    Nonce nonce;
    Sealed sealed;
    if (!from_hex(hex_at(json, "salt"), salt) || !from_hex(hex_at(json, "nonce"), nonce) ||
        !from_hex(hex_at(json, "sealed"), sealed)) {
      return no_key(path);
    }
    SealingKey opening = sealing_key(passphrase, salt);
    const bool opened =
        crypto_secretbox_open_easy(key.secret_.data(), sealed.data(), sealed.size(), nonce.data(), opening.data()) == 0;
    sodium_memzero(opening.data(), opening.size());
    if (!opened) {
      return std::unexpected(error(Code::kUsage, "this is not the passphrase of the key").about(path));
    }
  } else if (!from_hex(hex_at(json, "secret"), key.secret_)) {
    return no_key(path);
  }
  // RFC 8032, 5.1.5: the secret's first half is what the rest follows from.
  const std::array<unsigned char, crypto_sign_SECRETKEYBYTES> stated = key.secret_;
  crypto_sign_seed_keypair(key.public_.data(), key.secret_.data(), stated.data());
  if (stated != key.secret_ || hex_at(json, "public") != key.public_key()) return no_key(path);
  return key;
}

Result<void> Key::store(const std::string& path, std::string_view passphrase) const {
  Json json{{"algorithm", "Ed25519"}, {"public", public_key()}};
  if (passphrase.empty()) {
    json["secret"] = to_hex(secret_);
  } else {
    Salt salt;
    Nonce nonce;
    Sealed sealed;
    randombytes_buf(salt.data(), salt.size());
    randombytes_buf(nonce.data(), nonce.size());
    SealingKey closing = sealing_key(passphrase, salt);
    crypto_secretbox_easy(sealed.data(), secret_.data(), secret_.size(), nonce.data(), closing.data());
    sodium_memzero(closing.data(), closing.size());
    json["derivation"] = "argon2id, libsodium's interactive limits";
    json["salt"] = to_hex(salt);
    json["nonce"] = to_hex(nonce);
    json["sealed"] = to_hex(sealed);
  }
  PM_TRY(put_file(path, bytes_of(json.dump(1) + "\n")));
  return sync_folder(std::filesystem::path(path).parent_path().string());
}

std::string Key::public_key() const { return to_hex(public_); }

std::string Key::sign(std::string_view message) const {
  std::array<unsigned char, crypto_sign_BYTES> signature;
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size(), secret_.data());
  return to_hex(signature);
}

}  // namespace pressmark::archive
