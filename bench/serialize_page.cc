// serialize_page < PAGE > HTML: parses a page of valid UTF-8 and writes its tree as the standard serialises it.
#include <iostream>
#include <iterator>
#include <string>

#include "pressmark/html.h"

int main() {
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  std::cout << pressmark::html::serialize(pressmark::html::parse(text).root());
}
