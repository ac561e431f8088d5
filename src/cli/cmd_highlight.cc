// pressmark highlight: passages of an article that a person marked.
#include <charconv>

#include "base/memory.h"
#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

std::string line_of(const Session& session, const archive::Highlight& highlight) {
  std::string line = highlight.id + "  " + printable(highlight.exact);
  if (!highlight.note.empty()) line += "  — " + printable(highlight.note);
  if (highlight.start < 0) line += "  (" + session.say(Message{"no longer in the text"}) + ")";
  return line + "\n";
}

Result<void> list_highlights(const Session& session, archive::Archive& archive, const std::string& id, bool as_json) {
  std::string lines;
  if (as_json) {
    for (const std::string& annotation : PM_TRY(keep::annotations(archive, id))) lines += annotation + "\n";
    return say(session, lines);
  }
  for (const archive::Highlight& one : PM_TRY(keep::highlights(archive, id))) lines += line_of(session, one);
  return say(session, lines);
}

Result<void> remove_highlight(archive::Archive& archive, const std::string& id, std::string_view name) {
  std::string found;
  for (const archive::Highlight& one : PM_TRY(archive.highlights(id))) {
    if (!name.empty() && one.id.starts_with(name)) found = one.id;
  }
  if (!found.empty()) return archive.remove_highlight(id, found);
  return std::unexpected(error(Code::kNotFound, "the article has no highlight \"{}\"", name)
                             .with_remedy("pressmark highlight {} lists them", id));
}

Result<void> add_highlight(const Session& session, archive::Archive& archive, const std::string& id, const std::string& passage,
                           const Arguments& arguments) {
  std::size_t which = 1, count = 0;
  const std::string_view nth = arguments.value("nth", "1");
  const auto [end, wrong] = std::from_chars(nth.data(), nth.data() + nth.size(), which);
  if (wrong != std::errc() || end != nth.data() + nth.size() || which == 0) {
    return std::unexpected(error(Code::kUsage, "\"{}\" is no number from 1", nth).about("--nth"));
  }
  const archive::Highlight highlight{
      .exact = passage, .note = std::string(arguments.value("note")), .colour = std::string(arguments.value("colour"))};
  const std::string name = PM_TRY(keep::add_highlight(archive, id, highlight, which, count));
  if (count > 1 && !arguments.has("nth")) {
    session.warn(id, Message{"the passage is there {} times, and the first is marked; --nth says which", {std::to_string(count)}});
  }
  return say(session, name + "\n");
}

Result<void> highlight(const Session& session, const Arguments& arguments) {
  archive::Archive archive = PM_TRY(open_archive(arguments));
  const std::string id = PM_TRY(resolve(archive, arguments.operands.front())).id;
  const std::string passage = joined(std::span(arguments.operands).subspan(1));
  if (arguments.has("remove")) return remove_highlight(archive, id, arguments.value("remove"));
  if (passage.empty()) return list_highlights(session, archive, id, arguments.has("json"));
  return add_highlight(session, archive, id, passage, arguments);
}

}  // namespace

int run_highlight(const Session& session, const Arguments& arguments) {
  const auto done = base::within_memory([&] { return highlight(session, arguments); });
  return done ? 0 : session.complain(done.error());
}

}  // namespace pressmark::cli
