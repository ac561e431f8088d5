#include "extract/features_attributes.h"

#include <algorithm>

namespace pressmark::extract {
namespace {

using html::Name;

constexpr auto kKnownNames = static_cast<std::size_t>(Name::kFirstDynamic);

struct Question {
  std::string_view name;
  Asked attribute;
};

constexpr std::array kFurther = std::to_array<Question>({{"data-testid", Asked::kTestId},
                                                         {"data-component", Asked::kComponent},
                                                         {"data-section-type", Asked::kSectionType},
                                                         {"data-hook", Asked::kHook}});

consteval std::array<Asked, kKnownNames> known_table() {
  std::array<Asked, kKnownNames> table{};
  const auto set = [&](Name name, Asked attribute) { table[static_cast<std::size_t>(name)] = attribute; };
  set(Name::kClass, Asked::kClass);
  set(Name::kId, Asked::kId);
  set(Name::kAriaLabel, Asked::kAriaLabel);
  set(Name::kItemprop, Asked::kItemprop);
  set(Name::kRole, Asked::kRole);
  set(Name::kStyle, Asked::kStyle);
  set(Name::kHidden, Asked::kHidden);
  set(Name::kAriaHidden, Asked::kAriaHidden);
  set(Name::kAriaModal, Asked::kAriaModal);
  set(Name::kAriaExpanded, Asked::kAriaExpanded);
  return table;
}

constexpr std::array<Asked, kKnownNames> kKnown = known_table();

}  // namespace

AttributeReader::AttributeReader(const html::Document& page) : known_(kKnown) {
  for (const Question& question : kFurther) {
    const Name name = page.find_name(question.name);
    if (name < Name::kFirstDynamic) {
      if (name != Name::kNone) known_[static_cast<std::size_t>(name)] = question.attribute;
    } else {
      dynamic_[static_cast<std::size_t>(question.attribute)] = name;
    }
  }
}

const AskedAttributes& AttributeReader::read(html::Node element) {
  found_.clear();
  element.visit_attributes([&](Name name, std::string_view value) {
    if (name < Name::kFirstDynamic) {
      const Asked attribute = known_[static_cast<std::size_t>(name)];
      if (attribute != Asked::kNothing) found_.set(attribute, value);
      return;
    }
    const auto* const found = std::ranges::find(dynamic_, name);
    if (found != dynamic_.end()) found_.set(static_cast<Asked>(found - dynamic_.begin()), value);
  });
  return found_;
}

}  // namespace pressmark::extract
