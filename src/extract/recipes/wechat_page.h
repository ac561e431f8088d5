// Where things stand in a page of mp.weixin.qq.com: found in one walk, judged elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extract/literal.h"
#include "extract/outline.h"
#include "pressmark/html.h"

namespace pressmark::extract::wechat {

// Nodes are none and texts are empty where the page has no such thing. Views live as long as the page.
struct PageParts {
  html::Node content{};             // #js_content
  html::Node article{};             // #js_article
  html::Node title{};               // #activity-name
  html::Node account{};             // #js_name
  html::Node author{};              // #js_author_name
  html::Node publish_time{};        // #publish_time; filled by script, so empty in raw pages
  html::Node message{};             // what stands in an article's place: .weui-msg__title, .mesg-block p
  html::Node reason{};              // .weui-msg__desc
  html::Node head_title{};          // <title>
  std::string_view data_script{};   // from the "{" of `cgiDataNew = {` on
  std::string_view error_script{};  // from the "{" of `cgiData = {` on
  std::string_view variables{};     // the script that sets msg_title, of pages without cgiDataNew
  std::string_view og_title{}, og_image{}, og_url{}, og_description{}, meta_author{}, canonical{};
  bool is_captcha = false;
  bool is_made_by_wechat = false;  // names a script, style or host of the platform
  bool is_repost_stub = false;     // #img-content.original_page
};

PageParts find_parts(const Outline& outline);

// The value of `var name = ...` in a script, or an empty string.
std::string variable(std::string_view script, std::string_view name);

// The text of a node, white space folded; "" for none.
std::string text_of(html::Node node);

}  // namespace pressmark::extract::wechat
