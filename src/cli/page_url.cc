#include "cli/page_url.h"

#include "pressmark/url.h"

namespace pressmark::cli {

bool is_page_url(std::string_view text) {
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return false;
  const auto url = url::Url::parse(text);
  if (!url || !url->username().empty() || !url->password().empty()) return false;
  return url->protocol() == "http:" || url->protocol() == "https:" || url->protocol() == "file:";
}

}  // namespace pressmark::cli
