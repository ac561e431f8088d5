// pressmark man: the manual page, from the tables of commands and flags. man(7) macros.
#include "cli/cmd.h"
#include "cli/help.h"

namespace pressmark::cli {
namespace {

constexpr std::string_view kExitCodes = R"(.SH EXIT STATUS
.TS
l l.
0	all went well
1	a finding: some pages failed, or damage was named
2	usage: an unknown command, option or value
3	no such file or page
4	unreadable: damaged, of an unsupported kind, or over a limit
5	a page, but no article
6	gone: deleted by its author or owner
7	removed for a violation of the platform's rules
8	temporarily unavailable: retry later
9	blocked, or a captcha stands in front
10	refused by the guard against private addresses
11	the output could not be written
.TE
With several inputs the first failure's code; the others still run.
)";

// A hyphen that stays a hyphen, and no line that begins with a control character.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string flag_entry(const Flag& flag) {
  std::string out = ".TP\n";
  if (flag.short_name) out += fmt::format("\\fB\\-{}\\fR, ", flag.short_name);
  out += fmt::format("\\fB\\-\\-{}\\fR", roff(flag.name));
  if (!flag.value.empty()) out += fmt::format(" \\fI{}\\fR", flag.value);
  return out + "\n" + roff(flag.help) + "\n";
}

}  // namespace

int run_man(const Session& session, const Arguments&) {
  std::string out = "'\\\" t\n.TH PRESSMARK 1 \"\" \"pressmark " PRESSMARK_VERSION "\"\n.SH NAME\npressmark \\- keep what a page's author wrote\n.SH SYNOPSIS\n";
  for (const Command& command : commands()) {
    out += fmt::format(".B pressmark {}\n[\\fIOPTION\\fR...] {}\n.br\n", command.name, roff(command.operands));
  }
  out += ".SH COMMANDS\n";
  for (const Command& command : commands()) {
    out += fmt::format(".SS {}\n{}\n", command.name, roff(command.summary));
    for (const Flag& flag : command.flags) out += flag_entry(flag);
  }
  out += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Flag& flag : common_flags()) out += flag_entry(flag);
  return print(session, out + std::string(kExitCodes));
}

}  // namespace pressmark::cli
