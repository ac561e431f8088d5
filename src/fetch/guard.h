// Which servers may be asked: the guard against pages that send us to the machine or the network that we run on.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fetch/address.h"
#include "pressmark/fetch.h"
#include "pressmark/result.h"
#include "pressmark/url.h"

namespace pressmark::fetch {

class Guard {
 public:
  // Errors: kUsage for an entry of Options::allow that is none.
  static Result<Guard> of(const Options& options);

  // What can be said of a URL before any name is looked up: kRefused unless it is http(s), without credentials, and
  // either allowed or on a usual port of a host that is neither a special address nor a name of the local network.
  Result<void> check_target(const url::Url& url) const;

  // The last word, on what is about to be connected to for `url`: the address's family, bytes and port.
  bool may_connect(const url::Url& url, const sockaddr& address) const;

 private:
  // An entry of Options::allow: a host's name or addresses, on one port or on the usual ones.
  struct Exception {
    std::string host;
    std::optional<Block> block;
    std::uint16_t port = 0;

    bool covers(std::uint16_t other) const;
  };
  static Result<Exception> parse(std::string_view entry);

  bool allow_private_ = false;
  std::vector<Exception> exceptions_;
};

}  // namespace pressmark::fetch
