#include "extract/cards.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "extract/blocks_walk.h"
#include "extract/convert_style.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::uint32_t kMostWords = 150;
constexpr std::uint32_t kFewest = 3;  // cards by one parent

bool may_be_card(Node element) {
  return element.is(Name::kDiv) || element.is(Name::kArticle) || element.is(Name::kSection) || element.is(Name::kA) ||
         element.is(Name::kFigure) || element.name() >= Name::kFirstDynamic;
}

struct Candidate {
  html::NodeIndex element;
  std::uint32_t begin, end;  // in preorder: its number, that of what follows it
  std::uint64_t likeness;
};

// Goes over the page once; what an element holds is the difference between two counts.
class Surveyor {
 public:
  explicit Surveyor(const Segmentation& segmentation) : segmentation_(segmentation) {}

  bool enter(Node node) {
    if (node.is_text()) count(node.index());
    if (!node.is_element() || is_never_shown(node)) return false;
    open_.push_back({.number = number_++, .words = words_, .links = links_});
    return true;
  }

  void leave(Node element) {
    const Open before = open_.back();
    open_.pop_back();
    const std::uint32_t words = words_ - before.words;
    if (!may_be_card(element) || words == 0 || words > kMostWords || links_ == before.links) return;
    candidates_.push_back({element.index(), before.number, number_, likeness(element)});
  }

  std::vector<Candidate> take() && {
    std::ranges::sort(candidates_, {}, &Candidate::begin);
    return std::move(candidates_);
  }

 private:
  struct Open {
    std::uint32_t number, words, links;
  };

  void count(html::NodeIndex text) {
    const std::uint32_t index = segmentation_.block_of[text];
    if (index == kNoBlock) return;
    const TextBlock& block = segmentation_.blocks[index];
    if (!block.kept || block.first != text) return;
    words_ += block.words;
    links_ += block.link_words * 2 >= block.words && block.link_words > 0 ? 1 : 0;
  }

  static std::uint64_t likeness(Node element) {
    const std::string_view names = value_of(element, Name::kClass);
    const std::uint64_t place =
        std::uint64_t{element.parent().index()} << 16 | static_cast<std::uint64_t>(element.name());
    return base::keyed_hash(names.substr(0, names.find(' '))) ^ place * 0x9e3779b97f4a7c15;
  }

  const Segmentation& segmentation_;
  std::vector<Open> open_{};
  std::vector<Candidate> candidates_{};
  std::uint32_t number_ = 0, words_ = 0, links_ = 0;
};

}  // namespace

Cards find_cards(const html::Document& page, const Segmentation& segmentation) {
  Surveyor surveyor(segmentation);
  walk(page.root(), [&](Node node) { return surveyor.enter(node); }, [&](Node node) { surveyor.leave(node); });
  const std::vector<Candidate> candidates = std::move(surveyor).take();
  std::unordered_map<std::uint64_t, std::uint32_t> alike;
  for (const Candidate& one : candidates) ++alike[one.likeness];
  Cards cards;
  std::uint32_t end = 0;  // of the last card
  for (const Candidate& one : candidates) {
    if (one.begin < end || alike[one.likeness] < kFewest) continue;
    cards.insert(one.element);
    end = one.end;
  }
  return cards;
}

}  // namespace pressmark::extract
