#include "pressmark/fetch.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <string>

#include "fetch/loopback_server.h"
#include "fetch/transfer.h"
#include "pressmark/url.h"
#include "support/bytes.h"

namespace pressmark::fetch {
namespace {

using namespace pressmark::testing;

using namespace std::string_literals;
using std::chrono::milliseconds;

const Options kLoopback{.allow_private = true, .total_seconds = 5};

std::string body_or_error(const Result<Response>& response) {
  return response ? text(response->body) : response.error().text();
}

Code code_of(const Result<Response>& response) { return response ? Code{} : response.error().code; }

std::string redirect(std::string_view location) {
  return respond("302 Found", "Location: " + std::string(location) + "\r\n", "moved");
}

TEST(Fetch, gives_the_page_with_its_type_charset_and_date) {
  LoopbackServer server({{"/a?b", {respond("200 OK", "Content-Type: Text/HTML; Charset=\"GB2312\"\r\n", "hello")}}});
  const auto response = get(server.url("/a?b#c"), kLoopback);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->url, server.url("/a?b#c"));
  EXPECT_EQ(response->content_type, "text/html");
  EXPECT_EQ(response->charset, "GB2312");
  EXPECT_EQ(text(response->body), "hello");
  EXPECT_TRUE(std::regex_match(response->fetch_date, std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)")))
      << response->fetch_date;
}

TEST(Fetch, says_who_it_is_and_sends_nothing_that_tracks) {
  LoopbackServer server({{"/", {respond("200 OK", "Set-Cookie: a=b\r\n", "")}}});
  Options options = kLoopback;
  options.referer = "https://example.org/\r\nX-Injected: 1";
  ASSERT_TRUE(get(server.url("/"), options));
  const std::string request = server.last_request();
  EXPECT_NE(request.find("User-Agent: " + std::string(kProductToken) + "/0.1\r\n"), request.npos) << request;
  EXPECT_NE(request.find("Accept-Encoding: gzip, deflate, br, zstd\r\n"), request.npos) << request;
  EXPECT_EQ(request.find("Cookie"), request.npos) << request;
  EXPECT_EQ(request.find("\r\nX-Injected"), request.npos) << request;
}

TEST(Fetch, takes_no_proxy_from_the_environment) {
  LoopbackServer server({{"/", {respond("200 OK", "", "direct")}}});
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  setenv("ALL_PROXY", "socks5://127.0.0.1:1", 1);
  EXPECT_EQ(body_or_error(get(server.url("/"), kLoopback)), "direct");
  unsetenv("http_proxy");
  unsetenv("ALL_PROXY");
}

TEST(Fetch, decodes_gzip_brotli_and_zstandard) {
  LoopbackServer server({{"/gz", {respond("200 OK", "Content-Encoding: gzip\r\n", kHelloGzip)}},
                         {"/br", {respond("200 OK", "Content-Encoding: br\r\n", kHelloBrotli)}},
                         {"/zst", {respond("200 OK", "Content-Encoding: zstd\r\n", kHelloZstd)}}});
  for (const auto* path : {"/gz", "/br", "/zst"}) EXPECT_EQ(body_or_error(get(server.url(path), kLoopback)), "hello");
}

TEST(Fetch, follows_redirects_and_keeps_the_fragment) {
  LoopbackServer server({{"/a/b", {redirect("../c?x")}},
                         {"/c?x", {redirect("/d e")}},
                         {"/d%20e", {respond("200 OK", "", "there")}},
                         {"/new", {redirect("/c?x#f")}},
                         {"/long", {respond("301 Moved", "Location: /d%20e\r\n", std::string(1 << 20, 'x'))}},
                         {"/odd", {respond("308 Moved", "Location: /d%20e\r\nContent-Encoding: gzip\r\n", "x")}}});
  const auto response = get(server.url("/a/b#old"), kLoopback);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->url, server.url("/d%20e#old"));
  EXPECT_EQ(text(response->body), "there");
  for (const auto* path : {"/long", "/odd"}) EXPECT_EQ(body_or_error(get(server.url(path), kLoopback)), "there");
  const auto other = get(server.url("/new#old"), kLoopback);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->url, server.url("/d%20e#f"));
}

TEST(Fetch, gives_up_on_a_redirect_loop_after_the_limit) {
  LoopbackServer server({{"/a", {redirect("/b")}}, {"/b", {redirect("/a")}}});
  Options options = kLoopback;
  options.max_redirects = 4;
  EXPECT_EQ(code_of(get(server.url("/a"), options)), Code::kUnreadable);
  EXPECT_EQ(server.connections(), 5);
}

