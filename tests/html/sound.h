// What holds of every tree.
#pragma once

#include <gtest/gtest.h>

#include "pressmark/html.h"

namespace pressmark::html {

// The tree's links and ranges hold together.
inline void expect_sound(const Document& page) {
  for (NodeIndex i = 0; i < page.node_count(); ++i) {
    const Node node = page.node(i);
    ASSERT_LE(node.source().begin, node.source().end);
    ASSERT_LE(node.source().end, page.input().size());
    Node previous(&page, kNoNode);
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      ASSERT_EQ(child.parent(), node);
      ASSERT_EQ(child.previous_sibling(), previous);
      previous = child;
    }
    ASSERT_EQ(node.last_child(), previous);
  }
}

}  // namespace pressmark::html
