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
    {"tiktok.com", "", "", "video", "TikTok"},
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
  for (const std::string_view name : {"title", "aria-label", "data-title", "playlabel"}) {
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

// What a custom element plays, by the name that the element has.
struct Player {
  std::string_view element;
  std::string_view id;  // the attribute with what the address is made of; it replaces "{}" in `address`
  std::string_view address;
};
constexpr auto kPlayers = std::to_array<Player>({
    {"lite-youtube", "videoid", "https://www.youtube.com/embed/{}"},
    {"amp-youtube", "data-videoid", "https://www.youtube.com/embed/{}"},
    {"lite-vimeo", "videoid", "https://player.vimeo.com/video/{}"},
    {"amp-vimeo", "data-videoid", "https://player.vimeo.com/video/{}"},
    {"amp-dailymotion", "data-videoid", "https://www.dailymotion.com/embed/video/{}"},
    {"amp-twitter", "data-tweetid", "https://platform.twitter.com/embed/Tweet.html?id={}"},
    {"amp-instagram", "data-shortcode", "https://www.instagram.com/p/{}/"},
    {"amp-facebook", "data-href", "{}"},
    {"amp-video", "src", "{}"},
    {"amp-audio", "src", "{}"},
    {"amp-iframe", "src", "{}"},
});

const Player* player_of(Node element) {
  if (element.name() < Name::kFirstDynamic) return nullptr;
  const auto found = std::ranges::find(kPlayers, element.local_name(), &Player::element);
  return found == kPlayers.end() ? nullptr : &*found;
}

std::string address_of(Node element) {
  const Player* const player = player_of(element);
  if (!player) return std::string(media_address(element));
  const std::string_view id = trimmed(value_of(element, player->id));
  if (id.empty()) return std::string(media_address(element));
  const std::size_t hole = player->address.find('{');
  return std::string(player->address.substr(0, hole)).append(id).append(player->address.substr(hole + 2));
}

// A link that other sites show as a card: its title is said by a class, the rest is a picture and a summary.
bool is_bookmark(Node element) { return has_class(element, "kg-bookmark-card"); }

std::optional<Block> bookmark_of(Node element, std::string_view base) {
  std::string url, title;
  for (Node node = element; node; node = node.next_in_preorder(element)) {
    if (node.is(Name::kA) && url.empty()) url = resolve_link(value_of(node, Name::kHref), base);
    if (node.is_element() && title.empty() && has_class(node, "kg-bookmark-title")) title = short_text(node);
  }
  if (url.empty()) return std::nullopt;
  if (title.empty()) title = url;
  return link_block(std::move(title), std::move(url), "card");
}

std::string file_name(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  return std::string(url.substr(url.rfind('/') + 1));
}

}  // namespace

bool is_embed(Node element) {
  switch (element.name()) {
    case Name::kIframe:
    case Name::kVideo:
    case Name::kAudio:
    case Name::kObject:
    case Name::kEmbed: return true;
    case Name::kFigure: return is_bookmark(element);
    default: return player_of(element) != nullptr;
  }
}

bool is_post(Node element) {
  return element.is(Name::kBlockquote) &&
         has_any_class<"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "reddit-embed-bq",
                       "bluesky-embed", "mastodon-embed", "text-post-media">(element);
}

std::optional<Block> post_address(Node post, std::string_view base) {
  std::string_view address = value_of(post, "data-instgrm-permalink");
  if (address.empty()) address = value_of(post, "cite");
  std::string url = resolve_link(address, base);
  if (url.empty()) return std::nullopt;
  const auto path = [](std::string_view link) { return link.substr(0, link.find_first_of("?#")); };
  for (Node node = post; node; node = node.next_in_preorder(post)) {
    if (node.is(Name::kA) && path(trimmed(value_of(node, Name::kHref))) == path(address)) return std::nullopt;
  }
  const Service* const service = service_of(url);
  std::string title = service ? title_or({}, service->name, service->kind) : url;
  return link_block(std::move(title), std::move(url), service ? service->kind : "card");
}

std::optional<Block> embed_of(Node element, std::string_view base) {
  if (element.is(Name::kFigure)) return bookmark_of(element, base);
  const std::string url = resolve_link(address_of(element), base);
  if (url.empty() || is_unwanted(url)) return std::nullopt;
  if (const Service* service = service_of(url)) {
    return link_block(title_or(own_title(element), service->name, service->kind), page_of(url, *service),
                      service->kind);
  }
  const bool is_audio = element.is(Name::kAudio) || element.local_name() == "amp-audio";
  if (is_audio || element.is(Name::kVideo) || element.local_name() == "amp-video") {
    const std::string_view kind = is_audio ? "audio" : "video";
    std::string title = own_title(element);
    if (title.empty()) title = file_name(url);
    return link_block(title.empty() ? std::string(kind) : std::move(title), url, kind);
  }
  // An unknown frame is a player when it may go full screen; other frames are mostly ads and widgets.
  const bool is_frame = element.is(Name::kIframe) || element.local_name() == "amp-iframe";
  if (!is_frame || !element.has_attribute(Name::kAllowfullscreen)) return std::nullopt;
  const auto address = url::Url::parse(url);
  if (!address) return std::nullopt;
  std::string title = own_title(element);
  if (title.empty()) title = std::string(url::display_host(*address));
  return link_block(std::move(title), url, "video");
}

}  // namespace pressmark::extract
