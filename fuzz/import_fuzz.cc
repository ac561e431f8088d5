// modules: keep
// The first byte chooses the reader, the rest is the export, as a file in memory. What comes out must be text where it
// is said to be, no more than the export can hold, and the same when it is read again.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <string>

#include "base/utf8.h"
#include "keep/import.h"
#include "keep/import/zip.h"
#include "oracle.h"

namespace {

using namespace pressmark;
using namespace pressmark::keep;
using pressmark::fuzz::require;

struct Reader {
  bool (*recognises)(const Input&);
  Result<void> (*read)(const Input&, Sink&);
};
constexpr auto kReaders = std::to_array<Reader>({{is_folder, read_folder},
                                                 {is_warc, read_warc},
                                                 {is_wacz, read_wacz},
                                                 {is_omnivore, read_omnivore},
                                                 {is_readeck, read_readeck},
                                                 {is_pocket_zip, read_pocket_zip},
                                                 {is_wallabag, read_wallabag},
                                                 {is_karakeep, read_karakeep},
                                                 {is_linkwarden, read_linkwarden},
                                                 {is_bookmarks, read_bookmarks},
                                                 {is_pocket_html, read_pocket_html},
                                                 {is_pocket, read_pocket},
                                                 {is_instapaper, read_instapaper},
                                                 {is_readwise, read_readwise},
                                                 {is_single_file, read_single_file},
                                                 {is_opml, read_opml}});

bool is_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::next(text, at);
    if (!c.valid) return false;
    at += c.size;
  }
  return true;
}

// Writes all that it hears of into one string.
class Heard final : public Sink {
 public:
  Result<void> take(Item item) override {
    require(item.content != Item::Content::kFragment || is_text(item.bytes), "a cleaned text is UTF-8");
    require(item.exchange.has_value() == (item.content == Item::Content::kExchange), "an exchange is where it is said");
    add("item " + item.url + "|" + item.title + "|" + item.saved + "|" + item.note + "|" + item.bytes);
    for (const std::string& tag : item.tags) add(tag);
    for (const auto& highlight : item.highlights) add(highlight.exact + "|" + highlight.note);
    return {};
  }
  Result<void> lose(std::string name, Error error) override {
    add("lost " + name + error.reason.text());
    return {};
  }
  Result<void> collection(std::string name, std::string query) override {
    add("collection " + name + "|" + query);
    return {};
  }
  Result<void> feed(std::string url, std::string title) override {
    add("feed " + url + "|" + title);
    return {};
  }
  const std::string& all() const { return all_; }

 private:
  void add(const std::string& line) { all_ += line + '\n'; }
  std::string all_{};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Reader& reader = kReaders[data[0] % kReaders.size()];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int file = ::memfd_create("export", 0);
  require(file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "memory");
  Input input{.path = "/proc/self/fd/" + std::to_string(file), .head = std::string(bytes.substr(0, 65536))};
  if (bytes.starts_with("PK")) {
    if (const auto zip = Zip::open(input.path)) input.names = zip->names();
  }
  static_cast<void>(reader.recognises(input));
  Heard first, second;
  const bool was_read = reader.read(input, first).has_value();
  require(reader.read(input, second).has_value() == was_read, "read again, it ends the same");
  require(first.all() == second.all(), "read again, it says the same");
  ::close(file);
  return 0;
}
