// Parts of texts for lists of what was found.
#include <algorithm>
#include <deque>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pressmark/search.h"
#include "search/folding.h"
#include "search/graphemes.h"
#include "search/phrase_matcher.h"

namespace pressmark::search {
namespace {

using Range = Snippet::Range;

constexpr std::size_t kMostWidth = 10'000;  // columns
constexpr std::size_t kAround = 4096;       // bytes around the part that are looked at for phrases that reach into it

// The stretch of at most `width` bytes with the most different phrases, then the most of them; the first of such.
class Densest {
 public:
  Densest(std::size_t phrases, std::size_t width) : counts_(phrases), width_(width) {}

  void add(const Occurrence& one) {
    window_.push_back(one);
    if (counts_[one.phrase]++ == 0) ++different_;
    while (window_.size() > 1 && one.end - std::min(one.end, window_.front().begin) > width_) drop_first();
    if (different_ < most_different_ || (different_ == most_different_ && window_.size() <= most_)) return;
    most_different_ = different_;
    most_ = window_.size();
    best_ = Range{std::min(window_.front().begin, one.begin), one.end};
  }
  std::optional<Range> best() const { return best_; }

 private:
  void drop_first() {
    if (--counts_[window_.front().phrase] == 0) --different_;
    window_.pop_front();
  }

  std::deque<Occurrence> window_;
  std::vector<std::size_t> counts_;
  std::size_t width_, different_ = 0, most_different_ = 0, most_ = 0;
  std::optional<Range> best_;
};

// Graphemes, of which those from first to last (without it) are taken.
struct Part {
  std::vector<Grapheme> graphemes;
  std::size_t first = 0, last = 0;
  std::size_t columns = 0;

  bool take_before() {
    if (first == 0) return false;
    columns += static_cast<std::size_t>(graphemes[--first].columns);
    return true;
  }
  bool take_behind() {
    if (last == graphemes.size()) return false;
    columns += static_cast<std::size_t>(graphemes[last++].columns);
    return true;
  }
};

// `centre` with what stands around it, a quarter of it before.
Part part_around(std::string_view source, const Range& centre, std::size_t width) {
  const std::size_t reach = width * 4;  // No column has more bytes but where accents are piled up.
  Part part{.graphemes = graphemes_of(source, centre.begin - std::min(centre.begin, reach),
                                      std::min(source.size(), centre.begin + 2 * reach))};
  const auto ends_behind = [&](const Grapheme& one) { return one.end > centre.begin; };
  part.first = part.last =
      static_cast<std::size_t>(std::ranges::find_if(part.graphemes, ends_behind) - part.graphemes.begin());
  while (part.columns < width && part.last < part.graphemes.size() && part.graphemes[part.last].begin < centre.end) {
    part.take_behind();
  }
  const std::size_t before = part.columns + (width - std::min(width, part.columns)) / 4;
  while (part.columns < before && part.take_before()) {
  }
  while (part.columns < width && part.take_behind()) {
  }
  while (part.columns < width && part.take_before()) {
  }
  return part;
}

bool is_space(std::string_view source, const Grapheme& one) {
  const char c = source[one.begin];
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || source.substr(one.begin).starts_with("\u3000");
}

bool is_letter(std::string_view source, const Grapheme& one) {
  const char32_t c = utf8::next(source, one.begin).code_point;
  if (c < 0x80) return ascii::is_alphanumeric(static_cast<char>(c));
  return Folding::instance().kind(c) == Kind::kWord;
}

// Leaves out the halves of words at both ends, where that takes few characters and nothing of the centre.
void round_to_words(std::string_view source, const Range& centre, Part& part) {
  constexpr std::size_t kMostLetters = 20;
  const auto parts_word = [&](std::size_t at) {
    return at > 0 && at < part.graphemes.size() && is_letter(source, part.graphemes[at - 1]) &&
           is_letter(source, part.graphemes[at]);
  };
  std::size_t first = part.first;
  while (first < part.last && first - part.first < kMostLetters && parts_word(first)) ++first;
  if (!parts_word(first) && first < part.last && part.graphemes[first].begin <= centre.begin) part.first = first;
  std::size_t last = part.last;
  while (last > part.first && part.last - last < kMostLetters && parts_word(last)) --last;
  if (!parts_word(last) && last > part.first && part.graphemes[last - 1].end >= centre.end) part.last = last;
}

// The phrases within the range, in order and joined where they touch.
std::vector<Range> found_within(std::string_view source, const PhraseMatcher& matcher, const Range& range) {
  const std::size_t from = range.begin - std::min(range.begin, kAround);
  std::vector<Range> found;
  matcher.find(source.substr(from, range.end + kAround - from), [&](const Occurrence& one) {
    const Range clipped{std::max(from + one.begin, range.begin), std::min(from + one.end, range.end)};
    if (clipped.begin < clipped.end) found.push_back(clipped);
  });
  std::ranges::sort(found, {}, &Range::begin);
  std::vector<Range> joined;
  for (const Range& one : found) {
    if (joined.empty() || one.begin > joined.back().end) {
      joined.push_back(one);
    } else {
      joined.back().end = std::max(joined.back().end, one.end);
    }
  }
  return joined;
}

// The source's text in one line, and the marks where they come to stand.
class Writer {
 public:
  Writer(std::string_view source, std::vector<Range> found) : source_(source), found_(std::move(found)) {}

