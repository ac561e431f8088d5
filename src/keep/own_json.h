// What goes with an article besides its text, as JSON: in the front matter of Markdown, and in lines of JSON.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/archive.h"

namespace pressmark::keep {

// What is no such JSON reads as nothing.
std::vector<archive::Highlight> read_highlights(std::string_view json);
std::string to_json(const std::map<std::string, std::string>& texts);
std::map<std::string, std::string> read_map(std::string_view json);
std::string to_json(const std::vector<std::string>& texts);
std::vector<std::string> read_list(std::string_view json);

}  // namespace pressmark::keep
