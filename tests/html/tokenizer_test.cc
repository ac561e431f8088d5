#include "html/tokenizer.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <string>

#include "support/data.h"

namespace pressmark::html {
namespace {

using pressmark::testing::ExactCopy;

// Asks the tokenizer for what a tree builder would ask it for.
void follow(Tokenizer& tokenizer, const Token& token) {
  if (token.type != Token::Type::kStartTag) return;
  if (token.name == Name::kTitle || token.name == Name::kTextarea) tokenizer.switch_to(TokenizerState::kRcdata);
  if (token.name == Name::kStyle || token.name == Name::kXmp) tokenizer.switch_to(TokenizerState::kRawtext);
  if (token.name == Name::kScript) tokenizer.switch_to(TokenizerState::kScriptData);
  if (token.name == Name::kPlaintext) tokenizer.switch_to(TokenizerState::kPlaintext);
  tokenizer.set_cdata_allowed(token.name == Name::kSvg);
}

// The tokens in one line: <a b="c"/> </a> <!--c--> <?t d?> "text" NUL*2
std::string describe(const DocumentBuilder& builder, const Token& token) {
  const std::string name(builder.name_text(token.name));
  const std::string text(token.type == Token::Type::kStartTag ? "" : builder.view(token.text));
  switch (token.type) {
    case Token::Type::kDoctype: return "<!" + name + ">";
    case Token::Type::kStartTag: {
      std::string tag = "<" + name;
      for (const AttributeRecord& attribute : token.attributes) {
        tag.append(" ").append(builder.name_text(static_cast<Name>(attribute.name)));
        tag.append("='").append(builder.view(attribute.value)).append("'");
      }
      return tag + (token.self_closing ? "/>" : ">");
    }
    case Token::Type::kEndTag: return "</" + name + ">";
    case Token::Type::kComment: return "<!--" + text + "-->";
    case Token::Type::kProcessingInstruction: return "<?" + name + " " + text + "?>";
    case Token::Type::kCharacters:
      return "'" + text + "'" + (token.only_white_space ? "w" : "") + (token.text.owned ? "o" : "");
    case Token::Type::kNull: return "NUL*" + std::to_string(token.null_count);
    case Token::Type::kEndOfFile: break;
  }
  return "";
}

std::string tokens_of(std::string_view input, const Limits& limits = {}) {
  const ExactCopy text(input);
  DocumentBuilder builder(text.view(), limits);
  Tokenizer tokenizer(builder);
  std::string all;
  Token token;
  for (tokenizer.next(token); token.type != Token::Type::kEndOfFile; tokenizer.next(token)) {
    all.append(all.empty() ? "" : " ").append(describe(builder, token));
    follow(tokenizer, token);
  }
  return all;
}

TEST(Tokenizer, gives_text_as_views_of_the_input_unless_it_reads_otherwise) {
  EXPECT_EQ(tokens_of("a < b <3<br>"), "'a < b <3' <br>");
  EXPECT_EQ(tokens_of("a &amp; b"), "'a & b'o");
  EXPECT_EQ(tokens_of("a\r\nb\rc\n\r"), "'a\nb\nc\n\n'o");
  EXPECT_EQ(tokens_of("<title>a<b>&lt;</title>"), "<title> 'a<b><'o </title>");
  EXPECT_EQ(tokens_of("<script>a&lt;b</script>"), "<script> 'a&lt;b' </script>");
}

TEST(Tokenizer, says_which_text_is_only_white_space) {
  EXPECT_EQ(tokens_of("<p> \n\t\f</p>  x"), "<p> ' \n\t\f'w </p> '  x'");
  EXPECT_EQ(tokens_of("&#32;\r\n&#9;&#13;"), "' \n\t\r'wo");
  EXPECT_EQ(tokens_of(" &nbsp;"), "' \u00A0'o");
  EXPECT_EQ(tokens_of(std::string(100, ' ') + "<i>"), "'" + std::string(100, ' ') + "'w <i>");
}

TEST(Tokenizer, hands_over_nulls_in_data_and_replaces_them_elsewhere) {
  using namespace std::string_literals;
  EXPECT_EQ(tokens_of("a\0\0b"s), "'a' NUL*2 'b'");
  EXPECT_EQ(tokens_of("<a\0 b\0='c\0'><!--\0-->"s), "<a\uFFFD b\uFFFD='c\uFFFD'> <!--\uFFFD-->");
  EXPECT_EQ(tokens_of("<script>\0</script>"s), "<script> '\uFFFD'o </script>");
  EXPECT_EQ(tokens_of("<svg><![CDATA[a\0]]>"s), "<svg> 'a' NUL*1");
  EXPECT_EQ(tokens_of("<?t a\0b>"s), "<?t a\0b?>"s);
}

TEST(Tokenizer, lower_cases_names_and_keeps_the_first_of_equal_attributes) {
  EXPECT_EQ(tokens_of("<DIV ID=1 id=2 Id=3 x-Y>"), "<div id='1' x-y=''>");
  EXPECT_EQ(tokens_of("<a b=1><a b=2>"), "<a b='1'> <a b='2'>");
  EXPECT_EQ(tokens_of("<a href='?x=1&copy=2&amp;y'/>"), "<a href='?x=1&copy=2&y'/>");
  EXPECT_EQ(tokens_of("<a b = c d/e =f ==g/>"), "<a b='c' d='' e='f' =='g/'>");
  EXPECT_EQ(tokens_of("<a/ >"), "<a>");
  EXPECT_EQ(tokens_of("<a b=\"c\"d='e'f=g>"), "<a b='c' d='e' f='g'>");
  EXPECT_EQ(tokens_of("</a b=c/>"), "</a>");
}

TEST(Tokenizer, keeps_many_attributes_apart_and_counts_those_over_the_limit) {
  std::string tag = "<a";
  std::string expected = "<a";
  for (int number = 0; number < 50; ++number) {
    const std::string attribute = " x" + std::to_string(number) + "='1'";
    expected += attribute;
    tag += attribute + " x0='2'" + attribute;
  }
  EXPECT_EQ(tokens_of(tag + ">"), expected + ">");
  const ExactCopy text("<a b c b d e>");
  DocumentBuilder builder(text.view(), {.attributes_per_element = 2});
  Tokenizer tokenizer(builder);
  Token token;
  tokenizer.next(token);
  EXPECT_EQ(describe(builder, token), "<a b='' c=''>");
  EXPECT_EQ(builder.warnings().attributes_dropped, 2u);  // d and e: the second b is no attribute anyway.
}

TEST(Tokenizer, drops_a_tag_that_the_input_breaks_off_within) {
  for (const char* cut :
       {"<a", "<a ", "<a b", "<a b=", "<a b='c", "<a b=c", "<a b='c'", "<a/", "</a", "</a b", "<a b &amp=\"&"}) {
    EXPECT_EQ(tokens_of(std::string("x") + cut), "'x'") << cut;
  }
  EXPECT_EQ(tokens_of("x<"), "'x<'");
  EXPECT_EQ(tokens_of("x</"), "'x</'");
  EXPECT_EQ(tokens_of("x</>y"), "'x' 'y'");
}

TEST(Tokenizer, reads_processing_instructions) {
  EXPECT_EQ(tokens_of("<?Target a=1?><?x><?x?y ?\?><?t d > ?>"), "<?Target a=1?> <?x ?> <?x ?y ?\?> <?t d ?> ' ?>'");
  EXPECT_EQ(tokens_of("<?t\r\n a\r\nb>"), "<?t a\nb?>");
  EXPECT_EQ(tokens_of("<?xml version=1?><?XML-stylesheet x><?xmlx?><?a$b><?1><?\?><?>"),
            "<!--?xml version=1?--> <!--?XML-stylesheet x--> <?xmlx ?> <!--?a$b--> <!--?1--> <!--?\?--> <!--?-->");
  for (const char* cut : {"<?", "<?t", "<?t?", "<?t ", "<?t d", "<?t d ?", "<?xml"}) EXPECT_EQ(tokens_of(cut), "");
  EXPECT_EQ(tokens_of("<? "), "<!--? -->");
  EXPECT_EQ(tokens_of("<?xml "), "<!--?xml -->");
}

TEST(Tokenizer, ends_comments_where_the_standard_does) {
  EXPECT_EQ(tokens_of("<!--a--><!-->b<!--->c<!----><!-----><!--a--!>"),
            "<!--a--> <!----> 'b' <!----> 'c' <!----> <!-----> <!--a-->");
  EXPECT_EQ(tokens_of("<!--a->b--c>d-->e"), "<!--a->b--c>d--> 'e'");
  EXPECT_EQ(tokens_of("<!-- <!-- --> -->"), "<!-- <!-- --> ' -->'");
  EXPECT_EQ(tokens_of("<!--<!-->x"), "<!--<!--> 'x'");
  EXPECT_EQ(tokens_of("<!---!>-->"), "<!---!>-->");
  for (const char* cut : {"<!--a", "<!--a-", "<!--a--", "<!--a--!"}) EXPECT_EQ(tokens_of(cut), "<!--a-->");
  EXPECT_EQ(tokens_of("<!---"), "<!---->");
  EXPECT_EQ(tokens_of("<!-a><!x></ y>"), "<!---a--> <!--x--> <!-- y-->");
}

TEST(Tokenizer, ends_raw_text_at_its_own_end_tag_only) {
  EXPECT_EQ(tokens_of("<title></tit</titles></TITLE >x"), "<title> '</tit</titles>' </title> 'x'");
  EXPECT_EQ(tokens_of("<style></style"), "<style> '</style'");
  EXPECT_EQ(tokens_of("<style>a</style "), "<style> 'a'");
  EXPECT_EQ(tokens_of("<plaintext></plaintext>"), "<plaintext> '</plaintext>'");
}

TEST(Tokenizer, escapes_script_data) {
  EXPECT_EQ(tokens_of("<script><!--<script></script>--></script>x"),
            "<script> '<!--<script></script>-->' </script> 'x'");
  EXPECT_EQ(tokens_of("<script><!--</script>x"), "<script> '<!--' </script> 'x'");
  EXPECT_EQ(tokens_of("<script><!--><script></script>x"), "<script> '<!--><script>' </script> 'x'");
  EXPECT_EQ(tokens_of("<script><!--<scripty></script>x"), "<script> '<!--<scripty>' </script> 'x'");
  EXPECT_EQ(tokens_of("<script><!--<script --></script>x"), "<script> '<!--<script -->' </script> 'x'");
  EXPECT_EQ(tokens_of("<script><!--<script></script></script>x"), "<script> '<!--<script></script>' </script> 'x'");
}

TEST(Tokenizer, opens_cdata_sections_only_where_allowed) {
  EXPECT_EQ(tokens_of("<svg><![CDATA[a<b>&amp;]]]>c"), "<svg> 'a<b>&amp;]' 'c'");
  EXPECT_EQ(tokens_of("<svg><![CDATA[]]>c<![CDATA[d\r\n]]"), "<svg> 'c' 'd\n]]'o");
  EXPECT_EQ(tokens_of("<p><![CDATA[a]]>"), "<p> <!--[CDATA[a]]-->");
}

// ---- source ranges ----

// What the standard drops without a token: "</>", the marks of a CDATA section, and a tag or instruction at the end of
// the input.
bool is_dropped_by_the_standard(std::string_view gap, bool is_last) {
  while (!gap.empty()) {
    std::size_t size = 0;
    for (const std::string_view known : {"</>", "<![CDATA[", "]]>"}) {
      if (gap.starts_with(known)) size = known.size();
    }
    if (size == 0) return is_last && gap.starts_with("<");
    gap.remove_prefix(size);
  }
  return true;
}

void expect_ranges_hold(std::string_view input) {
  const ExactCopy text(input);
  DocumentBuilder builder(text.view());
  Tokenizer tokenizer(builder);
  std::size_t covered = 0;
  Token token;
  do {
    tokenizer.next(token);
    const auto [begin, end] = token.source;
    ASSERT_LE(covered, begin);
    ASSERT_LE(begin, end);
    ASSERT_LE(end, input.size());
    const bool is_last = token.type == Token::Type::kEndOfFile;
    ASSERT_EQ(begin == end, is_last);
    ASSERT_TRUE(is_dropped_by_the_standard(input.substr(covered, begin - covered), is_last))
        << input << "\n"
        << input.substr(covered, begin - covered);
    if (token.type == Token::Type::kCharacters && !token.text.owned) {
      ASSERT_EQ(builder.view(token.text), input.substr(begin, end - begin));
    }
    for (std::size_t at = 0; token.type == Token::Type::kStartTag && at < token.attributes.size(); ++at) {
      ASSERT_GT(token.attributes[at].source_begin, begin);
      ASSERT_LT(token.attributes[at].source_begin, end);
    }
    covered = end;
    follow(tokenizer, token);
  } while (token.type != Token::Type::kEndOfFile);
  EXPECT_EQ(covered, input.size());
}

TEST(TokenizerRanges, are_in_order_and_cover_what_is_not_dropped) {
  static constexpr std::string_view kPieces[] = {
      "<",       ">",        "</",        "/",         "a",        "B",        " ",        "\r",
      "\n",      "=",        "\"",        "'",         "&",        "amp;",     "&#x41",    "<!--",
      "-->",     "--!>",     "-",         "<!",        "<?",       "?>",       "<?t",      "xml",
      "]]>",     "<svg",     "<b>",       "</>",       "<title>",  "</title>", "<script>", "</script>",
      "<style>", "text",     "é",         "<a b='",    "!",        "x=1",      "]",        "<i c>",
      "</style", "<script ", "<![CDATA[", "<!doctype", " public ", "'x'",      "\t",       std::string_view("\0", 1)};
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string input;
    for (std::size_t count = random() % 24; count > 0; --count) input += kPieces[random() % std::size(kPieces)];
    expect_ranges_hold(input);
    if (HasFatalFailure()) return;
  }
}

TEST(TokenizerRanges, hold_for_every_prefix_of_a_page) {
  const std::string page =
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD\" 'x.dtd' y>\r\n<!-- c--d --!><?pi data?><?xml a?><title>a&lt;</tit</title >"
      "<script>if (a<b) '<!--<script>'+'</script>-->'</script><style>a>b{}</styles></style>"
      "<P Class=\"a&amp;b\" class=c D='e\r\nf' g=h&copy i/>text&#x41;&notit; &unknown; < 5 </></ bogus><br/>"
      "<svg><![CDATA[a]]b]]]></svg><textarea>\n&amp;</textarea>\u4e2d<plaintext>\r</plaintext>";
  for (std::size_t size = 0; size <= page.size(); ++size) expect_ranges_hold(std::string_view(page).substr(0, size));
}

TEST(TokenizerRanges, hold_on_the_tree_construction_tests) {
  PM_REQUIRE_DATA("html5lib/tree-construction");
  const auto folder = pressmark::testing::shared_data() / "html5lib/tree-construction";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".dat") expect_ranges_hold(pressmark::testing::read_file(entry.path()));
  }
}

