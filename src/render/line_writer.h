// Lines in containers: every line begins with what its quotes and list items ask for.
#pragma once

#include <string>
#include <string_view>

namespace pressmark::render {

class LineWriter {
 public:
  explicit LineWriter(std::string& out) : out_(out) {}

  // Where a container began, for leave().
  struct Mark {
    std::size_t prefix_size, pending_size, written;
    bool had_pending;
  };

  // Begins a container: `marker` begins its first line, `prefix` each other one.
  Mark enter(std::string_view marker, std::string_view prefix);
  // Ends it. An empty container leaves nothing, unless its marker shall stand alone.
  enum class Empty : std::uint8_t { kDrop, kKeep };
  void leave(const Mark& mark, Empty empty);

  // Between the blocks before and after this call will be a blank line; none at the beginning of a container.
  void separate();
  void keep_tight() { separates_ = false; }

  // The next line is the first of a list item or a quote.
  bool begins_container() const { return !pending_.empty(); }

  void begin_line(bool is_blank = false);
  void line(std::string_view text) {
    begin_line(text.empty());
    out_ += text;
    out_.push_back('\n');
  }

  // How often a line was begun.
  std::size_t written() const { return written_; }

 private:
  void append_prefix(std::string_view prefix, bool is_blank);

  std::string& out_;
  std::string prefix_;   // of every line
  std::string pending_;  // of the next line instead: markers that were begun
  std::size_t written_ = 0;
  bool separates_ = false;
  std::size_t separator_size_ = 0;  // of prefix_, on the blank line
};

}  // namespace pressmark::render
