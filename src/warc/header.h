// The header of a record, and lines of named fields as WARC and HTTP have them.
#pragma once

#include <cstdint>
#include <string_view>

#include "pressmark/warc.h"

namespace pressmark::warc {

// The kinds of Finding that a header gave cause for, a bit each.
using KindSet = std::uint32_t;
constexpr KindSet bit(Finding::Kind kind) { return KindSet{1} << static_cast<unsigned>(kind); }

// Where the header that `text` begins with ends, its blank line included; npos when that is not in `text`. `from` is a
// place before which no blank line ends.
std::size_t end_of_header(std::string_view text, std::size_t from = 0);

// Takes the first line off `text`, without its line end; says whether CR is missing.
std::string_view take_line(std::string_view& text, KindSet& found);

// The fields of `text`, up to its end.
Fields parse_fields(std::string_view text, KindSet& found);

// A record of its header, all of `text`. False when it has no version or no length; the record is then of no use.
bool parse_record(std::string_view text, Record& record, KindSet& found);

}  // namespace pressmark::warc
