#include "render/post.h"

#include "base/ascii.h"

namespace pressmark::render {
namespace {

struct Word {
  std::string_view language, word;
};

constexpr Word kCommentsWords[] = {
    {"ar", "التعليقات"},  {"de", "Kommentare"},  {"es", "Comentarios"}, {"fr", "Commentaires"}, {"he", "תגובות"},
    {"hi", "टिप्पणियाँ"},   {"it", "Commenti"},    {"ja", "コメント"},    {"ko", "댓글"},         {"nl", "Reacties"},
    {"pl", "Komentarze"}, {"pt", "Comentários"}, {"ru", "Комментарии"}, {"th", "ความคิดเห็น"},    {"tr", "Yorumlar"},
    {"uk", "Коментарі"},  {"vi", "Bình luận"},
};

bool is_traditional(std::string_view tag) {
  for (const std::string_view sign : {"-hant", "-tw", "-hk", "-mo"}) {
    if (tag.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<Span> post_line(const Block& post) {
  std::vector<Span> line;
  if (!post.author.empty()) line.push_back({.marks = kStrong, .text = post.author});
  for (const std::string* const fact : {&post.date, &post.rating}) {
    if (fact->empty()) continue;
    line.push_back({.text = line.empty() ? *fact : " · " + *fact});
  }
  return line;
}

std::string_view comments_title(std::string_view language) {
  const std::string tag = ascii::lowercase(language);
  const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
  if (primary == "zh") return is_traditional(tag) ? "評論" : "评论";
  for (const Word& word : kCommentsWords) {
    if (word.language == primary) return word.word;
  }
  return "Comments";
}

Block comments_heading(const Article& article, int shift) {
  return {.kind = Block::Kind::kHeading,
          .level = static_cast<std::uint8_t>(2 - shift),
          .spans = {{.text = std::string(comments_title(article.metadata.language))}}};
}

}  // namespace pressmark::render
