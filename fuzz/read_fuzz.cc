// modules: capture render
// Bytes of any kind through the whole straight line: capture::read and every renderer. Oracles: nothing crashes, all
// output is UTF-8 without control characters, and no address has a scheme that runs.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "pressmark/capture.h"
#include "pressmark/render.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = pressmark::utf8::next(text, at);
    require(c.valid && (c.code_point >= 0x20 || c.code_point == '\n' || c.code_point == '\t') && c.code_point != 0x7F);
    at += c.size;
  }
}

void check_html(std::string_view page) {
  check_characters(page);
  for (const std::string_view bad : {"<script", "<style", "<iframe", "<svg", "=\"javascript:", "=\"vbscript:"}) {
    require(page.find(bad) == std::string_view::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Every other input with all that has to be asked for.
  const bool asks = size % 2 == 1;
  const auto comments = asks ? pressmark::extract::Comments::kKeep : pressmark::extract::Comments::kDrop;
  const auto read = pressmark::capture::read(std::as_bytes(std::span(data, size)), {.url = "https://example.org/a/b",
                                                                                    .fetch_date = "2024-05-01",
                                                                                    .explain = asks,
                                                                                    .comments = comments,
                                                                                    .find_next = asks});
  if (!read) return 0;
  check_characters(pressmark::render::markdown(read->article));
  check_characters(pressmark::render::text(read->article));
  check_characters(pressmark::to_json(read->article, pressmark::JsonStyle::kOneLine));
  check_html(pressmark::render::html(read->article));
  return 0;
}
