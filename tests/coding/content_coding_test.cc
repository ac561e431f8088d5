#include "coding/content_coding.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <chrono>

#include "support/bytes.h"
#include "support/data.h"
#include "support/deflate.h"

namespace pressmark::coding {
namespace {

using namespace std::string_literals;
using namespace pressmark::testing;

constexpr std::uint64_t kMost = 64u << 20;

std::string decoded(std::string_view codings, std::string_view packed, std::uint64_t most = kMost) {
  const testing::ExactCopy copy(packed);
  const auto body = undo_all(codings, bytes(copy.view()), {most});
  return body ? text(*body) : "error: " + body.error().text();
}

std::string zstd_frame(std::string_view plain, int level) {
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), level));
  return out;
}

TEST(ContentCoding, undoes_each_that_is_asked_for) {
  EXPECT_EQ(decoded("gzip", kHelloGzip), "hello");
  EXPECT_EQ(decoded("X-GZip", kHelloGzip), "hello");
  EXPECT_EQ(decoded("br", kHelloBrotli), "hello");
  EXPECT_EQ(decoded("zstd", kHelloZstd), "hello");
  EXPECT_EQ(decoded("deflate", deflated("hello", 15)), "hello");
  EXPECT_EQ(decoded("deflate", deflated("hello", -15)), "hello");
  EXPECT_EQ(decoded("", "hello"), "hello");
  EXPECT_EQ(decoded("identity", "hello"), "hello");
  EXPECT_EQ(decoded("gzip", ""), "");
}

TEST(ContentCoding, undoes_several_from_the_last_to_the_first) {
  EXPECT_EQ(decoded("br, gzip", deflated(kHelloBrotli, 31)), "hello");
  EXPECT_EQ(decoded("identity,\tzstd ,, gzip", deflated(kHelloZstd, 31)), "hello");
  EXPECT_NE(decoded("gzip, gzip, gzip, gzip, gzip", kHelloGzip).find("more than 4 times"), std::string::npos);
}

TEST(ContentCoding, joins_members_and_leaves_what_follows_alone) {
  EXPECT_EQ(decoded("gzip", kHelloGzip + kHelloGzip + "\0\0junk"s), "hellohello");
  EXPECT_EQ(decoded("zstd", kHelloZstd + kHelloZstd), "hellohello");
  EXPECT_EQ(decoded("br", kHelloBrotli + "junk"), "hello");
}

TEST(ContentCoding, refuses_what_is_damaged_cut_off_or_unknown) {
  for (const auto& [coding, packed] : {std::pair{"gzip"s, kHelloGzip},
                                       {"br"s, kHelloBrotli},
                                       {"zstd"s, kHelloZstd},
                                       {"deflate"s, deflated("hello", 15)}}) {
    for (std::size_t size = 1; size < packed.size(); ++size) {
      EXPECT_TRUE(decoded(coding, packed.substr(0, size)).starts_with("error: ")) << coding << " " << size;
    }
    EXPECT_TRUE(decoded(coding, "<!DOCTYPE html>").starts_with("error: ")) << coding;
  }
  EXPECT_NE(decoded("rot13", "uryyb").find("\"rot13\" is not known"), std::string::npos);
}

TEST(ContentCoding, refuses_windows_larger_than_browsers_take) {
  const std::string huge(std::size_t{9} << 20, 'x');
  EXPECT_TRUE(decoded("zstd", "\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00"s).starts_with("error: "));
  EXPECT_EQ(decoded("zstd", zstd_frame(huge.substr(0, 100000), 1)).size(), 100000u);
}

TEST(ContentCoding, stops_bombs_early) {
  const std::string zeros(std::size_t{32} << 20, '\0');
  const std::string nested = deflated(gzip_bomb(8u << 20), 31);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_NE(decoded("gzip", deflated(zeros, 31)).find("over 200 times"), std::string::npos);
  EXPECT_NE(decoded("gzip", gzip_bomb(8u << 20), 1 << 20).find("over 1048576 bytes"), std::string::npos);
  // Each coding for itself would be within the bounds.
  EXPECT_NE(decoded("gzip, gzip", deflated(deflated(zeros.substr(0, 16u << 20), 31), 31)).find("over 200 times"),
            std::string::npos);
  EXPECT_NE(decoded("gzip, gzip", nested).find("over 200 times"), std::string::npos);
  EXPECT_NE(decoded("zstd", zstd_frame(zeros, 3)).find("over 200 times"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

// Up to 1 MB any ratio is harmless.
TEST(ContentCoding, takes_small_bodies_that_pack_well) {
  EXPECT_EQ(decoded("gzip", deflated(std::string(1 << 20, 'x'), 31)).size(), 1u << 20);
}

TEST(ContentCoding, does_not_pay_for_many_small_members) {
  std::string members;
  for (int i = 0; i < 200000; ++i) members += kHelloGzip;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(decoded("gzip", members).size(), 1000000u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

}  // namespace
}  // namespace pressmark::coding
