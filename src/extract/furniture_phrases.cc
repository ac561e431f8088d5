// What single lines say, in Chinese and English: families of wording, never one page's own.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extract/convert_style.h"
#include "extract/furniture.h"
#include "extract/inline.h"

namespace pressmark::extract {
namespace {

// Words of buttons and dialogs, bare (see bare_letters). A line made of nothing but these is interface.
constexpr auto kInterface = std::to_array<std::string_view>({
    "微信扫一扫可打开此内容使用完整服务",
    "微信扫一扫可打开此内容",
    "使用完整服务",
    "微信扫一扫使用小程序",
    "微信扫一扫关注该公众号",
    "微信扫一扫",
    "关注该公众号",
    "扫一扫关注该公众号",
    "继续滑动看下一个",
    "向上滑动看下一个",
    "轻触阅读原文",
    "预览时标签不可点",
    "轻点两下取消赞",
    "轻点两下取消在看",
    "在小说阅读器读本章",
    "在小说阅读器中沉浸阅读",
    "使用小程序",
    "长按识别前往小程序",
    "选择留言身份",
    "该账号因违规无法跳转",
    "当前内容可能存在未经审核的第三方商业营销信息请确认是否继续访问",
    "继续访问",
    "微信公众平台广告规范指引",
    "已无更多数据",
    "暂无留言",
    "写留言",
    "精选留言",
    "人划线",
    "打开微信扫一扫",
    "跳转二维码",
    "作者头像",
    "确认提交投诉",
    "你可以补充投诉原因选填",
    "展开阅读全文",
    "点击展开全文",
    "登录后查看更多",
    "打开app阅读",
    "打开app查看更多",
    "返回顶部",
    "返回搜狐查看更多",
    "查看更多评论",
    "skiptomaincontent",
    "skiptocontent",
    "skiptonavigation",
    "backtotop",
    "acceptallcookies",
    "acceptcookies",
    "rejectallcookies",
    "managecookies",
    "cookiesettings",
    "cookiepreferences",
    "managepreferences",
    "copylink",
    "linkcopied",
    "printthispage",
    "emailthispage",
    "openinapp",
    "sharethisarticle",
    "sharethisstory",
    "shareonfacebook",
    "shareontwitter",
    "shareonlinkedin",
    "scanwithwechat",
    "scantofollow",
    "swipeup",
    "continuewithgoogle",
    "advertisement",
    "storycontinuesbelowadvertisement",
});

// Words that are interface only among others: an author may have them as a heading.
constexpr auto kWeak = std::to_array<std::string_view>({
    "取消",     "允许",     "知道了",    "分析",      "视频",     "小程序",   "赞",       "在看",    "分享",
    "留言",     "收藏",     "听过",      "阅读原文",  "点赞",     "转发",     "评论",     "关闭",    "确定",
    "确认",     "喜欢",     "写评论",    "阅读",      "阅读全文", "关注",     "已关注",   "推荐",    "名称已清空",
    "更多",     "举报",     "投诉",      "打印",      "下一篇",   "上一篇",   "登录",     "注册",    "首页",
    "搜索",     "复制链接", "广告",      "赞赏",      "赞赏作者", "去阅读",   "返回",     "朋友圈",  "微博",
    "微信",     "qq空间",   "听全文",    "字号",      "大",       "中",       "小",       "展开",    "收起",
    "保存",     "发送",     "提交",      "举报反馈",  "合集",     "目录",     "share",    "print",   "email",
    "menu",     "search",   "subscribe", "follow",    "like",     "save",     "facebook", "twitter", "linkedin",
    "whatsapp", "telegram", "reddit",    "pinterest", "close",    "cancel",   "ok",       "allow",   "deny",
    "accept",   "reject",   "home",      "signin",    "login",    "register", "signup",   "next",    "previous",
    "comments", "comment",  "reply",     "more",      "gotit",    "x",        "bookmark", "tweet",   "pin",
    "copy",     "download", "listen",    "readmore",  "seemore",  "showmore", "loadmore", "viewall", "likes",
    "shares",   "ad",
});

// A line promotes when one of `first` (split at "|") stands near its start or, not anchored, anywhere, and one of
// `then` (empty: nothing more) stands behind that.
struct Family {
  std::string_view first;
  std::string_view then;
  bool anchored = true;
  std::size_t longest = 150;    // bytes
  bool also_sentences = false;  // whole sentences of this wording are no author's either
};
constexpr auto kFamilies = std::to_array<Family>({
    {"扫码|扫描|长按|识别|扫一扫|微信搜索|微信搜一搜|扫下方",
     "订阅|关注|加入|报名|购买|进群|二维码|咨询|了解|下载|小程序|查看|添加|公众号|观看|收看|参与|领取"},
    {"欢迎|敬请|快来|速来|记得|请|赶快|赶紧|别忘|更多内容",
     "关注|订阅|投稿|转发|分享给|点赞|在看|星标|加入|报名|了解详情|阅读原文|扫码|联系我们"},
    {"点击|戳|猛戳|轻触|单击",
     "下图|下方|上方|蓝字|蓝色|图片|链接|原文|卡片|名片|二维码|小程序|了解|关注|报名|购买|查看|进入|观看|收听|订阅"},
    {"关注", "公众号|我们|视频号|抖音号|微博|微信|获取|不迷路"},
    {"订阅|征订", "热线|电话|二维码|方式|杂志|本刊|本报|我们|号"},
    {"邮发代号|国内统一刊号|征订|发行热线|投稿邮箱|投稿热线|商务合作|广告合作|合作热线|合作联系|转载请|转载须|商务联系|"
     "新闻热线|爆料热线|客服电话|咨询电话|服务热线|订购热线|购买热线",
     ""},
    {"往期|相关|热门|精彩|延伸|更多精彩|猜你喜欢|你可能|推荐", "推荐|回顾|阅读|文章|内容|喜欢|链接", true, 36},
    {"倾力|重磅|隆重|诚意|联合", "推荐|推出", false, 75},
    {"点个|点一下|点点|求个|来个|顺手", "赞|在看|关注|星标", true, 75},
    {"一键三连|设为星标|加星标|素质三连|点赞在看|分享收藏|分享点赞|觉得不错", "", true, 90},
    {"官方", "公众号|视频号|抖音号|微博|小程序|商城|旗舰店|账号", false, 60},
    {"阅读原文|查看原文", "", true, 60},
    {"长按二维码|识别二维码|识别图中|扫描二维码|扫描下方|扫码", "", true, 60},
    {"抖音号|视频号|公众号|微信号|快手号|头条号|小红书号", "：|:", true, 75},
    {"subscribe", "", true, 90},
    {"sign up|get|receive|join|delivered", "newsletter|inbox|mailing list|digest|email updates"},
    {"follow us|like us on|find us on|join us on|connect with us", ""},
    {"follow",
     "on twitter|on facebook|on instagram|on x|on linkedin|on mastodon|on bluesky|on wechat|on weibo|on tiktok|on "
     "youtube"},
    {"share this|share on|share via|tweet this", "", true, 60},
    {"read more|read next|more from|more stories|related articles|related posts|related stories|related "
     "reading|related content|"
     "recommended for you|you may also like|you might also like|up next|most read|most popular|popular posts",
     "", true, 80},
    {"sponsored|promoted content|advertorial|paid content", "", true, 60},
    {"we use cookies|this site uses cookies|this website uses cookies|by continuing to use", "", true, 500, true},
    {"click here to|tap here to|scan the|scan this|scan to|scan our|download our app|download the app|get the app", ""},
    {"leave a comment|leave a reply|post a comment|comments are closed|log in to|sign in to|join the conversation", "",
     true, 80},
    {"support us|support our|donate|become a member|become a patron|buy me a coffee", "", true, 120},
    {"all rights reserved|terms of use|terms of service|privacy policy|© 2|copyright ©|copyright (c)", "", true, 150,
     true},
    {"never miss|stay up to date|stay informed|don't miss", ""},
    {"enjoyed this|if you liked|if you enjoyed", "", true, 150},
});

constexpr std::size_t kAnchor = 18;  // bytes in which an anchored wording begins: six characters, three words

// The place behind the first of the alternatives that stands in `text` at or behind `from`, or npos.
std::size_t find_any(std::string_view text, std::string_view alternatives, std::size_t from, std::size_t last_start) {
  std::size_t best = std::string_view::npos;
  for (std::size_t at = 0; at <= alternatives.size();) {
    const std::size_t end = std::min(alternatives.find('|', at), alternatives.size());
    const std::string_view one = alternatives.substr(at, end - at);
    const std::size_t found = text.find(one, from);
    if (found != std::string_view::npos && found <= last_start) best = std::min(best, found + one.size());
    at = end + 1;
  }
  return best;
}

bool belongs_to(const Family& family, std::string_view lower_text) {
  if (lower_text.size() > family.longest) return false;
  const std::size_t behind = find_any(lower_text, family.first, 0, family.anchored ? kAnchor : lower_text.size());
  if (behind == std::string_view::npos) return false;
  return family.then.empty() || find_any(lower_text, family.then, behind, lower_text.size()) != std::string_view::npos;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.contains(part); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::size_t count_words(std::string_view text) {
  return text.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}

bool ends_a_sentence(std::string_view text) {
  return ends_with_any(text,
                       {".", "!", "?", "。", "！", "？", "…", ".”", "。”", "！”", "？”", ".\"", ".)", "。）", "；"});
}

bool is_sentence(std::string_view text) {
  const bool has_inner_mark = contains_any(text, {"。", "，", "；", "、", "！", "？"});
  if (!is_ascii(text) && text.size() >= 60 && has_inner_mark) return true;
  if (!is_ascii(text) && text.size() >= 24 && ends_a_sentence(text)) return true;
  const std::size_t words = count_words(text);
  return words >= 12 || (words >= 4 && ends_a_sentence(text));
}

// A sentence about following or subscribing speaks of others; one that promotes speaks to the reader.
bool speaks_to_reader(std::string_view lower_text) {
  if (is_ascii(lower_text)) {
    const std::string padded = " " + std::string(lower_text);
    return contains_any(padded, {" you", " our ", " us ", " us.", " us!", " my ", " we "});
  }
  constexpr std::array<std::string_view, 18> kOpenings = {"欢迎", "请",   "长按", "扫",   "点击", "识别",
                                                          "关注", "订阅", "快来", "戳",   "加入", "喜欢",
                                                          "如果", "敬请", "记得", "更多", "转载", "觉得"};
  return std::ranges::any_of(kOpenings, [&](std::string_view word) { return lower_text.starts_with(word); });
}

bool is_promotion(std::string_view text) {
  const std::string lower_text = ascii::lowercase(text);
  const bool may_promote = !is_sentence(text) || speaks_to_reader(lower_text);
  return std::ranges::any_of(kFamilies, [&](const Family& family) {
    return (may_promote || family.also_sentences) && belongs_to(family, lower_text);
  });
}

// Whether the bare text is a row of phrases of the two tables; `strong` tells of one of the first.
bool is_interface(std::string_view bare, bool& strong) {
  if (bare.empty() || bare.size() > 400) return false;
  while (!bare.empty()) {
    std::size_t longest = 0;
    bool is_strong = false;
    for (const std::string_view phrase : kInterface) {
      if (phrase.size() > longest && bare.starts_with(phrase)) longest = phrase.size(), is_strong = true;
    }
    for (const std::string_view phrase : kWeak) {
      if (phrase.size() > longest && bare.starts_with(phrase)) longest = phrase.size(), is_strong = false;
    }
    if (longest == 0) return false;
    strong |= is_strong;
    bare.remove_prefix(longest);
  }
  return true;
}

bool is_credit(std::string_view text) {
  if (text.size() > 240) return false;
  std::string_view inner = text;
  for (const std::string_view open : {"（", "(", "【", "[", "▲", "△", "■", "●"}) {
    if (inner.starts_with(open)) inner.remove_prefix(open.size());
  }
  constexpr std::array<std::string_view, 34> kOpenings = {
      "来源", "作者",    "编辑",     "责编",     "责任编辑", "审核",       "校对",   "记者", "通讯员",
      "撰文", "撰稿",    "摄影",     "图片来源", "图源",     "供稿",       "供图",   "监制", "制作",
      "文字", "主编",    "值班编辑", "排版",     "编审",     "文/",        "文|",    "文｜", "图/",
      "by ",  "source:", "author:",  "photo",    "image:",   "written by", "editor:"};
  const std::string lower_text = ascii::lowercase(inner.substr(0, 40));
  return std::ranges::any_of(kOpenings, [&](std::string_view opening) { return lower_text.starts_with(opening); });
}

}  // namespace

std::string bare_letters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view one = text.substr(at, size);
    at += size;
    if (lead < 0x80) {
      const char c = ascii::to_lower(static_cast<char>(lead));
      if (ascii::is_alphanumeric(c)) out += c;
      continue;
    }
    // Latin-1 signs, general punctuation, arrows to dingbats, CJK and full-width punctuation.
    const bool is_latin_sign = lead == 0xC2 || one == "\xC3\x97";
    const bool is_symbol = lead == 0xE2;
    const bool is_cjk_mark = one >= "\xE3\x80\x80" && one <= "\xE3\x80\xBF";
    const bool is_wide_mark = (one >= "\xEF\xBC\x81" && one <= "\xEF\xBC\x8F") ||
                              (one >= "\xEF\xBC\x9A" && one <= "\xEF\xBC\xA0") ||
                              (one >= "\xEF\xBD\x9B" && one <= "\xEF\xBD\xA5") ||
                              (one >= "\xEF\xB8\x80" && one <= "\xEF\xB9\xAF") || one == "\xEF\xBB\xBF";
    if (!is_latin_sign && !is_symbol && !is_cjk_mark && !is_wide_mark) out += one;
  }
  return out;
}

