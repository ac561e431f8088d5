#include "render/random_article.h"

#include <iterator>
#include <string_view>

namespace pressmark::testing {
namespace {

constexpr std::string_view kFragments[] = {"word",
                                           "two words",
                                           "强调",
                                           "中文。",
                                           "“引”",
                                           "，",
                                           "a",
                                           "1",
                                           "12.",
                                           "3)",
                                           "# ",
                                           "#",
                                           "## x",
                                           "-",
                                           "- ",
                                           "--",
                                           "---",
                                           "+ ",
                                           "+",
                                           "* ",
                                           "*",
                                           "**",
                                           "***",
                                           "_",
                                           "__",
                                           "_a_",
                                           "snake_case",
                                           "*em*",
                                           "~",
                                           "~~",
                                           "~~~",
                                           "`",
                                           "``",
                                           "```",
                                           "> ",
                                           ">",
                                           "=",
                                           "==",
                                           "===",
                                           "|",
                                           "|-|",
                                           "a|b",
                                           "[",
                                           "]",
                                           "[a]",
                                           "[a](b)",
                                           "](",
                                           "(",
                                           ")",
                                           "[^1]",
                                           "[^1]:",
                                           "[a]:",
                                           "[ ] ",
                                           "[x] ",
                                           "!",
                                           "![",
                                           "![a](b)",
                                           "<",
                                           "<b>",
                                           "<!--",
                                           "-->",
                                           "</div>",
                                           "<?x",
                                           "<http://a.b>",
                                           "&",
                                           "&amp;",
                                           "&lt",
                                           "&#35;",
                                           "&copy;",
                                           "\\",
                                           "\\\\",
                                           "\\*",
                                           "\\|",
                                           " ",
                                           "  ",
                                           "\t",
                                           "\n",
                                           "\n\n",
                                           "    ",
                                           "\u00a0",
                                           "\u3000",
                                           "http://a.b/c_d_e",
                                           "https://x.y/*z*",
                                           "www.a.b",
                                           "www.x.y/~u~",
                                           "a@b.c",
                                           "mailto:a@b.c",
                                           "://",
                                           "$",
                                           "$5",
                                           "$$",
                                           ":",
                                           "::",
                                           ".",
                                           "!",
                                           "?",
                                           "'",
                                           "\"",
                                           "^",
                                           "{",
                                           "}",
                                           "€",
                                           "→",
                                           "é",
                                           "😀",
                                           "\xff",
                                           "\x01",
                                           "\x1b[31m",
                                           "\r",
                                           "\v",
                                           "x",
                                           "y z",
                                           "0",
                                           "10. ",
                                           "1. ",
                                           "1) ",
                                           ":-:",
                                           ":--",
                                           "-|-",
                                           "<script>",
                                           "javascript:",
                                           "]: ",
                                           "\\\n",
                                           "…",
                                           "（",
                                           "）",
                                           "、",
                                           "《书》",
                                           "a*b",
                                           "a**b",
                                           "ftp://f.g",
                                           "HTTP://A.B",
                                           "\\[",
                                           "`a`",
                                           "``a`",
                                           "$x$",
                                           "@",
                                           "%"};

constexpr std::string_view kTex[] = {"x_1",
                                     "a_{1}_{2}",
                                     "\\frac{a}{b}",
                                     "a<b",
                                     "x*y*z",
                                     "\\{a\\}",
                                     "a & b \\\\ c & d",
                                     "`",
                                     "|x|",
                                     "\\|x\\|",
                                     "$",
                                     "\\",
                                     "[a](b)",
                                     "- 1\n+ 2",
                                     "= 3\n===",
                                     "~",
                                     "&lt;",
                                     "# 1",
                                     "\n\n",
                                     "http://a.b",
                                     "***",
                                     "_x _y",
                                     "-|-\n|-|",
                                     "a'"};

constexpr std::string_view kLinks[] = {"https://example.org/",
                                       "https://example.org/a_(b)",
                                       "https://e.org/a(b",
                                       "/relative",
                                       "#fragment",
                                       "javascript:alert(1)",
                                       "https://e.org/?a=1&b=2&amp;c",
                                       "https://e.org/a b",
                                       "https://e.org/<x>",
                                       "mailto:a@b.c",
                                       "data:text/html,x",
                                       "https://e.org/\\x\\",
                                       "https://e.org/*a*_b_",
                                       "https://e.org/)",
                                       "https://e.org/|x",
                                       "file:///etc",
                                       "https://e.org/路"};

constexpr std::string_view kLabels[] = {"1", "2", "a", "A", "note one", "[x]", "^"};
constexpr std::string_view kLanguages[] = {"", "", "cpp", "c++", "a b", "`", "python"};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : state_(seed) { state_ = next() ^ (next() << 32); }

  Article article() {
    Article article;
    if (chance(2)) article.metadata.title = text();
    for (std::uint64_t n = below(5); n > 0; --n) article.blocks.push_back(block(0));
    for (std::uint64_t n = chance(3) ? below(4) : 0; n > 0; --n) {
      Block note{.kind = Block::Kind::kFootnote, .text = std::string(pick(kLabels))};
      note.children = blocks(1);
      article.blocks.push_back(std::move(note));
    }
    for (std::uint64_t n = chance(4) ? below(4) : 0; n > 0; --n) article.comments.push_back(post(1));
    return article;
  }

