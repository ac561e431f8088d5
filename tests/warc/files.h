// What the tests of warc share: bytes, records as text, gzip members, and files that go with the test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/warc.h"
#include "support/data.h"
#include "support/deflate.h"

namespace pressmark::warc {

using testing::deflated;

inline std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string text(std::span<const std::byte> data) {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

// A resource record with its two line ends.
inline std::string record(std::string_view id, std::string_view block, std::string_view more_fields = "") {
  return "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:" + std::string(id) +
         ">\r\nWARC-Date: 2024-05-01T12:30:00Z\r\nWARC-Target-URI: https://example.org/" + std::string(id) +
         "\r\nContent-Type: text/plain\r\n" + std::string(more_fields) +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

// All that a reader says of a file, a line a record or finding:
//   "a@0+210 whole: block" or "! stray@10+5".
inline std::string described(Reader& reader) {
  std::string out;
  while (true) {
    const auto next = reader.next();
    if (!next) return out + "error: " + next.error().text() + "\n";
    if (!*next) break;
    const Record& record = **next;
    const auto block = reader.read_rest(1 << 20);
    const auto extent = reader.finish();
    if (!block || !extent) return out + "error in block\n";
    constexpr std::string_view kEndings[] = {"whole", "truncated", "damaged"};
    out += record.id.substr(record.id.rfind(':') + 1) + "@" + std::to_string(record.offset) +
           (record.within > 0 ? "/" + std::to_string(record.within) : "") + "+" + std::to_string(extent->size) + " " +
           std::string(kEndings[static_cast<std::size_t>(extent->ending)]) + ": " + text(*block).substr(0, 20) + "\n";
  }
  for (const Finding& finding : reader.findings()) {
    out += "! " + std::string(name_of(finding.kind)) + "@" + std::to_string(finding.offset) + "+" +
           std::to_string(finding.size) + "\n";
  }
  return out;
}

inline std::string described(std::string_view file, const Limits& limits = {}) {
  const testing::ExactCopy copy(file);
  auto reader = Reader::over(bytes(copy.view()), limits);
  return described(*reader);
}

// A path for a file that does not exist, in a folder that is removed with this.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pressmark-warc-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace pressmark::warc
