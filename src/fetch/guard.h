// Which servers may be asked: the guard against pages that send us to the machine or the network that we run on.
#pragma once

#include <sys/socket.h>

#include <expected>
#include <string>

#include "pressmark/fetch.h"
#include "pressmark/result.h"
#include "pressmark/url.h"

namespace pressmark::fetch {

// What can be said of a URL before any name is looked up: kRefused unless it is http(s), without credentials, on a
// usual port, and its host neither a special address nor a name of the local network.
Result<void> check_target(const url::Url& url, const Options& options);

// The last word, on what is about to be connected to: the address's family, bytes and port.
bool may_connect(const sockaddr& address, const Options& options);

// The address in figures, for messages.
std::string to_text(const sockaddr& address);

}  // namespace pressmark::fetch
