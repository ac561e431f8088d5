#include "render/book.h"

#include <algorithm>

#include "base/ascii.h"
#include "pressmark/url.h"
#include "render/links.h"

namespace pressmark::render {

// https://www.rfc-editor.org/rfc/rfc5646: a language, then what narrows it; only what every reader of books takes.
std::string book_language(std::string_view text) {
  bool is_first = true;
  for (std::string_view rest = text; is_first || !rest.empty(); is_first = false) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.size() < 2 || part.size() > (is_first ? 3 : 8) || !std::ranges::all_of(part, ascii::is_alphanumeric))
      return {};
    if (is_first && !std::ranges::all_of(part, ascii::is_alpha)) return {};
    if (end + 1 == rest.size()) return {};
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::string(text);
}

std::string absolute_link(std::string_view address) {
  const auto url = url::Url::parse(safe_link(address));
  return url ? std::string(url->href()) : std::string();
}

bool is_whole_definition_list(const Block& list) {
  bool is_defined = true;  // what came before
  for (const Block& child : list.children) {
    if (child.kind != Block::Kind::kTerm && child.kind != Block::Kind::kDefinition) return false;
    if (child.kind == Block::Kind::kDefinition && &child == list.children.data()) return false;
    is_defined = child.kind == Block::Kind::kDefinition;
  }
  return is_defined && !list.children.empty();
}

}  // namespace pressmark::render
