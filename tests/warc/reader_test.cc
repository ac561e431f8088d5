#include <fstream>

#include "warc/files.h"

namespace pressmark::warc {
namespace {

std::string at(std::size_t offset, std::size_t size) {
  return "@" + std::to_string(offset) + "+" + std::to_string(size);
}

struct Three {
  std::string a = record("a", "first"), b = record("b", "second"), c = record("c", "third");
  std::string za = deflated(a), zb = deflated(b), zc = deflated(c);
};

TEST(WarcReader, reads_uncompressed_records_with_offset_and_length) {
  const Three three;
  const std::size_t a = three.a.size(), b = three.b.size(), c = three.c.size();
  EXPECT_EQ(described(three.a + three.b + three.c),
            "a" + at(0, a) + " whole: first\nb" + at(a, b) + " whole: second\nc" + at(a + b, c) + " whole: third\n");
}

TEST(WarcReader, reads_a_gzip_member_for_each_record_with_offset_and_length) {
  const Three three;
  const std::size_t a = three.za.size(), b = three.zb.size(), c = three.zc.size();
  const std::string file = three.za + three.zb + three.zc;
  EXPECT_EQ(described(file),
            "a" + at(0, a) + " whole: first\nb" + at(a, b) + " whole: second\nc" + at(a + b, c) + " whole: third\n");
  auto reader = Reader::over(bytes(file));
  reader->seek(a);
  EXPECT_EQ((*reader->next())->id, "urn:x:b");
  EXPECT_EQ((*reader->next())->id, "urn:x:c");
  reader->seek(0);
  EXPECT_EQ((*reader->next())->id, "urn:x:a");
}

TEST(WarcReader, reads_records_that_share_one_gzip_member_and_says_so) {
  const Three three;
  const std::string within = "/" + std::to_string(three.a.size());
  EXPECT_EQ(described(deflated(three.a + three.b)),
            "a@0+0 whole: first\nb@0" + within + "+0 whole: second\n! shared-member@0+0\n! shared-member@0+0\n");
}

constexpr std::string_view kSloppy =
    "WARC/1.0\r\nWARC-Type: response\r\nwarc-record-id: <urn:uuid:1>\r\nWARC-Date: 2024-05-01T12:30:00Z\r\n"
    "WARC-Target-URI: <https://example.org/a b>\r\nX-Own: one\r\n\t two\nno field\r\nContent-Type: a/b\r\n"
    "Content-Length: 2\r\n\r\nok\r\n\r\n";

TEST(WarcReader, gives_the_fields_in_order_and_what_they_mean) {
  auto reader = Reader::over(bytes(kSloppy));
  const auto record = *reader->next();
  ASSERT_TRUE(record);
  EXPECT_EQ(record->version, "1.0");
  EXPECT_EQ(record->type, Type::kResponse);
  EXPECT_EQ(record->id, "urn:uuid:1");
  EXPECT_EQ(record->target_uri, "https://example.org/a b");
  EXPECT_EQ(record->date, "2024-05-01T12:30:00Z");
  EXPECT_EQ(record->length, 2u);
  EXPECT_EQ(record->fields.size(), 7u);
  EXPECT_EQ(value_of(record->fields, "x-own"), "one two");
  EXPECT_EQ(value_of(record->fields, "x-none"), std::nullopt);
  EXPECT_TRUE((*reader->finish()).ending == Ending::kWhole);
  for (const auto kind : {Finding::Kind::kLineFeeds, Finding::Kind::kFolded, Finding::Kind::kBracketedUri,
                          Finding::Kind::kLetterCase, Finding::Kind::kBadLine}) {
    EXPECT_EQ(reader->count(kind), 1u) << name_of(kind);
  }
}

TEST(WarcReader, takes_records_without_line_ends_behind_them_and_with_too_many) {
  std::string a = record("a", "first"), b = record("b", "second");
  a.resize(a.size() - 4);
  b += "\r\n\n";
  const std::size_t size = b.size() - 3;
  EXPECT_EQ(described(a + b), "a" + at(0, a.size()) + " whole: first\nb" + at(a.size(), size) +
                                  " whole: second\n! separator@0+0\n! separator" + at(a.size(), 0) + "\n");
  EXPECT_EQ(described(deflated(a) + deflated(b)).substr(0, 4), "a@0+");
}

TEST(WarcReader, says_that_the_last_record_of_an_uncompressed_file_is_cut_off_wherever_it_is) {
  const Three three;
  const std::string file = three.a + three.b;
  const std::size_t a = three.a.size();
  for (std::size_t size = a + 5; size < file.size() - 4; ++size) {
    const std::string said = described(std::string_view(file).substr(0, size));
    EXPECT_TRUE(said.starts_with("a" + at(0, a) + " whole: first\n")) << said;
    EXPECT_TRUE(said.ends_with("! truncated" + at(a, size - a) + "\n")) << size << said;
  }
}

TEST(WarcReader, says_that_the_last_member_is_cut_off_wherever_it_is) {
  const Three three;
  const std::string file = three.za + three.zb;
  const std::size_t a = three.za.size();
  for (std::size_t size = a + 3; size < file.size(); ++size) {
    const std::string said = described(std::string_view(file).substr(0, size));
    EXPECT_TRUE(said.starts_with("a" + at(0, a) + " whole: first\n")) << said;
    EXPECT_TRUE(said.ends_with("! truncated" + at(a, size - a) + "\n")) << size << said;
  }
}

TEST(WarcReader, goes_on_behind_a_damaged_member_and_says_what_was_lost) {
  const Three three;
  const std::size_t a = three.za.size(), b = three.zb.size(), c = three.zc.size();
  const std::string good = three.za + three.zb + three.zc;
  for (std::size_t place = a; place < a + b; ++place) {
    std::string file = good;
    file[place] ^= 0x10;
    const std::string said = described(file);
    EXPECT_TRUE(said.starts_with("a" + at(0, a) + " whole: first\n")) << said;
    EXPECT_NE(said.find("c" + at(a + b, c) + " whole: third\n"), said.npos) << place << said;
    // Time, flags and system in its header mean nothing, nor do the bits that fill up its data's last byte.
    if ((place >= a + 4 && place < a + 10) || place == a + b - 9) continue;
    EXPECT_TRUE(said.ends_with("! damaged" + at(a, b) + "\n") || said.ends_with("! stray" + at(a, b) + "\n"))
        << place << said;
  }
}

TEST(WarcReader, finds_the_second_member_behind_a_broken_beginning_of_the_file) {
  const Three three;
  const std::size_t a = three.za.size();
  for (std::size_t place = 0; place < 3; ++place) {
    std::string file = three.za + three.zb;
    file[place] ^= 1;
    EXPECT_EQ(described(file), "b" + at(a, three.zb.size()) + " whole: second\n! stray" + at(0, a) + "\n");
  }
}

TEST(WarcReader, skips_what_is_no_record) {
  const Three three;
  EXPECT_EQ(described("junk\nWARX/1.1\n" + three.a), "a" + at(14, three.a.size()) + " whole: first\n! stray@0+14\n");
  const std::size_t a = three.za.size();
  EXPECT_EQ(described(three.za + "junk" + three.zb), "a" + at(0, a) + " whole: first\nb" + at(a + 4, three.zb.size()) +
                                                         " whole: second\n! stray" + at(a, 4) + "\n");
  EXPECT_EQ(described(three.za + std::string(700, '\0')), "a" + at(0, a) + " whole: first\n");
  EXPECT_EQ(described(""), "");
}

TEST(WarcReader, goes_on_where_a_stated_length_is_wrong) {
  std::string a = record("a", "first");
  a.replace(a.find("Length: 5"), 9, "Length: 2");
  EXPECT_EQ(described(a + record("b", "second")).substr(0, 13), "a@0+" + std::to_string(a.size() - 7) + " whole");
  EXPECT_NE(described(a + record("b", "second")).find("whole: second"), std::string::npos);
  a.replace(a.find("Length: 2"), 9, "Length: 9000");
  const std::string za = deflated(a), zb = deflated(record("b", "second"));
  const std::string said = described(za + zb);
  EXPECT_TRUE(said.starts_with("a" + at(0, za.size()) + " damaged: first")) << said;
  EXPECT_NE(said.find("whole: second\n! short-block@0+0"), said.npos) << said;
}

TEST(WarcReader, bounds_headers_and_what_a_member_unpacks_to) {
  const Limits limits{.header = 4096, .inflated = 100000, .ratio = 800};
  const std::string b = record("b", "second");
  const std::string long_header = record("a", "first", "X: " + std::string(5000, 'x') + "\r\n");
  EXPECT_NE(described(long_header + b, limits).find("whole: second\n! bad-header@0+4096\n! stray@4096+"),
            std::string::npos);
  const std::string bomb = deflated(record("a", std::string(1000000, '0'))), zb = deflated(b);
  const std::string said = described(bomb + zb, limits);
  EXPECT_NE(said.find("damaged: 0000"), said.npos) << said;
  EXPECT_NE(said.find("b" + at(bomb.size(), zb.size()) + " whole: second\n! too-large@0+"), said.npos) << said;
  const std::string no_length = "WARC/1.1\r\nWARC-Type: resource\r\n\r\n";
  EXPECT_NE(described(no_length + b).find("whole: second\n! bad-header" + at(0, no_length.size())), std::string::npos);
}

TEST(WarcReader, costs_no_more_than_linear_time_on_members_in_members) {
  // Each of 20000 members is stored, not compressed, holds all behind it, and has a wrong checksum.
  std::string file;
  for (int i = 0; i < 20000; ++i) {
    file += std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + std::string("\0\xff\xff\0\0", 5) + "WARC/1.1\r\n";
  }
  auto reader = Reader::over(bytes(file));
  EXPECT_TRUE(described(*reader).find("error") == std::string::npos);
}

TEST(WarcReader, reads_a_large_block_by_pieces_from_a_file) {
  const Folder folder;
  std::string block;
  for (int i = 0; block.size() < 3000000; ++i) block += std::to_string(i * 7919LL) + " ";
  std::ofstream(folder / "a.warc.gz") << deflated(record("a", block)) << deflated(record("b", "x"));
  auto reader = Reader::open(folder / "a.warc.gz");
  ASSERT_TRUE(reader);
  ASSERT_TRUE(*reader->next());
  std::string read;
  std::array<std::byte, 1000> piece;
  while (const std::size_t got = *reader->read(piece)) read += text(std::span(piece).first(got));
  EXPECT_EQ(read, block);
  EXPECT_EQ((*reader->next())->id, "urn:x:b");
  EXPECT_EQ(reader->findings().size(), 0u);
  EXPECT_EQ(Reader::open(folder / "none").error().code, Code::kNotFound);
  EXPECT_EQ(Reader::open(folder / "").error().code, Code::kUnreadable);
}

TEST(WarcReader, gives_no_more_of_a_block_than_was_asked_for) {
  const std::string file = record("a", std::string(5000, 'x'));
  auto reader = Reader::over(bytes(file));
  ASSERT_TRUE(*reader->next());
  EXPECT_EQ(reader->read_rest(4999).error().code, Code::kUnreadable);
}

}  // namespace
}  // namespace pressmark::warc
