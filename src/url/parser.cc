#include "url/parser.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "url/host.h"
#include "url/percent.h"

namespace pressmark::url {
namespace {

using namespace std::string_view_literals;

// Percent-encoding makes three bytes of one, and offsets are of 32 bits.
constexpr std::size_t kMaxInput = std::size_t{1} << 29;

constexpr bool is_tab_or_newline(char c) { return c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_outer_controls(std::string_view text) {
  const auto is_control_or_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_control_or_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_control_or_space(text.back())) text.remove_suffix(1);
  return text;
}

// The length of the scheme before its colon, or 0 without one.
std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !ascii::is_alpha(text[0])) return 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return i;
    if (!ascii::is_alpha(c) && !ascii::is_digit(c) && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

// What ends an authority or a path segment; the backslash only in special URLs.
enum : std::uint8_t { kEndsSpecial = 1, kEndsOther = 2 };
constexpr std::array<std::uint8_t, 256> kDelimiters = [] {
  std::array<std::uint8_t, 256> delimiters{};
  delimiters['/'] = delimiters['?'] = delimiters['#'] = kEndsSpecial | kEndsOther;
  delimiters['\\'] = kEndsSpecial;
  return delimiters;
}();

struct SpecialScheme {
  std::string_view protocol;
  std::uint32_t default_port;  // 0 when none
};
// https://url.spec.whatwg.org/#special-scheme
constexpr std::array<SpecialScheme, 6> kSpecialSchemes{
    {{"https:", 443}, {"http:", 80}, {"file:", 0}, {"ftp:", 21}, {"ws:", 80}, {"wss:", 443}}};

const SpecialScheme* special_scheme(std::string_view protocol) {
  const auto found = std::ranges::find(kSpecialSchemes, protocol, &SpecialScheme::protocol);
  return found == kSpecialSchemes.end() ? nullptr : &*found;
}

// https://url.spec.whatwg.org/#windows-drive-letter
bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && ascii::is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool starts_with_drive_letter(std::string_view text) {
  return is_drive_letter(text.substr(0, 2)) && (text.size() == 2 || "/\\?#"sv.find(text[2]) != std::string_view::npos);
}

// Whether a serialised path's first segment is a normalized Windows drive letter.
bool begins_at_drive_letter(std::string_view path) {
  return path.size() >= 3 && ascii::is_alpha(path[1]) && path[2] == ':' && (path.size() == 3 || path[3] == '/');
}

// https://url.spec.whatwg.org/#single-dot-path-segment
bool is_single_dot(std::string_view text) { return text == "." || ascii::equals_ignoring_case(text, "%2e"); }

// https://url.spec.whatwg.org/#double-dot-path-segment
bool is_double_dot(std::string_view text) {
  if (text.size() < 2 || text.size() > 6) return false;
  return text == ".." || ascii::equals_ignoring_case(text, ".%2e") || ascii::equals_ignoring_case(text, "%2e.") ||
         ascii::equals_ignoring_case(text, "%2e%2e");
}

}  // namespace

std::optional<Url> Parser::parse(std::string_view input) {
  if (input.size() > kMaxInput || (base_ && base_->href().size() > kMaxInput)) return std::nullopt;
  input = without_outer_controls(input);
  std::string without_newlines;
  if (std::ranges::any_of("\t\n\r"sv, [input](char c) { return input.find(c) != input.npos; })) {
    std::ranges::remove_copy_if(input, std::back_inserter(without_newlines), is_tab_or_newline);
    input = without_newlines;
  }
  url_.href_.reserve(input.size() + (base_ ? base_->href().size() : 0) + 8);
  if (!start(input)) return std::nullopt;
  return std::move(url_);
}

bool Parser::start(std::string_view input) {
  if (const std::size_t length = scheme_length(input)) {
    return scheme(input.substr(0, length + 1), input.substr(length + 1));
  }
  return no_scheme(input);
}

// Scheme state, from the colon on. https://url.spec.whatwg.org/#scheme-state
bool Parser::scheme(std::string_view scheme, std::string_view rest) {
  auto& [href, parts] = url_;
  std::ranges::transform(scheme, std::back_inserter(href), ascii::to_lower);
  parts.special = special_scheme(href) != nullptr;
  parts.scheme_end = parts.username_end = parts.host_start = parts.host_end = size();
  if (is_file()) return file(rest);
  if (special()) {
    // Special relative or authority state: with a base of the same scheme, "https:path" is relative.
    if (base_ && base_->protocol() == href && !rest.starts_with("//")) return relative(rest);
    return special_authority(rest);
  }
  if (rest.starts_with("//")) return authority(rest.substr(2));
  if (!rest.starts_with('/')) return opaque_path(rest);
  begin_path();
  return path(rest.substr(1));
}

// https://url.spec.whatwg.org/#no-scheme-state
bool Parser::no_scheme(std::string_view rest) {
  if (!base_) return false;
  copy_scheme();
  if (base_->has_opaque_path()) {  // Only a fragment can be put on an opaque path.
    if (!rest.starts_with('#')) return false;
    url_.parts_.opaque_path = true;
    copy_path();
    copy_query();
    return query_and_fragment(rest);
  }
  return is_file() ? file(rest) : relative(rest);
}

// https://url.spec.whatwg.org/#relative-state and #relative-slash-state
bool Parser::relative(std::string_view rest) {
  if (!starts_with_slash(rest)) {
    copy_authority();
    return relative_to_path(rest);
  }
  rest.remove_prefix(1);
  if (special() && starts_with_slash(rest)) return special_authority(rest);
  if (rest.starts_with('/')) return authority(rest.substr(1));
  copy_authority();
  begin_path();
  return path(rest);
}

// What relative state and file state do once the base's host is taken over.
bool Parser::relative_to_path(std::string_view rest) {
  copy_path();
  if (rest.empty() || rest[0] == '?' || rest[0] == '#') {
    end_path();
    if (!rest.starts_with('?')) copy_query();
    return query_and_fragment(rest);
  }
  if (is_file() && starts_with_drive_letter(rest)) {
    url_.href_.resize(url_.parts_.pathname_start);
  } else {
    shorten_path();
  }
  return path(rest);
}

// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
bool Parser::special_authority(std::string_view rest) {
  while (starts_with_slash(rest)) rest.remove_prefix(1);
  return authority(rest);
}

// https://url.spec.whatwg.org/#authority-state
bool Parser::authority(std::string_view rest) {
  const std::size_t end = delimiter(rest);
  std::string_view text = rest.substr(0, end);
  url_.href_ += "//";
  url_.parts_.username_end = size();
  if (const std::size_t at = text.rfind('@'); at != text.npos) {
    if (at + 1 == text.size()) return false;  // Credentials without a host.
    credentials(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  return host_and_port(text) && path_start(rest.substr(end));
}

// The userinfo set holds "@" and ":", so every one but the first colon comes out encoded.
void Parser::credentials(std::string_view text) {
  const std::size_t colon = text.find(':');
  append_encoded(url_.href_, text.substr(0, colon), kUserinfo);
  url_.parts_.username_end = size();
  const std::string_view password = colon == text.npos ? std::string_view() : text.substr(colon + 1);
  if (!password.empty()) {
    url_.href_ += ':';
    append_encoded(url_.href_, password, kUserinfo);
  }
  if (!text.substr(0, colon).empty() || !password.empty()) url_.href_ += '@';
}

// https://url.spec.whatwg.org/#host-state
bool Parser::host_and_port(std::string_view text) {
  bool inside_brackets = false;
  const auto colon = std::ranges::find_if(text, [&](char c) {
    if (c == '[' || c == ']') inside_brackets = c == '[';
    return c == ':' && !inside_brackets;
  });
  const std::string_view host(text.begin(), colon);
  if (host.empty() && (special() || colon != text.end())) return false;
  url_.parts_.host_start = size();
  if (!append_host(url_.href_, host, special() ? HostKind::kDomain : HostKind::kOpaque)) return false;
  url_.parts_.host_end = size();
  return colon == text.end() || port(std::string_view(colon + 1, text.end()));
}

// https://url.spec.whatwg.org/#port-state
bool Parser::port(std::string_view text) {
  if (text.empty()) return true;
  std::uint32_t port = 0;
  for (const char c : text) {
    if (!ascii::is_digit(c)) return false;
    port = port * 10 + static_cast<std::uint32_t>(c - '0');
    if (port > 0xffff) return false;
  }
  const SpecialScheme* scheme = special_scheme(url_.protocol());
  if (scheme && scheme->default_port == port && port != 0) return true;
  url_.parts_.port = port;
  url_.href_ += ':';
  url_.href_ += std::to_string(port);
  return true;
}

// https://url.spec.whatwg.org/#file-state
bool Parser::file(std::string_view rest) {
  if (starts_with_slash(rest)) return file_slash(rest.substr(1));
  if (has_file_base()) {
    copy_authority();
    return relative_to_path(rest);
  }
  empty_host();
  begin_path();
  return path(rest);
}

// https://url.spec.whatwg.org/#file-slash-state
bool Parser::file_slash(std::string_view rest) {
  if (starts_with_slash(rest)) return file_host(rest.substr(1));
  if (has_file_base()) {
    copy_authority();
    begin_path();
    // A drive letter of the base is kept, unless another one replaces it.
    const std::string_view drive = base_->pathname().substr(0, 3);
    if (!starts_with_drive_letter(rest) && begins_at_drive_letter(base_->pathname())) url_.href_ += drive;
    return path(rest);
  }
  empty_host();
  begin_path();
  return path(rest);
}

// https://url.spec.whatwg.org/#file-host-state
bool Parser::file_host(std::string_view rest) {
  const std::size_t end = delimiter(rest);
  const std::string_view host = rest.substr(0, end);
  empty_host();
  if (is_drive_letter(host)) {  // What looks like a host is the path's first segment.
    begin_path();
    return path(rest);
  }
  if (!host.empty()) {
    if (!append_host(url_.href_, host, HostKind::kDomain)) return false;
    if (url_.part(url_.parts_.host_start, size()) == "localhost") url_.href_.resize(url_.parts_.host_start);
    url_.parts_.host_end = size();
  }
  return path_start(rest.substr(end));
}

// https://url.spec.whatwg.org/#path-start-state
bool Parser::path_start(std::string_view rest) {
  begin_path();
  if (!special() && (rest.empty() || rest[0] == '?' || rest[0] == '#')) return query_and_fragment(rest);
  if (starts_with_slash(rest)) rest.remove_prefix(1);
  return path(rest);
}

// https://url.spec.whatwg.org/#path-state
bool Parser::path(std::string_view rest) {
  for (bool last = false; !last;) {
    const std::size_t end = delimiter(rest);
    last = end == rest.size() || !is_slash(rest[end]);
    segment(rest.substr(0, end), last);
    rest.remove_prefix(last ? end : end + 1);
  }
  end_path();
  return query_and_fragment(rest);
}

void Parser::segment(std::string_view text, bool last) {
  std::string& href = url_.href_;
  const bool dots = is_double_dot(text);
  if (dots) shorten_path();
  if (dots || is_single_dot(text)) {
    if (last) href += '/';
    return;
  }
  href += '/';
  if (is_file() && written_path().size() == 1 && is_drive_letter(text)) {
    href += text[0];
    href += ':';
    return;
  }
  append_encoded(href, text, kPath);
}

// https://url.spec.whatwg.org/#shorten-a-urls-path
void Parser::shorten_path() {
  const std::string_view path = written_path();
  if (is_file() && path.size() == 3 && begins_at_drive_letter(path)) return;
  if (!path.empty()) url_.href_.resize(url_.parts_.pathname_start + path.rfind('/'));
}

// Without a host, a path that begins with two slashes would be read as one: the serializer puts "/." before it.
// https://url.spec.whatwg.org/#url-serializing
void Parser::end_path() {
  if (url_.parts_.opaque_path || url_.has_host() || !written_path().starts_with("//")) return;
  url_.href_.insert(url_.parts_.pathname_start, "/.");
  url_.parts_.pathname_start += 2;
}

// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
// A space just before the query or the fragment is encoded, lest it be lost when those are taken off.
bool Parser::opaque_path(std::string_view rest) {
  begin_path();
  url_.parts_.opaque_path = true;
  const std::size_t end = std::min(rest.find_first_of("?#"), rest.size());
  const bool encode_space = end < rest.size() && rest.substr(0, end).ends_with(' ');
  append_encoded(url_.href_, rest.substr(0, encode_space ? end - 1 : end), kC0Control);
  if (encode_space) url_.href_ += "%20";
  return query_and_fragment(rest.substr(end));
}

// https://url.spec.whatwg.org/#query-state and #fragment-state
bool Parser::query_and_fragment(std::string_view rest) {
  std::string& href = url_.href_;
  const std::size_t hash = std::min(rest.find('#'), rest.size());
  if (hash > 0) {
    url_.parts_.search_start = size();
    href += '?';
    append_encoded(href, rest.substr(1, hash - 1), special() ? kSpecialQuery : kQuery);
  }
  if (hash < rest.size()) {
    url_.parts_.hash_start = size();
    href += '#';
    append_encoded(href, rest.substr(hash + 1), kFragment);
  }
  return true;
}

void Parser::empty_host() {
  url_.href_ += "//";
  url_.parts_.username_end = url_.parts_.host_start = url_.parts_.host_end = size();
}

void Parser::copy_scheme() {
  const auto& base = base_->parts_;
  url_.href_ = base_->protocol();
  url_.parts_.special = base.special;
  url_.parts_.scheme_end = url_.parts_.username_end = url_.parts_.host_start = url_.parts_.host_end = size();
}

void Parser::copy_authority() {
  const auto& base = base_->parts_;
  const std::size_t end = base.port == Url::kAbsent ? base.host_end : base.pathname_start;
  url_.href_ = base_->href().substr(0, end);
  url_.parts_ = base;
  url_.parts_.search_start = url_.parts_.hash_start = Url::kAbsent;
}

void Parser::copy_path() {
  begin_path();
  url_.href_ += base_->pathname();
}

void Parser::copy_query() {
  if (base_->parts_.search_start == Url::kAbsent) return;
  url_.parts_.search_start = size();
  url_.href_ += base_->part(base_->parts_.search_start, base_->parts_.hash_start);
}

std::size_t Parser::delimiter(std::string_view text) const {
  const std::uint8_t mask = special() ? kEndsSpecial : kEndsOther;
  std::size_t i = 0;
  while (i < text.size() && !(kDelimiters[static_cast<unsigned char>(text[i])] & mask)) ++i;
  return i;
}

}  // namespace pressmark::url
