#include "extract/features_page.h"

#include <array>
#include <span>

#include "base/ascii.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

struct TypeName {
  std::string_view name;
  std::uint32_t type;
};

constexpr std::array kJsonTypes = std::to_array<TypeName>({
    {"article", kJsonArticle},
    {"newsarticle", kJsonArticle},
    {"blogposting", kJsonArticle},
    {"techarticle", kJsonArticle},
    {"reportagenewsarticle", kJsonArticle},
    {"product", kJsonProduct},
    {"productgroup", kJsonProduct},
    {"itemlist", kJsonList},
    {"collectionpage", kJsonCollection},
    {"discussionforumposting", kJsonForum},
    {"qapage", kJsonForum},
    {"faqpage", kJsonFaq},
    {"service", kJsonService},
    {"softwareapplication", kJsonService},
});

constexpr std::array kOgTypes =
    std::to_array<TypeName>({{"article", 1}, {"website", 2}, {"product", 3}, {"og:product", 3}, {"profile", 4}});

std::uint32_t type_named(std::span<const TypeName> types, std::string_view name, std::uint32_t otherwise) {
  for (const TypeName& type : types) {
    if (ascii::equals_ignoring_case(name, type.name)) return type.type;
  }
  return otherwise;
}

// "@type": "Article", or the first of a list of types.
std::uint32_t types_in(std::string_view json) {
  std::uint32_t types = 0;
  constexpr std::string_view kKey = "\"@type\"";
  for (std::size_t at = json.find(kKey); at != json.npos; at = json.find(kKey, at)) {
    at += kKey.size();
    const std::size_t begin = json.find_first_not_of(" \t\r\n:[", at);
    if (begin == json.npos || json[begin] != '"') continue;
    std::size_t end = begin + 1;
    while (end < json.size() && ascii::is_alpha(json[end])) ++end;
    types |= type_named(kJsonTypes, json.substr(begin + 1, end - begin - 1), 0);
  }
  return types;
}

void read_meta(Node meta, PageSigns& signs) {
  const std::string_view key = meta.attribute(Name::kProperty).value_or(meta.attribute(Name::kName).value_or(""));
  if (ascii::equals_ignoring_case(key, "og:type") && signs.og_type == 0) {
    signs.og_type = type_named(kOgTypes, ascii::trimmed(meta.attribute(Name::kContent).value_or("")), 5);
  }
  signs.has_published_time |= ascii::equals_ignoring_case(key, "article:published_time");
  signs.has_price |=
      ascii::equals_ignoring_case(key, "product:price:amount") || ascii::equals_ignoring_case(key, "og:price:amount");
}

void read_url(std::string_view url, PageSigns& signs) {
  const std::size_t host = url.find("://");
  if (host == url.npos) return;
  const std::size_t path = url.find('/', host + 3);
  std::string_view rest = path == url.npos ? std::string_view() : url.substr(path);
  rest = rest.substr(0, rest.find_first_of("?#"));
  std::string_view last;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    if (end > 0) {
      last = rest.substr(0, end);
      ++signs.path_parts;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const char c : last) signs.path_dashes += c == '-' || c == '_';
  signs.is_root = signs.path_parts == 0;
}

}  // namespace

PageSigns read_page_signs(const Outline& outline, std::string_view url) {
  PageSigns signs;
  for (const OutlineItem& item : outline.items()) {
    if (item.name == Name::kMeta) read_meta(outline.node(item), signs);
    if (item.name != Name::kScript) continue;
    const Node node = outline.node(item);
    const Node content = node.first_child();
    const std::string_view type = node.attribute(Name::kType).value_or("");
    if (content && content.is_text() && type.contains("ld+json")) signs.json_types |= types_in(content.text());
  }
  read_url(url, signs);
  return signs;
}

}  // namespace pressmark::extract