 private:
  // SplitMix64, by Sebastiano Vigna (public domain): the standard's distributions differ between libraries.
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  template <std::size_t kSize>
  std::string_view pick(const std::string_view (&from)[kSize]) {
    return from[below(kSize)];
  }

  std::string text() {
    std::string out;
    for (std::uint64_t n = 1 + below(5); n > 0; --n) out += pick(kFragments);
    return out;
  }

  std::uint16_t marks() {
    if (!chance(3)) return kNoMarks;
    constexpr std::uint16_t kSome[] = {
        kStrong,           kStrong,      kEmphasis,          kStrike, kStrong | kEmphasis,
        kStrong | kStrike, kSuperscript, kInserted | kStrong};
    return kSome[below(std::size(kSome))];
  }

  Span span() {
    Span span{.marks = marks()};
    const std::uint64_t kind = below(16);
    if (kind < 10) {
      span.text = text();
    } else if (kind == 10 || kind == 11) {
      span.kind = Span::Kind::kCode;
      span.text = text();
    } else if (kind == 12) {
      span.kind = Span::Kind::kMath;
      span.text = chance(2) ? pick(kTex) : std::string(pick(kTex)).append(pick(kTex));
    } else if (kind == 13) {
      span = {.kind = Span::Kind::kImage, .text = text(), .source = std::string(pick(kLinks))};
      if (chance(3)) span.title = text();
    } else if (kind == 14) {
      span.kind = Span::Kind::kLineBreak;
    } else {
      span.kind = Span::Kind::kFootnote;
      span.text = pick(kLabels);
    }
    return span;
  }

  std::vector<Span> spans() {
    std::vector<Span> out;
    std::string link;
    for (std::uint64_t n = below(6); n > 0; --n) {
      if (chance(4)) link = pick(kLinks);
      if (chance(3)) link.clear();
      out.push_back(span());
      out.back().link = link;
      if (!link.empty() && chance(4) && out.back().kind != Span::Kind::kImage) out.back().title = text();
    }
    return out;
  }

  std::vector<Block> blocks(int depth) {
    std::vector<Block> out;
    for (std::uint64_t n = below(4); n > 0; --n) out.push_back(block(depth));
    return out;
  }

  Block list(int depth) {
    Block list{.kind = Block::Kind::kList, .ordered = chance(2)};
    if (chance(3)) list.start = static_cast<std::uint32_t>(chance(4) ? next() : below(20));
    for (std::uint64_t n = below(4); n > 0; --n) {
      Block item{.kind = Block::Kind::kListItem, .children = blocks(depth + 1)};
      if (chance(2)) item.children = {Block{.spans = spans()}};
      if (chance(5)) item.checked = chance(2);
      list.children.push_back(std::move(item));
    }
    return list;
  }

  Block table() {
    Table table{.header_rows = static_cast<std::uint16_t>(below(3))};
    for (std::uint64_t rows = below(4); rows > 0; --rows) {
      auto& row = table.rows.emplace_back();
      for (std::uint64_t cells = below(4); cells > 0; --cells) {
        TableCell cell{.spans = spans()};
        if (chance(4)) cell.column_span = static_cast<std::uint16_t>(below(4));
        if (chance(4)) cell.row_span = static_cast<std::uint16_t>(below(4));
        row.push_back(std::move(cell));
      }
    }
    for (std::uint64_t n = below(3); n > 0; --n) table.columns.push_back(static_cast<Table::Align>(below(4)));
    if (chance(3)) table.caption = spans();
    return Block{.kind = Block::Kind::kTable, .table = std::move(table)};
  }

  Block post(int depth) {
    return Block{.kind = Block::Kind::kPost,
                 .author = chance(3) ? "" : text(),
                 .date = chance(2) ? "" : text(),
                 .rating = chance(4) ? text() : "",
                 .children = blocks(depth + 1)};
  }

  Block block(int depth) {
    const std::uint64_t kind = below(depth < 4 ? 21 : 12);
    if (kind < 6) return Block{.spans = spans()};
    if (kind < 7)
      return Block{.kind = Block::Kind::kHeading, .level = static_cast<std::uint8_t>(below(8)), .spans = spans()};
    if (kind < 8)
      return Block{.kind = Block::Kind::kCode,
                   .text = chance(5) ? "" : text() + text(),
                   .language = std::string(pick(kLanguages))};
    if (kind < 9)
      return Block{.kind = Block::Kind::kMath, .text = std::string(pick(kTex)) + "\n" + std::string(pick(kTex))};
    if (kind < 10) return table();
    if (kind < 11) return Block{.kind = Block::Kind::kRule};
    if (kind < 12) return Block{.kind = Block::Kind::kEmbed, .spans = spans()};
    if (kind < 16) return list(depth);
    if (kind < 18) return Block{.kind = Block::Kind::kQuote, .children = blocks(depth + 1)};
    if (kind < 19) return Block{.kind = Block::Kind::kFigure, .spans = spans(), .children = blocks(depth + 1)};
    if (kind < 20) return post(depth + 1);
    Block terms{.kind = Block::Kind::kDefinitionList};
    for (std::uint64_t n = below(4); n > 0; --n) {
      terms.children.push_back(chance(2) ? Block{.kind = Block::Kind::kTerm, .spans = spans()}
                                         : Block{.kind = Block::Kind::kDefinition, .children = blocks(depth + 1)});
    }
    return terms;
  }

  std::uint64_t state_;
};

}  // namespace

Article random_article(std::uint64_t seed) { return Maker(seed).article(); }

}  // namespace pressmark::testing
