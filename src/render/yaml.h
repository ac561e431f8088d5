// Strings as YAML that versions 1.1 and 1.2 read back as the same strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressmark::render {

enum class YamlPlace : std::uint8_t {
  kBlock,  // a key, or a value that ends with its line
  kFlow,   // inside [a, b]
  kDate    // a value of a block that may stay a YAML date or time
};

// Plain where that is safe, else double-quoted. Invalid UTF-8 becomes U+FFFD.
void append_yaml(std::string& out, std::string_view text, YamlPlace place = YamlPlace::kBlock);

}  // namespace pressmark::render