TEST(Fetch, refuses_redirects_to_what_it_would_not_fetch) {
  LoopbackServer server({{"/file", {redirect("file:///etc/passwd")}},
                         {"/gopher", {redirect("gopher://127.0.0.1:25/_x")}},
                         {"/data", {redirect("data:text/html,x")}},
                         {"/script", {redirect("javascript:alert(1)")}},
                         {"/user", {redirect("http://example.org@127.0.0.1/")}},
                         {"/none", {respond("302 Found", "", "")}},
                         {"/broken", {redirect("http://[")}}});
  for (const auto* path : {"/file", "/gopher", "/data", "/script", "/user"}) {
    EXPECT_EQ(code_of(get(server.url(path), kLoopback)), Code::kRefused) << path;
  }
  EXPECT_EQ(code_of(get(server.url("/none"), kLoopback)), Code::kUnreadable);
  EXPECT_EQ(code_of(get(server.url("/broken"), kLoopback)), Code::kUnreadable);
}

TEST(Fetch, names_a_refused_address_without_its_password) {
  const auto refused = get("http://someone:secret@example.org/page?q");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().input, "http://example.org/page?q");
}

TEST(Fetch, does_not_follow_a_refresh_header) {
  LoopbackServer server({{"/", {respond("200 OK", "Refresh: 0;url=http://127.0.0.1:1/\r\n", "stay")}}});
  EXPECT_EQ(body_or_error(get(server.url("/"), kLoopback)), "stay");
}

TEST(Fetch, tells_by_the_status_what_became_of_the_page) {
  const std::pair<const char*, Code> cases[] = {
      {"404 Not Found", Code::kNotFound},        {"410 Gone", Code::kGone},
      {"451 Unavailable", Code::kGone},          {"401 Unauthorized", Code::kBlocked},
      {"403 Forbidden", Code::kBlocked},         {"429 Too Many Requests", Code::kRetryLater},
      {"500 Internal Error", Code::kRetryLater}, {"503 Unavailable", Code::kRetryLater},
      {"400 Bad Request", Code::kUnreadable},    {"304 Not Modified", Code::kUnreadable}};
  std::map<std::string, Answer> answers;
  for (const auto& [status, code] : cases) answers["/" + std::string(status, 3)] = {respond(status, "", "sorry")};
  LoopbackServer server(answers);
  for (const auto& [status, code] : cases) {
    const auto response = get(server.url("/" + std::string(status, 3)), kLoopback);
    EXPECT_EQ(code_of(response), code) << status;
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().input, server.url("/" + std::string(status, 3)));
  }
}

TEST(Fetch, tells_by_the_status_even_when_the_body_is_broken) {
  LoopbackServer server({{"/", {respond("404 Not Found", "Content-Encoding: gzip\r\n", "not gzip")}},
                         {"/long", {respond("404 Not Found", "", std::string(1 << 20, 'x'))}}});
  EXPECT_EQ(code_of(get(server.url("/"), kLoopback)), Code::kNotFound);
  EXPECT_EQ(code_of(get(server.url("/long"), kLoopback)), Code::kNotFound);
}

TEST(Fetch, stops_at_the_limit_of_the_body) {
  const std::string big(300000, 'x');
  LoopbackServer server({{"/told", {respond("200 OK", "", big)}},
                         {"/untold", {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + big}},
                         {"/fits", {respond("200 OK", "", std::string(100000, 'x'))}}});
  Options options = kLoopback;
  options.max_body = 100000;
  EXPECT_EQ(code_of(get(server.url("/told"), options)), Code::kUnreadable);
  EXPECT_EQ(code_of(get(server.url("/untold"), options)), Code::kUnreadable);
  EXPECT_EQ(body_or_error(get(server.url("/fits"), options)).size(), 100000u);
}

TEST(Fetch, stops_at_the_limit_of_what_inflates) {
  const std::string bomb = gzip_bomb(40000);  // 65 kB, 10 MB inflated
  LoopbackServer server({{"/", {respond("200 OK", "Content-Encoding: gzip\r\n", bomb)}}});
  Options options = kLoopback;
  options.max_inflated = 1u << 20;
  const auto response = get(server.url("/"), options);
  EXPECT_EQ(code_of(response), Code::kUnreadable);
  EXPECT_NE(body_or_error(response).find("unpacks"), std::string::npos) << body_or_error(response);
}

