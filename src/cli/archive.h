// What the commands on an archive share.
#pragma once

#include <string>
#include <string_view>

#include "cli/flags.h"
#include "pressmark/archive.h"

namespace pressmark::cli {

// --archive, else $PRESSMARK_ARCHIVE, else the data folder of the XDG Base Directory Specification.
// https://specifications.freedesktop.org/basedir-spec/latest/
std::string archive_folder(const Arguments& arguments);

// $PRESSMARK_PASSPHRASE, "" when it is not set. No flag: all programs of a machine can see each other's flags.
std::string_view passphrase_of_environment();

enum class IfMissing : std::uint8_t { kFail, kMake };
Result<archive::Archive> open_archive(const Arguments& arguments, IfMissing if_missing = IfMissing::kFail);

// "ID" or "ID@2", where ID may be the beginning of one; or the address that it is from. Version 0 is the last.
struct Reference {
  std::string id;
  int version = 0;
};
Result<Reference> resolve(archive::Archive& archive, std::string_view text);

// The words with a space between each two.
std::string joined(std::span<const std::string> words);
// Errors: kOutputFailed.
Result<void> say(const Session& session, const std::string& lines);
// Prints "saved ID TITLE", or unchanged: said once it is on the disk for good. Errors: kOutputFailed.
Result<void> say_saved(const Session& session, const archive::Saved& saved);

// What happens to each of the operands; gives the exit code of the first that failed.
template <class Work>
int for_each(const Session& session, std::span<const std::string> operands, const Work& work) {
  int exit_code = 0;
  for (const std::string& operand : operands) {
    const Result<void> done = work(operand);
    if (done) continue;
    const int code = session.complain(Error(done.error()).about(operand));
    if (exit_code == 0) exit_code = code;
  }
  return exit_code;
}

// The operands as one query, behind that of --collection where it is named. Errors: kNotFound.
Result<std::string> query_of(archive::Archive& archive, const Arguments& arguments);

// --limit, or `otherwise`. Errors: kUsage.
Result<std::size_t> limit_of(const Arguments& arguments, std::size_t otherwise);

// One object on one line: docs/formats/cli-json.md.
std::string to_json(const archive::Entry& entry);
std::string to_json(const archive::FoundEntry& found);
std::string to_json(const archive::Version& version);
// "ID  DATE  TITLE", for people.
std::string to_line(const archive::Entry& entry);

}  // namespace pressmark::cli
