// The weights are chosen by hand from how often blocks of a kind belong to the text on hand-labelled pages; they are
// small on purpose, so that the probabilities stay honest about pages that no rule fits. docs/decisions/0005-scoring.md
#include "extract/score_rules.h"

#include <iterator>
#include <utility>

namespace pressmark::extract {
namespace {

using Block = BlockFeatures;
using Page = PageFeatures;
using html::Name;

constexpr bool in(const Block& block, Places places) { return (block.inside & places) != 0; }
constexpr bool close_to(const Block& block, Places places) { return (block.close & places) != 0; }

// A page whose body of the text is clear: an element that is nearly all prose.
constexpr bool has_body(const Page& page) { return page.body_prose >= 0.7F; }

constexpr Rule kRules[] = {
    // What the block says.
    {"1 or 2 words", -0.45F, [](const Block& b, const Page&) { return b.words <= 2; }},
    {"3 to 6 words", -0.25F, [](const Block& b, const Page&) { return b.words > 2 && b.words <= 6; }},
    {"13 to 25 words", 0.15F, [](const Block& b, const Page&) { return b.words > 12 && b.words <= 25; }},
    {"more than 25 words", 0.3F, [](const Block& b, const Page&) { return b.words > 25; }},
    {"ends as a sentence", 0.15F, [](const Block& b, const Page&) { return b.ends_sentence; }},
    {"a short link", -0.3F, [](const Block& b, const Page&) { return b.link_share >= 0.8F && b.words <= 6; }},
    {"largely a link", -0.2F,
     [](const Block& b, const Page&) { return b.link_share >= 0.3F && (b.link_share < 0.8F || b.words > 6); }},
    {"speaks of copyright", -0.8F, [](const Block& b, const Page&) { return b.names_copyright; }},
    {"said three times or more", -0.25F, [](const Block& b, const Page&) { return b.repeats >= 3; }},
    {"leads to other texts", -1.0F, [](const Block& b, const Page&) { return b.leads_elsewhere; }},
    {"under a line that leads to other texts", -0.8F, [](const Block& b, const Page&) { return b.led_elsewhere; }},
    {"the page's title", -0.4F, [](const Block& b, const Page&) { return b.is_title; }},
    {"heading", 0.15F, [](const Block& b, const Page&) { return b.heading > 1 && b.link_share < 0.5F; }},
    {"list item", 0.2F, [](const Block& b, const Page&) { return b.tag == Name::kLi; }},
    {"bare div", -0.2F, [](const Block& b, const Page&) { return b.tag == Name::kDiv; }},

    // What it stands in, by tag and role.
    {"in navigation", -3.0F, [](const Block& b, const Page&) { return in(b, place::kNav); }},
    {"in a footer", -3.0F, [](const Block& b, const Page&) { return in(b, place::kFooter); }},
    {"in a dialog", -3.0F, [](const Block& b, const Page&) { return in(b, place::kDialog); }},
    {"in an aside", -1.5F, [](const Block& b, const Page&) { return in(b, place::kAside); }},
    {"in a page header", -1.2F,
     [](const Block& b, const Page&) {
       const bool of_article = close_to(b, place::kHeader) && in(b, place::kArticle | place::kMain);
       return in(b, place::kHeader) && !of_article;
     }},
    {"in a form", -0.6F, [](const Block& b, const Page&) { return in(b, place::kForm); }},
    {"in a button", -0.4F, [](const Block& b, const Page&) { return in(b, place::kButton); }},
    {"in a form control", -1.0F, [](const Block& b, const Page&) { return in(b, place::kControl); }},
    {"caption or address", -0.6F, [](const Block& b, const Page&) { return in(b, place::kCaption); }},
    {"in an article", 0.25F, [](const Block& b, const Page&) { return in(b, place::kArticle); }},
    {"in the main element", 0.2F, [](const Block& b, const Page&) { return in(b, place::kMain); }},
    {"paragraph, table, quote or code", 0.15F, [](const Block& b, const Page&) { return in(b, place::kProse); }},
    {"marked as body or description", 0.3F,
     [](const Block& b, const Page&) { return in(b, place::kItemText | place::kItemComment); }},
    {"hidden", -0.5F, [](const Block& b, const Page&) { return in(b, place::kHidden); }},

    // What it stands in, by the words of class and id.
    {"named navigation", -0.8F,
     [](const Block& b, const Page&) { return in(b, place::kNamedNav) || close_to(b, place::kNamedSubmenu); }},
    {"named footer", -0.8F, [](const Block& b, const Page&) { return in(b, place::kNamedFooter); }},
    {"named header", -0.4F, [](const Block& b, const Page&) { return in(b, place::kNamedHeader); }},
    {"named sidebar", -0.35F, [](const Block& b, const Page&) { return in(b, place::kNamedSidebar); }},
    {"named overlay", -0.65F, [](const Block& b, const Page&) { return in(b, place::kNamedOverlay); }},
    {"named sign-up", -0.75F, [](const Block& b, const Page&) { return in(b, place::kNamedSignup); }},
    {"named form or search", -0.3F,
     [](const Block& b, const Page&) { return close_to(b, place::kNamedForm) || in(b, place::kNamedSearch); }},
    {"named sharing", -0.7F, [](const Block& b, const Page&) { return close_to(b, place::kNamedShare); }},
    {"named related", -0.6F, [](const Block& b, const Page&) { return in(b, place::kNamedRelated); }},
    {"named comments", -1.4F,
     [](const Block& b, const Page&) { return in(b, place::kNamedComment) && !in(b, place::kItemComment); }},
    {"named byline or date", -0.4F, [](const Block& b, const Page&) { return in(b, place::kNamedByline); }},
    {"named cart or options", -0.3F, [](const Block& b, const Page&) { return in(b, place::kNamedCart); }},
    {"named button, label or pager", -0.25F,
     [](const Block& b, const Page&) { return close_to(b, place::kNamedTool); }},
    {"named as the site's own", -0.25F,
     [](const Block& b, const Page&) { return in(b, place::kNamedSite | place::kNamedConsent); }},
    {"named review, note or user", -0.25F,
     [](const Block& b, const Page&) {
       return close_to(b, place::kNamedReview | place::kNamedNote | place::kNamedPerson);
     }},
    {"named article or thread", 0.2F,
     [](const Block& b, const Page&) { return close_to(b, place::kNamedArticle | place::kNamedThread); }},
    {"named summary, question or detail", 0.15F,
     [](const Block& b, const Page&) { return close_to(b, place::kNamedLead) || in(b, place::kNamedPart); }},

    // What is around it.
    {"its section is links", -0.2F, [](const Block& b, const Page&) { return b.section_links >= 0.5F; }},
    {"links around it", -0.2F, [](const Block& b, const Page&) { return b.near_links >= 0.5F; }},
    {"prose around it", 0.15F, [](const Block& b, const Page&) { return b.near_prose >= 0.6F; }},
    {"prose further around", 0.2F, [](const Block& b, const Page&) { return b.wide_prose >= 0.6F; }},
    {"in the main part", 0.25F, [](const Block& b, const Page&) { return b.from_main == 0; }},
    {"far from the main part", -0.4F, [](const Block& b, const Page&) { return b.from_main >= 2; }},
    {"in the body of an article", 0.3F,
     [](const Block& b, const Page& p) { return p.body_is_article && p.body_prose >= 0.85F && b.from_body == 0; }},
    {"outside the body of the text", -0.2F,
     [](const Block& b, const Page& p) { return has_body(p) && b.from_body >= 1; }},
    {"outside the body of an article", -0.8F,
     [](const Block& b, const Page& p) { return has_body(p) && p.body_is_article && b.from_body >= 1; }},
    {"prose is over", -0.3F, [](const Block& b, const Page&) { return b.prose_left <= 0.05F; }},
    {"no prose near", -0.1F, [](const Block& b, const Page&) { return b.prose_distance > 6; }},
    {"few of its kind", -0.4F, [](const Block& b, const Page&) { return b.alike < 5; }},
    {"form fields around it", -0.3F, [](const Block& b, const Page&) { return b.inputs > 0; }},
    {"under a small heading", -0.2F, [](const Block& b, const Page&) { return b.heading_before >= 4; }},
    {"late in the page", -0.3F, [](const Block& b, const Page&) { return b.share_before > 0.78F; }},
    {"after 3,600 words", -0.3F, [](const Block& b, const Page&) { return b.words_before > 3600; }},

    // What the page is like.
    {"a page of short pieces", 0.55F, [](const Block&, const Page& p) { return p.prose_share < 0.2F; }},
    {"a page of huge blocks", -0.25F, [](const Block&, const Page& p) { return p.longest_blocks > 130; }},
};

}  // namespace

std::span<const Rule> rules() { return kRules; }

float log_odds(const BlockFeatures& block, const PageFeatures& page) {
  // Unrolled, so that the rules are inlined: called through their pointers they cost four times as much.
  return [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    float sum = kBaseWeight;
    ((sum += kRules[kIndex].holds(block, page) ? kRules[kIndex].weight : 0.0F), ...);
    return sum;
  }(std::make_index_sequence<std::size(kRules)>());
}

bool is_chrome(const BlockFeatures& block) {
  const bool by_tag = in(block, place::kNav | place::kFooter | place::kDialog | place::kAside);
  // "Cookie" alone may name a recipe; a banner of them is an overlay too.
  return by_tag || (in(block, place::kNamedConsent) && in(block, place::kNamedOverlay | place::kNamedFooter));
}

bool is_foreign(const Block& block) {
  constexpr Places kForeign = place::kNav | place::kFooter | place::kAside | place::kForm | place::kDialog |
                              place::kButton | place::kControl | place::kHidden | place::kNamedNav |
                              place::kNamedSubmenu | place::kNamedFooter | place::kNamedSidebar | place::kNamedOverlay |
                              place::kNamedConsent | place::kNamedSignup | place::kNamedForm | place::kNamedSearch |
                              place::kNamedShare | place::kNamedRelated | place::kNamedComment | place::kNamedByline |
                              place::kNamedCart | place::kNamedTool | place::kNamedPerson;
  if (block.leads_elsewhere || block.led_elsewhere || block.names_copyright) return true;
  return in(block, kForeign) || block.link_share >= 0.5F;
}

bool is_plain(const BlockFeatures& block, const PageFeatures& page) {
  constexpr float kLeastProse = 0.3F;  // of the body's words: below, it is a list of links and cards
  if (block.from_main != 0 || page.body_prose < kLeastProse) return false;
  // Around the body, what a page adds to its text stands in boxes that nothing tells apart.
  if (block.from_body != 0 && block.tag == Name::kDiv) return false;
  // "Pros" and "Cons" stand above a list for each thing that is compared.
  if (block.repeats >= 3 && !block.leads_list) return false;
  return !is_foreign(block) && !block.is_title;
}

bool is_whole(const BlockFeatures& block, const PageFeatures& page) {
  constexpr float kMostWords = 200;
  return block.in_only_article && page.article_words <= kMostWords && !is_foreign(block);
}

}  // namespace pressmark::extract
