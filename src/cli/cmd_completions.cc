// pressmark completions: for bash, zsh and fish, from the tables of commands and flags.
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {
namespace {

template <class Row>
std::string joined_names(std::span<const Row> rows, std::string_view before) {
  std::string out;
  for (const Row& row : rows) out += fmt::format("{}{}{}", out.empty() ? "" : " ", before, row.name);
  return out;
}

std::string bash() {
  std::string out = "_pressmark() {\n  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                    "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"";
  out += joined_names(commands(), "") + " --help --version\" -- \"$word\")); return; fi\n";
  out += "  case $previous in\n    --format|-f) COMPREPLY=($(compgen -W \"md text json html\" -- \"$word\")); return ;;\n"
         "    --images) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n  esac\n  case ${COMP_WORDS[1]}:$word in\n";
  for (const Command& command : commands()) {
    out += fmt::format("    {}:-*) COMPREPLY=($(compgen -W \"{} {}\" -- \"$word\")) ;;\n", command.name,
                       joined_names(command.flags, "--"), joined_names(common_flags(), "--"));
  }
  out += "    help:*) COMPREPLY=($(compgen -W \"" + joined_names(commands(), "") + "\" -- \"$word\")) ;;\n";
  out += "    completions:*) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$word\")) ;;\n";
  return out + "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n  esac\n}\ncomplete -F _pressmark pressmark\n";
}

std::string zsh() {
  std::string out = "#compdef pressmark\nautoload -U +X bashcompinit && bashcompinit\n";
  return out + bash();
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish() {
  std::string out;
  for (const Command& command : commands()) {
    out += fmt::format("complete -c pressmark -n __fish_use_subcommand -a {} -d {}\n", command.name, fish_quoted(command.summary));
    const auto flag_line = [&](const Flag& flag) {
      out += fmt::format("complete -c pressmark -n '__fish_seen_subcommand_from {}' -l {}", command.name, flag.name);
      if (flag.short_name) out += fmt::format(" -s {}", flag.short_name);
      if (!flag.value.empty()) out += " -r";
      out += fmt::format(" -d {}\n", fish_quoted(flag.help));
    };
    for (const Flag& flag : command.flags) flag_line(flag);
    for (const Flag& flag : common_flags()) flag_line(flag);
  }
  return out;
}

}  // namespace

int run_completions(const Session& session, const Arguments& arguments) {
  const std::string& shell = arguments.operands.front();
  if (shell == "bash") return print(session, bash());
  if (shell == "zsh") return print(session, zsh());
  if (shell == "fish") return print(session, fish());
  return session.complain(
      error(Code::kUsage, "there are no completions for \"{}\"", shell).with_remedy("known are bash, zsh and fish"));
}

}  // namespace pressmark::cli
