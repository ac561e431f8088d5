#include "warc/files.h"

namespace pressmark::warc {
namespace {

Verification verified(const std::string& file) {
  auto reader = Reader::over(bytes(file));
  EXPECT_TRUE(*reader->next());
  return *reader->verify();
}

std::string response(std::string_view block, std::string_view digests) {
  return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
         "Content-Type: application/http; msgtype=response\r\n" +
         std::string(digests) + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) +
         "\r\n\r\n";
}

TEST(WarcDigest, knows_the_published_values) {
  // https://www.rfc-editor.org/rfc/rfc3174 and https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines
  EXPECT_EQ(digest(Algorithm::kSha1, bytes("abc")), "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
  EXPECT_EQ(digest(Algorithm::kSha256, bytes("abc")),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest(Algorithm::kSha1, bytes("")), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
}

TEST(WarcDigest, verifies_base32_and_hexadecimal_digits_in_either_case) {
  for (const std::string_view value : {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "SHA1:vgmt4nsha2awvor6evyxqugcnsonbwe5",
                                       "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
                                       "sha-256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                                       "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ===="}) {
    EXPECT_EQ(verified(record("a", "abc", "WARC-Block-Digest: " + std::string(value) + "\r\n")).block, Verdict::kRight)
        << value;
    EXPECT_EQ(verified(record("a", "abd", "WARC-Block-Digest: " + std::string(value) + "\r\n")).block, Verdict::kWrong)
        << value;
  }
}

TEST(WarcDigest, tells_absent_unknown_and_malformed_ones_apart) {
  EXPECT_EQ(verified(record("a", "abc")).block, Verdict::kAbsent);
  EXPECT_EQ(verified(record("a", "abc", "WARC-Block-Digest: md5:900150983cd24fb0d6963f7d28e17f72\r\n")).block,
            Verdict::kUnknown);
  for (const std::string_view value : {"sha1:", "sha1:abc", "sha1:a9993e364706816aba3e25717850c26c9cd0d89!"}) {
    EXPECT_EQ(verified(record("a", "abc", "WARC-Block-Digest: " + std::string(value) + "\r\n")).block, Verdict::kWrong);
  }
}

TEST(WarcDigest, takes_the_payload_of_a_resource_as_its_block_and_of_a_response_as_its_body) {
  const std::string of_abc = "WARC-Payload-Digest: " + digest(Algorithm::kSha1, bytes("abc")) + "\r\n";
  EXPECT_EQ(verified(record("a", "abc", of_abc)).payload, Verdict::kRight);
  EXPECT_EQ(verified(response("HTTP/1.1 200 OK\r\nA: b\r\n\r\nabc", of_abc)).payload, Verdict::kRight);
  EXPECT_EQ(verified(response("HTTP/1.1 200 OK\r\nA: b\r\n\r\nabd", of_abc)).payload, Verdict::kWrong);
  const std::string of_nothing = "WARC-Payload-Digest: " + digest(Algorithm::kSha256, bytes("")) + "\r\n";
  EXPECT_EQ(verified(response("HTTP/1.1 204 No Content\r\nA: b\r\n", of_nothing)).payload, Verdict::kRight);
}

TEST(WarcDigest, takes_the_payload_of_chunks_with_and_without_them) {
  const std::string chunks = "2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n";
  const std::string message = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
  for (const std::string_view payload : {std::string_view("abc"), std::string_view(chunks)}) {
    const std::string field = "WARC-Payload-Digest: " + digest(Algorithm::kSha256, bytes(payload)) + "\r\n";
    EXPECT_EQ(verified(response(message, field)).payload, Verdict::kRight) << payload;
  }
  const std::string other = "WARC-Payload-Digest: " + digest(Algorithm::kSha256, bytes("ab")) + "\r\n";
  EXPECT_EQ(verified(response(message, other)).payload, Verdict::kWrong);
}

TEST(WarcDigest, does_not_hold_a_revisit_to_the_payload_of_the_record_before) {
  std::string file =
      response("HTTP/1.1 200 OK\r\n\r\n", "WARC-Payload-Digest: " + digest(Algorithm::kSha1, bytes("abc")) + "\r\n");
  file.replace(file.find("response"), 8, "revisit");
  EXPECT_EQ(verified(file).payload, Verdict::kAbsent);
}

TEST(WarcHttp, splits_a_message_into_start_line_fields_and_body) {
  const auto message =
      parse_http(bytes("HTTP/1.1 404 Not Found\r\nA: b\r\n c\r\nSet-Cookie: x\nSet-Cookie: y\r\n\r\nbody"));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->start_line, "HTTP/1.1 404 Not Found");
  EXPECT_EQ(message->status, 404);
  EXPECT_EQ(message->fields.size(), 3u);
  EXPECT_EQ(value_of(message->fields, "a"), "b c");
  EXPECT_EQ(message->body, 65u);
  const auto request = parse_http(bytes("GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n"));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->status, 0);
  EXPECT_EQ(parse_http(bytes("HTTP/2 200"))->body, 10u);
  EXPECT_EQ(parse_http(bytes("<html>")).error().code, Code::kUnreadable);
  EXPECT_EQ(parse_http(bytes("HTTP/1.1 200 OK\r\n" + std::string(500, 'x')), 100).error().code, Code::kUnreadable);
}

}  // namespace
}  // namespace pressmark::warc
