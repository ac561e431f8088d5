// Short lines that pages put over what is not of the text, in many languages.
#pragma once

#include <cstdint>

namespace pressmark::extract {

// Whether a block with this Wording::fingerprint() is such a line: "Related articles", "Lesen Sie auch", "相关阅读".
bool leads_elsewhere(std::uint64_t fingerprint);

}  // namespace pressmark::extract
