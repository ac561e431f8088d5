// What holds of every tree that html makes, whatever the text, and of two parses of one text.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../tests/html/round_trip.h"
#include "html/dom_walk.h"
#include "html/tag_sets.h"
#include "kernel_choice.h"
#include "oracle.h"
#include "pressmark/html.h"

namespace pressmark::fuzz {

using namespace pressmark::html;

class TreeOracle {
 public:
  TreeOracle(const Document& page, const Limits& limits) : page_(page), limits_(limits), views_(page.input(), page) {}

  void check() {
    check_reach();
    for (NodeIndex i = 0; i < page_.node_count(); ++i) check_node(page_.node(i));
    if (page_.root().type() == NodeType::kDocument) check_page();
  }
  const Views& views() const { return views_; }

 private:
  // Every node is reached once, from the root or from the top of a part that was cut off.
  void check_reach() {
    reached_.assign(page_.node_count(), false);
    walk(page_.root());
    require(max_depth_ <= 4 * std::size_t{limits_.open_elements} + 64, "the tree is no deeper than the limit makes it");
    for (NodeIndex i = 1; i < page_.node_count(); ++i) {
      const Node node = page_.node(i);
      if (reached_[i] || node.parent()) continue;
      // The template that a shadow root was made from is left out, and its contents are the shadow root.
      const Node contents = node.template_contents();
      if (contents && reached_[contents.index()]) {
        reach(node);
      } else {
        walk(node);
      }
    }
    for (const bool reached : reached_) require(reached, "a node that is not in a circle");
  }

  void walk(Node top) {
    DeepWalk walk(top, DeepWalk::ShadowRoots::kAll);
    while (walk.next()) {
      const Node node = walk.node();
      max_depth_ = std::max(max_depth_, walk.depth());
      if (walk.event() == DeepWalk::Event::kEnter) reach(node);
      if (walk.event() == DeepWalk::Event::kEnterContents) reach(node.template_contents());
      if (walk.event() == DeepWalk::Event::kEnterShadowRoot) reach(node.shadow_root());
    }
  }

  void reach(Node node) {
    require(node.index() < page_.node_count() && !reached_[node.index()], "a node is in one place");
    reached_[node.index()] = true;
  }

  void check_node(Node node) {
    const SourceRange source = node.source();
    require(source.begin <= source.end && source.end <= page_.input().size(), "a range is inside the input");
    Node previous(&page_, kNoNode);
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      require(child.parent() == node && child.previous_sibling() == previous, "links agree");
      previous = child;
    }
    require(node.last_child() == previous, "the last child is the last");
    views_.add(node.public_id());
    views_.add(node.system_id());
    switch (node.type()) {
      case NodeType::kElement: check_element(node); break;
      case NodeType::kText: require(!node.text().empty(), "text is not empty"); [[fallthrough]];
      case NodeType::kComment:
      case NodeType::kProcessingInstruction: check_text(node); break;
      case NodeType::kDoctype: check_name(node.name(), node.local_name()); break;
      case NodeType::kDocument:
      case NodeType::kDocumentFragment: break;
    }
  }

  void check_name(Name name, std::string_view text) {
    if (name >= Name::kFirstDynamic) return views_.add(text);
    require(text.data() == known_name_text(name).data(), "the text of a known name is a constant");
  }

  void check_text(Node node) {
    views_.add(node.text());
    require_inside(node.text(), node.source());
    if (node.type() == NodeType::kProcessingInstruction) check_name(node.name(), node.local_name());
  }

  // What is taken from the input as it stands is taken from the node's own part of it.
  void require_inside(std::string_view view, SourceRange source) const {
    const char* const input = page_.input().data();
    if (view.empty() || view.data() < input || view.data() >= input + page_.input().size()) return;
    if (source.begin == source.end) return;  // a copy
    require(view.data() >= input + source.begin && view.data() + view.size() <= input + source.end,
            "a view is inside its node's range");
  }

  void check_element(Node node) {
    check_name(node.name(), node.local_name());
    const SourceRange source = node.source();
    if (source.begin != source.end) require(page_.input()[source.begin] == '<', "an element begins with its start tag");
    const bool merges = node.is(Name::kHtml) || node.is(Name::kBody);
    std::set<std::pair<AttributeNamespace, Name>> known;
    for (const Attribute& attribute : node.attributes()) {
      check_name(attribute.name, attribute.local_name);
      views_.add(attribute.value);
      require(known.emplace(attribute.name_space, attribute.name).second, "an attribute is there once");
      if (!merges) require_inside(attribute.value, source);
    }
    require(known.size() <= limits_.attributes_per_element, "no more attributes than allowed");
    if (node.name_space() != Namespace::kHtml) return;
    require(!(flags_of(node.name(), Namespace::kHtml) & tag::kVoid) || !node.first_child(), "a void element is empty");
    if (const Node contents = node.template_contents()) {
      require(contents.type() == NodeType::kDocumentFragment && !node.first_child(), "a template has its contents");
    }
  }

