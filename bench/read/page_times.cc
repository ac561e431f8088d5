// page_times LIST ROUNDS: how long each page takes on its own, from the file to its JSON line. LIST has a path a line.
// Prints for each its bytes and the least nanoseconds of CPU time among the rounds.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bulk/pipeline.h"

namespace {

std::int64_t cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

int main(int count, char** arguments) {
  int rounds = 0;
  if (count != 3) return 2;
  const std::string_view number = arguments[2];
  std::from_chars(number.data(), number.data() + number.size(), rounds);
  std::vector<std::string> paths;
  std::ifstream list(arguments[1]);
  for (std::string path; std::getline(list, path);) paths.push_back(path);
  std::vector<std::int64_t> least(paths.size(), INT64_MAX);
  pressmark::bulk::Worker worker;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const std::int64_t start = cpu_time();
      worker.extract_page({.path = paths[i], .id = paths[i]}, {});
      least[i] = std::min(least[i], cpu_time() - start);
    }
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::printf("%ju %jd\n", static_cast<std::uintmax_t>(std::filesystem::file_size(paths[i])),
                static_cast<std::intmax_t>(least[i]));
  }
}
