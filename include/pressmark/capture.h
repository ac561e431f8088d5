// Bytes of any kind that pressmark reads, to an Article: the whole straight line in one call.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "pressmark/encoding.h"
#include "pressmark/extract.h"
#include "pressmark/html.h"
#include "pressmark/result.h"

namespace pressmark::capture {

struct Options {
  std::string_view url{};                              // the page's address; overrules what the input says
  std::string_view fetch_date{};
  std::optional<encoding::Encoding> encoding{};        // overrules all
  std::string_view transport_charset{};
  bool explain = false;
  extract::Lean lean = extract::Lean::kBalanced;  // these as in extract::Options
  extract::Comments comments = extract::Comments::kDrop;
  bool find_next = false;
  bool strict = false;
  const extract::Recipes* recipes = nullptr;
  const extract::Model* model = nullptr;
};

// Reads HTML, or Markdown with front matter as other tools kept it; either may be gzipped. The kind is decided by content,
// never by a name. Errors: kUnreadable for empty, damaged, binary or unsupported input; extract's otherwise.
Result<extract::Extraction> read(std::span<const std::byte> bytes, const Options& options = {});

// Reads page after page as read does, in the memory of the page before. Not for two threads at once.
class Reader {
 public:
  Reader();
  Result<extract::Extraction> read(std::span<const std::byte> bytes, const Options& options = {});
  // What the page last read says of itself, where nothing was written there (kNotArticle); empty otherwise.
  const Metadata& stated() const { return stated_; }

 private:
  Result<extract::Extraction> read_text(std::span<const std::byte> bytes, const Options& options);

  html::Parser parser_;
  Metadata stated_{};
};

}  // namespace pressmark::capture
