// modules: extract
// Recipes and site configurations of any text. Oracles: what is read can be applied to a page, and what is imported can
// be read.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pressmark/extract.h"
#include "pressmark/recipe.h"

namespace {

constexpr std::string_view kAddress = "https://example.org/a/b.html";
constexpr std::string_view kPage =
    "<!doctype html><html lang=en><head><title>T</title><meta property=og:title content=T><link rel=next "
    "href=/2></head>"
    "<body class='a b'><nav id=n><a href=/x>x</a></nav><article id=main class='post body'><h1 class=title>T</h1>"
    "<p class=by>By <a rel=author href=/u>Ann</a>, <time datetime=2024-05-01>May 1</time></p><div><p>One.</p><p>Two "
    "<b>three</b>.</p><ul><li>x</li><li data-x='1 2'>y</li></ul></div><table><tr><td>1</td><td>2</td></tr></table>"
    "</article><div class=next><a href=?page=2>Next</a></div><footer>f</footer></body></html>";

void apply(const pressmark::extract::Recipes& recipes) {
  static const pressmark::html::Document page = pressmark::html::parse(kPage);
  static_cast<void>(pressmark::extract::extract(page, {.url = kAddress, .recipes = &recipes}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  pressmark::extract::Recipes written;
  if (written.add(text, "a.recipe")) apply(written);
  // The same with a host that the page has, for what says none.
  pressmark::extract::Recipes hosted;
  if (hosted.add("host: example.org\n" + std::string(text), "a.recipe")) apply(hosted);
  if (const auto imported = pressmark::extract::import_site_config(text, "example.org.txt")) {
    pressmark::extract::Recipes recipes;
    if (!imported->text.empty() && !recipes.add(imported->text, "example.org.txt")) std::abort();
    apply(recipes);
  }
  return 0;
}
