// JSON of strangers. Nothing here throws: what is not there, or is of another type, is empty.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::keep {

using Json = nlohmann::json;

// Errors: kUnreadable for what is no whole JSON, or nested or split into more parts than any export is.
Result<Json> parse_json(std::string_view text);

// The member, or an empty value.
const Json& member(const Json& object, const char* name);
// The elements of an array, none for anything else.
const Json& elements(const Json& array);
// A string as it is; a number in decimal; "" for all else.
std::string text_of(const Json& value);
std::string text_of(const Json& object, const char* name);
// true, 1, "1", "true".
bool is_true(const Json& value);
double number_of(const Json& value);
// Strings, or objects with that member.
std::vector<std::string> texts_of(const Json& array, const char* name);

}  // namespace pressmark::keep
