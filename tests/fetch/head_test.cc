#include "fetch/head.h"

#include <gtest/gtest.h>

namespace pressmark::fetch {
namespace {

TEST(Head, writes_start_lines_of_later_versions_as_http1) {
  EXPECT_EQ(in_http1("HTTP/2 200 \r\n"), "HTTP/1.1 200 \r\n");
  EXPECT_EQ(in_http1("HTTP/3 404"), "HTTP/1.1 404");
  EXPECT_EQ(in_http1("GET /HTTP/2 HTTP/2\r\n"), "GET /HTTP/2 HTTP/1.1\r\n");
  for (const auto* line : {"HTTP/1.1 200 OK\r\n", "HTTP/1.0 200", "HTTP/2.0 200", "HTTP/", "", "SSH-2.0"}) {
    EXPECT_EQ(in_http1(line), line);
  }
}

TEST(Head, tells_the_status) {
  EXPECT_EQ(status_of("HTTP/1.1 404 Not Found\r\n"), 404);
  EXPECT_EQ(status_of("HTTP/1.1 200"), 200);
  for (const auto* line : {"", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2x0", "GET / HTTP/1.1", "X: 200"}) {
    EXPECT_EQ(status_of(line), 0) << line;
  }
}

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nLocation: /a\r\nlocation:  /b \r\nX-Folded: one\r\n\ttwo\r\n three\r\nEmpty:\r\n"
    "Content-Encoding: br\r\nCONTENT-ENCODING: gzip\r\nTransfer-Encoding:\r\n chunked\r\nLast: x\r\n\r\n";

TEST(Head, gives_the_last_field_of_a_name) {
  EXPECT_EQ(field(kHead, "location"), "/b");
  EXPECT_EQ(field(kHead, "x-folded"), "one  \ttwo   three");
  EXPECT_EQ(field(kHead, "empty"), "");
  EXPECT_EQ(field(kHead, "absent"), "");
  EXPECT_EQ(field("Cut: of", "cut"), "of");
}

TEST(Head, lists_the_fields_of_a_name) {
  EXPECT_EQ(field_list(kHead, "content-encoding"), "br, gzip");
  EXPECT_EQ(field_list(kHead, "absent"), "");
}

TEST(Head, leaves_out_a_field_with_its_folded_lines) {
  const std::string without = without_field(kHead, "transfer-encoding");
  EXPECT_EQ(without.size(), kHead.size() - std::string_view("Transfer-Encoding:\r\n chunked\r\n").size());
  EXPECT_TRUE(without.ends_with("gzip\r\nLast: x\r\n\r\n"));
}

}  // namespace
}  // namespace pressmark::fetch