// ---- bytes and costs ----

TEST(Tokenizer, takes_any_bytes) {
  std::mt19937 random(5);
  for (int round = 0; round < 5'000; ++round) {
    std::string input(random() % 60, '<');
    for (char& c : input) {
      if (random() % 3 != 0) c = static_cast<char>(random());
    }
    expect_ranges_hold(input);
    if (HasFatalFailure()) return;
  }
}

std::string repeat(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

TEST(Tokenizer, costs_linear_time_on_hostile_input) {
  constexpr std::size_t kBytes = 1'500'000;
  for (const char* const head : {"", "<script>", "<title>", "<script><!--", "<script><!--<script>", "<svg><![CDATA[",
                                 "<a ", "<a b='", "<!--", "<?t "}) {
    for (const char* const piece : {"<tttt", "&", "&#", "&a", "</scrip", "</titl", "<!--", "--", "-->", "]]", ">",
                                    "a=", "<script ", "</script", "&#x", "\r", "<A", "<?a"}) {
      const std::string input = head + repeat(piece, kBytes);
      const auto begin = std::chrono::steady_clock::now();
      DocumentBuilder builder(input);
      Tokenizer tokenizer(builder);
      Token token;
      do {
        tokenizer.next(token);
        follow(tokenizer, token);
      } while (token.type != Token::Type::kEndOfFile);
      const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
      EXPECT_LT(spent.count(), 8.0) << head << " "
                                    << piece;  // Usually some milliseconds; a quadratic cost takes hours.
    }
  }
}

}  // namespace
}  // namespace pressmark::html
