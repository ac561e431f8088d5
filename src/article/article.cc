#include "pressmark/article.h"

namespace pressmark {

std::string plain_text(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& span : spans) {
    switch (span.kind) {
      case Span::Kind::kText:
      case Span::Kind::kCode:
      case Span::Kind::kMath: out += span.text; break;
      case Span::Kind::kImage: break;
      case Span::Kind::kLineBreak: out += '\n'; break;
      case Span::Kind::kFootnote: out.append("[").append(span.text).append("]"); break;
    }
  }
  return out;
}

}  // namespace pressmark
