// Addresses that need no parser: most links on a page are written as the URL parser would write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pressmark::extract {

// What url::resolve(reference, base) gives where both are plain: an http(s) address with a host of letters, digits and
// hyphens, and behind it nothing that the parser changes; or a path from the root on beside such a base. nullopt for
// all others, whatever they are.
std::optional<std::string> resolve_plainly(std::string_view reference, std::string_view base);

}  // namespace pressmark::extract
