#include <getopt.h>

#include <string>
#include <vector>

#include "cli/flags.h"

namespace pressmark::cli {
namespace {

bool is_choice(std::string_view choices, std::string_view value) {
  while (!choices.empty()) {
    const std::size_t end = choices.find('|');
    if (choices.substr(0, end) == value) return true;
    choices = end == std::string_view::npos ? std::string_view() : choices.substr(end + 1);
  }
  return false;
}

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> flags(command.flags.begin(), command.flags.end());
  flags.insert(flags.end(), common_flags().begin(), common_flags().end());
  return flags;
}

std::unexpected<Error> usage(Error&& wrong, const Command& command) {
  return std::unexpected(std::move(wrong).with_remedy("see pressmark help {}", command.name));
}

// "-old" behind the ID is a tag to take away, and no options o, l, d. What stands behind "--" is left alone.
std::vector<std::string> take_tags_away(std::vector<char*>& words, std::string_view short_names) {
  std::vector<std::string> tags;
  bool is_behind_dashes = false;
  std::erase_if(words, [&](const char* word) {
    const std::string_view text = word;
    is_behind_dashes = is_behind_dashes || text == "--";
    const bool is_tag = !is_behind_dashes && text.size() > 1 && text[0] == '-' && text[1] != '-' &&
                        (text.size() > 2 || short_names.find(text[1]) == std::string_view::npos);
    if (is_tag) tags.emplace_back(text);
    return is_tag;
  });
  return tags;
}

}  // namespace

Result<Arguments> parse_arguments(const Command& command, std::span<char* const> words) {
  const std::vector<Flag> flags = flags_of(command);
  std::vector<option> table;
  std::string short_names = ":";
  for (const Flag& flag : flags) {
    const int takes = flag.value.empty() ? no_argument : flag.value.starts_with('[') ? optional_argument : required_argument;
    table.push_back({flag.name.data(), takes, nullptr, static_cast<int>(1000 + table.size())});
    if (flag.short_name == 0) continue;
    short_names += flag.short_name;
    if (takes == required_argument) short_names += ':';
  }
  table.push_back({nullptr, 0, nullptr, 0});

  std::vector<char*> argv(words.begin(), words.end());
  Arguments arguments;
  std::vector<std::string> taken_away;
  if (command.operands.contains("-TAG")) taken_away = take_tags_away(argv, short_names);
  argv.push_back(nullptr);
  ::optind = 0;  // glibc: start anew
  ::opterr = 0;  // The messages are ours, in the person's language.
  const int argc = static_cast<int>(argv.size()) - 1;
  for (int got = 0; (got = ::getopt_long(argc, argv.data(), short_names.c_str(), table.data(), nullptr)) != -1;) {
    const std::string_view typed = argv[static_cast<std::size_t>(::optind > 1 ? ::optind - 1 : 1)];
    if (got == '?') return usage(error(Code::kUsage, "there is no option {}", typed), command);
    if (got == ':') return usage(error(Code::kUsage, "{} needs a value", typed), command);
    const Flag* flag = nullptr;
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (got == static_cast<int>(1000 + i) || (flags[i].short_name != 0 && got == flags[i].short_name)) flag = &flags[i];
    }
    const std::string_view value = ::optarg ? ::optarg : "";
    if (!flag->choices.empty() && !is_choice(flag->choices, value)) {
      return usage(error(Code::kUsage, "--{} can't be \"{}\": it is one of {}", flag->name, value, flag->choices), command);
    }
    arguments.values[flag->name] = value;
  }
  for (int i = ::optind; i < argc; ++i) arguments.operands.emplace_back(argv[static_cast<std::size_t>(i)]);
  arguments.operands.insert(arguments.operands.end(), taken_away.begin(), taken_away.end());
  if (arguments.has("help")) return arguments;
  if (command.operands.empty() && !arguments.operands.empty()) {
    return usage(error(Code::kUsage, "{} takes no \"{}\"", command.name, arguments.operands.front()), command);
  }
  const bool needs_operand = !command.operands.empty() && !command.operands.starts_with('[');
  if (needs_operand && arguments.operands.empty()) {
    return usage(error(Code::kUsage, "{} needs {}", command.name, command.operands), command);
  }
  return arguments;
}

}  // namespace pressmark::cli
