#include "fetch/cookies.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "fetch/address.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxText = 4u << 20;
constexpr std::size_t kMaxField = 16u << 10;

bool is_value(std::string_view text) {
  return std::ranges::none_of(text,
                              [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f || c == ';'; });
}

std::optional<Cookie> parse_line(std::string_view line) {
  constexpr std::string_view kHttpOnly = "#HttpOnly_";  // for scripts, of which there are none here
  if (line.starts_with(kHttpOnly)) line.remove_prefix(kHttpOnly.size());
  if (line.starts_with('#')) return std::nullopt;
  std::array<std::string_view, 6> cells;
  for (std::string_view& cell : cells) {
    const std::size_t tab = line.find('\t');
    if (tab == line.npos) return std::nullopt;
    cell = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  const auto [domain, subdomains, path, secure, expires, name] = cells;
  long long seconds = 0;
  std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
  seconds = std::clamp(seconds, 0LL, 1LL << 40);
  Cookie cookie{ascii::lowercase(domain), subdomains == "TRUE" || domain.starts_with('.'),         std::string(path),
                secure == "TRUE",         std::chrono::sys_seconds(std::chrono::seconds(seconds)), std::string(name),
                std::string(line)};
  if (cookie.domain.starts_with('.')) cookie.domain.erase(0, 1);
  if (cookie.domain.find('.') == cookie.domain.npos) cookie.subdomains = false;  // "com" names no host.
  if (cookie.domain.empty() || name.empty() || name.find('=') != name.npos || !is_value(name) || !is_value(line)) {
    return std::nullopt;
  }
  return cookie;
}

// https://www.rfc-editor.org/rfc/rfc6265#section-5.1.3
bool matches_domain(std::string_view host, const Cookie& cookie) {
  if (host == cookie.domain) return true;
  return cookie.subdomains && host.size() > cookie.domain.size() && host.ends_with(cookie.domain) &&
         host[host.size() - cookie.domain.size() - 1] == '.' && !parse_address(host);
}

// https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4
bool matches_path(std::string_view path, std::string_view of_cookie) {
  if (!path.starts_with(of_cookie)) return false;
  return of_cookie.ends_with('/') || path.size() == of_cookie.size() || path[of_cookie.size()] == '/';
}

}  // namespace

Result<std::vector<Cookie>> parse_cookies(std::string_view cookies_txt) {
  if (cookies_txt.size() > kMaxText) return fail(Code::kUsage, "the cookies are over {} bytes", kMaxText);
  std::vector<Cookie> cookies;
  for (std::string_view rest = cookies_txt; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto cookie = parse_line(line)) cookies.push_back(*std::move(cookie));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (cookies.empty() && !ascii::trimmed(cookies_txt).empty()) {
    return std::unexpected(error(Code::kUsage, "there is no cookie in the file of cookies")
                               .with_remedy("export the cookies in Netscape's form, cookies.txt"));
  }
  return cookies;
}

std::string cookies_for(const std::vector<Cookie>& cookies, const url::Url& url,
                        std::chrono::system_clock::time_point now) {
  // In seconds, for nanoseconds hold only some 300 years, and a cookie may well last for longer.
  const auto today = std::chrono::floor<std::chrono::seconds>(now);
  std::vector<const Cookie*> matching;
  for (const Cookie& cookie : cookies) {
    const bool is_over = cookie.expires > std::chrono::sys_seconds() && cookie.expires < today;
    if (is_over || (cookie.secure && url.protocol() != "https:")) continue;
    if (matches_domain(url.hostname(), cookie) && matches_path(url.pathname(), cookie.path))
      matching.push_back(&cookie);
  }
  std::ranges::sort(matching, [](const Cookie* one, const Cookie* other) {  // Of equal paths, as in the file.
    return one->path.size() != other->path.size() ? one->path.size() > other->path.size() : one < other;
  });
  std::string field;
  for (const Cookie* const cookie : matching) {
    if (field.size() + cookie->name.size() + cookie->value.size() + 3 > kMaxField) continue;
    if (!field.empty()) field += "; ";
    field.append(cookie->name).append("=").append(cookie->value);
  }
  return field;
}

}  // namespace pressmark::fetch
