#include "extract/features_marks.h"

#include "base/ascii.h"
#include "extract/patterns.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kKnownNames = static_cast<std::size_t>(Name::kFirstDynamic);

constexpr std::array kTags = std::to_array<Name>(
    {Name::kArticle, Name::kMain,   Name::kNav,   Name::kAside,      Name::kFooter,  Name::kHeader,     Name::kForm,
     Name::kUl,      Name::kOl,     Name::kLi,    Name::kTable,      Name::kTr,      Name::kSection,    Name::kDialog,
     Name::kDetails, Name::kFigure, Name::kDl,    Name::kBlockquote, Name::kAddress, Name::kButton,     Name::kA,
     Name::kP,       Name::kPre,    Name::kLabel, Name::kSelect,     Name::kTd,      Name::kFigcaption, Name::kSummary,
     Name::kH1,      Name::kH2,     Name::kH3,    Name::kBody});
constexpr std::array kTagNames = std::to_array<std::string_view>(
    {"tag article", "tag main",   "tag nav",   "tag aside",      "tag footer",  "tag header",     "tag form",
     "tag ul",      "tag ol",     "tag li",    "tag table",      "tag tr",      "tag section",    "tag dialog",
     "tag details", "tag figure", "tag dl",    "tag blockquote", "tag address", "tag button",     "tag a",
     "tag p",       "tag pre",    "tag label", "tag select",     "tag td",      "tag figcaption", "tag summary",
     "tag h1",      "tag h2",     "tag h3",    "tag body"});
constexpr std::array kRoles = std::to_array<std::string_view>(
    {"main", "navigation", "banner", "contentinfo", "complementary", "dialog", "search", "article", "region", "list",
     "tabpanel", "button", "listitem", "alert", "menu", "form", "presentation"});
constexpr std::array kRoleNames = std::to_array<std::string_view>(
    {"role main", "role navigation", "role banner", "role contentinfo", "role complementary", "role dialog",
     "role search", "role article", "role region", "role list", "role tabpanel", "role button", "role listitem",
     "role alert", "role menu", "role form", "role presentation"});
constexpr std::array kStateNames = std::to_array<std::string_view>(
    {"state hidden", "state style", "state aria-hidden", "state noscript", "state modal", "state collapsed"});
constexpr std::array kItemprops = std::to_array<std::string_view>(
    {"articlebody", "description", "name", "review", "comment", "text", "price", "offers", "breadcrumb", "author",
     "datepublished", "headline", "itemlistelement", "mainentity", "recipeingredient", "recipeinstructions"});
constexpr std::array kItempropNames = std::to_array<std::string_view>(
    {"itemprop articlebody", "itemprop description", "itemprop name", "itemprop review", "itemprop comment",
     "itemprop text", "itemprop price", "itemprop offers", "itemprop breadcrumb", "itemprop author",
     "itemprop datepublished", "itemprop headline", "itemprop itemlistelement", "itemprop mainentity",
     "itemprop recipeingredient", "itemprop recipeinstructions"});

constexpr std::size_t kFirstRole = kTags.size();
constexpr std::size_t kFirstState = kFirstRole + kRoles.size();
constexpr std::size_t kFirstItemprop = kFirstState + kStateNames.size();
static_assert(kFirstItemprop + kItemprops.size() == kMarkCount && kTags.size() == kTagNames.size() &&
              kRoles.size() == kRoleNames.size() && kItemprops.size() == kItempropNames.size());

static_assert(kTags[kPartMarks[0]] == Name::kTr && kTags[kPartMarks[1]] == Name::kDl &&
              kTags[kPartMarks[2]] == Name::kBlockquote && kTags[kPartMarks[3]] == Name::kPre &&
              kTags[kPartMarks[4]] == Name::kFigcaption);

consteval std::array<std::uint8_t, kKnownNames> tag_table() {
  std::array<std::uint8_t, kKnownNames> table{};
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    table[static_cast<std::size_t>(kTags[i])] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}

