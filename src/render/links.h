// Which addresses a rendering may lead to.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::render {

// The address as it may stand in a link: http, https, mailto, tel, ftp, or relative. "" for any other scheme. White
// space around it, tabs and line ends are gone, as for a browser; what no URL has (controls, spaces, '<', '>', '"',
// invalid UTF-8) is percent-encoded.
std::string safe_link(std::string_view address);

// The same for a picture: http, https or relative.
std::string safe_image(std::string_view address);

}  // namespace pressmark::render
