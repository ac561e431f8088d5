// Every row of ssrf.tsv, from the URL to the socket: names are resolved as the row says, and whatever address the guard
// lets pass is noted, then led to a server on loopback that answers as the row says.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "fetch/address.h"
#include "fetch/loopback_server.h"
#include "fetch/transfer.h"
#include "support/bytes.h"
#include "support/data.h"

namespace pressmark::fetch {
namespace {

using namespace pressmark::testing;

struct Row {
  std::string id, kind, input, setup, expected, why;
};

std::vector<Row> rows() {
  std::vector<Row> all;
  std::istringstream lines(testing::read_file(testing::shared_data() / "ssrf.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream rest(line);
    for (std::string cell; std::getline(rest, cell, '\t');) cells.push_back(cell);
    cells.resize(6);
    cells[2] = std::regex_replace(cells[2], std::regex(R"(\\t)"), "\t");
    cells[2] = std::regex_replace(cells[2], std::regex(R"(\\\\)"), "\\");
    all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
  }
  return all;
}

std::string redirect_to(std::string_view location) {
  return respond("302 Found", "Location: " + std::string(location) + "\r\n", "");
}

// What the server of that row answers, by path.
std::map<std::string, Answer> answers_of(const Row& row) {
  const auto has = [&](std::string_view words) { return row.setup.find(words) != row.setup.npos; };
  std::smatch match;
  if (has("loop a->b->a")) return {{"/start", {redirect_to("/b")}}, {"/b", {redirect_to("/start")}}};
  if (has("3rd hop")) {
    return {{"/start", {redirect_to("/1")}}, {"/1", {redirect_to("/2")}}, {"/2", {redirect_to("http://10.0.0.1/")}}};
  }
  if (has("no Location")) return {{"/start", {respond("302 Found", "", "")}}};
  if (has("CRLF")) return {{"/start", {redirect_to("http://127.0.0.1/%0d%0aX-Injected:%201\tx")}}};
  if (has("Refresh")) return {{"/start", {respond("200 OK", "Refresh: 0;url=http://127.0.0.1/\r\n", "x")}}};
  if (has("Alt-Svc")) {
    const std::string service = "Alt-Svc: h2=\"127.0.0.1:443\"\r\n";
    return {{"/", {respond("302 Found", service + "Location: /2\r\nConnection: close\r\n", "")}},
            {"/2", {respond("200 OK", service, "x")}}};
  }
  if (std::regex_search(row.setup, match, std::regex(R"(30[0-9] -> (\S+))"))) {
    return {{"/start", {redirect_to(match[1].str())}}};
  }
  return {{"/start", {respond("200 OK", "Content-Type: text/html\r\n", row.setup)}}};
}

// The resolver's answers for the host of `address`: those that the row gives, or else one public address for a name.
std::vector<std::string> names_of(const Row& row, const std::string& address) {
  const auto url = url::Url::parse(address);
  if (!url || url->hostname().starts_with('[') || parse_address(url->hostname())) return {};
  std::string addresses;
  const std::regex record(R"(\b(?:A{1,4} |returns )([0-9a-f.:]+))");
  for (std::sregex_iterator it(row.setup.begin(), row.setup.end(), record), end; it != end; ++it) {
    const std::string figures = (*it)[1].str();
    if (!parse_address(figures)) continue;
    addresses += (addresses.empty() ? "" : ",") + (figures.find(':') == figures.npos ? figures : "[" + figures + "]");
  }
  if (row.setup.starts_with("answer with 10,000")) {
    for (int i = 0; i < 10000; ++i) {
      addresses += (i ? ",93.184." : "93.184.") + std::to_string(i / 250) + "." + std::to_string(i % 250 + 1);
    }
  }
  if (row.setup.starts_with("rebind")) addresses = "127.0.0.1";  // as the second answer is
  if (addresses.empty()) addresses = "93.184.215.14";
  std::vector<std::string> names;
  for (const auto* port : {"80", "443", "8080", "8443"}) {
    names.push_back(std::string(url->hostname()) + ":" + port + ":" + addresses);
  }
  return names;
}

struct Outcome {
  Result<Exchange> answer;
  std::vector<std::string> reached;  // addresses that the guard let pass
  std::string last_request;
};

Outcome run(const Row& row, const std::string& address) {
  LoopbackServer server(answers_of(row));
  std::vector<std::string> reached;
  const Network network{.names = names_of(row, address), .connect = [&](sockaddr& to) {
                          reached.push_back(to_text(to));
                          const auto port = htons(static_cast<std::uint16_t>(std::stoul(server.port())));
                          if (to.sa_family == AF_INET6) {
                            sockaddr_in6 loopback{};
                            loopback.sin6_family = AF_INET6;
                            loopback.sin6_port = port;
                            inet_pton(AF_INET6, "::ffff:127.0.0.1", &loopback.sin6_addr);
                            std::memcpy(&to, &loopback, sizeof loopback);
                          } else {
                            sockaddr_in loopback{};
                            loopback.sin_family = AF_INET;
                            loopback.sin_port = port;
                            loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
                            std::memcpy(&to, &loopback, sizeof loopback);
                          }
                        }};
  auto answer = exchange_over(network, address, {.total_seconds = 5});
  return {std::move(answer), std::move(reached), server.last_request()};
}

// Rows that say "deny" of what a fetch ignores rather than refuses: it asks the public address alone, and goes on.
bool is_ignored(const Row& row) {
  for (const auto* words : {"Alt-Svc", "HTTPS RR", "200 + ", "sitemap.xml with", "AAAA ::1"}) {
    if (row.setup.find(words) != row.setup.npos) return true;
  }
  return false;
}

bool has_ipv6() {
  const int socket = ::socket(AF_INET6, SOCK_STREAM, 0);
  if (socket >= 0) close(socket);
  return socket >= 0;
}

// The first URL in a sentence.
std::string url_in(const std::string& text) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(R"(http://\S+)")) ? match[0].str() : std::string();
}

TEST(Ssrf, ends_every_row_as_it_says_without_a_connection_to_a_denied_address) {
  PM_REQUIRE_DATA("ssrf.tsv");
  std::map<std::string, std::size_t> count;
  for (const Row& row : rows()) {
    if (row.expected == "error" && row.kind == "dns") {
      ++count["needs a resolver"];  // NXDOMAIN
      continue;
    }
    ++count[row.expected];
    if (row.expected == "allow" && row.kind.starts_with("ipv6") && !has_ipv6()) continue;
    const std::string address = row.kind == "entrypoint" ? url_in(row.input) : row.input;
    const Outcome outcome = run(row, address);
    const std::string what = row.id + " " + row.input + " " + row.setup + ": " + row.why;
    for (const std::string& reached : outcome.reached) EXPECT_TRUE(is_public_address(reached)) << what;
    EXPECT_EQ(outcome.last_request.find("\r\nX-Injected"), std::string::npos) << what;
    if (row.expected == "allow" || row.expected == "error|allow") {
      EXPECT_FALSE(outcome.reached.empty()) << what;
      EXPECT_TRUE(outcome.answer) << what << (outcome.answer ? "" : outcome.answer.error().text());
    } else if (is_ignored(row) || row.expected == "not-followed|deny") {
      EXPECT_TRUE(outcome.answer) << what;
    } else {
      ASSERT_FALSE(outcome.answer) << what;
      EXPECT_EQ(outcome.reached.empty(), row.kind != "redirect") << what;  // A redirect is denied behind its start.
      const Code code = outcome.answer.error().code;
      const bool leads_nowhere = row.setup.find("loop") != row.setup.npos || row.setup.find("no Loc") != row.setup.npos;
      const bool is_no_url = !url::Url::parse(address);
      EXPECT_EQ(code, is_no_url ? Code::kUsage : leads_nowhere ? Code::kUnreadable : Code::kRefused) << what;
    }
  }
  EXPECT_EQ(count["deny"], 277u);
  EXPECT_EQ(count["allow"], 18u);
  EXPECT_EQ(count["needs a resolver"], 1u);
}

// What was read out of a page, a feed or a sitemap is asked for through the same guard.
TEST(Ssrf, refuses_the_entries_of_a_sitemap) {
  const auto sitemap =
      parse_sitemap(bytes("<urlset><url><loc>http://10.0.0.1/</loc></url></urlset>"), "http://a.test/");
  ASSERT_TRUE(sitemap);
  EXPECT_EQ(exchange(sitemap->entries.at(0).url).error().code, Code::kRefused);
}

}  // namespace
}  // namespace pressmark::fetch
