// modules: html
// Any bytes, as a page or as a fragment: the tree is sound, all views are inside the input or the Document's own memory,
// and what is written of a tree reads back as the same tree, unless it holds what the standard lets change.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/html.h"

namespace {

using namespace pressmark::html;

void require(bool truth) {
  if (!truth) std::abort();
}

// The input's first byte chooses what is done; the rest is the text, with what is not UTF-8 replaced.
std::string valid_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t width = lead < 0x80   ? 1
                              : lead < 0xC2 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF5 ? 4
                                            : 0;
    bool valid = width != 0 && i + width <= bytes.size();
    for (std::size_t k = 1; valid && k < width; ++k) valid = (static_cast<unsigned char>(bytes[i + k]) & 0xC0) == 0x80;
    const auto second = static_cast<unsigned char>(valid && width > 2 ? bytes[i + 1] : '\0');
    if (valid && ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                  (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))) {
      valid = false;
    }
    text.append(valid ? bytes.substr(i, width) : std::string_view("?"));
    i += valid ? width : 1;
  }
  return text;
}

// Reads each byte, so that a sanitizer sees a view that points elsewhere.
std::size_t touch(std::string_view view) {
  std::size_t sum = 0;
  for (const char c : view) sum += static_cast<unsigned char>(c);
  return sum;
}

void check(const Document& page) {
  std::size_t sum = 0;
  for (NodeIndex i = 0; i < page.node_count(); ++i) {
    const Node node = page.node(i);
    require(node.source().begin <= node.source().end && node.source().end <= page.input().size());
    Node previous(&page, kNoNode);
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      require(child.parent() == node && child.previous_sibling() == previous);
      previous = child;
    }
    require(node.last_child() == previous);
    sum += touch(node.text()) + touch(node.local_name()) + touch(node.public_id()) + touch(node.system_id());
    for (const Attribute& attribute : node.attributes()) sum += touch(attribute.local_name) + touch(attribute.value);
    if (const Node contents = node.template_contents()) require(contents.type() == NodeType::kDocumentFragment);
    if (const Node shadow = node.shadow_root()) require(shadow.type() == NodeType::kDocumentFragment);
  }
  const volatile std::size_t used = sum + tree_lines(page).size();
  static_cast<void>(used);
}

// What the standard itself lists as not coming back: each of these may nest or move anew at each round.
bool may_change(const Document& page) {
  for (NodeIndex i = 0; i < page.node_count(); ++i) {
    const Node node = page.node(i);
    if (node.type() == NodeType::kComment || node.type() == NodeType::kProcessingInstruction) {
      if (node.text().find_first_of("->\r") != std::string_view::npos) return true;
    }
    if (node.is_text() && node.text().find('\r') != std::string_view::npos) return true;
    if (!node.is_element()) continue;
    if (node.name_space() != Namespace::kHtml) return true;
    // clang-format off
    switch (node.name()) {
      case Name::kPlaintext: case Name::kForm: case Name::kTable: case Name::kP: case Name::kA: case Name::kNobr:
      case Name::kB: case Name::kBig: case Name::kCode: case Name::kEm: case Name::kFont: case Name::kI: case Name::kS:
      case Name::kSmall: case Name::kStrike: case Name::kStrong: case Name::kTt: case Name::kU: case Name::kPre:
      case Name::kListing: case Name::kTextarea: case Name::kButton: case Name::kScript: case Name::kStyle:
      case Name::kXmp: case Name::kIframe: case Name::kNoembed: case Name::kNoframes: case Name::kNoscript:
      case Name::kTitle: case Name::kFrameset: case Name::kSelect: case Name::kOption: case Name::kOptgroup:
      case Name::kSelectedcontent: case Name::kTemplate: case Name::kLi: case Name::kDd: case Name::kDt:
      case Name::kObject: case Name::kApplet: case Name::kMarquee: case Name::kH1: case Name::kH2: case Name::kH3:
      case Name::kH4: case Name::kH5: case Name::kH6:
        return true;
      default: break;
    }
    // clang-format on
  }
  return page.warnings().any();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text = valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  const std::vector<char> exact(text.begin(), text.end());
  const std::string_view input(exact.data(), exact.size());
  ParseOptions options{.scripting = (data[0] & 1) != 0, .contain_noscript_iframe = (data[0] & 2) != 0};
  if (data[0] & 4) options.limits = {.open_elements = 8, .attributes_per_element = 3, .nodes = 60, .input_bytes = 500};
  constexpr const char* kContexts[] = {"div", "td", "select", "template", "svg path", "math mi", "title", "html"};
  if (data[0] & 8) {
    check(parse_fragment(input, kContexts[data[0] >> 5], options));
    return 0;
  }
  const Document page = parse(input, options);
  check(page);
  const std::string once = serialize(page.root());
  const Document second = parse(once, {.scripting = options.scripting});
  check(second);
  if (may_change(page) || may_change(second)) return 0;
  require(serialize(second.root()) == once);
  return 0;
}
