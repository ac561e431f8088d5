// The Document and its Nodes.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "pressmark/html.h"
#include "support/data.h"

namespace pressmark::html {
namespace {

using testing::ExactCopy;

TEST(Dom, finds_the_parts_of_a_page) {
  const Document page = parse("<!DOCTYPE html><!--c--><title>t</title><p>x");
  EXPECT_TRUE(page.document_element().is(Name::kHtml));
  EXPECT_TRUE(page.head().is(Name::kHead));
  EXPECT_TRUE(page.body().is(Name::kBody));
  EXPECT_TRUE(parse("<frameset>").body().is(Name::kFrameset));
  EXPECT_EQ(page.root().type(), NodeType::kDocument);
  EXPECT_EQ(parse_fragment("x", "div").root().type(), NodeType::kDocumentFragment);
  EXPECT_FALSE(parse_fragment("x", "div").document_element());
}

TEST(Dom, walks_siblings_both_ways) {
  const Document page = parse_fragment("<i></i>text<!--c--><b></b>", "div");
  const Node first = page.root().first_child();
  const Node last = page.root().last_child();
  EXPECT_TRUE(first.is(Name::kI));
  EXPECT_TRUE(last.is(Name::kB));
  EXPECT_FALSE(first.previous_sibling());
  EXPECT_FALSE(last.next_sibling());
  std::string forth, back;
  for (Node node = first; node; node = node.next_sibling()) forth += std::to_string(node.index()) + " ";
  for (Node node = last; node; node = node.previous_sibling()) back = std::to_string(node.index()) + " " + back;
  EXPECT_EQ(forth, back);
  EXPECT_EQ(first.parent(), page.root());
  EXPECT_FALSE(first.next_sibling().first_child()) << "a text has no children";
}

TEST(Dom, walks_in_preorder_within_the_root_given) {
  const Document page = parse_fragment("<p>a<b>c</b></p><p>d</p>", "div");
  const Node p = page.root().first_child();
  std::string seen;
  for (Node node = p; node; node = node.next_in_preorder(p)) {
    seen += node.is_text() ? node.text() : node.local_name();
    seen += ' ';
  }
  EXPECT_EQ(seen, "p a b c ");
  EXPECT_FALSE(p.next_after_subtree(p));
  EXPECT_EQ(p.next_after_subtree(page.root()), p.next_sibling());
}

TEST(Dom, gives_attributes_in_source_order_and_by_name) {
  const Document page = parse_fragment("<a title='T&amp;T' href=x data-new=1 href=y>z</a>", "div");
  const Node a = page.root().first_child();
  EXPECT_EQ(a.attribute(Name::kHref), "x");
  EXPECT_EQ(a.attribute("title"), "T&T");
  EXPECT_EQ(a.attribute("data-new"), "1");
  EXPECT_EQ(a.attribute("absent"), std::nullopt);
  EXPECT_FALSE(a.has_attribute(Name::kClass));
  EXPECT_FALSE(a.first_child().has_attribute(Name::kClass)) << "of a text";
  const auto all = a.attributes();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].local_name, "title");
  EXPECT_EQ(all[2].local_name, "data-new");
  EXPECT_GE(all[2].name, Name::kFirstDynamic);
}

TEST(Dom, numbers_unknown_names_within_the_document) {
  const Document page = parse_fragment("<x-a></x-a><x-b></x-b><x-a></x-a>", "div");
  const Node first = page.root().first_child();
  EXPECT_EQ(first.name(), page.root().last_child().name());
  EXPECT_NE(first.name(), first.next_sibling().name());
  EXPECT_EQ(page.find_name("x-a"), first.name());
  EXPECT_EQ(page.name_text(first.name()), "x-a");
  EXPECT_EQ(page.find_name("x-c"), Name::kNone);
  EXPECT_EQ(page.find_name("div"), Name::kDiv);
}

TEST(Dom, tells_thousands_of_names_apart) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "<n" + std::to_string(i) + "></n" + std::to_string(i) + ">";
  const Document page = parse_fragment(text, "div");
  int i = 0;
  for (Node node = page.root().first_child(); node; node = node.next_sibling()) {
    ASSERT_EQ(node.local_name(), "n" + std::to_string(i++));
  }
  EXPECT_EQ(i, 5000);
}

TEST(Dom, text_is_a_view_into_the_input_where_it_can_be) {
  const ExactCopy input("<p>plain</p><p>a&lt;b</p>");
  const Document page = parse_fragment(input.view(), "div");
  const std::string_view plain = page.root().first_child().first_child().text();
  EXPECT_EQ(plain.data(), input.view().data() + 3);
  EXPECT_EQ(page.root().last_child().text_content(), "a<b");
}

TEST(Dom, text_appended_in_turns_stays_whole) {
  std::string text = "<table>";
  std::string fostered;
  for (int i = 0; i < 300; ++i) {
    text += "f" + std::to_string(i) + "<tr> </tr>";
    fostered += "f" + std::to_string(i);
  }
  const Document page = parse(text);
  EXPECT_EQ(page.body().first_child().text(), fostered);
  EXPECT_EQ(page.body().text_content().size(), fostered.size() + 300);
}

TEST(Dom, template_contents_and_shadow_roots_are_apart_from_children) {
  const Document page = parse("<template>a</template><div><template shadowrootmode=open>b</template>c</div>");
  const Node inert = page.head().first_child();
  EXPECT_FALSE(inert.first_child());
  EXPECT_EQ(inert.template_contents().text_content(), "a");
  EXPECT_EQ(inert.template_contents().type(), NodeType::kDocumentFragment);
  const Node div = page.body().first_child();
  EXPECT_EQ(div.text_content(), "c");
  EXPECT_EQ(div.shadow_root().text_content(), "b");
  EXPECT_FALSE(div.template_contents());
  EXPECT_FALSE(inert.shadow_root());
}

TEST(Dom, survives_being_moved) {
  Document page = parse("<!DOCTYPE html PUBLIC 'a' 'b'><x-y>&amp;");
  const Document moved = std::move(page);
  EXPECT_EQ(moved.root().first_child().public_id(), "a");
  EXPECT_EQ(moved.root().first_child().system_id(), "b");
  EXPECT_EQ(moved.body().first_child().local_name(), "x-y");
  EXPECT_EQ(moved.body().text_content(), "&");
  EXPECT_GT(moved.memory_used(), sizeof(NodeRecord));
}

}  // namespace
}  // namespace pressmark::html
