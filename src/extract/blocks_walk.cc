#include "extract/blocks_walk.h"

#include <array>
#include <initializer_list>

namespace pressmark::extract {
namespace {

using html::Name;

constexpr std::size_t kKnownNames = static_cast<std::size_t>(Name::kFirstDynamic);
using KindTable = std::array<ElementKind, kKnownNames>;

consteval void set(KindTable& table, ElementKind kind, std::initializer_list<Name> names) {
  for (const Name name : names) table[static_cast<std::size_t>(name)] = kind;
}

consteval KindTable kind_table() {
  KindTable table{};
  table.fill(ElementKind::kBlock);
  set(table, ElementKind::kInline,
      {Name::kA,      Name::kAbbr,   Name::kAcronym, Name::kArea,    Name::kB,    Name::kBdi,   Name::kBdo,
       Name::kBig,    Name::kBlink,  Name::kCite,    Name::kCode,    Name::kData, Name::kDel,   Name::kDfn,
       Name::kEm,     Name::kFont,   Name::kI,       Name::kIns,     Name::kKbd,  Name::kLabel, Name::kMap,
       Name::kMark,   Name::kNobr,   Name::kOutput,  Name::kPicture, Name::kQ,    Name::kRb,    Name::kRp,
       Name::kRt,     Name::kRuby,   Name::kS,       Name::kSamp,    Name::kSlot, Name::kSmall, Name::kSpan,
       Name::kStrike, Name::kStrong, Name::kSub,     Name::kSup,     Name::kTime, Name::kTt,    Name::kU,
       Name::kVar,    Name::kWbr,    Name::kSource});
  set(table, ElementKind::kNoText,
      {Name::kAudio,  Name::kBase,  Name::kCanvas,   Name::kDatalist, Name::kEmbed,    Name::kHead,   Name::kIframe,
       Name::kImg,    Name::kLink,  Name::kMeta,     Name::kNoembed,  Name::kNoframes, Name::kObject, Name::kParam,
       Name::kScript, Name::kStyle, Name::kTemplate, Name::kTextarea, Name::kTitle,    Name::kTrack,  Name::kVideo});
  set(table, ElementKind::kBreak, {Name::kBr});
  set(table, ElementKind::kInput, {Name::kInput});
  return table;
}

}  // namespace

constinit const KindTable kElementKinds = kind_table();

ElementKind kind_of_foreign(html::Node element) {
  // A formula stands in its sentence; its TeX annotation would say it twice.
  const Name name = element.name();
  const bool twice = name == Name::kAnnotation || name == Name::kAnnotationXml;
  return element.name_space() == html::Namespace::kSvg || twice ? ElementKind::kNoText : ElementKind::kInline;
}

}  // namespace pressmark::extract
