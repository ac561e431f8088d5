// What the options change of a fetch.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "fetch/guard.h"
#include "fetch/loopback_server.h"
#include "fetch/transfer.h"
#include "support/bytes.h"

namespace pressmark::fetch {
namespace {

using namespace pressmark::testing;

using namespace std::string_literals;

Options allowing(std::vector<std::string> entries) { return {.allow = std::move(entries), .total_seconds = 5}; }

TEST(Allow, lets_through_what_it_names_and_nothing_else) {
  struct Case {
    const char* entry;
    const char* url;
    bool passes;
  };
  constexpr Case kCases[] = {{"nas.lan", "http://nas.lan/", true},
                             {"NAS.lan.", "http://nas.lan:8080/", true},
                             {"nas.lan", "http://NAS.lan./", true},
                             {"nas.lan", "http://nas.lan:5000/", false},
                             {"nas.lan:5000", "http://nas.lan:5000/", true},
                             {"nas.lan:5000", "http://nas.lan/", false},
                             {"nas.lan", "http://other.lan/", false},
                             {"nas.lan", "http://x.nas.lan/", false},
                             {"localhost:8000", "http://localhost:8000/", true},
                             {"localhost:8000", "http://127.0.0.1:8000/", false},
                             {"10.0.0.7", "http://10.0.0.7/", true},
                             {"10.0.0.7", "http://10.0.0.8/", false},
                             {"10.0.0.7:5000", "http://0xa000007:5000/", true},
                             {"10.0.0.7", "http://[::ffff:10.0.0.7]/", true},
                             {"127.1", "http://127.0.0.1/", true},
                             {"10.0.0.0/8", "https://10.255.0.1:8443/", true},
                             {"10.0.0.0/8", "http://10.255.0.1:22/", false},
                             {"10.0.0.0/8", "http://11.0.0.1:8080/", true},
                             {"10.0.0.0/8", "http://192.168.0.1/", false},
                             {"0.0.0.0/0", "http://[::1]/", false},
                             {"0.0.0.0/0", "http://127.0.0.1/", true},
                             {"::/0", "http://127.0.0.1/", true},
                             {"fd00::/8", "http://[fd00::1]/", true},
                             {"fd00::/8", "http://[fc00::1]/", false},
                             {"::1", "http://[::1]/", true},
                             {"[::1]", "http://[::1]/", true},
                             {"[::1]:5000", "http://[::1]:5000/", true},
                             {"[::1]:5000", "http://[::1]/", false},
                             {"example.org:5000", "http://example.org:5000/", true},
                             {"10.0.0.7:5000", "ftp://10.0.0.7:5000/", false},
                             {"10.0.0.7:5000", "http://u@10.0.0.7:5000/", false}};
  for (const auto& [entry, address, passes] : kCases) {
    const auto guard = Guard::of(allowing({entry}));
    ASSERT_TRUE(guard) << entry << guard.error().text();
    EXPECT_EQ(guard->check_target(*url::Url::parse(address)).has_value(), passes) << entry << " " << address;
  }
}

TEST(Allow, takes_only_hosts_and_ranges) {
  for (const auto* entry :
       {"",          " ",           "http://nas.lan/", "nas.lan/",    "nas.lan:",    "nas.lan:0",  "nas.lan:65536",
        "nas.lan:x", "10.0.0.0/33", "10.0.0.0/",       "10.0.0.0/-1", "10.0.0.0/8x", "fd00::/129", "nas.lan/8",
        "*",         "*.lan",       "u@nas.lan",       "nas lan",     "nas.lan?x",   "nas.lan#x",  "[::1",
        "fe80::1%lo"}) {
    const auto guard = Guard::of(allowing({entry}));
    ASSERT_FALSE(guard) << entry;
    EXPECT_EQ(guard.error().code, Code::kUsage) << entry;
  }
  EXPECT_EQ(get("http://127.0.0.1/", allowing({"no/where"})).error().code, Code::kUsage);
}

TEST(Allow, holds_at_the_socket_too) {
  LoopbackServer server({{"/", {respond("200 OK", "", "in")}}});
  const std::string named = "http://localhost:" + server.port() + "/";
  EXPECT_EQ(text(get(server.url("/"), allowing({"127.0.0.1:" + server.port()}))->body), "in");
  EXPECT_EQ(text(get(named, allowing({"localhost:" + server.port()}))->body), "in");
  EXPECT_EQ(get(server.url("/"), allowing({"127.0.0.0/8"})).error().code, Code::kRefused);
  EXPECT_EQ(get(server.url("/"), allowing({"localhost:" + server.port()})).error().code, Code::kRefused);
  EXPECT_EQ(server.connections(), 2);
  // A name of the public web that leads to an address that is not.
  const Network network{.names = {"public.example:80:127.0.0.1"}};
  EXPECT_EQ(exchange_over(network, "http://public.example/", {}).error().code, Code::kRefused);
  EXPECT_EQ(exchange_over(network, "http://public.example/", allowing({"other.example"})).error().code, Code::kRefused);
}

TEST(Conditional, sends_what_one_has_and_takes_not_modified_for_an_answer) {
  LoopbackServer server(
      {{"/", Answer{"HTTP/1.1 304 Not Modified\r\nETag: \"new\"\r\nTransfer-Encoding: chunked\r\n\r\n"}}});
  Options options = allowing({"127.0.0.1:" + server.port()});
  options.etag = "W/\"a\"";
  options.last_modified = "Tue, 15 Nov 1994 12:45:26 GMT";
  const auto done = exchange(server.url("/"), options);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->response.status, 304);
  EXPECT_EQ(done->response.etag, "\"new\"");
  EXPECT_NE(done->hops[0].head.find("Transfer-Encoding"), std::string::npos);
  const std::string request = server.last_request();
  EXPECT_NE(request.find("If-None-Match: W/\"a\"\r\n"), request.npos) << request;
  EXPECT_NE(request.find("If-Modified-Since: Tue, 15 Nov 1994 12:45:26 GMT\r\n"), request.npos) << request;
}

TEST(Conditional, lets_no_value_begin_another_field) {
  LoopbackServer server({{"/", {respond("200 OK", "Retry-After: 5\r\nLast-Modified: then\r\n", "x")}}});
  Options options = allowing({"127.0.0.1:" + server.port()});
  options.etag = "\"a\"\r\nX-Injected: 1";
  options.last_modified = "x\nX-Injected: 1";
  const auto done = exchange(server.url("/"), options);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->response.retry_after, "5");
  EXPECT_EQ(done->response.last_modified, "then");
  EXPECT_EQ(server.last_request().find("Injected"), std::string::npos);
  EXPECT_EQ(server.last_request().find("If-"), std::string::npos);
}

