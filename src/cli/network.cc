#include "cli/network.h"

#include <algorithm>

#include "capture/file.h"

namespace pressmark::cli {

Result<fetch::Options> network_options(const Arguments& arguments) {
  fetch::Options options{.allow_private = arguments.has("allow-private")};
  for (std::string_view list = arguments.value("allow"); !list.empty();) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) options.allow.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  if (arguments.has("cookies")) {
    const auto bytes = PM_TRY(capture::read_file(std::string(arguments.value("cookies"))));
    options.cookies.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return options;
}

}  // namespace pressmark::cli
