#include "extract/posts.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/hash.h"
#include "extract/convert_style.h"
#include "extract/metadata_facts.h"
#include "extract/remembered.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostPosts = 5000;
constexpr std::size_t kLongestName = 50;
constexpr std::size_t kLongestDay = 60;
constexpr std::uint32_t kMostLineWords = 12;

// ---- what elements are named ----

const WordList& post_words() {
  return kWordList<"post", "message", "msg", "answer", "comment", "reply", "response", "review">;
}
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
// digits, or 0; and whether any name says that it is a comment.
struct Said {
  std::uint64_t post = 0;
  bool comment = false;
};

Said said_by(std::string_view names) {
  Said said{.comment = contains_any_part(names, comment_words())};
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r\f"), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name.size() > 80 || !contains_any_part(name, post_words())) continue;
    std::string key;
    for (const char c : name) {
      if (!ascii::is_digit(c)) key += c;
    }
    said.post = base::hash(key) | 1;
    break;
  }
  return said;
}

// ---- short texts ----

// The text of a small element on one line; nullopt for one with more nodes than a name or a day takes, or too long.
std::optional<std::string> line_of(Node element, std::size_t longest) {
  constexpr int kMostNodes = 40;
  std::string line;
  int nodes = 0;
  for (Node node = element.first_child(); node; node = node.next_in_preorder(element)) {
    if (++nodes > kMostNodes) return std::nullopt;
    if (node.is_element() && is_never_shown(node)) return std::nullopt;
    if (node.is_element() && !line.empty() && line.back() != ' ' && is_block_level(node)) line += ' ';
    if (!node.is_text()) continue;
    for (const char c : node.text()) {
      const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
      if (!is_space) line += c;
      if (is_space && !line.empty() && line.back() != ' ') line += ' ';
      if (line.size() > longest + 1) return std::nullopt;
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line.size() <= longest ? std::optional(std::move(line)) : std::nullopt;
}

std::string without_lead(std::string name) {
  for (const std::string_view lead : {"by ", "posted by ", "written by ", "author: ", "von ", "par ", "por "}) {
    if (name.size() > lead.size() && ascii::starts_with_ignoring_case(name, lead)) name.erase(0, lead.size());
  }
  while (name.ends_with(':') || name.ends_with(' ') || name.ends_with(',')) name.pop_back();
  return name;
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; });
}

bool is_named_as_author(const OutlineItem& item, Node element) {
  if ((item.says & kWriterName) != 0) return true;
  if (item.has(kHasItemprop)) {
    const std::string_view property = value_of(element, Name::kItemprop);
    if (property == "author" || property == "creator") return true;
  }
  if (item.name != Name::kA) return false;
  const std::string_view href = value_of(element, Name::kHref);
  if (href.size() > 300) return false;
  for (const std::string_view sign : {"/user/", "/users/", "/u/", "/member/", "/members/", "/profile/", "/profiles/",
                                      "user?id=", "viewprofile", "member.php", "space-uid-", "/people/"}) {
    if (href.contains(sign)) return true;
  }
  return false;
}

bool is_named_as_day(const OutlineItem& item, Node element) {
  if (item.name == Name::kTime || (item.says & kDayName) != 0) return true;
  if (!item.has(kHasItemprop)) return false;
  const std::string_view property = value_of(element, Name::kItemprop);
  return property == "datePublished" || property == "dateCreated";
}

// ---- the posts ----

struct Candidate {
  Node element{};
  std::uint32_t end = 0;  // of its subtree in the outline
  std::uint64_t signature = 0;
  bool is_item = false;  // microdata says that it is a post
  bool is_comment = false;
  bool is_teaser = false;  // has a heading that leads elsewhere
  Node author_at{}, day_at{};
  std::string author{}, day{}, rating{};
};

struct Group {
  std::uint32_t posts = 0, days = 0, teasers = 0;
};

class Finder {
 public:
  Finder(const Outline& outline, const Segmentation& segmentation, const PostDates& dates)
      : outline_(outline), segmentation_(segmentation), dates_(dates) {}

  void walk_page() {
    const std::vector<OutlineItem>& items = outline_.items();
    for (std::uint32_t at = 1; at < items.size();) {
      while (!open_.empty() && found_[open_.back()].end <= at) leave();
      at = enter(items[at]) ? at + 1 : items[at].end;
    }
    while (!open_.empty()) leave();
  }

  Posts finish() {
    std::unordered_map<std::uint64_t, Group> groups;
    for (const Candidate& one : found_) {
      if (one.author.empty()) continue;
      Group& group = groups[one.signature];
      ++group.posts;
      group.days += one.day.empty() ? 0 : 1;
      group.teasers += one.is_teaser && !one.is_comment ? 1 : 0;
    }
    Posts posts;
    Node last_author;  // Of what holds a post and nothing else the outermost is the post.
    for (Candidate& one : found_) {
      if (one.author.empty() || one.author_at == last_author) continue;
      const Group& group = groups[one.signature];
      const bool is_repeated = group.posts >= 2 && group.days * 2 >= group.posts;
      if (group.teasers * 2 > group.posts || !(is_repeated || one.is_item)) continue;
      last_author = one.author_at;
      add_lines(one, posts);
      posts.by_element.emplace(one.element.index(), static_cast<std::uint32_t>(posts.all.size()));
      posts.all.push_back({.element = one.element,
                           .author = std::move(one.author),
                           .date = std::move(one.day),
                           .rating = std::move(one.rating),
                           .is_comment = one.is_comment});
    }
    std::ranges::sort(posts.lines);
    const auto repeated = std::ranges::unique(posts.lines);
    posts.lines.erase(repeated.begin(), repeated.end());
    return posts;
  }

