#include "extract/convert_embed.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/image.h"
#include "extract/inline.h"
#include "pressmark/url.h"

namespace pressmark::extract {
namespace {

using html::Name;
using html::Node;

// A player's address and the page that a reader would open. `id_after` is found in the player's address; what follows
// it, up to one of "?&/#", replaces "{}" in `page`; an empty page leaves the address as it is.
struct Service {
  std::string_view host;
  std::string_view id_after;
  std::string_view page;
  std::string_view kind;
  std::string_view name;
};
constexpr auto kServices = std::to_array<Service>({
    {"youtube", "/embed/videoseries?list=", "https://www.youtube.com/playlist?list={}", "video", "YouTube"},
    {"youtube", "/embed/", "https://www.youtube.com/watch?v={}", "video", "YouTube"},
    {"youtube", "/v/", "https://www.youtube.com/watch?v={}", "video", "YouTube"},
    {"youtube", "", "", "video", "YouTube"},
    {"youtu.be", "", "", "video", "YouTube"},
    {"player.vimeo.com", "/video/", "https://vimeo.com/{}", "video", "Vimeo"},
    {"vimeo.com", "", "", "video", "Vimeo"},
    {"bilibili.com", "bvid=", "https://www.bilibili.com/video/{}", "video", "Bilibili"},
    {"bilibili.com", "aid=", "https://www.bilibili.com/video/av{}", "video", "Bilibili"},
    {"v.qq.com", "vid=", "https://v.qq.com/x/page/{}.html", "video", "腾讯视频"},
    {"v.qq.com", "", "", "video", "腾讯视频"},
    {"player.youku.com", "/embed/", "https://v.youku.com/v_show/id_{}.html", "video", "优酷"},
    {"youku.com", "", "", "video", "优酷"},
    {"ixigua.com", "", "", "video", "西瓜视频"},
    {"dailymotion.com", "/embed/video/", "https://www.dailymotion.com/video/{}", "video", "Dailymotion"},
    {"ted.com", "/talks/", "https://www.ted.com/talks/{}", "video", "TED"},
    {"twitch.tv", "", "", "video", "Twitch"},
    {"facebook.com/plugins/video", "", "", "video", "Facebook"},
    {"facebook.com/plugins/post", "", "", "card", "Facebook"},
    {"tiktok.com", "/embed/", "", "video", "TikTok"},
    {"wistia", "", "", "video", "Wistia"},
    {"brightcove", "", "", "video", "Brightcove"},
    {"jwplayer", "", "", "video", "JW Player"},
    {"jwplatform", "", "", "video", "JW Player"},
    {"streamable.com", "", "", "video", "Streamable"},
    {"loom.com", "", "", "video", "Loom"},
    {"open.spotify.com", "/embed/", "https://open.spotify.com/{/}", "audio", "Spotify"},
    {"soundcloud.com", "", "", "audio", "SoundCloud"},
    {"music.163.com", "", "", "audio", "网易云音乐"},
    {"podcasts.apple.com", "", "", "audio", "Apple Podcasts"},
    {"bandcamp.com", "", "", "audio", "Bandcamp"},
    {"ximalaya.com", "", "", "audio", "喜马拉雅"},
    {"google.com/maps", "", "", "map", "Google Maps"},
    {"maps.google", "", "", "map", "Google Maps"},
    {"openstreetmap.org", "", "", "map", "OpenStreetMap"},
    {"platform.twitter.com", "id=", "https://twitter.com/i/status/{}", "card", "Twitter"},
    {"twitter.com", "", "", "card", "Twitter"},
    {"instagram.com", "", "", "card", "Instagram"},
    {"reddit", "", "", "card", "Reddit"},
    {"codepen.io", "", "", "card", "CodePen"},
    {"jsfiddle.net", "", "", "card", "JSFiddle"},
    {"codesandbox.io", "", "", "card", "CodeSandbox"},
    {"gist.github.com", "", "", "card", "GitHub Gist"},
    {"slideshare.net", "", "", "card", "SlideShare"},
    {"speakerdeck.com", "", "", "card", "Speaker Deck"},
    {"docs.google.com", "", "", "card", "Google Docs"},
    {"datawrapper", "", "", "card", "Datawrapper"},
    {"flourish.studio", "", "", "card", "Flourish"},
    {"archive.org/embed", "/embed/", "https://archive.org/details/{}", "video", "Internet Archive"},
});

const Service* service_of(std::string_view address) {
  for (const Service& service : kServices) {
    if (contains_ignoring_case(address, service.host) && contains_ignoring_case(address, service.id_after))
      return &service;
  }
  return nullptr;
}

bool is_unwanted(std::string_view address) {
  constexpr std::array<std::string_view, 16> kMarks = {"doubleclick",
                                                       "googlesyndication",
                                                       "googletagmanager",
                                                       "adservice",
                                                       "amazon-adsystem",
                                                       "taboola",
                                                       "outbrain",
                                                       "disqus.com",
                                                       "recaptcha",
                                                       "/ads/",
                                                       "facebook.com/plugins/like",
                                                       "plugins/share",
                                                       "facebook.com/plugins/page",
                                                       "platform.twitter.com/widgets/follow",
                                                       "consent",
                                                       "newsletter"};
  return std::ranges::any_of(kMarks, [&](std::string_view mark) { return contains_ignoring_case(address, mark); });
}

std::string page_of(const std::string& address, const Service& service) {
  if (service.page.empty()) return address;
  const std::size_t found = address.find(service.id_after);
  if (found == std::string::npos) return address;
  const std::size_t start = found + service.id_after.size();
  const bool whole_path = service.page.contains("{/}");
  const std::size_t end = std::min(address.find_first_of(whole_path ? "?#" : "?&/#", start), address.size());
  const std::size_t hole = service.page.find('{');
  return std::string(service.page.substr(0, hole)) + address.substr(start, end - start) +
         std::string(service.page.substr(service.page.find('}') + 1));
}

std::string own_title(Node element) {
  for (const Name name : {Name::kTitle, Name::kAriaLabel, Name::kDataTitle}) {
    Line words;
    words.add_text(value_of(element, name), {});
    std::string title = plain_text(words.take());
    constexpr std::array<std::string_view, 6> kSaysNothing = {
        "youtube video player", "video player", "embedded content", "iframe", "video", "player"};
    const bool says_nothing = std::ranges::any_of(kSaysNothing, [&](std::string_view one) {
      return one.size() == title.size() && ascii::starts_with_ignoring_case(title, one);
    });
    if (!title.empty() && !says_nothing) return title;
  }
  return {};
}

// The address of a <video>, <audio> or <object>: its own, or the first of its sources.
std::string_view media_address(Node element) {
  for (const Name name : {Name::kSrc, Name::kDataSrc, Name::kData, Name::kDataUrl}) {
    if (const std::string_view value = value_of(element, name); !trimmed(value).empty()) return value;
  }
  for (const std::string_view name : {"data-lazy-src", "data-original", "data-src-no-ap"}) {
    if (const std::string_view value = value_of(element, name); !trimmed(value).empty()) return value;
  }
  for (Node node = element.next_in_preorder(element); node; node = node.next_in_preorder(element)) {
    if (node.is(Name::kSource) || node.is(Name::kEmbed)) return value_of(node, Name::kSrc);
    if (node.is(Name::kParam) && contains_word(value_of(node, Name::kName), "movie"))
      return value_of(node, Name::kValue);
  }
  return {};
}

Block link_block(std::string text, std::string url, std::string_view kind) {
  Block block{.kind = Block::Kind::kEmbed, .language = std::string(kind)};
  block.spans.push_back({.text = std::move(text), .link = std::move(url)});
  return block;
}

std::string title_or(std::string title, std::string_view name, std::string_view kind) {
  if (!title.empty()) return title;
  if (kind == "map" || name == "Datawrapper") return std::string(name);
  const std::string_view noun = kind == "video" ? " video" : kind == "audio" ? " audio" : "";
  return std::string(name) + std::string(noun);
}

bool is_post(Node element) {
  return element.is(Name::kBlockquote) &&
         has_any_class<"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "reddit-embed-bq",
                       "bluesky-embed", "mastodon-embed", "text-post-media">(element);
}

// The post's own address is the last link in it (its date), or what an attribute says.
std::optional<Block> post_of(Node element, std::string_view base) {
  std::string_view address = value_of(element, "data-instgrm-permalink");
  if (address.empty()) address = value_of(element, "cite");
  if (address.empty()) {
    for (Node node = element; node; node = node.next_in_preorder(element)) {
      if (node.is(Name::kA)) address = value_of(node, Name::kHref);
    }
  }
  std::string url = resolve_link(address, base);
  if (url.empty()) return std::nullopt;
  std::string text = short_text(element, 600);
  if (text.empty()) text = url;
  return link_block(std::move(text), std::move(url), "card");
}

std::string file_name(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  return std::string(url.substr(url.rfind('/') + 1));
}

}  // namespace

bool is_embed(Node element) {
  return element.is(Name::kIframe) || element.is(Name::kVideo) || element.is(Name::kAudio) ||
         element.is(Name::kObject) || element.is(Name::kEmbed) || is_post(element);
}

std::optional<Block> embed_of(Node element, std::string_view base) {
  if (element.is(Name::kBlockquote)) return post_of(element, base);
  const std::string url = resolve_link(media_address(element), base);
  if (url.empty() || is_unwanted(url)) return std::nullopt;
  if (const Service* service = service_of(url)) {
    return link_block(title_or(own_title(element), service->name, service->kind), page_of(url, *service),
                      service->kind);
  }
  if (element.is(Name::kVideo) || element.is(Name::kAudio)) {
    const std::string_view kind = element.is(Name::kVideo) ? "video" : "audio";
    std::string title = own_title(element);
    if (title.empty()) title = file_name(url);
    return link_block(title.empty() ? std::string(kind) : std::move(title), url, kind);
  }
  // An unknown frame is a player when it may go full screen; other frames are mostly ads and widgets.
  if (!element.is(Name::kIframe) || !element.has_attribute(Name::kAllowfullscreen)) return std::nullopt;
  const auto address = url::Url::parse(url);
  if (!address) return std::nullopt;
  std::string title = own_title(element);
  if (title.empty()) title = std::string(url::display_host(*address));
  return link_block(std::move(title), url, "video");
}

}  // namespace pressmark::extract
