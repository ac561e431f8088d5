#include "keep/import/json.h"

#include <algorithm>

namespace pressmark::keep {
namespace {

constexpr std::size_t kMostParts = 10'000'000;  // each takes some 40 bytes
constexpr std::size_t kMostDepth = 100;

// Counted before anything is made of it.
bool is_bounded(std::string_view text) {
  std::size_t parts = 0, depth = 0;
  bool is_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_string) {
      if (c == '\\') ++i;
      if (c == '"') is_string = false;
      continue;
    }
    if (c == '"') is_string = true;
    if (c == '[' || c == '{') ++depth, ++parts;
    if (c == ']' || c == '}') depth -= depth > 0;
    if (c == ',' || c == ':') ++parts;
    if (depth > kMostDepth || parts > kMostParts) return false;
  }
  return true;
}

const Json& nothing() {
  static const Json kNothing;
  return kNothing;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (!is_bounded(text)) return fail(Code::kUnreadable, "the JSON has too many parts, or they are nested too deep");
  Json json = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_discarded()) return json;
  return std::unexpected(
      error(Code::kUnreadable, "it is no whole JSON").with_remedy("export it again: it may be cut off"));
}

const Json& member(const Json& object, const char* name) {
  if (!object.is_object()) return nothing();
  const auto found = object.find(name);
  return found == object.end() ? nothing() : *found;
}

const Json& elements(const Json& array) {
  static const Json kNone = Json::array();
  return array.is_array() ? array : kNone;
}

std::string text_of(const Json& value) {
  if (const auto* const text = value.get_ptr<const std::string*>()) return *text;
  if (value.is_number_unsigned()) return fmt::format("{}", *value.get_ptr<const Json::number_unsigned_t*>());
  if (value.is_number_integer()) return fmt::format("{}", *value.get_ptr<const Json::number_integer_t*>());
  return {};
}

std::string text_of(const Json& object, const char* name) { return text_of(member(object, name)); }

bool is_true(const Json& value) {
  if (value.is_boolean()) return *value.get_ptr<const bool*>();
  const std::string text = text_of(value);
  return text == "1" || text == "true";
}

double number_of(const Json& value) {
  if (value.is_number_float()) return *value.get_ptr<const Json::number_float_t*>();
  if (value.is_number_unsigned()) return static_cast<double>(*value.get_ptr<const Json::number_unsigned_t*>());
  return 0;
}

std::vector<std::string> texts_of(const Json& array, const char* name) {
  std::vector<std::string> texts;
  for (const Json& one : elements(array)) {
    std::string text = one.is_object() ? text_of(one, name) : text_of(one);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace pressmark::keep
