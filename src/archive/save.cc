// Captures into the archive: WARC records, blobs, a line each.
#include <sodium.h>

#include <algorithm>
#include <map>

#include "archive/state.h"
#include "pressmark/render.h"
#include "pressmark/url.h"

namespace pressmark::archive {
namespace {

// Letters that can't be taken for another. https://www.crockford.com/base32.html
constexpr std::string_view kIdLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdSize = 12;

std::string random_id() {
  std::string id(kIdSize, '\0');
  randombytes_buf(id.data(), id.size());
  for (char& c : id) c = kIdLetters[static_cast<unsigned char>(c) % kIdLetters.size()];
  return id;
}

bool is_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 26 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

struct Known {
  std::string id;
  int version = 0;
  std::string content, payload;
};

class Saving {
 public:
  Saving(Archive::State& state, Commit& commit) : index_(state.index), state_(state), commit_(commit) {}

  Result<Saved> save(const Capture& capture);
  Result<WarcPlace> write_all(std::span<const Exchange> exchanges);

 private:
  Result<std::optional<Known>> known(std::string_view column, std::string_view value);
  Result<std::optional<Known>> known_page(const Capture& capture, const std::string& payload,
                                          const std::string& content);
  Result<std::string> new_id(const Capture& capture);
  Result<std::vector<KeptImage>> keep_images(const Capture& capture, const std::optional<Known>& before);
  Result<KeptImage> keep_image(const Image& image, Time time);
  Result<std::uint64_t> write(const Exchange& exchange);
  Result<std::uint64_t> write(const Resource& resource);

  Database& index_;
  Archive::State& state_;
  Commit& commit_;
};

Result<std::uint64_t> Saving::write(const Exchange& exchange) {
  warc::Writer* const warc = PM_TRY(commit_.warc());
  const auto written = PM_TRY(warc->write(warc::Exchange{.target_uri = exchange.url,
                                                         .date = exchange.date,
                                                         .request = bytes_of(exchange.request),
                                                         .response = exchange.response,
                                                         .ip_address = exchange.ip_address}));
  return written.response.offset;
}

Result<std::uint64_t> Saving::write(const Resource& resource) {
  warc::Writer* const warc = PM_TRY(commit_.warc());
  const auto written = PM_TRY(warc->write(warc::NewRecord{.type = warc::Type::kResource,
                                                          .date = resource.date,
                                                          .target_uri = resource.url,
                                                          .content_type = resource.content_type,
                                                          .block = resource.bytes}));
  return written.offset;
}

Result<WarcPlace> Saving::write_all(std::span<const Exchange> exchanges) {
  const std::uint64_t start = PM_TRY(commit_.warc_start());
  for (const Exchange& exchange : exchanges) static_cast<void>(PM_TRY(write(exchange)));
  return commit_.warc_since(start);
}

struct Payload {
  std::vector<std::byte> bytes;
  std::string content_type;
};

// The page without what is of its way over the wire.
Result<Payload> payload_of(const Capture& capture) {
  if (capture.resource) return Payload{capture.resource->bytes, capture.resource->content_type};
  if (capture.exchanges.empty()) return fail(Code::kUsage, "a capture without a page");
  const std::span<const std::byte> response = capture.exchanges.back().response;
  const warc::HttpMessage message = PM_TRY(warc::parse_http(response));
  return Payload{PM_TRY(warc::decode_body(message, response.subspan(message.body))),
                 std::string(warc::value_of(message.fields, "Content-Type").value_or(""))};
}

constexpr std::string_view kKnownColumns =
    "SELECT article.id, version.number, version.content, version.payload FROM article JOIN version ON "
    "version.article = article.row AND version.number = article.versions ";

Result<std::optional<Known>> Saving::known(std::string_view column, std::string_view value) {
  Query query = PM_TRY(index_.query(std::string(kKnownColumns).append(column), value));
  if (!PM_TRY(query.next())) return std::nullopt;
  return Known{std::string(query.text(0)), static_cast<int>(query.number(1)), std::string(query.text(2)),
               std::string(query.text(3))};
}

// The article that this is a capture of: by its address, or where it has none by its bytes.
Result<std::optional<Known>> Saving::known_page(const Capture& capture, const std::string& payload,
                                                const std::string& content) {
  constexpr std::string_view kByAddress = "JOIN address ON address.article = article.row WHERE address.url = ?";
  const std::string& canonical = capture.article.metadata.canonical;
  for (const std::string* address : {&canonical, &capture.asked}) {
    if (address->empty()) continue;
    if (auto found = PM_TRY(known(kByAddress, *address))) return found;
  }
  if (!canonical.empty() || !capture.asked.empty()) return std::nullopt;
  if (auto found = PM_TRY(known("WHERE version.payload = ?", payload))) return found;
  return known("WHERE version.content = ?", content);
}

Result<std::string> Saving::new_id(const Capture& capture) {
  std::string id = is_id(capture.id) ? capture.id : random_id();
  while (PM_TRY(known("WHERE article.id = ?", id))) id = random_id();
  return id;
}

Result<KeptImage> Saving::keep_image(const Image& image, Time time) {
  KeptImage kept{.url = image.url, .media_type = image.media_type};
  kept.offset = image.exchange ? PM_TRY(write(*image.exchange))
                               : PM_TRY(write(Resource{url::resolve(image.url, "file:///").value_or("file:///picture"),
                                                       time, image.media_type, image.bytes}));
  kept.file = commit_.warc_name();
  kept.blob = PM_TRY(state_.blobs.put(image.bytes));
  return kept;
}

// A picture that an earlier version has is not written again.
Result<std::vector<KeptImage>> Saving::keep_images(const Capture& capture, const std::optional<Known>& before) {
  std::map<std::pair<std::string, std::string>, KeptImage> earlier;
  if (before) {
    Query query = PM_TRY(
        index_.query("SELECT image.url, digest, media_type, warc, start FROM image JOIN article ON article = row "
                     "WHERE id = ?",
                     before->id));
    while (PM_TRY(query.next())) {
      KeptImage image{std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2)),
                      std::string(query.text(3)), static_cast<std::uint64_t>(query.number(4))};
      earlier.emplace(std::pair{image.url, image.blob}, std::move(image));
    }
  }
  std::vector<KeptImage> kept;
  for (const Image& image : capture.images) {
    const auto found = earlier.find({image.url, digest_of(image.bytes)});
    kept.push_back(found != earlier.end() ? found->second : PM_TRY(keep_image(image, capture.time)));
  }
  return kept;
}

