// pressmark find: the articles that a query is about, the best first.
#include <unistd.h>

#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {
namespace {

constexpr std::size_t kUsualLimit = 20;

std::string one_line(const archive::FoundEntry& found) {
  std::string line = to_line(found.entry) + "\n";
  if (!found.snippet.empty()) line += "    " + found.snippet + "\n";
  return line;
}

}  // namespace

int run_find(const Session& session, const Arguments& arguments) {
  const auto limit = limit_of(arguments, kUsualLimit);
  if (!limit) return session.complain(limit.error());
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  std::string query;
  for (const std::string& word : arguments.operands) query += (query.empty() ? "" : " ") + word;
  const bool is_json = arguments.has("json");
  archive::FindOptions options{.limit = *limit};
  if (is_json) {
    options.open = options.close = "**";
  } else if (::isatty(STDOUT_FILENO) != 0) {
    options.open = "\x1b[1m";
    options.close = "\x1b[0m";
  }
  const auto found = archive->find(query, options);
  if (!found) return session.complain(found.error());
  std::string lines;
  for (const archive::FoundEntry& one : found->entries) lines += is_json ? to_json(one) + "\n" : one_line(one);
  if (const int code = print(session, lines); code != 0) return code;
  if (found->is_partial) {
    session.warn("", {"more than {} articles were found: the newest of them are ranked", {std::to_string(found->count)}});
  } else if (found->count > found->entries.size()) {
    session.warn("", {"{} of {}; --limit shows more", {std::to_string(found->entries.size()), std::to_string(found->count)}});
  }
  return 0;
}

}  // namespace pressmark::cli
