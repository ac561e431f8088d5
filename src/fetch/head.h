// The heads of requests and responses as text: lines that end with CRLF, the last one empty.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::fetch {

// A start line in HTTP/1.1's form: that of later versions has no text of its own ("HTTP/2 200 "), and readers of
// archives know only this one.
std::string in_http1(std::string_view start_line);

// The status that a response's start line tells, 0 when it is none.
int status_of(std::string_view head);

// The value of the last field of that name (in lower case), "" when there is none; a folded value on one line.
std::string field(std::string_view head, std::string_view name);

// The values of all fields of that name, in order, between commas.
std::string field_list(std::string_view head, std::string_view name);

// Without the fields of that name.
std::string without_field(std::string_view head, std::string_view name);

}  // namespace pressmark::fetch
