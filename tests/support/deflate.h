// Bytes packed by zlib, for tests and fuzzers.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace pressmark::testing {

// `kind`: 15 + 16 for gzip, 15 for zlib's format, -15 for bare deflate data.
inline std::string deflated(std::string_view plain, int kind = 15 + 16) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, kind, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<unsigned>(plain.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace pressmark::testing
