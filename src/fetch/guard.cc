#include "fetch/guard.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/ascii.h"

namespace pressmark::fetch {
namespace {

// Top-level names that are never of the public DNS. https://www.rfc-editor.org/rfc/rfc6761, rfc6762, rfc8375, and what
// routers and clusters use.
constexpr auto kLocalNames =
    std::to_array<std::string_view>({".localhost", ".localdomain", ".local", ".internal", ".intranet", ".private",
                                     ".lan", ".home", ".corp", ".svc", ".home.arpa", ".in-addr.arpa", ".ip6.arpa"});

bool is_local_name(std::string_view host) {
  return host.find('.') == host.npos || host.ends_with('.') ||
         std::ranges::any_of(kLocalNames, [host](std::string_view name) { return host.ends_with(name); });
}

bool is_usual_port(std::uint16_t port) { return port == 80 || port == 443 || port == 8080 || port == 8443; }

// Without the dot that ends a name written in full, and without the brackets of an address.
std::string_view host_of(const url::Url& url) {
  std::string_view host = url.hostname();
  if (host.starts_with('[')) return host.substr(1, host.size() - 2);
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc() || end != digits.data() + digits.size() || port == 0) return std::nullopt;
  return port;
}

std::uint16_t port_of(const url::Url& url) {
  if (url.port().empty()) return url.protocol() == "https:" ? 443 : 80;
  return parse_port(url.port()).value_or(0);
}

std::unexpected<Error> unless_private_is_allowed(Error refusal) {
  return std::unexpected(std::move(refusal).with_remedy("use --allow HOST if you trust where the address leads"));
}

}  // namespace

bool is_public_address(std::string_view address) {
  const auto parsed = parse_address(address);
  return parsed && is_public(*parsed);
}

bool Guard::Exception::covers(std::uint16_t other) const { return port == 0 ? is_usual_port(other) : port == other; }

// HOST, HOST:PORT, an address or [ADDRESS]:PORT, a range in CIDR notation.
Result<Guard::Exception> Guard::parse(std::string_view entry) {
  const std::string_view text = ascii::trimmed(entry);
  if (const auto block = parse_block(text)) return Exception{{}, block, 0};
  if (const auto address = parse_address(text)) return Exception{{}, Block{*address, 128}, 0};
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != text.npos && !text.ends_with(']');
  const auto port = has_port ? parse_port(text.substr(colon + 1)) : 0;
  // The URL parser knows every spelling of a host; what else it finds in the text is no host.
  const auto url = url::Url::parse("http://" + std::string(text.substr(0, has_port ? colon : text.npos)) + "/");
  if (!port || !url || text.find('*') != text.npos ||
      url->href().size() != url->hostname().size() + std::string_view("http:///").size()) {
    return std::unexpected(error(Code::kUsage, "neither a host nor a range of addresses")
                               .with_remedy("write it as in nas.lan, nas.lan:5000, 10.0.0.7:5000 or 10.0.0.0/8")
                               .about(entry));
  }
  const std::string_view host = host_of(*url);
  if (const auto address = parse_address(host)) return Exception{{}, Block{*address, 128}, *port};
  return Exception{std::string(host), std::nullopt, *port};
}

Result<Guard> Guard::of(const Options& options) {
  Guard guard;
  guard.allow_private_ = options.allow_private;
  for (const std::string& entry : options.allow) guard.exceptions_.push_back(PM_TRY(parse(entry)));
  return guard;
}

Result<void> Guard::check_target(const url::Url& url) const {
  if (url.protocol() != "http:" && url.protocol() != "https:") {
    return fail(Code::kRefused, "only http and https are fetched, not {}", url.protocol());
  }
  if (!url.username().empty() || !url.password().empty()) {
    return std::unexpected(error(Code::kRefused, "the URL holds a user name or a password")
                               .with_remedy("take out what stands before the @"));
  }
  const std::string_view host = host_of(url);
  const auto literal = parse_address(host);
  const std::uint16_t port = port_of(url);
  const bool is_allowed = std::ranges::any_of(exceptions_, [&](const Exception& exception) {
    const bool is_it = exception.block ? literal && is_in(*literal, *exception.block) : host == exception.host;
    return is_it && exception.covers(port);
  });
  if (allow_private_ || is_allowed) return {};
  if (!is_usual_port(port)) {
    return unless_private_is_allowed(error(Code::kRefused, "port {} is not one of the web", port));
  }
  if (literal && !is_public(*literal)) {
    return unless_private_is_allowed(error(Code::kRefused, "the address {} is not public", host));
  }
  if (!literal && is_local_name(host)) {
    return unless_private_is_allowed(error(Code::kRefused, "the name {} is of the local network", host));
  }
  return {};
}

bool Guard::may_connect(const url::Url& url, const sockaddr& address) const {
  const auto bytes = address_of(address);
  if (!bytes) return false;
  const std::uint16_t port = fetch::port_of(address);
  const bool is_allowed = std::ranges::any_of(exceptions_, [&](const Exception& exception) {
    const bool is_it = exception.block ? is_in(*bytes, *exception.block) : host_of(url) == exception.host;
    return is_it && exception.covers(port);
  });
  return allow_private_ || is_allowed || (is_usual_port(port) && is_public(*bytes));
}

}  // namespace pressmark::fetch
