#include "extract/comments.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Node;

bool has_comments(const Posts& posts) { return std::ranges::any_of(posts.all, &Post::is_comment); }

bool is_action_word(std::string_view text) {
  constexpr std::array kWords = std::to_array<std::string_view>(
      {"reply", "like", "share", "report", "quote", "antworten", "répondre", "responder", "rispondi", "ответить",
       "回复",  "回覆", "赞",    "点赞",   "分享",  "举报",      "返信",     "返信する",  "답글",     "답글 쓰기"});
  return std::ranges::any_of(kWords, [&](std::string_view word) { return ascii::equals_ignoring_case(text, word); });
}

// "Reply", "Like 3", "Share": what stands under every comment.
bool is_action(const html::Document& page, const TextBlock& block) {
  constexpr std::uint32_t kMostWords = 3;
  if (block.words > kMostWords) return false;
  if (block.link_words > 0) return true;
  const Node text = page.node(block.first);
  if (block.first == block.last && is_action_word(ascii::trimmed(text.text()))) return true;
  const Node container = page.node(block.container);
  return container.is(html::Name::kButton) ||
         class_hints<"reply", "like", "likes", "share", "report", "vote", "votes", "score", "action", "actions", "flag",
                     "permalink", "helpful", "badge">(container);
}

}  // namespace

Segmentation part_comments(const html::Document& page, Segmentation& segmentation, const Posts& posts, bool is_thread) {
  std::vector<TextBlock>& blocks = segmentation.blocks;
  for (const std::uint32_t line : posts.lines) blocks[line].kept = false;
  if (is_thread) return {};
  const auto is_in_comment = [&](std::size_t block) {
    return posts.of_block[block] != kNoPost && posts.all[posts.of_block[block]].is_comment;
  };
  std::uint64_t words = 0, comment_words = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    words += blocks[i].words;
    comment_words += is_in_comment(i) ? blocks[i].words : 0;
  }
  if (comment_words * 4 > words || !has_comments(posts)) return {};
  Segmentation comments = segmentation;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_in_comment(i)) blocks[i].kept = false;
    comments.blocks[i].kept = is_in_comment(i) && !is_action(page, comments.blocks[i]);
  }
  for (const std::uint32_t line : posts.lines) comments.blocks[line].kept = false;
  return comments;
}

std::vector<Block> posts_among(std::vector<Block> blocks) {
  std::vector<Block> posts;
  std::vector<Block> open;  // Deep ones are taken from its end.
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) open.push_back(std::move(*block));
  while (!open.empty()) {
    Block block = std::move(open.back());
    open.pop_back();
    if (block.kind == Block::Kind::kPost) {
      posts.push_back(std::move(block));
      continue;
    }
    for (auto child = block.children.rbegin(); child != block.children.rend(); ++child)
      open.push_back(std::move(*child));
  }
  return posts;
}

}  // namespace pressmark::extract
