// Where the tests find their data, and the two small readers that several of them share.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::testing {

// The shared data folder ($PRESSMARK_DATA, else ../shared/data beside the repo); empty when absent.
std::filesystem::path shared_data();

// A file of the repo's own tests: "html/data/tags.test" is tests/html/data/tags.test.
std::filesystem::path own_data(std::string_view name);

// The whole file, as bytes. Fails the test when it can't be read.
std::string read_file(const std::filesystem::path& path);

// A case of a .test file:   === name / input / --- / expected   (the last newline of each part is not part of it).
struct Case {
  std::string name, input, expected;
};
std::vector<Case> read_cases(const std::filesystem::path& path);

// A copy on a heap buffer of exactly its size, so that a sanitizer sees a read of one byte too many.
class ExactCopy {
 public:
  explicit ExactCopy(std::string_view text) : bytes_(text.begin(), text.end()) { bytes_.shrink_to_fit(); }
  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;
};

}  // namespace pressmark::testing

// Skips with a clear line when the shared data is not there.
#define PM_REQUIRE_DATA(path)                                                                          \
  if (::pressmark::testing::shared_data().empty() ||                                                   \
      !std::filesystem::exists(::pressmark::testing::shared_data() / (path)))                          \
  GTEST_SKIP() << "shared data " << (path) << " is absent: set PRESSMARK_DATA to the data folder to run this"
