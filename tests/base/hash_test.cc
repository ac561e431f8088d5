#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "support/data.h"

namespace pressmark::base {
namespace {

TEST(KeyedHash, depends_on_every_byte_and_on_the_length) {
  std::set<std::uint64_t> hashes;
  std::size_t count = 0;
  for (std::size_t size = 0; size <= 50; ++size) {
    const std::string zeros(size, '\0');
    const testing::ExactCopy copy(zeros);  // A read behind the end is seen by the address sanitizer.
    EXPECT_EQ(keyed_hash(copy.view()), keyed_hash(zeros));
    hashes.insert(keyed_hash(zeros));
    ++count;
    for (std::size_t at = 0; at < size; ++at, ++count) {
      std::string text = zeros;
      text[at] = 1;
      hashes.insert(keyed_hash(text));
    }
  }
  EXPECT_EQ(hashes.size(), count);
}

}  // namespace
}  // namespace pressmark::base
