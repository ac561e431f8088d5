// The paths of robots.txt rules. https://www.rfc-editor.org/rfc/rfc9309#name-the-allow-and-disallow-line
#pragma once

#include <string>
#include <string_view>

namespace pressmark::fetch {

// One spelling for all that mean the same: octets that are not ASCII are percent-encoded, unreserved ones are not, and
// in a query neither are those that separate nothing there. A literal "*" or "$" is encoded, as rules have to write it.
std::string normal_path(std::string_view path);
// The same of a rule's path, but for the "*" and the "$" at its end that stand for something.
std::string normal_pattern(std::string_view pattern);

// Whether the path begins as the pattern says, where "*" is any text, and "$" at its end the end. Both are normal.
// Takes time in proportion to their lengths.
bool matches(std::string_view pattern, std::string_view path);

}  // namespace pressmark::fetch
