// Text in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::render {

// Escapes text for an element or a quoted attribute; what neither HTML nor XML may have is gone.
void append_escaped(std::string& out, std::string_view text);

}  // namespace pressmark::render
