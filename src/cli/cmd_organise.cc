// pressmark tag, note, mark, trash, restore, purge: what the person says of the articles.
#include <charconv>

#include "cli/archive.h"
#include "cli/cmd.h"

namespace pressmark::cli {
namespace {

// The same change of each article that is named.
int change_each(const Session& session, const Arguments& arguments, std::span<const std::string> operands,
                const archive::Change& change) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  return for_each(session, operands, [&](const std::string& operand) -> Result<void> {
    return archive->change(PM_TRY(resolve(*archive, operand)).id, change);
  });
}

}  // namespace

int run_tag(const Session& session, const Arguments& arguments) {
  archive::Change change;
  for (const std::string& word : std::span(arguments.operands).subspan(1)) {
    const std::string name = word.substr(1);
    if (name.empty() || (word[0] != '+' && word[0] != '-')) {
      return session.complain(error(Code::kUsage, "\"{}\" is no change of tags", word)
                                  .with_remedy("write +name to add a tag, -name to take one away"));
    }
    (word[0] == '+' ? change.add_tags : change.remove_tags).push_back(name);
  }
  return change_each(session, arguments, std::span(arguments.operands).first(1), change);
}

int run_note(const Session& session, const Arguments& arguments) {
  const std::span<const std::string> operands = arguments.operands;
  return change_each(session, arguments, operands.first(1), {.note = joined(operands.subspan(1))});
}

int run_mark(const Session& session, const Arguments& arguments) {
  archive::Change change;
  for (const auto& [name, flag] :
       {std::pair{"read", &archive::Change::read}, std::pair{"favourite", &archive::Change::favourite},
        std::pair{"liked", &archive::Change::liked}, std::pair{"recommended", &archive::Change::recommended},
        std::pair{"archived", &archive::Change::archived}}) {
    if (arguments.has(name)) change.*flag = arguments.value(name, "yes") != "no";
  }
  if (arguments.has("progress")) {
    const std::string_view text = arguments.value("progress");
    int percent = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), percent);
    if (wrong != std::errc() || end != text.data() + text.size() || percent < 0 || percent > 100) {
      return session.complain(error(Code::kUsage, "\"{}\" is no number from 0 to 100", text).about("--progress"));
    }
    change.progress = percent / 100.0;
  }
  return change_each(session, arguments, arguments.operands, change);
}

int run_trash(const Session& session, const Arguments& arguments) {
  return change_each(session, arguments, arguments.operands, {.trashed = true});
}

int run_restore(const Session& session, const Arguments& arguments) {
  return change_each(session, arguments, arguments.operands, {.trashed = false});
}

int run_purge(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  return for_each(session, arguments.operands, [&](const std::string& operand) -> Result<void> {
    const std::string id = PM_TRY(resolve(*archive, operand)).id;
    if (!arguments.has("yes") && !PM_TRY(archive->entry(id)).trashed) {
      return std::unexpected(error(Code::kUsage, "what is purged is gone for good, from backups too once they are made anew")
                                 .with_remedy("put it in the trash first, or say --yes"));
    }
    return archive->purge(id);
  });
}

}  // namespace pressmark::cli
