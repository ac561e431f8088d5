#include <optional>

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
  // What a page of more bytes took is given back. Memory is linear in the input, so that what is kept is bounded.
  static constexpr std::size_t kMostKeptInput = std::size_t{2} << 20;

  const Document& run(std::string_view text, const std::string_view* context = nullptr) {
    if (is_used_up) stages.emplace();
    is_used_up = true;  // For the next page too, if this one ends in an exception.
    stages->run(text, options, context);
    is_used_up = text.size() > kMostKeptInput;
    return stages->builder.document();
  }

  ParseOptions options;
  std::optional<Stages> stages{};
  bool is_used_up = true;
};

Parser::Parser(const ParseOptions& options) : state_(new State{.options = options}) {}
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;
Parser::~Parser() = default;

const Document& Parser::parse(std::string_view text) { return state_->run(text); }

const Document& Parser::parse_fragment(std::string_view text, std::string_view context) {
  return state_->run(text, &context);
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
