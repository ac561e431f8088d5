#include "keep/import_keep.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/memory.h"
#include "capture/picture.h"
#include "keep/import/times.h"
#include "keep/own.h"
#include "keep/pictures.h"
#include "keep/places.h"
#include "keep/polite_queue.h"
#include "pressmark/render.h"
#include "pressmark/url.h"
#include "pressmark/warc.h"
#include "render/html_text.h"

namespace pressmark::keep {
namespace {

constexpr std::size_t kAtOnce = 50;                        // articles of one commit
constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // and bytes of their pages
constexpr std::size_t kMostHighlights = 1000;              // of an article
constexpr std::size_t kMostPictures = 1000;                // of an article

bool is_web(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

std::string name_of(const Item& item) {
  if (!item.url.empty()) return item.url;
  return item.name.empty() ? item.title : item.name;
}

// A cleaned text has lost its page: one with no more than that text and what the export says of it.
std::string page_of(const Item& item) {
  std::string page = "<!doctype html><html><head><meta charset=\"utf-8\"><title>";
  render::append_escaped(page, item.title);
  page += "</title>";
  const auto meta = [&page](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    page.append("<meta ").append(name).append(" content=\"");
    render::append_escaped(page, value);
    page += "\">";
  };
  meta("property=\"og:title\"", item.title);
  meta("name=\"author\"", item.author);
  meta("property=\"article:published_time\"", item.date);
  page += "</head><body><article><h1>";
  render::append_escaped(page, item.title);
  page.append("</h1>").append(item.bytes).append("</article></body></html>");
  return page;
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto view = std::as_bytes(std::span(text));
  return {view.begin(), view.end()};
}

// What of it the entry does not say.
archive::Change beyond(archive::Change own, const archive::Entry& entry) {
  std::erase_if(own.add_tags,
                [&](const std::string& tag) { return std::ranges::find(entry.tags, tag) != entry.tags.end(); });
  if (entry.read) own.read.reset();
  if (entry.favourite) own.favourite.reset();
  if (entry.archived) own.archived.reset();
  if (entry.liked) own.liked.reset();
  if (entry.recommended) own.recommended.reset();
  own.trashed.reset();  // Who has it here, wants it here.
  if (own.progress && *own.progress <= entry.progress) own.progress.reset();
  if (!entry.note.empty()) own.note.reset();
  return own;
}

void add_pictures(const Item& item, archive::Capture& capture) {
  if (!item.picture) return;
  for (const std::string& address : picture_addresses(capture.article)) {
    if (capture.images.size() >= kMostPictures) return;
    auto picture = item.picture(address);
    if (!picture) continue;
    picture->media_type = capture::picture_kind(picture->bytes).media_type;
    if (!picture->media_type.empty()) capture.images.push_back(*std::move(picture));
  }
}

}  // namespace

// A page is read as any is; a text that another program cleaned has nothing that does not belong.
Result<archive::Capture> Importer::capture_of(Item& item) const {
  capture::Options read = options_.save.read;
  const std::string url = is_web(item.url) ? item.url : std::string();
  read.url = url;
  if (item.content == Item::Content::kFragment) {
    item.bytes = page_of(item);
    item.content_type = "text/html";
    item.charset = "utf-8";
    read.lean = extract::Lean::kRecall;
  }
  read.transport_charset = item.charset;
  std::string fetched;
  if (item.exchange) {
    fetched = warc::format_date(std::chrono::floor<std::chrono::seconds>(item.exchange->date));
    fetched.replace(fetched.size() - 1, 1, "+00:00");
    read.fetch_date = fetched;
  }
  const auto now = std::chrono::system_clock::now();
  archive::Capture capture{.url = url, .time = item.exchange ? item.exchange->date : now};
  const auto page = std::as_bytes(std::span(item.bytes));
  extract::Extraction extraction = PM_TRY(base::within_memory([&] { return capture::read(page, read); }));
  capture.article = std::move(extraction.article);
  if (item.content == Item::Content::kPage && item.content_type.starts_with("text/markdown")) {
    take_own(item, capture.article);
  }
  if (capture.url.empty()) capture.url = capture.article.metadata.url;
  if (item.exchange) {
    capture.exchanges.push_back(*std::move(item.exchange));
  } else {
    std::string address = capture.url;
    if (address.empty()) address = url::resolve(name_of(item), "file:///").value_or("file:///page");
    capture.resource = {.url = address, .date = now, .content_type = item.content_type, .bytes = bytes_of(item.bytes)};
  }
  if (!url.empty()) capture.asked = url::canonical(url);
  add_pictures(item, capture);
  capture.charset = item.charset;
  capture.engine = engine();
  capture.id = item.id;
  capture.saved = iso_time(item.saved);
  if (const auto captured = warc::parse_date(item.captured)) capture.time = *captured;
  item.bytes.clear();
  return capture;
}

Result<void> Importer::take(Item item) {
  if (item.content == Item::Content::kNone) return take_link(std::move(item));
  if (item.capture) {
    archive::Capture capture = *std::exchange(item.capture, std::nullopt);
    return keep(std::move(item), std::move(capture));
  }
  auto capture = capture_of(item);
  if (!capture) return lose(name_of(item), std::move(capture).error());
  return keep(std::move(item), *std::move(capture));
}

// A version that is here already is known by its time: nothing else was captured in that microsecond.
Result<std::optional<archive::Saved>> Importer::known(const archive::Capture& capture) {
  std::string id = archive_.entry(capture.id) ? capture.id : std::string();
  for (const std::string* address : {&capture.article.metadata.canonical, &capture.asked}) {
    if (id.empty() && !address->empty()) id = PM_TRY(archive_.find_url(*address)).value_or("");
  }
  if (id.empty()) return std::nullopt;
  for (const archive::Version& version : PM_TRY(archive_.versions(id))) {
    if (version.time != warc::format_date(capture.time)) continue;
    return archive::Saved{id, version.number, true, capture.article.metadata.title};
  }
  return std::nullopt;
}

Result<void> Importer::keep(Item item, archive::Capture capture) {
  if (const auto saved = PM_TRY(known(capture))) {
    PM_TRY(flush());
    return kept(item, *saved);
  }
  if (capture.resource) waiting_bytes_ += capture.resource->bytes.size();
  for (const archive::Exchange& exchange : capture.exchanges) waiting_bytes_ += exchange.response.size();
  for (const archive::Image& image : capture.images) waiting_bytes_ += image.bytes.size();
  capture.own = own_of(item);
  waiting_.push_back({std::move(item), std::move(capture)});
  return waiting_.size() < kAtOnce && waiting_bytes_ < kMostBytes ? Result<void>() : flush();
}

Result<void> Importer::take_link(Item item) {
  if (!is_web(item.url)) {
    return lose(name_of(item), error(Code::kUnreadable, "it has no text, and no address of the web"));
  }
  const std::string canonical = url::canonical(item.url);
  const auto is_of_it = [&](const Waiting& one) {
    return one.capture.asked == canonical || one.capture.article.metadata.canonical == canonical;
  };
  if (std::ranges::any_of(waiting_, is_of_it)) PM_TRY(flush());
  if (const auto id = PM_TRY(archive_.find_url(canonical))) {
    const archive::Entry entry = PM_TRY(archive_.entry(*id));
    return kept(item, {.id = *id, .version = entry.versions, .unchanged = true, .title = entry.title});
  }
  if (options_.fetch) {
    links_.push_back(std::move(item));
    return {};
  }
  ++report_.links;
  return tell_({.outcome = Imported::Outcome::kLink, .name = item.url});
}

Result<void> Importer::lose(std::string name, Error error) {
  ++report_.failed;
  ++reasons_.try_emplace(error.reason.text(), error.reason, 0).first->second.second;
  return tell_({.outcome = Imported::Outcome::kFailed, .name = std::move(name), .error = std::move(error)});
}

Result<void> Importer::collection(std::string name, std::string query) {
  for (const auto& [known, its] : PM_TRY(archive_.collections())) {
    if (known == name) return {};
  }
  return archive_.set_collection(name, query);
}

// Whether it is one is seen when it is looked at.
Result<void> Importer::feed(std::string url, std::string title) {
  if (!is_web(url)) return lose(url, error(Code::kUnreadable, "it has no address of the web"));
  for (const archive::Followed& known : PM_TRY(archive_.follows())) {
    if (known.follow.url == url) return {};
  }
  static_cast<void>(PM_TRY(archive_.follow({.url = url, .title = title})));
  ++report_.feeds;
  return tell_(
      {.outcome = Imported::Outcome::kFeed, .saved = {.id = {}, .title = std::move(title)}, .name = std::move(url)});
}

// One commit for all; where the archive refuses one of them, each by itself, so that only that one is lost.
Result<void> Importer::flush() {
  std::vector<Waiting> waiting = std::exchange(waiting_, {});
  waiting_bytes_ = 0;
  if (waiting.empty()) return {};
  std::vector<archive::Capture> captures;
  for (Waiting& one : waiting) captures.push_back(std::move(one.capture));
  const auto saved = archive_.save(captures);
  if (!saved && saved.error().code == Code::kOutputFailed) return std::unexpected(saved.error());
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    waiting[i].capture = std::move(captures[i]);
    PM_TRY(saved ? kept(waiting[i].item, (*saved)[i]) : keep_one(waiting[i]));
  }
  return {};
}

Result<void> Importer::keep_one(const Waiting& waiting) {
  const auto saved = archive_.save(std::span(&waiting.capture, 1));
  if (saved) return kept(waiting.item, saved->front());
  if (saved.error().code == Code::kOutputFailed) return std::unexpected(saved.error());
  return lose(name_of(waiting.item), saved.error());
}

Result<void> Importer::kept(const Item& item, const archive::Saved& saved) {
  PM_TRY(add_own(item, saved));
  ++(saved.unchanged ? report_.unchanged : report_.saved);
  return tell_({.outcome = saved.unchanged ? Imported::Outcome::kUnchanged : Imported::Outcome::kSaved,
                .saved = saved,
                .name = name_of(item)});
}

// Adds, and takes nothing away that the person said of it here.
Result<void> Importer::add_own(const Item& item, const archive::Saved& saved) {
  if (archive::Change own = own_of(item); own != archive::Change()) {
    const archive::Change change = beyond(std::move(own), PM_TRY(archive_.entry(saved.id)));
    if (change != archive::Change()) PM_TRY(archive_.change(saved.id, change));
  }
  return item.highlights.empty() ? Result<void>() : add_highlights(item, saved.id);
}

// Named after what they say, so that importing again adds none twice.
Result<void> Importer::add_highlights(const Item& item, const std::string& id) {
  std::set<std::string> there;
  for (const archive::Highlight& highlight : PM_TRY(archive_.highlights(id))) there.insert(highlight.id);
  const std::string text = render::text(PM_TRY(archive_.article(id)));
  Places places(text);
  std::size_t count = 0;
  for (archive::Highlight highlight : item.highlights) {
    highlight.exact = ascii::trimmed(highlight.exact);
    if (highlight.exact.empty()) continue;
    if (++count > kMostHighlights) break;
    if (highlight.id.empty()) highlight.id = base::hex(base::hash(highlight.exact));
    if (!there.insert(highlight.id).second) continue;
    highlight.created = iso_time(highlight.created);
    places.place(highlight);
    ++report_.highlights;
    report_.unplaced += highlight.start < 0;
    PM_TRY(archive_.highlight(id, std::move(highlight)));
  }
  return {};
}

Result<void> Importer::fetch_links() {
  fetch::Politeness politeness;
  PoliteQueue<Item> queue(politeness);
  for (Item& item : links_) {
    const std::string url = item.url;
    queue.add(url, std::move(item));
  }
  links_.clear();
  while (const auto item = queue.next()) {
    Options save = options_.save;
    save.saved = iso_time(item->saved);
    const auto fetched = base::within_memory([&] { return save_url(archive_, item->url, save); });
    queue.done(!fetched && fetched.error().code == Code::kRetryLater ? 503 : 200);
    if (fetched) {
      PM_TRY(kept(*item, fetched->saved));
    } else if (fetched.error().code == Code::kOutputFailed) {
      return std::unexpected(fetched.error());
    } else {
      PM_TRY(lose(item->url, fetched.error()));
    }
  }
  for (const auto& [host, items] : queue.left()) {
    for (const Item& item : items) {
      PM_TRY(lose(item.url, error(Code::kRetryLater, "its server asks not to be asked for longer than is waited")));
    }
  }
  return {};
}

Result<ImportReport> Importer::finish() {
  PM_TRY(flush());
  PM_TRY(fetch_links());
  for (auto& [text, reason] : reasons_) report_.reasons.push_back(std::move(reason));
  std::ranges::sort(report_.reasons, std::greater(), &std::pair<Message, std::uint64_t>::second);
  return std::move(report_);
}

}  // namespace pressmark::keep
