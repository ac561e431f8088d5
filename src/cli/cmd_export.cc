// pressmark export: articles out of the archive.
#include "base/memory.h"
#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

// Those that the query finds, or all but those in the trash.
Result<std::vector<std::string>> chosen(archive::Archive& archive, const Arguments& arguments) {
  std::vector<std::string> ids;
  const std::string query = PM_TRY(query_of(archive, arguments));
  if (query.empty()) {
    for (const archive::Entry& entry : PM_TRY(archive.list())) ids.push_back(entry.id);
    return ids;
  }
  const archive::Found found = PM_TRY(archive.find(query, {.limit = static_cast<std::size_t>(-1), .snippet_width = 1}));
  if (found.is_partial) {
    return std::unexpected(error(Code::kUsage, "too many articles are found to be sure that it is all")
                               .with_remedy("narrow the query with before: and after:"));
  }
  for (const archive::FoundEntry& one : found.entries) ids.push_back(one.entry.id);
  return ids;
}

// A line an article: what the archive says of it, and the Article.
Result<void> export_lines(archive::Archive& archive, std::span<const std::string> ids, const std::string& path) {
  Output output = PM_TRY(Output::open(path));
  for (const std::string& id : ids) {
    std::string line = to_json(PM_TRY(archive.entry(id)));
    line.back() = ',';
    line += "\"highlights\":" + keep::highlights_json(PM_TRY(archive.highlights(id))) + ",";
    line += "\"article\":" + to_json(PM_TRY(archive.article(id)), JsonStyle::kOneLine) + "}\n";
    PM_TRY(output.write(line));
  }
  return output.finish();
}

Result<void> export_all(const Arguments& arguments) {
  archive::Archive archive = PM_TRY(open_archive(arguments));
  const std::string path(arguments.value("output"));
  const std::string_view format = arguments.value("format", "md");
  if (format == "archive") {
    if (arguments.operands.empty()) return keep::export_archive(archive, path);
    return std::unexpected(error(Code::kUsage, "an archive is exported whole").with_remedy("leave the query out"));
  }
  const std::vector<std::string> ids = PM_TRY(chosen(archive, arguments));
  if (format == "jsonl") return export_lines(archive, ids, path);
  if (format == "epub") return keep::export_epub(archive, ids, path, std::string(arguments.value("title")));
  if (format == "wacz") return keep::export_wacz(archive, ids, path);
  return keep::export_folder(archive, ids, path, format == "html" ? keep::Form::kHtml : keep::Form::kMarkdown);
}

}  // namespace

int run_export(const Session& session, const Arguments& arguments) {
  if (!arguments.has("output")) {
    return session.complain(error(Code::kUsage, "export needs -o PATH").with_remedy("a new folder, or for jsonl a file"));
  }
  const auto done = base::within_memory([&] { return export_all(arguments); });
  return done ? 0 : session.complain(done.error());
}

}  // namespace pressmark::cli
