// An article as a page that needs nothing else.
#include <map>

#include "capture/picture.h"
#include "keep/export/spans.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"

namespace pressmark::keep {
namespace {

// Whatever the article leads to, opening it asks no server. https://www.w3.org/TR/CSP3/
constexpr std::string_view kHead =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
    "'unsafe-inline'\">\n<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.7 Georgia,\"Noto "
    "Serif CJK SC\",serif;color:#222;background:#fdfdfb}img{max-width:100%;height:auto}pre{overflow:auto}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.25em .5em}.byline{opacity:.75;font-size:.85em}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#16181a}a{color:#9cf}}</style>\n";

std::string base64(std::span<const std::byte> bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(bytes.size() * 4 / 3 + 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) three = three << 8 | (i + k < bytes.size() ? std::uint32_t(bytes[i + k]) : 0);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kLetters[three >> (18 - 6 * k) & 63];
  }
  return out;
}

}  // namespace

Result<std::string> single_page(archive::Archive& archive, const std::string& id, int version) {
  Article article = PM_TRY(archive.article(id, version));
  std::map<std::string, std::string> names, digests;
  for (const auto& [url, digest] : PM_TRY(archive.images(id, version))) {
    names.emplace(url, "picture-" + digest);
    digests.emplace("picture-" + digest, digest);
  }
  change_spans(article, [&names](Span& span) {
    const auto found = span.kind == Span::Kind::kImage ? names.find(span.source) : names.end();
    if (found != names.end()) span.source = found->second;
  });
  const std::string page = render::html(article);
  constexpr std::string_view kSource = "<img src=\"picture-";
  constexpr std::size_t kName = 8 + 64;
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t next = std::min(page.find(kSource, at), page.size());
    out.append(page, at, next - at);
    at = next;
    if (next == page.size()) break;
    const std::size_t name = next + kSource.size() - 8;
    const auto digest = digests.find(page.substr(name, kName));
    out.append(page, next, name - next);
    at = name;
    if (digest == digests.end()) continue;
    const std::vector<std::byte> bytes = PM_TRY(archive.blob(digest->second));
    out.append("data:").append(capture::picture_kind(bytes).media_type).append(";base64,").append(base64(bytes));
    at = name + kName;
  }
  constexpr std::string_view kCharset = "<meta charset=\"utf-8\">\n";
  out.insert(out.find(kCharset) + kCharset.size(), kHead);
  return out;
}

}  // namespace pressmark::keep
