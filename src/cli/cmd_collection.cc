// pressmark collection: searches that are kept under a name.
#include <algorithm>

#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "pressmark/article.h"

namespace pressmark::cli {
namespace {

// A malformed query is found out when it is named, not when it is needed.
Result<void> collection(const Session& session, const Arguments& arguments) {
  archive::Archive archive = PM_TRY(open_archive(arguments));
  const std::span<const std::string> operands = arguments.operands;
  const std::string& action = operands.front();
  const auto collections = PM_TRY(archive.collections());
  if (action == "list" && operands.size() == 1) {
    std::string lines;
    for (const auto& [name, query] : collections) {
      if (!arguments.has("json")) {
        lines += printable(name) + "  " + printable(query) + "\n";
        continue;
      }
      lines += "{\"name\":";
      append_json_string(lines, name);
      lines += ",\"query\":";
      append_json_string(lines, query);
      lines += "}\n";
    }
    return say(session, lines);
  }
  if (action == "add" && operands.size() > 2) {
    const std::string query = joined(operands.subspan(2));
    static_cast<void>(PM_TRY(archive.find(query, {.limit = 1, .snippet_width = 1})));
    return archive.set_collection(operands[1], query);
  }
  if (action == "remove" && operands.size() == 2) {
    if (std::ranges::find(collections, operands[1], [](const auto& one) { return one.first; }) == collections.end()) {
      return std::unexpected(error(Code::kNotFound, "there is no collection \"{}\"", operands[1])
                                 .with_remedy("pressmark collection list shows them"));
    }
    return archive.set_collection(operands[1], "");
  }
  return std::unexpected(error(Code::kUsage, "collection can't \"{}\"", action)
                             .with_remedy("write collection add NAME QUERY, collection list or collection remove NAME"));
}

}  // namespace

int run_collection(const Session& session, const Arguments& arguments) {
  const auto done = collection(session, arguments);
  return done ? 0 : session.complain(done.error());
}

}  // namespace pressmark::cli
