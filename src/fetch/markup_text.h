// What feeds and sitemaps have in common.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace pressmark::fetch {

// The text as UTF-8, by the transport's charset, a byte order mark, or the XML declaration.
std::string decoded_markup(std::span<const std::byte> body, std::string_view charset);

// The reference resolved, "" when it does not lead to http or https, or is longer than any server takes.
std::string web_url(std::string_view reference, const std::string& base);

}  // namespace pressmark::fetch