 private:
  void leave() {
    open_.pop_back();
    authors_ = std::min(authors_, open_.size());
    days_ = std::min(days_, open_.size());
  }

  // Says whether to go into it.
  bool enter(const OutlineItem& item) {
    if (!item.is_element()) return true;
    const Node node = outline_.node(item);
    if (is_never_shown(node)) {
      if (!open_.empty() && item.name == Name::kMeta) read_meta(item, node);
      return false;
    }
    if (found_.size() < kMostPosts && ((item.says & kPostName) != 0 || item.has(kHasItemtype))) begin(item, node);
    if (open_.empty()) return true;
    if (authors_ < open_.size() && is_named_as_author(item, node)) take_author(node);
    if (days_ < open_.size() && is_named_as_day(item, node)) take_day(node);
    Candidate& innermost = found_[open_.back()];
    if (is_linked_heading(item)) innermost.is_teaser = true;
    if (is_rating(item, node)) take_rating(node, innermost);
    return true;
  }

  bool is_linked_heading(const OutlineItem& item) const {
    const std::vector<OutlineItem>& items = outline_.items();
    const OutlineItem& around = items[item.parent];
    if (item.name == Name::kA) return heading_level(outline_, around) > 0;
    if (heading_level(outline_, item) == 0) return false;
    return around.name == Name::kA || items[around.parent].name == Name::kA;
  }

  static bool is_rating(const OutlineItem& item, Node node) {
    return item.has(kHasItemprop) && value_of(node, Name::kItemprop) == "ratingValue";
  }

  // Microdata that nobody sees.
  void read_meta(const OutlineItem& item, Node meta) {
    if (days_ < open_.size() && is_named_as_day(item, meta)) take_day(meta);
    if (is_rating(item, meta)) take_rating(meta, found_[open_.back()]);
  }

  Said said_of(std::string_view names) { return names.empty() ? Said() : said_.of(names, said_by); }

  void begin(const OutlineItem& item, Node element) {
    Said by_class, by_id;
    if ((item.says & kPostName) != 0) {
      by_class = said_of(value_of(element, Name::kClass));
      by_id = said_of(value_of(element, Name::kId));
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
    found_.push_back(
        {.element = element, .end = item.end, .signature = signature, .is_item = is_item, .is_comment = is_comment});
  }

  // All that are open and have no author have this one; those that have one are below them.
  void take_author(Node element) {
    std::optional<std::string> line = line_of(element, kLongestName);
    if (!line || line->empty()) return;
    if (find_date(*line, dates_.order)) return;
    std::string name = without_lead(*std::move(line));
    if (!has_letter(name)) return;
    for (; authors_ < open_.size(); ++authors_) {
      Candidate& one = found_[open_[authors_]];
      if (one.author.empty()) {
        one.author = name;
        one.author_at = element;
      }
    }
  }

  std::string day_of(Node element) const {
    for (const std::string_view stated :
         {value_of(element, Name::kDatetime), value_of(element, Name::kContent), value_of(element, Name::kTitle)}) {
      if (stated.empty() || stated.size() > kLongestDay) continue;
      if (auto date = read_date_field(stated, dates_.order)) return std::move(date->date_time);
    }
    std::optional<std::string> line = line_of(element, kLongestDay);
    if (!line || line->empty()) return "";
    if (auto date = find_date(*line, dates_.order)) return std::move(date->date_time);
    if (auto date = find_relative_date(*line, dates_.fetch_date)) return std::move(date->date_time);
    constexpr std::size_t kLongestWording = 24;  // "3 hours ago", "vor 2 Tagen"
    const bool is_wording = line->size() <= kLongestWording && std::ranges::any_of(*line, ascii::is_digit) &&
                            has_letter(*line) && !line->contains(':');
    return is_wording ? *std::move(line) : "";
  }

  void take_day(Node element) {
    const std::string day = day_of(element);
    if (day.empty()) return;
    for (; days_ < open_.size(); ++days_) {
      Candidate& one = found_[open_[days_]];
      if (one.day.empty()) {
        one.day = day;
        one.day_at = element;
      }
    }
  }

  void take_rating(Node element, Candidate& post) {
    const std::string_view content = ascii::trimmed(value_of(element, Name::kContent));
    std::string rating = content.empty() ? line_of(element, 4).value_or("") : std::string(content);
    const bool is_number = !rating.empty() && rating.size() <= 4 &&
                           std::ranges::all_of(rating, [](char c) { return ascii::is_digit(c) || c == '.'; });
    if (is_number && rating != "0" && post.rating.empty()) post.rating = std::move(rating);
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
  return finder.finish();
}

}  // namespace pressmark::extract
