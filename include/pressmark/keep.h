// Pages into an archive, and what today's engine makes of those that are there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/archive.h"
#include "pressmark/capture.h"
#include "pressmark/fetch.h"
#include "pressmark/result.h"

namespace pressmark::keep {

struct Options {
  capture::Options read{};    // how a page is read; its url and fetch_date are set here
  fetch::Options fetch{};
  bool images = true;         // also keep the pictures of the article
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

}  // namespace pressmark::keep
