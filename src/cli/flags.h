// The commands and their flags, once: parsing, help, the man page and the completions all follow from these tables.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "pressmark/result.h"

namespace pressmark::cli {

struct Flag {
  std::string_view name;         // long name, without dashes
  char short_name = 0;           // 0: none
  std::string_view value{};      // name of its value in the help; "" for a switch
  std::string_view choices{};    // the values it takes, split by "|"; "" for any
  std::string_view help{};       // English; the catalogue has the Chinese
};

// What the user typed.
struct Arguments {
  std::map<std::string_view, std::string> values{};  // by Flag::name; a switch's value is ""
  std::vector<std::string> operands{};

  bool has(std::string_view name) const { return values.contains(name); }
  std::string_view value(std::string_view name, std::string_view otherwise = {}) const {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : std::string_view(found->second);
  }
};

struct Command {
  std::string_view name;
  std::string_view operands;  // "INPUT..." as the usage line shows it; "" takes none
  std::string_view summary;   // English
  std::span<const Flag> flags;
  int (*run)(const Session& session, const Arguments& arguments);  // gives the exit code
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);
std::span<const Flag> common_flags();  // taken by every command

// Reads what follows the command's name. Errors are kUsage.
Result<Arguments> parse_arguments(const Command& command, std::span<char* const> words);

}  // namespace pressmark::cli
