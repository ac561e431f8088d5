#include "keep/import/csv.h"

#include <algorithm>

#include "base/ascii.h"

namespace pressmark::keep {

Csv::Csv(std::string_view text) : text_(text) {
  read_row();
  columns_ = std::move(row_);
  for (std::string& column : columns_) column = ascii::lowercase(ascii::trimmed(column));
}

bool Csv::has_column(std::string_view name) const {
  return std::ranges::find(columns_, ascii::lowercase(name)) != columns_.end();
}

std::string_view Csv::field(std::string_view column) const {
  const auto found = std::ranges::find(columns_, ascii::lowercase(column));
  const auto place = static_cast<std::size_t>(found - columns_.begin());
  return place < row_.size() && found != columns_.end() ? std::string_view(row_[place]) : std::string_view();
}

bool Csv::next() {
  while (at_ < text_.size()) {
    read_row();
    if (std::ranges::any_of(row_, [](const std::string& field) { return !field.empty(); })) return true;
  }
  return false;
}

void Csv::read_row() {
  row_.clear();
  line_ = next_line_;
  ends_row_ = at_ >= text_.size();
  while (!ends_row_) read_field();
}

// Ends behind the comma or the line's end.
void Csv::read_field() {
  std::string field;
  if (at_ < text_.size() && text_[at_] == '"') {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && (at_ + 1 >= text_.size() || text_[++at_] != '"')) break;
      next_line_ += text_[at_] == '\n';
      field += text_[at_];
    }
    if (at_ + 1 == text_.size() && text_[at_] == '"') ++at_;
  }
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') field += text_[at_++];
  ends_row_ = at_ >= text_.size() || text_[at_] == '\n';
  next_line_ += at_ < text_.size() && text_[at_] == '\n';
  if (at_ < text_.size()) ++at_;
  if (ends_row_ && field.ends_with('\r')) field.pop_back();
  if (row_.size() < kMostColumns) row_.push_back(std::move(field));
}

}  // namespace pressmark::keep
