#include "extract/recipes/wechat_page.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "base/ascii.h"
#include "extract/metadata_facts.h"

namespace pressmark::extract::wechat {
namespace {

using html::Name;
using html::Node;

// A captcha page has a handful of scripts and no element that tells.
constexpr std::size_t kMostScriptsOfErrors = 12;

// A search that skips by the length of `word`: the scripts of a page are megabytes.
class Search {
 public:
  explicit Search(std::string_view word) : word_(word), searcher_(word.begin(), word.end()) {}
  std::size_t first(std::string_view text, std::size_t from = 0) const {
    const auto found =
        std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), searcher_);
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
  }
  bool is_in(std::string_view text) const { return first(text) != std::string_view::npos; }
  std::size_t length() const { return word_.size(); }

 private:
  std::string_view word_;
  std::boyer_moore_horspool_searcher<std::string_view::iterator> searcher_;
};

// What follows `name` and "=" where that is a literal that begins with one of `starts`; "" where there is none.
std::string_view assigned(std::string_view script, const Search& name, std::string_view starts) {
  for (std::size_t at = name.first(script); at != std::string_view::npos; at = name.first(script, at + name.length())) {
    std::size_t next = at + name.length();
    while (next < script.size() && ascii::is_whitespace(script[next])) ++next;
    if (next >= script.size() || script[next] != '=') continue;
    ++next;
    while (next < script.size() && ascii::is_whitespace(script[next])) ++next;
    const bool starts_so =
        next < script.size() && (starts.empty() || starts.find(script[next]) != std::string_view::npos);
    if (starts_so) return script.substr(next);
  }
  return {};
}

// White space, whatever else is a control character.
bool ends_name(char c) { return static_cast<unsigned char>(c) <= ' ' && ascii::is_whitespace(c); }

bool has_word(std::string_view classes, std::string_view wanted) {
  for (std::size_t at = classes.find(wanted); at != std::string_view::npos; at = classes.find(wanted, at + 1)) {
    const bool begins = at == 0 || ascii::is_whitespace(classes[at - 1]);
    const std::size_t end = at + wanted.size();
    if (begins && (end == classes.size() || ascii::is_whitespace(classes[end]))) return true;
  }
  return false;
}

class Finder {
 public:
  explicit Finder(const Outline& outline) : outline_(outline) {}

  PageParts run() {
    const std::vector<OutlineItem>& items = outline_.items();
    for (std::uint32_t at = 1; at < items.size();) {
      const OutlineItem& item = items[at];
      const Node node = outline_.node(item);
      visit(item, node);
      at = parts_.content && node == parts_.content ? item.end : at + 1;
    }
    search_scripts();
    return parts_;
  }

 private:
  void visit(const OutlineItem& item, Node node) {
    switch (item.name) {
      case Name::kScript: return visit_script(node);
      case Name::kMeta: return visit_meta(node);
      case Name::kTitle:
        if (!parts_.head_title) parts_.head_title = node;
        break;
      case Name::kLink: visit_link(node); break;
      default: break;
    }
    // Of a page's elements next to none is a part of the platform's.
    if ((item.says & kPlatformName) == 0) return;
    node.visit_attributes([&](Name name, std::string_view value) {
      if (name == Name::kId) visit_id(node, value);
      if (name == Name::kClass) visit_class(node, value);
    });
  }

  void visit_link(Node node) {
    const std::string_view href = node.attribute(Name::kHref).value_or("");
    if (node.attribute(Name::kRel).value_or("") == "canonical") parts_.canonical = href;
    if (href.find("res.wx.qq.com") != std::string_view::npos) parts_.is_made_by_wechat = true;
  }

