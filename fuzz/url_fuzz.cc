// modules: url
// The first line of the input is the base, the rest the reference. What parses must serialise to itself, resolve to
// itself against any base, and have all its parts inside its serialisation.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pressmark/url.h"

namespace {

using pressmark::url::Url;

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const Url& url) {
  const std::string_view href = url.href();
  for (const std::string_view part :
       {url.protocol(), url.username(), url.password(), url.host(), url.hostname(), url.port(), url.pathname(),
        url.search(), url.hash(), pressmark::url::display_host(url)}) {
    require(part.empty() || (part.data() >= href.data() && part.data() + part.size() <= href.data() + href.size()));
  }
  const auto again = Url::parse(href);
  require(again && again->href() == href && again->hostname() == url.hostname() && again->port() == url.port());
  require(again->pathname() == url.pathname() && again->search() == url.search() && again->hash() == url.hash());
  require(again->username() == url.username() && again->password() == url.password());
  const auto against_itself = Url::parse(href, &url);
  require(against_itself && against_itself->href() == href);
  require(url.origin() == again->origin());
  const std::string canonical = pressmark::url::canonical(url);
  const auto canonical_url = Url::parse(canonical);
  require(canonical_url && pressmark::url::canonical(*canonical_url) == canonical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const auto base = Url::parse(input.substr(0, line));
  if (base) check(*base);
  if (line == input.npos) return 0;
  if (const auto url = Url::parse(input.substr(line + 1), base ? &*base : nullptr)) check(*url);
  return 0;
}
