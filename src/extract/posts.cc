#include "extract/posts.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"
#include "extract/convert_style.h"
#include "extract/metadata_facts.h"
#include "extract/post_facts.h"
#include "extract/remembered.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostPosts = 5000;
constexpr std::uint32_t kMostLineWords = 12;

// ---- what elements are named ----

const WordList& post_words() {
  return kWordList<"post", "message", "msg", "answer", "comment", "reply", "response", "review">;
}
// Of a post: who wrote it, when, how many there are.
const WordList& around_words() { return kWordList<"author", "date", "time", "avatar", "count", "form", "meta">; }
const WordList& comment_words() { return kWordList<"comment", "reply", "response", "review">; }

std::string_view item_type(Node element) {
  const std::string_view type = value_of(element, Name::kItemtype);
  return type.substr(type.find_last_of("/:") + 1);
}

bool is_post_item(Node element) {
  const std::string_view type = item_type(element);
  return type == "Comment" || type == "UserComments" || type == "Answer" || type == "DiscussionForumPosting" ||
         type == "Review" || type == "UserReview" || type == "Question";
}

// What a class or an id says: what posts of one kind have in common, the first name that says post, hashed without its
// digits, or 0; and whether any name says that it is a comment, or a reply, which needs no day to be told.
struct Said {
  std::uint64_t post = 0;
  bool comment = false, reply = false;
};

Said said_by(std::string_view names) {
  Said said{.comment = contains_any_part(names, comment_words()),
            .reply = contains_any_part(names, kWordList<"comment", "reply">)};
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r\f"), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name.size() > 80 || !contains_any_part(name, post_words()) || contains_any_part(name, around_words())) continue;
    std::string key;
    for (const char c : name) {
      if (!ascii::is_digit(c)) key += c;
    }
    said.post = base::hash(key) | 1;
    break;
  }
  return said;
}

// ---- the posts ----

std::vector<std::uint32_t> posts_of_blocks(const Segmentation& segmentation, const Posts& posts) {
  std::vector<std::uint32_t> post_of(segmentation.blocks.size(), kNoPost);
  for (std::uint32_t i = 0; i < posts.all.size(); ++i) {
    const Node post = posts.all[i].element;
    for (Node node = post.first_child(); node;) {
      if (posts.at(node.index()) != nullptr) {  // It has its own turn.
        node = node.next_after_subtree(post);
        continue;
      }
      if (node.is_text()) {
        const std::uint32_t block = segmentation.block_of[node.index()];
        if (block != kNoBlock) post_of[block] = i;
      }
      node = node.next_in_preorder(post);
    }
  }
  return post_of;
}

struct Candidate {
  std::uint32_t number = 0;        // in the order of their names
  std::uint32_t at = 0;            // its item
  std::uint32_t next_of_kind = 0;  // the next of its signature; 0 for none
  std::uint64_t signature = 0;
  bool is_item = false;  // microdata says that it is a post
  bool is_comment = false;
  bool needs_day = true;
  bool is_teaser = false;  // has a heading that leads elsewhere
  Node author_at{}, day_at{};
  std::string author{}, day{}, rating{};

  bool is_named() const { return !author.empty(); }
};

struct Group {
  std::uint32_t posts = 0, days = 0, teasers = 0;
};

class Finder {
 public:
  Finder(const Outline& outline, const Segmentation& segmentation, const PostDates& dates)
      : outline_(outline), items_(outline.items()), segmentation_(segmentation), dates_(dates) {}

  void walk_page() {
    for (std::uint32_t at = 1; at < items_.size();) {
      while (!open_.empty() && items_[found_[open_.back()].at].end <= at) leave();
      at = enter(at) ? at + 1 : items_[at].end;
    }
    while (!open_.empty()) leave();
  }

  // The element that is named as a comment may hold its text alone. Where several of a kind name no writer, each is
  // taken with what is around it, as far as that is not around another one too.
  void widen() {
    constexpr std::size_t kFewest = 3, kMostKinds = 8;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> kinds;
    for (std::uint32_t i = 0; i < found_.size(); ++i) kinds[found_[i].signature].push_back(i);
    std::size_t widened = 0;
    for (const auto& [signature, kind] : kinds) {
      if (kind.size() < kFewest) continue;
      if (std::ranges::any_of(kind, [&](std::uint32_t i) { return found_[i].is_named() || found_[i].needs_day; }))
        continue;
      if (++widened > kMostKinds) break;
      std::uint32_t before = 0;
      for (std::size_t i = 0; i < kind.size(); ++i) {
        const std::uint32_t at = found_[kind[i]].at;
        const std::uint32_t behind = i + 1 == kind.size() ? items_.front().end : found_[kind[i + 1]].at;
        widen(kind[i], before, behind);
        before = at;
      }
    }
    std::ranges::sort(found_, {}, [](const Candidate& one) { return std::pair(one.at, one.number); });
  }

