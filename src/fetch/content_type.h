// The Content-Type header.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::fetch {

struct ContentType {
  std::string essence;  // lower case, "" when it is not one: "text/html"
  std::string charset;  // as written, "" when none
};

// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
ContentType parse_content_type(std::string_view header);

}  // namespace pressmark::fetch
