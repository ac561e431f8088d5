// Which nodes of a page belong to the article: the kept text, and what stands with it.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "pressmark/html.h"

namespace pressmark::extract {

class Selection {
 public:
  // All must outlive the selection.
  Selection(const Outline& outline, const Segmentation& segmentation);

  bool has_text(html::NodeIndex text) const;
  float keep(html::NodeIndex text) const;
  bool has_kept_text(html::NodeIndex element) const { return kept_[element] > 0; }
  // Nothing in the element's subtree belongs to the article: neither text nor pictures.
  bool skips(html::NodeIndex element) const { return kept_[element] == 0 && barred_[element]; }
  // A list or table, not too long, most of whose words are kept, and that is no list of links.
  bool is_mostly_kept(html::Node element) const;
  bool is_short(html::Node element) const;
  // The picture over the article, where it stands outside of the text's own part of the page; else none.
  html::Node lead() const { return lead_; }
  std::uint32_t words(html::Node element) const { return words_[element.index()]; }
  std::uint32_t kept_words(html::Node element) const { return kept_words_[element.index()]; }
  // A picture, a player, a formula: by its own text where it has some, else by its place. It belongs when it stands in
  // the smallest subtree that holds most of the kept text, in no part of it that was left out, and not behind the end.
  bool takes(html::Node atom) const;
  // The same by its place alone, whatever text it has.
  bool takes_place(html::Node atom) const;

 private:
  void count();
  html::Node find_region() const;
  void bar(html::Node region);
  void unbar(const TextBlock& block);
  bool is_rejected_part(html::Node element) const;
  void open_lead(html::Node region);

  const Outline& outline_;
  const Segmentation& segmentation_;
  html::Node lead_{};
  std::vector<std::uint32_t> place_{};  // by node: its number in the outline
  std::vector<std::uint32_t> kept_{};   // by node: kept blocks in its subtree
  std::vector<std::uint32_t> kept_words_{}, words_{}, link_words_{};
  std::vector<bool> barred_{};                    // by node: no picture is taken from here
  std::uint32_t first_kept_ = 0, last_kept_ = 0;  // places
  std::uint32_t end_ = 0;                         // the place of the first text left out behind the last kept one
};

}  // namespace pressmark::extract
