// One walk over a tree, from its start to its end: elements open and close blocks, text and pictures fill them.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/convert_select.h"
#include "extract/convert_stack.h"
#include "extract/footnote.h"
#include "extract/inline.h"
#include "extract/math_prose.h"
#include "extract/posts.h"
#include "extract/remembered.h"

namespace pressmark::extract {

class Converter {
 public:
  // Without a selection everything that is displayed is taken.
  Converter(html::Node root, const Selection* selection, std::string_view base, const Parts& parts = {});
  // Passes over these nodes, by NodeIndex; `nodes` outlives the conversion.
  void leave_out(const std::vector<bool>& nodes) { left_out_ = &nodes; }
  std::vector<Block> run() &&;

 private:
  enum class Step : std::uint8_t { kInto, kPast };
  enum class Leaf : std::uint8_t { kParagraph, kHeading, kTerm };

  // An element that is being walked, and what its end must undo.
  struct Frame {
    html::Node node{};
    Style style{};
    Leaf leaf = Leaf::kParagraph;
    std::uint8_t level = 0;
    bool is_whole = false;     // all of its text is taken
    bool is_unchosen = false;  // and only for the picture that it belongs to
    std::uint8_t closes = 0;   // blocks to close
    bool is_block = false;
    bool in_shadow = false;    // the walk is in the element's shadow root; its children come after
    std::string_view after{};  // text to write at the end
    bool is_caption = false;   // what it adds may be the caption of the picture before
    bool keeps_lines = false;  // line feeds in its text are line breaks
    bool is_note = false;
    std::size_t blocks_before = 0;
    std::int64_t next_number = 1;  // of a list: its next item's
    bool counts_down = false;      // a reversed list
    bool holds_posts = false;      // a list of posts
    bool is_card = false;
    std::size_t cards_end = 0;  // how many blocks there were when a list of cards was the last; 0 where there is none
  };

  // ---- the walk ----
  Step enter(html::Node node);
  Step enter_element(html::Node element);
  void leave();
  html::Node first_inside(html::Node element);
  html::Node next_after(html::Node node);

  // ---- elements, by what they become ----
  bool is_left_out(html::Node element);
  bool may_be_left_out(html::Node element);
  bool enter_atom(html::Node element);  // true: done with, subtree and all
  void enter_block(html::Node element);
  bool enter_container(html::Node element);  // false: the element is no container, only a block
  bool enter_post(html::Node post);
  bool enter_written(html::Node element);
  bool holds_posts(html::Node list) const;
  void enter_list(html::Node element);
  void enter_item(html::Node element);
  void enter_card();
  void join_cards();
  void number_item(html::Node element, Frame& list);
  void enter_table(html::Node table);
  void enter_cell(html::Node cell);
  void enter_inline(html::Node element);
  bool enter_link(html::Node link);  // true: done with
  bool enter_reference(html::Node link, std::uint32_t number);
  void enter_reading(html::Node rt);

  void add_text(html::Node text);
  void add_lines(std::string_view text);
  void add_code(html::Node element);
  void add_formula(html::Node element);
  bool stands_in_kept_text(html::Node formula) const;
  void add_image(html::Node img);
  void add_noscript(html::Node noscript);
  void add_embed(html::Node element);
  void add_break();
  void add_rule(html::Node hr);
  void adopt_caption(const Frame& frame);
  bool affords_address(std::size_t size);
  std::string_view affordable_base() { return affords_address(base_.size()) ? base_ : std::string_view(); }
  bool takes_atom(html::Node element) const { return !selection_ || selection_->takes(element); }
  bool takes_text_of(html::Node element) const;
  // Whether all text is taken: there is nothing to choose from, or the choice was made for the whole.
  bool takes_all() const { return !selection_ || whole_open_ > 0; }
  // Whether the element belongs to what was kept so closely that a choice among its text would leave a torso.
  bool is_taken_whole(html::Node element) const;
  bool is_unchosen_caption(html::Node element) const;
  bool is_note_of_ours(html::Node element) const;
  void mark_ways_to_notes();

  // ---- blocks ----
  bool open(BlockStack::Hold hold, Block block = {});
  void edge();   // of a block-level element: ends the line, but not a heading or term that it stands in
  void flush();  // ends the line: a paragraph, a heading, a term, a picture
  // The line's spans with the TeX in their text made formulas; those that stand alone end the line before them.
  std::vector<Span> with_formulas(std::vector<Span> spans, ByteRange source, float keep);
  void add_line(std::vector<Span> spans, ByteRange source, float keep);
  void add_block(Block block);
  void saw(html::SourceRange range, float keep);
  float surety(html::Node node) const;

  html::Node root_;
  const Selection* selection_;
  const std::vector<bool>* left_out_ = nullptr;
  std::string_view base_;
  Parts parts_;
  std::size_t address_bytes_ = 0, most_address_bytes_;
  Footnotes footnotes_;
  Remembered<bool> classes_{};  // whether elements of a class may be left out
  std::unordered_map<html::NodeIndex, TableShape> tables_;
  std::deque<LinkTarget> links_;
  std::vector<Frame> frames_;
  BlockStack stack_;
  Line line_;
  Style style_;
  Leaf leaf_ = Leaf::kParagraph;
  std::uint8_t level_ = 0;
  int notes_open_ = 0;
  int unchosen_open_ = 0;
  int whole_open_ = 0;                                 // open elements of which all text is taken
  bool takes_notes_ = false;                           // those that kept text refers to, whole
  std::unordered_set<html::NodeIndex> ways_to_notes_;  // what notes stand in
  std::unordered_set<std::uint32_t> referred_notes_;   // by number: those that kept text refers to
  std::vector<std::size_t> notes_headings_;            // the top-level blocks that are headings over notes
  int kept_lines_ = 0;                                 // open elements in which line feeds are line breaks
  std::optional<ProseTex> prose_tex_;                  // once it was asked for
  ByteRange line_source_;
  float line_keep_ = 0;
  float last_keep_ = 1;
  std::uint64_t skipped_ = 0;   // text nodes left out
  std::string last_image_key_;  // of the picture added last, until text follows
  html::Node last_image_{};
  html::Node last_noscript_{};    // that gave a picture
  bool swallow_bracket_ = false;  // the "]" behind a footnote reference that stood in brackets
};

}  // namespace pressmark::extract
