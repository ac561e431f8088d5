// modules: extract
// The literal reader ends on every input, keeps to its depth, and reads its own JSON back as the same tree.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/dates.h"
#include "extract/json_ld.h"
#include "extract/literal.h"
#include "pressmark/article.h"

using pressmark::extract::Dialect;
using pressmark::extract::Value;

namespace {

void write(const Value& value, std::size_t depth, std::string& out) {
  if (depth > pressmark::extract::kMaxLiteralDepth + 1) std::abort();
  switch (value.kind) {
    case Value::Kind::kNull: out += "null"; return;
    case Value::Kind::kBool:
    case Value::Kind::kNumber: out += value.text; return;
    case Value::Kind::kString: pressmark::append_json_string(out, value.text); return;
    case Value::Kind::kArray:
    case Value::Kind::kObject: break;
  }
  const bool is_object = value.is(Value::Kind::kObject);
  out += is_object ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) out += ',';
    if (is_object) {
      pressmark::append_json_string(out, value.items[i].key);
      out += ':';
    }
    write(value.items[i], depth + 1, out);
  }
  out += is_object ? '}' : ']';
}

std::string written(const Value& value) {
  std::string out;
  write(value, 0, out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Value script = pressmark::extract::read_literal(text, Dialect::kScript);
  const std::string once = written(script);
  const bool is_container = script.is(Value::Kind::kObject) || script.is(Value::Kind::kArray);
  if (is_container && written(pressmark::extract::read_literal(once, Dialect::kScript)) != once) std::abort();
  pressmark::extract::read_json_ld(pressmark::extract::read_json_values(text));
  pressmark::extract::find_date(text);
  return 0;
}
