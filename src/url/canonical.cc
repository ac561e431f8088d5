#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/ascii.h"
#include "pressmark/url.h"

namespace pressmark::url {
namespace {

// Parameters that only say where the reader came from, in lower case; a "*" stands for any ending.
constexpr auto kTracking = std::to_array<std::string_view>({"utm_*",
                                                            "mtm_*",
                                                            "pk_*",
                                                            "piwik_*",
                                                            "matomo_*",
                                                            "hsa_*",
                                                            "fbclid",
                                                            "gclid",
                                                            "gclsrc",
                                                            "dclid",
                                                            "gbraid",
                                                            "wbraid",
                                                            "msclkid",
                                                            "yclid",
                                                            "twclid",
                                                            "ttclid",
                                                            "li_fat_id",
                                                            "mc_cid",
                                                            "mc_eid",
                                                            "igshid",
                                                            "igsh",
                                                            "spm",
                                                            "spm_id_from",
                                                            "vd_source",
                                                            "_hsenc",
                                                            "_hsmi",
                                                            "hsctatracking",
                                                            "mkt_tok",
                                                            "vero_id",
                                                            "vero_conv",
                                                            "oly_anon_id",
                                                            "oly_enc_id",
                                                            "_openstat",
                                                            "rb_clickid",
                                                            "wickedid",
                                                            "ml_subscriber",
                                                            "ml_subscriber_hash",
                                                            "_ga",
                                                            "_gl",
                                                            "ref_src"});

// What WeChat adds when an article is shared.
constexpr auto kWeChatShare = std::to_array<std::string_view>(
    {"chksm",     "scene",     "mpshare",        "pass_ticket", "srcid",    "sharer_*", "subscene",       "sessionid",
     "clicktime", "enterid",   "ascene",         "devicetype",  "version",  "nettype",  "lang",           "countrycode",
     "exportkey", "wx_header", "fontgear",       "key",         "uin",      "from",     "isappinstalled", "ref",
     "tempkey",   "xtrack",    "realreporttime", "click_id",    "poc_token"});

constexpr std::array<std::string_view, 4> kWeChatArticle{"__biz", "mid", "idx", "sn"};
constexpr std::array<std::string_view, 4> kWeChatTemporary{"src", "timestamp", "ver", "signature"};

template <class Patterns>
bool matches_any(std::string_view name, const Patterns& patterns) {
  return std::ranges::any_of(patterns, [name](std::string_view pattern) {
    if (!pattern.ends_with('*')) return ascii::equals_ignoring_case(name, pattern);
    pattern.remove_suffix(1);
    return ascii::equals_ignoring_case(name.substr(0, pattern.size()), pattern);
  });
}

// The search without its "?", less the parameters whose names are not wanted.
template <class Wanted>
std::string filter(std::string_view query, Wanted wanted) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameter.empty() || !wanted(parameter.substr(0, parameter.find('=')))) continue;
    if (!kept.empty()) kept += '&';
    kept += parameter;
  }
  return kept;
}

bool has_parameter(std::string_view query, std::string_view name) {
  return !filter(query, [name](std::string_view other) { return other == name; }).empty();
}

// An article has a short address, /s/<id>, or a long one, /s?__biz=&mid=&idx=&sn=; a search engine is given one that
// expires, /s?src=&timestamp=&ver=&signature=.
std::string wechat_query(std::string_view path, std::string_view query) {
  const auto keep = [query](const auto& names) {
    return filter(query, [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); });
  };
  if (path.size() > 3 && path.starts_with("/s/")) return {};
  if (path == "/s" && has_parameter(query, "signature")) return keep(kWeChatTemporary);
  if (path == "/s" && has_parameter(query, "__biz")) return keep(kWeChatArticle);
  return filter(
      query, [](std::string_view name) { return !matches_any(name, kTracking) && !matches_any(name, kWeChatShare); });
}

// A fragment that picks the page's text or, in an application of one document, the page.
bool names_a_place(std::string_view hash) {
  return hash.starts_with("#!") || hash.starts_with("#/") || hash.find(":~:") != hash.npos;
}

}  // namespace

std::string canonical(const Url& url) {
  const std::string_view hash = names_a_place(url.hash()) ? url.hash() : std::string_view();
  if (url.has_opaque_path()) return std::string(url.href().substr(0, url.href().find('#'))) += hash;
  const std::string_view path = url.pathname();
  const std::string_view query = url.search().empty() ? url.search() : url.search().substr(1);
  const std::string kept = url.hostname() == "mp.weixin.qq.com"
                               ? wechat_query(path, query)
                               : filter(query, [](std::string_view name) { return !matches_any(name, kTracking); });
  std::string out(url.href().begin(), path.end());
  if (!kept.empty()) out += '?', out += kept;
  out += hash;
  return out;
}

std::string canonical(std::string_view address) {
  const auto url = Url::parse(address);
  return url ? canonical(*url) : std::string(address);
}

}  // namespace pressmark::url
