#include <algorithm>
#include <array>

#include "warc/digest_check.h"
#include "warc/stream.h"

namespace pressmark::warc {
namespace {

using Event = GzipMembers::Event;
using Kind = Finding::Kind;

constexpr std::string_view kRecordStart = "WARC/";

}  // namespace

struct Reader::State {
  State(Input input, const Limits& limits_) : limits(limits_), stream(std::move(input), limits_) {}

  Result<void> skip_line_ends();
  Result<bool> find_record();
  Result<std::size_t> find_header_end();
  Result<bool> read_header();
  Result<void> end_record();
  Result<void> end_whole_record();

  Limits limits;
  Stream stream;
  Findings findings;
  Record record;
  bool is_begun = false;  // a place in the file was gone to
  bool is_open = false;   // inside a record
  std::uint64_t seek_to = 0;
  std::uint64_t remaining = 0;  // of the block
  Extent extent;
};

// Between records: line ends, as many as there are.
Result<void> Reader::State::skip_line_ends() {
  while (true) {
    const std::size_t size = std::min(stream.window().find_first_not_of("\r\n"), stream.window().size());
    stream.skip(size);
    const bool has_more = stream.window().empty() && PM_TRY(stream.fill());
    if (!has_more) return {};
  }
}

// Goes to the next line that begins as a record does, from the place on, which is where a line begins. False when the
// member has none.
Result<bool> Reader::State::find_record() {
  const std::uint64_t offset = stream.offset(), from = stream.place();
  bool found = false;
  for (bool is_line_start = true; !found;) {
    while (stream.window().size() < kRecordStart.size() && PM_TRY(stream.fill())) continue;
    const std::string_view window = stream.window();
    if (window.empty()) break;
    found = is_line_start && window.starts_with(kRecordStart);
    if (found) break;
    const std::size_t line = window.find('\n');
    stream.skip(line == window.npos ? window.size() : line + 1);
    is_line_start = line != window.npos;
  }
  const std::uint64_t lost = stream.place() - from;
  if (lost > 0) findings.add(Kind::kStray, offset, stream.is_compressed() ? 0 : lost);
  return found;
}

// The size of the header at the place; 0 when it has no end within the limit, or the member ends before.
Result<std::size_t> Reader::State::find_header_end() {
  for (std::size_t looked = 0;;) {
    const std::string_view window = stream.window().substr(0, limits.header);
    const std::size_t end = end_of_header(window, looked);
    if (end != window.npos) return end;
    looked = window.size();
    const bool has_more = looked < limits.header && PM_TRY(stream.fill());
    if (!has_more) return std::size_t{0};
  }
}

// The record at the place. False when what is there is none; it is then skipped.
Result<bool> Reader::State::read_header() {
  record = Record();
  record.offset = stream.offset();
  record.within = stream.within();
  const std::size_t size = PM_TRY(find_header_end());
  if (size == 0) {
    const bool is_cut_off = stream.window().size() < limits.header;
    const std::size_t skipped = std::min(stream.window().size(), limits.header);
    const std::uint64_t lost = stream.is_compressed() ? 0 : skipped;
    stream.skip(skipped);
    // Of a member that failed, its end says more.
    if (!is_cut_off || (stream.is_compressed() && stream.is_at(Event::kEnd))) {
      findings.add(Kind::kBadHeader, record.offset, lost);
    } else if (!stream.is_compressed()) {
      findings.add(Kind::kTruncated, record.offset, lost);
    }
    return false;
  }
  KindSet found = 0;
  const bool is_record = parse_record(stream.window().substr(0, size), record, found);
  stream.skip(size);
  if (!is_record) {
    findings.add(Kind::kBadHeader, record.offset, stream.is_compressed() ? 0 : size);
    return false;
  }
  findings.add_all(found, record.offset);
  remaining = record.length;
  is_open = true;
  return true;
}

Result<void> Reader::State::end_record() {
  is_open = false;
  extent = {};
  if (remaining == 0) return end_whole_record();
  // The member ended before the block did.
  if (stream.is_compressed() && stream.is_at(Event::kEnd)) {
    findings.add(Kind::kShortBlock, record.offset);
    extent = {record.within > 0 ? 0 : stream.member_size(), Ending::kDamaged};
  } else if (!stream.is_compressed()) {
    extent = {stream.offset() - record.offset, Ending::kTruncated};
    findings.add(Kind::kTruncated, record.offset, extent.size);
  } else {
    extent.ending = stream.is_at(Event::kTruncated) ? Ending::kTruncated : Ending::kDamaged;
  }
  return {};
}

// Behind the block stand two line ends.
Result<void> Reader::State::end_whole_record() {
  int line_ends = 0;
  while (line_ends < 2) {
    while (stream.window().size() < 2 && PM_TRY(stream.fill())) continue;
    const std::string_view window = stream.window();
    const std::size_t size = window.starts_with("\r\n") ? 2 : window.starts_with('\n') ? 1 : 0;
    if (size == 0) break;
    stream.skip(size);
    ++line_ends;
  }
  const bool is_last = stream.window().empty() && !PM_TRY(stream.fill());
  const bool has_more_line_ends = !is_last && (stream.window().starts_with('\r') || stream.window().starts_with('\n'));
  if (!stream.is_compressed()) {
    extent.size = stream.offset() - record.offset;
  } else if (!is_last || record.within > 0) {
    findings.add(Kind::kSharedMember, record.offset);
  } else if (stream.is_at(Event::kEnd)) {
    extent.size = stream.member_size();
  } else {
    extent.ending = stream.is_at(Event::kTruncated) ? Ending::kTruncated : Ending::kDamaged;
    return {};
  }
  if (line_ends < 2 || has_more_line_ends) findings.add(Kind::kSeparator, record.offset);
  return {};
}

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(const std::string& path, const Limits& limits) {
  return Reader(std::make_unique<State>(PM_TRY(Input::open(path)), limits));
}

Result<Reader> Reader::over(std::span<const std::byte> bytes, const Limits& limits) {
  return Reader(std::make_unique<State>(Input(bytes), limits));
}

void Reader::seek(std::uint64_t offset) {
  state_->seek_to = offset;
  state_->is_begun = state_->is_open = false;
}

Result<std::optional<Record>> Reader::next() {
  PM_TRY(finish());
  if (!state_->is_begun) {
    state_->is_begun = true;
    const bool has_bytes = PM_TRY(state_->stream.begin_first(state_->findings, state_->seek_to));
    if (!has_bytes) return std::nullopt;
  }
  while (true) {
    PM_TRY(state_->skip_line_ends());
    if (state_->stream.window().empty()) {
      const bool has_more = PM_TRY(state_->stream.next_member(state_->findings));
      if (!has_more) return std::nullopt;
      continue;
    }
    state_->stream.begin_record();
    const bool is_record = PM_TRY(state_->find_record()) && PM_TRY(state_->read_header());
    if (is_record) return state_->record;
  }
}

Result<std::size_t> Reader::read(std::span<std::byte> into) {
  if (!state_->is_open) return std::size_t{0};
  const std::size_t size = std::min<std::uint64_t>(into.size(), state_->remaining);
  const std::size_t got = PM_TRY(state_->stream.read(into.first(size)));
  state_->remaining -= got;
  return got;
}

Result<std::vector<std::byte>> Reader::read_rest(std::uint64_t most) {
  std::vector<std::byte> block;
  while (true) {
    const std::size_t had = block.size();
    block.resize(had + 65536);  // As much as there is, not as much as is stated.
    const std::size_t got = PM_TRY(read(std::span(block).subspan(had)));
    block.resize(had + got);
    if (got == 0) return block;
    if (block.size() > most) return fail(Code::kUnreadable, "the record's block has more than {} bytes", most);
  }
}

Result<Verification> Reader::verify() {
  DigestCheck check(state_->record);
  std::array<std::byte, 65536> piece;
  while (const std::size_t got = PM_TRY(read(piece))) check.update(std::span(piece).first(got));
  return check.finish();
}

Result<Extent> Reader::finish() {
  if (!state_->is_open) return state_->extent;
  std::array<std::byte, 65536> piece;
  while (PM_TRY(read(piece)) > 0) continue;
  PM_TRY(state_->end_record());
  return state_->extent;
}

const std::vector<Finding>& Reader::findings() const { return state_->findings.list(); }
std::uint64_t Reader::count(Finding::Kind kind) const { return state_->findings.count(kind); }

}  // namespace pressmark::warc
