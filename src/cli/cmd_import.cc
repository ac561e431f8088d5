// pressmark import: what other programs exported, into the archive.
#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/network.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

constexpr std::size_t kMostReasons = 10;  // shown to people; --json has all

using Outcome = keep::Imported::Outcome;

Result<keep::ImportOptions> options_of(const Arguments& arguments) {
  keep::ImportOptions options{.format = std::string(arguments.value("from")), .fetch = arguments.has("fetch")};
  options.save.images = !arguments.has("no-images");
  options.save.render = arguments.has("render");
  options.save.fetch = PM_TRY(network_options(arguments));
  return options;
}

// A line as save prints it; of what is not kept, a line on standard error.
Result<void> tell_one(const Session& session, const Arguments& arguments, const keep::Imported& one) {
  switch (one.outcome) {
    case Outcome::kLink: session.tell(one.name, Message{"only an address"}); return {};
    case Outcome::kFeed: session.tell(one.name, Message{"a feed"}); return {};
    case Outcome::kFailed: session.warn(one.name, one.error->reason); return {};
    case Outcome::kSaved:
    case Outcome::kUnchanged: break;
  }
  return arguments.has("json") ? Result<void>() : say_saved(session, one.saved);
}

void add_json(std::string& out, std::string_view file, const keep::ImportReport& report) {
  out += "{\"file\":";
  append_json_string(out, file);
  out += ",\"format\":";
  append_json_string(out, report.format);
  out += fmt::format(R"(,"saved":{},"unchanged":{},"links":{},"feeds":{},"failed":{},"highlights":{},"unplaced":{})",
                     report.saved, report.unchanged, report.links, report.feeds, report.failed, report.highlights,
                     report.unplaced);
  out += ",\"reasons\":{";
  for (const auto& [reason, count] : report.reasons) {
    if (&reason != &report.reasons.front().first) out += ',';
    append_json_string(out, reason.text());
    out += fmt::format(":{}", count);
  }
  out += "}";
  if (report.damage) {
    out += ",\"damage\":";
    append_json_string(out, report.damage->reason.text());
  }
  out += "}\n";
}

void tell_report(const Session& session, const std::string& file, const keep::ImportReport& report) {
  session.warn(file, Message{"{} kept, {} were in the archive already, {} could not be kept",
                             {fmt::format("{}", report.saved), fmt::format("{}", report.unchanged),
                              fmt::format("{}", report.failed)}});
  if (report.links > 0) {
    session.warn(file, Message{"{} have only an address, and are not kept: run it again with --fetch to fetch them",
                               {fmt::format("{}", report.links)}});
  }
  if (report.feeds > 0) {
    session.warn(file, Message{"{} feeds are followed from now on: pressmark follow run captures what is new", {fmt::format("{}", report.feeds)}});
  }
  if (report.highlights > 0) {
    session.warn(file, Message{"{} highlights kept; of {} the passage is not in the text",
                               {fmt::format("{}", report.highlights), fmt::format("{}", report.unplaced)}});
  }
  for (const auto& [reason, count] : std::span(report.reasons).first(std::min(report.reasons.size(), kMostReasons))) {
    session.warn(file, Message{"{} times: {}", {fmt::format("{}", count), session.say(reason)}});
  }
}

Result<void> import_one(const Session& session, archive::Archive& archive, const std::string& file,
                        const Arguments& arguments) {
  const keep::ImportOptions options = PM_TRY(options_of(arguments));
  const auto tell = [&](const keep::Imported& one) -> Result<void> {
    const bool is_kept = one.outcome == Outcome::kSaved || one.outcome == Outcome::kUnchanged;
    if (is_kept && arguments.has("tag")) {
      PM_TRY(archive.change(one.saved.id, {.add_tags = {std::string(arguments.value("tag"))}}));
    }
    return tell_one(session, arguments, one);
  };
  const keep::ImportReport report = PM_TRY(keep::import_file(archive, file, options, tell));
  tell_report(session, file, report);
  if (arguments.has("json")) {
    std::string line;
    add_json(line, file, report);
    if (print(session, line) != 0) return fail(Code::kOutputFailed, "it is saved, but that could not be said");
  }
  if (report.damage) return std::unexpected(*report.damage);
  return {};
}

}  // namespace

int run_import(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments, IfMissing::kMake);
  if (!archive) return session.complain(archive.error());
  return for_each(session, arguments.operands,
                  [&](const std::string& file) { return import_one(session, *archive, file, arguments); });
}

}  // namespace pressmark::cli
