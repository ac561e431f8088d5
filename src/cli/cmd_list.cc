// pressmark list: what is in the archive.
#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {

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
