// WARC files, 1.0 and 1.1: read leniently, written strictly, verified.
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

namespace pressmark::warc {

struct Field {
  std::string name, value;
};
using Fields = std::vector<Field>;

// The value of the first field of that name, in whatever case; a view into `fields`.
std::optional<std::string_view> value_of(const Fields& fields, std::string_view name);

enum class Type : std::uint8_t {
  kWarcinfo,
  kResponse,
  kResource,
  kRequest,
  kMetadata,
  kRevisit,
  kConversion,
  kContinuation,
  kOther  // one that the format does not define, or none
};
std::string_view name_of(Type type);

// What stands before a record's block.
struct Record {
  std::string version;  // "1.0", "1.1"
  Type type = Type::kOther;
  Fields fields;             // all of them in order; a folded value on one line
  std::string id;            // WARC-Record-ID without its angle brackets
  std::string target_uri;    // without angle brackets; "" when there is none
  std::string date;          // WARC-Date as written
  std::uint64_t length = 0;  // of the block, as stated
  std::uint64_t offset = 0;  // where the record begins in the file, or the gzip member that holds it
  std::uint64_t within = 0;  // bytes of the unpacked member before the record: above 0 only where records share one
};

enum class Ending : std::uint8_t {
  kWhole,
  kTruncated,  // The file ends within the record, as a crash leaves it; or a damaged member seems to go on so far.
  kDamaged     // The block is shorter than stated, or its gzip member is broken: what was read can't be trusted.
};

// What follows a record once its block is read.
struct Extent {
  std::uint64_t size = 0;  // in the file, from Record::offset on; 0 when other records share the gzip member
  Ending ending = Ending::kWhole;
};

// What is not as the format has it. Those before kStray cost nothing; from kStray on, something was lost.
struct Finding {
  enum class Kind : std::uint8_t {
    kLineFeeds,     // lines end with LF alone
    kFolded,        // a value goes on in the next line
    kBracketedUri,  // WARC-Target-URI in angle brackets
    kLetterCase,    // a defined field's name is in other letters than the format's
    kBadLine,       // a line of a header that is no field; left out
    kSeparator,     // not two line ends behind a record
    kSharedMember,  // several records in one gzip member
    kStray,         // bytes that belong to no record
    kBadHeader,     // a header that states no length, or is longer than Limits::header
    kShortBlock,    // a gzip member that ends before its block does
    kDamaged,       // a gzip member that can't be unpacked, and all up to the next that can
    kTooLarge,      // a gzip member that unpacks to more than Limits allow
    kTruncated      // the file ends within its last record; cutting it at `offset` leaves whole records
  };
  static constexpr std::size_t kKinds = 13;

  Kind kind;
  std::uint64_t offset;    // in the file
  std::uint64_t size = 0;  // bytes of the file that were lost; 0 where none were, or only a part of a member
};
std::string_view name_of(Finding::Kind kind);

struct Limits {
  std::size_t header = std::size_t{256} << 10;      // bytes of one record's header
  std::uint64_t inflated = std::uint64_t{4} << 30;  // bytes that one record may unpack to
  std::uint64_t ratio = 800;                        // and times its size, once that is more than 16 MB
};

enum class Verdict : std::uint8_t {
  kAbsent,  // no digest, or none that applies (a revisit's payload)
  kRight,
  kWrong,
  kUnknown,  // an algorithm other than SHA-1 and SHA-256
};
struct Verification {
  Verdict block = Verdict::kAbsent;
  Verdict payload = Verdict::kAbsent;  // over the body without its chunks, or with them, as many writers do it
};

// The records of a file one after another: each uncompressed, in a gzip member of its own, or all in one. Holds two
// buffers of 64 KB and one header, whatever the size of the records. Behind damage it goes on at the next gzip member
// that begins with a record, or at the next line that begins with "WARC/"; a record found there may be one that was
// inside another's block.
class Reader {
 public:
  // Errors: kNotFound, kUnreadable (also for what is no file). A file without any record is none.
  static Result<Reader> open(const std::string& path, const Limits& limits = {});
  // `bytes` must outlive the reader.
  static Result<Reader> over(std::span<const std::byte> bytes, const Limits& limits = {});
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // Goes to a record that begins at `offset` (Record::offset).
  void seek(std::uint64_t offset);
  // The next record, or nullopt at the end. What was not read of the one before is skipped.
  Result<std::optional<Record>> next();
  // The next bytes of the block: fewer than asked for only at its end, none behind it.
  Result<std::size_t> read(std::span<std::byte> into);
  // The rest of the block. Errors: kUnreadable when it has more than `most` bytes.
  Result<std::vector<std::byte>> read_rest(std::uint64_t most);
  // Reads the rest of the block and compares all of it with the record's digests. To be called before any read().
  Result<Verification> verify();
  // Skips the rest of the record and says how it ended.
  Result<Extent> finish();

