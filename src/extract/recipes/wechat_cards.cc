#include "extract/recipes/wechat_cards.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "extract/metadata_facts.h"

namespace pressmark::extract::wechat {
namespace {

using html::Node;

struct Card {
  std::uint32_t at = 0;  // where it begins in the source
  Block block{};
};

std::string value(Node node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view found = node.attribute(name).value_or("");
    if (!found.empty()) return fold_space(decode_references(found));
  }
  return "";
}

std::string joined(std::string first, std::string_view separator, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return std::move(first.append(separator)) + second;
}

std::string voice_address(const std::string& id) {
  return id.empty() ? std::string() : "https://res.wx.qq.com/voice/getvoice?mediaid=" + id;
}

Block account_card(Node node) {
  const std::string id = value(node, {"data-id"});
  const std::string link =
      id.empty() ? std::string() : "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=" + id;
  return embed("card", joined("公众号：" + value(node, {"data-nickname"}), "，", value(node, {"data-signature"})),
               link);
}

// A card of that element, or nothing: goods, advertisements and what is no card.
std::optional<Block> card_of(Node node, std::string_view page_url) {
  const std::string_view name = node.local_name();
  if (name == "mp-common-profile") return account_card(node);
  if (name == "mp-common-videosnap") {
    const std::string title = joined(value(node, {"data-nickname"}), "：", value(node, {"data-desc"}));
    return embed("video", "视频号：" + title, value(node, {"data-url"}));
  }
  if (name == "mpvoice" || name == "mp-common-mpaudio") {
    return embed("audio", joined("音频：", "", value(node, {"name", "data-name", "data-title"})),
                 voice_address(value(node, {"voice_encode_fileid", "data-voice_encode_fileid", "data-fileid"})));
  }
  if (name == "mpvideo" || name == "mpvideosnap")
    return embed("video", joined("视频：", "", value(node, {"data-title", "title"})), std::string(page_url));
  if (name == "qqmusic" || name == "mp-common-qqmusic") {
    return embed("audio",
                 "音乐：" + joined(value(node, {"music_name", "data-music_name"}), " - ",
                                   value(node, {"singer", "data-singer"})),
                 value(node, {"play_url", "data-play_url", "jump_url", "data-jump_url", "audiourl"}));
  }
  if (name == "mp-miniprogram" || name == "mp-common-miniprogram" || name == "mp-weapp") {
    return embed("card",
                 "小程序：" + joined(value(node, {"data-miniprogram-nickname", "data-miniprogram-name"}), "，",
                                     value(node, {"data-miniprogram-title"})),
                 "");
  }
  if (name == "mp-common-poi")
    return embed("map", "地点：" + joined(value(node, {"data-name"}), "，", value(node, {"data-address"})), "");
  if (name == "iframe" && node.attribute("class").value_or("").find("video_iframe") != std::string_view::npos) {
    const bool is_known_host =
        value(node, {"data-src", "src"}).find("v.qq.com") != std::string::npos;  // Read like all embeds.
    if (!is_known_host && node.attribute("data-mpvid"))
      return embed("video", joined("视频：", "", value(node, {"data-title", "title"})), std::string(page_url));
  }
  if (name == "iframe" && node.attribute("class").value_or("").find("vote_iframe") != std::string_view::npos)
    return embed("card", "投票", std::string(page_url));
  return std::nullopt;
}

bool says_something(const Block& card) {
  return !card.spans.front().text.ends_with("：") || !card.spans.front().link.empty();
}

std::vector<Card> cards_under(Node body, std::string_view page_url) {
  constexpr std::size_t kMostCards = 200;
  std::vector<Card> cards;
  for (Node node = body; node && cards.size() < kMostCards; node = node.next_in_preorder(body)) {
    if (!node.is_element()) continue;
    std::optional<Block> card = card_of(node, page_url);
    if (!card || !says_something(*card)) continue;
    card->source = {node.source().begin, node.source().end};
    cards.push_back({node.source().begin, std::move(*card)});
  }
  return cards;
}

}  // namespace

Block embed(std::string_view kind, std::string title, std::string link) {
  Block block{.kind = Block::Kind::kEmbed};
  block.language = kind;
  block.spans.push_back({.text = std::move(title), .link = std::move(link)});
  return block;
}

void add_cards(Node body, std::string_view page_url, std::vector<Block>& blocks) {
  std::vector<Card> cards = cards_under(body, page_url);
  if (cards.empty()) return;
  std::vector<Block> out;
  out.reserve(blocks.size() + cards.size());
  std::size_t next = 0;
  for (Block& block : blocks) {
    const bool is_placed = block.source.end > block.source.begin;
    while (is_placed && next < cards.size() && cards[next].at < block.source.begin)
      out.push_back(std::move(cards[next++].block));
    out.push_back(std::move(block));
  }
  while (next < cards.size()) out.push_back(std::move(cards[next++].block));
  blocks = std::move(out);
}

}  // namespace pressmark::extract::wechat
