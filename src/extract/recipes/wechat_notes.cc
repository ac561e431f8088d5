#include "extract/recipes/wechat_notes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "extract/metadata_facts.h"

namespace pressmark::extract::wechat {
namespace {

struct Note {
  std::string address{};
  bool is_used = false;
};
using Notes = std::map<std::string, Note, std::less<>>;

// "[12]" at the beginning of `text`, or "".
std::string_view label_at(std::string_view text) {
  if (!text.starts_with('[')) return {};
  const std::size_t end = text.find_first_not_of("0123456789", 1);
  const bool is_label = end != std::string_view::npos && end > 1 && end < 6 && text[end] == ']';
  return is_label ? text.substr(0, end + 1) : std::string_view();
}

// The address in "title: https://...", or "".
std::string_view address_in(std::string_view line) {
  const std::size_t found = std::min(line.find("https://"), line.find("http://"));
  if (found == std::string_view::npos) return {};
  const std::string_view rest = line.substr(found);
  return rest.substr(0, std::min(rest.find_first_of(" \n\t"), rest.size()));
}

// Reads blocks of the list from the last one upwards. A label may stand in a block of its own above its text.
class List {
 public:
  // How many blocks at the end are the list; what they say is in notes().
  std::size_t measure(const std::vector<Block>& blocks) {
    std::size_t count = 0;
    while (count < blocks.size() && take(blocks[blocks.size() - 1 - count])) count += 1;
    if (!pending_.empty()) return 0;  // A line with an address that no label belongs to: no such list.
    if (!notes_.empty() && count < blocks.size() && is_heading(blocks[blocks.size() - 1 - count])) count += 1;
    return notes_.empty() ? 0 : count;
  }
  Notes& notes() { return notes_; }

 private:
  static bool is_heading(const Block& block) {
    constexpr auto kNames = std::to_array<std::string_view>(
        {"参考资料", "参考链接", "引用链接", "参考文献", "References", "Reference", "参考", "相关链接", "资料"});
    if (block.kind != Block::Kind::kHeading && block.kind != Block::Kind::kParagraph) return false;
    std::string text = fold_space(plain_text(block.spans));
    while (text.ends_with(':') || text.ends_with("：")) text.resize(text.size() - (text.ends_with(':') ? 1 : 3));
    return std::ranges::find(kNames, text) != kNames.end();
  }

  bool take(const Block& block) {
    if (block.kind == Block::Kind::kList)
      return std::ranges::all_of(block.children, [this](const Block& item) {
        return std::ranges::all_of(item.children, [this](const Block& child) { return take(child); });
      });
    if (block.kind == Block::Kind::kRule) return true;
    if (block.kind != Block::Kind::kParagraph && block.kind != Block::Kind::kListItem) return false;
    const std::string text = plain_text(block.spans);
    std::vector<std::string_view> lines;
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const std::string_view line = ascii::trimmed(rest.substr(0, end)); !line.empty()) lines.push_back(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::all_of(lines.rbegin(), lines.rend(), [this](std::string_view line) { return take_line(line); });
  }

  bool take_line(std::string_view line) {
    const std::string_view label = label_at(line);
    const std::string_view address = address_in(line);
    if (label.empty()) {
      if (address.empty() || !pending_.empty()) return false;
      pending_ = address;
      return true;
    }
    if (address.empty() && (pending_.empty() || ascii::trimmed(line.substr(label.size())).size() > 200)) return false;
    notes_.try_emplace(std::string(label), Note{std::string(address.empty() ? std::string_view(pending_) : address)});
    pending_.clear();
    return true;
  }

  Notes notes_{};
  std::string pending_{};  // the address of a line whose label is yet to come above it
};

// Links the references in the spans of `blocks`.
class Linker {
 public:
  Linker(const std::vector<NoteAnchor>& anchors, Notes& notes) : anchors_(anchors), notes_(notes) {}

