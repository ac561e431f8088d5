// The HTML fragment serialisation algorithm.
// https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments
#include <string>
#include <string_view>

#include "html/dom_extra.h"
#include "html/dom_walk.h"
#include "html/tag_sets.h"

namespace pressmark::html {
namespace {

enum class Escape : std::uint8_t { kText, kAttribute };

// Escaping a string. https://html.spec.whatwg.org/multipage/parsing.html#escapingString
void append_escaped(std::string& out, std::string_view text, Escape mode) {
  const std::string_view special = mode == Escape::kText ? "&<>\xC2" : "&<>\xC2\"";
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find_first_of(special, from);
    out += text.substr(from, at - from);
    if (at == std::string_view::npos) return;
    from = at + 1;
    switch (text[at]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:  // The lead byte of U+00A0, a no-break space, and of other characters.
        if (text.substr(at).starts_with("\xC2\xA0")) {
          out += "&nbsp;";
          ++from;
        } else {
          out += text[at];
        }
    }
  }
}

bool is_void(Node node) {
  return node.name_space() == Namespace::kHtml && (flags_of(node.name(), Namespace::kHtml) & tag::kVoid);
}

// Whether a text's parent takes its text literally.
bool is_literal_in(Node parent) {
  if (!parent || !parent.is_element() || parent.name_space() != Namespace::kHtml) return false;
  if (parent.name() == Name::kNoscript) return NodeAccess::has_scripting(parent);
  return flags_of(parent.name(), Namespace::kHtml) & tag::kRawText;
}

void append_attribute_name(std::string& out, const Attribute& attribute) {
  switch (attribute.name_space) {
    case AttributeNamespace::kNone: break;
    case AttributeNamespace::kXLink: out += "xlink:"; break;
    case AttributeNamespace::kXml: out += "xml:"; break;
    case AttributeNamespace::kXmlns:
      if (attribute.local_name != "xmlns") out += "xmlns:";
      break;
  }
  out += attribute.local_name;
}

void append_start_tag(std::string& out, Node element) {
  out += '<';
  out += element.local_name();
  for (const Attribute& attribute : element.attributes()) {
    out += ' ';
    append_attribute_name(out, attribute);
    out += "=\"";
    append_escaped(out, attribute.value, Escape::kAttribute);
    out += '"';
  }
  out += '>';
}

void append_shadow_root_tag(std::string& out, Node fragment) {
  const std::uint32_t flags = NodeAccess::record(fragment).flags;
  out += flags & kShadowClosed ? "<template shadowrootmode=\"closed\"" : "<template shadowrootmode=\"open\"";
  if (flags & kShadowDelegatesFocus) out += " shadowrootdelegatesfocus=\"\"";
  if (flags & kShadowSerializable) out += " shadowrootserializable=\"\"";
  if (flags & kShadowClonable) out += " shadowrootclonable=\"\"";
  out += '>';
}

void append_node(std::string& out, Node node) {
  switch (node.type()) {
    case NodeType::kElement: append_start_tag(out, node); break;
    case NodeType::kText:
      if (is_literal_in(node.parent())) {
        out += node.text();
      } else {
        append_escaped(out, node.text(), Escape::kText);
      }
      break;
    case NodeType::kComment: out.append("<!--").append(node.text()).append("-->"); break;
    case NodeType::kProcessingInstruction:
      out.append("<?").append(node.local_name()).append(" ").append(node.text()).append("?>");
      break;
    case NodeType::kDoctype: out.append("<!DOCTYPE ").append(node.local_name()).append(">"); break;
    case NodeType::kDocument:
    case NodeType::kDocumentFragment: break;
  }
}

}  // namespace

std::string serialize(Node node, Include include) {
  std::string out;
  DeepWalk walk(node, DeepWalk::ShadowRoots::kSerializable);
  while (walk.next()) {
    const bool is_root = walk.node() == node;
    switch (walk.event()) {
      case DeepWalk::Event::kEnter:
        if (!is_root || include == Include::kOuter) append_node(out, walk.node());
        break;
      case DeepWalk::Event::kEnterShadowRoot: append_shadow_root_tag(out, walk.node().shadow_root()); break;
      case DeepWalk::Event::kLeaveShadowRoot: out += "</template>"; break;
      case DeepWalk::Event::kLeave:
        if (is_root && include == Include::kInner) break;
        if (!walk.node().is_element() || is_void(walk.node())) break;
        out.append("</").append(walk.node().local_name()).append(">");
        break;
      case DeepWalk::Event::kEnterContents:
      case DeepWalk::Event::kLeaveContents: break;
    }
  }
  return out;
}

}  // namespace pressmark::html
