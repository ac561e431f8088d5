// pressmark find: the articles that a query is about, the best first.
#include <unistd.h>

#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {
namespace {

constexpr std::size_t kUsualLimit = 20;

// Marks that no text has: its own control characters were taken out when it was read.
constexpr std::string_view kOpen = "\x01", kClose = "\x02";

std::string shown(std::string_view snippet, bool is_terminal) {
  std::string out;
  while (!snippet.empty()) {
    const std::size_t end = std::min(snippet.find_first_of("\x01\x02"), snippet.size());
    out += printable(snippet.substr(0, end));
    if (is_terminal && end < snippet.size()) out += snippet[end] == '\x01' ? "\x1b[1m" : "\x1b[0m";
    snippet.remove_prefix(std::min(end + 1, snippet.size()));
  }
  return out;
}

std::string one_line(const archive::FoundEntry& found, bool is_terminal) {
  std::string line = to_line(found.entry) + "\n";
  if (!found.snippet.empty()) line += "    " + shown(found.snippet, is_terminal) + "\n";
  return line;
}

}  // namespace

int run_find(const Session& session, const Arguments& arguments) {
  const auto limit = limit_of(arguments, kUsualLimit);
  if (!limit) return session.complain(limit.error());
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  const auto query = query_of(*archive, arguments);
  if (!query) return session.complain(query.error());
  if (query->empty()) {
    return session.complain(error(Code::kUsage, "{} needs {}", "find", "QUERY").with_remedy("see pressmark help {}", "find"));
  }
  const bool is_json = arguments.has("json");
  const bool is_terminal = ::isatty(STDOUT_FILENO) != 0;
  const auto found =
      archive->find(*query, {.limit = *limit, .open = is_json ? "**" : kOpen, .close = is_json ? "**" : kClose});
  if (!found) return session.complain(found.error());
  std::string lines;
  for (const archive::FoundEntry& one : found->entries)
    lines += is_json ? to_json(one) + "\n" : one_line(one, is_terminal);
  if (const int code = print(session, lines); code != 0) return code;
  if (found->is_partial) {
    session.warn("",
                 {"more than {} articles were found: the newest of them are ranked", {std::to_string(found->count)}});
  } else if (found->count > found->entries.size()) {
    session.warn(
        "", {"{} of {}; --limit shows more", {std::to_string(found->entries.size()), std::to_string(found->count)}});
  }
  return 0;
}

}  // namespace pressmark::cli
