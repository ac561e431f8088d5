// Lists of links in HTML: bookmarks of browsers, and what Pocket wrote until 2023.
// https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
#include <algorithm>

#include "base/ascii.h"
#include "keep/import.h"
#include "keep/import/text.h"
#include "pressmark/html.h"

namespace pressmark::keep {
namespace {

using html::Name;
using html::Node;

constexpr std::size_t kMostTags = 50;
constexpr std::size_t kMostFolders = 64;  // that lie in one another

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty() && parts.size() < kMostTags) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = ascii::trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Item item_of(Node link) {
  const auto value = [link](std::string_view name) { return std::string(link.attribute(name).value_or("")); };
  Item item{.url = std::string(ascii::trimmed(link.attribute(Name::kHref).value_or(""))),
            .title = to_title(link.text_content()),
            .saved = value("add_date"),
            .tags = split(value("tags"), ',')};
  if (item.saved.empty()) item.saved = value("time_added");
  item.name = item.url.empty() ? item.title : item.url;
  return item;
}

// What browsers make themselves is no folder of the person's.
bool is_made_by_browser(Node heading) {
  return heading.has_attribute(heading.document().find_name("personal_toolbar_folder")) ||
         heading.has_attribute(heading.document().find_name("unfiled_bookmarks_folder"));
}

// The parser closes what bookmarks leave open; a heading names the DL behind it, and so all links in that.
class Bookmarks {
 public:
  explicit Bookmarks(Sink& sink) : sink_(sink) {}

  Result<void> read(Node root) {
    for (Node node = root; node; node = node.next_in_preorder(root)) {
      if (!node.is_element()) continue;
      leave_folders(node);
      if (node.is(Name::kH3)) heading_ = is_made_by_browser(node) ? std::string() : to_title(node.text_content());
      if (node.is(Name::kDl)) enter_folder(node);
      if (node.is(Name::kA)) PM_TRY(take(node));
      if (node.is(Name::kDd)) note(node);
    }
    return send();
  }

 private:
  struct Folder {
    std::string name;
    std::uint32_t end;  // in the source
  };

  void leave_folders(Node node) {
    while (!folders_.empty() && node.source().begin >= folders_.back().end) folders_.pop_back();
  }

  void enter_folder(Node list) {
    if (folders_.size() < kMostFolders) folders_.push_back({std::exchange(heading_, {}), list.source().end});
  }

  Result<void> take(Node link) {
    PM_TRY(send());
    if (!link.has_attribute(Name::kHref)) return {};
    const std::string_view href = ascii::trimmed(*link.attribute(Name::kHref));
    if (href.starts_with("place:")) return {};  // a search of the browser's own
    waiting_ = item_of(link);
    for (const Folder& folder : folders_) {
      if (!folder.name.empty()) waiting_->tags.push_back(folder.name);
    }
    return {};
  }

  // <DD> behind a link is what the person wrote of it.
  void note(Node node) {
    std::string text;
    for (Node child = node.first_child(); child && child.is_text(); child = child.next_sibling()) text += child.text();
    if (waiting_) waiting_->note = to_title(text);
  }

  Result<void> send() { return waiting_ ? sink_.take(*std::exchange(waiting_, std::nullopt)) : Result<void>(); }

  Sink& sink_;
  std::string heading_{};
  std::vector<Folder> folders_{};
  std::optional<Item> waiting_{};
};

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
  return ascii::lowercase(text).find(lower) != std::string::npos;
}

}  // namespace

bool is_bookmarks(const Input& input) { return contains_ignoring_case(input.head, "<!doctype netscape-bookmark-file"); }

Result<void> read_bookmarks(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  const html::Document page = html::parse(text);
  return Bookmarks(sink).read(page.root());
}

bool is_pocket_html(const Input& input) {
  return contains_ignoring_case(input.head, "<title>pocket export") ||
         (contains_ignoring_case(input.head, "time_added=") && contains_ignoring_case(input.head, "<ul"));
}

Result<void> read_pocket_html(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  const html::Document page = html::parse(text);
  bool is_archive = false;
  for (Node node = page.root(); node; node = node.next_in_preorder(page.root())) {
    if (!node.is_element()) continue;
    if (node.is(Name::kH1)) is_archive = contains_ignoring_case(node.text_content(), "archive");
    if (!node.is(Name::kA) || !node.has_attribute(Name::kHref)) continue;
    Item item = item_of(node);
    item.read = item.archived = is_archive;
    PM_TRY(sink.take(std::move(item)));
  }
  return {};
}

}  // namespace pressmark::keep
