#include "extract/page_data.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/ascii.h"
#include "extract/blocks.h"
#include "extract/convert_style.h"
#include "extract/inline.h"
#include "extract/literal.h"
#include "extract/segment_words.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::uint32_t kLeastWords = 30;      // of a text that is given for a page's
constexpr std::uint32_t kLeastProseWords = 8;  // of a string among a page's data that is prose and no label
constexpr std::uint32_t kMostMarkup = 8 << 20;

bool is_markup(std::string_view text) {
  const std::size_t end = text.find("</");
  return end != std::string_view::npos && end + 2 < text.size() && ascii::is_alpha(text[end + 2]);
}

// Tags are no words.
std::uint32_t words_of(std::string_view text) {
  WordCounter counter;
  const bool has_tags = is_markup(text);
  while (!text.empty()) {
    const std::size_t tag = has_tags ? std::min(text.find('<'), text.size()) : text.size();
    counter.add(text.substr(0, tag), false);
    text.remove_prefix(std::min(text.size(), text.find('>', tag)));
  }
  return counter.words();
}

// ---- the text itself ----

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
}

// A plain text's lines are paragraphs.
void append_paragraphs(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += "<p>";
    append_escaped(out, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void forget_source(std::vector<Block>& blocks) {
  std::vector<Block*> open;
  for (Block& block : blocks) open.push_back(&block);
  while (!open.empty()) {
    Block* const block = open.back();
    open.pop_back();
    block->source = {};
    for (Block& child : block->children) open.push_back(&child);
  }
}

DataText converted(const std::vector<std::string_view>& texts, std::string_view from, std::string_view base) {
  DataText out{.from = from};
  std::string markup;
  for (const std::string_view text : texts) {
    if (markup.size() + text.size() > kMostMarkup) break;
    out.words += words_of(text);
    if (is_markup(text)) {
      markup.append("<div>").append(text).append("</div>");
    } else {
      append_paragraphs(markup, text);
    }
  }
  if (out.words < kLeastWords) return {};
  const html::Document page = html::parse(markup);
  if (page.body()) out.blocks = convert_all(page.body(), base);
  forget_source(out.blocks);
  return out;
}

// ---- JSON-LD ----

// Of an article the description is a summary, of these things it is the text.
bool is_described(const Value& thing) {
  constexpr auto kTypes =
      std::to_array<std::string_view>({"Product", "ProductGroup", "JobPosting", "Event", "VideoObject",
                                       "PodcastEpisode", "Book", "SoftwareApplication"});
  return std::ranges::find(kTypes, thing.text_of("@type")) != kTypes.end();
}

// The longest string that an object states as its body. What others wrote (comments, reviews) is passed over.
std::string_view stated_body(const std::vector<Value>& values) {
  constexpr auto kOthers =
      std::to_array<std::string_view>({"comment", "review", "suggestedAnswer", "hasPart", "mentions", "publisher"});
  std::string_view best;
  std::vector<const Value*> open;
  for (const Value& value : values) open.push_back(&value);
  while (!open.empty()) {
    const Value* const value = open.back();
    open.pop_back();
    if (std::ranges::find(kOthers, value->key) != kOthers.end()) continue;
    for (const std::string_view name : {"articleBody", "text", "description"}) {
      const Value* const body = name != "description" || is_described(*value) ? value->find(name) : nullptr;
      if (body != nullptr && body->is(Value::Kind::kString) && body->text.size() > best.size()) best = body->text;
    }
    for (const Value& item : value->items) open.push_back(&item);
  }
  return best;
}

// ---- other data ----

// The words of a string that is prose; 0 for any other value.
std::uint32_t prose_words(const Value& value) {
  const std::string_view text = value.text;
  const bool may_be = value.is(Value::Kind::kString) && !text.contains("{{") && !text.starts_with("http") &&
                      text.find_first_of(" <\xe3\xe4\xe5\xe6\xe7\xe8\xe9") != std::string_view::npos;
  const std::uint32_t words = may_be ? words_of(text) : 0;
  return words >= kLeastProseWords ? words : 0;
}

// The values below `value`, itself first, with what each holds of prose: its own words and those of all in it.
struct Weighed {
  const Value* value = nullptr;
  std::size_t parent = 0;
  std::uint32_t words = 0;
};

std::vector<Weighed> weighed(const Value& value) {
  std::vector<Weighed> all = {{.value = &value}};
  for (std::size_t at = 0; at < all.size(); ++at) {
    const Value* const here = all[at].value;
    all[at].words = prose_words(*here);
    for (const Value& item : here->items) all.push_back({.value = &item, .parent = at});
  }
  for (std::size_t at = all.size(); at-- > 1;) all[all[at].parent].words += all[at].words;
  return all;
}

// The least part of the data that holds nearly all of the prose of what it stands in: the article among the menus.
const Value* heaviest_part(const std::vector<Weighed>& all) {
  constexpr std::uint32_t kOutOf = 10, kNearlyAll = 7;
  std::size_t part = 0;
  // Children stand behind their parents, so one pass goes down as far as there is a child with so much.
  for (std::size_t at = 1; at < all.size(); ++at) {
    if (all[at].parent == part && std::uint64_t{all[at].words} * kOutOf >= std::uint64_t{all[part].words} * kNearlyAll)
      part = at;
  }
  return all[part].value;
}

std::vector<std::string_view> prose_of(const Value& part) {
  std::vector<std::string_view> texts;
  std::unordered_set<std::string_view> seen;
  std::vector<const Value*> open = {&part};
  while (!open.empty()) {
    const Value* const value = open.back();
    open.pop_back();
    if (prose_words(*value) > 0 && seen.insert(value->text).second) texts.push_back(value->text);
    for (auto item = value->items.rbegin(); item != value->items.rend(); ++item) open.push_back(&*item);
  }
  return texts;
}

// The object or list that a script assigns first of all: "window.__STATE__ = {...}".
Value assigned(std::string_view script) {
  script = trimmed(script);
  const bool assigns = script.starts_with("window.") || script.starts_with("self.") || script.starts_with("window[");
  const std::size_t sign = assigns ? script.substr(0, 200).find('=') : std::string_view::npos;
  if (sign == std::string_view::npos) return {};
  const std::string_view value = trimmed(script.substr(sign + 1));
  return value.starts_with('{') || value.starts_with('[') ? read_literal(value, Dialect::kScript) : Value();
}

struct Data {
  std::vector<Value> json_ld{}, others{};
};

Data data_of(const Outline& outline, WantedData what) {
  Data data;
  for (const OutlineItem& item : outline.items()) {
    if (item.name != Name::kScript) continue;
    const Node node = outline.node(item);
    const Node content = node.first_child();
    if (!content || !content.is_text()) continue;
    const std::string type = ascii::lowercase(value_of(node, Name::kType));
    const bool is_json = type.contains("json"), is_stated = type.contains("ld+json");
    if (!is_stated && what == WantedData::kStated) continue;
    std::vector<Value> values;
    if (is_json) values = read_json_values(content.text());
    if (!is_json && (type.empty() || type.contains("javascript"))) values.push_back(assigned(content.text()));
    std::vector<Value>& kept = is_stated ? data.json_ld : data.others;
    for (Value& value : values) {
      if (!value.items.empty()) kept.push_back(std::move(value));
    }
  }
  return data;
}

}  // namespace

DataText text_in_data(const Outline& outline, std::string_view base, WantedData what) {
  const Data data = data_of(outline, what);
  if (const std::string_view body = stated_body(data.json_ld); !body.empty()) {
    if (DataText text = converted({body}, "text_from_json_ld", base); !text.blocks.empty()) return text;
  }
  const Value* best = nullptr;
  std::uint32_t most_words = kLeastWords - 1;
  for (const Value& value : data.others) {
    const std::vector<Weighed> all = weighed(value);
    if (all.front().words <= most_words) continue;
    most_words = all.front().words;
    best = heaviest_part(all);
  }
  return best == nullptr ? DataText() : converted(prose_of(*best), "text_from_page_data", base);
}

}  // namespace pressmark::extract
