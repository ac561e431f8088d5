#include <vector>

#include "extract/blocks.h"
#include "extract/blocks_walk.h"
#include "extract/segment_words.h"

namespace pressmark::extract {
namespace {

using html::Name;

// Collects the run of text nodes that stand together, and makes a block of it when a block-level edge ends it.
class Segmenter {
 public:
  explicit Segmenter(const Outline& outline) : outline_(outline), containers_{outline.items()[0].node} {
    result_.block_of.assign(outline.page().node_count(), kNoBlock);
  }

  bool enter(const OutlineItem& item) {
    if (!item.is_element()) {
      add_text(item);
      return false;
    }
    switch (kind_of(outline_, item)) {
      case ElementKind::kNoText:
      case ElementKind::kInput: return false;
      case ElementKind::kBreak: add_break(); return false;
      case ElementKind::kInline: enter_inline(item); return true;
      case ElementKind::kBlock:
        finish_block();
        containers_.push_back(item.node);
        return true;
    }
    return true;
  }

  void leave(const OutlineItem& element) {
    if (kind_of(outline_, element) == ElementKind::kInline) {
      after_inline_ = true;
      if (&element == link_) link_ = nullptr;
      return;
    }
    finish_block();
    containers_.pop_back();
  }

  Segmentation finish() {
    finish_block();
    return std::move(result_);
  }

 private:
  void add_text(const OutlineItem& text) {
    const bool is_blank = text.has(kIsBlankText);
    if (is_blank) words_.separate();
    const bool has_text = !is_blank && words_.add(outline_.node(text).text(), link_ != nullptr);
    after_inline_ = false;
    if (has_text) {
      breaks_ = 0;
      run_size_ = run_.size() + 1;
    }
    if (run_size_ > 0) run_.push_back(text.node);
  }

  void enter_inline(const OutlineItem& element) {
    if (after_inline_) words_.separate();  // Two inline elements side by side, no text between: no word spans them.
    after_inline_ = false;
    if (link_ == nullptr && element.name == Name::kA && outline_.node(element).has_attribute(Name::kHref))
      link_ = &element;
  }

  void add_break() {
    words_.separate();
    if (++breaks_ >= 2) finish_block();
  }

  void finish_block() {
    breaks_ = 0;
    if (run_size_ > 0) {
      const auto block = static_cast<std::uint32_t>(result_.blocks.size());
      for (std::size_t i = 0; i < run_size_; ++i) result_.block_of[run_[i]] = block;
      result_.blocks.push_back({.container = containers_.back(),
                                .first = run_.front(),
                                .last = run_[run_size_ - 1],
                                .words = words_.words(),
                                .link_words = words_.link_words()});
    }
    run_.clear();
    run_size_ = 0;
    words_.reset();
  }

  const Outline& outline_;
  Segmentation result_;
  std::vector<html::NodeIndex> containers_;  // the block-level elements that we are in
  const OutlineItem* link_ = nullptr;        // the link that we are in
  std::vector<html::NodeIndex> run_;         // from the first text node that isn't blank
  std::size_t run_size_ = 0;                 // to the last such one
  WordCounter words_;
  std::uint32_t breaks_ = 0;  // br since the last text
  bool after_inline_ = false;
};

}  // namespace

Segmentation segment(const Outline& outline) {
  Segmenter segmenter(outline);
  walk(
      outline, [&](const OutlineItem& item) { return segmenter.enter(item); },
      [&](const OutlineItem& item) { segmenter.leave(item); });
  return segmenter.finish();
}

}  // namespace pressmark::extract
