// Pages into an archive, and what today's engine makes of those that are there.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pressmark/archive.h"
#include "pressmark/capture.h"
#include "pressmark/fetch.h"
#include "pressmark/result.h"

namespace pressmark::keep {

// What reads pages now: "pressmark/0.1.0".
std::string_view engine();

struct Options {
  capture::Options read{};  // how a page is read; its url and fetch_date are set here
  fetch::Options fetch{};
  bool images = true;   // also keep the pictures of the article
  bool render = false;  // open pages without text in a browser: pressmark/browser.h
  std::string saved{};  // when it was saved in the program that it is imported from, ISO 8601; "": now
};

// What of a capture could not be had; the capture is kept without it.
struct Missing {
  std::string what;  // the picture's address
  Message reason;
};

struct Kept {
  archive::Saved saved;
  std::vector<Missing> missing{};
};

// Whether a page may have its text only once its scripts have run: hardly anything was read there, or only what it
// brings for machines and for readers without scripts.
bool may_need_scripts(const Result<extract::Extraction>& extraction);

// Fetches the page and its pictures, and keeps them. Errors: fetch's; where the server answered but there is no article
// (kGone, kRemoved, kRetryLater, kBlocked, kNotArticle ...), the answer is in the archive all the same; those of
// browser::open.
Result<Kept> save_url(archive::Archive& archive, std::string_view url, const Options& options = {});

// Keeps a page that is at hand. `url` is its address, "" where that is in the page or unknown; `name` says where it
// was, for the record: "page.html".
Result<Kept> save_page(archive::Archive& archive, std::span<const std::byte> page, std::string_view url,
                       std::string_view name, const Options& options = {});

struct ImportOptions {
  std::string format{};  // of import_formats(); "" to see by the content what it is
  bool fetch = false;  // also fetch what is there as an address alone, gently: a second between two requests of a host
  Options save{};      // how pages are read, and fetched
};

// What became of an entry of another program's export.
struct Imported {
  enum class Outcome : std::uint8_t {
    kSaved,
    kUnchanged,  // The archive has it; what the person said of it there was added.
    kLink,       // an address alone: not kept
    kFeed,       // a feed that was followed there, and is here from now on
    kFailed
  };
  Outcome outcome;
  archive::Saved saved{};        // of kSaved and kUnchanged
  std::string name{};            // its address, or where in the export it stands
  std::optional<Error> error{};  // of kFailed
};

struct ImportReport {
  std::string format{};
  std::uint64_t saved = 0, unchanged = 0, links = 0, feeds = 0, failed = 0;
  std::uint64_t highlights = 0, unplaced = 0;                // added; those of them whose passage is not in the text
  std::vector<std::pair<Message, std::uint64_t>> reasons{};  // of the failed, the most frequent first
  std::optional<Error> damage{};  // what ended the reading before the end of the export; what came before is kept
};

std::vector<std::string_view> import_formats();

// Keeps what another program exported: a file, or a folder of Markdown. `tell` hears of each entry, in order, once it
// is on the disk; what it gives ends the import where it is an error. An entry that can't be kept never stops the
// others. Errors: kNotFound, kUnreadable (no format that is known), kUsage for another `format`, kOutputFailed.
Result<ImportReport> import_file(archive::Archive& archive, const std::string& path, const ImportOptions& options,
                                 const std::function<Result<void>(const Imported&)>& tell);

// ---- following feeds and sitemaps ----

struct FeedFound {
  std::string url{}, title{};
  std::vector<std::string> others{};  // further feeds that the page names
};
// The feed or sitemap that is at this address, or that the page there names, or its site's robots.txt. Errors: fetch's;
// kNotFound where there is none.
Result<FeedFound> find_feed(std::string_view url, const fetch::Options& options = {});

struct FollowOptions {
  Options save{};
  std::size_t most = 100;  // items captured at one look; the others wait for the next
};

// What became of an item: captured, or why not.
struct NewItem {
  std::string url;
  std::optional<archive::Saved> saved{};
  std::optional<Error> error{};
};

struct FollowReport {
  std::uint64_t saved = 0, unchanged = 0, failed = 0;
  std::uint64_t waiting = 0;          // for the next look
  std::uint64_t without_address = 0;  // items that lead nowhere
  std::optional<Error> error{};       // why the feed itself could not be read
};

// Looks at what is followed: each host gently, by its robots.txt, and no faster than it asks for. What was captured, by
// whomever, is not fetched again; what failed for good is not tried again, nor what a person purged. Killed at any
// time, it has lost nothing.
class Follower {
 public:
  using Tell = std::function<Result<void>(const NewItem&)>;  // of each item, once it is on the disk

