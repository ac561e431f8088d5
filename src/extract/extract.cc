#include "pressmark/extract.h"

#include <algorithm>

#include "extract/blocks.h"
#include "extract/cards.h"
#include "extract/comments.h"
#include "extract/furniture.h"
#include "extract/junk.h"
#include "extract/metadata.h"
#include "extract/next_page.h"
#include "extract/outline.h"
#include "extract/page_data.h"
#include "extract/page_type.h"
#include "extract/posts.h"
#include "extract/product.h"
#include "extract/recipes/apply.h"
#include "extract/recipes/wechat.h"
#include "extract/series.h"
#include "extract/specifications.h"
#include "extract/stand_in.h"
#include "extract/thread.h"

namespace pressmark::extract {
namespace {

// A short page may hold nothing that looks like an article: what is there and no link is its text, or else all of it.
void keep_what_is_there(Segmentation& segmentation) {
  std::vector<TextBlock>& blocks = segmentation.blocks;
  if (std::ranges::any_of(blocks, &TextBlock::kept)) return;
  for (TextBlock& block : blocks) block.kept = block.link_words * 2 < block.words;
  if (std::ranges::any_of(blocks, &TextBlock::kept)) return;
  for (TextBlock& block : blocks) block.kept = true;
}

void choose_text(const html::Document& page, const Options& options, std::string_view kind,
                 Segmentation& segmentation) {
  choose(segmentation, {.lean = options.lean, .strict = options.strict, .kind = kind});
  keep_headings(page, segmentation);
  keep_captions(page, segmentation);
  keep_quoted_posts(page, segmentation);
  drop_junk(page, segmentation);
  if (!options.strict) keep_what_is_there(segmentation);
}

// The first characters of the text from `first` to `last`, in one line.
std::string first_words(const html::Document& page, const TextBlock& block) {
  constexpr std::size_t kLength = 80;
  std::string words;
  for (html::Node node = page.node(block.first); node; node = node.next_in_preorder(page.root())) {
    if (node.is_text()) {
      for (const char c : node.text()) {
        const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        const bool is_lead = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (words.size() >= kLength && is_lead) return words;
        if (!is_space) words += c;
        if (is_space && !words.empty() && words.back() != ' ') words += ' ';
      }
    }
    if (node.index() == block.last) break;
  }
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

std::vector<Explanation> explained(const html::Document& page, const Segmentation& segmentation,
                                   std::vector<std::vector<std::string>> reasons) {
  std::vector<Explanation> out;
  out.reserve(segmentation.blocks.size());
  reasons.resize(segmentation.blocks.size());
  for (std::size_t i = 0; i < segmentation.blocks.size(); ++i) {
    const TextBlock& block = segmentation.blocks[i];
    out.push_back({.keep = block.keep, .text = first_words(page, block), .reasons = std::move(reasons[i])});
  }
  return out;
}

std::uint32_t kept_words(const Segmentation& segmentation) {
  std::uint32_t words = 0;
  for (const TextBlock& block : segmentation.blocks) words += block.kept ? block.words : 0;
  return words;
}

// Takes the text that the page's data has, where the page shows next to nothing (`shown` words) or less than half of
// the body that it states to machines.
bool read_data(const Outline& outline, std::string_view base, std::uint32_t shown, Article& article) {
  constexpr std::uint32_t kFew = 30, kMost = 300;
  if (shown >= kMost) return false;
  DataText data = text_in_data(outline, base, shown < kFew ? WantedData::kAny : WantedData::kStated);
  const bool is_stated = data.from == "text_from_json_ld";
  if (data.blocks.empty() || data.words <= 2 * shown || (!is_stated && shown >= kFew)) return false;
  article.blocks = std::move(data.blocks);
  article.warnings.emplace_back(data.from, data.words);
  remove_title(article.blocks, article.metadata.title);
  return true;
}

// What the page shows, the text chosen.
void read_shown(const Outline& outline, Segmentation& segmentation, std::string_view base, const Options& options,
                Article& article) {
  const html::Document& page = outline.page();
  Metadata& metadata = article.metadata;
  const Posts posts =
      find_posts(outline, segmentation,
                 {.order = day_order(metadata.language), .fetch_date = std::string_view(metadata.fetch_date)});
  metadata.kind = page_type(outline, metadata, segmentation, posts);
  if (metadata.kind != "article" && metadata.kind != "forum") level_series(page, segmentation);
  choose_text(page, options, metadata.kind, segmentation);
  if (metadata.kind == "product") {
    drop_day_of_review(posts, metadata);
    add_shown_facts(outline, metadata.others);
    keep_specifications(page, segmentation);
  }
  if (metadata.kind == "forum") {
    if (begins_with_post(segmentation, posts)) take_first_post(posts, metadata);
    keep_posts(page, segmentation, posts);
  }
  drop_repeated(page, segmentation);
  const Segmentation comments = part_comments(page, segmentation, posts, metadata.kind == "forum");
  const bool is_list = metadata.kind == "listing" || metadata.kind == "collection";
  const Cards cards = is_list ? find_cards(page, segmentation) : Cards();
  article.blocks = convert(outline, segmentation, base, {.posts = &posts, .items = &cards});
  if (options.comments == Comments::kKeep && !comments.blocks.empty())
    article.comments = posts_among(convert(outline, comments, base, {.posts = &posts}));
  if (article.blocks.empty() && page.body() && !options.strict) article.blocks = convert_all(page.body(), base);
  if (is_for_no_script(page, segmentation)) article.warnings.emplace_back("text_from_noscript", 1);
  tidy_posts(article.blocks);
  remove_title(article.blocks, metadata.title);
}

Result<Extraction> read_generally(const Outline& outline, const Options& options) {
  const html::Document& page = outline.page();
  Extraction extraction;
  Article& article = extraction.article;
  std::string heading;
  article.metadata = read_metadata(outline, options, &heading);
  if (article.metadata.fetch_date.empty()) article.metadata.fetch_date = options.fetch_date;
  const std::string base = base_url(outline, article.metadata.url);
  Segmentation segmentation = segment(outline);
  if (auto instead = stand_in(page, segmentation)) {
    const bool may_have_data = instead->code == Code::kNotArticle && !options.strict;
    if (!may_have_data || !read_data(outline, base, 0, article)) return std::unexpected(std::move(*instead));
    return extraction;
  }
  std::vector<std::vector<std::string>> reasons;
  // What is like the text's own heading is likely to be of the text; what the page is called may be written for others.
  std::swap(article.metadata.title, heading);
  score(outline, article.metadata, segmentation, options.explain ? &reasons : nullptr, options.model);
  std::swap(article.metadata.title, heading);
  choose_text(page, options, "", segmentation);
  if (options.strict || !read_data(outline, base, kept_words(segmentation), article))
    read_shown(outline, segmentation, base, options, article);
  if (article.blocks.empty()) {
    return std::unexpected(error(Code::kNotArticle, "there is no text on the page")
                               .with_remedy("if its text is drawn by scripts, save the page from a browser after it "
                                            "has loaded and read that file"));
  }
  const std::string& kind = article.metadata.kind;
  if (article.metadata.date.empty() && (kind == "article" || kind.empty()))
    take_only_day(outline, options, article.metadata);
  if (options.find_next && (kind == "article" || kind.empty()))
    extraction.next_page = find_next_page(page, article.metadata.url, base);
  if (options.explain) extraction.explanations = explained(page, segmentation, std::move(reasons));
  return extraction;
}

Result<Extraction> read_as_it_should_be(const Outline& outline, const Options& options) {
  const Recipe* const recipe =
      options.recipes == nullptr ? nullptr : options.recipes->find(recipes::address_of(outline, options));
  if (recipe != nullptr) {
    if (auto extraction = recipes::read(outline, options, *recipe)) return *std::move(extraction);
  }
  Extraction extraction =
      PM_TRY(wechat::recognises(outline, options) ? wechat::read(outline, options) : read_generally(outline, options));
  if (recipe != nullptr) extraction.article.warnings.emplace_back("recipe_without_body", 1);
  return extraction;
}

}  // namespace

void add_warnings(const html::Document& page, Article& article) {
  const html::Warnings& found = page.warnings();
  const std::pair<std::string_view, std::uint64_t> counts[] = {{"elements_reparented", found.elements_reparented},
                                                               {"formatting_dropped", found.formatting_dropped},
                                                               {"attributes_dropped", found.attributes_dropped},
                                                               {"nodes_dropped", found.nodes_dropped},
                                                               {"bytes_dropped", found.bytes_dropped}};
  for (const auto& [name, count] : counts) {
    if (count > 0) article.warnings.emplace_back(name, count);
  }
}

Result<Extraction> extract(const html::Document& page, const Options& options) {
  Extraction extraction = PM_TRY(read_as_it_should_be(Outline(page), options));
  drop_unsafe_addresses(extraction.article.metadata);
  add_warnings(page, extraction.article);
  return extraction;
}

Metadata describe(const html::Document& page, const Options& options) {
  Metadata metadata = read_metadata(Outline(page), options);
  drop_unsafe_addresses(metadata);
  return metadata;
}

}  // namespace pressmark::extract
