// What the readers of other programs' exports have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/archive.h"
#include "pressmark/result.h"

namespace pressmark::keep {

// An entry of an export. Members that the format does not have stay empty.
struct Item {
  enum class Content : std::uint8_t {
    kNone,      // only an address
    kFragment,  // HTML of the text alone, cleaned by the program that it comes from; UTF-8
    kPage,      // a page as it was captured, or a Markdown file
    kExchange,  // a page as it came over the wire: `exchange`
    kCapture    // a version of another archive: `capture`
  };
  std::string name{};  // where it is from, for messages: "notes/a.md"
  std::string url{}, title{}, author{}, date{};
  std::string id{};        // in the archive that it comes from
  std::string saved{};     // as the format writes it: iso_time() reads it
  std::string captured{};  // as format_date() writes it, where that is known besides
  std::vector<std::string> tags{};
  bool read = false, favourite = false, archived = false, liked = false, recommended = false, trashed = false;
  double progress = 0;  // 0 to 1
  std::string note{};
  std::vector<archive::Highlight> highlights{};  // their exact, note, colour, created
  Content content = Content::kNone;
  std::string bytes{};
  std::string content_type{};  // of a page: "text/html"
  std::string charset{};
  std::optional<archive::Exchange> exchange{};
  std::optional<archive::Capture> capture{};
  // A picture of the article's, by its address there, where the export has it. Asked before take() returns.
  std::function<std::optional<archive::Image>(const std::string& address)> picture{};
};

// Where readers put what they find, entry by entry. Its errors end the import.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<void> take(Item item) = 0;
  // An entry that can't be read; the others go on.
  virtual Result<void> lose(std::string name, Error error) = 0;
  // A collection of another archive.
  virtual Result<void> collection(std::string name, std::string query) = 0;
  // A feed that was followed.
  virtual Result<void> feed(std::string url, std::string title) = 0;
};

struct Input {
  std::string path;
  bool is_folder = false;
  std::string head{};                // its first bytes
  std::vector<std::string> names{};  // of the entries, where it is a zip
};

struct ImportFormat {
  std::string_view name;
  bool (*recognises)(const Input& input);
  Result<void> (*read)(const Input& input, Sink& sink);
};

// The readers; each file of src/keep/import/ has one or a few of them.
Result<void> read_lines(const Input& input, Sink& sink);
bool is_lines(const Input& input);
Result<void> read_archive(const Input& input, Sink& sink);
bool is_archive(const Input& input);
Result<void> read_folder(const Input& input, Sink& sink);
bool is_folder(const Input& input);
Result<void> read_warc(const Input& input, Sink& sink);
bool is_warc(const Input& input);
Result<void> read_wacz(const Input& input, Sink& sink);
bool is_wacz(const Input& input);
Result<void> read_omnivore(const Input& input, Sink& sink);
bool is_omnivore(const Input& input);
Result<void> read_readeck(const Input& input, Sink& sink);
bool is_readeck(const Input& input);
Result<void> read_pocket_zip(const Input& input, Sink& sink);
bool is_pocket_zip(const Input& input);
Result<void> read_wallabag(const Input& input, Sink& sink);
bool is_wallabag(const Input& input);
Result<void> read_karakeep(const Input& input, Sink& sink);
bool is_karakeep(const Input& input);
Result<void> read_linkwarden(const Input& input, Sink& sink);
bool is_linkwarden(const Input& input);
Result<void> read_bookmarks(const Input& input, Sink& sink);
bool is_bookmarks(const Input& input);
Result<void> read_pocket_html(const Input& input, Sink& sink);
bool is_pocket_html(const Input& input);
Result<void> read_pocket(const Input& input, Sink& sink);
bool is_pocket(const Input& input);
Result<void> read_instapaper(const Input& input, Sink& sink);
bool is_instapaper(const Input& input);
Result<void> read_readwise(const Input& input, Sink& sink);
bool is_readwise(const Input& input);
Result<void> read_single_file(const Input& input, Sink& sink);
bool is_single_file(const Input& input);
Result<void> read_opml(const Input& input, Sink& sink);
bool is_opml(const Input& input);

}  // namespace pressmark::keep