bool is_caption(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > 450) return false;
  if (ends_with_any(text, {"摄", "摄）", "摄）。", "摄。", "供图", "供图）", "供图。", "制图", "绘", "图）", "/图",
                           "／图", "图源网络"}))
    return true;
  if (contains_any(text, {"记者 摄", "摄影：", "摄影:", "图片来源", "图源", "供图", "摄影/", "图为"})) return true;
  const std::string lower_text = ascii::lowercase(text);
  if (contains_any(lower_text, {"photo by ", "photograph by ", "photo:", "photo credit", "image credit",
                                "illustration by ", "courtesy of ", "/getty images", "credit:", "image:"})) {
    return true;
  }
  for (const std::string_view opening : {"▲", "△", "图：", "图:", "图｜", "图|", "图注", "figure ", "fig. "}) {
    if (lower_text.starts_with(opening)) return true;
  }
  return false;
}

LineKind kind_of_line(std::string_view text) {
  text = trimmed(text);
  const std::string bare = bare_letters(text);
  if (bare.empty()) return LineKind::kMarks;
  bool strong = false;
  if (is_interface(bare, strong)) return strong ? LineKind::kInterface : LineKind::kWeak;
  const bool is_promoting = is_promotion(text);
  if (!is_promoting && (is_credit(text) || (is_caption(text) && !is_sentence(text)))) return LineKind::kCredit;
  if (is_promoting) return LineKind::kPromotion;
  return is_sentence(text) ? LineKind::kProse : LineKind::kShort;
}

}  // namespace pressmark::extract
