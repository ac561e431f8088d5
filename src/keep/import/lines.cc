// Lines of JSON, as pressmark exports them: what the archive says of an article, and the Article.
// docs/formats/cli-json.md
#include <fstream>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/json.h"
#include "keep/import/times.h"
#include "keep/own_json.h"
#include "pressmark/keep.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kMostLine = std::size_t{256} << 20;

bool flag(const Json& line, const char* name) { return is_true(member(line, name)); }

// The Article itself is what was captured: there is no page.
archive::Capture capture_of(const Json& line, Article article) {
  const archive::Time now = std::chrono::system_clock::now();
  archive::Capture capture{.url = article.metadata.url,
                           .time = parse_time(text_of(line, "captured")).value_or(now),
                           .engine = std::string(engine()),
                           .article = std::move(article),
                           .id = text_of(line, "id"),
                           .saved = text_of(line, "saved")};
  const std::string json = to_json(capture.article, JsonStyle::kOneLine);
  const auto bytes = std::as_bytes(std::span(json));
  capture.resource = {.url = capture.url.starts_with("http") ? capture.url : "file:///article.json",
                      .date = now,
                      .content_type = std::string(kArticleType),
                      .bytes = {bytes.begin(), bytes.end()}};
  return capture;
}

Result<Item> item_of(const std::string& text) {
  const Json line = PM_TRY(parse_json(text));
  Item item{.name = text_of(line, "title"),
            .url = text_of(line, "url"),
            .tags = texts_of(member(line, "tags"), "name"),
            .read = flag(line, "read"),
            .favourite = flag(line, "favourite"),
            .archived = flag(line, "archived"),
            .liked = flag(line, "liked"),
            .recommended = flag(line, "recommended"),
            .trashed = flag(line, "trashed"),
            .progress = number_of(member(line, "progress")),
            .note = text_of(line, "note"),
            .content = Item::Content::kCapture};
  item.highlights = read_highlights(member(line, "highlights").dump());
  item.capture = capture_of(line, PM_TRY(article_from_json(member(line, "article").dump())));
  return item;
}

}  // namespace

bool is_lines(const Input& input) {
  const std::string_view line = std::string_view(input.head).substr(0, input.head.find('\n'));
  return line.starts_with("{\"id\":") && line.find("\"article\":{") != std::string_view::npos;
}

Result<void> read_lines(const Input& input, Sink& sink) {
  std::ifstream file(input.path, std::ios::binary);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (ascii::trimmed(line).empty()) continue;
    auto item = line.size() > kMostLine
                    ? Result<Item>(fail(Code::kUnreadable, "the line is longer than {} MB", kMostLine >> 20))
                    : item_of(line);
    if (item) {
      PM_TRY(sink.take(*std::move(item)));
    } else {
      PM_TRY(sink.lose(fmt::format("line {}", number), std::move(item).error()));
    }
  }
  return {};
}

}  // namespace pressmark::keep
