// What scoring and choosing agree on.
#pragma once

namespace pressmark::extract {

// The most that a block of navigation, a footer, an aside, a dialog or a cookie notice gets. Such blocks are chosen
// only where a page has no others.
inline constexpr float kChromeKeep = 0.02F;

}  // namespace pressmark::extract
