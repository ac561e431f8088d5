#include "bulk/pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "base/memory.h"
#include "capture/file.h"
#include "pressmark/article.h"
#include "pressmark/capture.h"
#include "pressmark/render.h"

namespace pressmark::bulk {
namespace {

constexpr std::size_t kPagesAheadPerThread = 16;

void append_further(std::string& out, std::string_view key, std::string_view value) {
  out += ", ";
  append_json_string(out, key);
  out += ": ";
  append_json_string(out, value);
}

// null says that the page does not state it.
void append_optional(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) return append_further(out, key, value);
  out += ", ";
  append_json_string(out, key);
  out += ": null";
}

// ", \"url\": ..." to the kind.
std::string members_of(const Metadata& metadata) {
  std::string json;
  append_optional(json, "url", metadata.url);
  append_optional(json, "title", metadata.title);
  append_optional(json, "author", metadata.author);
  append_optional(json, "date", metadata.date);
  append_optional(json, "lang", metadata.language);
  append_optional(json, "kind", metadata.kind);
  return json;
}

// ", \"url\": ..." to the Markdown.
std::string members_of(const Article& article) {
  std::string json = members_of(article.metadata);
  append_further(json, "text", render::text(article));
  append_further(json, "markdown", render::markdown(article, render::FrontMatter::kOmit));
  return json;
}

}  // namespace

Result<Article> Worker::read_page(const Page& page, const capture::Options& options) {
  const std::span<const std::byte> bytes = PM_TRY(capture::read_file(page.path, file_));
  extract::Extraction extraction = PM_TRY(reader_.read(bytes, options));
  return std::move(extraction.article);
}

Line Worker::extract_page(const Page& page, const capture::Options& options) {
  constexpr std::size_t kMostKept = std::size_t{4} << 20;  // for the next page
  if (file_.size() > kMostKept) file_ = {};
  std::string names = "{\"id\": ";
  append_json_string(names, page.id);
  append_further(names, "path", page.path);
  auto members = base::within_memory([&]() -> Result<std::string> { return members_of(PM_TRY(read_page(page, options))); });
  if (members) return {.json = names + *std::move(members) + "}\n", .failed = false};
  Error error = std::move(members).error();
  error.input.clear();  // `path` says it.
  append_further(names, "error", error.text());
  names += ", \"code\": " + std::to_string(static_cast<int>(error.code));
  // A page without text (a shell that scripts were to fill) still says what it is.
  if (error.code == Code::kNotArticle) names += members_of(reader_.stated());
  return {.json = names + "}\n", .failed = true};
}

namespace {

// Results that wait for their turn, in a ring of `capacity` places: place i holds page i modulo capacity.
class Window {
 public:
  Window(std::size_t pages, std::size_t capacity) : pages_(pages), ring_(capacity) {}

  // The next page to work on, once there is room for its result; nullopt at the end.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || taken_ == pages_ || taken_ < delivered_ + ring_.size(); });
    if (stopped_ || taken_ == pages_) return std::nullopt;
    return taken_++;
  }

  void put(std::size_t page, Line&& line) {
    {
      const std::lock_guard lock(mutex_);
      ring_[page % ring_.size()] = std::move(line);
    }
    ready_.notify_one();
  }

  Line wait_for(std::size_t page) {
    std::unique_lock lock(mutex_);
    std::optional<Line>& place = ring_[page % ring_.size()];
    ready_.wait(lock, [&] { return place.has_value(); });
    Line line = std::move(*place);
    place.reset();
    ++delivered_;
    room_.notify_all();
    return line;
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

 private:
  const std::size_t pages_;
  std::vector<std::optional<Line>> ring_;
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::size_t taken_ = 0, delivered_ = 0;
  bool stopped_ = false;
};

}  // namespace

void run(const std::vector<Page>& pages, const std::unordered_map<std::string, std::string>& urls, unsigned threads,
         const Sink& sink, const capture::Options& options) {
  const auto worker_count =
      static_cast<unsigned>(std::min<std::size_t>(std::max(threads, 1U), std::max<std::size_t>(pages.size(), 1)));
  Window window(pages.size(), worker_count * kPagesAheadPerThread);
  const auto work = [&] {
    Worker worker;
    while (const auto next = window.take()) {
      const Page& page = pages[*next];
      const auto url = urls.find(page.id);
      capture::Options of_page = options;
      of_page.url = url == urls.end() ? std::string_view() : std::string_view(url->second);
      window.put(*next, worker.extract_page(page, of_page));
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < worker_count; ++i) workers.emplace_back(work);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!sink(window.wait_for(i), i + 1)) break;
  }
  window.stop();
}

}  // namespace pressmark::bulk