TEST(MinimumRate, ends_an_answer_that_trickles) {
  LoopbackServer server(
      {{"/", Answer{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", std::chrono::milliseconds(8000)}}});
  Options options = allowing({"127.0.0.1:" + server.port()});
  options.total_seconds = 20;
  options.min_rate_seconds = 1;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(get(server.url("/"), options).error().code, Code::kRetryLater);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Cookies, are_sent_to_their_host_at_every_hop_and_never_across) {
  LoopbackServer other({{"/", {respond("200 OK", "", "other")}}});
  LoopbackServer first({{"/", {respond("302 Found", "Location: http://localhost:" + other.port() + "/\r\n", "")}}});
  Options options{.allow = {"127.0.0.1:" + first.port(), "localhost:" + other.port()}, .total_seconds = 5};
  options.cookies = "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tsecret\n";
  const auto done = exchange(first.url("/"), options);
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->hops.size(), 2u);
  EXPECT_NE(first.last_request().find("Cookie: session=secret\r\n"), std::string::npos);
  EXPECT_EQ(done->hops[0].request.find("secret"), std::string::npos);  // what is kept opens no account
  EXPECT_EQ(other.last_request().find("Cookie"), std::string::npos);
  options.cookies = "not a file of cookies";
  EXPECT_EQ(exchange(first.url("/"), options).error().code, Code::kUsage);
}

}  // namespace
}  // namespace pressmark::fetch
