// What an archive keeps by its content: each thing once, under its SHA-256, packed.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::archive {

inline constexpr std::size_t kMostBlob = std::size_t{256} << 20;  // bytes, unpacked

// The bytes' SHA-256 in 64 hexadecimal digits.
std::string digest_of(std::span<const std::byte> bytes);
bool is_digest(std::string_view text);

class Blobs {
 public:
  explicit Blobs(std::string folder) : folder_(std::move(folder)) {}

  // Gives the digest. It is on the disk once sync() returned. Errors: kOutputFailed.
  Result<std::string> put(std::span<const std::byte> bytes);
  Result<void> sync();

  // Never other bytes than were put. Errors: kNotFound; kUnreadable when they are damaged.
  Result<std::vector<std::byte>> get(std::string_view digest) const;
  bool has(std::string_view digest) const;
  Result<void> remove(std::string_view digest);

  // The digests of all that is there, in order, and whatever else lies among them.
  struct Listing {
    std::vector<std::string> digests, strangers;
  };
  Result<Listing> list() const;

 private:
  std::string folder_of(std::string_view digest) const;
  std::string path_of(std::string_view digest) const;

  std::string folder_;
  std::set<std::string> to_sync_{};  // folders
};

}  // namespace pressmark::archive