constexpr std::array<std::uint8_t, kKnownNames> kTagMarks = tag_table();

// Alike beside alike, since trees cut between neighbours. Not the numbers of html::Name: those may change, and a model
// would be wrong without a word.
constexpr std::array kContainers = std::to_array<Name>(
    {Name::kP,       Name::kPre,     Name::kBlockquote, Name::kH1,     Name::kH2,         Name::kH3,
     Name::kH4,      Name::kH5,      Name::kH6,         Name::kLi,     Name::kDd,         Name::kDt,
     Name::kTd,      Name::kTh,      Name::kCaption,    Name::kFigure, Name::kFigcaption, Name::kArticle,
     Name::kSection, Name::kMain,    Name::kDiv,        Name::kBody,   Name::kDetails,    Name::kSummary,
     Name::kHeader,  Name::kAddress, Name::kCenter,     Name::kUl,     Name::kForm,       Name::kFieldset,
     Name::kLegend,  Name::kButton,  Name::kOption,     Name::kAside,  Name::kNav,        Name::kFooter});

consteval std::array<std::uint8_t, kKnownNames> container_table() {
  std::array<std::uint8_t, kKnownNames> table{};
  table.fill(static_cast<std::uint8_t>(kContainers.size()));
  for (std::size_t i = 0; i < kContainers.size(); ++i) {
    table[static_cast<std::size_t>(kContainers[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr std::array<std::uint8_t, kKnownNames> kContainerCodes = container_table();

void set(Marks& marks, std::size_t mark) { marks[mark / 64] |= 1ULL << (mark % 64); }

template <std::size_t kSize>
void set_named(Marks& marks, std::size_t first, const std::array<std::string_view, kSize>& names,
               std::string_view word) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (ascii::equals_ignoring_case(word, names[i])) set(marks, first + i);
  }
}

}  // namespace

Marks marks_of(Name tag) {
  Marks marks{};
  if (tag < Name::kFirstDynamic && kTagMarks[static_cast<std::size_t>(tag)] != 0) {
    set(marks, kTagMarks[static_cast<std::size_t>(tag)] - 1U);
  }
  return marks;
}

Marks marks_of(Node element, const AskedAttributes& attributes) {
  Marks marks = marks_of(element.name());
  const auto set_state = [&](std::size_t state, bool holds) {
    if (holds) set(marks, kFirstState + state);
  };
  set_state(3, element.is(Name::kNoscript));
  set_state(4, element.is(Name::kDialog));
  if (!attributes.any()) return marks;
  if (attributes.has(Asked::kRole)) set_named(marks, kFirstRole, kRoles, attributes.value(Asked::kRole));
  for (std::string_view rest = attributes.value(Asked::kItemprop); !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    set_named(marks, kFirstItemprop, kItemprops, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  set_state(0, attributes.has(Asked::kHidden));
  set_state(1, attributes.has(Asked::kStyle) && hides(attributes.value(Asked::kStyle)));
  set_state(2, attributes.value(Asked::kAriaHidden) == "true");
  set_state(4, attributes.value(Asked::kAriaModal) == "true");
  set_state(5, attributes.value(Asked::kAriaExpanded) == "false");
  return marks;
}

std::uint16_t tag_code(Name name) {
  constexpr std::uint16_t kCustom = kContainers.size() + 1;
  return name < Name::kFirstDynamic ? kContainerCodes[static_cast<std::size_t>(name)] : kCustom;
}

std::array<std::string_view, kMarkCount> mark_names() {
  std::array<std::string_view, kMarkCount> names{};
  auto at = std::ranges::copy(kTagNames, names.begin()).out;
  at = std::ranges::copy(kRoleNames, at).out;
  at = std::ranges::copy(kStateNames, at).out;
  std::ranges::copy(kItempropNames, at);
  return names;
}

}  // namespace pressmark::extract
