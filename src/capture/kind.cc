#include "capture/kind.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "capture/front_matter.h"

namespace pressmark::capture {
namespace {

using Bytes = std::span<const std::byte>;

std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

struct Magic {
  std::string_view bytes;
  std::size_t at;
  std::string_view name;
};
constexpr auto kMagics = std::to_array<Magic>({
    {"%PDF-", 0, "a PDF document"},
    {"%!PS", 0, "a PostScript document"},
    {"{\\rtf", 0, "an RTF document"},
    {"\xD0\xCF\x11\xE0", 0, "an old Microsoft Office document"},
    {"mimetypeapplication/epub+zip", 30, "an EPUB book"},
    {"PK\x03\x04", 0, "a ZIP archive (or EPUB, DOCX, XLSX ...)"},
    {"PK\x05\x06", 0, "an empty ZIP archive"},
    {"7z\xBC\xAF\x27\x1C", 0, "a 7-Zip archive"},
    {"Rar!\x1A\x07", 0, "a RAR archive"},
    {"BZh", 0, "a bzip2 file"},
    {"\xFD"
     "7zXZ",
     0, "an XZ file"},
    {"\x28\xB5\x2F\xFD", 0, "a Zstandard file"},
    {"ustar", 257, "a tar archive"},
    {"\x89PNG", 0, "a PNG image"},
    {"\xFF\xD8\xFF", 0, "a JPEG image"},
    {"GIF87a", 0, "a GIF image"},
    {"GIF89a", 0, "a GIF image"},
    {"II*\0", 0, "a TIFF image"},
    {"MM\0*", 0, "a TIFF image"},
    {"BM", 0, ""},
    {"WEBP", 8, "a WebP image"},
    {"WAVE", 8, "a WAVE recording"},
    {"ftyp", 4, "an MP4 or HEIF file"},
    {"ID3", 0, "an MP3 recording"},
    {"OggS", 0, "an Ogg file"},
    {"\x1A\x45\xDF\xA3", 0, "a Matroska or WebM video"},
    {"wOFF", 0, "a font"},
    {"wOF2", 0, "a font"},
    {"\x7F"
     "ELF",
     0, "a program"},
    {"\xCA\xFE\xBA\xBE", 0, "a program"},
    {"MZ\x90", 0, "a program"},
    {"SQLite format 3", 0, "an SQLite database"},
    {"WARC/1.", 0, "a WARC file"},
    {"WARC/0.", 0, "a WARC file"},
    {"filedesc://", 0, "an ARC file"},
    {"bplist00", 0, "a binary property list (or Safari web archive)"},
});

// Control characters that text does not hold.
constexpr std::array<bool, 256> kControls = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x80; ++c) table[c] = c < 0x09 || (c > 0x0D && c < 0x20 && c != 0x1B) || c == 0x7F;
  return table;
}();

bool is_binary(Bytes bytes) {
  const Bytes start = bytes.first(std::min<std::size_t>(bytes.size(), 8192));
  if (start.size() >= 2) {
    const std::string_view text = as_text(start);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return false;  // UTF-16
  }
  if (unmarked_utf16(bytes) != Utf16::kNone) return false;
  std::size_t controls = 0;
  for (const std::byte byte : start) controls += kControls[static_cast<unsigned char>(byte)];
  return controls * 50 > start.size();
}

std::string_view without_front_space(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \n\t\r\f"), text.size()));
  return text;
}

// The tag name behind a "<" or "</", and whether it is one that pages are made of.
bool is_html_tag(std::string_view after_less_than) {
  constexpr std::array<std::string_view, 34> kTags = {
      "a",   "article", "b",  "blockquote", "body",    "br",   "div",    "em",     "figure", "font", "footer", "h1",
      "h2",  "h3",      "h4", "head",       "header",  "html", "i",      "iframe", "img",    "li",   "main",   "meta",
      "nav", "ol",      "p",  "script",     "section", "span", "strong", "table",  "td",     "ul"};
  std::size_t end = 0;
  while (end < after_less_than.size() && end < 12 && ascii::to_lower(after_less_than[end]) >= '0' &&
         ascii::to_lower(after_less_than[end]) <= 'z' && after_less_than[end] != ':') {
    ++end;
  }
  if (end == 0 || end == after_less_than.size()) return false;
  const char next = after_less_than[end];
  if (!ascii::is_whitespace(next) && next != '>' && next != '/') return false;
  return std::ranges::any_of(kTags, [&](std::string_view tag) {
    return tag.size() == end && ascii::starts_with_ignoring_case(after_less_than, tag);
  });
}

// Tags that only whole pages have, anywhere near the start.
bool is_whole_page(std::string_view text) {
  const std::string_view start = without_front_space(text);
  if (ascii::starts_with_ignoring_case(start, "<!doctype html") || ascii::starts_with_ignoring_case(start, "<html"))
    return true;
  bool in_fence = false;
  for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 16384); ++at) {
    if (text.substr(at).starts_with("\n```")) in_fence = !in_fence;
    if (text[at] != '<' || in_fence) continue;
    const std::string_view tag = text.substr(at + 1, 16);
    const bool at_line_start = at == 0 || text[at - 1] == '\n' || text[at - 1] == '>' || at < 4;
    if (!at_line_start) continue;
    for (const std::string_view name :
         {"html>", "html ", "head>", "head ", "body>", "body ", "title>", "meta ", "!doctype html"}) {
      if (ascii::starts_with_ignoring_case(tag, name)) return true;
    }
  }
  return false;
}

