// Pages whose text only their scripts make: opened in an installed Chromium, under the guard.
#pragma once

#include <string>
#include <string_view>

#include "pressmark/fetch.h"
#include "pressmark/result.h"

namespace pressmark::browser {

struct Page {
  std::string url;   // after redirects, also those of scripts; without fragment
  std::string html;  // the document as it stands then, UTF-8
};

// The page once its scripts have settled. The browser is /usr/bin/chromium or what $PRESSMARK_CHROMIUM names; it runs
// in its sandbox, with a profile that is thrown away, and all that it asks for goes through a proxy of ours that
// refuses what `options` refuses. Of the options, allow, allow_private, cookies, max_inflated and total_seconds count.
// Errors: kUsage (not a URL, no Chromium, one that does not start), kRefused, kNotFound (no such host), kRetryLater (no
// answer in time), kUnreadable (over a limit, not HTML), and what fetch::error_of makes of its status.
Result<Page> open(std::string_view url, const fetch::Options& options = {});

}  // namespace pressmark::browser
