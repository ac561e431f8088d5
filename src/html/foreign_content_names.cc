#include "html/foreign_content_names.h"

#include <array>
#include <utility>

namespace pressmark::html {
namespace {

using enum Name;
using Pair = std::pair<Name, Name>;
using Table = std::array<Name, static_cast<std::size_t>(kFirstDynamic)>;

// clang-format off
constexpr Pair kTagNames[] = {
    {kAltglyph, kAltGlyph},
    {kAltglyphdef, kAltGlyphDef},
    {kAltglyphitem, kAltGlyphItem},
    {kAnimatecolor, kAnimateColor},
    {kAnimatemotion, kAnimateMotion},
    {kAnimatetransform, kAnimateTransform},
    {kClippath, kClipPath},
    {kFeblend, kFeBlend},
    {kFecolormatrix, kFeColorMatrix},
    {kFecomponenttransfer, kFeComponentTransfer},
    {kFecomposite, kFeComposite},
    {kFeconvolvematrix, kFeConvolveMatrix},
    {kFediffuselighting, kFeDiffuseLighting},
    {kFedisplacementmap, kFeDisplacementMap},
    {kFedistantlight, kFeDistantLight},
    {kFedropshadow, kFeDropShadow},
    {kFeflood, kFeFlood},
    {kFefunca, kFeFuncA},
    {kFefuncb, kFeFuncB},
    {kFefuncg, kFeFuncG},
    {kFefuncr, kFeFuncR},
    {kFegaussianblur, kFeGaussianBlur},
    {kFeimage, kFeImage},
    {kFemerge, kFeMerge},
    {kFemergenode, kFeMergeNode},
    {kFemorphology, kFeMorphology},
    {kFeoffset, kFeOffset},
    {kFepointlight, kFePointLight},
    {kFespecularlighting, kFeSpecularLighting},
    {kFespotlight, kFeSpotLight},
    {kFetile, kFeTile},
    {kFeturbulence, kFeTurbulence},
    {kForeignobject, kForeignObject},
    {kGlyphref, kGlyphRef},
    {kLineargradient, kLinearGradient},
    {kRadialgradient, kRadialGradient},
    {kTextpath, kTextPath},
};

constexpr Pair kAttributeNames[] = {
    {kAttributename, kAttributeName},
    {kAttributetype, kAttributeType},
    {kBasefrequency, kBaseFrequency},
    {kBaseprofile, kBaseProfile},
    {kCalcmode, kCalcMode},
    {kClippathunits, kClipPathUnits},
    {kDiffuseconstant, kDiffuseConstant},
    {kEdgemode, kEdgeMode},
    {kFilterunits, kFilterUnits},
    {kGlyphref, kGlyphRef},
    {kGradienttransform, kGradientTransform},
    {kGradientunits, kGradientUnits},
    {kKernelmatrix, kKernelMatrix},
    {kKernelunitlength, kKernelUnitLength},
    {kKeypoints, kKeyPoints},
    {kKeysplines, kKeySplines},
    {kKeytimes, kKeyTimes},
    {kLengthadjust, kLengthAdjust},
    {kLimitingconeangle, kLimitingConeAngle},
    {kMarkerheight, kMarkerHeight},
    {kMarkerunits, kMarkerUnits},
    {kMarkerwidth, kMarkerWidth},
    {kMaskcontentunits, kMaskContentUnits},
    {kMaskunits, kMaskUnits},
    {kNumoctaves, kNumOctaves},
    {kPathlength, kPathLength},
    {kPatterncontentunits, kPatternContentUnits},
    {kPatterntransform, kPatternTransform},
    {kPatternunits, kPatternUnits},
    {kPointsatx, kPointsAtX},
    {kPointsaty, kPointsAtY},
    {kPointsatz, kPointsAtZ},
    {kPreservealpha, kPreserveAlpha},
    {kPreserveaspectratio, kPreserveAspectRatio},
    {kPrimitiveunits, kPrimitiveUnits},
    {kRefx, kRefX},
    {kRefy, kRefY},
    {kRepeatcount, kRepeatCount},
    {kRepeatdur, kRepeatDur},
    {kRequiredextensions, kRequiredExtensions},
    {kRequiredfeatures, kRequiredFeatures},
    {kSpecularconstant, kSpecularConstant},
    {kSpecularexponent, kSpecularExponent},
    {kSpreadmethod, kSpreadMethod},
    {kStartoffset, kStartOffset},
    {kStddeviation, kStdDeviation},
    {kStitchtiles, kStitchTiles},
    {kSurfacescale, kSurfaceScale},
    {kSystemlanguage, kSystemLanguage},
    {kTablevalues, kTableValues},
    {kTargetx, kTargetX},
    {kTargety, kTargetY},
    {kTextlength, kTextLength},
    {kViewbox, kViewBox},
    {kViewtarget, kViewTarget},
    {kXchannelselector, kXChannelSelector},
    {kYchannelselector, kYChannelSelector},
    {kZoomandpan, kZoomAndPan},
};
// clang-format on

template <std::size_t kSize>
consteval Table make_table(const Pair (&pairs)[kSize]) {
  Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<Name>(i);
  for (const auto& [lower, mixed] : pairs) table[static_cast<std::size_t>(lower)] = mixed;
  return table;
}

constexpr Table kTagTable = make_table(kTagNames);
constexpr Table kAttributeTable = make_table(kAttributeNames);

struct Adjusted {
  AttributeNamespace name_space;
  Name local;
};

Adjusted adjusted(Name name) {
  switch (name) {
    case kXlinkActuate: return {AttributeNamespace::kXLink, kActuate};
    case kXlinkArcrole: return {AttributeNamespace::kXLink, kArcrole};
    case kXlinkHref: return {AttributeNamespace::kXLink, kHref};
    case kXlinkRole: return {AttributeNamespace::kXLink, kRole};
    case kXlinkShow: return {AttributeNamespace::kXLink, kShow};
    case kXlinkTitle: return {AttributeNamespace::kXLink, kTitle};
    case kXlinkType: return {AttributeNamespace::kXLink, kType};
    case kXmlLang: return {AttributeNamespace::kXml, kLang};
    case kXmlSpace: return {AttributeNamespace::kXml, kSpace};
    case kXmlns: return {AttributeNamespace::kXmlns, kXmlns};
    case kXmlnsXlink: return {AttributeNamespace::kXmlns, kXlink};
    default: return {AttributeNamespace::kNone, name};
  }
}

}  // namespace

Name adjust_svg_tag_name(Name name) { return name < kFirstDynamic ? kTagTable[static_cast<std::size_t>(name)] : name; }

Name adjust_svg_attribute_name(Name name) {
  return name < kFirstDynamic ? kAttributeTable[static_cast<std::size_t>(name)] : name;
}

void adjust_foreign_attribute(AttributeRecord& attribute) {
  const Adjusted to = adjusted(static_cast<Name>(attribute.name));
  attribute.name_space = static_cast<std::uint32_t>(to.name_space) & 3u;
  attribute.name = static_cast<std::uint32_t>(to.local) & 0xfffffffu;
}

}  // namespace pressmark::html