  // The first findings, a thousand of each kind that lost something and ten of each other; the count is of all.
  const std::vector<Finding>& findings() const;
  std::uint64_t count(Finding::Kind kind) const;

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// An HTTP message, as blocks of request and response records have it.
struct HttpMessage {
  std::string start_line;
  int status = 0;  // of a response; 0 for a request
  Fields fields;
  std::size_t body = 0;  // where the body begins in the message
};
// Errors: kUnreadable when it does not begin with an HTTP start line and at least one line end in `most` bytes.
Result<HttpMessage> parse_http(std::span<const std::byte> message, std::size_t most = std::size_t{256} << 10);

struct PayloadLimits {
  std::size_t size = std::size_t{64} << 20;
  std::size_t ratio = 200;  // once that is more than 1 MB
};
// The body as its author wrote it: without chunks, and without the content codings gzip, deflate, br and zstd. A body that
// is not chunked or coded although the header says so is taken as it is: many archives keep such. Errors: kUnreadable
// for another coding, damaged or cut off data, and more than the limits.
Result<std::vector<std::byte>> decode_body(const HttpMessage& message, std::span<const std::byte> body,
                                           const PayloadLimits& limits = {});

enum class Algorithm : std::uint8_t { kSha1, kSha256 };
// "sha1:" with base32, "sha256:" with hexadecimal digits.
std::string digest(Algorithm algorithm, std::span<const std::byte> bytes);

using Time = std::chrono::system_clock::time_point;
// "2024-05-01T12:30:00Z", with microseconds where there are any.
std::string format_date(Time time);
// The time that is written so, or nullopt.
std::optional<Time> parse_date(std::string_view date);

// What a record to write is made of. Members that its type has no use for stay empty.
struct NewRecord {
  Type type = Type::kResource;
  Time date;
  std::string target_uri{};    // all but warcinfo and metadata need one
  std::string content_type{};  // of the block
  std::span<const std::byte> block{};
  Fields fields{};  // more of them: WARC-IP-Address, WARC-Concurrent-To, WARC-Refers-To...
};

struct Written {
  std::string id;  // "urn:uuid:..."
  std::uint64_t offset = 0, size = 0;
};

// An HTTP exchange: the messages whole, with their headers.
struct Exchange {
  std::string target_uri;
  Time date;
  std::span<const std::byte> request, response;
  std::string ip_address{};  // that was connected to
};
struct WrittenExchange {
  Written response, request;
};

// An earlier response with the same payload.
struct Earlier {
  std::string id, target_uri, date;  // as in its Record
  std::string payload_digest;        // "sha256:..."
};

struct WriterOptions {
  std::string software;  // of the warcinfo record: "pressmark/0.1.0"
  Algorithm algorithm = Algorithm::kSha256;
};

// Appends records to a file, each in a gzip member of its own. One writer a file: nothing locks it. A write that fails
// leaves the file as it was before; where even that can't be done, and after a failed sync, every later call fails.
class Writer {
 public:
  // A new file begins with a warcinfo record; one that exists is gone on with at its end, which must be whole.
  static Result<Writer> open(const std::string& path, const WriterOptions& options);
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();

  // Errors: kUsage for a record that the format does not allow, kOutputFailed.
  Result<Written> write(const NewRecord& record);
  // The response, then the request that is WARC-Concurrent-To it; both or none.
  Result<WrittenExchange> write(const Exchange& exchange);
  // A response whose payload is that of an earlier one: only its header is kept. `message` is the whole response or its
  // header alone.
  Result<Written> write_revisit(const std::string& target_uri, Time date, std::span<const std::byte> message,
                                const Earlier& earlier);
  // What was written is on the disk when it returns without error; a new file's name too.
  Result<void> sync();
  std::uint64_t size() const;  // of the file

 private:
  struct State;
  explicit Writer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pressmark::warc