struct Marks {
  std::size_t tags = 0, markdown = 0;
};

bool is_list_mark(std::string_view line) {
  if (line.size() < 3) return false;
  if ((line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ') return true;
  std::size_t digits = 0;
  while (digits < line.size() && ascii::is_digit(line[digits])) ++digits;
  return digits > 0 && digits < 4 && line.substr(digits).starts_with(". ");
}

std::size_t markdown_marks(std::string_view line) {
  std::size_t marks = 0;
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  marks += hashes > 0 && hashes < 7 && line.substr(hashes).starts_with(" ");
  marks += line.starts_with("```") || line.starts_with("~~~") || line.starts_with("> ") || is_list_mark(line);
  marks += line.contains("](") || line.contains("**");
  return marks;
}

Marks count_marks(std::string_view text) {
  Marks marks;
  text = text.substr(0, 65536);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    for (std::size_t less = line.find('<'); less != std::string_view::npos; less = line.find('<', less + 1)) {
      std::string_view tag = line.substr(less + 1);
      if (tag.starts_with('/')) tag.remove_prefix(1);
      marks.tags += is_html_tag(tag);
    }
    marks.markdown += markdown_marks(line);
  }
  return marks;
}

}  // namespace

std::string_view unsupported_kind(Bytes bytes) {
  const std::string_view text = as_text(bytes);
  for (const Magic& magic : kMagics) {
    if (!magic.name.empty() && text.size() >= magic.at && text.substr(magic.at).starts_with(magic.bytes))
      return magic.name;
  }
  if (is_binary(bytes)) return "a binary file";
  const std::string_view start = without_front_space(text.substr(0, 4096));
  if (ascii::starts_with_ignoring_case(start, "<svg")) return "an SVG image";
  if (ascii::starts_with_ignoring_case(start, "<?xml") || ascii::starts_with_ignoring_case(start, "<rss") ||
      ascii::starts_with_ignoring_case(start, "<feed")) {
    if (start.contains("<rss") || start.contains("<feed") || start.contains("<rdf:RDF")) return "a feed";
    if (start.contains("<svg") && !start.contains("<html")) return "an SVG image";
    if (start.contains("<urlset") || start.contains("<sitemapindex")) return "a sitemap";
  }
  const bool is_message =
      ascii::starts_with_ignoring_case(start, "from: ") || ascii::starts_with_ignoring_case(start, "mime-version:");
  if (is_message && start.contains("multipart/related")) return "an MHTML web archive";
  return {};
}

Utf16 unmarked_utf16(Bytes bytes) {
  const Bytes start = bytes.first(std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 512));
  if (start.size() < 8) return Utf16::kNone;
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < start.size(); ++i) nuls[i % 2] += start[i] == std::byte{0};
  const std::size_t most = start.size() / 2 * 9 / 10;
  if (nuls[1] > most && nuls[0] == 0) return Utf16::kLittle;
  return nuls[0] > most && nuls[1] == 0 ? Utf16::kBig : Utf16::kNone;
}

std::string_view unsupported_text(std::string_view text) {
  const std::string_view start = without_front_space(text);
  const std::size_t last = text.find_last_not_of(" \n\t\r\f");
  if (start.empty()) return {};
  const std::size_t second = std::min(start.find_first_not_of(" \n\t\r", 1), start.size() - 1);
  const bool begins_object = start[0] == '{' && (start[second] == '"' || start[second] == '}');
  const bool begins_list = start[0] == '[' && std::string_view("{\"").contains(start[second]);
  if ((begins_object && text[last] == '}') || (begins_list && text[last] == ']')) return "a JSON document";
  if (!front_matter_of(text).empty() || start[0] == '<') return {};
  std::size_t lines = 0, ends = 0, marks = 0;
  const std::string_view head = start.substr(0, 65536);
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = ascii::trimmed(head.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    ++lines;
    ends += line.ends_with(';') || line.ends_with('{') || line.ends_with('}') || line.ends_with("*/");
    marks += line.starts_with("```") || line.starts_with("~~~") || line.starts_with("# ");
  }
  return lines >= 2 && marks == 0 && ends * 10 >= lines * 7 && head.contains('{') ? "source code" : "";
}

bool is_gzip(Bytes bytes) { return as_text(bytes).starts_with("\x1F\x8B"); }

bool is_blank(Bytes bytes) { return without_front_space(as_text(bytes)).empty(); }

Kind kind_of_text(std::string_view text) {
  if (!front_matter_of(text).empty()) return Kind::kMarkdown;
  if (is_whole_page(text)) return Kind::kHtml;
  const Marks marks = count_marks(text);
  const bool starts_with_tag = without_front_space(text).starts_with('<');
  if (starts_with_tag) return marks.markdown > marks.tags ? Kind::kMarkdown : Kind::kHtml;
  return marks.tags > 4 && marks.tags > 2 * marks.markdown ? Kind::kHtml : Kind::kMarkdown;
}

}  // namespace pressmark::capture
