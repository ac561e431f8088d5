// Many pages on all cores, in input order: the engine of `pressmark extract`.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bulk/pages.h"
#include "pressmark/capture.h"
#include "pressmark/result.h"

namespace pressmark::bulk {

// The page as one JSON object and LF: id, path, url, title, author, date, lang, kind (null where unknown), text, markdown; or id, path, error and
// code for one that fails or stands in an article's place; where nothing is written there, url to kind as the page states them too.
struct Line {
  std::string json;
  bool failed = false;
};

// Reads one page after the other in the same memory.
class Worker {
 public:
  Line extract_page(const Page& page, const capture::Options& options);

 private:
  Result<Article> read_page(const Page& page, const capture::Options& options);

  std::vector<std::byte> file_{};
  capture::Reader reader_{};
};

// Where the lines go; false ends the run early.
using Sink = std::function<bool(const Line& line, std::size_t done)>;

// Works on `threads` pages at once (at least one) and hands the lines to `sink` in the order of `pages`, from the calling thread.
// At most a few pages per thread are held at a time. `urls` gives the pages' addresses by id;
// `options` says how to read every one.
void run(const std::vector<Page>& pages, const std::unordered_map<std::string, std::string>& urls, unsigned threads, const Sink& sink,
         const capture::Options& options = {});

}  // namespace pressmark::bulk
