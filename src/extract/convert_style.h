// What an element is to the conversion: block or inline, shown or not, and what its classes and style say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/word_list.h"
#include "pressmark/article.h"
#include "pressmark/html.h"

namespace pressmark::extract {

// ---- ASCII case-insensitive text ----
bool contains_word(std::string_view list, std::string_view lower_word);  // in a list separated by white space
bool contains_any_word(std::string_view list, const WordList& words);
// Whether a part of one of the names is a word of the list; parts are split at white space, "-", "_" and capitals'
// edges.
bool contains_any_part(std::string_view names, const WordList& words);
bool contains_ignoring_case(std::string_view text, std::string_view lower);

// ---- attributes ----
// Bytes of a class or an id that are looked at: an element may be asked for each of those in it.
inline constexpr std::size_t kMostNames = 1000;
inline std::string_view value_of(html::Node element, html::Name name) {  // "" when absent
  return element.attribute(name).value_or(std::string_view());
}
std::string_view value_of(html::Node element, std::string_view name);
bool has_class(html::Node element, std::string_view lower);  // a whole class name
template <WordText... kLowerWords>
bool has_any_class(html::Node element) {
  return contains_any_word(value_of(element, html::Name::kClass).substr(0, kMostNames), kWordList<kLowerWords...>);
}
// Whether a part of the class or id attribute is one of the words.
template <WordText... kLowerWords>
bool class_hints(html::Node element) {
  return contains_any_part(value_of(element, html::Name::kClass).substr(0, kMostNames), kWordList<kLowerWords...>) ||
         contains_any_part(value_of(element, html::Name::kId).substr(0, kMostNames), kWordList<kLowerWords...>);
}
// A value of the style attribute: style_of(node, "display"), without white space around and "!important".
std::string_view style_of(html::Node element, std::string_view property);

// ---- nature ----
bool is_block_level(html::Node element);
// Script, style, form controls and the like: no text for a reader, wherever they stand.
bool is_never_shown(html::Node element);
// Not displayed: the hidden attribute, display:none, a closed dialog, text for screen readers only.
bool is_hidden(html::Node element);
// 1..6, or 0 when it is no heading.
int heading_level(html::Node element);
// By the name of an HTML element alone.
int heading_level(html::Name name);
// `marks` with what this element's name and style add or take away.
std::uint16_t marks_in(html::Node element, std::uint16_t marks);

// The words of an element's text: trimmed, white space collapsed, at most `limit` bytes looked at.
std::string short_text(html::Node element, std::size_t limit = 200);

}  // namespace pressmark::extract
