#include "html/dom_builder.h"
#include "html/tokenizer.h"
#include "html/tree_builder.h"
#include "pressmark/html.h"

namespace pressmark::html {
namespace {

// The stages, and the memory that they work in.
struct Stages {
  void run(std::string_view text, const ParseOptions& options, const std::string_view* context = nullptr) {
    builder.start(text, options);
    tokenizer.start();
    tree.start(options);
    if (context != nullptr) tree.start_fragment(*context);
    tree.run();
  }

  DocumentBuilder builder;
  Tokenizer tokenizer{builder};
  TreeBuilder tree{builder, tokenizer};
};

}  // namespace

struct Parser::State {
  ParseOptions options;
  Stages stages{};
};

Parser::Parser(const ParseOptions& options) : state_(std::make_unique<State>(options)) {}
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;
Parser::~Parser() = default;

const Document& Parser::parse(std::string_view text) {
  state_->stages.run(text, state_->options);
  return state_->stages.builder.document();
}

const Document& Parser::parse_fragment(std::string_view text, std::string_view context) {
  state_->stages.run(text, state_->options, &context);
  return state_->stages.builder.document();
}

Document parse(std::string_view text, const ParseOptions& options) {
  Stages stages;
  stages.run(text, options);
  return std::move(stages.builder).finish();
}

Document parse_fragment(std::string_view text, std::string_view context, const ParseOptions& options) {
  Stages stages;
  stages.run(text, options, &context);
  return std::move(stages.builder).finish();
}

}  // namespace pressmark::html
