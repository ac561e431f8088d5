// modules: html
// Any bytes as a page. The first byte chooses the options, the rest is the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tree_oracle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pressmark::fuzz;
  if (size == 0) return 0;
  const std::string text = valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  ParseOptions options{
      .scripting = (data[0] & 1) != 0, .contain_noscript_iframe = (data[0] & 2) != 0, .own_text = (data[0] & 16) != 0};
  if (data[0] & 4) options.limits = {.open_elements = 8, .attributes_per_element = 3, .nodes = 60, .input_bytes = 500};
  if (data[0] & 8) options.limits.open_elements = 20;
  check_parse(
      text, options, choice_from(text), true,
      [](std::string_view input, const ParseOptions& wanted) { return parse(input, wanted); },
      [](Parser& parser, std::string_view input) -> const Document& { return parser.parse(input); });
  return 0;
}
