#include "archive/log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "archive/blobs.h"
#include "archive/files.h"
#include "pressmark/warc.h"

namespace pressmark::archive {
namespace {

// A line is {"header":{...},"signature":"...","body":{...}} LF. The header has no braces and no escapes within, so its
// bytes, which are what is hashed and signed, end at the first "}".
constexpr std::string_view kHeader = R"({"header":)", kSignature = R"(,"signature":")", kBody = R"(","body":)";
constexpr std::size_t kMostLine = std::size_t{16} << 20;
constexpr std::size_t kReadAtOnce = std::size_t{64} << 10;
constexpr std::string_view kPurged = "null";

std::string sha256(std::string_view text) { return digest_of(bytes_of(text)); }

// The text between `before` and `after`, which are taken off the front of `rest`.
std::optional<std::string_view> take(std::string_view& rest, std::string_view before, std::string_view after) {
  if (!rest.starts_with(before)) return std::nullopt;
  rest.remove_prefix(before.size());
  const std::size_t end = rest.find(after);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end + after.size());
  return taken;
}

struct Parts {
  std::string_view header, signature, body;  // of the line
  std::string_view body_digest, before;      // of the header
};

bool read_header(std::string_view header, Event& event, Parts& parts) {
  const auto sequence = take(header, R"({"sequence":)", ",");
  const auto time = take(header, R"("time":")", R"(",)");
  const auto type = take(header, R"("type":")", R"(",)");
  const auto body = take(header, R"("body":")", R"(",)");
  const auto before = take(header, R"("before":")", R"(",)");
  const auto key = take(header, R"("key":")", R"("})");
  if (!sequence || !time || !type || !body || !before || !key || !header.empty()) return false;
  const auto number = std::from_chars(sequence->data(), sequence->data() + sequence->size(), event.sequence);
  if (number.ec != std::errc() || number.ptr != sequence->data() + sequence->size()) return false;
  event.time = *time;
  event.type = *type;
  event.key = *key;
  parts.body_digest = *body;
  parts.before = *before;
  return is_digest(*body) && is_digest(*before);
}

// `line` without its LF.
bool read_line(std::string_view line, Event& event, Parts& parts) {
  const std::string_view whole = line;
  if (!line.starts_with(kHeader)) return false;
  const std::size_t end = line.find('}');
  if (end == std::string_view::npos) return false;
  parts.header = line.substr(kHeader.size(), end + 1 - kHeader.size());
  line.remove_prefix(end + 1);
  const auto signature = take(line, kSignature, kBody);
  if (!signature || !line.ends_with('}')) return false;
  parts.signature = *signature;
  parts.body = line.substr(0, line.size() - 1);
  event.body_offset = event.offset + static_cast<std::uint64_t>(parts.body.data() - whole.data());
  event.body_size = parts.body.size();
  return read_header(parts.header, event, parts);
}

bool is_purged(std::string_view body) {
  return body.starts_with(kPurged) && body.find_first_not_of(' ', kPurged.size()) == std::string_view::npos;
}

LineFault check(const Event& event, const Parts& parts, const LogEnd& end) {
  if (event.sequence != end.sequence + 1 || parts.before != end.head) return LineFault::kChain;
  if (!is_signature(parts.signature, parts.header, event.key)) return LineFault::kSignature;
  if (!is_purged(parts.body) && sha256(parts.body) != parts.body_digest) return LineFault::kBody;
  return LineFault::kNone;
}

}  // namespace

LogEnd empty_log() { return {.head = std::string(64, '0')}; }

Message message_of(LineFault fault) {
  switch (fault) {
    case LineFault::kNone: return {};
    case LineFault::kTorn: return Message{"the line is cut off"};
    case LineFault::kForm: return Message{"this is no line of a log"};
    case LineFault::kChain: return Message{"the line does not follow from the one before"};
    case LineFault::kSignature: return Message{"the signature is not that of the key"};
    case LineFault::kBody: return Message{"what the line says is not what was signed"};
  }
  return {};
}

