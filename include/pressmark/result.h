// Errors as values. Every fallible function returns Result<T>; nothing of ours throws.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark {

// What went wrong, in the terms a caller acts on. The value is the exit code of the command line.
enum class Code : std::uint8_t {
  kUsage = 2,         // The caller asked for something that makes no sense.
  kNotFound = 3,      // No such file or page.
  kUnreadable = 4,    // Damaged, of an unsupported kind, over a limit, or not permitted.
  kNotArticle = 5,    // A page, but nothing on it that an author wrote.
  kGone = 6,          // Deleted by its author or owner.
  kRemoved = 7,       // Removed for a violation of the platform's rules.
  kRetryLater = 8,    // Temporarily unavailable.
  kBlocked = 9,       // A captcha or a block stands in front of the page.
  kRefused = 10,      // The guard refuses the address.
  kOutputFailed = 11  // The result could not be written.
};

// A sentence whose pattern is a string literal and whose arguments are kept apart, so that the pattern can be looked up
// in a catalogue of translations before it is filled in.
struct Message {
  std::string_view pattern;             // fmt syntax with "{}" only; always a string literal.
  std::vector<std::string> arguments{};

  // The sentence in English.
  std::string text() const;
  // The sentence with `other` (a translation with as many "{}") in place of the pattern.
  std::string text(std::string_view other) const;
};

// An error names the input, the reason and the remedy.
struct Error {
  Code code;
  Message reason;
  Message remedy{};
  std::string input{};  // The file, URL or option that it is about; set by whoever knows it.

  template <class... Arguments>
  Error&& with_remedy(std::string_view pattern, Arguments&&... arguments) && {
    remedy = {pattern, {fmt::format("{}", std::forward<Arguments>(arguments))...}};
    return std::move(*this);
  }
  // Names the input unless an inner call already did.
  Error&& about(std::string_view name) && {
    if (input.empty()) input = name;
    return std::move(*this);
  }
  // "input: reason (remedy)", in English.
  std::string text() const;
};

template <class T>
using Result = std::expected<T, Error>;

// An Error of `code`. The pattern is a string literal in fmt syntax, "{}" only:
//   return fail(Code::kUnreadable, "not a gzip member at byte {}", offset);
template <class... Arguments>
Error error(Code code, std::string_view pattern, Arguments&&... arguments) {
  return Error{code, Message{pattern, {fmt::format("{}", std::forward<Arguments>(arguments))...}}};
}
template <class... Arguments>
std::unexpected<Error> fail(Code code, std::string_view pattern, Arguments&&... arguments) {
  return std::unexpected(error(code, pattern, std::forward<Arguments>(arguments)...));
}

}  // namespace pressmark

// The value of a Result, or return its error from the enclosing function. One a statement.
#define PM_TRY(expression)                                                             \
  __extension__({                                                                      \
    auto pm_try_result = (expression);                                                 \
    if (!pm_try_result) return std::unexpected(std::move(pm_try_result).error());      \
    *std::move(pm_try_result);                                                         \
  })
