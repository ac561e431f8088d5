// What some bytes are, by their content alone.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace pressmark::capture {

enum class Kind : std::uint8_t { kHtml, kMarkdown };

// The name of what the bytes are, where it is nothing that is read here: "a PDF document"; "" for text. Looks at the
// first bytes, and at how many of them no text has.
std::string_view unsupported_kind(std::span<const std::byte> bytes);

// The same for decoded text: "a JSON document", "a style sheet", "source code", where its form leaves no doubt.
std::string_view unsupported_text(std::string_view text);

// UTF-16 without a byte order mark: every other byte is NUL.
enum class Utf16 : std::uint8_t { kNone, kLittle, kBig };
Utf16 unmarked_utf16(std::span<const std::byte> bytes);

bool is_gzip(std::span<const std::byte> bytes);
bool is_blank(std::span<const std::byte> bytes);  // empty, or white space and a byte order mark only

// Decides between the two kinds of text by their marks: tags against headings, lists, links and front matter.
Kind kind_of_text(std::string_view text);

}  // namespace pressmark::capture
