#include "cli/choice.h"

#ifdef PRESSMARK_DEVELOPER
#include <cstring>
#include <string>
#include <vector>

#include "capture/file.h"
#include "extract/model.h"
#endif

namespace pressmark::cli {
namespace {

#ifdef PRESSMARK_DEVELOPER
// The words of a model's file, kept to the end: the options point to it.
Result<const extract::Model*> open_model(const std::string& path) {
  static std::vector<std::uint32_t> words;
  static std::optional<extract::Model> model;
  const auto bytes = PM_TRY(capture::read_file(path));
  words.resize(bytes.size() / sizeof(std::uint32_t));
  std::memcpy(words.data(), bytes.data(), words.size() * sizeof(std::uint32_t));
  model = extract::Model::from_words(words);
  if (!model) return fail(Code::kUnreadable, "it is no model for this program");
  return &*model;
}
#endif

}  // namespace

Result<void> set_choice(const Arguments& arguments, capture::Options& options) {
  options.strict = arguments.has("strict");
  if (arguments.has("precision") && arguments.has("recall")) {
    return std::unexpected(error(Code::kUsage, "--precision and --recall say the opposite").with_remedy("give one"));
  }
  if (arguments.has("precision")) options.lean = extract::Lean::kPrecision;
  if (arguments.has("recall")) options.lean = extract::Lean::kRecall;
#ifdef PRESSMARK_DEVELOPER
  if (arguments.has("model")) options.model = PM_TRY(open_model(std::string(arguments.value("model"))));
#endif
  return {};
}

}  // namespace pressmark::cli
