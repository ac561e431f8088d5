// pressmark recipe: try recipes on their pages, make recipes of other tools' rules.
#include <algorithm>
#include <filesystem>
#include <string>

#include "base/memory.h"
#include "capture/file.h"
#include "capture/recipes.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/network.h"
#include "cli/output.h"
#include "pressmark/capture.h"
#include "pressmark/render.h"

namespace pressmark::cli {
namespace {

namespace files = std::filesystem;

Result<std::string> text_of(const std::string& path) {
  const std::vector<std::byte> bytes = PM_TRY(capture::read_file(path));
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

// ---- test ----

// The number of the first line in which the texts differ.
std::size_t first_difference(std::string_view one, std::string_view other) {
  const auto differs = std::ranges::mismatch(one, other).in1;
  return static_cast<std::size_t>(std::count(one.begin(), differs, '\n')) + 1;
}

Result<void> check_use(const extract::Extraction& extraction) {
  for (const auto& [what, count] : extraction.article.warnings) {
    if (what == "recipe_without_body") {
      return std::unexpected(error(Code::kNotArticle, "the recipe finds no text on the page")
                                 .with_remedy("look whether its body still names an element of the page"));
    }
  }
  return {};
}

// The page beside the recipe, read by it, against what is expected.
Result<void> test_page(const extract::Recipes& recipes, const files::path& folder) {
  const std::string source = (folder / "source.html").string();
  const std::vector<std::byte> page = PM_TRY(capture::read_file(source));
  const std::vector<extract::Recipes::Test> tests = recipes.tests();
  capture::Options options{.recipes = &recipes};
  if (!tests.empty()) options.url = tests.front().url;
  const extract::Extraction extraction = PM_TRY(capture::read(page, options));
  if (recipes.find(extraction.article.metadata.url) == nullptr) {
    return std::unexpected(error(Code::kUnreadable, "the recipe is not for \"{}\"", extraction.article.metadata.url)
                               .with_remedy("name the page's address in the recipe: test: https://example.org/page")
                               .about(source));
  }
  PM_TRY(check_use(extraction));
  const std::string expected = PM_TRY(text_of((folder / "expected.md").string()));
  const std::string found = render::markdown(extraction.article, render::FrontMatter::kOmit);
  if (found != expected) {
    return std::unexpected(error(Code::kUnreadable, "the page differs from expected.md in line {}",
                                 first_difference(expected, found))
                               .with_remedy("pressmark read --recipes shows what comes out"));
  }
  return {};
}

Result<void> test_address(const extract::Recipes& recipes, const extract::Recipes::Test& test, const fetch::Options& network) {
  const fetch::Response response = PM_TRY(fetch::get(test.url, network));
  const extract::Extraction extraction = PM_TRY(
      capture::read(response.body, {.url = test.url, .transport_charset = response.charset, .recipes = &recipes}));
  PM_TRY(check_use(extraction));
  if (!render::text(extraction.article).contains(test.text)) {
    return std::unexpected(error(Code::kNotArticle, "the text there lacks \"{}\"", test.text).about(test.url));
  }
  return {};
}

Result<void> test_recipe(const Session& session, const std::string& file, const Arguments& arguments) {
  const extract::Recipes recipes = PM_TRY(capture::load_recipes(file));
  const files::path folder = files::path(file).parent_path();
  std::error_code ignored;
  const bool has_page = files::exists(folder / "source.html", ignored);
  if (has_page) PM_TRY(test_page(recipes, folder));
  if (arguments.has("fetch")) {
    const fetch::Options network = PM_TRY(network_options(arguments));
    for (const auto& test : recipes.tests()) PM_TRY(test_address(recipes, test, network));
  } else if (!has_page) {
    session.warn(file, {"no source.html stands beside it: only its form was tested"});
  }
  return {};
}

int test_recipes(const Session& session, std::span<const std::string> paths, const Arguments& arguments) {
  int exit_code = 0;
  const auto failed = [&](Error error, const std::string& about) {
    const int code = session.complain(std::move(error).about(about));
    if (exit_code == 0) exit_code = code;
  };
  for (const std::string& path : paths) {
    const auto found = capture::find_recipes(path);
    if (!found) {
      failed(found.error(), path);
      continue;
    }
    for (const std::string& file : *found) {
      auto done = base::within_memory([&] { return test_recipe(session, file, arguments); });
      if (!done) {
        failed(std::move(done).error(), file);
      } else if (const int code = print(session, "ok  " + file + "\n"); code != 0) {
        return code;
      }
    }
  }
  return exit_code;
}

// ---- import ----

Result<void> import_recipe(const Session& session, const std::string& path, const files::path& folder) {
  const std::string text = PM_TRY(text_of(path));
  const std::string name = files::path(path).filename().string();
  const extract::ImportedRecipe imported = PM_TRY(extract::import_site_config(text, name));
  for (const auto& [line, reason] : imported.left_out) {
    session.warn(path, {"line {} is left out: {}", {std::to_string(line), session.say(reason)}});
  }
  std::string stem = files::path(name).stem().string();
  stem.erase(0, std::min(stem.find_first_not_of('.'), stem.size()));
  if (name.starts_with('.')) stem += ".subdomains";
  Output output = PM_TRY(Output::open((folder / (stem + ".recipe")).string()));
  PM_TRY(output.write(imported.text));
  return output.finish();
}

int import_recipes(const Session& session, std::span<const std::string> paths, const Arguments& arguments) {
  if (!arguments.has("output")) {
    return session.complain(error(Code::kUsage, "recipe import needs -o DIR").with_remedy("a folder for the recipes"));
  }
  const files::path folder = std::string(arguments.value("output"));
  std::error_code wrong;
  files::create_directories(folder, wrong);
  if (wrong) {
    return session.complain(
        error(Code::kOutputFailed, "the folder can't be made: {}", wrong.message()).about(folder.string()));
  }
  int exit_code = 0;
  for (const std::string& path : paths) {
    auto done = base::within_memory([&] { return import_recipe(session, path, folder); });
    if (done) continue;
    const int code = session.complain(std::move(done).error().about(path));
    if (exit_code == 0) exit_code = code;
  }
  return exit_code;
}

}  // namespace

int run_recipe(const Session& session, const Arguments& arguments) {
  const std::string& action = arguments.operands.front();
  const std::span<const std::string> paths = std::span(arguments.operands).subspan(1);
  const bool is_test = action == "test";
  if (!is_test && action != "import") {
    return session.complain(error(Code::kUsage, "recipe can't \"{}\"", action)
                                .with_remedy("it can test and import: pressmark recipe test DIR"));
  }
  if (paths.empty()) {
    return session.complain(
        error(Code::kUsage, "recipe {} needs PATH...", action).with_remedy("see pressmark help {}", "recipe"));
  }
  return is_test ? test_recipes(session, paths, arguments) : import_recipes(session, paths, arguments);
}

}  // namespace pressmark::cli
