// Cookies from a file that a browser's extension or another program wrote.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"
#include "pressmark/url.h"

namespace pressmark::fetch {

struct Cookie {
  std::string domain;  // in lower case, without a dot at its front
  bool subdomains = false;
  std::string path;
  bool secure = false;
  std::chrono::sys_seconds expires;  // 1970 for the end of a session that we know nothing of
  std::string name, value;
};

// The lines of a Netscape cookies.txt: domain, subdomains, path, secure, expires, name, value, between tabs. Lines of
// another form are left out. Errors: kUsage where nothing is left, or the text is longer than 4 MB.
Result<std::vector<Cookie>> parse_cookies(std::string_view cookies_txt);

// The value of the Cookie field for a request, "" for none. Longer paths come first; 16 KB at most.
std::string cookies_for(const std::vector<Cookie>& cookies, const url::Url& url,
                        std::chrono::system_clock::time_point now);

}  // namespace pressmark::fetch
