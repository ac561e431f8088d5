#include "cli/session.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/utf8.h"

namespace pressmark::cli {
namespace {

constexpr std::pair<std::string_view, std::string_view> kCatalogue[] = {
#include "cli/messages_zh.inc"
};

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void print_line(const Session& session, std::string_view colour, std::string_view input, std::string_view text) {
  std::string line(session.colour ? colour : "");
  line += "pressmark: ";
  if (session.colour) line += "\x1b[0m";
  if (!input.empty()) line += printable(input) + ": ";
  line += printable(text);
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

std::string_view chinese(std::string_view pattern) {
  for (const auto& [english, other] : kCatalogue) {
    if (english == pattern) return other;
  }
  return {};
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character c = utf8::next(text, at);
    const bool is_control = c.code_point < 0x20 || (c.code_point >= 0x7f && c.code_point < 0xa0);
    const bool is_override =
        (c.code_point >= 0x202a && c.code_point <= 0x202e) || (c.code_point >= 0x2066 && c.code_point <= 0x2069);
    out += is_control || is_override || !c.valid ? std::string_view("?") : text.substr(at, c.size);
    at += c.size;
  }
  return out;
}

std::string Session::say(const Message& message) const {
  const std::string_view other = language == Language::kChinese ? chinese(message.pattern) : std::string_view();
  if (other.empty()) return message.text();
  Message translated = message;
  for (std::string& argument : translated.arguments) {  // "a PDF document" is a message too.
    if (const std::string_view word = chinese(argument); !word.empty()) argument = word;
  }
  return translated.text(other);
}

int Session::complain(const Error& error) const {
  std::string text = say(error.reason);
  if (!error.remedy.pattern.empty()) {
    const bool is_chinese = language == Language::kChinese;
    text += is_chinese ? "（" : " (";
    text += say(error.remedy);
    text += is_chinese ? "）" : ")";
  }
  print_line(*this, "\x1b[31m", error.input, text);
  return static_cast<int>(error.code);
}

void Session::warn(std::string_view input, const Message& message) const {
  if (verbosity != Verbosity::kQuiet) print_line(*this, "\x1b[33m", input, say(message));
}

void Session::tell(std::string_view input, const Message& message) const {
  if (verbosity == Verbosity::kVerbose) print_line(*this, "\x1b[2m", input, say(message));
}

Session session_of_environment() {
  Session session;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view locale = environment(name);
    if (locale.empty()) continue;
    if (locale.starts_with("zh")) session.language = Language::kChinese;
    break;
  }
  session.shows_progress = ::isatty(STDERR_FILENO) == 1;
  session.colour = session.shows_progress && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return session;
}

}  // namespace pressmark::cli
