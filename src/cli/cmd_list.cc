// pressmark list: what is in the archive.
#include <charconv>

#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {

Result<std::size_t> limit_of(const Arguments& arguments, std::size_t otherwise) {
  const std::string_view text = arguments.value("limit");
  if (!arguments.has("limit")) return otherwise;
  std::size_t limit = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (wrong == std::errc() && end == text.data() + text.size()) return limit;
  return std::unexpected(error(Code::kUsage, "\"{}\" is no number", text).about("--limit"));
}

int run_list(const Session& session, const Arguments& arguments) {
  const auto limit = limit_of(arguments, 0);
  if (!limit) return session.complain(limit.error());
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  const auto entries = archive->list({.trashed = arguments.has("trash"), .limit = *limit});
  if (!entries) return session.complain(entries.error());
  std::string lines;
  for (const archive::Entry& entry : *entries) {
    lines += (arguments.has("json") ? to_json(entry) : to_line(entry)) + "\n";
  }
  return print(session, lines);
}

}  // namespace pressmark::cli
