#include "fetch/guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/data.h"

namespace pressmark::fetch {
namespace {

using testing::read_file;
using testing::shared_data;

TEST(Guard, takes_only_public_addresses_for_public) {
  for (const auto* address : {"8.8.8.8",
                              "1.1.1.1",
                              "100.63.255.255",
                              "100.128.0.0",
                              "172.15.255.255",
                              "172.32.0.0",
                              "192.0.1.1",
                              "192.0.3.1",
                              "192.88.98.1",
                              "198.17.255.255",
                              "198.20.0.0",
                              "203.0.114.1",
                              "223.255.255.255",
                              "::ffff:8.8.8.8",
                              "::ffff:808:808",
                              "64:ff9b::808:808",
                              "2606:4700:4700::1111",
                              "2001:200::1",
                              "2001:4860:4860::8888",
                              "2003::1",
                              "2001:db7::1",
                              "2001:db9::1",
                              "3ffd::1",
                              "2620:4f:8000::1"}) {
    EXPECT_TRUE(is_public_address(address)) << address;
  }
  for (const auto* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.255.0.1",
                              "100.64.0.0",
                              "100.100.100.200",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::2",
                              "::7f00:1",
                              "::8.8.8.8",
                              "::ffff:7f00:1",
                              "::ffff:10.0.0.1",
                              "::ffff:0:127.0.0.1",
                              "::ffff:0:8.8.8.8",
                              "64:ff9b::7f00:1",
                              "64:ff9b::a9fe:a9fe",
                              "64:ff9b:1::1",
                              "64:ff9b:1::8.8.8.8",
                              "100::1",
                              "100:0:0:1::1",
                              "2001::1",
                              "2001:2::1",
                              "2001:10::1",
                              "2001:20::1",
                              "2001:1ff::1",
                              "2001:db8::1",
                              "2002:808:808::1",
                              "2002:7f00:1::1",
                              "3ffe::1",
                              "3fff::1",
                              "3fff:fff::1",
                              "5f00::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "fe80::1",
                              "febf::1",
                              "fec0::1",
                              "ff02::1",
                              "4000::1",
                              "200::1"}) {
    EXPECT_FALSE(is_public_address(address)) << address;
  }
  for (const auto* not_an_address :
       {"", "localhost", "8.8.8", "8.8.8.8.", "08.8.8.8", "[::1]", "fe80::1%lo", "1", " 8.8.8.8"}) {
    EXPECT_FALSE(is_public_address(not_an_address)) << not_an_address;
  }
}

TEST(Guard, connects_by_family_bytes_and_port) {
  const auto v4 = [](const char* address, int port) {
    sockaddr_storage storage{};
    auto& in = reinterpret_cast<sockaddr_in&>(storage);
    in.sin_family = AF_INET;
    in.sin_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(inet_pton(AF_INET, address, &in.sin_addr), 1);
    return storage;
  };
  const auto v6 = [](const char* address, int port) {
    sockaddr_storage storage{};
    auto& in = reinterpret_cast<sockaddr_in6&>(storage);
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(inet_pton(AF_INET6, address, &in.sin6_addr), 1);
    return storage;
  };
  const auto may = [](const sockaddr_storage& storage, const Options& options) {
    const auto url = url::Url::parse("http://example.org/");
    return Guard::of(options)->may_connect(*url, reinterpret_cast<const sockaddr&>(storage));
  };
  const Options strict{}, open{.allow_private = true};
  EXPECT_TRUE(may(v4("8.8.8.8", 443), strict));
  EXPECT_TRUE(may(v6("2606:4700::1111", 8443), strict));
  EXPECT_FALSE(may(v4("8.8.8.8", 22), strict));
  EXPECT_FALSE(may(v6("2606:4700::1111", 25), strict));
  EXPECT_FALSE(may(v4("127.0.0.1", 80), strict));
  EXPECT_FALSE(may(v6("::ffff:127.0.0.1", 80), strict));
  EXPECT_TRUE(may(v4("127.0.0.1", 1234), open));
  EXPECT_TRUE(may(v6("::1", 1234), open));
  sockaddr_storage local{};
  local.ss_family = AF_UNIX;
  EXPECT_FALSE(may(local, open));
  EXPECT_EQ(to_text(reinterpret_cast<const sockaddr&>(local)), "?");
  const auto mapped = v6("::ffff:127.0.0.1", 80);
  EXPECT_EQ(to_text(reinterpret_cast<const sockaddr&>(mapped)), "::ffff:127.0.0.1");
}

// A row of ssrf.tsv: id, class, input as in JSON, setup, expected verdict, why.
std::vector<std::vector<std::string>> ssrf_rows() {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(read_file(shared_data() / "ssrf.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    auto& row = rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(6);
    row[2] = std::regex_replace(row[2], std::regex(R"(\\t)"), "\t");
    row[2] = std::regex_replace(row[2], std::regex(R"(\\\\)"), "\\");
  }
  return rows;
}

bool refuses(std::string_view reference, const url::Url* base = nullptr) {
  const auto url = url::Url::parse(reference, base);
  return !url || !Guard::of({})->check_target(*url);
}

// The rows that need no network: what the URL itself says, what resolvers are said to answer, where redirects lead.
TEST(Guard, judges_the_spellings_of_addresses) {
  PM_REQUIRE_DATA("ssrf.tsv");
  std::size_t judged = 0;
  for (const auto& row : ssrf_rows()) {
    if (!row[3].empty() || (row[4] != "deny" && row[4] != "allow") || row[1] == "entrypoint") continue;
    ++judged;
    EXPECT_EQ(refuses(row[2]), row[4] == "deny") << row[0] << " " << row[2] << " " << row[5];
  }
  EXPECT_EQ(judged, 246u);
}

TEST(Guard, judges_ports) {
  PM_REQUIRE_DATA("ssrf.tsv");
  std::size_t judged = 0;
  for (const auto& row : ssrf_rows()) {
    if (row[1] != "port") continue;
    ++judged;
    EXPECT_EQ(refuses(row[2]), row[4] == "deny") << row[0] << " " << row[2];
  }
  EXPECT_EQ(judged, 14u);
}

TEST(Guard, judges_what_resolvers_answer) {
  PM_REQUIRE_DATA("ssrf.tsv");
  std::size_t judged = 0;
  const std::regex record(R"(\bA{1,4} ([0-9a-f.:]+))");
  for (const auto& row : ssrf_rows()) {
    if (row[1] != "dns" || (row[4] != "deny" && row[4] != "allow")) continue;
    bool refused = false, any = false;
    for (std::sregex_iterator it(row[3].begin(), row[3].end(), record), end; it != end; ++it) {
      any = true;
      refused = refused || !is_public_address((*it)[1].str());
    }
    if (!any) continue;
    ++judged;
    EXPECT_EQ(refused, row[4] == "deny") << row[0] << " " << row[3];
  }
  EXPECT_EQ(judged, 5u);
}

TEST(Guard, judges_where_redirects_lead) {
  PM_REQUIRE_DATA("ssrf.tsv");
  std::size_t judged = 0;
  const std::regex arrow(R"(^(?:\S+ )?30[0-9] -> ((?:http:|//|file:|gopher:|dict:|data:|javascript:)\S*)$)");
  for (const auto& row : ssrf_rows()) {
    std::smatch match;
    if (row[1] != "redirect" || row[4] != "deny" || !std::regex_match(row[3], match, arrow)) continue;
    ++judged;
    const auto base = url::Url::parse(row[2]);
    ASSERT_TRUE(base);
    EXPECT_TRUE(refuses(match[1].str(), &*base)) << row[0] << " " << row[3];
  }
  EXPECT_EQ(judged, 13u);
}

}  // namespace
}  // namespace pressmark::fetch
