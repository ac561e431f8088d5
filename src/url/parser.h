// The basic URL parser. https://url.spec.whatwg.org/#concept-basic-url-parser
#pragma once

#include <optional>
#include <string_view>

#include "pressmark/url.h"

namespace pressmark::url {

// The parts of a URL come in the order of its serialisation, so the parser writes that straight away and notes where
// each part begins. A state of the standard is a function on what is left of the input; false is failure.
class Parser {
 public:
  explicit Parser(const Url* base) : base_(base) {}
  std::optional<Url> parse(std::string_view input);

 private:
  bool start(std::string_view input);
  bool scheme(std::string_view scheme, std::string_view rest);
  bool no_scheme(std::string_view rest);
  bool relative(std::string_view rest);
  bool relative_to_path(std::string_view rest);
  bool special_authority(std::string_view rest);
  bool authority(std::string_view rest);
  bool host_and_port(std::string_view text);
  bool port(std::string_view text);
  bool file(std::string_view rest);
  bool file_slash(std::string_view rest);
  bool file_host(std::string_view rest);
  bool path_start(std::string_view rest);
  bool path(std::string_view rest);
  bool opaque_path(std::string_view rest);
  bool query_and_fragment(std::string_view rest);

  void empty_host();
  void credentials(std::string_view text);
  void segment(std::string_view text, bool last);
  void shorten_path();
  void begin_path() { url_.parts_.pathname_start = size(); }
  void end_path();

  void copy_scheme();
  void copy_authority();
  void copy_path();
  void copy_query();

  bool special() const { return url_.parts_.special; }
  bool is_file() const { return url_.protocol() == "file:"; }
  bool has_file_base() const { return base_ && base_->protocol() == "file:"; }
  bool is_slash(char c) const { return c == '/' || (c == '\\' && special()); }
  bool starts_with_slash(std::string_view text) const { return !text.empty() && is_slash(text[0]); }
  // Where the authority or a path segment ends: at a slash, "?", "#" or the end of the input.
  std::size_t delimiter(std::string_view text) const;
  std::string_view written_path() const { return std::string_view(url_.href_).substr(url_.parts_.pathname_start); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(url_.href_.size()); }

  const Url* base_;
  Url url_;
};

}  // namespace pressmark::url
