#include "render/line_writer.h"

namespace pressmark::render {

LineWriter::Mark LineWriter::enter(std::string_view marker, std::string_view prefix) {
  const Mark mark{prefix_.size(), pending_.size(), written_, !pending_.empty()};
  if (pending_.empty()) pending_ = prefix_;
  pending_ += marker;
  prefix_ += prefix;
  return mark;
}

void LineWriter::leave(const Mark& mark, Empty empty) {
  if (written_ == mark.written) {
    if (empty == Empty::kKeep) {
      begin_line(true);
      out_.push_back('\n');
    } else if (mark.had_pending) {
      pending_.resize(mark.pending_size);
    } else {
      pending_.clear();
    }
  }
  prefix_.resize(mark.prefix_size);
}

void LineWriter::separate() {
  separates_ = true;
  separator_size_ = prefix_.size();
}

void LineWriter::begin_line(bool is_blank) {
  if (separates_) {
    append_prefix(std::string_view(prefix_).substr(0, separator_size_), true);
    out_.push_back('\n');
    separates_ = false;
  }
  append_prefix(pending_.empty() ? prefix_ : pending_, is_blank);
  pending_.clear();
  ++written_;
}

// A blank line has no white space at its end.
void LineWriter::append_prefix(std::string_view prefix, bool is_blank) {
  if (is_blank) prefix = prefix.substr(0, prefix.find_last_not_of(' ') + 1);
  out_ += prefix;
}

}  // namespace pressmark::render
