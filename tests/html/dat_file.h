// The html5lib tree construction format, read: cases between "#data" lines.
// https://github.com/html5lib/html5lib-tests/blob/master/tree-construction/README.md
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::testing {

struct TreeCase {
  std::string data;
  std::string context;            // empty: a document
  std::optional<bool> scripting;  // absent: both settings give the tree
  std::string tree;               // its lines, each ended by LF
};

inline std::vector<TreeCase> read_tree_cases(std::string_view text) {
  std::vector<TreeCase> cases;
  std::string* part = nullptr;
  const auto finish = [&cases] {
    if (cases.empty()) return;
    std::string& tree = cases.back().tree;
    while (tree.ends_with("\n\n")) tree.pop_back();
    if (cases.back().data.ends_with('\n')) cases.back().data.pop_back();
    if (cases.back().context.ends_with('\n')) cases.back().context.pop_back();
  };
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view whole = text.substr(0, length);
    const std::string_view line = whole.substr(0, whole.ends_with('\n') ? length - 1 : length);
    text.remove_prefix(length);
    if (line == "#data") {
      finish();
      cases.emplace_back();
      part = &cases.back().data;
    } else if (cases.empty()) {
      continue;
    } else if (line == "#errors" || line == "#new-errors") {
      part = nullptr;
    } else if (line == "#document-fragment") {
      part = &cases.back().context;
    } else if (line == "#script-on" || line == "#script-off") {
      cases.back().scripting = line == "#script-on";
    } else if (line == "#document") {
      part = &cases.back().tree;
    } else if (part != nullptr) {
      part->append(line) += '\n';
    }
  }
  finish();
  return cases;
}

// The .dat files of a folder, by name.
inline std::vector<std::filesystem::path> dat_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".dat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace pressmark::testing