Result<LogReader> LogReader::open(const std::string& path, const LogEnd& from) {
  return LogReader(PM_TRY(warc::Input::open(path)), from);
}

// Reads on; false at the end of the file.
Result<bool> LogReader::fill() {
  at_ += used_;
  buffer_.erase(0, used_);
  used_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kReadAtOnce);
  const std::size_t got = PM_TRY(input_.read_at(at_ + had, std::as_writable_bytes(std::span(buffer_).subspan(had))));
  buffer_.resize(had + got);
  return got > 0;
}

Result<std::optional<LogReader::Line>> LogReader::next() {
  if (is_at_end_) return std::nullopt;
  std::size_t searched = used_;
  std::size_t line_end = 0;
  while ((line_end = buffer_.find('\n', searched)) == std::string::npos) {
    const std::size_t pending = buffer_.size() - used_;
    if (pending > kMostLine || !PM_TRY(fill())) break;
    searched = pending;
  }
  Line line;
  line.event.offset = at_ + used_;
  if (line_end == std::string::npos) {
    is_at_end_ = true;
    const std::string_view rest = std::string_view(buffer_).substr(used_);
    if (rest.empty()) return std::nullopt;
    line.event.size = rest.size();
    // A whole line whose LF became something else was not cut off by a crash.
    Parts ignored;
    Event whole;
    line.fault = read_line(rest.substr(0, rest.size() - 1), whole, ignored) ? LineFault::kForm : LineFault::kTorn;
    return line;
  }
  const std::string_view text = std::string_view(buffer_).substr(used_, line_end - used_);
  line.event.size = text.size() + 1;
  used_ = line_end + 1;
  Parts parts;
  if (!read_line(text, line.event, parts)) {
    line.fault = LineFault::kForm;
    return line;
  }
  line.fault = check(line.event, parts, end_);
  if (!is_purged(parts.body)) line.event.body = parts.body;
  end_ = {line.event.offset + line.event.size, line.event.sequence, sha256(parts.header)};
  return line;
}

Result<LogWriter> LogWriter::open(const std::string& path, const LogEnd& end, const Key& key) {
  warc::AppendFile file = PM_TRY(warc::AppendFile::open(path));
  if (file.size() != end.bytes) {
    return std::unexpected(error(Code::kUnreadable, "has {} bytes where {} were expected", file.size(), end.bytes)
                               .with_remedy("see what pressmark verify says")
                               .about(path));
  }
  return LogWriter(std::move(file), end, key);
}

Event LogWriter::append(const NewEvent& event) {
  Event added{.sequence = end_.sequence + 1,
              .time = warc::format_date(std::chrono::system_clock::now()),
              .type = event.type,
              .body = event.body,
              .key = key_->public_key(),
              .offset = end_.bytes};
  const std::string header =
      fmt::format(R"({{"sequence":{},"time":"{}","type":"{}","body":"{}","before":"{}","key":"{}"}})", added.sequence,
                  added.time, added.type, sha256(added.body), end_.head, added.key);
  const std::size_t begin = lines_.size();
  lines_.append(kHeader).append(header).append(kSignature).append(key_->sign(header)).append(kBody);
  added.body_offset = added.offset + lines_.size() - begin;
  added.body_size = added.body.size();
  lines_.append(added.body).append("}\n");
  added.size = lines_.size() - begin;
  end_ = {added.offset + added.size, added.sequence, sha256(header)};
  return added;
}

Result<void> LogWriter::commit() {
  PM_TRY(file_.append(bytes_of(lines_)));
  if (auto synced = file_.sync(); !synced) {
    file_.take_back();
    return synced;
  }
  lines_.clear();
  return file_.keep();
}

Result<void> purge_body(const std::string& path, const Event& event) {
  std::string nothing(kPurged);
  nothing.resize(static_cast<std::size_t>(event.body_size), ' ');
  return overwrite(path, event.body_offset, bytes_of(nothing));
}

}  // namespace pressmark::archive
