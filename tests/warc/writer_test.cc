#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "warc/files.h"

namespace pressmark::warc {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

const Time kNoon = sys_days(2024y / 5 / 1) + 12h;
constexpr std::string_view kRequest = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
constexpr std::string_view kResponse = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello";

Writer opened(const std::string& path, Algorithm algorithm = Algorithm::kSha256) {
  auto writer = Writer::open(path, {.software = "pressmark/test", .algorithm = algorithm});
  EXPECT_TRUE(writer) << writer.error().text();
  return *std::move(writer);
}

NewRecord resource(std::string_view block) {
  return {.type = Type::kResource,
          .date = kNoon,
          .target_uri = "https://example.org/pushed",
          .content_type = "text/html",
          .block = bytes(block)};
}

Exchange exchange(std::string_view response = kResponse) {
  return {.target_uri = "https://example.org/a",
          .date = kNoon + 1500us,
          .request = bytes(kRequest),
          .response = bytes(response),
          .ip_address = "192.0.2.1"};
}

// All records, each read from its own offset too, with digests verified and nothing found wrong.
std::vector<Record> sound_records(const std::string& path) {
  std::vector<Record> records;
  auto reader = Reader::open(path);
  EXPECT_TRUE(reader);
  std::uint64_t end = 0;
  while (const auto record = *reader->next()) {
    EXPECT_EQ(record->offset, end);
    const auto verification = *reader->verify();
    EXPECT_EQ(verification.block, Verdict::kRight);
    EXPECT_TRUE(verification.payload == Verdict::kRight || verification.payload == Verdict::kAbsent);
    const Extent extent = *reader->finish();
    EXPECT_EQ(extent.ending, Ending::kWhole);
    end += extent.size;
    records.push_back(*record);
  }
  EXPECT_EQ(reader->findings().size(), 0u);
  EXPECT_EQ(end, std::filesystem::file_size(path));
  return records;
}

std::string field(const Record& record, std::string_view name) {
  return std::string(value_of(record.fields, name).value_or("-"));
}

TEST(WarcWriter, begins_a_file_with_a_warcinfo_record_and_goes_on_with_one_that_exists) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  const Written first = *opened(path).write(resource("one"));
  const Written second = *opened(path).write(resource("two"));
  const auto records = sound_records(path);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].type, Type::kWarcinfo);
  EXPECT_EQ(records[0].version, "1.1");
  EXPECT_EQ(field(records[0], "WARC-Filename"), "a.warc.gz");
  EXPECT_EQ(records[1].offset, first.offset);
  EXPECT_EQ(records[2].offset, second.offset);
  EXPECT_EQ(second.offset, first.offset + first.size);
  EXPECT_EQ(records[1].id, first.id);
  EXPECT_NE(first.id, second.id);
  EXPECT_EQ(first.id.size(), 45u);
  EXPECT_EQ(first.id[23], '4');
}

TEST(WarcWriter, writes_an_exchange_as_response_and_request_that_name_each_other) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  Writer writer = opened(path, Algorithm::kSha1);
  const WrittenExchange written = *writer.write(exchange());
  EXPECT_TRUE(writer.sync());
  EXPECT_EQ(writer.size(), std::filesystem::file_size(path));
  const auto records = sound_records(path);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].type, Type::kResponse);
  EXPECT_EQ(records[1].id, written.response.id);
  EXPECT_EQ(records[1].date, "2024-05-01T12:00:00.001500Z");
  EXPECT_EQ(field(records[1], "WARC-IP-Address"), "192.0.2.1");
  EXPECT_EQ(field(records[1], "WARC-Payload-Digest"), digest(Algorithm::kSha1, bytes("hello")));
  EXPECT_EQ(records[2].type, Type::kRequest);
  EXPECT_EQ(field(records[2], "WARC-Concurrent-To"), "<" + written.response.id + ">");
  EXPECT_EQ(records[2].date, records[1].date);
  auto reader = Reader::open(path);
  reader->seek(written.request.offset);
  ASSERT_TRUE(*reader->next());
  EXPECT_EQ(text(*reader->read_rest(1000)), kRequest);
  EXPECT_EQ(reader->finish()->size, written.request.size);
}

