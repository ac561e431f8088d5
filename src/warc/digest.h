// SHA-1 and SHA-256, and the labelled digests of records.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pressmark/warc.h"

extern "C" {
struct evp_md_ctx_st;
}

namespace pressmark::warc {

class Hasher {
 public:
  explicit Hasher(Algorithm algorithm);
  void update(std::span<const std::byte> bytes);
  // The label and the value. To be called once.
  std::string finish();

  Algorithm algorithm() const { return algorithm_; }

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  Algorithm algorithm_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// What the label of "sha1:..." means; nullopt for another algorithm.
std::optional<Algorithm> algorithm_of(std::string_view labelled);

// Whether a digest of a record, in base32 or hexadecimal digits, is `computed` (as Hasher::finish gives it).
bool same_digest(std::string_view stated, std::string_view computed);

}  // namespace pressmark::warc
