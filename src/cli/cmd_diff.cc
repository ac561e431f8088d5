// pressmark diff, reread: what changed between versions, and what today's engine reads otherwise.
#include <unistd.h>

#include "base/memory.h"
#include "cli/archive.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"

namespace pressmark::cli {
namespace {

struct Marks {
  std::string_view remove_open = "[-", remove_close = "-]", add_open = "{+", add_close = "+}";
};

Marks marks_for(int descriptor) {
  if (::isatty(descriptor) == 0) return {};
  return {"\x1b[31m", "\x1b[0m", "\x1b[32m", "\x1b[0m"};
}

// Lines that changed, each with the one before and behind it.
std::string shown(const std::vector<keep::Difference>& differences, const Marks& marks) {
  std::string text;
  std::size_t last_shown = 0;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const bool is_near = !differences[i].is_same() || (i > 0 && !differences[i - 1].is_same()) ||
                         (i + 1 < differences.size() && !differences[i + 1].is_same());
    if (!is_near) continue;
    if (!text.empty() && last_shown + 1 < i) text += "…\n";
    last_shown = i;
    for (const keep::Piece& piece : differences[i].pieces) {
      switch (piece.kind) {
        case keep::Piece::Kind::kSame: text += printable(piece.text); break;
        case keep::Piece::Kind::kRemoved: text.append(marks.remove_open).append(printable(piece.text)).append(marks.remove_close); break;
        case keep::Piece::Kind::kAdded: text.append(marks.add_open).append(printable(piece.text)).append(marks.add_close); break;
      }
    }
    text += '\n';
  }
  return text;
}

std::string text_of(const Article& article) {
  return article.metadata.title + "\n" + render::text(article);
}

// The version before the last and the last, unless named otherwise.
Result<std::pair<Reference, Reference>> compared(archive::Archive& archive, const Arguments& arguments) {
  const Reference first = PM_TRY(resolve(archive, arguments.operands.front()));
  if (arguments.operands.size() > 2) {
    return std::unexpected(error(Code::kUsage, "diff compares two versions").with_remedy("pressmark diff ID@1 ID@2"));
  }
  if (arguments.operands.size() == 2) return std::pair{first, PM_TRY(resolve(archive, arguments.operands[1]))};
  if (first.version != 0) return std::pair{first, Reference{first.id, 0}};
  const int last = PM_TRY(archive.entry(first.id)).versions;
  if (last < 2) {
    return std::unexpected(error(Code::kUsage, "there is only one version of \"{}\"", first.id)
                               .with_remedy("pressmark save keeps the page as it is now"));
  }
  return std::pair{Reference{first.id, last - 1}, Reference{first.id, last}};
}

Result<std::string> diff(archive::Archive& archive, const Arguments& arguments) {
  const auto [first, second] = PM_TRY(compared(archive, arguments));
  const Article before = PM_TRY(archive.article(first.id, first.version));
  const Article after = PM_TRY(archive.article(second.id, second.version));
  return shown(keep::differences(text_of(before), text_of(after)), marks_for(STDOUT_FILENO));
}

struct Rereading {
  int changed = 0, same = 0, failed = 0;
};

// The last version of an article as today's engine reads it: shown, or with --apply taken.
Result<void> reread_one(const Session& session, archive::Archive& archive, const std::string& id, const Arguments& arguments,
                        const capture::Options& options, Rereading& sums) {
  const archive::Raw raw = PM_TRY(archive.raw(id));
  const Article before = PM_TRY(archive.article(id));
  Article after = PM_TRY(keep::read_again(raw, options));
  after.metadata.fetch_date = before.metadata.fetch_date;
  const bool is_same = render::markdown(before) == render::markdown(after) && before.metadata.author == after.metadata.author;
  ++(is_same ? sums.same : sums.changed);
  if (is_same) return {};
  const std::string text = shown(keep::differences(text_of(before), text_of(after)), marks_for(STDOUT_FILENO));
  if (print(session, fmt::format("== {} {}\n{}", id, printable(before.metadata.title), text)) != 0) {
    return fail(Code::kOutputFailed, "the difference could not be written");
  }
  if (!arguments.has("apply")) return {};
  return archive.reread(id, PM_TRY(archive.entry(id)).versions, after, std::string(keep::engine()));
}

}  // namespace

int run_diff(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  const auto text = base::within_memory([&] { return diff(*archive, arguments); });
  return text ? print(session, *text) : session.complain(text.error());
}

int run_reread(const Session& session, const Arguments& arguments) {
  extract::Recipes recipes;
  capture::Options options;
  if (const auto set = set_choice(arguments, options, recipes); !set) return session.complain(set.error());
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  std::vector<std::string> ids = arguments.operands;
  if (ids.empty()) {
    const auto entries = archive->list();
    if (!entries) return session.complain(entries.error());
    for (const archive::Entry& entry : *entries) ids.push_back(entry.id);
  }
  Rereading sums;
  const int exit_code = for_each(session, ids, [&](const std::string& operand) {
    return base::within_memory([&]() -> Result<void> {
      const std::string id = PM_TRY(resolve(*archive, operand)).id;
      auto done = reread_one(session, *archive, id, arguments, options, sums);
      if (!done) ++sums.failed;
      return done;
    });
  });
  session.warn("", {"{} would read otherwise, {} the same, {} could not be read",
                    {std::to_string(sums.changed), std::to_string(sums.same), std::to_string(sums.failed)}});
  return exit_code;
}

}  // namespace pressmark::cli
