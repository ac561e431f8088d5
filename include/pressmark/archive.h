// A private archive: what was captured stays, is proven, and is found again. The folder's format:
// docs/formats/archive.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressmark/article.h"
#include "pressmark/result.h"

namespace pressmark::archive {

using Time = std::chrono::system_clock::time_point;

// ---- what goes in ----

// An HTTP exchange as it went over the wire: messages whole, start lines and fields and bodies.
struct Exchange {
  std::string url{};
  Time date{};
  std::string request{};
  std::vector<std::byte> response{};
  std::string ip_address{};  // that answered
};

// What did not come over HTTP: a file, a browser's push, the entry of an import.
struct Resource {
  std::string url;  // or "file:///..." where it has no address
  Time date;
  std::string content_type;
  std::vector<std::byte> bytes;
};

struct Image {
  std::string url;         // as the article's spans have it
  std::string media_type;  // by its bytes
  std::vector<std::byte> bytes;
  std::optional<Exchange> exchange{};  // how it was fetched; as a resource of the capture where it was not
};

// What the person says of an article; absent members stay as they are.
struct Change {
  std::vector<std::string> add_tags{}, remove_tags{};
  std::optional<bool> read{}, favourite{}, liked{}, recommended{}, archived{}, trashed{};
  std::optional<double> progress{};   // 0 to 1
  std::optional<std::string> note{};  // "" takes it away
  bool operator==(const Change&) const = default;
};

struct Capture {
  std::string url;  // of the page, after redirects; "" where there is none
  Time time;
  std::string asked{};                 // that led there, as url::canonical has it
  std::vector<Exchange> exchanges{};   // redirects in their order, then the page
  std::optional<Resource> resource{};  // the page itself where it is of no exchange: a file, or what a browser shows
  std::string charset{};               // as the transport states it
  std::string engine{};                // "pressmark/0.1.0"
  Article article{};
  std::vector<Image> images{};
  // An import's:
  std::string id{};     // the article's in the archive that it comes from; kept unless another article has it
  std::string saved{};  // when it was saved there, ISO 8601
  Change own{};         // said of the article where it is new
};

// A capture without an article: gone, blocked, nothing written there.
struct Attempt {
  std::string url;
  Time time;
  std::vector<Exchange> exchanges{};
  Code code = Code::kNotArticle;
  std::string reason{};
};

struct Saved {
  std::string id;
  int version = 1;
  bool unchanged = false;  // the article is as the version before it has it: no new version
  std::string title;
};

// A passage, by what it says and where: W3C Web Annotation's TextQuoteSelector and TextPositionSelector over the
// article's text (render::text). https://www.w3.org/TR/annotation-model/#selectors
struct Highlight {
  std::string id{};  // "" for a new one
  std::string exact{}, prefix{}, suffix{};
  std::int64_t start = -1, end = -1;  // bytes of the text; -1 when it could not be placed in the present text
  std::string note{}, colour{};
  std::string created{};
};

// A feed or sitemap whose new items are captured.
struct Follow {
  std::string id{};  // "" for a new one
  std::string url{}, title{};
  std::chrono::seconds every{std::chrono::hours(6)};
  bool only_new = false;  // not what it held when it was first looked at
  std::string added{};    // ISO 8601; "": now
};

// ---- what comes out ----

struct Entry {
  std::string id;
  std::string title, url, canonical, source, site, author, language, date, kind;
  std::string saved;     // when first captured, UTC, ISO 8601
  std::string captured;  // when last captured with another text
  int versions = 0;
  std::int64_t words = 0;
  bool read = false, favourite = false, liked = false, recommended = false, archived = false, trashed = false;
  double progress = 0;
  std::string note{};
  std::vector<std::string> tags{};
  std::vector<std::string> near{};  // IDs of articles that say nearly the same
};

struct Version {
  int number = 0;
  std::string time, url, engine;
  std::string article, content, payload;  // SHA-256: of the Article's JSON, of what it says, of the page's bytes
  std::string content_type, charset;
  std::string warc;                    // the file's name
  std::uint64_t offset = 0, size = 0;  // of all records of the capture in it
  std::uint64_t page_offset = 0;       // of the record that has the page
};

// A page as it was captured.
struct Raw {
  std::vector<std::byte> bytes;  // without content coding
  std::string url, content_type, charset, time;
};

// What became of looking at what is followed. It is known to the index alone, so a rebuild forgets it.
struct Poll {
  std::string looked{}, due{};          // ISO 8601; "" when never yet, and when never again
  std::string etag{}, last_modified{};  // of what was seen
  int failures = 0;                     // one after another
  std::string result{};                 // of the last look, for people; "" when all was well
  std::int64_t captured = 0;            // articles, in all
};
struct Followed {
  Follow follow{};
  Poll poll{};
};

struct Filter {
  bool trashed = false;   // those in the trash, instead of the others
  std::size_t limit = 0;  // 0: all
};

struct FindOptions {
  std::size_t limit = 20, offset = 0;
  std::size_t snippet_width = 160;         // in columns; a Chinese character has two
  std::string_view open = "", close = "";  // around what was found
};
struct FoundEntry {
  Entry entry;
  std::string snippet;
};
struct Found {
  std::vector<FoundEntry> entries{};
  std::size_t count = 0;    // of all hits that were ranked
  bool is_partial = false;  // There are more than search::kMostRanked, and older ones were not looked at.
};

struct Damage {
  std::string what;  // a file, or a file and a place in it
  Message how;
  bool mended = false;
};

struct VerifyOptions {
  bool read_data = false;             // every byte, not only structure
  std::uint32_t part = 1, parts = 1;  // with read_data: the part-th of so many
  // Makes again what can be derived; for that it needs what reads a page as it was captured.
  bool repair = false;
  std::function<Result<Article>(const Raw&)> read{};
};

struct Verification {
  std::vector<Damage> damages{};  // the first thousand
  std::uint64_t count = 0;        // of all that was not mended
  std::uint64_t articles = 0, versions = 0, blobs = 0, events = 0, records = 0;
};

struct OpenOptions {
  std::string passphrase{};  // of the key; only what writes needs it
};

// An archive on this machine. Many processes may have it open; those that write wait for one another. Not for two
// threads at once. Errors of all calls: kUnreadable for damage (with what repairs it), kOutputFailed where the disk
// refuses: then nothing of the call is kept, or all of it.
class Archive {
 public:
  // Makes the folder and its key. Errors: kUsage where there is something else.
  static Result<Archive> create(const std::string& folder, std::string_view passphrase = {});
  // Errors: kNotFound where there is no archive; kUnreadable for one of a later format.
  static Result<Archive> open(const std::string& folder, const OpenOptions& options = {});
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  // When it returns, all of them are on the disk for good. One Saved for each.
  Result<std::vector<Saved>> save(std::span<const Capture> captures);
  Result<void> record(const Attempt& attempt);
  Result<void> change(const std::string& id, const Change& change);
  // Adds one, or replaces the one of that ID. Gives the ID.
  Result<std::string> highlight(const std::string& id, Highlight highlight);
  Result<void> remove_highlight(const std::string& id, const std::string& highlight);
  Result<void> set_collection(const std::string& name, const std::string& query);  // "" takes it away
  // Adds one, or replaces the one of that ID. Gives the ID.
  Result<std::string> follow(Follow follow);
  Result<void> unfollow(const std::string& id);
  Result<void> set_poll(const std::string& id, const Poll& poll);
  // Which items of a followed feed need no further look: what became of them is known.
  Result<bool> is_seen(const std::string& id, std::string_view item);
  Result<void> set_seen(const std::string& id, std::span<const std::string> items);
  // What today's engine reads in the raw page of a version, in the place of what was read before.
  Result<void> reread(const std::string& id, int version, const Article& article, const std::string& engine);
  // Removes an article for good: its lines' bodies, its records, its blobs that no other has, its rows.
  Result<void> purge(const std::string& id);

