#include <csignal>
#include <cstdio>

#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {
namespace {

int unknown_command(const Session& session, std::string_view name) {
  return session.complain(error(Code::kUsage, "there is no command \"{}\"", name).with_remedy("see pressmark help"));
}

}  // namespace

int run(std::span<char* const> words) {
  std::signal(SIGPIPE, SIG_IGN);  // A closed pipe is an error of write(), which is reported as any other.
  Session session = session_of_environment();
  if (words.size() < 2) {
    std::fputs(overview(session).c_str(), stderr);
    return static_cast<int>(Code::kUsage);
  }
  const std::string_view name = words[1];
  if (name == "--version") {
    return print(session, "pressmark " PRESSMARK_VERSION "\n");
  }
  if (name == "--help" || name == "-h") return print(session, overview(session));
  const Command* command = find_command(name);
  if (!command) return unknown_command(session, name);

  const auto arguments = parse_arguments(*command, words.subspan(1));
  if (!arguments) return session.complain(arguments.error());
  if (arguments->has("help")) return print(session, help_of(session, *command));
  if (arguments->has("quiet")) session.verbosity = Verbosity::kQuiet;
  if (arguments->has("verbose")) session.verbosity = Verbosity::kVerbose;
  return command->run(session, *arguments);
}

}  // namespace pressmark::cli
