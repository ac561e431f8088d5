// WACZ: WARC files in a zip. https://specs.webrecorder.net/wacz/1.1.1/
#include <algorithm>

#include "keep/import.h"
#include "keep/import/warc.h"
#include "keep/import/zip.h"

namespace pressmark::keep {
namespace {

constexpr std::uint64_t kMostWarc = std::uint64_t{256} << 20;  // they are held in memory

bool is_archive(std::string_view name) {
  return name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"));
}

Result<void> take_archive(Zip& zip, std::size_t index, Sink& sink) {
  const std::string bytes = PM_TRY(zip.read(index, kMostWarc));
  warc::Reader reader = PM_TRY(warc::Reader::over(std::as_bytes(std::span(bytes))));
  return take_pages(reader, zip.names()[index], sink);
}

}  // namespace

bool is_wacz(const Input& input) { return std::ranges::any_of(input.names, is_archive); }

Result<void> read_wacz(const Input& input, Sink& sink) {
  Zip zip = PM_TRY(Zip::open(input.path));
  for (std::size_t i = 0; i < zip.names().size(); ++i) {
    if (!is_archive(zip.names()[i])) continue;
    auto done = take_archive(zip, i, sink);
    if (done) continue;
    if (done.error().code == Code::kOutputFailed) return done;
    PM_TRY(sink.lose(zip.names()[i], std::move(done).error()));
  }
  return {};
}

}  // namespace pressmark::keep
