#include "html/dom_builder.h"
#include "html/tokenizer.h"
#include "html/tree_builder.h"
#include "pressmark/html.h"

namespace pressmark::html {

Document parse(std::string_view text, const ParseOptions& options) {
  DocumentBuilder builder(text, options.limits);
  Tokenizer tokenizer(builder);
  TreeBuilder(builder, tokenizer, options).run();
  return std::move(builder).finish();
}

Document parse_fragment(std::string_view text, std::string_view context, const ParseOptions& options) {
  DocumentBuilder builder(text, options.limits);
  Tokenizer tokenizer(builder);
  TreeBuilder tree(builder, tokenizer, options);
  tree.start_fragment(context);
  tree.run();
  return std::move(builder).finish();
}

}  // namespace pressmark::html
