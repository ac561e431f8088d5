// modules: fetch coding
// The first byte says how the rest is coded, or that it is a head or a cookies.txt. What is decoded is within its
// bounds, and what was packed here comes back; fields are those that stand in the head; a cookie goes to no host but
// its own.
#include <zlib.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "coding/content_coding.h"
#include "fetch/cookies.h"
#include "fetch/head.h"
#include "oracle.h"
#include "pressmark/url.h"

namespace {

using namespace pressmark::fetch;
using pressmark::fuzz::require;

constexpr const char* kCodings[] = {"gzip",     "deflate",       "br",        "zstd",
                                    "gzip, br", "zstd, deflate", "gzip,gzip", "identity"};
constexpr std::uint64_t kMost = 4u << 20;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

void check_decoding(const char* coding, std::string_view body) {
  const auto decoded = pressmark::coding::undo_all(coding, bytes_of(body), {kMost});
  require(!decoded || decoded->size() <= kMost, "what is decoded is within its limit");
  require(!decoded || decoded->size() <= (1u << 20) || decoded->size() / 200 <= body.size(), "and no bomb");
}

void check_packed(std::string_view plain) {
  std::string packed(compressBound(static_cast<uLong>(plain.size())), '\0');
  uLongf size = static_cast<uLongf>(packed.size());
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
           static_cast<uLong>(plain.size()));
  const auto decoded = pressmark::coding::undo_all("deflate", bytes_of(std::string_view(packed).substr(0, size)), {kMost});
  require(decoded && std::string_view(reinterpret_cast<const char*>(decoded->data()), decoded->size()) == plain,
          "what is packed comes back");
}

void check_head(std::string_view head) {
  for (const auto* name : {"location", "content-encoding", "transfer-encoding"}) {
    const std::string value = field(head, name), all = field_list(head, name), without = without_field(head, name);
    require(value.find_first_of("\r\n") == value.npos && all.find_first_of("\r\n") == all.npos, "a value is one line");
    require(all.ends_with(value), "the last value is the last of all");
    require(field_list(without, name).empty() && without.size() <= head.size(),
            "a field that is left out is not there");
  }
  const int status = status_of(head);
  require(status >= 0 && status <= 999, "a status has three digits");
  require(in_http1(in_http1(head)) == in_http1(head), "a start line is written once");
}

void check_cookies(std::string_view text) {
  const auto cookies = parse_cookies(text);
  if (!cookies) return;
  const auto other = pressmark::url::Url::parse("https://not-there.invalid/");
  const auto now = std::chrono::system_clock::time_point();
  for (const Cookie& cookie : *cookies) {
    const auto own = pressmark::url::Url::parse("https://" + cookie.domain + cookie.path);
    if (!own || own->hostname() != cookie.domain) continue;
    const std::string field = cookies_for(*cookies, *own, now);
    require(field.size() <= 16384 && field.find_first_of(std::string_view("\r\n\0", 3)) == field.npos,
            "a field is one");
    if (cookie.domain.find("invalid") == std::string::npos) {
      require(cookies_for({cookie}, *other, now).empty(), "a cookie goes to no other host");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const pressmark::fuzz::PlacedCopy input({reinterpret_cast<const char*>(data) + 1, size - 1}, 0);
  const std::string_view text = input.view();
  switch (data[0] % 16) {
    case 8: check_packed(text); break;
    case 9: check_head(text); break;
    case 10: check_cookies(text); break;
    default: check_decoding(kCodings[data[0] % 8], text);
  }
  return 0;
}
