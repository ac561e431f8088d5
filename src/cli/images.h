// An article's pictures, kept beside its Markdown.
#pragma once

#include <string>

#include "cli/session.h"
#include "pressmark/article.h"
#include "pressmark/fetch.h"

namespace pressmark::cli {

struct ImageOptions {
  std::string folder;  // where the pictures go; made when absent
  std::string output;  // the Markdown file that refers to them; "" for standard output
  std::string
      input_file;  // the page's file: pictures with a relative address are looked for beside it; "" when it has none
  fetch::Options network{};
};

// Fetches (or copies) every picture of the article into the folder, under a name made of its address, and points the
// article to it by a relative path. One that can't be had keeps its address and is warned of. Errors: kOutputFailed.
Result<void> keep_images(const Session& session, Article& article, const ImageOptions& options);

}  // namespace pressmark::cli
