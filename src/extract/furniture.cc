#include "extract/furniture.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/image.h"
#include "extract/inline.h"

namespace pressmark::extract {
namespace {

using Kind = Block::Kind;

// A block as the rules see it.
struct Item {
  LineKind line = LineKind::kProse;
  bool is_picture = false;
  bool is_heading = false;
  bool is_bold = false;   // all of it strong: a banner more often than a sentence
  bool is_name = false;   // the title, the account or the author alone
  std::string picture{};  // address without its size
  bool is_animation = false;
  bool drop = false;
  bool keep = false;  // a picture with its caption
};

bool promotes(const Item& item) {
  return !item.is_picture && (item.line == LineKind::kPromotion || item.line == LineKind::kInterface);
}
bool is_prose(const Item& item) { return !item.is_picture && item.line == LineKind::kProse; }
bool is_credit(const Item& item) { return !item.is_picture && item.line == LineKind::kCredit; }
bool is_weak(const Item& item) { return !item.is_picture && item.line == LineKind::kWeak; }

std::string text_of(const Block& block) {
  std::string text = plain_text(block.spans);
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// The lines of a list or quote, together: prose when one of them is, a promotion when one of them is and none prose.
// Blocks nest at most kMaxBlockDepth deep, so this goes no deeper either.
void collect(const Block& block, std::size_t& letters, std::size_t& linked, std::vector<LineKind>& lines) {
  const std::string text = text_of(block);
  if (!text.empty()) lines.push_back(kind_of_line(text));
  for (const Span& span : block.spans) {
    if (span.kind == Span::Kind::kText) (span.link.empty() ? letters : linked) += span.text.size();
  }
  if (block.kind == Kind::kCode || block.kind == Kind::kTable || block.kind == Kind::kMath)
    lines.push_back(LineKind::kProse);
  for (const Block& child : block.children) collect(child, letters, linked, lines);
}

LineKind kind_of_group(const Block& block) {
  std::size_t letters = 0, linked = 0;
  std::vector<LineKind> lines;
  collect(block, letters, linked, lines);
  const auto all = [&](auto... kinds) {
    return std::ranges::all_of(lines, [&](LineKind line) { return ((line == kinds) || ...); });
  };
  if (all(LineKind::kWeak, LineKind::kInterface, LineKind::kMarks))
    return all(LineKind::kWeak) ? LineKind::kWeak : LineKind::kInterface;
  if (all(LineKind::kPromotion, LineKind::kInterface, LineKind::kWeak)) return LineKind::kPromotion;
  return block.kind == Kind::kList && linked > 2 * letters ? LineKind::kShort : LineKind::kProse;
}

bool is_bold(const Block& block) {
  return !block.spans.empty() && std::ranges::all_of(block.spans, [](const Span& span) {
    return span.kind == Span::Kind::kLineBreak || (span.marks & kStrong) || trimmed(span.text).empty();
  });
}

bool is_decorative_alt(std::string_view alt) {
  for (const std::string_view one :
       {"cover_image", "作者头像", "跳转二维码", "二维码", "头像", "avatar", "qr code", "qrcode"}) {
    if (alt.size() == one.size() && ascii::starts_with_ignoring_case(alt, one)) return true;
  }
  return false;
}

bool is_animation(std::string_view url) {
  return contains_ignoring_case(url, ".gif") || contains_ignoring_case(url, "wx_fmt=gif") ||
         contains_ignoring_case(url, "mmbiz_gif");
}

Item item_of(const Block& block, const Metadata& metadata) {
  Item item;
  switch (block.kind) {
    case Kind::kFigure:
      item.is_picture = block.children.empty();
      item.line = LineKind::kShort;
      if (!item.is_picture) item.line = LineKind::kProse;
      if (!block.spans.empty()) {
        item.picture = image_key(block.spans.front().source);
        item.is_animation = is_animation(block.spans.front().source);
        item.drop = item.is_picture && is_decorative_alt(block.spans.front().text);
      }
      return item;
    case Kind::kHeading:
    case Kind::kParagraph: {
      const std::string text = text_of(block);
      item.line = kind_of_line(text);
      item.is_heading = block.kind == Kind::kHeading;
      item.is_bold = is_bold(block);
      const std::string bare = bare_letters(text);
      item.is_name = !bare.empty() && (bare == bare_letters(metadata.title) || bare == bare_letters(metadata.source) ||
                                       bare == bare_letters(metadata.author));
      return item;
    }
    case Kind::kList:
    case Kind::kQuote: item.line = kind_of_group(block); return item;
    case Kind::kRule: item.line = LineKind::kMarks; return item;
    default: return item;
  }
}

std::vector<Item> items_of(const std::vector<Block>& blocks, const Metadata& metadata) {
  std::vector<Item> items;
  items.reserve(blocks.size());
  for (const Block& block : blocks) items.push_back(item_of(block, metadata));
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    items[i].keep = items[i].is_picture && blocks[i + 1].kind == Kind::kParagraph && is_caption(text_of(blocks[i + 1]));
  }
  return items;
}

// A moving picture that stands more than once, or any that stands three times, divides; so does one between two such.
void drop_dividers(std::vector<Item>& items) {
  std::unordered_map<std::string, int> times;
  for (const Item& item : items) {
    if (item.is_picture) ++times[item.picture];
  }
  const auto divides = [&](const Item& item) {
    const int count = item.is_picture ? times[item.picture] : 0;
    return count >= 3 || (count == 2 && item.is_animation);
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (divides(items[i])) items[i].drop = true;
    const bool is_framed = i > 0 && i + 1 < items.size() && items[i].is_picture && !items[i].keep &&
                           divides(items[i - 1]) && items[i - 1].picture == items[i + 1].picture;
    if (is_framed) items[i].drop = true;
  }
}

// What a zone of promotion loses: all but credits, pictures with captions, and headings of the text.
void drop_zone(std::vector<Item>& items, std::size_t begin, std::size_t end, bool keep_headings) {
  for (std::size_t i = begin; i < end; ++i) {
    Item& item = items[i];
    const bool is_text_heading = keep_headings && item.is_heading && item.line == LineKind::kShort && !item.is_name;
    if (!is_credit(item) && !item.keep && !is_text_heading) item.drop = true;
  }
}

bool says_below(std::string_view text) {
  for (const std::string_view word : {"下图", "下方", "↓", "长按", "below"}) {
    if (contains_ignoring_case(text, word)) return true;
  }
  return false;
}

void drop_head(std::vector<Item>& items, const std::vector<Block>& blocks) {
  const auto prose = static_cast<std::size_t>(std::ranges::find_if(items, is_prose) - items.begin());
  std::size_t end = 0, loose = 0, weak = 0;
  for (std::size_t i = 0; i < prose; ++i) {
    weak += is_weak(items[i]);
    if (promotes(items[i]) || (is_weak(items[i]) && weak > 1)) end = i + 1;
  }
  for (std::size_t i = 0; i < end; ++i) {
    loose += items[i].line == LineKind::kShort && !items[i].is_picture && !items[i].is_bold && !items[i].is_name &&
             !items[i].is_heading;
  }
  for (std::size_t i = 0; i < prose; ++i) items[i].drop |= items[i].is_name;
  if (end == 0 || loose > 3) {
    for (std::size_t i = 0; i < end; ++i) items[i].drop |= promotes(items[i]);
    return;
  }
  drop_zone(items, 0, end, true);
  // "Scan the code below" is followed by the code.
  if (end < prose && items[end].is_picture && !items[end].keep && says_below(text_of(blocks[end - 1])))
    items[end].drop = true;
}

// Where the promotion behind the last prose begins; the number of items when there is none.
std::size_t tail_of(const std::vector<Item>& items, std::size_t behind_prose) {
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(behind_prose);
  const auto first = std::find_if(begin, items.end(), promotes);
  const auto first_weak = std::find_if(begin, items.end(), is_weak);
  const auto weak = std::count_if(begin, items.end(), is_weak);
  const auto found = first != items.end() || weak >= 3 ? std::min(first, first_weak) : items.end();
  return static_cast<std::size_t>(found - items.begin());
}

void drop_tail(std::vector<Item>& items) {
  std::size_t behind_prose = items.size();
  while (behind_prose > 0 && !is_prose(items[behind_prose - 1])) --behind_prose;
  std::size_t tail = tail_of(items, behind_prose);
  if (tail == items.size()) return;
  // A line of credits closes an article: what stands between it and the promotion belongs to the promotion.
  for (std::size_t i = tail; i-- > behind_prose;) {
    if (!is_credit(items[i])) continue;
    tail = i + 1;
    break;
  }
  // What leads up to it: banners, dividers, a heading that would have nothing below it, the account's name.
  while (tail > behind_prose) {
    const Item& before = items[tail - 1];
    const bool leads = before.drop || before.is_name || before.is_heading || before.line == LineKind::kMarks ||
                       (before.is_picture && before.is_animation && !before.keep) ||
                       (before.line == LineKind::kShort && before.is_bold && !before.is_picture);
    if (!leads || is_credit(before)) break;
    --tail;
  }
  drop_zone(items, tail, items.size(), false);
}

}  // namespace

void remove_title(std::vector<Block>& blocks, std::string_view title) {
  const std::string wanted = bare_letters(title);
  if (wanted.empty() || blocks.empty()) return;
  if (blocks.front().kind == Kind::kPost) remove_title(blocks.front().children, title);
  constexpr std::size_t kReach = 4;  // A picture or a line or two may stand before it.
  for (std::size_t i = 0, seen = 0; i < blocks.size() && seen < kReach; ++seen) {
    const Block& block = blocks[i];
    const bool is_line = block.kind == Kind::kHeading || block.kind == Kind::kParagraph;
    const std::string text = is_line ? bare_letters(text_of(block)) : std::string();
    // The page's title may have the site's name behind it.
    const bool starts_title =
        block.kind == Kind::kHeading && text.size() > 8 && text.size() * 2 > wanted.size() && wanted.starts_with(text);
    // A post may be all title.
    if (is_line && (text == wanted || starts_title) && blocks.size() > 1) {
      blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

void remove_furniture(std::vector<Block>& blocks, const Metadata& metadata) {
  const auto notes = std::ranges::find(blocks, Kind::kFootnote, &Block::kind);
  std::vector<Block> footnotes(std::make_move_iterator(notes), std::make_move_iterator(blocks.end()));
  blocks.erase(notes, blocks.end());
  std::vector<Item> items = items_of(blocks, metadata);
  const bool has_prose = std::ranges::any_of(items, is_prose);
  drop_dividers(items);
  drop_head(items, blocks);
  // Without any prose, where the head ends and the tail begins can't be told.
  if (has_prose) drop_tail(items);
  std::size_t next = 0;
  std::erase_if(blocks, [&](const Block&) { return items[next++].drop; });
  std::ranges::move(footnotes, std::back_inserter(blocks));
}

}  // namespace pressmark::extract
