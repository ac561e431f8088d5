// What the lines of a log say: their types and bodies. docs/formats/archive.md has them for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/log.h"
#include "pressmark/archive.h"

namespace pressmark::archive {

namespace event_type {
inline constexpr std::string_view kArchive = "archive", kKey = "key", kCapture = "capture", kAgain = "again",
                                  kAttempt = "attempt", kReread = "reread", kChange = "change",
                                  kHighlight = "highlight", kCollection = "collection", kPurge = "purge",
                                  kFollow = "follow";
}

// Records of one capture in a WARC file, one after another. The places that the log speaks of cover the files whole.
struct WarcPlace {
  std::string file{};
  std::uint64_t offset = 0, size = 0;
  std::string sha256{};  // of these bytes of the file
};

struct KeptImage {
  std::string url{}, blob{}, media_type{};
  std::string file{};        // the WARC file that has its record,
  std::uint64_t offset = 0;  // which begins there
};

struct CaptureBody {
  std::string id{};
  int version = 1;
  std::string url{}, asked{}, canonical{}, time{}, saved{}, title{}, engine{};
  std::string article{}, content{}, payload{};  // digests
  std::string content_type{}, charset{};
  WarcPlace warc{};
  std::uint64_t page = 0;  // offset of the page's record
  std::vector<KeptImage> images{};
  Change own{};  // what an import has of the article besides
};
NewEvent to_event(const CaptureBody& body);
std::optional<CaptureBody> read_capture(std::string_view body);

// The article was captured again and says what it said.
struct AgainBody {
  std::string id;
  int version = 1;
  std::string url, time, payload;
};
NewEvent to_event(const AgainBody& body);

struct RereadBody {
  std::string id;
  int version = 1;
  std::string title, engine, article, content;
};
NewEvent to_event(const RereadBody& body);
std::optional<RereadBody> read_reread(std::string_view body);

NewEvent archive_event(std::string_view public_key, std::string_view software);
// The key that an archive's or a key's event announces.
std::string public_key_in(std::string_view body);
NewEvent key_event(std::string_view public_key, std::string_view reason);
// `id` is the article of that address, where there is one.
NewEvent attempt_event(const Attempt& attempt, std::string_view id, const std::optional<WarcPlace>& warc);
NewEvent change_event(std::string_view id, const Change& change);
struct ChangeBody {
  std::string id{};
  Change change{};
};
std::optional<ChangeBody> read_change(std::string_view body);

// Without a highlight: the one of that ID is removed.
NewEvent highlight_event(std::string_view id, std::string_view highlight_id, const Highlight* highlight);
struct HighlightBody {
  std::string id{};  // of the article
  Highlight highlight{};
  bool removed = false;
};
std::optional<HighlightBody> read_highlight(std::string_view body);

NewEvent collection_event(std::string_view name, std::string_view query);
std::optional<std::pair<std::string, std::string>> read_collection(std::string_view body);

NewEvent follow_event(const Follow& follow);
NewEvent unfollow_event(std::string_view id);
struct FollowBody {
  Follow follow{};
  bool removed = false;
};
std::optional<FollowBody> read_follow(std::string_view body);

struct PurgeBody {
  std::string id;
  std::vector<WarcPlace> places{};  // as they are now
};
NewEvent to_event(const PurgeBody& body);
std::optional<PurgeBody> read_purge(std::string_view body);

// The article that a body speaks of, whatever its type; "" for none.
std::string id_in(std::string_view body);
// Where the records are that a body speaks of, whatever its type.
std::optional<WarcPlace> warc_in(std::string_view body);

}  // namespace pressmark::archive
