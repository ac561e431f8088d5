// Footnotes in Markdown, which md4c does not know: marked before it reads the text, found again in what it gives.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::capture {

// Stands in place of the "[" of "[^label]", and of the first space of a line that goes on with a note after an empty
// one.
inline constexpr char kNoteMark = '\x01';
inline constexpr char kNoteLineMark = '\x02';

// The Markdown with the marks, of the same length, where a note is defined; as it is where none is.
std::string with_note_marks(std::string_view markdown);

// The label of "^label]" at the start of `text` (behind a mark); "" when none is there.
std::string_view label_at(std::string_view text);

}  // namespace pressmark::capture
