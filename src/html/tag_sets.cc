#include "html/tag_sets.h"

#include <initializer_list>

namespace pressmark::html {
namespace {

using enum Name;
using Table = std::array<TagFlags, static_cast<std::size_t>(kFirstDynamic)>;

consteval void mark(Table& table, TagFlags flags, std::initializer_list<Name> names) {
  for (const Name name : names) table[static_cast<std::size_t>(name)] |= flags;
}

consteval void mark_stack_sets(Table& table) {
  mark(table, tag::kSpecial,
       {kAddress,   kApplet, kArea,     kArticle,  kAside,      kBase,     kBasefont, kBgsound, kBlockquote, kBody,
        kBr,        kButton, kCaption,  kCenter,   kCol,        kColgroup, kDd,       kDetails, kDir,        kDiv,
        kDl,        kDt,     kEmbed,    kFieldset, kFigcaption, kFigure,   kFooter,   kForm,    kFrame,      kFrameset,
        kH1,        kH2,     kH3,       kH4,       kH5,         kH6,       kHead,     kHeader,  kHgroup,     kHr,
        kHtml,      kIframe, kImg,      kInput,    kKeygen,     kLi,       kLink,     kListing, kMain,       kMarquee,
        kMenu,      kMeta,   kNav,      kNoembed,  kNoframes,   kNoscript, kObject,   kOl,      kP,          kParam,
        kPlaintext, kPre,    kScript,   kSearch,   kSection,    kSelect,   kSource,   kStyle,   kSummary,    kTable,
        kTbody,     kTd,     kTemplate, kTextarea, kTfoot,      kTh,       kThead,    kTitle,   kTr,         kTrack,
        kUl,        kWbr,    kXmp});
  for (TagFlags& flags : table) flags |= flags & tag::kSpecial ? tag::kEndsItemSearch : 0;
  for (const Name name : {kAddress, kDiv, kP}) table[static_cast<std::size_t>(name)] &= ~tag::kEndsItemSearch;
  mark(table, tag::kSetsMode,
       {kTd, kTh, kTr, kTbody, kThead, kTfoot, kCaption, kColgroup, kTable, kTemplate, kHead, kBody, kFrameset, kHtml});
  mark(table, tag::kScope, {kApplet, kCaption, kHtml, kTable, kTd, kTh, kMarquee, kObject, kSelect, kTemplate});
  mark(table, tag::kListScope, {kOl, kUl});
  mark(table, tag::kButtonScope, {kButton});
  mark(table, tag::kTableScope, {kHtml, kTable, kTemplate});
  mark(table, tag::kTableBodyContext, {kTbody, kTfoot, kThead, kTemplate, kHtml});
  mark(table, tag::kTableRowContext, {kTr, kTemplate, kHtml});
  mark(table, tag::kImpliedEnd, {kDd, kDt, kLi, kOptgroup, kOption, kP, kRb, kRp, kRt, kRtc});
  mark(table, tag::kThoroughlyImpliedEnd,
       {kCaption, kColgroup, kDd, kDt, kLi, kOptgroup, kOption, kP, kRb, kRp, kRt, kRtc, kTbody, kTd, kTfoot, kTh,
        kThead, kTr});
  mark(table, tag::kHeading, {kH1, kH2, kH3, kH4, kH5, kH6});
  mark(table, tag::kFosterParent, {kTable, kTbody, kTfoot, kThead, kTr});
  mark(table, tag::kMarkerOwner, {kApplet, kMarquee, kObject, kTd, kTh, kCaption, kTemplate});
}

consteval Table make_table() {
  Table table{};
  for (TagFlags& flags : table) flags = tag::kHtml;
  mark_stack_sets(table);
  mark(table, tag::kForeignBreakout,
       {kB,   kBig,  kBlockquote, kBody,  kBr,   kCenter, kCode,   kDd,  kDiv, kDl,      kDt,   kEm,   kEmbed, kH1, kH2,
        kH3,  kH4,   kH5,         kH6,    kHead, kHr,     kI,      kImg, kLi,  kListing, kMenu, kMeta, kNobr,  kOl, kP,
        kPre, kRuby, kS,          kSmall, kSpan, kStrong, kStrike, kSub, kSup, kTable,   kTt,   kU,    kUl,    kVar});
  mark(table, tag::kVoid,
       {kArea, kBase, kBasefont, kBgsound, kBr, kCol, kEmbed, kFrame, kHr, kImg, kInput, kKeygen, kLink, kMeta, kParam,
        kSource, kTrack, kWbr});
  mark(table, tag::kRawText, {kStyle, kScript, kXmp, kIframe, kNoembed, kNoframes, kPlaintext});
  mark(table, tag::kShadowHost,
       {kArticle, kAside, kBlockquote, kBody, kDiv, kFooter, kH1, kH2, kH3, kH4, kH5, kH6, kHeader, kMain, kNav, kP,
        kSection, kSpan});
  return table;
}

}  // namespace

constinit const Table kHtmlTagFlags = make_table();

namespace {
constexpr TagFlags kForeignSpecial = tag::kScope | tag::kSpecial | tag::kEndsItemSearch;
}

TagFlags flags_of_foreign(Name name, Namespace name_space) {
  if (name_space == Namespace::kSvg) {
    const bool is_point = name == kForeignObject || name == kDesc || name == kTitle;
    return is_point ? kForeignSpecial | tag::kHtmlIntegrationPoint : 0;
  }
  if (name == kMi || name == kMo || name == kMn || name == kMs || name == kMtext) {
    return kForeignSpecial | tag::kMathTextIntegrationPoint;
  }
  return name == kAnnotationXml ? kForeignSpecial : 0;
}

}  // namespace pressmark::html