Result<Saved> Saving::save(const Capture& capture) {
  const Payload payload = PM_TRY(payload_of(capture));
  const std::string payload_digest = digest_of(payload.bytes);
  const std::string content = content_digest(capture.article);
  const std::string time = warc::format_date(capture.time);
  const std::string& title = capture.article.metadata.title;
  const auto before = PM_TRY(known_page(capture, payload_digest, content));
  if (before && before->content == content) {
    PM_TRY(commit_.add(to_event(AgainBody{before->id, before->version, capture.url, time, payload_digest})));
    return Saved{before->id, before->version, true, title};
  }
  CaptureBody body{.id = before ? before->id : PM_TRY(new_id(capture)),
                   .version = before ? before->version + 1 : 1,
                   .url = capture.url,
                   .asked = capture.asked,
                   .canonical = capture.article.metadata.canonical,
                   .time = time,
                   .saved = capture.saved.empty() ? time : capture.saved,
                   .title = title,
                   .engine = capture.engine,
                   .content = content,
                   .payload = payload_digest,
                   .content_type = payload.content_type,
                   .charset = capture.charset};
  const std::uint64_t start = PM_TRY(commit_.warc_start());
  for (const Exchange& exchange : capture.exchanges) body.page = PM_TRY(write(exchange));
  if (capture.resource) body.page = PM_TRY(write(*capture.resource));
  body.images = PM_TRY(keep_images(capture, before));
  body.warc = PM_TRY(commit_.warc_since(start));
  body.article = PM_TRY(state_.blobs.put(bytes_of(to_json(capture.article, JsonStyle::kOneLine))));
  if (!before) body.own = capture.own;
  PM_TRY(commit_.add(to_event(body), &capture.article));
  return Saved{body.id, body.version, false, title};
}

}  // namespace

std::string content_digest(const Article& article) {
  const Metadata& metadata = article.metadata;
  std::string text = metadata.title + '\n' + metadata.author + '\n' + metadata.date + '\n';
  text += render::markdown(article, render::FrontMatter::kOmit);
  return digest_of(bytes_of(text));
}

Result<std::vector<Saved>> Archive::save(std::span<const Capture> captures) {
  Commit commit = PM_TRY(Commit::begin(*state_));
  Saving saving(*state_, commit);
  std::vector<Saved> saved;
  for (const Capture& capture : captures) saved.push_back(PM_TRY(saving.save(capture)));
  PM_TRY(commit.finish());
  return saved;
}

Result<void> Archive::record(const Attempt& attempt) {
  Commit commit = PM_TRY(Commit::begin(*state_));
  std::optional<WarcPlace> place;
  if (!attempt.exchanges.empty()) place = PM_TRY(Saving(*state_, commit).write_all(attempt.exchanges));
  const std::string id = PM_TRY(find_url(attempt.url)).value_or("");
  PM_TRY(commit.add(attempt_event(attempt, id, place)));
  return commit.finish();
}

}  // namespace pressmark::archive
