// The pages of a bulk run: files named, and those of folders.
#pragma once

#include <string>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::bulk {

struct Page {
  std::string path;
  std::string id;  // the file's name up to its first dot
};

// A file as it is named; a folder's pages recursively in bytewise order of their paths: *.html, *.htm, *.xhtml, *.md, *.txt, each also
// .gz; dot files skipped, links not followed. Errors: kNotFound, kUnreadable, naming the path.
Result<std::vector<Page>> find_pages(const std::string& path);

}  // namespace pressmark::bulk
