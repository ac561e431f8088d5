#include "cli/flags.h"

#include <array>

#include "cli/cmd.h"

namespace pressmark::cli {
namespace {

constexpr std::array kReadFlags = {
    Flag{.name = "format", .short_name = 'f', .value = "FORMAT", .choices = "md|text|json|html", .help = "what to print: md (the default), text, json or html"},
    Flag{.name = "url", .value = "URL", .help = "the page's address, where the input does not say it or says it wrongly"},
    Flag{.name = "encoding", .value = "LABEL", .help = "decode as this encoding, whatever the page declares"},
    Flag{.name = "images", .value = "DIR", .help = "keep the pictures in this folder and point the output to them"},
    Flag{.name = "output", .short_name = 'o', .value = "FILE", .help = "write to this file, which appears only when it is whole"},
    Flag{.name = "precision", .help = "leave out what may not belong to the text"},
    Flag{.name = "recall", .help = "keep what may belong to the text"},
    Flag{.name = "comments", .value = "WHAT", .choices = "keep|drop", .help = "comments and reviews under an article: keep them in a section of their own, or drop them (the default)"},
    Flag{.name = "strict", .help = "no article where nothing on the page reads like one, however short"},
    Flag{.name = "recipes", .value = "DIR", .help = "read the pages of sites by the recipes in this folder, a file each"},
#ifdef PRESSMARK_DEVELOPER
    Flag{.name = "model", .value = "FILE", .help = "choose the text by this model"},
#endif
    Flag{.name = "explain", .help = "say for each block of the page, on standard error, why it was kept or left out"},
    Flag{.name = "allow-private", .help = "also fetch from loopback, private and other special addresses"},
};
constexpr std::array kTreeFlags = {
    Flag{.name = "fragment", .value = "CONTEXT", .help = "parse as a fragment in this context element, such as td or \"svg path\""},
    Flag{.name = "scripting", .help = "parse as with scripting enabled: noscript holds raw text"},
    Flag{.name = "encoding", .value = "LABEL", .help = "decode as this encoding, whatever the page declares"},
};
constexpr std::array kExtractFlags = {
    Flag{.name = "output", .short_name = 'o', .value = "FILE", .help = "write the lines to this file, which appears only when it is whole"},
    Flag{.name = "threads", .short_name = 'j', .value = "N", .help = "work on this many pages at once (all cores when left out)"},
    Flag{.name = "urls", .value = "FILE", .help = "the pages' addresses: a line each, the page's id, a tab, the URL"},
    Flag{.name = "precision", .help = "leave out what may not belong to the text"},
    Flag{.name = "recall", .help = "keep what may belong to the text"},
    Flag{.name = "comments", .value = "WHAT", .choices = "keep|drop", .help = "comments and reviews under an article: keep them in a section of their own, or drop them (the default)"},
    Flag{.name = "strict", .help = "no article where nothing on the page reads like one, however short"},
    Flag{.name = "recipes", .value = "DIR", .help = "read the pages of sites by the recipes in this folder, a file each"},
#ifdef PRESSMARK_DEVELOPER
    Flag{.name = "model", .value = "FILE", .help = "choose the text by this model"},
#endif
};
constexpr std::array kRecipeFlags = {
    Flag{.name = "output", .short_name = 'o', .value = "DIR", .help = "import: write the recipes into this folder"},
    Flag{.name = "fetch", .help = "test: also fetch the addresses that the recipes name for tests"},
    Flag{.name = "allow-private", .help = "also fetch from loopback, private and other special addresses"},
};
constexpr std::array kCommonFlags = {
    Flag{.name = "quiet", .short_name = 'q', .help = "say nothing but errors"},
    Flag{.name = "verbose", .short_name = 'v', .help = "say more: limits met, pictures kept"},
    Flag{.name = "help", .short_name = 'h', .help = "say what the command does and takes"},
};

constexpr std::array kCommands = {
    Command{"read", "INPUT...", "Print the article of a page (a file, a URL, or - for standard input) as clean Markdown.", kReadFlags, run_read},
    Command{"extract", "PATH...", "Turn many pages, or folders of pages, into JSON lines: one object a page, in input order.", kExtractFlags, run_extract},
    Command{"recipe", "ACTION PATH...", "Work on recipes: \"test\" reads their pages and compares, \"import\" makes them of site configurations of Full-Text RSS.", kRecipeFlags, run_recipe},
    Command{"tree", "FILE", "Print the page's DOM, in the format of the html5lib tests.", kTreeFlags, run_tree},
    Command{"help", "[COMMAND]", "Say what a command does and takes.", {}, run_help},
    Command{"man", "", "Print the manual page.", {}, run_man},
    Command{"completions", "SHELL", "Print the completions for bash, zsh or fish.", {}, run_completions},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }
std::span<const Flag> common_flags() { return kCommonFlags; }

const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace pressmark::cli