TEST(Fetch, stops_at_the_limit_of_the_header) {
  std::string headers;
  for (int i = 0; i < 3000; ++i) headers += "X-Header-" + std::to_string(i) + ": some value\r\n";
  LoopbackServer server({{"/", {respond("200 OK", headers, "x")}}});
  EXPECT_EQ(code_of(get(server.url("/"), kLoopback)), Code::kUnreadable);
}

TEST(Fetch, reports_damaged_and_unknown_compression) {
  LoopbackServer server({{"/damaged", {respond("200 OK", "Content-Encoding: gzip\r\n", "this is no gzip")}},
                         {"/unknown", {respond("200 OK", "Content-Encoding: rot13\r\n", "uryyb")}}});
  EXPECT_EQ(code_of(get(server.url("/damaged"), kLoopback)), Code::kUnreadable);
  EXPECT_EQ(code_of(get(server.url("/unknown"), kLoopback)), Code::kUnreadable);
}

TEST(Fetch, waits_no_longer_than_it_may) {
  LoopbackServer server({{"/silent", {"", milliseconds(4000)}},
                         {"/stops", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", milliseconds(4000)}}});
  Options options = kLoopback;
  options.total_seconds = 1;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(get(server.url("/silent"), options)), Code::kRetryLater);
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(3500));
  EXPECT_EQ(code_of(get(server.url("/stops"), options)), Code::kRetryLater);
}

TEST(Fetch, does_not_take_a_part_for_the_page) {
  LoopbackServer server({{"/", Answer{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this"}}});
  EXPECT_EQ(code_of(get(server.url("/"), kLoopback)), Code::kRetryLater);
}

TEST(Fetch, takes_no_half_of_a_head_for_an_answer) {
  LoopbackServer server({{"/404", Answer{"HTTP/1.1 404 Not Found\r\nServer: x\r\n"}},
                         {"/200", Answer{"HTTP/1.1 200 OK\r\nServer: x\r\n"}},
                         {"/100", Answer{"HTTP/1.1 100 Continue\r\n\r\n"}},
                         {"/line", Answer{"HTTP/1.1 200"}}});
  for (const auto* path : {"/404", "/200", "/100", "/line"}) {
    const auto done = exchange(server.url(path), kLoopback);
    ASSERT_FALSE(done) << path;
    EXPECT_TRUE(done.error().code == Code::kUnreadable || done.error().code == Code::kRetryLater) << path;
  }
}

TEST(Fetch, answers_for_what_is_no_server_and_no_http) {
  LoopbackServer server({{"/", Answer{"SSH-2.0-OpenSSH_9.2\r\n"}}});
  EXPECT_EQ(code_of(get(server.url("/"), kLoopback)), Code::kUnreadable);
  EXPECT_EQ(code_of(get("http://127.0.0.1:1/", kLoopback)), Code::kRetryLater);
  EXPECT_EQ(code_of(get("example.org", kLoopback)), Code::kUsage);
  EXPECT_EQ(code_of(get("", kLoopback)), Code::kUsage);
}

TEST(Fetch, refuses_what_is_not_of_the_public_web) {
  LoopbackServer server({});
  const std::string port = server.port();
  for (const std::string& url :
       {"http://127.0.0.1:1/"s, "http://[::ffff:7f00:1]/"s, "file:///etc/passwd"s, "http://127.0.0.1:" + port + "/",
        "http://localhost:" + port + "/", "http://2130706433:" + port + "/", "http://[::1]:8080/"s,
        "http://user@example.org/"s, "http://example.org:22/"s, "ftp://example.org/"s}) {
    const auto response = get(url);
    EXPECT_EQ(code_of(response), Code::kRefused) << url << ": " << body_or_error(response);
  }
  EXPECT_EQ(server.connections(), 0);
}

// Past the check of the URL, as a name would be that leads to loopback, the socket itself is refused.
TEST(Fetch, refuses_the_address_at_the_socket) {
  LoopbackServer server({{"/", {respond("200 OK", "", "reached")}}});
  const Options options{.total_seconds = 5};
  const Guard guard = *Guard::of(options);
  const std::vector<Cookie> no_cookies;
  const Network network;
  for (const std::string& address : {server.url("/"), "http://localhost:" + server.port() + "/",
                                     "http://[::ffff:127.0.0.1]:" + server.port() + "/"}) {
    Session session(options, guard, no_cookies, network);
    const auto reply = session.get(*url::Url::parse(address));
    ASSERT_FALSE(reply) << address;
    EXPECT_EQ(reply.error().code, Code::kRefused) << address;
  }
  EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace pressmark::fetch
