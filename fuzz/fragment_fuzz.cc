// modules: html
// Any bytes as a fragment. The first byte chooses the options, the second the context element, the third what the text
// stands in and how often; the rest is the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tree_oracle.h"

namespace {

constexpr std::string_view kContexts[] = {
    "div", "body", "html", "head", "table", "caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th",
    "option", "optgroup", "template", "frameset", "form", "p", "a", "b", "li", "button", "pre", "ruby", "rt", "object",
    "h1", "dd", "x-own", "svg desc", "svg foreignObject", "svg title", "math mi", "math mtext",
    // Elements come back from these as others: at their top HTML and foreign ones look alike when written.
    "svg svg", "svg path", "math math", "math annotation-xml",
    // An input or a select at its top is ignored, but not one in a table that is moved there.
    "select",
    // What these hold is text, and comes back only where it needs no escaping.
    "noscript", "title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"};
constexpr std::size_t kContextsThatChange = 15;

constexpr std::string_view kSurroundings[] = {
    "<div>",      "<b>",      "<table><tr><td>", "<svg><desc>", "<template>",
    "<ul><li>",   "<select>", "<a><p>",          "<table>",     "<font size=1><p>",
    "<math><mi>", "<ruby>",   "<object>",        "<button>",    "<i><div>"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pressmark::fuzz;
  if (size < 3) return 0;
  const std::string_view context = kContexts[data[1] % std::size(kContexts)];
  ParseOptions options{
      .scripting = (data[0] & 1) != 0, .contain_noscript_iframe = (data[0] & 2) != 0, .own_text = (data[0] & 16) != 0};
  if (data[0] & 4) options.limits.open_elements = 12;
  // Mostly the text alone; else a little way below the limit of open elements, or beyond it.
  constexpr std::size_t kTimes[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 5, 250, 505, 520};
  std::string text;
  for (std::size_t i = kTimes[data[2] / 16]; i > 0; --i) text += kSurroundings[data[2] % std::size(kSurroundings)];
  text += valid_utf8({reinterpret_cast<const char*>(data) + 3, size - 3});
  const bool comes_back = data[1] % std::size(kContexts) < std::size(kContexts) - kContextsThatChange;
  check_parse(
      text, options, choice_from(text), comes_back,
      [context](std::string_view input, const ParseOptions& wanted) { return parse_fragment(input, context, wanted); },
      [context](Parser& parser, std::string_view input) -> const Document& {
        return parser.parse_fragment(input, context);
      });
  return 0;
}
