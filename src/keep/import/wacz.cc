// WACZ: WARC files in a zip. https://specs.webrecorder.net/wacz/1.1.1/
#include <algorithm>
#include <unordered_map>

#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/warc.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

constexpr std::uint64_t kMostWarc = std::uint64_t{256} << 20;  // they are held in memory

bool is_warc_of_it(std::string_view name) {
  return name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"));
}

Result<void> take_archive(Zip& zip, std::size_t index, Sink& sink) {
  const std::string bytes = PM_TRY(zip.read(index, kMostWarc));
  return take_pages([&] { return warc::Reader::over(std::as_bytes(std::span(bytes))); }, zip.names()[index], sink);
}

// Gives pages the names that the list of pages has for them.
class Named : public Sink {
 public:
  Named(std::string_view pages, Sink& sink) : sink_(sink) {
    while (!pages.empty()) {
      const std::size_t end = std::min(pages.find('\n'), pages.size());
      if (const auto page = parse_json(pages.substr(0, end))) {
        const std::string id = text_of(*page, "id");
        ids_.try_emplace(key_of(text_of(*page, "url"), text_of(*page, "ts")), id.substr(0, id.find('@')));
      }
      pages.remove_prefix(std::min(end + 1, pages.size()));
    }
  }

  Result<void> take(Item item) override {
    if (const auto found = ids_.find(key_of(item.url, item.saved)); found != ids_.end()) item.id = found->second;
    return sink_.take(std::move(item));
  }
  Result<void> lose(std::string name, Error error) override { return sink_.lose(std::move(name), std::move(error)); }
  Result<void> collection(std::string name, std::string query) override {
    return sink_.collection(std::move(name), std::move(query));
  }
  Result<void> feed(std::string url, std::string title) override {
    return sink_.feed(std::move(url), std::move(title));
  }

 private:
  // To the second.
  static std::string key_of(const std::string& url, const std::string& time) { return time.substr(0, 19) + " " + url; }

  Sink& sink_;
  std::unordered_map<std::string, std::string> ids_{};
};

}  // namespace

bool is_wacz(const Input& input) { return std::ranges::any_of(input.names, is_warc_of_it); }

Result<void> read_wacz(const Input& input, Sink& sink) {
  Zip zip = PM_TRY(Zip::open(input.path));
  const std::string pages = zip.read("pages/pages.jsonl").value_or("");
  Named named(pages, sink);
  for (std::size_t i = 0; i < zip.names().size(); ++i) {
    if (!is_warc_of_it(zip.names()[i])) continue;
    auto done = take_archive(zip, i, named);
    if (done) continue;
    if (done.error().code == Code::kOutputFailed) return done;
    PM_TRY(sink.lose(zip.names()[i], std::move(done).error()));
  }
  return {};
}

}  // namespace pressmark::keep
