// Running out of memory as an error of the page that needed too much.
#pragma once

#include <new>
#include <utility>

#include "pressmark/result.h"

namespace pressmark::base {

// What `make` gives, a Result, or kUnreadable when there is not enough memory for it: all that it held is freed by
// then.
template <class Make>
auto within_memory(Make&& make) -> decltype(make()) {
  try {
    return std::forward<Make>(make)();
  } catch (const std::bad_alloc&) {
    return std::unexpected(error(Code::kUnreadable, "reading it takes more memory than there is")
                               .with_remedy("read it with more memory, or with fewer --threads"));
  }
}

}  // namespace pressmark::base
