// Where the program speaks to the person: language, colour, how much.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pressmark/result.h"

namespace pressmark::cli {

enum class Language : std::uint8_t { kEnglish, kChinese };
enum class Verbosity : std::uint8_t { kQuiet, kNormal, kVerbose };

struct Session {
  Language language = Language::kEnglish;
  Verbosity verbosity = Verbosity::kNormal;
  bool colour = false;          // standard error is a terminal that takes colour
  bool shows_progress = false;  // standard error is a terminal

  // The sentence in the person's language.
  std::string say(const Message& message) const;
  template <class... Arguments>
  std::string say(std::string_view pattern, Arguments&&... arguments) const {
    return say(Message{pattern, {fmt::format("{}", std::forward<Arguments>(arguments))...}});
  }

  // "pressmark: input: reason (remedy)" on standard error. Gives the exit code.
  int complain(const Error& error) const;
  // A line on standard error, unless quiet.
  void warn(std::string_view input, const Message& message) const;
  // The same, only when verbose.
  void tell(std::string_view input, const Message& message) const;
};

// From LC_ALL, LC_MESSAGES, LANG (the first that is set), NO_COLOR, TERM, and whether standard error is a terminal.
Session session_of_environment();

// File names and texts of strangers go to the terminal: no control character of theirs, nor one that turns the line
// around, may reach it.
std::string printable(std::string_view text);

// The Chinese of an English pattern, or "" when the catalogue lacks it.
std::string_view chinese(std::string_view pattern);

}  // namespace pressmark::cli
