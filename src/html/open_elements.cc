#include "html/open_elements.h"

namespace pressmark::html {

void OpenElements::insert(std::size_t position, const OpenElement& element) {
  note_pushed(element);
  elements_.insert(elements_.begin() + static_cast<std::ptrdiff_t>(position), element);
}

void OpenElements::erase(std::size_t position) {
  note_popped(elements_[position]);
  elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(position));
}

void OpenElements::replace(std::size_t position, const OpenElement& element) {
  note_popped(elements_[position]);
  note_pushed(element);
  elements_[position] = element;
}

std::size_t OpenElements::find(NodeIndex node) const {
  if (node == kNoNode || !contains_node(node)) return kNowhere;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].node == node) return i;
  }
  return kNowhere;
}

std::size_t OpenElements::find(Name html_name) const {
  if (!contains(html_name)) return kNowhere;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].is(html_name)) return i;
  }
  return kNowhere;
}

bool OpenElements::finds_in_scope(Name html_name, TagFlags scope) const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].is(html_name)) return true;
    if (elements_[i].has(scope)) return false;
  }
  return false;
}

bool OpenElements::has_heading_in_scope() const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].has(tag::kHeading)) return true;
    if (elements_[i].has(kDefaultScope)) return false;
  }
  return false;
}

bool OpenElements::has_node_in_scope(NodeIndex node) const {
  if (!contains_node(node)) return false;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].node == node) return true;
    if (elements_[i].has(kDefaultScope)) return false;
  }
  return false;
}

}  // namespace pressmark::html
