// 13.2.6.4.7 The "in body" insertion mode: which token goes where.
// https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
#include "html/tree_builder.h"

// Lists of tag names stay in rows.
// clang-format off
namespace pressmark::html {

using Type = Token::Type;

TreeBuilder::Outcome TreeBuilder::in_body(Token& token) {
  switch (token.type) {
    case Type::kNull: return Outcome::kIgnore;
    case Type::kCharacters:
      reconstruct_formatting();
      insert_characters(token);
      if (!token.only_white_space) frameset_ok_ = false;
      return Outcome::kDone;
    case Type::kComment:
    case Type::kProcessingInstruction: return insert_comment(token);
    case Type::kDoctype: return Outcome::kIgnore;
    case Type::kStartTag: return in_body_start_tag(token);
    case Type::kEndTag: return in_body_end_tag(token);
    case Type::kEndOfFile:
      if (!template_modes_.empty()) return in_template(token);
      stop_parsing();
      return Outcome::kDone;
  }
  return Outcome::kIgnore;
}

// The start tags of structure and of formatting.
TreeBuilder::Outcome TreeBuilder::in_body_start_tag(Token& token) {
  switch (token.name) {
    case Name::kHtml: return in_body_html(token);
    case Name::kBase: case Name::kBasefont: case Name::kBgsound: case Name::kLink: case Name::kMeta:
    case Name::kNoframes: case Name::kScript: case Name::kStyle: case Name::kTemplate: case Name::kTitle:
      return in_head(token);
    case Name::kBody: return in_body_body(token);
    case Name::kFrameset: return in_body_frameset(token);
    case Name::kAddress: case Name::kArticle: case Name::kAside: case Name::kBlockquote: case Name::kCenter:
    case Name::kDetails: case Name::kDialog: case Name::kDir: case Name::kDiv: case Name::kDl: case Name::kFieldset:
    case Name::kFigcaption: case Name::kFigure: case Name::kFooter: case Name::kHeader: case Name::kHgroup:
    case Name::kMain: case Name::kMenu: case Name::kNav: case Name::kOl: case Name::kP: case Name::kSearch:
    case Name::kSection: case Name::kSummary: case Name::kUl:
      return in_body_block(token);
    case Name::kH1: case Name::kH2: case Name::kH3: case Name::kH4: case Name::kH5: case Name::kH6:
      return in_body_heading(token);
    case Name::kPre: case Name::kListing: return in_body_pre(token);
    case Name::kForm: return in_body_form(token);
    case Name::kLi: case Name::kDd: case Name::kDt: return in_body_list_item(token);
    case Name::kPlaintext: return in_body_plaintext(token);
    case Name::kButton: return in_body_button(token);
    case Name::kA: return in_body_a(token);
    case Name::kB: case Name::kBig: case Name::kCode: case Name::kEm: case Name::kFont: case Name::kI: case Name::kS:
    case Name::kSmall: case Name::kStrike: case Name::kStrong: case Name::kTt: case Name::kU:
      return in_body_formatting(token);
    case Name::kNobr: return in_body_nobr(token);
    case Name::kApplet: case Name::kMarquee: case Name::kObject: return in_body_marked(token);
    case Name::kTable: return in_body_table(token);
    default: return in_body_other_start_tag(token);
  }
}

// The start tags of void elements, raw text, form controls, and the rest.
TreeBuilder::Outcome TreeBuilder::in_body_other_start_tag(Token& token) {
  switch (token.name) {
    case Name::kArea: case Name::kBr: case Name::kEmbed: case Name::kImg: case Name::kKeygen: case Name::kWbr:
      return in_body_void(token);
    case Name::kInput: return in_body_input(token);
    case Name::kParam: case Name::kSource: case Name::kTrack:
      insert_void(token);
      return Outcome::kDone;
    case Name::kHr: return in_body_hr(token);
    case Name::kImage:  // A parse error: it means img.
      token.name = Name::kImg;
      return Outcome::kReprocess;
    case Name::kTextarea: return in_body_textarea(token);
    case Name::kXmp: return in_body_xmp(token);
    case Name::kIframe: return in_body_iframe(token);
    case Name::kNoembed: return insert_raw_text(token, TokenizerState::kRawtext);
    case Name::kNoscript:
      if (options_.scripting) return insert_raw_text(token, TokenizerState::kRawtext);
      return in_body_ordinary(token);
    case Name::kSelect: return in_body_select(token);
    case Name::kOption: case Name::kOptgroup: return in_body_option(token);
    case Name::kRb: case Name::kRtc: case Name::kRp: case Name::kRt: return in_body_ruby(token);
    case Name::kMath: return in_body_foreign(token, Namespace::kMathMl);
    case Name::kSvg: return in_body_foreign(token, Namespace::kSvg);
    case Name::kCaption: case Name::kCol: case Name::kColgroup: case Name::kFrame: case Name::kHead:
    case Name::kTbody: case Name::kTd: case Name::kTfoot: case Name::kTh: case Name::kThead: case Name::kTr:
      return Outcome::kIgnore;
    default: return in_body_ordinary(token);
  }
}

TreeBuilder::Outcome TreeBuilder::in_body_end_tag(Token& token) {
  switch (token.name) {
    case Name::kTemplate: return in_head(token);
    case Name::kBody: case Name::kHtml: return in_body_end_body(token);
    case Name::kAddress: case Name::kArticle: case Name::kAside: case Name::kBlockquote: case Name::kButton:
    case Name::kCenter: case Name::kDetails: case Name::kDialog: case Name::kDir: case Name::kDiv: case Name::kDl:
    case Name::kFieldset: case Name::kFigcaption: case Name::kFigure: case Name::kFooter: case Name::kHeader:
    case Name::kHgroup: case Name::kListing: case Name::kMain: case Name::kMenu: case Name::kNav: case Name::kOl:
    case Name::kPre: case Name::kSearch: case Name::kSection: case Name::kSelect: case Name::kSummary: case Name::kUl:
      return close_in_scope(token);
    case Name::kForm: return in_body_end_form(token);
    case Name::kP:
      if (!open_.has_in_scope(Name::kP, kButtonScope)) insert_implied(Name::kP);
      close_p();
      return Outcome::kDone;
    case Name::kLi: case Name::kDd: case Name::kDt: return in_body_end_list_item(token);
    case Name::kH1: case Name::kH2: case Name::kH3: case Name::kH4: case Name::kH5: case Name::kH6:
      if (!open_.has_heading_in_scope()) return Outcome::kIgnore;
      generate_implied_end_tags();
      pop_until_heading();
      return Outcome::kDone;
    case Name::kA: case Name::kB: case Name::kBig: case Name::kCode: case Name::kEm: case Name::kFont: case Name::kI:
    case Name::kNobr: case Name::kS: case Name::kSmall: case Name::kStrike: case Name::kStrong: case Name::kTt:
    case Name::kU:
      adopt(token.name);
      return Outcome::kDone;
    case Name::kApplet: case Name::kMarquee: case Name::kObject: {
      const Outcome outcome = close_in_scope(token);
      if (outcome == Outcome::kDone) formatting_.clear_to_last_marker();
      return outcome;
    }
    case Name::kBr:  // A parse error: it means <br>.
      reconstruct_formatting();
      insert_implied(Name::kBr);
      pop();
      frameset_ok_ = false;
      return Outcome::kDone;
    default: close_any_other(token.name); return Outcome::kDone;
  }
}

}  // namespace pressmark::html
// clang-format on