  // The whole ID that begins with `text`. Errors: kNotFound, kUsage when several do.
  Result<std::string> resolve(std::string_view text);
  // The article that was captured from there.
  Result<std::optional<std::string>> find_url(std::string_view url);
  Result<Entry> entry(const std::string& id);
  Result<std::vector<Entry>> list(const Filter& filter = {});
  // The best hits of a query (docs/formats/search.md). Errors: kUsage for one that can't be understood, saying where
  // and why.
  Result<Found> find(std::string_view query, const FindOptions& options = {});
  Result<std::vector<Version>> versions(const std::string& id);
  // Version 0 is the last one.
  Result<Article> article(const std::string& id, int version = 0);
  Result<Raw> raw(const std::string& id, int version = 0);
  Result<Version> version(const std::string& id, int version = 0);
  // All that was captured then, as it was given to save(): the exchanges or the resource byte for byte.
  Result<Capture> capture(const std::string& id, int version = 0);
  // Address and SHA-256 of the pictures that are kept with a version.
  Result<std::vector<std::pair<std::string, std::string>>> images(const std::string& id, int version = 0);
  Result<std::vector<std::byte>> blob(std::string_view digest);
  Result<std::vector<Highlight>> highlights(const std::string& id);
  Result<std::vector<std::pair<std::string, std::string>>> collections();
  Result<std::vector<Followed>> follows();

  Result<Verification> verify(const VerifyOptions& options = {});
  // Makes the index anew from the log and what it names.
  static Result<void> rebuild(const std::string& folder);
  // The files that make an archive, as they are now, but for the private key and what can be made again: name in the
  // folder, and how many of its bytes (more may be added meanwhile). What comes later does not stand on what is missing.
  struct Part {
    std::string name, path;
    std::uint64_t size;
  };
  Result<std::vector<Part>> parts();
  // A whole archive of its own in `folder`, which must not exist, while this one is in use.
  Result<void> backup(const std::string& folder);
  // Begins a new key, sealed by `passphrase` unless that is empty; the log says so.
  Result<void> renew_key(std::string_view passphrase, std::string_view reason);

  struct State;  // the implementation's

 private:
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pressmark::archive