TEST(WarcWriter, keeps_of_a_revisit_the_header_and_what_it_refers_to) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  ASSERT_TRUE(opened(path).write_revisit("https://example.org/a", kNoon, bytes(kResponse),
                                         {"urn:uuid:1", "https://example.org/b", "2024-01-01T00:00:00Z", "sha256:00"}));
  const Record record = sound_records(path).at(1);
  EXPECT_EQ(record.type, Type::kRevisit);
  EXPECT_EQ(record.length, kResponse.size() - 5);
  EXPECT_EQ(record.date, "2024-05-01T12:00:00Z");
  EXPECT_EQ(field(record, "WARC-Profile"), "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(field(record, "WARC-Refers-To"), "<urn:uuid:1>");
  EXPECT_EQ(field(record, "WARC-Refers-To-Target-URI"), "https://example.org/b");
  EXPECT_EQ(field(record, "WARC-Truncated"), "length");
}

TEST(WarcWriter, gives_chunked_responses_the_digest_of_what_the_chunks_hold) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  Writer writer = opened(path);
  const std::string_view header = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  ASSERT_TRUE(writer.write(exchange(std::string(header) + "5\r\nhello\r\n0\r\n\r\n")));
  ASSERT_TRUE(writer.write(exchange(std::string(header) + "hello")));
  const auto records = sound_records(path);
  EXPECT_EQ(field(records.at(1), "WARC-Payload-Digest"), digest(Algorithm::kSha256, bytes("hello")));
  EXPECT_EQ(field(records.at(3), "WARC-Payload-Digest"), digest(Algorithm::kSha256, bytes("hello")));
}

TEST(WarcWriter, refuses_what_would_not_be_a_record) {
  const Folder folder;
  Writer writer = opened(folder / "a.warc.gz");
  const std::uint64_t size = writer.size();
  const auto refused = [&](const NewRecord& record) {
    const auto written = writer.write(record);
    return !written && written.error().code == Code::kUsage;
  };
  NewRecord record = resource("x");
  record.fields = {{"X-Note", "a\r\nWARC-Type: warcinfo"}};
  EXPECT_TRUE(refused(record));
  record.fields = {{"X Note", "a"}};
  EXPECT_TRUE(refused(record));
  record.fields = {{"Content-length", "7"}};
  EXPECT_TRUE(refused(record));
  record.fields.clear();
  for (const std::string_view uri : {"", "no address", "https://example.org/a\nb"}) {
    record.target_uri = uri;
    EXPECT_TRUE(refused(record)) << uri;
  }
  record = resource("x");
  record.type = Type::kRevisit;
  EXPECT_TRUE(refused(record));
  EXPECT_EQ(writer.write(exchange("<html>")).error().code, Code::kUnreadable);
  EXPECT_EQ(writer.size(), size);
  EXPECT_EQ(sound_records(folder / "a.warc.gz").size(), 1u);
}

TEST(WarcWriter, takes_any_block_and_gives_it_back) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  std::vector<std::string> blocks = {"", "\r\n\r\n", "WARC/1.1\r\nWARC-Type: resource\r\n\r\n",
                                     std::string(200000, 'x')};
  std::uint32_t state = 1;
  for (const std::size_t size : {1u, 4096u, 65536u, 300001u}) {
    std::string block(size, '\0');
    for (char& c : block) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    blocks.push_back(block);
  }
  Writer writer = opened(path);
  for (const std::string& block : blocks) ASSERT_TRUE(writer.write(resource(block)));
  EXPECT_EQ(sound_records(path).size(), blocks.size() + 1);
  auto reader = Reader::open(path);
  ASSERT_TRUE(*reader->next());
  for (const std::string& block : blocks) {
    ASSERT_TRUE(*reader->next());
    EXPECT_EQ(text(*reader->read_rest(1 << 20)), block);
  }
}

