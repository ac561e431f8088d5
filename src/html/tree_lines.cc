// The tree as the html5lib tests write it.
// https://github.com/html5lib/html5lib-tests/blob/master/tree-construction/README.md
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "html/dom_extra.h"
#include "html/dom_walk.h"

namespace pressmark::html {
namespace {

// The order of UTF-16 code units: as that of UTF-8 bytes, but characters beyond U+FFFF (surrogates) come before
// U+E000 to U+FFFF.
bool is_before_in_utf16(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end() || right == b.end()) return left == a.end() && right != b.end();
  const auto x = static_cast<unsigned char>(*left);
  const auto y = static_cast<unsigned char>(*right);
  const bool x_is_surrogate = x >= 0xF0;
  const bool y_is_surrogate = y >= 0xF0;
  if (x_is_surrogate != y_is_surrogate && x >= 0xEE && y >= 0xEE) return x_is_surrogate;
  return x < y;
}

class LineWriter {
 public:
  explicit LineWriter(std::string& lines) : lines_(lines) {}

  void write(const DeepWalk& walk) {
    const std::size_t depth = walk.depth() - 1;
    switch (walk.event()) {
      case DeepWalk::Event::kEnter: write_node(walk.node(), depth); break;
      case DeepWalk::Event::kEnterShadowRoot: {
        const bool closed = NodeAccess::record(walk.node().shadow_root()).flags & kShadowClosed;
        write_line(depth + 1, {closed ? "#shadow-root (closed)" : "#shadow-root (open)"});
        break;
      }
      case DeepWalk::Event::kEnterContents: write_line(depth + 1, {"content"}); break;
      case DeepWalk::Event::kLeaveShadowRoot:
      case DeepWalk::Event::kLeaveContents:
      case DeepWalk::Event::kLeave: break;
    }
  }

 private:
  void write_line(std::size_t depth, std::initializer_list<std::string_view> parts) {
    lines_ += "| ";
    lines_.append(depth * 2, ' ');
    for (const std::string_view part : parts) lines_ += part;
    lines_ += '\n';
  }

  void write_node(Node node, std::size_t depth) {
    switch (node.type()) {
      case NodeType::kDoctype: write_doctype(node, depth); break;
      case NodeType::kElement: write_element(node, depth); break;
      case NodeType::kText: write_line(depth, {"\"", node.text(), "\""}); break;
      case NodeType::kComment: write_line(depth, {"<!-- ", node.text(), " -->"}); break;
      case NodeType::kProcessingInstruction:
        write_line(depth, {"<?", node.local_name(), " ", node.text(), "?>"});
        break;
      case NodeType::kDocument:
      case NodeType::kDocumentFragment: break;
    }
  }

  void write_doctype(Node node, std::size_t depth) {
    if (node.public_id().empty() && node.system_id().empty()) {
      return write_line(depth, {"<!DOCTYPE ", node.local_name(), ">"});
    }
    write_line(depth, {"<!DOCTYPE ", node.local_name(), " \"", node.public_id(), "\" \"", node.system_id(), "\">"});
  }

  void write_element(Node node, std::size_t depth) {
    constexpr std::string_view kPrefixes[] = {"", "svg ", "math "};
    write_line(depth, {"<", kPrefixes[static_cast<std::size_t>(node.name_space())], node.local_name(), ">"});
    constexpr std::string_view kAttributePrefixes[] = {"", "xlink ", "xml ", "xmlns "};
    std::vector<std::pair<std::string, std::string_view>> attributes;
    for (const Attribute& attribute : node.attributes()) {
      std::string name(kAttributePrefixes[static_cast<std::size_t>(attribute.name_space)]);
      attributes.emplace_back(name.append(attribute.local_name), attribute.value);
    }
    std::sort(attributes.begin(), attributes.end(),
              [](const auto& a, const auto& b) { return is_before_in_utf16(a.first, b.first); });
    for (const auto& [name, value] : attributes) write_line(depth + 1, {name, "=\"", value, "\""});
  }

  std::string& lines_;
};

}  // namespace

void write_tree_lines(const Document& document, const std::function<bool(std::string_view)>& take) {
  constexpr std::size_t kPart = 1U << 18;
  std::string lines;
  LineWriter writer(lines);
  DeepWalk walk(document.root(), DeepWalk::ShadowRoots::kAll);
  while (walk.next()) {
    if (walk.node() != document.root()) writer.write(walk);
    if (lines.size() < kPart) continue;
    if (!take(lines)) return;
    lines.clear();
  }
  take(lines);
}

std::string tree_lines(const Document& document) {
  std::string whole;
  write_tree_lines(document, [&](std::string_view lines) {
    whole += lines;
    return true;
  });
  return whole;
}

}  // namespace pressmark::html
