// Tree construction: tokens in, a Document out. One function an insertion mode, in modes_*.cc, its cases in the
// standard's order. https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "html/active_formatting.h"
#include "html/dom_builder.h"
#include "html/open_elements.h"
#include "html/token.h"
#include "html/tokenizer.h"

namespace pressmark::html {

class TreeBuilder {
 public:
  TreeBuilder(DocumentBuilder& builder, Tokenizer& tokenizer)
      : builder_(builder), tokenizer_(tokenizer), open_(builder), formatting_(builder) {}

  // Begins a Document, that of the builder. Both others have been started.
  void start(const ParseOptions& options);
  // Sets up the fragment case. `context`: "td", "svg path", "math mi".
  void start_fragment(std::string_view context);
  // Takes all tokens up to the end of the file.
  void run();

 private:
  enum class Mode : std::uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kInHeadNoscript,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInTableText,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset
  };
  enum class Outcome : std::uint8_t {
    kDone,
    kReprocess,  // the same token again, by the mode that is set now
    kIgnore      // a parse error that left nothing in the tree
  };
  // Where a node is put: into `parent`, before `before` (kNoNode: at the end).
  struct Place {
    NodeIndex parent = kNoNode;
    NodeIndex before = kNoNode;
  };

  struct TextRun {
    Slice text;
    SourceRange source;
  };

  // ---- tree_builder.cc: the dispatcher ----
  void process(Token& token);
  void dispatch(Token& token);
  static bool uses_html_rules(const OpenElement& node, const Token& token);
  Outcome apply(Mode mode, Token& token);
  bool takes_white_space_apart() const;
  void drop_behind_node_limit(const Token& token);
  TokenizerState content_state(Name name) const;
  void finish();
  const OpenElement& adjusted_current_node() const { return fragment_ && open_.size() == 1 ? context_ : open_.top(); }
  bool is_in_foreign_content() const {
    return !open_.empty() && adjusted_current_node().name_space != Namespace::kHtml;
  }
  bool is_fragment() const { return fragment_; }
  void reset_insertion_mode();
  void stop_parsing() { stopped_ = true; }

  // ---- tree_builder_insert.cc: nodes into the tree, elements onto the stack ----
  Place place_for(NodeIndex target) const;
  Place appropriate_place() const {
    const OpenElement& current = open_.top();
    if (foster_parenting_ || current.is(Name::kTemplate)) return place_for(current.node);
    return {.parent = current.node};
  }
  Place foster_place() const;
  void insert_at(Place place, NodeIndex node) { builder_.insert(place.parent, node, place.before); }
  void make_room_on_stack() {
    if (open_.size() >= builder_.limits().open_elements) close_current_for_room();
  }
  void close_current_for_room();
  NodeIndex place_element(Name name, Namespace name_space, const Token& token);  // not onto the stack
  NodeIndex insert_element(Name name, Namespace name_space, const Token& token);
  NodeIndex insert_html(const Token& token) { return insert_element(token.name, Namespace::kHtml, token); }
  NodeIndex insert_implied(Name name);   // as for a start tag without attributes that the source does not have
  void insert_void(const Token& token);  // put on the stack and popped at once
  void push_open(NodeIndex node, Name name, Namespace name_space, TagFlags more_flags = 0);
  void insert_text(Slice text, SourceRange source);
  void insert_characters(const Token& token) { insert_text(token.text, token.source); }
  void insert_replacement_characters(const Token& token);
  Outcome insert_comment(const Token& token);  // a processing instruction too
  Outcome insert_comment_into(NodeIndex parent, const Token& token);
  NodeIndex create_comment(const Token& token);
  Outcome insert_raw_text(const Token& token, TokenizerState state);
  using NameSet = std::pmr::unordered_set<std::uint32_t>;
  void merge_attributes(std::size_t position, NameSet& known, const Token& token);
  void split_off_white_space(Token& token, Token& rest) const;

  // ---- tree_builder_close.cc: elements off the stack ----
  void pop();
  void close(const OpenElement& element);  // its range ends here; an option may be copied to selectedcontent
  void pop_until(Name name);
  void pop_until_heading();
  void pop_until_context(TagFlags context);
  void remove_from_stack(std::size_t position);
  void generate_implied_end_tags(Name except = Name::kNone);
  void generate_all_implied_end_tags_thoroughly();
  void close_p();
  void close_p_in_button_scope() {
    if (open_.has_in_scope(Name::kP, kButtonScope)) close_p();
  }
  Outcome close_in_scope(const Token& token);

  // ---- tree_builder_formatting.cc ----
  void reconstruct_formatting() {
    if (formatting_.size() != 0 && !is_reconstructed(formatting_.size())) reconstruct_unopened();
  }
  // Whether the entry before `position` is a marker or open.
  bool is_reconstructed(std::size_t position) const {
    const ActiveFormatting::Entry& entry = formatting_[position - 1];
    return entry.is_marker() || open_.contains_node(entry.node);
  }
  void reconstruct_unopened();
  void insert_formatting(const Token& token);
  void push_marker();
  bool may_clone();
  NodeIndex clone_element(NodeIndex element);  // counted
  // The adoption agency algorithm for a tag of that name.
  void adopt(Name subject);
  bool adopt_once(Name subject);
  std::size_t find_furthest_block(std::size_t formatting_position) const;
  NodeIndex adopt_inner_loop(std::size_t formatting_position, std::size_t furthest_position, std::size_t& bookmark);
  void close_any_other(Name name);

