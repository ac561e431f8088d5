#include "extract/recipes/wechat.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/blocks.h"
#include "extract/dates.h"
#include "extract/metadata_facts.h"
#include "extract/recipes/wechat_body.h"
#include "extract/recipes/wechat_page.h"
#include "extract/recipes/wechat_state.h"
#include "pressmark/url.h"

namespace pressmark::extract::wechat {
namespace {

constexpr int kChinaOffset = 8 * 60;  // minutes east of UTC: the platform's clock

// A member's text with its references decoded (addresses and titles are escaped once more), white space folded.
std::string field(const Value& data, std::string_view name) {
  return fold_space(decode_references(decode_references(data.text_of(name))));
}

std::string first(std::initializer_list<std::string> values) {
  const auto found = std::ranges::find_if(values, [](const std::string& value) { return !value.empty(); });
  return found == values.end() ? std::string() : *found;
}

// The text of a field that may hold markup: posts have links in their description.
std::string unmarked(std::string text) {
  if (text.find("</") == std::string::npos) return text;
  const html::Document parsed = html::parse(text);
  return parsed.body() ? fold_space(parsed.body().text_content()) : text;
}

std::string plain(std::string_view text) { return fold_space(decode_references(text)); }

// https://mp.weixin.qq.com/s?__biz=...&mid=...&idx=...&sn=..., which holds for ever; "" where a part is unknown.
std::string permanent_address(const Value& data, std::string_view script) {
  const auto part = [&](std::string_view name, std::string_view variable_name) {
    const std::string stated(data.text_of(name));
    return stated.empty() && !script.empty() ? variable(script, variable_name) : stated;
  };
  const std::string biz = part("bizuin", "biz"), mid = part("mid", "mid"), idx = part("idx", "idx"),
                    sn = part("sn", "sn");
  if (biz.empty() || mid.empty() || idx.empty() || sn.empty() || mid == "0") return "";
  return "https://mp.weixin.qq.com/s?__biz=" + biz + "&mid=" + mid + "&idx=" + idx + "&sn=" + sn;
}

void add_addresses(const PageParts& parts, const Value& data, const Options& options, Metadata& out) {
  const std::string permanent = permanent_address(data, parts.variables);
  const std::string declared = first({field(data, "link"), plain(parts.og_url), plain(parts.canonical)});
  out.url = first({std::string(options.url), declared, permanent});
  out.canonical = permanent;
  if (!out.canonical.empty()) return;
  if (const std::optional<url::Url> parsed = url::Url::parse(out.url)) out.canonical = url::canonical(*parsed);
}

// The day on the platform's clock. Where the script tells no second, what the page shows is already on that clock.
void add_date(const PageParts& parts, const Value& data, Metadata& out) {
  std::optional<std::int64_t> second = data.integer_of("ori_create_time");
  if (!second || *second <= 0) second = data.integer_of("create_timestamp");
  std::optional<StatedDate> date;
  if (second && *second > 0) date = at_offset(*second, kChinaOffset);
  if (!date && !parts.variables.empty()) {
    if (const auto stated = read_date_field(variable(parts.variables, "ct"))) {
      std::int64_t value = 0;
      for (const char c : variable(parts.variables, "ct"))
        value = ascii::is_digit(c) && value < 1'000'000'000'000 ? value * 10 + (c - '0') : value;
      date = at_offset(value, kChinaOffset);
    }
  }
  if (!date) date = find_date(data.text_of("create_time"));
  if (!date) date = find_date(text_of(parts.publish_time));
  if (!date) return;
  out.date = date->day;
  out.date_time = date->date_time;
  if (date->has_time() && out.date_time.find('+') == std::string::npos) out.date_time += "+08:00";
}

std::vector<std::string> tags_of(const Value& data) {
  std::vector<std::string> tags;
  const Value* info = data.find("public_tag_info");
  const Value* list = info != nullptr ? info->find("tags") : nullptr;
  for (const Value& tag : list != nullptr ? list->items : std::vector<Value>()) {
    if (std::string name = field(tag, "tag_name"); !name.empty() && tags.size() < 40) tags.push_back(std::move(name));
  }
  return tags;
}

std::string_view kind_of(int type) {
  switch (type) {
    case 5: return "video";
    case 6: return "music";
    case 7: return "audio";
    case 8: return "image-share";
    case 10: return "text-share";
    case 17: return "short-content";
    default: return "article";
  }
}

Metadata metadata_of(const PageParts& parts, const Value& data, int type, const Options& options) {
  Metadata out;
  const std::string_view script = parts.variables;
  const auto from_script = [script](std::string_view name) {
    return script.empty() ? std::string() : plain(variable(script, name));
  };
  out.title = first({field(data, "title"), from_script("msg_title"), plain(parts.og_title), text_of(parts.title)});
  out.source = first({field(data, "nick_name"), from_script("nickname"), text_of(parts.account)});
  out.author = first({field(data, "author"), plain(parts.meta_author), text_of(parts.author)});
  out.cover =
      first({field(data, "cdn_url"), field(data, "cdn_url_235_1"), from_script("msg_cdn_url"), plain(parts.og_image)});
  out.description = unmarked(
      first({field(data, "desc"), field(data, "digest"), from_script("msg_desc"), plain(parts.og_description)}));
  out.language = first({field(data, "lang"), "zh_CN"});
  std::ranges::replace(out.language, '_', '-');
  out.tags = tags_of(data);
  out.kind = kind_of(type);
  out.fetch_date = options.fetch_date;
  add_addresses(parts, data, options, out);
  add_date(parts, data, out);
  return out;
}

int type_of(const PageParts& parts, const Value& data) {
  if (const auto type = data.integer_of("item_show_type")) return static_cast<int>(*type);
  const std::string stated = parts.variables.empty() ? std::string() : variable(parts.variables, "item_show_type");
  return stated.size() == 1 || stated.size() == 2 ? std::atoi(stated.c_str()) : 0;
}

// Posts of pictures and of text may have no title: their first sentence stands for it.
std::string first_sentence(std::string_view text) {
  constexpr std::size_t kLongest = 90;
  const std::string folded = fold_space(text.substr(0, std::min(text.find('\n'), text.size())));
  std::size_t end = folded.size();
  for (const std::string_view stop : {"。", "！", "？", "；"}) end = std::min(end, folded.find(stop));
  std::string sentence = folded.substr(0, end);
  if (sentence.size() <= kLongest) return sentence;
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(sentence[cut]) & 0xc0) == 0x80) --cut;
  return sentence.substr(0, cut) + "…";
}

}  // namespace

