#include "extract/furniture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace pressmark::extract {
namespace {

using Kind = Block::Kind;

Block paragraph(std::string text, std::uint16_t marks = kNoMarks) {
  Block block;
  block.spans.push_back({.marks = marks, .text = std::move(text)});
  return block;
}
Block bold(std::string text) { return paragraph(std::move(text), kStrong); }
Block heading(std::string text, std::uint8_t level = 1) {
  Block block = paragraph(std::move(text));
  block.kind = Kind::kHeading;
  block.level = level;
  return block;
}
Block picture(std::string address, std::string alt = {}) {
  Block block{.kind = Kind::kFigure};
  block.spans.push_back(
      {.kind = Span::Kind::kImage, .text = std::move(alt), .source = "https://img.example.org/" + std::move(address)});
  return block;
}

std::string words(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) {
    for (const Span& span : block.spans)
      out += span.kind == Span::Kind::kImage ? "<" + span.source.substr(24) + ">" : span.text;
    out += '\n';
  }
  return out;
}

// What surrounds a captured article, in several wordings. "@" stands for the account's name.
struct Chrome {
  std::vector<std::string> head, tail, dialogs;
};

const std::vector<Chrome> kChromes = {
    {{"*扫码订阅《@》", "邮发代号 8-168", "订阅热线：020-88886666"},
     {"*科学照亮生活", "*欢迎关注《@》官方视频号", "<qr.jpg", "*点击下图 了解详情", "<ad.png"},
     {"预览时标签不可点", "阅读原文", "微信扫一扫关注该公众号", "继续滑动看下一个", "<face.png", "@", "知道了",
      "取消允许", "×分析", "：，，，。"}},
    {{"点击蓝字 关注我们"},
     {"往期推荐", "<one.jpg", "<two.jpg", "*觉得不错，点个在看", "长按识别二维码，加入读者群"},
     {"微信扫一扫使用小程序", "取消允许", "取消允许",
      "视频小程序赞，轻点两下取消赞在看，轻点两下取消在看分享留言收藏听过"}},
    {{"*戳上方蓝字，关注@", "征订热线 010-12345678"},
     {"转载请联系授权", "投稿邮箱：a@example.org", "商务合作：b@example.org", "<code.png", "微信搜索“@”加入我们"},
     {"轻触阅读原文", "向上滑动看下一个", "@", "微信扫一扫可打开此内容，使用完整服务", "视频小程序赞", "写留言"}},
    {{"Subscribe to our newsletter", "Share this article"},
     {"Follow us on Twitter", "*Never miss a story", "<promo.png", "You may also like", "Read more: ten more stories",
      "Sign up for the @ newsletter"},
     {"Advertisement", "Accept all cookies", "Cookie settings", "Share", "Print", "Back to top",
      "© 2024 @. All rights reserved."}},
};

const std::vector<std::vector<std::string>> kArticles = {
    {"昨天，市里的第三座水塔改成了阅览室，附近的居民可以在里面读到一百多种杂志。",
     "设计师说，他最关注的是光线：上午的光从东面来，下午从西面来，桌子也跟着转。", "开放时间是每天九点到二十一点。",
     "（来源：江城日报）"},
    {"平台上的公众号越来越多，订阅却越来越少，许多编辑开始重新思考读者为什么要关注一个账号。",
     "一位读者告诉我们，他扫码订阅过四十多份刊物，最后留下来的只有三份。",
     "“点击阅读原文的人不到百分之二，”她说，“但他们读得最久。”", "作者：周一鸣"},
    {"People subscribe to newsletters for many reasons, and most of them never open a second issue of what they asked "
     "for.",
     "A follow button is cheap; a reader who follows an argument to its end is not, as every editor of a small paper "
     "knows.",
     "“Read more, scroll less” was the slogan that hung over the door of the print shop for forty years.",
     "Photo by R. Marsh"},
};

std::string with_account(std::string text, const std::string& account) {
  if (const std::size_t at = text.find('@');
      at != std::string::npos && (at == 0 || text[at - 1] != 'a') && (at == 0 || text[at - 1] != 'b')) {
    text.replace(at, 1, account);
  }
  return text;
}

Block line(const std::string& text, const std::string& account) {
  if (text.starts_with('<')) return picture(text.substr(1));
  if (text.starts_with('*')) return bold(with_account(text.substr(1), account));
  return paragraph(with_account(text, account));
}

