#include <zstd.h>

#include "warc/files.h"

namespace pressmark::warc {
namespace {

Result<std::string> decoded(std::string_view fields, const std::string& body, const PayloadLimits& limits = {}) {
  const testing::ExactCopy copy("HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n\r\n" + body);
  const auto message = parse_http(bytes(copy.view()));
  const auto out = decode_body(*message, bytes(copy.view()).subspan(message->body), limits);
  if (!out) return std::unexpected(out.error());
  return text(*out);
}

std::string chunked(const std::string& body, std::size_t size = 7) {
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += size) {
    const std::string piece = body.substr(at, size);
    out += fmt::format("{:X};a=b\r\n{}\r\n", piece.size(), piece);
  }
  return out + "0\r\nA-Trailer: x\r\n\r\n";
}

std::string zstd(const std::string& body) {
  std::string out(ZSTD_compressBound(body.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), body.data(), body.size(), 3));
  return out;
}

const std::string kPage = "<p>A page. <p>A page. <p>Another page.";

TEST(WarcBody, is_given_without_chunks_and_codings) {
  EXPECT_EQ(decoded("A: b", kPage), kPage);
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", chunked(kPage)), kPage);
  EXPECT_EQ(decoded("Content-Encoding: gzip", deflated(kPage)), kPage);
  EXPECT_EQ(decoded("Content-Encoding: x-gzip", deflated(kPage) + deflated(kPage)), kPage + kPage);
  EXPECT_EQ(decoded("Content-Encoding: deflate", deflated(kPage, 15)), kPage);
  EXPECT_EQ(decoded("Content-Encoding: deflate", deflated(kPage, -15)), kPage);
  EXPECT_EQ(decoded("content-encoding: ZSTD", zstd(kPage)), kPage);
  EXPECT_EQ(decoded("Content-Encoding: zstd", zstd(kPage) + zstd("x")), kPage + "x");
  EXPECT_EQ(decoded("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(deflated(kPage))), kPage);
  EXPECT_EQ(decoded("Content-Encoding: deflate, gzip", deflated(deflated(kPage, 15))), kPage);
  EXPECT_EQ(decoded("Content-Encoding: gzip", ""), "");
}

TEST(WarcBody, is_taken_as_it_is_when_it_is_not_coded_as_the_header_says) {
  for (const std::string_view coding : {"gzip", "deflate", "zstd", "identity"}) {
    EXPECT_EQ(decoded("Content-Encoding: " + std::string(coding), kPage), kPage) << coding;
  }
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", kPage), kPage);
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", "5 apples"), "5 apples");
}

TEST(WarcBody, ends_where_its_chunks_do_or_are_cut_off) {
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\nmore"), "abc");
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", "3\nabc\n2\nde\n0\n\n"), "abcde");
  EXPECT_EQ(decoded("Transfer-Encoding: chunked", "9\r\nabc"), "abc");
}

TEST(WarcBody, that_is_damaged_or_of_an_unknown_coding_is_an_error) {
  std::string damaged = deflated(kPage);
  damaged[damaged.size() - 5] ^= 1;
  EXPECT_EQ(decoded("Content-Encoding: gzip", damaged).error().code, Code::kUnreadable);
  for (const auto& [coding, body] :
       {std::pair{"gzip", deflated(kPage)}, {"deflate", deflated(kPage, 15)}, {"zstd", zstd(kPage)}}) {
    for (std::size_t size = 4; size < body.size(); ++size) {
      EXPECT_FALSE(decoded("Content-Encoding: " + std::string(coding), body.substr(0, size))) << coding << size;
    }
  }
  EXPECT_NE(decoded("Content-Encoding: rot13", "x").error().text().find("\"rot13\""), std::string::npos);
  EXPECT_FALSE(decoded("Content-Encoding: gzip, gzip, gzip, gzip, gzip", "x"));
}

TEST(WarcBody, is_bounded_by_size_and_ratio) {
  const std::string zeros(5000000, '0');
  std::string varied;
  for (int i = 0; varied.size() < 3000000; ++i) varied += std::to_string(i) + " ";
  for (const auto& [coding, packed, other] :
       {std::tuple{"gzip", deflated(zeros), deflated(varied)}, {"zstd", zstd(zeros), zstd(varied)}}) {
    const std::string field = "Content-Encoding: " + std::string(coding);
    EXPECT_EQ(decoded(field, packed).error().code, Code::kUnreadable);
    EXPECT_EQ(decoded(field, packed, {.ratio = 1000000}), zeros);
    EXPECT_EQ(decoded(field, other), varied);
    EXPECT_FALSE(decoded(field, other, {.size = 2999999}));
  }
  EXPECT_FALSE(decoded("A: b", varied, {.size = 1000}));
}

}  // namespace
}  // namespace pressmark::warc
