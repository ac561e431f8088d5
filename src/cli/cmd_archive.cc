// pressmark verify, rebuild, backup, key: the archive as a whole.
#include <charconv>

#include "cli/archive.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

constexpr int kDamageNamed = 1;

// "2/10": the second of ten parts.
bool read_part(std::string_view text, archive::VerifyOptions& options) {
  if (text.empty()) return true;
  const char* const end = text.data() + text.size();
  const auto part = std::from_chars(text.data(), end, options.part);
  if (part.ec != std::errc() || part.ptr == end || *part.ptr != '/') return false;
  const auto parts = std::from_chars(part.ptr + 1, end, options.parts);
  return parts.ec == std::errc() && parts.ptr == end && options.part >= 1 && options.part <= options.parts;
}

int name_damage(const Session& session, const archive::Verification& found) {
  std::string lines;
  for (const archive::Damage& damage : found.damages) {
    lines += fmt::format("{}: {}{}\n", damage.what, session.say(damage.how), damage.mended ? session.say(" (mended)") : "");
  }
  if (found.count == 0) {
    lines += session.say("clean: {} articles, {} versions, {} blobs, {} records, {} lines of the log", found.articles,
                         found.versions, found.blobs, found.records, found.events) + "\n";
  }
  if (const int code = print(session, lines); code != 0) return code;
  return found.count == 0 ? 0 : kDamageNamed;
}

// An archive that can't even be opened is damage too, and its error names it.
int name_damage(const Session& session, const Error& error) {
  session.complain(error);
  return error.code == Code::kUnreadable ? kDamageNamed : static_cast<int>(error.code);
}

}  // namespace

int run_verify(const Session& session, const Arguments& arguments) {
  archive::VerifyOptions options{.read_data = arguments.has("read-data"), .repair = arguments.has("repair")};
  if (!read_part(arguments.value("read-data"), options)) {
    return session.complain(error(Code::kUsage, "\"{}\" is no part", arguments.value("read-data"))
                                .with_remedy("write 2/10 for the second of ten")
                                .about("--read-data"));
  }
  options.read = [](const archive::Raw& raw) { return keep::read_again(raw); };
  auto archive = open_archive(arguments);
  if (!archive && options.repair && archive::Archive::rebuild(archive_folder(arguments))) archive = open_archive(arguments);
  if (!archive) return name_damage(session, archive.error());
  const auto found = archive->verify(options);
  return found ? name_damage(session, *found) : name_damage(session, found.error());
}

int run_rebuild(const Session& session, const Arguments& arguments) {
  const auto done = archive::Archive::rebuild(archive_folder(arguments));
  return done ? 0 : session.complain(done.error());
}

int run_backup(const Session& session, const Arguments& arguments) {
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  const auto done = archive->backup(arguments.operands.front());
  return done ? 0 : session.complain(done.error());
}

int run_key(const Session& session, const Arguments& arguments) {
  const std::string& action = arguments.operands.front();
  auto archive = open_archive(arguments);
  if (!archive) return session.complain(archive.error());
  if (action == "renew") {
    const std::string_view passphrase = arguments.has("seal") ? passphrase_of_environment() : "";
    if (arguments.has("seal") && passphrase.empty()) {
      return session.complain(error(Code::kUsage, "there is no passphrase").with_remedy("give it in PRESSMARK_PASSPHRASE"));
    }
    const auto done = archive->renew_key(passphrase, arguments.value("reason", "renewed"));
    return done ? 0 : session.complain(done.error());
  }
  return session.complain(error(Code::kUsage, "key can't \"{}\"", action).with_remedy("it can renew: pressmark key renew"));
}

}  // namespace pressmark::cli
