// The TeX names of mathematical characters.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::extract {

// Characters as TeX, token by token: "α" is "\alpha", "x" is "x", "%" is "\%"; invisible operators are nothing.
// A control word is never glued to a letter that follows it.
void append_tex(std::string& out, std::string_view characters);

// The accent that a character over (or under) a base stands for: "\hat", "\overline", "\underbrace"; "" for none.
std::string_view accent_over(std::string_view character);
std::string_view accent_under(std::string_view character);

// Whether it is a function name that TeX has a control word for: "sin".
bool is_function_name(std::string_view name);

}  // namespace pressmark::extract
