#include "keep/import/single_file.h"

#include <array>

#include "base/ascii.h"
#include "capture/file.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kMostComment = 4096;
constexpr std::string_view kMark = "Page saved with SingleFile";

// "Sat Feb 03 2024 04:05:06 GMT+0800 (China Standard Time)", as JavaScript writes a date.
std::string iso_of(std::string_view date) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (date.size() < 24 || date[3] != ' ' || date[7] != ' ' || date[10] != ' ' || date[15] != ' ') return {};
  const std::size_t month = kMonths.find(date.substr(4, 3));
  if (month == std::string_view::npos || month % 3 != 0) return {};
  std::string iso =
      fmt::format("{}-{:02}-{}T{}", date.substr(11, 4), month / 3 + 1, date.substr(8, 2), date.substr(16, 8));
  if (date.substr(24).starts_with(" GMT")) iso += date.substr(28, 5);
  return iso;
}

std::string_view line_behind(std::string_view comment, std::string_view label) {
  const std::size_t at = comment.find(label);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = comment.substr(at + label.size());
  return ascii::trimmed(rest.substr(0, rest.find('\n')));
}

std::string_view comment_of(std::string_view page) {
  const std::string_view head = page.substr(0, std::size_t{64} << 10);
  const std::size_t at = head.find(kMark);
  if (at == std::string_view::npos) return {};
  const std::string_view comment = head.substr(at, kMostComment);
  return comment.substr(0, comment.find("-->"));
}

}  // namespace

void describe_single_file(Item& item) {
  const std::string_view comment = comment_of(item.bytes);
  if (comment.empty()) return;
  if (item.url.empty()) item.url = line_behind(comment, "\n url: ");
  if (item.saved.empty()) item.saved = iso_of(line_behind(comment, "\n saved date: "));
}

bool is_single_file(const Input& input) { return input.head.find(kMark) != std::string::npos; }

// A page that unpacks itself is a zip too, whose index.html is the page.
Result<void> read_single_file(const Input& input, Sink& sink) {
  const std::vector<std::byte> bytes = PM_TRY(capture::read_file(input.path));
  Item item{.name = input.path, .content = Item::Content::kPage, .content_type = "text/html"};
  item.bytes.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  describe_single_file(item);
  if (auto zip = Zip::over(item.bytes)) {
    std::string page = PM_TRY(zip->read("index.html"));
    if (!page.empty()) item.bytes = std::move(page);
  }
  return sink.take(std::move(item));
}

}  // namespace pressmark::keep