  Posts finish() {
    std::unordered_map<std::uint64_t, Group> groups;
    for (const Candidate& one : found_) {
      if (!one.is_named()) continue;
      Group& group = groups[one.signature];
      ++group.posts;
      group.days += one.day.empty() ? 0 : 1;
      group.teasers += one.is_teaser && !one.is_comment ? 1 : 0;
    }
    find_next_of_kind();
    Posts posts;
    Node author_at, day_at;  // Of what holds a post and nothing else the outermost is the post.
    for (std::size_t i = 0; i < found_.size(); ++i) {
      Candidate& one = found_[i];
      if (!one.is_named() || is_thread(i) || is_same(one.author_at, author_at) || is_same(one.day_at, day_at)) continue;
      const Group& group = groups[one.signature];
      const bool is_repeated = group.posts >= 2 && (!one.needs_day || group.days * 2 >= group.posts);
      if (group.teasers * 2 > group.posts || !(is_repeated || one.is_item)) continue;
      author_at = one.author_at;
      day_at = one.day_at;
      add_lines(one, posts);
      const Node element = outline_.node(items_[one.at]);
      posts.by_element.emplace(element.index(), static_cast<std::uint32_t>(posts.all.size()));
      posts.all.push_back({.element = element,
                           .author = std::move(one.author),
                           .date = std::move(one.day),
                           .rating = std::move(one.rating),
                           .is_comment = one.is_comment});
    }
    std::ranges::sort(posts.lines);
    const auto repeated = std::ranges::unique(posts.lines);
    posts.lines.erase(repeated.begin(), repeated.end());
    posts.of_block = posts_of_blocks(segmentation_, posts);
    return posts;
  }

 private:
  void find_next_of_kind() {
    std::unordered_map<std::uint64_t, std::uint32_t> next;
    for (std::size_t i = found_.size(); i-- > 0;) {
      auto [at, is_last] = next.emplace(found_[i].signature, static_cast<std::uint32_t>(i));
      found_[i].next_of_kind = is_last ? 0 : at->second;
      at->second = static_cast<std::uint32_t>(i);
    }
  }

  // Whether its first post is another element in it, and more of the kind follow that there.
  bool is_thread(std::size_t i) const {
    constexpr std::size_t kReach = 8;
    for (std::size_t in = i + 1; in < std::min(i + 1 + kReach, found_.size()); ++in) {
      const Candidate& inner = found_[in];
      if (inner.at >= items_[found_[i].at].end || !is_same(inner.author_at, found_[i].author_at)) return false;
      if (inner.next_of_kind == 0) continue;
      const Candidate& next = found_[inner.next_of_kind];
      const bool is_within = next.at >= items_[inner.at].end && next.at < items_[found_[i].at].end;
      if (is_within && next.is_named() && !is_same(next.author_at, inner.author_at)) return true;
    }
    return false;
  }

  static bool is_same(Node a, Node b) { return a && a == b; }

  // Reaches as far as it can between the items `before` and `behind`.
  void widen(std::uint32_t one, std::uint32_t before, std::uint32_t behind) {
    constexpr int kMostLevels = 10;
    std::uint32_t around = found_[one].at;
    for (int level = 0; level < kMostLevels; ++level) {
      const std::uint32_t parent = items_[around].parent;
      if (parent <= before || items_[parent].end > behind) break;
      around = parent;
    }
    if (items_[around].end > behind) return;
    found_[one].at = around;
    open_ = {one};
    authors_ = days_ = 0;
    for (std::uint32_t at = around + 1; at < items_[around].end && authors_ + days_ < 2; ++at) {
      if (items_[at].is_element()) read(items_[at], outline_.node(items_[at]));
    }
    open_.clear();
    authors_ = days_ = 0;
  }

  void leave() {
    open_.pop_back();
    authors_ = std::min(authors_, open_.size());
    days_ = std::min(days_, open_.size());
  }

  // Says whether to go into it.
  bool enter(std::uint32_t at) {
    const OutlineItem& item = items_[at];
    const Node node = outline_.node(item);
    if (!item.is_element()) {
      if (days_ < open_.size() && !item.has(kIsBlankText)) take_day(node, moment_in(node, dates_));
      return true;
    }
    if (is_never_shown(node)) {
      if (!open_.empty() && item.name == Name::kMeta) read_meta(item, node);
      return false;
    }
    if (found_.size() < kMostPosts && ((item.says & kPostName) != 0 || item.has(kHasItemtype))) begin(at);
    if (open_.empty()) return true;
    if (found_[open_.back()].at != at) read(item, node);
    Candidate& innermost = found_[open_.back()];
    if (is_linked_heading(item)) innermost.is_teaser = true;
    if (is_rating(item, node)) take_rating(node, innermost);
    return true;
  }

