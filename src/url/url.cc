#include "pressmark/url.h"

#include <algorithm>

#include "url/parser.h"

namespace pressmark::url {

std::optional<Url> Url::parse(std::string_view input, const Url* base) { return Parser(base).parse(input); }

std::string_view Url::part(std::size_t start, std::size_t end) const {
  start = std::min(start, href_.size());
  return std::string_view(href_).substr(start, std::max(start, end) - start);
}

std::string_view Url::protocol() const { return part(0, parts_.scheme_end); }

std::string_view Url::username() const {
  return has_host() ? part(parts_.scheme_end + std::size_t{2}, parts_.username_end) : part(0, 0);
}

std::string_view Url::password() const {  // Between the username's ":" and the "@".
  return part(parts_.username_end + std::size_t{1}, parts_.host_start - std::size_t{1});
}

std::string_view Url::host() const {
  return part(parts_.host_start, parts_.port == kAbsent ? parts_.host_end : parts_.pathname_start);
}

std::string_view Url::hostname() const { return part(parts_.host_start, parts_.host_end); }

std::string_view Url::port() const {
  return parts_.port == kAbsent ? part(0, 0) : part(parts_.host_end + std::size_t{1}, parts_.pathname_start);
}

std::string_view Url::pathname() const {
  return part(parts_.pathname_start, std::min(parts_.search_start, parts_.hash_start));
}

std::string_view Url::search() const {
  const std::string_view whole = part(parts_.search_start, parts_.hash_start);
  return whole.size() > 1 ? whole : whole.substr(0, 0);
}

std::string_view Url::hash() const {
  const std::string_view whole = part(parts_.hash_start, href_.size());
  return whole.size() > 1 ? whole : whole.substr(0, 0);
}

bool Url::has_opaque_path() const { return parts_.opaque_path; }

bool Url::is_special() const { return parts_.special; }

// https://url.spec.whatwg.org/#concept-url-origin
std::string Url::origin() const {
  if (protocol() == "blob:") {
    const auto inner = parse(pathname());
    return inner && inner->protocol().starts_with("http") && inner->is_special() ? inner->origin() : "null";
  }
  if (!is_special() || protocol() == "file:") return "null";
  std::string origin(protocol());
  origin += "//";
  origin += host();
  return origin;
}

std::optional<std::string> resolve(std::string_view reference, std::string_view base) {
  std::optional<Url> base_url;
  if (!base.empty()) {
    base_url = Url::parse(base);
    if (!base_url) return std::nullopt;
  }
  const auto url = Url::parse(reference, base_url ? &*base_url : nullptr);
  if (!url) return std::nullopt;
  return std::string(url->href());
}

std::string_view display_host(const Url& url) {
  std::string_view host = url.hostname();
  // "www.com" is a site's own name.
  if (host.starts_with("www.") && host.find('.', 4) != host.npos) host.remove_prefix(4);
  return host;
}

}  // namespace pressmark::url
