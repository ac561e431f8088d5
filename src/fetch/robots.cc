// robots.txt. https://www.rfc-editor.org/rfc/rfc9309
#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "fetch/robots_pattern.h"
#include "pressmark/fetch.h"
#include "pressmark/url.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxText = 500u << 10;
constexpr std::size_t kMaxSitemaps = 1000;
constexpr double kMaxDelaySeconds = 24 * 60 * 60;

enum class Key : std::uint8_t { kUserAgent, kAllow, kDisallow, kCrawlDelay, kSitemap, kOther };

// With the misspellings that are seen most.
Key key_of(std::string_view written) {
  const std::string key = ascii::lowercase(written);
  if (key == "user-agent" || key == "useragent" || key == "user agent") return Key::kUserAgent;
  if (key == "allow") return Key::kAllow;
  for (const auto* spelling : {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}) {
    if (key == spelling) return Key::kDisallow;
  }
  if (key == "crawl-delay" || key == "crawldelay") return Key::kCrawlDelay;
  if (key == "sitemap" || key == "site-map") return Key::kSitemap;
  return Key::kOther;
}

// The letters, hyphens and underscores at its front, in lower case. "*" is kept.
std::string product_token_of(std::string_view agent) {
  if (agent == "*" || agent.starts_with("* ") || agent.starts_with("*\t")) return "*";
  const auto* const end =
      std::ranges::find_if_not(agent, [](char c) { return ascii::is_alpha(c) || c == '-' || c == '_'; });
  return ascii::lowercase(std::string_view(agent.begin(), end));
}

std::optional<std::chrono::milliseconds> parse_delay(std::string_view text) {
  double seconds = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (failed != std::errc() || !(seconds >= 0)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<long>(std::min(seconds, kMaxDelaySeconds) * 1000));
}

// Takes a line off the front; CR, LF and CRLF end it.
std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
  rest.remove_prefix(line.size());
  if (!rest.empty()) rest.remove_prefix(rest.starts_with("\r\n") ? 2 : 1);
  return line;
}

// Key and value, which a colon parts; where it was forgotten, the only white space does.
std::pair<std::string_view, std::string_view> parted(std::string_view line) {
  line = ascii::trimmed(line.substr(0, line.find('#')));
  std::size_t colon = line.find(':');
  if (colon == line.npos) {
    colon = line.find_first_of(" \t");
    if (colon == line.npos || ascii::trimmed(line.substr(colon)).find_first_of(" \t") != line.npos) return {};
  }
  return {ascii::trimmed(line.substr(0, colon)), ascii::trimmed(line.substr(colon + 1))};
}

}  // namespace

class Robots::Parser {
 public:
  void add_line(std::string_view line) {
    const auto [key, value] = parted(line);
    switch (key_of(key)) {
      case Key::kUserAgent: return add_agent(value);
      case Key::kAllow: return add_rule(true, value);
      case Key::kDisallow: return add_rule(false, value);
      case Key::kCrawlDelay:
        if (!robots_.groups_.empty()) robots_.groups_.back().delay = parse_delay(value);
        return;
      case Key::kSitemap:
        if (!value.empty() && robots_.sitemaps_.size() < kMaxSitemaps) robots_.sitemaps_.emplace_back(value);
        return;
      case Key::kOther: return;
    }
  }

  Robots take() { return std::move(robots_); }

 private:
  // Groups of several agents name them one after another; whatever else stands between them does not part them.
  void add_agent(std::string_view value) {
    if (has_rules_ || robots_.groups_.empty()) robots_.groups_.emplace_back();
    has_rules_ = false;
    robots_.groups_.back().agents.push_back(product_token_of(value));
  }

  // A rule with an empty path says nothing; still it ends the list of agents.
  void add_rule(bool allows, std::string_view path) {
    if (robots_.groups_.empty()) return;
    has_rules_ = true;
    if (!path.empty()) robots_.groups_.back().rules.push_back({allows, normal_pattern(path)});
  }

  Robots robots_;
  bool has_rules_ = false;  // of the last group
};

Robots Robots::parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const bool is_cut = text.size() > kMaxText;
  text = text.substr(0, kMaxText);
  if (is_cut)
    text = text.substr(0, std::min(text.find_last_of("\r\n"), text.size()));  // Half a line says another thing.
  Parser parser;
  while (!text.empty()) parser.add_line(take_line(text));
  return parser.take();
}

Robots Robots::of(const Result<Exchange>& answer) {
  const int status = answer ? answer->response.status : 0;
  if (status >= 200 && status <= 299) {
    const auto& body = answer->response.body;
    return parse({reinterpret_cast<const char*>(body.data()), body.size()});
  }
  return status >= 400 && status <= 499 && status != 429 ? Robots() : parse("User-agent: *\nDisallow: /");
}

// All groups that name it together; where none does, those for everybody.
std::vector<const Robots::Group*> Robots::groups_for(std::string_view product_token) const {
  std::vector<const Group*> found;
  const auto add_those_of = [&](const std::string& agent) {
    for (const Group& group : groups_) {
      if (std::ranges::find(group.agents, agent) != group.agents.end()) found.push_back(&group);
    }
  };
  if (const std::string token = product_token_of(product_token); !token.empty()) add_those_of(token);
  if (found.empty()) add_those_of("*");
  return found;
}

// The longest rule that matches decides, and of equals the one that allows.
bool Robots::allows(std::string_view product_token, std::string_view path) const {
  const std::string normal = normal_path(path);
  if (normal == "/robots.txt") return true;
  std::size_t longest = 0;
  bool allowed = true;
  for (const Group* const group : groups_for(product_token)) {
    for (const Rule& rule : group->rules) {
      const std::size_t length = rule.pattern.size();
      if (length < longest || (length == longest && (allowed || !rule.allows)) || !matches(rule.pattern, normal))
        continue;
      longest = length;
      allowed = rule.allows;
    }
  }
  return allowed;
}

std::optional<std::chrono::milliseconds> Robots::crawl_delay(std::string_view product_token) const {
  std::optional<std::chrono::milliseconds> longest;
  for (const Group* const group : groups_for(product_token)) longest = std::max(longest, group->delay);
  return longest;
}

Robots robots_for(std::string_view url, const Options& options) {
  const auto target = url::resolve("/robots.txt", url);
  return Robots::of(exchange(target.value_or(""), options));
}

}  // namespace pressmark::fetch
