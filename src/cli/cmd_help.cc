// pressmark help: what a command does and takes.
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/output.h"

namespace pressmark::cli {
namespace {

std::string flag_line(const Session& session, const Flag& flag) {
  std::string names = flag.short_name ? fmt::format("-{}, ", flag.short_name) : std::string("    ");
  names += fmt::format("--{}", flag.name);
  if (!flag.value.empty()) names += fmt::format(" {}", flag.value);
  return fmt::format("  {:<24} {}\n", names, session.say(Message{flag.help}));
}

}  // namespace

int print(const Session& session, std::string_view text) {
  auto output = Output::open("-");
  if (const auto written = output->write(text); !written) return session.complain(written.error());
  if (const auto finished = output->finish(); !finished) return session.complain(finished.error());
  return 0;
}

std::string overview(const Session& session) {
  std::string out = session.say("pressmark keeps what a page's author wrote.") + "\n\n";
  out += session.say("Usage: {}", "pressmark COMMAND [OPTION...] ...") + "\n\n";
  for (const Command& command : commands()) out += fmt::format("  {:<12} {}\n", command.name, session.say(Message{command.summary}));
  out += "\n" + session.say("pressmark help COMMAND tells more; pressmark --version prints the version.") + "\n";
  return out;
}

std::string help_of(const Session& session, const Command& command) {
  std::string out = session.say("Usage: {}", fmt::format("pressmark {} [OPTION...] {}", command.name, command.operands)) + "\n\n";
  out += session.say(Message{command.summary}) + "\n\n";
  for (const Flag& flag : command.flags) out += flag_line(session, flag);
  for (const Flag& flag : common_flags()) out += flag_line(session, flag);
  return out;
}

int run_help(const Session& session, const Arguments& arguments) {
  if (arguments.operands.empty()) return print(session, overview(session));
  const Command* command = find_command(arguments.operands.front());
  if (!command) {
    return session.complain(
        error(Code::kUsage, "there is no command \"{}\"", arguments.operands.front()).with_remedy("see pressmark help"));
  }
  return print(session, help_of(session, *command));
}

}  // namespace pressmark::cli
