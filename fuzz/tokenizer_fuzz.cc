// modules: html
// Any bytes, from any state: tokens in order, inside the input, with views into the input or the builder's memory; and
// the same ones wherever the text stands and whichever kernel reads it. The first byte chooses the state.
#include <cstdint>
#include <string>
#include <string_view>

#include "html/tokenizer.h"
#include "kernel_choice.h"
#include "oracle.h"

namespace {

using namespace pressmark::html;
using namespace pressmark::fuzz;

void follow(Tokenizer& tokenizer, const Token& token) {
  if (token.type != Token::Type::kStartTag) return;
  if (token.name == Name::kTitle) tokenizer.switch_to(TokenizerState::kRcdata);
  if (token.name == Name::kStyle) tokenizer.switch_to(TokenizerState::kRawtext);
  if (token.name == Name::kScript) tokenizer.switch_to(TokenizerState::kScriptData);
  if (token.name == Name::kPlaintext) tokenizer.switch_to(TokenizerState::kPlaintext);
  tokenizer.set_cdata_allowed(token.name == Name::kSvg);
}

// All that a token says, with its views read.
class Transcript {
 public:
  void add(const DocumentBuilder& builder, const Token& token) {
    const bool is_tag = token.type == Token::Type::kStartTag || token.type == Token::Type::kEndTag;
    add_number(static_cast<std::size_t>(token.type));
    add_number(token.source.begin);
    add_number(token.source.end);
    if (token.type == Token::Type::kNull) add_number(token.null_count);
    if (token.type == Token::Type::kCharacters) add_number(token.only_white_space);
    if (is_tag || token.type == Token::Type::kDoctype) add_text(builder.name_text(token.name));
    if (token.type == Token::Type::kCharacters || token.type == Token::Type::kComment)
      add_text(builder.view(token.text));
    if (token.type == Token::Type::kDoctype) {
      if (token.has_public_id) add_text(token.public_id);
      if (token.has_system_id) add_text(token.system_id);
    }
    if (token.type != Token::Type::kStartTag) return;
    for (const AttributeRecord& attribute : token.attributes) {
      add_text(builder.name_text(static_cast<Name>(attribute.name)));
      add_text(builder.view(attribute.value));
    }
  }
  const std::string& all() const { return all_; }

 private:
  void add_number(std::size_t number) { all_.append(std::to_string(number)) += ' '; }
  void add_text(std::string_view text) {
    add_number(text.size());
    all_ += text;
  }
  std::string all_;
};

std::string tokens(std::string_view text, std::uint8_t state) {
  DocumentBuilder builder(text);
  Tokenizer tokenizer(builder);
  tokenizer.switch_to(static_cast<TokenizerState>(state % 6));
  if (state & 0x80) tokenizer.set_last_start_tag(Name::kScript);
  Transcript transcript;
  std::size_t covered = 0;
  Token token;
  do {
    tokenizer.next(token);
    require(covered <= token.source.begin && token.source.begin <= token.source.end && token.source.end <= text.size(),
            "tokens follow each other");
    require((token.source.begin == token.source.end) == (token.type == Token::Type::kEndOfFile),
            "a token is not empty");
    covered = token.source.end;
    transcript.add(builder, token);
    follow(tokenizer, token);
  } while (token.type != Token::Type::kEndOfFile);
  return transcript.all();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const PlacedCopy text({reinterpret_cast<const char*>(data) + 1, size - 1}, 0);
  const std::string all = tokens(text.view(), data[0]);
  const std::size_t variant = choice_from(text.view());
  const PlacedCopy elsewhere(text.view(), variant % 64);
  const KernelChoice kernels(variant / 64);
  require(tokens(elsewhere.view(), data[0]) == all, "the tokens hang on the text alone");
  return 0;
}
