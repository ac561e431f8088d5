#include "extract/recipes/wechat_body.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/blocks.h"
#include "extract/metadata_facts.h"
#include "extract/recipes/wechat_cards.h"
#include "extract/recipes/wechat_notes.h"

namespace pressmark::extract::wechat {
namespace {

using html::Name;
using html::Node;

constexpr std::string_view kBase = "https://mp.weixin.qq.com/";

// Characters without white space, as UTF-8 code points.
std::uint64_t count_characters(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_nbsp = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xa0;
    if (byte > 0x20 && (byte & 0xc0) != 0x80 && !is_nbsp) count += 1;
  }
  return count;
}

std::uint64_t count_text(Node body) {
  std::uint64_t count = 0;
  for (Node node = body; node;) {
    const bool has_code = node.is_element() && (node.is(Name::kScript) || node.is(Name::kStyle));
    if (node.is_text()) count += count_characters(node.text());
    node = has_code ? node.next_after_subtree(body) : node.next_in_preorder(body);
  }
  return count;
}

// The same count of HTML that is not parsed: tags are passed over, a character reference is one character.
std::uint64_t count_text_of_html(std::string_view html) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      continue;
    }
    const std::size_t end = std::min(html.find_first_of("<&", at + 1), html.size());
    std::string_view run = html.substr(at, end - at);
    if (run.starts_with('&')) {
      const std::size_t semicolon = run.substr(0, 10).find(';');
      const bool is_space = run.starts_with("&nbsp;");
      if (semicolon != std::string_view::npos) run.remove_prefix(is_space ? semicolon + 1 : semicolon);
    }
    count += count_characters(run);
    at = end;
  }
  return count;
}

bool differ(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t more = std::max(a, b), less = std::min(a, b);
  return (more - less) * 20 > more;
}

void clear_sources(std::vector<Block>& blocks) {
  for (Block& block : blocks) {  // Depth is at most kMaxBlockDepth.
    block.source = {};
    clear_sources(block.children);
  }
}

// A divider or a call to follow: a GIF that comes again and again. Each once is content.
void drop_repeated_gifs(std::vector<Block>& blocks) {
  const auto gif_of = [](const Block& block) -> std::string_view {
    if (block.kind != Block::Kind::kFigure && block.kind != Block::Kind::kParagraph) return {};
    if (block.spans.size() != 1 || block.spans.front().kind != Span::Kind::kImage || !block.children.empty()) return {};
    const std::string_view source = block.spans.front().source;
    const bool is_gif =
        source.find("wx_fmt=gif") != std::string_view::npos || source.find("mmbiz_gif") != std::string_view::npos;
    return is_gif ? source.substr(0, source.find('?')) : std::string_view();
  };
  std::vector<std::string> seen, repeated;
  for (const Block& block : blocks) {
    const std::string_view gif = gif_of(block);
    if (gif.empty()) continue;
    auto& list = std::ranges::find(seen, gif) == seen.end() ? seen : repeated;
    if (list.size() < 100) list.emplace_back(gif);
  }
  if (repeated.empty()) return;
  std::erase_if(blocks, [&](const Block& block) {
    const std::string_view gif = gif_of(block);
    return !gif.empty() && std::ranges::find(repeated, gif) != repeated.end();
  });
}

std::vector<Block> convert_body(Node body, std::string_view page_url) {
  std::vector<Block> blocks = convert_all(body, kBase);
  add_cards(body, page_url, blocks);
  restore_links(note_anchors(body), blocks);
  drop_repeated_gifs(blocks);
  return blocks;
}

// The blocks of HTML that stands in the page's data. They have no place in the page's own text.
std::vector<Block> convert_html(std::string_view html, std::string_view page_url) {
  const html::Document body = html::parse(html);
  std::vector<Block> blocks = body.body() ? convert_body(body.body(), page_url) : std::vector<Block>();
  clear_sources(blocks);
  return blocks;
}

