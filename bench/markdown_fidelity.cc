// markdown_fidelity FILE...: reads each page as pressmark does, and compares its Markdown, read back by cmark-gfm, with its Article.
// A line a page that differs ("id TAB first difference"), then "N pages, M articles, K differ".
#include <cstdio>
#include <filesystem>

#include "capture/file.h"
#include "pressmark/capture.h"
#include "render/fidelity.h"

int main(int argc, char** argv) {
  int articles = 0, different = 0;
  for (int i = 1; i < argc; ++i) {
    const auto bytes = pressmark::capture::read_file(argv[i]);
    if (!bytes) continue;
    const auto page = pressmark::capture::read(*bytes);
    if (!page) continue;
    ++articles;
    const auto differences = pressmark::testing::fidelity_differences(page->article);
    if (differences.empty()) continue;
    ++different;
    std::printf("%s\t%zu\t%s\n", std::filesystem::path(argv[i]).filename().c_str(), differences.size(), differences.front().c_str());
  }
  std::printf("%d pages, %d articles, %d differ\n", argc - 1, articles, different);
  return 0;
}
