#include "support/data.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pressmark::testing {

std::filesystem::path shared_data() {
  if (const char* folder = std::getenv("PRESSMARK_DATA")) return folder;
  const auto beside = std::filesystem::path(PRESSMARK_SOURCE_DIR) / ".." / "shared" / "data";
  return std::filesystem::exists(beside) ? beside : std::filesystem::path();
}

std::filesystem::path own_data(std::string_view name) { return std::filesystem::path(PRESSMARK_SOURCE_DIR) / "tests" / name; }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << "can't read " << path;
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases;
  std::istringstream in(read_file(path));
  std::string* part = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}, {}});
      part = &cases.back().input;
    } else if (line == "---" && part && part == &cases.back().input) {
      part = &cases.back().expected;
    } else if (part) {
      *part += line + "\n";
    }
  }
  for (Case& one : cases) {
    if (one.input.ends_with('\n')) one.input.pop_back();
    if (one.expected.ends_with('\n')) one.expected.pop_back();
  }
  return cases;
}

}  // namespace pressmark::testing