// Text of posts: a paragraph a line. Topics and mentions in it are links.
std::vector<Block> convert_lines(std::string_view text, std::string_view page_url) {
  const bool has_tags = text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos;
  if (has_tags) {
    std::string html;
    for (const char c : text) c == '\n' ? html += "<br>" : html += c;
    return convert_html(html, page_url);
  }
  std::vector<Block> blocks;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = fold_space(decode_references(text.substr(0, end)));
    if (!line.empty()) {
      blocks.emplace_back();
      blocks.back().spans.push_back({.text = std::move(line)});
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return blocks;
}

void add_pictures(const Value& data, std::vector<Block>& blocks) {
  constexpr std::size_t kMostPictures = 500;
  for (const std::string_view name : {"picture_page_info_list", "picture_list_in_pictext"}) {
    const Value* list = data.find(name);
    for (std::size_t i = 0; list != nullptr && i < list->items.size() && i < kMostPictures; ++i) {
      const Value& picture = list->items[i];
      const std::string address = decode_references(picture.text_of("cdn_url"));
      if (address.empty() || picture.integer_of("is_qr_code").value_or(0) != 0) continue;
      blocks.push_back({.kind = Block::Kind::kFigure});
      blocks.back().spans.push_back({.kind = Span::Kind::kImage, .source = address});
    }
    if (!blocks.empty()) return;
  }
}

// Videos and voices of the page's data. Media addresses are signed and expire: a video is seen on its page.
void add_media(const BodySource& source, const std::string& title, std::vector<Block>& blocks) {
  if (source.type == 5) {
    const Value* list = source.data.find("video_page_infos");
    std::string id(list != nullptr && !list->items.empty() ? list->items.front().text_of("video_id")
                                                           : std::string_view());
    if (const Value* ids = source.data.find("video_ids"); id.empty() && ids != nullptr && !ids->items.empty())
      id = ids->items.front().text;
    const bool is_of_tencent = !id.empty() && !id.starts_with("wxv_");
    blocks.push_back(embed("video", "视频：" + title,
                           is_of_tencent ? "https://v.qq.com/x/page/" + id + ".html" : std::string(source.page_url)));
  }
  if (source.type != 6 && source.type != 7) return;
  const Value* list = source.data.find("voice_in_appmsg");
  const std::size_t count = list != nullptr ? std::min<std::size_t>(list->items.size(), 100) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Value& voice = list->items[i];
    std::string id, name;
    for (const std::string_view key : {"voice_encode_fileid", "voice_id", "fileid"})
      id = id.empty() ? voice.text_of(key) : id;
    for (const std::string_view key : {"name", "title"})
      name = name.empty() ? decode_references(voice.text_of(key)) : name;
    blocks.push_back(
        embed("audio", "音频：" + (name.empty() ? title : name),
              id.empty() ? std::string(source.page_url) : "https://res.wx.qq.com/voice/getvoice?mediaid=" + id));
  }
}

bool has_embed(const std::vector<Block>& blocks) {
  return std::ranges::any_of(blocks, [](const Block& block) { return block.kind == Block::Kind::kEmbed; });
}

// An article: the DOM's body, which has a place in the page, where it says what the script says; else the script's.
void read_article(const BodySource& source, std::string_view body, Article& article) {
  const std::uint64_t in_page = source.parts.content ? count_text(source.parts.content) : 0;
  const std::uint64_t in_script = count_text_of_html(body);
  const bool page_has_body = source.parts.content && (in_page > 0 || body.empty());
  if (page_has_body && in_script > 0 && differ(in_page, in_script))
    article.warnings.emplace_back("script_and_page_differ", 1);
  const bool is_page_best = page_has_body && (body.empty() || !differ(in_page, in_script));
  article.blocks =
      is_page_best ? convert_body(source.parts.content, source.page_url) : convert_html(body, source.page_url);
  if (article.blocks.empty() && source.parts.content)
    article.blocks = convert_body(source.parts.content, source.page_url);
}

bool is_paid_preview(const Value& data, std::string_view body) {
  if (data.integer_of("is_pay_subscribe").value_or(0) == 0) return false;
  const Value* user = data.find("user_info");
  const bool has_paid = user != nullptr && user->integer_of("is_paid").value_or(0) != 0;
  return !has_paid || body.find("mp-pay-preview-filter") != std::string_view::npos;
}

}  // namespace

void read_body(const BodySource& source, Article& article) {
  const std::string_view body = source.data.text_of("content_noencode");
  const bool is_post = source.type == 8 || source.type == 10 || source.type == 17;
  if (is_post) {
    const Value* text_page = source.data.find("text_page_info");
    const std::string_view text = body.empty() && text_page != nullptr ? text_page->text_of("content_noencode") : body;
    if (source.type != 10) add_pictures(source.data, article.blocks);
    std::ranges::move(convert_lines(text.empty() ? source.data.text_of("desc") : text, source.page_url),
                      std::back_inserter(article.blocks));
    if (article.blocks.empty()) read_article(source, body, article);
  } else {
    read_article(source, body, article);
    if (!has_embed(article.blocks)) {
      std::vector<Block> media;
      add_media(source, article.metadata.title, media);
      article.blocks.insert(article.blocks.begin(), std::make_move_iterator(media.begin()),
                            std::make_move_iterator(media.end()));
    }
  }
  if (is_paid_preview(source.data, body)) article.warnings.emplace_back("paid_preview", 1);
}

}  // namespace pressmark::extract::wechat
