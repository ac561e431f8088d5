// Tables of RFC 4180, read leniently. https://www.rfc-editor.org/rfc/rfc4180
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark::keep {

// Row by row; the first names the columns. Quotes in the middle of a plain field are text, a quoted field may hold
// lines; one whose quote is never closed ends with the text. Linear in its size.
class Csv {
 public:
  static constexpr std::size_t kMostColumns = 256;  // of a row; more are left out

  // `text` is UTF-8 and must outlive it.
  explicit Csv(std::string_view text);
  bool has_column(std::string_view name) const;  // whatever its letters' case
  bool next();                                   // to the next row that is not empty; false at the end
  // The field of the row in that column; "" where the row is shorter or there is no such column.
  std::string_view field(std::string_view column) const;
  std::size_t line() const { return line_; }  // where the row begins, from 1

 private:
  void read_row();
  void read_field();

  std::string_view text_;
  std::size_t at_ = 0, line_ = 0, next_line_ = 1;
  std::vector<std::string> columns_{}, row_{};
  bool ends_row_ = false;
};

}  // namespace pressmark::keep