  // A heading whose link leads to another page, not to the post itself or its writer.
  bool is_linked_heading(const OutlineItem& item) const {
    const OutlineItem* link = &items_[item.parent];
    if (item.name == Name::kA) {
      if (heading_level(outline_, *link) == 0) return false;
      link = &item;
    } else {
      if (heading_level(outline_, item) == 0) return false;
      if (link->name != Name::kA) link = &items_[link->parent];
      if (link->name != Name::kA) return false;
    }
    constexpr std::size_t kMost = 2000;  // bytes: many headings may stand in one link
    const std::string_view href = value_of(outline_.node(*link), Name::kHref).substr(0, kMost);
    return !href.contains('#') && !leads_to_profile(href);
  }

  static bool is_rating(const OutlineItem& item, Node node) {
    return item.has(kHasItemprop) && value_of(node, Name::kItemprop) == "ratingValue";
  }

  // Microdata that nobody sees.
  void read_meta(const OutlineItem& item, Node meta) {
    if (days_ < open_.size() && is_named_as_day(item, meta)) take_day(meta, day_in(meta, dates_));
    if (is_rating(item, meta)) take_rating(meta, found_[open_.back()]);
  }

  void read(const OutlineItem& item, Node node) {
    if (authors_ < open_.size() && is_named_as_author(item, node)) take_author(node);
    if (days_ < open_.size() && is_named_as_day(item, node)) take_day(node, day_in(node, dates_));
  }

  Said said_of(std::string_view names) { return names.empty() ? Said() : said_.of(names, said_by); }

  void begin(std::uint32_t at) {
    const OutlineItem& item = items_[at];
    const Node element = outline_.node(item);
    Said by_class, by_id;
    if ((item.says & kPostName) != 0) {
      by_class = said_of(value_of(element, Name::kClass));
      by_id = said_of(value_of(element, Name::kId));
      if (by_class.post == 0 && element.name() >= Name::kFirstDynamic) by_class = said_of(element.local_name());
    }
    std::uint64_t signature = by_class.post != 0 ? by_class.post : by_id.post;
    const bool is_item = is_post_item(element);
    if (signature == 0 && !is_item) return;
    if (signature != 0) signature = (signature ^ static_cast<std::uint64_t>(element.name()) << 32) | 1;
    const std::string_view type = item_type(element);
    const bool is_comment = is_item
                                ? type.ends_with("Comment") || type.ends_with("Comments") || type.ends_with("Review")
                                : by_class.comment || by_id.comment;
    if (signature == 0) signature = base::hash(type) | 1;
    open_.push_back(static_cast<std::uint32_t>(found_.size()));
    found_.push_back({.number = static_cast<std::uint32_t>(found_.size()),
                      .at = at,
                      .signature = signature,
                      .is_item = is_item,
                      .is_comment = is_comment,
                      .needs_day = !by_class.reply,
                      .author = writer_stated_by(element)});
  }

  // All that are open and have no author have this one; those that have one are below them.
  void take_author(Node element) {
    const std::string name = writer_in(element, dates_);
    if (name.empty()) return;
    for (; authors_ < open_.size(); ++authors_) {
      Candidate& one = found_[open_[authors_]];
      if (!one.is_named()) one.author = name;
      if (!one.author_at) one.author_at = element;
    }
  }

  void take_day(Node node, const std::string& day) {
    if (day.empty()) return;
    for (; days_ < open_.size(); ++days_) {
      Candidate& one = found_[open_[days_]];
      if (!one.day.empty()) continue;
      one.day = day;
      one.day_at = node;
    }
  }

  void take_rating(Node element, Candidate& post) {
    if (post.rating.empty()) post.rating = rating_in(element);
  }

  // Text that stands with the name or the day, and little else.
  void add_lines(const Candidate& post, Posts& posts) const {
    for (const Node element : {post.author_at, post.day_at}) {
      if (!element) continue;
      int nodes = 0;
      for (Node node = element.first_child(); node && nodes < 100; node = node.next_in_preorder(element), ++nodes) {
        if (!node.is_text()) continue;
        const std::uint32_t block = segmentation_.block_of[node.index()];
        if (block != kNoBlock && segmentation_.blocks[block].words <= kMostLineWords) posts.lines.push_back(block);
      }
    }
  }

  const Outline& outline_;
  const std::vector<OutlineItem>& items_;
  const Segmentation& segmentation_;
  PostDates dates_;
  Remembered<Said> said_{};
  std::vector<Candidate> found_{};
  std::vector<std::uint32_t> open_{};   // indexes into found_, outermost first
  std::size_t authors_ = 0, days_ = 0;  // how many of them, from the outermost, have an author and a day
};

}  // namespace

Posts find_posts(const Outline& outline, const Segmentation& segmentation, const PostDates& dates) {
  Finder finder(outline, segmentation, dates);
  finder.walk_page();
  finder.widen();
  return finder.finish();
}

}  // namespace pressmark::extract
