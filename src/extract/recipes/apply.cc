#include "extract/recipes/apply.h"

#include <algorithm>

#include "extract/blocks.h"
#include "extract/convert_style.h"
#include "extract/dates.h"
#include "extract/furniture.h"
#include "extract/image.h"
#include "extract/inline.h"
#include "extract/metadata.h"
#include "extract/metadata_choice.h"

namespace pressmark::extract::recipes {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostBodies = 1000, kMostAuthors = 20, kMostStripped = 100'000;
constexpr std::size_t kLongestValue = 1000;

std::string value_of_match(const Selector::Match& match) {
  if (match.attribute.empty()) return short_text(match.node, kLongestValue);
  Line line;
  line.add_text(value_of(match.node, match.attribute).substr(0, kLongestValue), {});
  return plain_text(line.take());
}

// What the first selector that finds something finds: up to `most` values that are not blank.
std::vector<std::string> values(const html::Document& page, const Recipe::Selectors& selectors, std::size_t most) {
  std::vector<std::string> found;
  for (const Selector& selector : selectors) {
    for (const Selector::Match& match : selector.find(page.root(), most)) {
      if (std::string value = value_of_match(match); !value.empty()) found.push_back(std::move(value));
    }
    if (!found.empty()) break;
  }
  return found;
}

void say(Metadata& metadata, const html::Document& page, const Recipe& recipe) {
  if (const auto titles = values(page, recipe.title, 1); !titles.empty()) metadata.title = titles.front();
  std::string authors;
  for (const std::string& value : values(page, recipe.author, kMostAuthors)) {
    std::vector<std::string> names = clean_authors(value);
    if (names.empty()) names.push_back(value);
    for (const std::string& name : names) authors += (authors.empty() ? "" : ", ") + name;
  }
  if (!authors.empty()) metadata.author = authors;
  for (const std::string& value : values(page, recipe.date, 1)) {
    const DayOrder order = day_order(metadata.language);
    std::optional<StatedDate> date = read_date_field(value, order);
    if (!date) date = find_date(value, order);
    if (!date) continue;
    metadata.date = date->day;
    metadata.date_time = date->date_time;
  }
}

// An address that the recipe finds on the page; of an element without @attribute, its href.
std::string address(const html::Document& page, const Recipe::Selectors& selectors, std::string_view base) {
  for (const Selector& selector : selectors) {
    for (const Selector::Match& match : selector.find(page.root(), 1)) {
      const std::string_view written =
          match.attribute.empty() ? value_of(match.node, Name::kHref) : value_of(match.node, match.attribute);
      if (std::string url = resolve_link(written, base); !url.empty()) return url;
    }
  }
  return {};
}

// ---- the body ----

bool is_box(Node node) {
  return node.is(Name::kDiv) || node.is(Name::kArticle) || node.is(Name::kSection) || node.is(Name::kMain) ||
         node.is(Name::kBody) || node.is(Name::kTd) || node.is(Name::kForm) || node.is(Name::kCenter);
}

// The elements of the body, those within others left out; none when no selector finds any.
std::vector<Node> bodies(const html::Document& page, const Recipe& recipe) {
  for (const Selector& selector : recipe.body) {
    std::vector<Node> found;
    for (const Selector::Match& match : selector.find(page.root(), kMostBodies)) {
      const bool is_within = !found.empty() && match.node.source().end <= found.back().source().end;
      Node ancestor = is_within ? match.node : Node();
      while (ancestor && ancestor != found.back()) ancestor = ancestor.parent();
      if (!ancestor) found.push_back(match.node);
    }
    if (!found.empty()) return found;
  }
  return {};
}

// The least element that holds them all, and whose own nature is no part of them.
Node common_box(const std::vector<Node>& nodes) {
  Node box = nodes.front();
  const auto contains = [](Node ancestor, Node node) {
    while (node && node != ancestor) node = node.parent();
    return static_cast<bool>(node);
  };
  for (const Node node : nodes) {
    while (!contains(box, node)) box = box.parent();
  }
  while (box.parent() && box.parent().is_element() && !is_box(box)) box = box.parent();
  return box;
}

// Everything under `box` but `wanted`, and what stands around those.
std::vector<bool> others(Node box, const std::vector<Node>& wanted) {
  const std::size_t count = box.document().node_count();
  std::vector<bool> is_wanted(count), is_around(count), left_out(count);
  for (const Node node : wanted) {
    is_wanted[node.index()] = true;
    for (Node up = node.parent(); up && !is_around[up.index()]; up = up.parent()) is_around[up.index()] = true;
  }
  for (Node node = is_wanted[box.index()] ? Node() : box.first_child(); node;) {
    const bool is_left_out = !is_wanted[node.index()] && !is_around[node.index()];
    if (is_left_out) left_out[node.index()] = true;
    const bool goes_in = !is_left_out && !is_wanted[node.index()];
    node = goes_in ? node.next_in_preorder(box) : node.next_after_subtree(box);
  }
  return left_out;
}

}  // namespace

std::string address_of(const Outline& outline, const Options& options) {
  return options.url.empty() ? read_metadata(outline, options).url : std::string(options.url);
}

std::optional<Extraction> read(const Outline& outline, const Options& options, const Recipe& recipe) {
  const html::Document& page = outline.page();
  Extraction extraction;
  Metadata& metadata = extraction.article.metadata;
  metadata = read_metadata(outline, options);
  if (metadata.fetch_date.empty()) metadata.fetch_date = options.fetch_date;
  say(metadata, page, recipe);
  const std::string base = base_url(outline, metadata.url);
  extraction.next_page = address(page, recipe.next, base);
  extraction.single_page = address(page, recipe.single, base);
  const std::vector<Node> found = bodies(page, recipe);
  if (found.empty()) return std::nullopt;
  const Node box = common_box(found);
  std::vector<bool> left_out = others(box, found);
  for (const Selector& selector : recipe.strip) {
    for (const Selector::Match& match : selector.find(page.root(), kMostStripped)) {
      left_out[match.node.index()] = true;
    }
  }
  std::vector<Block>& blocks = extraction.article.blocks;
  blocks = convert_but(box, left_out, base);
  remove_title(blocks, metadata.title);
  if (blocks.empty()) return std::nullopt;
  return extraction;
}

}  // namespace pressmark::extract::recipes