  void check_page() const {
    if (page_.warnings().nodes_dropped != 0) return;
    std::size_t elements = 0, doctypes = 0;
    for (Node child = page_.root().first_child(); child; child = child.next_sibling()) {
      elements += child.is_element();
      doctypes += child.type() == NodeType::kDoctype;
      require(!child.is_text(), "no text beside the html element");
    }
    require(elements == 1 && doctypes <= 1, "one html element, and one doctype at most");
    require(page_.document_element().is(Name::kHtml) && page_.head() && page_.body(), "html, head and body are there");
  }

  const Document& page_;
  const Limits& limits_;
  Views views_;
  std::vector<bool> reached_;
  std::size_t max_depth_ = 0;
};

// Everything that is to be seen of a Document, node by node.
inline std::string all_of(const Document& page) {
  std::string all;
  const auto add_number = [&all](std::uint32_t number) {
    all.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  const auto add = [&](std::string_view text) {
    add_number(static_cast<std::uint32_t>(text.size()));
    all += text;
  };
  for (NodeIndex i = 0; i < page.node_count(); ++i) {
    const Node node = page.node(i);
    for (const Node link :
         {node.parent(), node.first_child(), node.next_sibling(), node.template_contents(), node.shadow_root()})
      add_number(link.index());
    for (const std::uint32_t number : {node.source().begin, node.source().end, static_cast<std::uint32_t>(node.type()),
                                       static_cast<std::uint32_t>(node.name_space())})
      add_number(number);
    for (const std::string_view text : {node.local_name(), node.text(), node.public_id(), node.system_id()}) add(text);
    for (const Attribute& attribute : node.attributes()) {
      add(attribute.local_name);
      add(attribute.value);
    }
  }
  return all;
}

// Checks a tree and says everything that is to be seen of it; where its views point is asked for later.
inline std::string checked(const Document& page, const Limits& limits, std::optional<Views>& views) {
  TreeOracle oracle(page, limits);
  oracle.check();
  views = oracle.views();
  return all_of(page);
}

// The same in memory that held another page before: the first half of the text, which is gone by now.
template <class ParseAgain>
std::string parsed_in_used_memory(std::string_view text, const ParseOptions& options, std::size_t variant,
                                  ParseAgain parse_again) {
  std::optional<PlacedCopy> elsewhere(std::in_place, text, variant % 64);
  const KernelChoice kernels(variant / 64);
  std::optional<Views> views;
  std::string all;
  {
    Parser parser(options);
    {
      const PlacedCopy before(text.substr(0, text.size() / 2), 0);
      all_of(parse_again(parser, before.view()));
    }
    const Document& page = parse_again(parser, elsewhere->view());
    if (options.own_text) elsewhere.reset();
    all = checked(page, options.limits, views);
  }
  views->require_freed();
  return all;
}

// Parses a text at different places in memory, in new memory and in used memory, and with different kernels: sound
// trees, and the same ones; and what is written of the tree, read again, is written the same, unless the standard lets
// it change. `parse` takes a text and options, `parse_again` a Parser and a text; `variant` chooses place and kernel.
template <class Parse, class ParseAgain>
void check_parse(std::string_view text, const ParseOptions& options, std::size_t variant, bool comes_back, Parse parse,
                 ParseAgain parse_again) {
  std::string whole, once;
  {
    std::optional<PlacedCopy> input(std::in_place, text, 0);
    std::optional<Views> views;
    {
      const Document page = parse(input->view(), options);
      if (options.own_text) input.reset();
      whole = checked(page, options.limits, views);
      once = serialize(page.root());
      comes_back &= !page.warnings().any() && testing::RoundTripExceptions::find(page.root()) == nullptr;
    }
    views->require_freed();
  }
  require(parsed_in_used_memory(text, options, variant, parse_again) == whole, "the tree hangs on the text alone");
  ParseOptions again = options;
  again.limits = {};
  const PlacedCopy input(once, 0);
  const Document second = parse(input.view(), again);
  TreeOracle(second, again.limits).check();
  if (!comes_back || second.warnings().any()) return;
  const std::string twice = serialize(second.root());
  if (twice != once) std::fprintf(stderr, "once:  %s\ntwice: %s\n", once.c_str(), twice.c_str());
  require(twice == once, "what was written is read as it was");
}

}  // namespace pressmark::fuzz
