#include "fetch/markup_text.h"

#include <algorithm>

#include "base/ascii.h"
#include "fetch/xml.h"
#include "pressmark/encoding.h"
#include "pressmark/url.h"

namespace pressmark::fetch {
namespace {

constexpr std::size_t kMaxUrl = 8192;

// The label in <?xml version="1.0" encoding="GBK"?>, "" when none.
std::string declared_encoding(std::span<const std::byte> body) {
  const std::string_view start(reinterpret_cast<const char*>(body.data()), std::min<std::size_t>(body.size(), 256));
  if (!start.starts_with("<?xml")) return {};
  const std::string_view declaration = start.substr(0, start.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == declaration.npos) return {};
  const std::size_t quote = declaration.find_first_of("\"'", at);
  if (quote == declaration.npos) return {};
  const std::string_view label = declaration.substr(quote + 1);
  return std::string(label.substr(0, label.find(declaration[quote])));
}

}  // namespace

std::string decoded_markup(std::span<const std::byte> body, std::string_view charset) {
  std::string label(charset);
  if (!encoding::from_label(label)) label = declared_encoding(body);
  if (!encoding::from_label(label)) label = "utf-8";
  return std::string(encoding::decode(body, {.transport = label}).view());
}

std::string web_url(std::string_view reference, const std::string& base) {
  if (reference.empty() || reference.size() > kMaxUrl) return {};
  const auto from = url::Url::parse(base);
  const auto url = url::Url::parse(ascii::trimmed(reference), from ? &*from : nullptr);
  if (!url || (url->protocol() != "http:" && url->protocol() != "https:") || url->href().size() > kMaxUrl) return {};
  return std::string(url->href());
}

}  // namespace pressmark::fetch
