#include "extract/comments.h"

#include <algorithm>

#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Node;

// For each text block whether a comment holds it.
std::vector<bool> blocks_in_comments(const Segmentation& segmentation, const Posts& posts) {
  std::vector<bool> in_comment(segmentation.blocks.size());
  for (const Post& post : posts.all) {
    if (!post.is_comment) continue;
    const Node first = post.element;
    for (Node node = first.first_child(); node;) {
      const Post* inner = posts.at(node.index());
      if (inner != nullptr && inner->is_comment) {  // It has its own turn.
        node = node.next_after_subtree(first);
        continue;
      }
      if (node.is_text()) {
        const std::uint32_t block = segmentation.block_of[node.index()];
        if (block != kNoBlock) in_comment[block] = true;
      }
      node = node.next_in_preorder(first);
    }
  }
  return in_comment;
}

// "Reply", "Like 3", "Share": what stands under every comment.
bool is_action(const html::Document& page, const TextBlock& block) {
  constexpr std::uint32_t kMostWords = 3;
  if (block.words > kMostWords) return false;
  if (block.link_words > 0) return true;
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
  const std::vector<bool> in_comment = blocks_in_comments(segmentation, posts);
  std::uint64_t words = 0, comment_words = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    words += blocks[i].words;
    comment_words += in_comment[i] ? blocks[i].words : 0;
  }
  if (comment_words * 4 > words || std::ranges::find(in_comment, true) == in_comment.end()) return {};
  Segmentation comments = segmentation;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (in_comment[i]) blocks[i].kept = false;
    comments.blocks[i].kept = in_comment[i] && !is_action(page, comments.blocks[i]);
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