  void link(std::vector<Block>& blocks) {
    for (Block& block : blocks) {  // Depth is at most kMaxBlockDepth.
      link(block.spans);
      if (block.table) {
        for (auto& row : block.table->rows) {
          for (TableCell& cell : row) link(cell.spans);
        }
      }
      link(block.children);
    }
  }

 private:
  void link(std::vector<Span>& spans) {
    const bool has_reference =
        std::ranges::any_of(spans, [this](const Span& span) { return note_of(span) != nullptr; });
    if (!has_reference) return;
    std::vector<Span> out;
    for (Span& span : spans) {
      Note* note = note_of(span);
      if (note == nullptr) {
        out.push_back(std::move(span));
        continue;
      }
      note->is_used = true;
      const std::string anchor = anchor_of(ascii::trimmed(span.text));
      if (!link_tail(out, anchor, note->address)) {
        span.link = note->address;
        out.push_back(std::move(span));
      }
    }
    spans = std::move(out);
  }

  Note* note_of(const Span& span) {
    if (span.kind != Span::Kind::kText || (span.marks & kSuperscript) == 0 || !span.link.empty()) return nullptr;
    const std::string_view text = ascii::trimmed(span.text);
    const auto found = label_at(text) == text ? notes_.find(text) : notes_.end();
    return found == notes_.end() ? nullptr : &found->second;
  }

  // The text before the next reference of that label, in page order.
  std::string anchor_of(std::string_view label) {
    const auto found = std::find_if(anchors_.begin() + static_cast<std::ptrdiff_t>(next_), anchors_.end(),
                                    [label](const NoteAnchor& anchor) { return anchor.label == label; });
    if (found == anchors_.end()) return "";
    next_ = static_cast<std::size_t>(found - anchors_.begin()) + 1;
    return found->text;
  }

  // Links the last span, or the end of it that is the anchor. Emphasis of its own makes a span of its own.
  static bool link_tail(std::vector<Span>& spans, const std::string& anchor, const std::string& address) {
    if (spans.empty() || anchor.empty()) return false;
    Span& last = spans.back();
    const bool is_text = last.kind == Span::Kind::kText || last.kind == Span::Kind::kCode;
    if (!is_text || !last.link.empty()) return false;
    if (last.text == anchor) {
      last.link = address;
      return true;
    }
    if (last.kind != Span::Kind::kText || !last.text.ends_with(anchor)) return false;
    Span tail = last;
    tail.text = anchor;
    tail.link = address;
    last.text.resize(last.text.size() - anchor.size());
    spans.push_back(std::move(tail));
    return true;
  }

  const std::vector<NoteAnchor>& anchors_;
  Notes& notes_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<NoteAnchor> note_anchors(html::Node body) {
  constexpr std::size_t kLongestAnchor = 300;
  std::vector<NoteAnchor> anchors;
  for (html::Node node = body; node; node = node.next_in_preorder(body)) {
    if (!node.is_element() || !node.is(html::Name::kSup)) continue;
    std::string label = visible_text(node, 20);
    if (label.empty() || label_at(label) != label) continue;
    const html::Node before = node.previous_sibling();
    std::string text = before && before.is_element() ? visible_text(before, kLongestAnchor) : std::string();
    anchors.push_back({std::move(label), std::move(text)});
  }
  return anchors;
}

void restore_links(const std::vector<NoteAnchor>& anchors, std::vector<Block>& blocks) {
  if (anchors.empty()) return;
  List list;
  const std::size_t count = list.measure(blocks);
  if (count == 0) return;
  std::vector<Block> notes(std::make_move_iterator(blocks.end() - static_cast<std::ptrdiff_t>(count)),
                           std::make_move_iterator(blocks.end()));
  blocks.resize(blocks.size() - count);
  Linker(anchors, list.notes()).link(blocks);
  const bool all_used = std::ranges::all_of(list.notes(), [](const auto& note) { return note.second.is_used; });
  if (all_used) return;
  std::ranges::move(notes, std::back_inserter(blocks));
}

}  // namespace pressmark::extract::wechat
