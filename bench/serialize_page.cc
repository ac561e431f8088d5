// serialize_page < PAGE > HTML: parses a page of valid UTF-8 and writes its tree as the standard serialises it.
// serialize_page --many: page after page, each behind a line with its size in bytes; the output has the same form.
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "pressmark/html.h"

namespace {

std::string serialized(const std::string& text) {
  return pressmark::html::serialize(pressmark::html::parse(text).root());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "--many") {
    const std::string text(std::istreambuf_iterator<char>(std::cin), {});
    std::cout << serialized(text);
    return 0;
  }
  for (std::size_t size = 0; std::cin >> size && std::cin.get() == '\n';) {
    std::string text(size, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(size));
    const std::string html = serialized(text);
    std::cout << html.size() << '\n' << html << std::flush;
  }
  return 0;
}
