// modules: html
// Any bytes, from any state: tokens in order, inside the input, with views that can be read.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "html/tokenizer.h"

namespace {

using namespace pressmark::html;

void require(bool holds) {
  if (!holds) std::abort();
}

void follow(Tokenizer& tokenizer, const Token& token) {
  if (token.type != Token::Type::kStartTag) return;
  if (token.name == Name::kTitle) tokenizer.switch_to(TokenizerState::kRcdata);
  if (token.name == Name::kStyle) tokenizer.switch_to(TokenizerState::kRawtext);
  if (token.name == Name::kScript) tokenizer.switch_to(TokenizerState::kScriptData);
  if (token.name == Name::kPlaintext) tokenizer.switch_to(TokenizerState::kPlaintext);
  tokenizer.set_cdata_allowed(token.name == Name::kSvg);
}

// Reads every byte that the token points at.
std::size_t read_through(const DocumentBuilder& builder, const Token& token) {
  std::size_t sum = 0;
  const auto add = [&sum](std::string_view text) {
    for (const char c : text) sum += static_cast<unsigned char>(c);
  };
  add(builder.name_text(token.name));
  if (token.type != Token::Type::kStartTag && token.type != Token::Type::kEndTag) add(builder.view(token.text));
  if (token.type != Token::Type::kStartTag) return sum;
  for (const AttributeRecord& attribute : token.attributes) {
    add(builder.name_text(static_cast<Name>(attribute.name)));
    add(builder.view(attribute.value));
  }
  return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // A copy of exactly its size, so that a read of one byte too many is seen.
  const std::size_t length = size - 1;
  const auto copy = std::make_unique<char[]>(length);
  if (length > 0) std::memcpy(copy.get(), data + 1, length);
  DocumentBuilder builder(std::string_view(copy.get(), length));
  Tokenizer tokenizer(builder);
  tokenizer.switch_to(static_cast<TokenizerState>(data[0] % 6));
  if (data[0] & 0x80) tokenizer.set_last_start_tag(Name::kScript);
  std::size_t covered = 0;
  std::size_t sum = 0;
  Token token;
  do {
    tokenizer.next(token);
    require(covered <= token.source.begin && token.source.begin <= token.source.end && token.source.end <= length);
    require((token.source.begin == token.source.end) == (token.type == Token::Type::kEndOfFile));
    covered = token.source.end;
    sum += read_through(builder, token);
    follow(tokenizer, token);
  } while (token.type != Token::Type::kEndOfFile);
  volatile std::size_t sink = sum;
  static_cast<void>(sink);
  return 0;
}
