#include "extract/recipes/wechat_state.h"

#include <algorithm>
#include <array>

namespace pressmark::extract::wechat {
namespace {

enum class State : std::uint8_t {
  kDeleted,
  kViolation,
  kUnavailable,
  kCaptcha,
  kRateLimit,
  kMoved,
  kClosed,
  kBadAddress,
  kExpired
};

struct Phrase {
  std::string_view text;
  State state;
};

// Parts of the sentences that the platform shows, in the order in which they decide.
constexpr auto kPhrases = std::to_array<Phrase>({{"已被发布者删除", State::kDeleted},
                                                 {"deleted by the author", State::kDeleted},
                                                 {"deleted by its author", State::kDeleted},
                                                 {"已被作者删除", State::kDeleted},
                                                 {"该内容已被删除", State::kDeleted},
                                                 {"因违规", State::kViolation},
                                                 {"涉嫌", State::kViolation},
                                                 {"被投诉", State::kViolation},
                                                 {"violat", State::kViolation},
                                                 {"已被封", State::kViolation},
                                                 {"已被屏蔽", State::kViolation},
                                                 {"环境异常", State::kCaptcha},
                                                 {"去验证", State::kCaptcha},
                                                 {"完成验证", State::kCaptcha},
                                                 {"访问过于频繁", State::kRateLimit},
                                                 {"操作频繁", State::kRateLimit},
                                                 {"too frequent", State::kRateLimit},
                                                 {"已迁移", State::kMoved},
                                                 {"已注销", State::kClosed},
                                                 {"已停用", State::kClosed},
                                                 {"暂时无法查看", State::kUnavailable},
                                                 {"temporarily unavailable", State::kUnavailable},
                                                 {"系统出错", State::kUnavailable},
                                                 {"系统繁忙", State::kUnavailable},
                                                 {"参数错误", State::kBadAddress},
                                                 {"parameter error", State::kBadAddress},
                                                 {"链接已过期", State::kExpired},
                                                 {"link has expired", State::kExpired}});

std::optional<State> state_in(std::string_view text) {
  const auto found = std::ranges::find_if(
      kPhrases, [text](const Phrase& phrase) { return text.find(phrase.text) != std::string_view::npos; });
  return found == kPhrases.end() ? std::nullopt : std::optional(found->state);
}

std::string without_site(std::string title) {
  return title == "Weixin Official Accounts Platform" || title == "微信公众平台" ? std::string() : title;
}

// The message, with the reason below it.
std::string sentence_of(const PageParts& parts) {
  std::string sentence = text_of(parts.message);
  if (sentence.empty()) sentence = without_site(text_of(parts.head_title));
  return sentence;
}

std::optional<State> state_of(const PageParts& parts, const Value& data) {
  if (data.integer_of("del_reason_id").value_or(0) != 0 || !data.text_of("del_reason").empty())
    return State::kViolation;
  if (const auto state = state_in(sentence_of(parts))) return state;
  if (const auto state = state_in(text_of(parts.reason))) return state;
  return parts.is_captcha ? std::optional(State::kCaptcha) : std::nullopt;
}

Error violation(const PageParts& parts, const Value& data) {
  std::string reason(data.text_of("del_reason"));
  if (reason.empty()) reason = text_of(parts.reason);
  if (reason.empty()) reason = sentence_of(parts);
  const std::string_view account = data.text_of("nick_name");
  if (account.empty()) return error(Code::kRemoved, "WeChat removed this article: {}", reason);
  return error(Code::kRemoved, "WeChat removed this article of {}: {}", account, reason);
}

Error gone_account(const PageParts& parts, const Value& data, State state) {
  std::string_view account = data.text_of("nick_name");
  if (state == State::kMoved)
    return account.empty() ? error(Code::kGone, "the account has moved: {}", sentence_of(parts))
                           : error(Code::kGone, "the account {} has moved", account);
  return account.empty() ? error(Code::kGone, "the account is closed: {}", sentence_of(parts))
                         : error(Code::kGone, "the account {} is closed", account);
}

}  // namespace

bool stands_for_article(const PageParts& parts) {
  if (parts.content || parts.article || !parts.data_script.empty() || !parts.variables.empty()) return false;
  const bool says_something = parts.message || parts.is_captcha;
  // Old error pages name no script of the platform: there the sentence must be one that we know.
  return says_something &&
         (parts.is_made_by_wechat || !parts.error_script.empty() || state_in(sentence_of(parts)).has_value());
}

Error state_error(const PageParts& parts) {
  const Value data = parts.error_script.empty() ? Value{} : read_literal(parts.error_script, Dialect::kScript);
  const std::optional<State> state = state_of(parts, data);
  if (!state) return error(Code::kNotArticle, "a page of WeChat without an article: {}", sentence_of(parts));
  switch (*state) {
    case State::kDeleted: return error(Code::kGone, "its author deleted this article");
    case State::kViolation: return violation(parts, data);
    case State::kUnavailable:
      return error(Code::kRetryLater, "WeChat does not show this article at the moment").with_remedy("try again later");
    case State::kCaptcha:
      return error(Code::kBlocked, "WeChat asks for a captcha before it shows the article")
          .with_remedy("open the article in a browser, save the page, and read that file");
    case State::kRateLimit:
      return error(Code::kBlocked, "WeChat refuses: too many requests")
          .with_remedy("wait some hours, or save the page from a browser and read that file");
    case State::kMoved:
    case State::kClosed: return gone_account(parts, data, *state);
    case State::kBadAddress:
      return error(Code::kNotFound, "WeChat knows no article under this address")
          .with_remedy("copy the whole address, with all that follows the question mark");
    case State::kExpired:
      return error(Code::kGone, "this temporary link has expired")
          .with_remedy("open the article in WeChat and copy its permanent link");
  }
  return error(Code::kNotArticle, "a page of WeChat without an article");
}

}  // namespace pressmark::extract::wechat
