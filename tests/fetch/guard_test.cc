#include "fetch/guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <string>
#include <vector>

namespace pressmark::fetch {
namespace {

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

}  // namespace
}  // namespace pressmark::fetch
