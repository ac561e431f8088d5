#include "extract/thread.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/ascii.h"
#include "base/hash.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr int kMostLevels = 30;  // from a text up to its post

void add_without_digits(std::string_view names, std::string& key) {
  constexpr std::size_t kMost = 200;
  for (const char c : names.substr(0, kMost)) {
    if (!ascii::is_digit(c)) key += c;
  }
}

// What the bodies of posts have in common: the element's name and its classes, or its id, without digits; 0 for one
// without either.
std::uint64_t signature_of(Node element) {
  std::string key;
  add_without_digits(value_of(element, Name::kClass), key);
  if (key.empty()) add_without_digits(value_of(element, Name::kId), key);
  if (key.empty()) return 0;
  return (base::keyed_hash(key) ^ static_cast<std::uint64_t>(element.name()) << 32) | 1;
}

// Named as what was said is, rather than what stands around it.
bool is_named_as_body(Node element) {
  return class_hints<"body", "content", "message", "text", "bbcode", "markdown", "prose">(element);
}

// Calls visit(signature, element) for the named elements around a text, from the inside out to its post; stops where it
// says so.
template <class Visit>
void visit_around(Node container, Node post, Visit visit) {
  std::uint64_t last = 0;
  for (int level = 0; level < kMostLevels && container.is_element(); ++level, container = container.parent()) {
    const std::uint64_t signature = signature_of(container);
    if (signature != 0 && signature != last && visit(signature, container)) return;
    last = signature;
    if (container == post) return;
  }
}

// What stands in elements of one signature.
struct Part {
  double words = 0, hits = 0;  // hits: those that are expected to be text
  std::uint32_t posts = 0, last = kNoPost;
  std::size_t order = 0;  // among all signatures, as they are met
  bool is_named_as_body = false;
};

// Posts of one kind: what people ask or say, or what others reply to that.
class Bodies {
 public:
  void add(const html::Document& page, const TextBlock& block, std::uint32_t number, const Post& post) {
    const double words = block.words, hits = words * block.keep;
    hits_ += hits;
    if (last_ != number) ++posts_;
    last_ = number;
    visit_around(page.node(block.container), post.element, [&](std::uint64_t signature, Node element) {
      Part& part = parts_[signature];
      if (part.posts == 0) {
        part.is_named_as_body = is_named_as_body(element);
        part.order = parts_.size();
      }
      part.words += words;
      part.hits += hits;
      if (part.last != number) ++part.posts;
      part.last = number;
      return false;
    });
  }

  // The signature that most posts have an element of, such that what stands in these makes the best choice; 0 for none.
  std::uint64_t best() const {
    constexpr std::uint32_t kFewest = 3;
    constexpr double kMost = 0.8, kLeast = 0.6, kNamed = 1.25;
    std::uint64_t best = 0;
    std::size_t order = 0;
    double best_f1 = kLeast;
    for (const auto& [signature, part] : parts_) {
      if (part.posts < kFewest || part.posts < kMost * posts_) continue;
      const double f1 = 2 * part.hits / (part.words + hits_) * (part.is_named_as_body ? kNamed : 1);
      if (f1 < best_f1 || (f1 == best_f1 && part.order > order)) continue;
      best = signature;
      order = part.order;
      best_f1 = f1;
    }
    return best;
  }

 private:
  double hits_ = 0;
  std::uint32_t posts_ = 0, last_ = kNoPost;
  std::unordered_map<std::uint64_t, Part> parts_{};
};

}  // namespace

bool begins_with_post(const Segmentation& segmentation, const Posts& posts) {
  constexpr std::uint32_t kMost = 30;  // words: a title, a line about the thread
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < segmentation.blocks.size() && posts.of_block[i] == kNoPost; ++i)
    words += segmentation.blocks[i].kept ? segmentation.blocks[i].words : 0;
  return words <= kMost;
}

void keep_posts(const html::Document& page, Segmentation& segmentation, const Posts& posts) {
  std::vector<TextBlock>& blocks = segmentation.blocks;
  std::array<Bodies, 2> bodies;  // of posts, and of comments on them
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::uint32_t number = posts.of_block[i];
    if (number == kNoPost) continue;
    const Post& post = posts.all[number];
    bodies[post.is_comment ? 1 : 0].add(page, blocks[i], number, post);
  }
  const std::array<std::uint64_t, 2> best = {bodies[0].best(), bodies[1].best()};
  std::vector<bool> is_in_body(blocks.size()), has_text(posts.all.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (posts.of_block[i] == kNoPost) continue;
    const Post& post = posts.all[posts.of_block[i]];
    const std::uint64_t body = best[post.is_comment ? 1 : 0];
    if (body == 0) continue;
    visit_around(page.node(blocks[i].container), post.element,
                 [&](std::uint64_t signature, Node) { return is_in_body[i] = signature == body; });
    if (!is_in_body[i]) blocks[i].kept = false;
    if (is_in_body[i] && blocks[i].kept) has_text[posts.of_block[i]] = true;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_in_body[i] && !has_text[posts.of_block[i]]) blocks[i].kept = true;
  }
}

void tidy_posts(std::vector<Block>& blocks) {
  const auto is_post = [](const Block& block) { return block.kind == Block::Kind::kPost; };
  if (std::ranges::none_of(blocks, is_post)) return;
  std::erase_if(blocks, [](const Block& block) { return block.kind == Block::Kind::kRule; });
  for (Block& block : blocks) {
    const bool is_one_quote = block.children.size() == 1 && block.children.front().kind == Block::Kind::kQuote;
    if (!is_post(block) || !is_one_quote) continue;
    std::vector<Block> said = std::move(block.children.front().children);
    block.children = std::move(said);
  }
}

}  // namespace pressmark::extract
