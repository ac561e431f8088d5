#include <gtest/gtest.h>

#include "pressmark/extract.h"
#include "support/data.h"

namespace pressmark::extract {
namespace {

TEST(PageType, is_told_by_what_the_page_says_of_itself_and_by_what_stands_on_it) {
  for (const testing::Case& one : testing::read_cases(testing::own_data("extract/data/page_type.test"))) {
    const testing::ExactCopy input(one.input);
    const html::Document page = html::parse(input.view());
    const auto extraction = extract(page);
    ASSERT_TRUE(extraction) << one.name;
    EXPECT_EQ(extraction->article.metadata.kind, one.expected) << one.name;
  }
}

}  // namespace
}  // namespace pressmark::extract
