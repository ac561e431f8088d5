#include "extract/stand_in.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::uint32_t kMostWords = 150;     // A check and a shell have a few lines.
constexpr std::uint32_t kMostLineWords = 25;  // "You need to enable JavaScript to run this app."

struct Signs {
  std::string title{};
  bool is_challenge = false;     // elements or scripts that only a challenge has
  bool loads_challenge = false;  // its script, which some put on pages that they let through; an error of its host
  bool has_script = false;
  bool has_empty_root = false;  // <div id=root></div>
};

bool is_empty(Node element) {
  for (Node child = element.first_child(); child; child = child.next_sibling()) {
    const bool is_blank = child.is_text() && ascii::trimmed(child.text()).empty();
    if (!is_blank && (child.is_text() || child.is_element())) return false;
  }
  return true;
}

void read_names(Node element, Signs& signs) {
  for (const Name attribute : {Name::kId, Name::kClass}) {
    const std::string_view names = element.attribute(attribute).value_or("");
    for (const std::string_view sign :
         {"cf-chl-", "challenge-form", "challenge-running", "challenge-error-text", "cf-browser-verification"})
      signs.is_challenge |= names.contains(sign);
    signs.loads_challenge |= names.contains("cf-error-details");
  }
}

void read_script(Node script, Signs& signs) {
  signs.has_script = true;
  const Node content = script.first_child();
  const std::string_view text = content && content.is_text() ? content.text() : std::string_view();
  const std::string_view source = script.attribute(Name::kSrc).value_or("");
  signs.loads_challenge |=
      text.contains("/cdn-cgi/challenge-platform/") || source.contains("/cdn-cgi/challenge-platform/");
  signs.is_challenge |= text.contains("_cf_chl_opt") || source.contains("/cdn-cgi/challenge-platform/h/");
}

Signs signs_of(const html::Document& page) {
  Signs signs;
  for (Node node = page.root(); node; node = node.next_in_preorder(page.root())) {
    if (!node.is_element()) continue;
    if (node.is(Name::kScript)) read_script(node, signs);
    if (node.is(Name::kTitle) && signs.title.empty()) signs.title = node.text_content();
    read_names(node, signs);
    const bool may_be_root = node.is(Name::kDiv) || node.is(Name::kMain) || node.name() >= Name::kFirstDynamic;
    const bool is_named = node.has_attribute(Name::kId) || node.name() >= Name::kFirstDynamic;
    signs.has_empty_root |= may_be_root && is_named && is_empty(node);
  }
  return signs;
}

bool is_in_noscript(Node node) {
  constexpr int kFurthest = 16;
  for (int steps = 0; node && steps < kFurthest; ++steps, node = node.parent()) {
    if (node.is_element() && node.is(Name::kNoscript)) return true;
  }
  return false;
}

bool speaks_of_scripts(const html::Document& page, const TextBlock& block) {
  for (Node node = page.node(block.first); node; node = node.next_in_preorder(page.root())) {
    if (node.is_text() && ascii::lowercase(node.text()).contains("javascript")) return true;
    if (node.index() == block.last) break;
  }
  return false;
}

// All that it says is that scripts would say more.
bool is_shell(const html::Document& page, const Segmentation& segmentation, const Signs& signs) {
  const std::vector<TextBlock>& blocks = segmentation.blocks;
  if (!signs.has_script || !signs.has_empty_root || blocks.empty()) return false;
  const auto speaks = [&](const TextBlock& block) { return speaks_of_scripts(page, block); };
  const auto is_for_no_script = [&](const TextBlock& block) { return is_in_noscript(page.node(block.first)); };
  const bool is_one_line = blocks.size() == 1 && blocks.front().words <= kMostLineWords;
  return std::ranges::any_of(blocks, speaks) && (is_one_line || std::ranges::all_of(blocks, is_for_no_script));
}

bool is_challenge_title(std::string_view title) {
  constexpr auto kTitles = std::to_array<std::string_view>(
      {"just a moment...", "attention required! | cloudflare", "checking your browser"});
  return std::ranges::find(kTitles, ascii::lowercase(ascii::trimmed(title))) != kTitles.end();
}

}  // namespace

std::optional<Error> stand_in(const html::Document& page, const Segmentation& segmentation) {
  std::uint32_t words = 0;
  for (const TextBlock& block : segmentation.blocks) words += block.words;
  if (words > kMostWords) return std::nullopt;
  const Signs signs = signs_of(page);
  if (signs.is_challenge || (signs.loads_challenge && is_challenge_title(signs.title))) {
    return error(Code::kBlocked, "the site checks the reader's browser before it shows the page")
        .with_remedy("open the page in a browser, save it when it shows, and read that file");
  }
  if (is_shell(page, segmentation, signs)) {
    return error(Code::kNotArticle, "there is no text on the page without its scripts")
        .with_remedy(
            "if its text is drawn by scripts, save the page from a browser after it "
            "has loaded and read that file");
  }
  return std::nullopt;
}

bool is_for_no_script(const html::Document& page, const Segmentation& segmentation) {
  std::uint32_t words = 0, in_noscript = 0;
  for (const TextBlock& block : segmentation.blocks) {
    if (!block.kept) continue;
    words += block.words;
    if (is_in_noscript(page.node(block.first))) in_noscript += block.words;
  }
  return in_noscript * 2 > words;
}

}  // namespace pressmark::extract
