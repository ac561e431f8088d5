#include "keep/import/text.h"

#include "base/ascii.h"
#include "capture/file.h"
#include "pressmark/encoding.h"
#include "pressmark/html.h"

namespace pressmark::keep {

std::string to_text(std::string_view bytes) {
  return std::string(encoding::decode(std::as_bytes(std::span(bytes))).view());
}

Result<std::string> read_text(const std::string& path) {
  const std::vector<std::byte> bytes = PM_TRY(capture::read_file(path));
  return std::string(encoding::decode(bytes).view());
}

std::string to_html(std::string_view text) {
  std::string out = "<p>";
  std::size_t line_ends = 0;
  for (const char c : text) {
    if (c == '\n') {
      if (++line_ends == 2) out += "</p><p>";
      continue;
    }
    if (line_ends == 1) out += "<br>";
    if (!ascii::is_whitespace(c)) line_ends = 0;
    switch (c) {
      case '<': out += "&lt;"; break;
      case '&': out += "&amp;"; break;
      default: out += c;
    }
  }
  return out + "</p>";
}

std::string to_title(std::string_view html) {
  const bool is_plain = html.find('<') == std::string_view::npos && html.find('&') == std::string_view::npos;
  const std::string text = is_plain ? std::string(html) : html::parse_fragment(html, "div").root().text_content();
  std::string out;
  for (const char c : text) {
    if (!ascii::is_whitespace(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace pressmark::keep
