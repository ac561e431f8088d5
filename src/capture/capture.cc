#include "pressmark/capture.h"

#include <algorithm>
#include <vector>

#include "capture/front_matter.h"
#include "capture/inflate.h"
#include "capture/kind.h"
#include "capture/markdown.h"
#include "extract/blocks.h"
#include "extract/furniture.h"
#include "extract/metadata.h"
#include "pressmark/html.h"
#include "pressmark/url.h"

namespace pressmark::capture {
namespace {

using Bytes = std::span<const std::byte>;

std::unexpected<Error> unsupported(std::string_view kind) {
  return std::unexpected(error(Code::kUnreadable, "{} is not supported", kind)
                             .with_remedy("pressmark reads HTML pages, and Markdown with or without front matter; "
                                          "either may be gzipped"));
}

extract::Options for_page(const Options& options) {
  return {.url = options.url,
          .fetch_date = options.fetch_date,
          .explain = options.explain,
          .lean = options.lean,
          .comments = options.comments,
          .find_next = options.find_next,
          .strict = options.strict,
          .recipes = options.recipes,
          .model = options.model};
}

// The first heading of the highest level names the text, where the front matter does not.
std::string title_in(const std::vector<Block>& blocks) {
  const auto is_title = [](const Block& block) { return block.kind == Block::Kind::kHeading && block.level == 1; };
  const auto found = std::ranges::find_if(blocks, is_title);
  return found == blocks.end() ? std::string() : plain_text(found->spans);
}

void complete(Metadata& metadata, const std::vector<Block>& blocks, const Options& options) {
  if (!options.url.empty()) metadata.url = options.url;
  if (metadata.fetch_date.empty()) metadata.fetch_date = options.fetch_date;
  if (metadata.title.empty()) metadata.title = title_in(blocks);
  if (!metadata.canonical.empty() || metadata.url.empty()) return;
  if (const auto address = url::Url::parse(metadata.url)) metadata.canonical = url::canonical(*address);
}

std::vector<extract::Explanation> explained(const std::vector<Block>& all, const std::vector<Block>& kept) {
  std::vector<extract::Explanation> out;
  std::size_t next = 0;
  for (const Block& block : all) {
    const bool is_kept = next < kept.size() && kept[next].source == block.source && kept[next].spans == block.spans;
    next += is_kept;
    std::string words = plain_text(block.spans);
    std::size_t cut = std::min<std::size_t>(words.size(), 240);
    while (cut > 0 && cut < words.size() && (static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) --cut;
    words.resize(cut);
    out.push_back({.keep = is_kept ? 1.0F : 0.0F,
                   .text = std::move(words),
                   .reasons = {is_kept ? "part of the text" : "furniture of the capture"}});
  }
  return out;
}

Result<extract::Extraction> read_markdown(std::string_view text, const Options& options) {
  const std::string_view front_matter = front_matter_of(text);
  extract::Extraction extraction;
  Metadata& metadata = extraction.article.metadata;
  apply_front_matter(read_front_matter(front_matter), metadata);
  const bool is_our_own = !metadata.url.empty() && !metadata.canonical.empty();
  const MarkdownPage markdown = html_of_markdown(text.substr(front_matter.size()));
  const html::Document page = html::parse(markdown.html);
  const std::string_view base = options.url.empty() ? std::string_view(metadata.url) : options.url;
  std::vector<Block>& blocks = extraction.article.blocks;
  if (page.body()) blocks = extract::convert_all(page.body(), base);
  extract::add_warnings(page, extraction.article);
  if (markdown.without_definitions) extraction.article.warnings.emplace_back("link_definitions_not_read", 1);
  if (markdown.without_bare_addresses) extraction.article.warnings.emplace_back("bare_addresses_not_linked", 1);
  restore_ranges(blocks, markdown.origins, static_cast<std::uint32_t>(front_matter.size()));
  complete(metadata, blocks, options);
  extract::drop_unsafe_addresses(metadata);
  const std::vector<Block> all = options.explain ? blocks : std::vector<Block>();
  // Only a capture has furniture: a file that names the page that it was taken from. Anything else is somebody's own
  // text.
  // What pressmark wrote, which names the canonical address too, has lost it: what stands at its edges is text.
  if (!metadata.url.empty() && !is_our_own) extract::remove_furniture(blocks, metadata);
  extract::remove_title(blocks, metadata.title);
  if (options.explain) extraction.explanations = explained(all, blocks);
  if (blocks.empty() && metadata.title.empty()) return fail(Code::kNotArticle, "there is no text in the file");
  return extraction;
}

// The standard's "replacement" stands for encodings that no one should read: it decodes all to one U+FFFD.
bool is_replacement(const Options& options) {
  const auto transport = encoding::from_label(options.transport_charset);
  return options.encoding ? *options.encoding == encoding::Encoding::kReplacement
                          : transport == encoding::Encoding::kReplacement;
}

// The caller's word, or UTF-16 that has no mark to say so.
std::optional<encoding::Encoding> encoding_of(Bytes bytes, const Options& options) {
  if (options.encoding) return options.encoding;
  switch (unmarked_utf16(bytes)) {
    case Utf16::kLittle: return encoding::Encoding::kUtf16Le;
    case Utf16::kBig: return encoding::Encoding::kUtf16Be;
    case Utf16::kNone: break;
  }
  return std::nullopt;
}

}  // namespace

Reader::Reader() : parser_({.contain_noscript_iframe = true}) {}

Result<extract::Extraction> Reader::read_text(Bytes bytes, const Options& options) {
  if (is_blank(bytes)) {
    return std::unexpected(error(Code::kUnreadable, "the input is empty").with_remedy("save or fetch the page again"));
  }
  if (const std::string_view kind = unsupported_kind(bytes); !kind.empty()) return unsupported(kind);
  if (is_replacement(options)) return fail(Code::kNotArticle, "the encoding is one that is not read");
  // The decoded text lives until the Article, which owns its strings, is made.
  const encoding::Text text =
      encoding::decode(bytes, {.encoding = encoding_of(bytes, options), .transport = options.transport_charset});
  if (const std::string_view kind = unsupported_text(text.view()); !kind.empty()) return unsupported(kind);
  if (kind_of_text(text.view()) == Kind::kMarkdown) return read_markdown(text.view(), options);
  const html::Document& page = parser_.parse(text.view());
  auto extraction = extract::extract(page, for_page(options));
  if (!extraction && extraction.error().code == Code::kNotArticle) stated_ = extract::describe(page, for_page(options));
  return extraction;
}

Result<extract::Extraction> Reader::read(Bytes bytes, const Options& options) {
  stated_ = {};
  if (!is_gzip(bytes)) return read_text(bytes, options);
  const std::vector<std::byte> inflated = PM_TRY(inflate(bytes));
  if (is_gzip(inflated)) return unsupported("gzip within gzip");
  return read_text(inflated, options);
}

Result<extract::Extraction> read(Bytes bytes, const Options& options) { return Reader().read(bytes, options); }

}  // namespace pressmark::capture
