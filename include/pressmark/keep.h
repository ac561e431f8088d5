// Pages into an archive, and what today's engine makes of those that are there.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/archive.h"
#include "pressmark/capture.h"
#include "pressmark/fetch.h"
#include "pressmark/result.h"

namespace pressmark::keep {

// What reads pages now: "pressmark/0.1.0".
std::string_view engine();

struct Options {
  capture::Options read{};  // how a page is read; its url and fetch_date are set here
  fetch::Options fetch{};
  bool images = true;  // also keep the pictures of the article
};

// What of a capture could not be had; the capture is kept without it.
struct Missing {
  std::string what;  // the picture's address
  Message reason;
};

struct Kept {
  archive::Saved saved;
  std::vector<Missing> missing{};
};

// Fetches the page and its pictures, and keeps them. Errors: fetch's; where the server answered but there is no article
// (kGone, kRemoved, kRetryLater, kBlocked, kNotArticle ...), the answer is in the archive all the same.
Result<Kept> save_url(archive::Archive& archive, std::string_view url, const Options& options = {});

// Keeps a page that is at hand. `url` is its address, "" where that is in the page or unknown; `name` says where it
// was, for the record: "page.html".
Result<Kept> save_page(archive::Archive& archive, std::span<const std::byte> page, std::string_view url,
                       std::string_view name, const Options& options = {});

// What the engine of today reads in a page as it was captured.
Result<Article> read_again(const archive::Raw& raw, const capture::Options& options = {});

// A file for each of these articles in the new folder `path`, which appears only when it is whole, and the pictures in
// a folder of it. Markdown has what the person says of the article in its front matter. Errors: kUsage where the folder
// exists, kOutputFailed, and those of the archive.
enum class Form : std::uint8_t { kMarkdown, kHtml };
Result<void> export_folder(archive::Archive& archive, std::span<const std::string> ids, const std::string& path,
                           Form form);

// What became of a line of a text: pieces in their order; one piece for a line that is the same, gone, or new.
struct Piece {
  enum class Kind : std::uint8_t { kSame, kRemoved, kAdded };
  Kind kind;
  std::string text;
};
struct Difference {
  std::vector<Piece> pieces{};
  bool is_same() const { return pieces.empty() || (pieces.size() == 1 && pieces[0].kind == Piece::Kind::kSame); }
};
// By lines, and in lines that changed by words, of Chinese and its like by characters.
std::vector<Difference> differences(std::string_view before, std::string_view after);

}  // namespace pressmark::keep
