#include "html/names.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "support/data.h"

namespace pressmark::html {
namespace {

using pressmark::testing::ExactCopy;

TEST(Names, finds_every_known_name_by_its_text) {
  std::set<std::string_view> texts;
  for (std::uint32_t number = 1; number < static_cast<std::uint32_t>(Name::kFirstDynamic); ++number) {
    const Name name = static_cast<Name>(number);
    const ExactCopy text(known_name_text(name));
    EXPECT_EQ(find_known_name(text.view()), name) << text.view();
    EXPECT_TRUE(texts.insert(known_name_text(name)).second) << text.view();
  }
}

TEST(Names, finds_short_names_by_their_key) {
  for (std::uint32_t number = 1; number < static_cast<std::uint32_t>(Name::kFirstDynamic); ++number) {
    const Name name = static_cast<Name>(number);
    const std::string_view text = known_name_text(name);
    const TextKey key = key_of(text);
    EXPECT_EQ(find_known_name(key), text.size() <= kLongestWholeKey ? name : Name::kNone) << text;
    if (text.size() >= 16) continue;
    const ExactCopy followed(std::string(text) + "=\"what stands behind a name\"");
    EXPECT_EQ(key_of_readable(followed.view().data(), text.size()), key) << text;
  }
  EXPECT_EQ(find_known_name(key_of("my-element")), Name::kNone);
  EXPECT_EQ(find_known_name(key_of("")), Name::kNone);
}

TEST(Names, gives_the_constants_their_texts) {
  EXPECT_EQ(known_name_text(Name::kA), "a");
  EXPECT_EQ(known_name_text(Name::kForeignObject), "foreignObject");
  EXPECT_EQ(known_name_text(Name::kForeignobject), "foreignobject");
  EXPECT_EQ(known_name_text(Name::kXlinkHref), "xlink:href");
  EXPECT_EQ(known_name_text(Name::kNone), "");
  EXPECT_EQ(known_name_text(Name::kFirstDynamic), "");
}

TEST(Names, knows_nothing_else) {
  for (const char* text : {"", "A", "DIV", "di", "divv", "q7", "my-element", "foreignobjec", "data-", "\xff\xfe"}) {
    const ExactCopy copy(text);
    EXPECT_EQ(find_known_name(copy.view()), Name::kNone) << text;
  }
}

TEST(Names, does_not_take_a_name_with_one_byte_changed_for_known) {
  for (std::uint32_t number = 1; number < static_cast<std::uint32_t>(Name::kFirstDynamic); ++number) {
    std::string text(known_name_text(static_cast<Name>(number)));
    for (char& c : text) {
      const char original = c;
      c = '!';
      EXPECT_EQ(find_known_name(text), Name::kNone) << text;
      c = original;
    }
  }
}

}  // namespace
}  // namespace pressmark::html
