// The log of an archive: what was done, a line each, in order; chained by hashes and signed (docs/formats/archive.md).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "archive/key.h"
#include "pressmark/result.h"
#include "warc/append_file.h"

namespace pressmark::archive {

// What is about to be written: what was done, and to what. `body` is a JSON object.
struct NewEvent {
  std::string type;
  std::string body;
};

struct Event {
  std::uint64_t sequence = 0;  // from 1
  std::string time;            // UTC, ISO 8601
  std::string type;
  std::string body;                              // "" when it was purged
  std::string key;                               // the public key that signed it
  std::uint64_t offset = 0, size = 0;            // of the line in the file, with its LF
  std::uint64_t body_offset = 0, body_size = 0;  // of the body in the file
};

// Where a log ends: what the next line is chained to.
struct LogEnd {
  std::uint64_t bytes = 0, sequence = 0;
  std::string head;  // SHA-256 of the last line's header; 64 zeros before the first
};
LogEnd empty_log();

// What is wrong with a line.
enum class LineFault : std::uint8_t {
  kNone,
  kTorn,       // no whole line: the file ends within it, as a crash leaves it
  kForm,       // not the form of a line
  kChain,      // its sequence or hash does not follow from the line before
  kSignature,  // not signed by the key that it names
  kBody        // the body is not the one that was signed
};
Message message_of(LineFault fault);

// The lines from `from` on, each checked against the one before it.
class LogReader {
 public:
  // Errors: kNotFound, kUnreadable.
  static Result<LogReader> open(const std::string& path, const LogEnd& from);

  struct Line {
    Event event;
    LineFault fault = LineFault::kNone;
  };
  // The next line, or nullopt at the end. Behind a fault it goes on with the next line as if that one were right.
  Result<std::optional<Line>> next();
  // Behind the last line that was right.
  const LogEnd& end() const { return end_; }

 private:
  LogReader(warc::Input input, const LogEnd& from) : input_(std::move(input)), end_(from), at_(from.bytes) {}
  Result<bool> fill();

  warc::Input input_;
  LogEnd end_;
  std::uint64_t at_;      // of buffer_'s first byte in the file
  std::size_t used_ = 0;  // of buffer_
  std::string buffer_;
  bool is_at_end_ = false;
};

// Appends lines behind `end`, where the file must end.
class LogWriter {
 public:
  // `key` must outlive the writer.
  static Result<LogWriter> open(const std::string& path, const LogEnd& end, const Key& key);

  // As the line will be in the file, where it is only after commit().
  Event append(const NewEvent& event);
  // All lines are on the disk, or none is in the file. Errors: kOutputFailed.
  Result<void> commit();
  const LogEnd& end() const { return end_; }

 private:
  LogWriter(warc::AppendFile file, LogEnd end, const Key& key)
      : file_(std::move(file)), end_(std::move(end)), key_(&key) {}
  warc::AppendFile file_;
  LogEnd end_;
  const Key* key_;
  std::string lines_{};
};

// Takes the body out of a line for good: the chain stays valid, for its header has only the body's hash.
Result<void> purge_body(const std::string& path, const Event& event);

}  // namespace pressmark::archive