  void visit_id(Node node, std::string_view id) {
    const auto take = [node](Node& part) {
      if (!part) part = node;
    };
    if (id == "js_content") take(parts_.content);
    if (id == "js_article") take(parts_.article);
    if (id == "activity-name") take(parts_.title);
    if (id == "js_name") take(parts_.account);
    if (id == "js_author_name") take(parts_.author);
    if (id == "publish_time") take(parts_.publish_time);
    if (id == "js_verify" || id == "tcaptcha_iframe_dy" || id == "poc_token") parts_.is_captcha = true;
    if (id == "img-content" && has_word(node.attribute(Name::kClass).value_or(""), "original_page"))
      parts_.is_repost_stub = true;
  }

  void visit_class(Node node, std::string_view classes) {
    for (std::size_t at = 0; at < classes.size();) {
      std::size_t end = at;
      while (end < classes.size() && !ends_name(classes[end])) ++end;
      visit_class_name(node, classes.substr(at, end - at));
      at = end + 1;
    }
  }

  void visit_class_name(Node node, std::string_view name) {
    if (!parts_.message && (name == "weui-msg__title" || name == "mesg-block")) parts_.message = node;
    if (!parts_.reason && name == "weui-msg__desc") parts_.reason = node;
    if (!parts_.account && name == "wx_follow_nickname") parts_.account = node;
  }

  void visit_meta(Node node) {
    const std::string_view content = node.attribute(Name::kContent).value_or("");
    const std::string_view property = node.attribute(Name::kProperty).value_or("");
    if (property == "og:title") parts_.og_title = content;
    if (property == "og:image") parts_.og_image = content;
    if (property == "og:url") parts_.og_url = content;
    if (property == "og:description") parts_.og_description = content;
    if (node.attribute(Name::kName).value_or("") == "author") parts_.meta_author = content;
  }

  void visit_script(Node node) {
    const std::string_view source = node.attribute(Name::kSrc).value_or("");
    if (source.find("res.wx.qq.com") != std::string_view::npos) parts_.is_made_by_wechat = true;
    const Node text = node.first_child();
    if (text && text.is_text()) scripts_.push_back(text.text());
  }

  // The scripts are searched only on a page that has the platform's elements, and for what is missing only.
  void search_scripts() {
    const bool may_be_article = parts_.content || parts_.article || parts_.title || parts_.account;
    if (!may_be_article && !parts_.message && !parts_.is_captcha && scripts_.size() > kMostScriptsOfErrors) return;
    const Search data("window.cgiDataNew");
    for (const std::string_view script : scripts_) {
      if (parts_.data_script.empty()) parts_.data_script = assigned(script, data, "{");
    }
    if (!parts_.data_script.empty()) return;
    const Search token("poc_token"), captcha("wappoc_appmsgcaptcha"), title("var msg_title");
    for (const std::string_view script : scripts_) {
      if (parts_.variables.empty() && !assigned(script, title, "\"'").empty()) parts_.variables = script;
      if (!may_be_article) parts_.is_captcha = parts_.is_captcha || token.is_in(script) || captcha.is_in(script);
    }
    // The rest says more of an article, or of what stands in its place, and here is neither.
    if (!may_be_article && parts_.variables.empty() && !parts_.message && !parts_.is_captcha) return;
    const Search host("mp.weixin.qq.com"), files("res.wx.qq.com"), scope("mmbizwap"), error_data("window.cgiData");
    for (const std::string_view script : scripts_) {
      if (parts_.error_script.empty()) parts_.error_script = assigned(script, error_data, "{");
      parts_.is_made_by_wechat =
          parts_.is_made_by_wechat || host.is_in(script) || files.is_in(script) || scope.is_in(script);
    }
  }

  const Outline& outline_;
  PageParts parts_{};
  std::vector<std::string_view> scripts_{};
};

}  // namespace

PageParts find_parts(const Outline& outline) { return Finder(outline).run(); }

std::string variable(std::string_view script, std::string_view name) {
  const std::string declaration = "var " + std::string(name);
  const std::string_view value = assigned(script, Search(declaration), "");
  return value.empty() ? std::string() : read_literal(value, Dialect::kScript).text;
}

std::string text_of(Node node) { return node ? fold_space(node.text_content()) : std::string(); }

}  // namespace pressmark::extract::wechat