// Every wording around every article, with lines left out, doubled and swapped: the article stays, nothing else does.
TEST(Furniture, leaves_the_article_of_every_variant_and_nothing_else) {
  std::mt19937 random(7);
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  int variants = 0;
  for (const std::string account : {"江城读书", "量子前线", "The Harbour Paper"}) {
    for (const Chrome& chrome : kChromes) {
      for (const auto& article : kArticles) {
        for (int round = 0; round < 12; ++round) {
          const std::string title = article == kArticles[2] ? "Why we still print" : "水塔里的阅览室与它的读者";
          Metadata metadata{.title = title, .source = account};
          std::vector<Block> blocks{heading(title)}, expected;
          if (chance(70)) blocks.push_back(picture("cover.jpg", "cover_image"));
          if (chance(70)) blocks.push_back(heading(title));
          if (chance(70)) blocks.push_back(paragraph(account));
          if (chance(60)) {
            blocks.push_back(picture("wave.gif"));
            blocks.push_back(picture("banner.png"));
            blocks.push_back(picture("wave.gif"));
          }
          const bool has_head = chance(80);
          if (has_head) {
            for (const std::string& text : chrome.head) {
              if (&text == &chrome.head.front() || chance(70)) blocks.push_back(line(text, account));
            }
          }
          if (chance(70)) {
            expected.push_back(picture("photo.jpg"));
            expected.push_back(paragraph("3月1日，阅览室里的读者。本报记者 李木 摄"));
          }
          for (const std::string& text : article) expected.push_back(paragraph(text));
          blocks.insert(blocks.end(), expected.begin(), expected.end());
          std::vector<std::string> tail = chrome.tail;
          if (chance(50)) std::reverse(tail.begin() + 1, tail.end());
          for (const std::string& text : tail) {
            if (chance(75)) blocks.push_back(line(text, account));
          }
          for (const std::string& text : chrome.dialogs) {
            if (&text == &chrome.dialogs.front() || chance(75)) blocks.push_back(line(text, account));
            if (chance(20)) blocks.push_back(line(text, account));
          }
          remove_furniture(blocks, metadata);
          remove_title(blocks, title);
          EXPECT_EQ(words(blocks), words(expected)) << account << ", round " << round;
          ++variants;
          std::vector<Block> again = blocks;
          remove_furniture(again, metadata);
          EXPECT_EQ(words(again), words(blocks)) << "a second time";
        }
      }
    }
  }
  EXPECT_EQ(variants, 3 * 4 * 3 * 12);
}

TEST(Furniture, tells_lines_apart) {
  using enum LineKind;
  const std::pair<const char*, LineKind> cases[] = {
      {"微信扫一扫\n关注该公众号", kInterface},
      {"，轻点两下取消赞", kInterface},
      {"Skip to main content", kInterface},
      {"取消\n允许", kWeak},
      {"× 分析", kWeak},
      {"Share", kWeak},
      {"：，，。", kMarks},
      {"* * *", kMarks},
      {"欢迎关注《家园》杂志官方抖音号", kPromotion},
      {"邮发代号 2-786", kPromotion},
      {"长按识别二维码，关注我们的公众号。", kPromotion},
      {"Follow us on Twitter", kPromotion},
      {"Subscribe to our newsletter to get the best of the week in your inbox.", kPromotion},
      {"We use cookies to improve your experience. You can change your settings at any time.", kPromotion},
      {"（来源：新华网）", kCredit},
      {"责任编辑：王小二", kCredit},
      {"Photo by Jane Doe", kCredit},
      {"专家呼吁关注公众号信息安全问题，并建议平台加强审核。", kProse},
      {"他每天扫码订阅一份新的刊物，三个月后一份也没有读完。", kProse},
      {"He asked her to subscribe to the theory, and she did not.", kProse},
      {"Readers who follow the river on foot will find the old mill.", kProse},
      {"企业成长计划", kShort},
      {"Chapter One", kShort},
  };
  for (const auto& [text, kind] : cases) EXPECT_EQ(kind_of_line(text), kind) << text;
}

TEST(Furniture, keeps_code_tables_and_lists_at_the_end) {
  Block code{.kind = Kind::kCode, .text = "subscribe()"};
  std::vector<Block> blocks{paragraph("A first sentence that is long enough to be prose, with a comma."), code};
  remove_furniture(blocks, {});
  EXPECT_EQ(blocks.size(), 2u);
}

TEST(Furniture, keeps_pictures_that_are_shown_twice_and_animations_that_stand_once) {
  std::vector<Block> blocks{paragraph("A first sentence that is long enough to be prose, with a comma."),
                            picture("a.jpg"),
                            paragraph("A second sentence that is long enough to be prose, with a comma."),
                            picture("a.jpg"), picture("b.gif")};
  remove_furniture(blocks, {});
  EXPECT_EQ(blocks.size(), 5u);
}

TEST(Furniture, removes_a_title_at_the_start_only) {
  std::vector<Block> blocks{
      heading("A Title, in words"),  paragraph("text"), heading("Another", 2), paragraph("more"), paragraph("and"),
      heading("A title in words", 2)};
  remove_title(blocks, "A title - in words");
  EXPECT_EQ(words(blocks), "text\nAnother\nmore\nand\nA title in words\n");
}

TEST(Furniture, a_title_that_is_all_of_the_text_stays) {
  std::vector<Block> blocks{heading("A post that is all title")};
  remove_title(blocks, "A post that is all title");
  EXPECT_EQ(words(blocks), "A post that is all title\n");
}

}  // namespace
}  // namespace pressmark::extract
