#include "html/dom_walk.h"

#include "html/dom_extra.h"

namespace pressmark::html {

bool DeepWalk::wants_shadow_root(Node fragment) const {
  if (!fragment) return false;
  return shadow_roots_ == ShadowRoots::kAll || (NodeAccess::record(fragment).flags & kShadowSerializable);
}

bool DeepWalk::next() {
  if (!started_) {
    started_ = true;
    event_ = Event::kEnter;
    return true;
  }
  switch (event_) {
    case Event::kEnter:
      if (wants_shadow_root(node_.shadow_root())) {
        event_ = Event::kEnterShadowRoot;
        return true;
      }
      [[fallthrough]];
    case Event::kLeaveShadowRoot:
      if (node_.template_contents()) {
        event_ = Event::kEnterContents;
        return true;
      }
      [[fallthrough]];
    case Event::kLeaveContents:
      if (!enter_children()) event_ = Event::kLeave;
      return true;
    case Event::kEnterShadowRoot: return enter_fragment(node_.shadow_root(), Event::kLeaveShadowRoot);
    case Event::kEnterContents: return enter_fragment(node_.template_contents(), Event::kLeaveContents);
    case Event::kLeave:
      if (node_ == root_) return false;
      leave();
      return true;
  }
  return false;
}

bool DeepWalk::enter_children() {
  const Node child = node_.first_child();
  if (!child) return false;
  node_ = child;
  ++depth_;
  event_ = Event::kEnter;
  return true;
}

bool DeepWalk::enter_fragment(Node fragment, Event left) {
  const Node child = fragment.first_child();
  if (!child) {
    event_ = left;
    return true;
  }
  frames_.push_back({node_, fragment, left});
  node_ = child;
  depth_ += 2;
  event_ = Event::kEnter;
  return true;
}

void DeepWalk::leave() {
  if (const Node sibling = node_.next_sibling()) {
    node_ = sibling;
    event_ = Event::kEnter;
    return;
  }
  const Node parent = node_.parent();
  if (!frames_.empty() && frames_.back().fragment == parent) {
    node_ = frames_.back().host;
    event_ = frames_.back().left;
    depth_ -= 2;
    frames_.pop_back();
    return;
  }
  node_ = parent;
  --depth_;
  event_ = Event::kLeave;
}

}  // namespace pressmark::html
