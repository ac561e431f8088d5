// URLs by the WHATWG URL Standard. https://url.spec.whatwg.org/
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark::url {

// A parsed URL, kept as its serialisation and the places of its parts in it. Views live as long as the Url.
class Url {
 public:
  // The basic URL parser, or nullopt on failure. `base` resolves relative references. Input is UTF-8. Also refused:
  // input over 512 MiB, and a domain of other than ASCII that is longer than any that DNS can hold.
  static std::optional<Url> parse(std::string_view input, const Url* base = nullptr);

  std::string_view href() const { return href_; }
  std::string_view protocol() const;  // "https:"
  std::string_view username() const;
  std::string_view password() const;
  std::string_view host() const;      // "example.org:8080"
  std::string_view hostname() const;  // "example.org", "[::1]"
  std::string_view port() const;      // "" when none or the scheme's default
  std::string_view pathname() const;
  std::string_view search() const;  // "?q" or ""
  std::string_view hash() const;    // "#f" or ""
  std::string origin() const;       // ASCII serialisation; "null" when opaque
  bool has_opaque_path() const;
  bool is_special() const;  // ftp, file, http, https, ws, wss

 private:
  friend class Parser;
  Url() = default;
  static constexpr std::uint32_t kAbsent = 0xffffffff;
  struct Parts {  // Offsets into href_, in its order. Without a host, the first four are the same.
    std::uint32_t scheme_end = 0, username_end = 0, host_start = 0, host_end = 0, pathname_start = 0;
    std::uint32_t search_start = kAbsent, hash_start = kAbsent;
    std::uint32_t port = kAbsent;
    bool special = false, opaque_path = false;
  };
  bool has_host() const { return parts_.host_start > parts_.scheme_end; }
  std::string_view part(std::size_t start, std::size_t end) const;
  std::string href_;
  Parts parts_;
};

// `reference` resolved against `base` and serialised; nullopt when either fails to parse. An empty base means none.
std::optional<std::string> resolve(std::string_view reference, std::string_view base);

// The URL without what only tracks the reader: utm_*, fbclid, gclid, spm and their like, WeChat's share parameters, and
// the fragment unless it names a place (text fragments, #!). What identifies the page stays, in its order.
std::string canonical(const Url& url);
std::string canonical(std::string_view address);  // `address` itself where it is no absolute URL

// The registrable-looking domain for display: hostname without a leading "www.".
std::string_view display_host(const Url& url);

}  // namespace pressmark::url
