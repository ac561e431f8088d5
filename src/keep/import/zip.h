// Zip files of strangers, entry by entry into memory: nothing of one ever becomes a path.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pressmark/result.h"

struct zip;

namespace pressmark::keep {

class Zip {
 public:
  static constexpr std::uint64_t kMostEntry = std::uint64_t{64} << 20;

  // Errors: kUnreadable for what is no zip, or has more than 1,000,000 entries.
  static Result<Zip> open(const std::string& path);
  // Of a zip within a zip; the bytes must outlive it.
  static Result<Zip> over(std::string_view bytes);

  // In the order of the file; an entry's place in it is its index.
  const std::vector<std::string>& names() const { return names_; }
  // Errors: kUnreadable for one that is damaged, enciphered, unpacks to more than `most` bytes, or to 200 times its
  // size; and for all of them once they together unpacked to 200 times the file's size.
  Result<std::string> read(std::size_t index, std::uint64_t most = kMostEntry);
  // Into a new file, of whatever size. Errors: as read(), and kOutputFailed.
  Result<void> extract(std::size_t index, const std::string& path);
  // The index of the entry of that name.
  std::optional<std::size_t> find(const std::string& name) const;
  // The entry of that name, "" where there is none.
  Result<std::string> read(const std::string& name);

 private:
  struct Close {
    void operator()(::zip* file) const;
  };
  Zip(::zip* file, std::uint64_t size) : file_(file), left_(size * 200 + kMostEntry) {}
  Result<void> list();
  template <class Take>
  Result<void> unpack(std::size_t index, std::uint64_t most, const Take& take);

  std::unique_ptr<::zip, Close> file_;
  std::vector<std::string> names_{};
  std::unordered_map<std::string, std::size_t> places_{};  // by name; of several the first
  std::uint64_t left_;                                     // bytes that may still be unpacked
};

}  // namespace pressmark::keep
