#include <gtest/gtest.h>

#include "pressmark/extract.h"

namespace pressmark::extract {
namespace {

// The code of the error that the page is refused with; nullopt where it is read.
std::optional<Code> refused(std::string_view source) {
  const html::Document page = html::parse(source);
  const Result<Extraction> result = extract(page, {});
  return result ? std::nullopt : std::optional<Code>(result.error().code);
}

TEST(StandIn, a_shell_that_scripts_would_fill_is_no_article) {
  EXPECT_EQ(refused("<body><script src=a.js></script><noscript>You need to enable JavaScript to run this "
                    "app.</noscript><div id=root></div>"),
            Code::kNotArticle);
  EXPECT_EQ(
      refused("<title>App</title><body><app-root></app-root><p>Please enable JavaScript.</p><script>a()</script>"),
      Code::kNotArticle);
}

TEST(StandIn, a_page_with_text_of_its_own_is_read) {
  EXPECT_EQ(
      refused("<body><script src=a.js></script><noscript>Enable JavaScript for comments.</noscript>"
              "<h1>On scripts</h1><p>A page may have text that stands there without them.</p><div id=root></div>"),
      std::nullopt);
  EXPECT_EQ(refused("<body><article><h1>On JavaScript</h1><p>A language for JavaScript engines.</p></article>"
                    "<div id=ad></div><script>a()</script>"),
            std::nullopt);
  EXPECT_EQ(refused("<body><noscript><p>A picture of a boat.</p></noscript><div id=a></div><script>a()</script>"),
            std::nullopt);
}

TEST(StandIn, a_check_of_the_browser_is_a_block) {
  EXPECT_EQ(
      refused("<title>Just a moment...</title><div id=challenge-form>Checking your browser before accessing x</div>"),
      Code::kBlocked);
  EXPECT_EQ(refused("<title>Just a moment...</title><p>Enable cookies to continue</p>"
                    "<script>window._cf_chl_opt={cvId:'3'};</script>"),
            Code::kBlocked);
  EXPECT_EQ(refused("<title>Einen Moment</title><p>Einen Moment</p>"
                    "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>"),
            Code::kBlocked);
  EXPECT_EQ(refused("<title>Attention Required! | Cloudflare</title><div id=cf-error-details><h1>Sorry, you have been "
                    "blocked</h1></div>"),
            Code::kBlocked);
}

TEST(StandIn, a_page_that_was_let_through_is_read) {
  const std::string_view watched = "<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';</script>";
  EXPECT_EQ(refused(std::string("<title>A note</title><p>Just a moment, it said.</p>") + std::string(watched)),
            std::nullopt);
  std::string article = "<title>Checks</title><article><p>On challenge pages.</p><div class=cf-chl-widget></div>";
  for (int i = 0; i < 20; ++i) article += "<p>A long article may have a widget that checks who comments on it.</p>";
  EXPECT_EQ(refused(article), std::nullopt);
}

}  // namespace
}  // namespace pressmark::extract
