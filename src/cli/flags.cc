#include "cli/flags.h"

#include <array>

#include "cli/cmd.h"

namespace pressmark::cli {
namespace {

constexpr Flag kAllow = {.name = "allow", .value = "HOST[,HOST]", .help = "also fetch from this host, host:port or address range, though it is not of the public web"};
constexpr Flag kCookies = {.name = "cookies", .value = "FILE", .help = "send the cookies of this cookies.txt, as browsers export it, to the hosts that it names"};
constexpr Flag kAllowPrivate = {.name = "allow-private", .help = "also fetch from loopback, private and other special addresses"};
constexpr Flag kRender = {.name = "render", .help = "open a page that has no text without its scripts in an installed Chromium"};
constexpr Flag kArchive = {.name = "archive", .value = "DIR", .help = "the archive's folder; else $PRESSMARK_ARCHIVE, else your own data folder"};
constexpr Flag kJson = {.name = "json", .help = "print one JSON object a line"};
constexpr Flag kLimit = {.name = "limit", .value = "N", .help = "print at most this many"};
constexpr Flag kUrl = {.name = "url", .value = "URL", .help = "the page's address, where the input does not say it or says it wrongly"};
constexpr Flag kEncoding = {.name = "encoding", .value = "LABEL", .help = "decode as this encoding, whatever the page declares"};
constexpr Flag kPrecision = {.name = "precision", .help = "leave out what may not belong to the text"};
constexpr Flag kRecall = {.name = "recall", .help = "keep what may belong to the text"};
constexpr Flag kComments = {.name = "comments", .value = "WHAT", .choices = "keep|drop", .help = "comments and reviews under an article: keep them in a section of their own, or drop them (the default)"};
constexpr Flag kStrict = {.name = "strict", .help = "no article where nothing on the page reads like one, however short"};
constexpr Flag kRecipes = {.name = "recipes", .value = "DIR", .help = "read the pages of sites by the recipes in this folder, a file each"};
constexpr Flag kTag = {.name = "tag", .value = "TAG", .help = "give what is saved this tag"};
constexpr Flag kNoImages = {.name = "no-images", .help = "do not fetch the pictures"};
#ifdef PRESSMARK_DEVELOPER
constexpr Flag kModel = {.name = "model", .value = "FILE", .help = "choose the text by this model"};
#endif
constexpr Flag kCollection = {.name = "collection", .value = "NAME", .help = "what this saved search finds"};
constexpr std::array kReadFlags = {
    Flag{.name = "format", .short_name = 'f', .value = "FORMAT", .choices = "md|text|json|html", .help = "what to print: md (the default), text, json or html"},
    kUrl,
    kEncoding,
    Flag{.name = "images", .value = "DIR", .help = "keep the pictures in this folder and point the output to them"},
    Flag{.name = "output", .short_name = 'o', .value = "FILE", .help = "write to this file, which appears only when it is whole"},
    kPrecision,
    kRecall,
    kComments,
    kStrict,
    kRecipes,
#ifdef PRESSMARK_DEVELOPER
    kModel,
#endif
    Flag{.name = "explain", .help = "say for each block of the page, on standard error, why it was kept or left out"},
    kRender,
    kCookies,
    kAllow,
    kAllowPrivate,
};
constexpr std::array kTreeFlags = {
    Flag{.name = "fragment", .value = "CONTEXT", .help = "parse as a fragment in this context element, such as td or \"svg path\""},
    Flag{.name = "scripting", .help = "parse as with scripting enabled: noscript holds raw text"},
    kEncoding,
};
constexpr std::array kExtractFlags = {
    Flag{.name = "output", .short_name = 'o', .value = "FILE", .help = "write the lines to this file, which appears only when it is whole"},
    Flag{.name = "threads", .short_name = 'j', .value = "N", .help = "work on this many pages at once (all cores when left out)"},
    Flag{.name = "urls", .value = "FILE", .help = "the pages' addresses: a line each, the page's id, a tab, the URL"},
    kPrecision,
    kRecall,
    kComments,
    kStrict,
    kRecipes,
#ifdef PRESSMARK_DEVELOPER
    kModel,
#endif
};
constexpr std::array kSaveFlags = {
    kArchive,
    kUrl,
    kTag,
    kNoImages,
    kComments,
    kStrict,
    kRecipes,
    kRender,
    kCookies,
    kAllow,
    kAllowPrivate,
};
constexpr std::array kImportFlags = {
    kArchive,
    Flag{.name = "from", .value = "FORMAT", .help = "what the file is, where that is not seen by its content: docs/formats/import.md lists them"},
    Flag{.name = "fetch", .help = "also fetch what the file has as an address alone, a second between two requests of a host"},
    Flag{.name = "json", .help = "print the report as one JSON object"},
    kTag,
    kNoImages,
    kRender,
    kCookies,
    kAllow,
    kAllowPrivate,
};
constexpr std::array kFollowFlags = {
    kArchive,
    Flag{.name = "every", .value = "INTERVAL", .help = "add: how often it is looked at, as in 30m, 6h (else) or 2d"},
    Flag{.name = "new", .help = "add: capture only what appears from now on"},
    Flag{.name = "due", .help = "run: only what is due"},
    Flag{.name = "limit", .value = "N", .help = "run: capture at most this many of each (100 when left out); the others wait for the next run"},
    kJson,
    kNoImages,
    kComments,
    kStrict,
    kRecipes,
    kRender,
    kCookies,
    kAllow,
    kAllowPrivate,
};
constexpr std::array kListFlags = {
    kArchive,
    kJson,
    kLimit,
    Flag{.name = "trash", .help = "what is in the trash, instead of all else"},
};
constexpr std::array kFindFlags = {
    kArchive,
    kJson,
    kLimit,
    kCollection,
};
constexpr std::array kShowFlags = {
    kArchive,
    Flag{.name = "format", .short_name = 'f', .value = "FORMAT", .choices = "md|text|json|html", .help = "what to print: md (the default), text, json or html"},
    Flag{.name = "json", .help = "print what the archive says of the article, as one JSON object"},
    Flag{.name = "versions", .help = "print its versions, one JSON object a line"},
    Flag{.name = "raw", .help = "print the page as it was captured"},
    Flag{.name = "output", .short_name = 'o', .value = "FILE", .help = "write to this file, which appears only when it is whole"},
};
constexpr std::array kMarkFlags = {
    kArchive,
    Flag{.name = "read", .value = "[yes|no]", .help = "it is read, or with no it is not"},
    Flag{.name = "favourite", .value = "[yes|no]", .help = "a favourite"},
    Flag{.name = "liked", .value = "[yes|no]", .help = "liked"},
    Flag{.name = "recommended", .value = "[yes|no]", .help = "recommended to others"},
    Flag{.name = "archived", .value = "[yes|no]", .help = "done with, and out of the way"},
    Flag{.name = "progress", .value = "PERCENT", .help = "read so far"},
};
constexpr std::array kHighlightFlags = {
    kArchive,
    kJson,
    Flag{.name = "note", .value = "TEXT", .help = "a note to the passage"},
    Flag{.name = "colour", .value = "NAME", .help = "its colour"},
    Flag{.name = "nth", .value = "N", .help = "where it is there several times: which"},
    Flag{.name = "remove", .value = "HIGHLIGHT", .help = "take this one away"},
};
constexpr std::array kCollectionFlags = {
    kArchive,
    kJson,
};
constexpr std::array kOpenFlags = {
    kArchive,
    Flag{.name = "print", .help = "only write the page, and print where it is"},
};
constexpr std::array kArchiveFlags = {
    kArchive,
};
constexpr std::array kPurgeFlags = {
    kArchive,
    Flag{.name = "yes", .help = "also what is not in the trash"},
};
constexpr std::array kExportFlags = {
    kArchive,
    kCollection,
    Flag{.name = "format", .short_name = 'f', .value = "FORMAT", .choices = "md|html|jsonl|epub|wacz|archive", .help = "md (the default) or html: a folder with a file an article and the pictures; jsonl: a line an article; epub: a book; wacz: all that was captured, for players of web archives; archive: the whole archive as one file, for import"},
    Flag{.name = "title", .value = "TEXT", .help = "epub: the book's title"},
    Flag{.name = "output", .short_name = 'o', .value = "PATH", .help = "where it goes; it appears only when it is whole"},
};
constexpr std::array kRereadFlags = {
    kArchive,
    Flag{.name = "apply", .help = "take what is read now; without this it is only shown"},
    kComments,
    kRecipes,
};
constexpr std::array kVerifyFlags = {
    kArchive,
    Flag{.name = "read-data", .value = "[N/T]", .help = "read every byte; with N/T those of the N-th of T parts"},
    Flag{.name = "repair", .help = "make again what can be derived from the rest"},
};
constexpr std::array kKeyFlags = {
    kArchive,
    Flag{.name = "seal", .help = "seal the new key by the passphrase in $PRESSMARK_PASSPHRASE"},
    Flag{.name = "reason", .value = "TEXT", .help = "why, for the log"},
};
constexpr std::array kRecipeFlags = {
    Flag{.name = "output", .short_name = 'o', .value = "DIR", .help = "import: write the recipes into this folder"},
    Flag{.name = "fetch", .help = "test: also fetch the addresses that the recipes name for tests"},
    kAllow,
    kAllowPrivate,
};
constexpr std::array kCommonFlags = {
    Flag{.name = "quiet", .short_name = 'q', .help = "say nothing but errors"},
    Flag{.name = "verbose", .short_name = 'v', .help = "say more: limits met, pictures kept"},
    Flag{.name = "help", .short_name = 'h', .help = "say what the command does and takes"},
};

constexpr std::array kCommands = {
    Command{"read", "INPUT...", "Print the article of a page (a file, a URL, or - for standard input) as clean Markdown.", kReadFlags, run_read},
    Command{"extract", "PATH...", "Turn many pages, or folders of pages, into JSON lines: one object a page, in input order.", kExtractFlags, run_extract},
    Command{"save", "INPUT...", "Keep pages (files, URLs, or - for standard input) in your archive, with their pictures and evidence of how they came.", kSaveFlags, run_save},
    Command{"import", "FILE...", "Keep what other programs exported: files, or folders of Markdown; ends with a report of what was kept and what not.", kImportFlags, run_import},
    Command{"follow", "ACTION [URL|ID]...", "Follow feeds and sitemaps: \"add\" one, \"list\" them, \"run\" captures what is new, \"remove\" one.", kFollowFlags, run_follow},
    Command{"list", "", "List what is in the archive, the newest first.", kListFlags, run_list},
    Command{"find", "[QUERY...]", "Find articles of the archive by words, \"phrases\", -without, tag:, source:, author:, site:, lang:, before:, after:, is:, has:.", kFindFlags, run_find},
    Command{"show", "ID[@VERSION]...", "Print an article of the archive.", kShowFlags, run_show},
    Command{"open", "ID[@VERSION]...", "Show an article of the archive in your browser, as one private page that asks nobody for anything.", kOpenFlags, run_open},
    Command{"diff", "ID[@A] [ID[@B]]", "Show what changed between two versions: the last two, unless named.", kArchiveFlags, run_diff},
    Command{"reread", "[ID...]", "Read captured pages again with today's engine, and show what comes out otherwise.", kRereadFlags, run_reread},
    Command{"tag", "ID [+TAG|-TAG]...", "Give an article tags, or take them away.", kArchiveFlags, run_tag},
    Command{"note", "ID TEXT...", "Write a note to an article; an empty one takes it away.", kArchiveFlags, run_note},
    Command{"mark", "ID...", "Say that articles are read, favourites, liked, recommended or archived.", kMarkFlags, run_mark},
    Command{"highlight", "ID [TEXT]...", "Mark a passage of an article, or list what is marked in it.", kHighlightFlags, run_highlight},
    Command{"collection", "ACTION [NAME [QUERY]]...", "Keep a search under a name: \"add\", \"list\", \"remove\".", kCollectionFlags, run_collection},
    Command{"trash", "ID...", "Put articles in the trash.", kArchiveFlags, run_trash},
    Command{"restore", "ID...", "Take articles out of the trash.", kArchiveFlags, run_restore},
    Command{"purge", "ID...", "Remove articles from the archive for good.", kPurgeFlags, run_purge},
    Command{"export", "[QUERY...]", "Write articles of the archive, all or those that a query finds, for other programs.", kExportFlags, run_export},
    Command{"verify", "", "Check the archive: 0 when it is clean, 1 when damage was named.", kVerifyFlags, run_verify},
    Command{"rebuild", "", "Make the archive's index anew of its log, records and blobs.", kArchiveFlags, run_rebuild},
    Command{"backup", "DIR", "Copy the archive into a new folder, while it is in use.", kArchiveFlags, run_backup},
    Command{"key", "ACTION", "Work on the key that the archive's log is signed with: \"renew\" begins a new one.", kKeyFlags, run_key},
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