bool recognises(const Outline& outline, const Options& options) {
  const PageParts parts = find_parts(outline);
  if (stands_for_article(parts)) return true;
  if (!parts.data_script.empty() || (!parts.variables.empty() && (parts.is_made_by_wechat || parts.content)))
    return true;
  // A page as a browser saved it, without its scripts. Others copy a body with its id, but not what stands around it.
  return parts.content && parts.title && parts.account &&
         (parts.article || options.url.find("mp.weixin.qq.com") != std::string_view::npos ||
          parts.og_url.find("mp.weixin.qq.com") != std::string_view::npos);
}

Result<Extraction> read(const Outline& outline, const Options& options) {
  const PageParts parts = find_parts(outline);
  if (stands_for_article(parts)) return std::unexpected(state_error(parts));
  const Value data = parts.data_script.empty() ? Value{} : read_literal(parts.data_script, Dialect::kScript);
  const int type = type_of(parts, data);
  Extraction extraction;
  Article& article = extraction.article;
  article.metadata = metadata_of(parts, data, type, options);
  read_body({.parts = parts, .data = data, .type = type, .page_url = article.metadata.canonical}, article);
  if (article.metadata.title.empty())
    article.metadata.title =
        first_sentence(first({std::string(data.text_of("content_noencode")), article.metadata.description}));
  if (article.blocks.empty()) {
    return std::unexpected(error(Code::kNotArticle, "a page of WeChat without a body")
                               .with_remedy("save the page from a browser after it has loaded and read that file"));
  }
  return extraction;
}

}  // namespace pressmark::extract::wechat