  void add(const Grapheme& one) {
    const bool is_marked = next_ < found_.size() && found_[next_].begin < one.end;
    if (is_space(source_, one)) {
      needs_space_ = !out_.text.empty();
      was_marked_ = was_marked_ && is_marked;
    } else {
      const std::size_t before = out_.text.size() + (needs_space_ ? 1 : 0);
      append(one);
      if (is_marked && was_marked_) {
        out_.marks.back().end = out_.text.size();
      } else if (is_marked) {
        out_.marks.push_back({before, out_.text.size()});
      }
      was_marked_ = is_marked;
    }
    while (next_ < found_.size() && found_[next_].end <= one.end) {
      ++next_;
      was_marked_ = was_marked_ && next_ < found_.size() && found_[next_].begin < one.end;
    }
  }
  Snippet take() { return std::move(out_); }

 private:
  void append(const Grapheme& one) {
    if (needs_space_) out_.text += ' ';
    needs_space_ = false;
    for (std::size_t at = one.begin; at < one.end;) {
      const utf8::Character character = utf8::next(source_, at);
      const bool is_control =
          character.code_point < 0x20 || (character.code_point >= 0x7F && character.code_point < 0xA0);
      utf8::append(out_.text, is_control ? utf8::kReplacement : character.code_point);
      at += character.size;
    }
  }

  std::string_view source_;
  std::vector<Range> found_;
  std::size_t next_ = 0;
  bool needs_space_ = false, was_marked_ = false;
  Snippet out_;
};

}  // namespace

Snippet snippet(std::string_view source, const Query& query, std::size_t width) {
  width = std::min(width, kMostWidth);
  const PhraseMatcher matcher(query.phrases);
  Densest densest(query.phrases.size(), width);
  matcher.find(source, [&](const Occurrence& one) { densest.add(one); });
  const Range centre = densest.best().value_or(Range{0, 0});
  Part part = part_around(source, centre, width);
  round_to_words(source, centre, part);
  if (part.first == part.last) return {};
  const Range range{part.graphemes[part.first].begin, part.graphemes[part.last - 1].end};
  Writer writer(source, found_within(source, matcher, range));
  for (std::size_t i = part.first; i < part.last; ++i) writer.add(part.graphemes[i]);
  Snippet made = writer.take();
  made.starts_later = range.begin > 0;
  made.ends_earlier = range.end < source.size();
  return made;
}

std::string marked(const Snippet& snippet, std::string_view open, std::string_view close) {
  std::string out = snippet.starts_later ? "…" : "";
  std::size_t at = 0;
  for (const Range& mark : snippet.marks) {
    out.append(snippet.text, at, mark.begin - at).append(open);
    out.append(snippet.text, mark.begin, mark.end - mark.begin).append(close);
    at = mark.end;
  }
  out.append(snippet.text, at);
  return snippet.ends_earlier ? out + "…" : out;
}

}  // namespace pressmark::search
