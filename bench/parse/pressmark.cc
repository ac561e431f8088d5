// parse_pressmark LIST [owned|reused]: reads the pages that LIST names, then for each line on standard input parses all
// of them once and prints the CPU seconds; "memory" instead prints the sum and the worst ratio of peak heap to input,
// "Z" how many letters Z stand in text nodes. owned: each Document keeps a copy of its text. reused: one Parser for all
// pages.
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/html.h"

namespace {

std::size_t heap = 0;
std::size_t peak = 0;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<std::string> pages_of(const char* list) {
  std::vector<std::string> pages;
  std::ifstream names(list);
  for (std::string name; std::getline(names, name);) {
    std::ifstream page(name, std::ios::binary | std::ios::ate);
    std::string& text = pages.emplace_back(static_cast<std::size_t>(page.tellg()), '\0');
    page.seekg(0).read(text.data(), static_cast<std::streamsize>(text.size()));
  }
  return pages;
}

enum class Way { kBorrowed, kOwned, kReused };

std::size_t parse(const std::string& page, Way way) {
  static pressmark::html::Parser parser;
  if (way == Way::kReused) return parser.parse(page).node_count();
  return pressmark::html::parse(page, {.own_text = way == Way::kOwned}).node_count();
}

// A function of its own, for bench/parts.py.
[[gnu::noinline]] std::size_t parse_all(const std::vector<std::string>& pages, Way way) {
  std::size_t nodes = 0;
  for (const std::string& page : pages) nodes += parse(page, way);
  return nodes;
}

void print_memory(const std::vector<std::string>& pages, Way way) {
  double sum = 0, bytes = 0, worst = 0;
  for (const std::string& page : pages) {
    const std::size_t before = heap;
    peak = heap;
    parse(page, way);
    const auto used = static_cast<double>(peak - before);
    sum += used;
    bytes += static_cast<double>(page.size());
    worst = std::max(worst, used / static_cast<double>(std::max<std::size_t>(page.size(), 1)));
  }
  std::printf("%.4f %.4f\n", sum / bytes, worst);
}

std::size_t count_z(const std::string& page) {
  const pressmark::html::Document document = pressmark::html::parse(page);
  std::size_t count = 0;
  for (std::size_t index = 0; index < document.node_count(); ++index) {
    const auto node = document.node(static_cast<pressmark::html::NodeIndex>(index));
    if (node.is_text() && (node.parent() || index == 0))
      count += static_cast<std::size_t>(std::ranges::count(node.text(), 'Z'));
  }
  return count;
}

}  // namespace

// Every allocation of the parser is counted.
void* operator new(std::size_t size) {
  void* const block = std::malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  heap += malloc_usable_size(block);
  peak = std::max(peak, heap);
  return block;
}
void operator delete(void* block) noexcept {
  heap -= block ? malloc_usable_size(block) : 0;
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::vector<std::string> pages = pages_of(argv[1]);
  const std::string_view way_name = argc > 2 ? argv[2] : "";
  const Way way = way_name == "owned" ? Way::kOwned : way_name == "reused" ? Way::kReused : Way::kBorrowed;
  std::puts("ready");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line); std::fflush(stdout)) {
    if (line == "memory") {
      print_memory(pages, way);
      continue;
    }
    if (line == "Z") {
      std::size_t count = 0;
      for (const std::string& page : pages) count += count_z(page);
      std::printf("%zu\n", count);
      continue;
    }
    const double start = cpu_seconds();
    const std::size_t nodes = parse_all(pages, way);
    std::printf("%.6f %zu\n", cpu_seconds() - start, nodes);
  }
}
