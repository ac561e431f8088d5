// modules: fetch
// The first line is a path, the rest a robots.txt. Each pattern must match as a plain recursion over it says, however
// the path is spelled; and what the file says must not hang on how its lines end.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/robots_pattern.h"
#include "oracle.h"
#include "pressmark/fetch.h"

namespace {

using namespace pressmark::fetch;
using pressmark::fuzz::require;

// Which ends of `pattern` so far can stand at each place of the path: a table instead of the search from part to part.
bool matches_by_table(std::string_view pattern, std::string_view path) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::vector<char> reached(path.size() + 1, 0);
  reached[0] = 1;
  for (const char c : pattern) {
    std::vector<char> next(path.size() + 1, 0);
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (c == '*') next[i] = reached[i] || (i > 0 && next[i - 1]);
      if (c != '*' && i > 0) next[i] = reached[i - 1] && path[i - 1] == c;
    }
    reached = std::move(next);
  }
  return to_the_end ? reached.back() != 0 : std::ranges::find(reached, 1) != reached.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const pressmark::fuzz::PlacedCopy input({reinterpret_cast<const char*>(data), size}, 0);
  const std::string_view text = input.view();
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::string path = normal_path(text.substr(0, line));
  const std::string_view file = text.substr(std::min(line + 1, text.size()));

  require(normal_path(path) == path || path.find_first_of("%?") != path.npos, "a normal path is normal");
  const std::string pattern = normal_pattern(file.substr(0, 200));
  if (path.size() < 500)
    require(matches(pattern, path) == matches_by_table(pattern, path), "matches as the table says");

  const Robots robots = Robots::parse(file);
  require(robots.allows("foobot", "/robots.txt"), "robots.txt is always allowed");
  require(robots.allows("foobot", path) == robots.allows("FOOBOT/1.0", path), "a name is the same in other letters");
  if (file.find('\r') == file.npos) {
    std::string other(file);
    std::ranges::replace(other, '\n', '\r');
    require(Robots::parse(other).allows("foobot", path) == robots.allows("foobot", path), "line ends are the same");
  }
  require(robots.sitemaps().size() <= 1000, "sitemaps are bounded");
  const auto delay = robots.crawl_delay("foobot");
  require(!delay || (delay->count() >= 0 && *delay <= std::chrono::hours(24)), "a delay is bounded");
  return 0;
}
