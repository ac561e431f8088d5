// What went over the wire, as the archive keeps it.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "fetch/loopback_server.h"
#include "pressmark/fetch.h"
#include "support/bytes.h"

namespace pressmark::fetch {
namespace {

using namespace pressmark::testing;

using namespace std::string_literals;

const Options kLoopback{.allow_private = true, .total_seconds = 5};

TEST(Exchange, keeps_what_was_sent_and_received) {
  const std::string answer = respond("200 Fine", "Content-Type: text/html\r\nX-Odd:  a \r\n", "hello");
  LoopbackServer server({{"/p?q", {answer}}});
  const auto before = std::chrono::system_clock::now();
  const auto done = exchange(server.url("/p?q#f"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->hops.size(), 1u);
  const Hop& hop = done->hops[0];
  EXPECT_EQ(hop.url, server.url("/p?q"));
  EXPECT_EQ(hop.ip_address, "127.0.0.1");
  EXPECT_GE(hop.date, before);
  EXPECT_LE(hop.date, std::chrono::system_clock::now());
  EXPECT_EQ(hop.request, server.last_request());
  EXPECT_TRUE(hop.request.starts_with("GET /p?q HTTP/1.1\r\nHost: 127.0.0.1:"));
  EXPECT_TRUE(hop.request.ends_with("\r\n\r\n"));
  EXPECT_EQ(hop.head + text(hop.body), answer);
  EXPECT_EQ(hop.status, 200);
  EXPECT_FALSE(hop.truncated);
  EXPECT_EQ(done->response.url, server.url("/p?q#f"));
  EXPECT_EQ(text(done->response.body), "hello");
}

TEST(Exchange, keeps_the_content_coding_of_the_body_beside_the_decoded_page) {
  LoopbackServer server({{"/", {respond("200 OK", "Content-Encoding: zstd\r\nContent-Encoding: gzip\r\n", kHelloGzip)}},
                         {"/z", {respond("200 OK", "Content-Encoding: zstd\r\n", kHelloZstd)}}});
  EXPECT_FALSE(exchange(server.url("/"), kLoopback));  // "hello" is no zstd frame
  const auto done = exchange(server.url("/z"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(text(done->hops[0].body), kHelloZstd);
  EXPECT_NE(done->hops[0].head.find("Content-Encoding: zstd\r\n"), std::string::npos);
  EXPECT_EQ(text(done->response.body), "hello");
}

TEST(Exchange, takes_off_chunks_together_with_the_field_that_tells_of_them) {
  LoopbackServer server(
      {{"/",
        Answer{"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n"
               "Trailer: Sum\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nSum: 1\r\nHTTP/9: x\r\n\r\n"}}});
  const auto done = exchange(server.url("/"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->hops[0].head, "HTTP/1.1 200 OK\r\nA: b\r\nTrailer: Sum\r\n\r\n");
  EXPECT_EQ(text(done->hops[0].body), "hello");
}

TEST(Exchange, keeps_every_hop) {
  LoopbackServer server({{"/a", {respond("301 Moved", "Location: /b\r\n", "to b")}},
                         {"/b", {respond("307 Again", "Location: /c\r\n", "")}},
                         {"/c", {respond("200 OK", "", "end")}}});
  const auto done = exchange(server.url("/a"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->hops.size(), 3u);
  EXPECT_EQ(done->hops[0].status, 301);
  EXPECT_EQ(text(done->hops[0].body), "to b");
  EXPECT_EQ(done->hops[1].url, server.url("/b"));
  EXPECT_EQ(done->hops[1].status, 307);
  EXPECT_EQ(done->hops[2].status, 200);
  EXPECT_EQ(done->response.url, server.url("/c"));
}

TEST(Exchange, takes_every_status_for_an_answer) {
  for (const auto* status : {"404 Not Found", "410 Gone", "403 Forbidden", "429 Too Many", "503 Busy",
                             "304 Not Modified", "400 Bad", "300 Multiple"}) {
    const bool has_body = !std::string_view(status).starts_with("304");
    LoopbackServer server({{"/", {respond(status, "", has_body ? "why" : "")}}});
    const auto done = exchange(server.url("/"), kLoopback);
    ASSERT_TRUE(done) << status << done.error().text();
    EXPECT_TRUE(std::string_view(status).starts_with(std::to_string(done->response.status)));
    EXPECT_EQ(text(done->response.body), has_body ? "why" : "");
    const auto failure = error_of(done->response);
    ASSERT_TRUE(failure) << status;
    EXPECT_EQ(failure->input, server.url("/"));
  }
}

TEST(Exchange, cuts_the_bodies_that_are_not_the_page) {
  LoopbackServer server({{"/long", {respond("404 Not Found", "", std::string(3 << 20, 'x'))}},
                         {"/cut", Answer{"HTTP/1.1 403 Forbidden\r\nContent-Length: 1000\r\n\r\nonly this"}},
                         {"/odd", {respond("404 Not Found", "Content-Encoding: gzip\r\n", "not gzip")}}});
  auto done = exchange(server.url("/long"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_LE(done->hops[0].body.size(), 1u << 20);
  EXPECT_GT(done->hops[0].body.size(), 900000u);
  EXPECT_TRUE(done->hops[0].truncated);
  done = exchange(server.url("/cut"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(text(done->hops[0].body), "only this");
  EXPECT_TRUE(done->hops[0].truncated);
  done = exchange(server.url("/odd"), kLoopback);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(text(done->hops[0].body), "not gzip");
  EXPECT_EQ(text(done->response.body), "");
}

TEST(Exchange, fails_where_nothing_came_or_the_guard_refuses) {
  LoopbackServer server({{"/to", {respond("302 Found", "Location: http://169.254.169.254/\r\n", "")}}});
  EXPECT_EQ(exchange("http://127.0.0.1:1/", kLoopback).error().code, Code::kRetryLater);
  EXPECT_EQ(exchange(server.url("/")).error().code, Code::kRefused);
  EXPECT_EQ(exchange("nonsense").error().code, Code::kUsage);
}

TEST(Exchange, tells_no_error_of_a_page) {
  EXPECT_FALSE(error_of({.status = 200}));
  EXPECT_FALSE(error_of({.status = 204}));
  EXPECT_TRUE(error_of({.status = 199}));
  EXPECT_TRUE(error_of({.status = 300}));
}

}  // namespace
}  // namespace pressmark::fetch