// A file that may not grow past `size` while this lives: a write across it is short, one behind it fails.
class SizeLimit {
 public:
  explicit SizeLimit(std::uint64_t size) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lower{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lower);
  }
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST(WarcWriter, leaves_the_file_as_it_was_when_a_write_fails_and_writes_on_later) {
  const Folder folder;
  const std::string path = folder / "a.warc.gz";
  Writer writer = opened(path);
  ASSERT_TRUE(writer.write(resource("one")));
  const std::uint64_t size = writer.size();
  for (std::uint64_t room = 0; room < 3000; room += 7) {
    const SizeLimit limit(size + room);
    const auto written = writer.write(exchange());
    if (written) break;
    EXPECT_EQ(written.error().code, Code::kOutputFailed);
    EXPECT_EQ(std::filesystem::file_size(path), size) << room;
  }
  EXPECT_GT(writer.size(), size);
  ASSERT_TRUE(writer.write(resource("two")));
  EXPECT_EQ(sound_records(path).size(), 5u);
  EXPECT_EQ(Writer::open(folder / "none/a.warc.gz", {"x"}).error().code, Code::kOutputFailed);
}

TEST(WarcWriter, is_read_by_warcio_with_digests_verified) {
  // A Python that has warcio: $PRESSMARK_WARCIO_PYTHON, else python3.
  const char* const chosen = std::getenv("PRESSMARK_WARCIO_PYTHON");
  const std::string python = chosen ? chosen : "python3";
  if (std::system((python + " -c 'import warcio' 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << "warcio is not installed for " << python
                 << ": pip install warcio, or set PRESSMARK_WARCIO_PYTHON to a Python that has it";
  }
  const Folder folder;
  const std::string path = folder / "a.warc.gz", output = folder / "said";
  {
    Writer writer = opened(path);
    ASSERT_TRUE(writer.write(exchange()));
    ASSERT_TRUE(writer.write(exchange("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello")));
    ASSERT_TRUE(writer.write(resource(std::string(100000, 'x'))));
    NewRecord metadata{
        .type = Type::kMetadata, .date = kNoon, .content_type = "application/json", .block = bytes("{}")};
    ASSERT_TRUE(writer.write(metadata));
    ASSERT_TRUE(writer.write_revisit(
        "https://example.org/a", kNoon, bytes(kResponse),
        {"urn:uuid:1", "https://example.org/b", "2024-01-01T00:00:00Z", digest(Algorithm::kSha256, bytes("hello"))}));
  }
  opened(folder / "b.warc.gz", Algorithm::kSha1).write(exchange()).value();
  std::ofstream(folder / "check.py") << R"(
import sys
from warcio.archiveiterator import ArchiveIterator
for name in sys.argv[1:]:
    with open(name, 'rb') as file:
        records = ArchiveIterator(file, check_digests='raise')
        for record in records:
            record.content_stream().read()
            print(record.rec_type, records.get_record_offset(), record.digest_checker.passed)
)";
  ASSERT_EQ(std::system((python + " '" + folder / "check.py" + "' '" + path + "' '" + folder / "b.warc.gz" + "' > '" +
                         output + "' 2>&1")
                            .c_str()),
            0)
      << testing::read_file(output);
  std::string expected;
  for (const std::string& name : {path, folder / "b.warc.gz"}) {
    for (const Record& record : sound_records(name)) {
      const bool is_revisit = record.type == Type::kRevisit;
      expected += std::string(name_of(record.type)) + " " + std::to_string(record.offset) +
                  (is_revisit ? " None\n" : " True\n");
    }
  }
  EXPECT_EQ(testing::read_file(output), expected);
}

}  // namespace
}  // namespace pressmark::warc