  // ---- tree_builder_select.cc: what an option's text is copied to ----
  struct OpenSelect {
    NodeIndex select = kNoNode;
    NodeIndex selected_content = kNoNode;
    NodeIndex selected = kNoNode;  // the option
    NodeIndex group = kNoNode;     // the optgroup that was asked about last
    bool group_is_disabled = false;
    bool is_multiple = false;
  };
  void select_opened(NodeIndex select);
  void select_closed(NodeIndex select);
  void option_inserted(NodeIndex option);
  void option_popped(NodeIndex option);
  void selected_content_inserted(NodeIndex element);
  template <class Test>
  bool is_any_near(Test test) const;
  OpenSelect* find_open_select(NodeIndex descendant, Name itself);
  bool is_in_disabled_group(NodeIndex option, OpenSelect& select) const;
  void copy_to_selected_content(const OpenSelect& select);
  NodeIndex copy_node(NodeIndex node);

  // ---- the insertion modes ----
  // modes_head.cc
  Outcome initial(Token& token);
  Outcome before_html(Token& token);
  Outcome before_head(Token& token);
  Outcome in_head(Token& token);
  Outcome in_head_start_tag(Token& token);
  Outcome in_head_end_tag(Token& token);
  Outcome in_head_anything_else();
  Outcome in_head_noscript(Token& token);
  Outcome after_head(Token& token);
  Outcome after_head_start_tag(Token& token);
  Outcome after_head_anything_else();
  // modes_body.cc, modes_body_start.cc, modes_body_end.cc
  Outcome in_body(Token& token);
  Outcome in_body_start_tag(Token& token);
  Outcome in_body_other_start_tag(Token& token);
  Outcome in_body_html(const Token& token);
  Outcome in_body_body(const Token& token);
  Outcome in_body_frameset(const Token& token);
  Outcome in_body_block(const Token& token);
  Outcome in_body_heading(const Token& token);
  Outcome in_body_pre(const Token& token);
  Outcome in_body_form(const Token& token);
  Outcome in_body_list_item(const Token& token);
  Outcome in_body_plaintext(const Token& token);
  Outcome in_body_button(const Token& token);
  Outcome in_body_a(const Token& token);
  Outcome in_body_formatting(const Token& token);
  Outcome in_body_nobr(const Token& token);
  Outcome in_body_marked(const Token& token);
  Outcome in_body_table(const Token& token);
  Outcome in_body_void(const Token& token);
  bool is_hidden_input(const Token& token) const;
  Outcome in_body_input(const Token& token);
  Outcome in_body_hr(const Token& token);
  Outcome in_body_textarea(const Token& token);
  Outcome in_body_xmp(const Token& token);
  Outcome in_body_iframe(const Token& token);
  Outcome in_body_select(const Token& token);
  Outcome in_body_option(const Token& token);
  Outcome in_body_ruby(const Token& token);
  Outcome in_body_foreign(Token& token, Namespace name_space);
  Outcome in_body_ordinary(const Token& token);
  Outcome in_body_end_tag(Token& token);
  Outcome in_body_end_body(const Token& token);
  Outcome in_body_end_form(const Token& token);
  Outcome in_body_end_list_item(const Token& token);
  // modes_text.cc
  Outcome text(Token& token);
  // modes_table.cc, modes_table_parts.cc
  Outcome in_table(Token& token);
  Outcome in_table_start_tag(Token& token);
  Outcome in_table_table(const Token& token);
  Outcome in_table_form(const Token& token);
  Outcome in_table_anything_else(Token& token);
  Outcome in_table_text(Token& token);
  void foster_table_text();
  Outcome nothing_to_close();
  Outcome in_caption(Token& token);
  Outcome close_caption(Outcome then);
  Outcome in_column_group(Token& token);
  Outcome in_table_body(Token& token);
  Outcome close_table_body(bool in_scope, Outcome then);
  Outcome in_row(Token& token);
  Outcome close_row(Outcome then);
  Outcome in_cell(Token& token);
  Outcome close_cell(Outcome then);
  // modes_template.cc
  Outcome in_template(Token& token);
  Outcome go_on_in_template_as(Mode mode);
  Outcome start_template(Token& token);
  Outcome end_template();
  bool attach_shadow_root(const Token& token);
  bool can_host_shadow_root(const OpenElement& element) const;
  // modes_after.cc
  Outcome after_body(Token& token);
  Outcome in_frameset(Token& token);
  Outcome in_frameset_characters(const Token& token);
  Outcome after_frameset(Token& token);
  Outcome after_after_body(Token& token);
  Outcome after_after_frameset(Token& token);
  // foreign_content.cc
  Outcome foreign_content(Token& token);
  Outcome break_out(Token& token);
  Outcome foreign_end_tag(Token& token);
  void insert_foreign(Token& token, Namespace name_space);

  DocumentBuilder& builder_;
  Tokenizer& tokenizer_;
  ParseOptions options_;
  OpenElements open_;
  ActiveFormatting formatting_;

  Mode mode_{};
  Mode original_mode_{};
  std::vector<Mode> template_modes_;
  OpenElement context_;  // of the fragment case
  NodeIndex document_{};
  NodeIndex head_{};
  NodeIndex form_{};
  bool fragment_{};
  bool frameset_ok_{};
  bool foster_parenting_{};
  bool drop_line_feed_{};
  bool stopped_{};

  Token token_;
  Token rest_;  // of a run of text whose leading white space is taken apart
  const Token* current_{};
  std::vector<TextRun> table_text_;  // the pending table character tokens: white space
  bool fosters_table_text_{};
  std::uint32_t body_end_{}, html_end_{};  // behind their end tags; 0: none, or content came after it
  std::size_t clones_made_{};
  std::vector<OpenSelect> open_selects_;
  std::vector<AttributeRecord> new_attributes_;
  std::pmr::unsynchronized_pool_resource pool_;
  NameSet html_attributes_{&pool_}, body_attributes_{&pool_};
};

}  // namespace pressmark::html
