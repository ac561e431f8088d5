// pressmark follow: feeds and sitemaps whose new items are captured.
#include <charconv>
#include <chrono>

#include "cli/archive.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/network.h"
#include "cli/output.h"
#include "pressmark/keep.h"

namespace pressmark::cli {
namespace {

using Operands = std::span<const std::string>;

// "30m", "6h", "2d".
Result<std::chrono::seconds> interval_of(std::string_view text) {
  constexpr std::chrono::hours kLongest{24 * 365};
  constexpr std::chrono::minutes kShortest{10};
  int number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const int seconds = unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86400 : 0;
  const auto interval = std::chrono::seconds(std::int64_t{number} * seconds);
  if (wrong != std::errc() || interval < kShortest || interval > kLongest) {
    return std::unexpected(error(Code::kUsage, "\"{}\" is no interval from ten minutes to a year", text)
                               .with_remedy("write it as in 30m, 6h or 2d")
                               .about("--every"));
  }
  return interval;
}

// By the beginning of its ID, or its address.
Result<archive::Followed> followed_as(archive::Archive& archive, const std::string& name) {
  std::vector<archive::Followed> found;
  for (archive::Followed& one : PM_TRY(archive.follows())) {
    if (one.follow.url == name || (!name.empty() && one.follow.id.starts_with(name))) found.push_back(std::move(one));
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) {
    return std::unexpected(error(Code::kNotFound, "nothing that is followed is \"{}\"", name)
                               .with_remedy("pressmark follow list shows the IDs"));
  }
  return std::unexpected(error(Code::kUsage, "several IDs begin with \"{}\"", name).with_remedy("write more of it"));
}

Result<void> say_following(const Session& session, const archive::Follow& follow) {
  const std::string& name = follow.title.empty() ? follow.url : follow.title;
  if (print(session, fmt::format("following {} {}\n", follow.id, printable(name))) == 0) return {};
  return fail(Code::kOutputFailed, "it is followed, but that could not be said");
}

Result<void> add_one(const Session& session, archive::Archive& archive, const std::string& address, const Arguments& arguments) {
  const fetch::Options network = PM_TRY(network_options(arguments));
  keep::FeedFound found = PM_TRY(keep::find_feed(address, network));
  archive::Follow follow{.url = std::move(found.url), .title = std::move(found.title), .only_new = arguments.has("new")};
  if (arguments.has("every")) follow.every = PM_TRY(interval_of(arguments.value("every")));
  for (const archive::Followed& other : PM_TRY(archive.follows())) {
    if (other.follow.url != follow.url) continue;
    session.warn(follow.url, Message{"it is followed already"});
    follow.id = other.follow.id;
    follow.added = other.follow.added;
    if (!arguments.has("every")) follow.every = other.follow.every;
    follow.only_new = follow.only_new || other.follow.only_new;
  }
  follow.id = PM_TRY(archive.follow(follow));
  for (const std::string& other : found.others) session.warn(address, Message{"it also names {}", {other}});
  return say_following(session, follow);
}

std::string to_json(const archive::Followed& one) {
  std::string line = "{";
  append_json_member(line, "id", one.follow.id);
  append_json_member(line, "url", one.follow.url);
  append_json_member(line, "title", one.follow.title);
  line += fmt::format(",\"every\":{},\"only_new\":{}", one.follow.every.count(), one.follow.only_new);
  append_json_member(line, "added", one.follow.added);
  append_json_member(line, "looked", one.poll.looked);
  append_json_member(line, "due", one.poll.due);
  line += fmt::format(",\"captured\":{},\"failures\":{}", one.poll.captured, one.poll.failures);
  append_json_member(line, "result", one.poll.result);
  return line + "}\n";
}

std::string to_line(const archive::Followed& one) {
  const std::string& name = one.follow.title.empty() ? one.follow.url : one.follow.title;
  std::string line = fmt::format("{}  {:>5}  {}", one.follow.id, one.poll.captured, printable(name));
  if (!one.poll.result.empty()) line += fmt::format(" ({})", printable(one.poll.result));
  return line + "\n";
}

Result<void> list_all(const Session& session, archive::Archive& archive, bool as_json) {
  std::string lines;
  for (const archive::Followed& one : PM_TRY(archive.follows())) lines += as_json ? to_json(one) : to_line(one);
  return say(session, lines);
}

void tell_report(const Session& session, const archive::Follow& follow, const keep::FollowReport& report) {
  session.tell(follow.url, Message{"{} new, {} known, {} could not be kept",
                                   {fmt::format("{}", report.saved), fmt::format("{}", report.unchanged), fmt::format("{}", report.failed)}});
  if (report.waiting > 0) {
    session.warn(follow.url, Message{"{} items wait for the next run", {fmt::format("{}", report.waiting)}});
  }
  if (report.without_address > 0) {
    session.tell(follow.url, Message{"{} items have no address", {fmt::format("{}", report.without_address)}});
  }
}

// Those that are named; else all but such as failed and are not yet due again; with --due those that are due.
Result<std::vector<archive::Followed>> chosen(archive::Archive& archive, const Arguments& arguments, Operands names) {
  std::vector<archive::Followed> chosen;
  for (const std::string& name : names) chosen.push_back(PM_TRY(followed_as(archive, name)));
  if (!names.empty()) return chosen;
  chosen = PM_TRY(archive.follows());
  std::erase_if(chosen, [&](const archive::Followed& one) {
    return !keep::is_due(one) && (arguments.has("due") || one.poll.failures > 0);
  });
  return chosen;
}

int run_all(const Session& session, archive::Archive& archive, const Arguments& arguments, Operands names) {
  extract::Recipes recipes;
  keep::FollowOptions options;
  if (auto set = set_choice(arguments, options.save.read, recipes); !set) return session.complain(set.error());
  auto network = network_options(arguments);
  if (!network) return session.complain(network.error());
  options.save.fetch = *std::move(network);
  options.save.images = !arguments.has("no-images");
  options.save.render = arguments.has("render");
  const auto limit = limit_of(arguments, options.most);
  if (!limit) return session.complain(limit.error());
  options.most = *limit;
  const auto follows = chosen(archive, arguments, names);
  if (!follows) return session.complain(follows.error());
  keep::Follower follower(archive, options, [&](const keep::NewItem& item) -> Result<void> {
    if (item.saved) return say_saved(session, *item.saved);
    session.warn(item.url, item.error->reason);
    return {};
  });
  int exit_code = 0;
  for (const archive::Followed& one : *follows) {
    auto report = follower.look_at(one);
    if (!report) return session.complain(report.error());
    tell_report(session, one.follow, *report);
    if (!report->error) continue;
    const int code = session.complain(Error(*report->error).about(one.follow.url));
    if (exit_code == 0) exit_code = code;
  }
  return exit_code;
}

}  // namespace

int run_follow(const Session& session, const Arguments& arguments) {
  const std::string& action = arguments.operands.front();
  const Operands rest = Operands(arguments.operands).subspan(1);
  auto archive = open_archive(arguments, action == "add" ? IfMissing::kMake : IfMissing::kFail);
  if (!archive) return session.complain(archive.error());
  if (action == "run") return run_all(session, *archive, arguments, rest);
  if (action == "list" && rest.empty()) {
    const auto listed = list_all(session, *archive, arguments.has("json"));
    return listed ? 0 : session.complain(listed.error());
  }
  if (action == "add" && !rest.empty()) {
    return for_each(session, rest, [&](const std::string& address) { return add_one(session, *archive, address, arguments); });
  }
  if (action == "remove" && !rest.empty()) {
    return for_each(session, rest, [&](const std::string& name) -> Result<void> {
      return archive->unfollow(PM_TRY(followed_as(*archive, name)).follow.id);
    });
  }
  return session.complain(error(Code::kUsage, "follow can't \"{}\"", action)
                              .with_remedy("write follow add URL, follow list, follow run [ID...] or follow remove ID"));
}

}  // namespace pressmark::cli
