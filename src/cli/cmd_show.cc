// pressmark show: an article of the archive, its versions, its page as it was captured.
#include "base/memory.h"
#include "cli/archive.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/output.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

Result<std::string> shown(archive::Archive& archive, const std::string& operand, const Arguments& arguments) {
  const Reference reference = PM_TRY(resolve(archive, operand));
  if (arguments.has("json")) {
    std::string line = to_json(PM_TRY(archive.entry(reference.id)));
    const auto highlights = PM_TRY(keep::highlights(archive, reference.id));
    if (!highlights.empty()) line.replace(line.size() - 1, 1, ",\"highlights\":" + keep::highlights_json(highlights) + "}");
    return line + "\n";
  }
  if (arguments.has("versions")) {
    std::string lines;
    for (const archive::Version& version : PM_TRY(archive.versions(reference.id))) lines += to_json(version) + "\n";
    return lines;
  }
  if (arguments.has("raw")) {
    const archive::Raw raw = PM_TRY(archive.raw(reference.id, reference.version));
    return std::string(reinterpret_cast<const char*>(raw.bytes.data()), raw.bytes.size());
  }
  return rendered(PM_TRY(archive.article(reference.id, reference.version)), arguments.value("format", "md"));
}

Result<void> show_one(Output& output, archive::Archive& archive, const std::string& operand, const Arguments& arguments) {
  return output.write(PM_TRY(shown(archive, operand, arguments)));
}

}  // namespace

int run_show(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  auto output = Output::open(std::string(arguments.value("output")));
  if (!output) return session.complain(output.error());
  const int exit_code = for_each(session, arguments.operands, [&](const std::string& operand) {
    return base::within_memory([&] { return show_one(*output, *archive, operand, arguments); });
  });
  if (exit_code != 0) return exit_code;
  const auto finished = output->finish();
  return finished ? 0 : session.complain(finished.error());
}

}  // namespace pressmark::cli
