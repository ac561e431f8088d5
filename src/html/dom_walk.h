// A walk through a subtree that enters templates and shadow roots too, and says when it leaves a node. No recursion.
#pragma once

#include <cstddef>
#include <vector>

#include "pressmark/html.h"

namespace pressmark::html {

class DeepWalk {
 public:
  enum class Event : std::uint8_t {
    kEnter,  // a node: first the root itself
    kEnterShadowRoot,
    kLeaveShadowRoot,  // node(): its host
    kEnterContents,
    kLeaveContents,  // node(): the template
    kLeave           // the node and all in it is done
  };
  enum class ShadowRoots : std::uint8_t { kAll, kSerializable };

  explicit DeepWalk(Node root, ShadowRoots shadow_roots) : root_(root), node_(root), shadow_roots_(shadow_roots) {}

  // Goes to the next event; false behind the last.
  bool next();
  Event event() const { return event_; }
  Node node() const { return node_; }
  // How many nodes, shadow roots and contents the node is in, below the root.
  std::size_t depth() const { return depth_; }

 private:
  struct Frame {
    Node host;
    Node fragment;
    Event left;
  };
  bool enter_fragment(Node fragment, Event left);
  bool enter_children();
  void leave();
  bool wants_shadow_root(Node fragment) const;

  Node root_;
  Node node_;
  ShadowRoots shadow_roots_;
  Event event_ = Event::kLeave;
  bool started_ = false;
  std::size_t depth_ = 0;
  std::vector<Frame> frames_;
};

}  // namespace pressmark::html
