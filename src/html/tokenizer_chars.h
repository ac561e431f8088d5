#pragma once

#include <string_view>

namespace pressmark::html {

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";  // U+FFFD

}  // namespace pressmark::html
