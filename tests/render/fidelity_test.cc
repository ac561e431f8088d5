// The Markdown of any Article reads back as the Article.
#include "render/fidelity.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "pressmark/render.h"
#include "render/random_article.h"

namespace pressmark::testing {
namespace {

TEST(Fidelity, holds_for_random_articles_of_nasty_text) {
  const char* first = std::getenv("PRESSMARK_SEED");
  const char* count = std::getenv("PRESSMARK_COUNT");
  const std::uint64_t begin = first ? std::strtoull(first, nullptr, 10) : 1;
  const std::uint64_t end = begin + (count ? std::strtoull(count, nullptr, 10) : 8000);
  int failures = 0;
  for (std::uint64_t seed = begin; seed < end && failures < 5; ++seed) {
    const Article article = random_article(seed);
    const auto differences = fidelity_differences(article);
    if (differences.empty()) continue;
    ++failures;
    ADD_FAILURE() << "seed " << seed << ": " << differences[0] << "\n"
                  << render::markdown(article, render::FrontMatter::kOmit);
  }
}

}  // namespace
}  // namespace pressmark::testing
