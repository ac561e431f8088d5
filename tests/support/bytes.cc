#include "support/bytes.h"

namespace pressmark::testing {

using namespace std::string_literals;

const std::string kHelloGzip =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00"s;
const std::string kHelloZstd = "\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00hello"s;
const std::string kHelloBrotli = "\x0b\x02\x80hello\x03"s;

// Fixed Huffman codes: a letter and then copies of it.
std::string gzip_bomb(std::size_t runs) {
  std::string out = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"s;
  unsigned bits = 0, count = 0;
  const auto put = [&](unsigned code, unsigned length) {  // Huffman codes go most significant bit first.
    for (unsigned i = length; i-- > 0;) {
      bits |= ((code >> i) & 1) << count;
      if (++count < 8) continue;
      out += static_cast<char>(bits);
      bits = count = 0;
    }
  };
  put(0b110, 3);  // The last block; fixed codes (01, least significant first).
  put(0x30 + 'a', 8);
  for (std::size_t i = 0; i < runs; ++i) put(0b11000101, 8), put(0, 5);
  put(0, 15);
  return out;
}

}  // namespace pressmark::testing