  Follower(archive::Archive& archive, FollowOptions options, Tell tell);
  // Once, and notes in the archive how it went and when it is due again: after a failure later and later; never where
  // the feed is gone. Errors: kOutputFailed, and those of `tell`.
  Result<FollowReport> look_at(const archive::Followed& followed);

 private:
  class Round;
  Result<void> check_robots(std::string_view url);

  archive::Archive& archive_;
  FollowOptions options_;
  Tell tell_;
  fetch::Politeness politeness_{};
  std::unordered_map<std::string, fetch::Robots> robots_{};  // by host
};

// Whether its next look may be now.
bool is_due(const archive::Followed& followed);

// The type of a capture that is an Article's JSON, from another archive's export.
inline constexpr std::string_view kArticleType = "application/vnd.pressmark.article+json";

// What the engine of today reads in a page as it was captured.
Result<Article> read_again(const archive::Raw& raw, const capture::Options& options = {});

// ---- highlights ----

// The article's, each where it is in the text that the article has now; start is -1 for one whose passage is gone.
Result<std::vector<archive::Highlight>> highlights(archive::Archive& archive, const std::string& id);
// Marks the passage `exact`, where it is for the `which`-th time (from 1); `count` is how often it is there. Gives the
// highlight's ID. Errors: kNotFound.
Result<std::string> add_highlight(archive::Archive& archive, const std::string& id, archive::Highlight highlight,
                                  std::size_t which, std::size_t& count);
// Each as a Web Annotation on a line of JSON-LD. https://www.w3.org/TR/annotation-model/
Result<std::vector<std::string>> annotations(archive::Archive& archive, const std::string& id);
// An article as one page of HTML, with its pictures in it and without scripts, that asks nobody for anything.
Result<std::string> single_page(archive::Archive& archive, const std::string& id, int version = 0);

// Highlights as a JSON array. docs/formats/cli-json.md
std::string highlights_json(std::span<const archive::Highlight> highlights);

// A file for each of these articles in the new folder `path`, which appears only when it is whole, and the pictures in
// a folder of it. Markdown has what the person says of the article in its front matter. Errors: kUsage where the folder
// exists, kOutputFailed, and those of the archive.
enum class Form : std::uint8_t { kMarkdown, kHtml };
Result<void> export_folder(archive::Archive& archive, std::span<const std::string> ids, const std::string& path,
                           Form form);

// One file, which appears under its name only when it is whole and on the disk. WACZ has all that was captured, every
// version, for players of web archives. Errors: kUsage where `path` exists, kOutputFailed, and those of the archive.
// EPUB 3.3 is a book with a chapter an article, in the order given, and the pictures; `title` is the book's, "" for
// that of its first.
Result<void> export_epub(archive::Archive& archive, std::span<const std::string> ids, const std::string& path,
                         const std::string& title = {});
Result<void> export_wacz(archive::Archive& archive, std::span<const std::string> ids, const std::string& path);
// The whole archive with all that was ever said in it, for import_file().
Result<void> export_archive(archive::Archive& archive, const std::string& path);

// What became of a line of a text: pieces in their order; one piece for a line that is the same, gone, or new.
struct Piece {
  enum class Kind : std::uint8_t { kSame, kRemoved, kAdded };
  Kind kind;
  std::string text;
};
struct Difference {
  std::vector<Piece> pieces{};
  bool is_same() const { return pieces.empty() || (pieces.size() == 1 && pieces[0].kind == Piece::Kind::kSame); }
};
// By lines, and in lines that changed by words, of Chinese and its like by characters.
std::vector<Difference> differences(std::string_view before, std::string_view after);

}  // namespace pressmark::keep
