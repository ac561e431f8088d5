#include "archive/events.h"

#include <sodium.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "archive/key.h"
#include "pressmark/warc.h"

namespace pressmark::archive {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kFlags = {std::pair{"read", &Change::read},         std::pair{"favourite", &Change::favourite},
                               std::pair{"liked", &Change::liked},       std::pair{"recommended", &Change::recommended},
                               std::pair{"archived", &Change::archived}, std::pair{"trashed", &Change::trashed}};

// Salted, so that what was purged can't be found again by hashing guesses.
NewEvent make(std::string_view type, Json body) {
  std::array<unsigned char, 16> salt;
  randombytes_buf(salt.data(), salt.size());
  body["salt"] = to_hex(salt);
  return {std::string(type), body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json parse(std::string_view body) { return Json::parse(body, nullptr, /*allow_exceptions=*/false); }

std::string text(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

const Json& array(const Json& json, const char* name) {
  static const Json kNone = Json::array();
  const auto found = json.find(name);
  return found != json.end() && found->is_array() ? *found : kNone;
}

Json to_json(const WarcPlace& place) {
  return {{"file", place.file}, {"offset", place.offset}, {"size", place.size}, {"sha256", place.sha256}};
}

std::optional<WarcPlace> read_place(const Json& place) {
  if (!place.is_object()) return std::nullopt;
  return WarcPlace{text(place, "file"), number(place, "offset"), number(place, "size"), text(place, "sha256")};
}

std::optional<WarcPlace> warc_of(const Json& json) {
  const auto found = json.find("warc");
  return found == json.end() ? std::nullopt : read_place(*found);
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> values;
  for (const Json& value : list) {
    if (value.is_string()) values.push_back(value.get<std::string>());
  }
  return values;
}

void add_change(Json& json, const Change& change) {
  if (!change.add_tags.empty()) json["add_tags"] = change.add_tags;
  if (!change.remove_tags.empty()) json["remove_tags"] = change.remove_tags;
  for (const auto& [name, flag] : kFlags) {
    if (change.*flag) json[name] = *(change.*flag);
  }
  if (change.progress) json["progress"] = *change.progress;
  if (change.note) json["note"] = *change.note;
}

Change change_in(const Json& json) {
  Change change{.add_tags = texts(array(json, "add_tags")), .remove_tags = texts(array(json, "remove_tags"))};
  for (const auto& [name, flag] : kFlags) {
    const auto found = json.find(name);
    if (found != json.end() && found->is_boolean()) change.*flag = found->get<bool>();
  }
  if (const auto progress = json.find("progress"); progress != json.end() && progress->is_number()) {
    change.progress = progress->get<double>();
  }
  if (json.contains("note")) change.note = text(json, "note");
  return change;
}

}  // namespace

NewEvent to_event(const CaptureBody& body) {
  Json images = Json::array();
  for (const KeptImage& image : body.images) {
    images.push_back({{"url", image.url},
                      {"sha256", image.blob},
                      {"type", image.media_type},
                      {"file", image.file},
                      {"offset", image.offset}});
  }
  Json json{{"id", body.id},
            {"version", body.version},
            {"url", body.url},
            {"asked", body.asked},
            {"canonical", body.canonical},
            {"time", body.time},
            {"saved", body.saved},
            {"title", body.title},
            {"engine", body.engine},
            {"article", body.article},
            {"content", body.content},
            {"payload", body.payload},
            {"type", body.content_type},
            {"charset", body.charset},
            {"warc", to_json(body.warc)},
            {"page", body.page},
            {"images", std::move(images)}};
  add_change(json, body.own);
  return make(event_type::kCapture, std::move(json));
}

std::optional<CaptureBody> read_capture(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  CaptureBody capture{.id = text(json, "id"),
                      .version = static_cast<int>(number(json, "version")),
                      .url = text(json, "url"),
                      .asked = text(json, "asked"),
                      .canonical = text(json, "canonical"),
                      .time = text(json, "time"),
                      .saved = text(json, "saved"),
                      .title = text(json, "title"),
                      .engine = text(json, "engine"),
                      .article = text(json, "article"),
                      .content = text(json, "content"),
                      .payload = text(json, "payload"),
                      .content_type = text(json, "type"),
                      .charset = text(json, "charset"),
                      .warc = warc_of(json).value_or(WarcPlace{}),
                      .page = number(json, "page"),
                      .own = change_in(json)};
  for (const Json& image : array(json, "images")) {
    if (!image.is_object()) continue;
    capture.images.push_back(
        {text(image, "url"), text(image, "sha256"), text(image, "type"), text(image, "file"), number(image, "offset")});
  }
  return capture;
}

NewEvent to_event(const AgainBody& body) {
  return make(
      event_type::kAgain,
      {{"id", body.id}, {"version", body.version}, {"url", body.url}, {"time", body.time}, {"payload", body.payload}});
}

NewEvent to_event(const RereadBody& body) {
  return make(event_type::kReread, {{"id", body.id},
                                    {"version", body.version},
                                    {"title", body.title},
                                    {"engine", body.engine},
                                    {"article", body.article},
                                    {"content", body.content}});
}

std::optional<RereadBody> read_reread(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  return RereadBody{text(json, "id"),      static_cast<int>(number(json, "version")),
                    text(json, "title"),   text(json, "engine"),
                    text(json, "article"), text(json, "content")};
}

NewEvent archive_event(std::string_view public_key, std::string_view software) {
  return make(event_type::kArchive, {{"public", public_key}, {"software", software}});
}

NewEvent key_event(std::string_view public_key, std::string_view reason) {
  return make(event_type::kKey, {{"public", public_key}, {"reason", reason}});
}

std::string public_key_in(std::string_view body) {
  const Json json = parse(body);
  return json.is_object() ? text(json, "public") : std::string();
}

NewEvent attempt_event(const Attempt& attempt, std::string_view id, const std::optional<WarcPlace>& warc) {
  Json json{{"id", id},
            {"url", attempt.url},
            {"time", warc::format_date(attempt.time)},
            {"code", static_cast<unsigned>(attempt.code)},
            {"reason", attempt.reason}};
  if (warc) json["warc"] = to_json(*warc);
  return make(event_type::kAttempt, std::move(json));
}

NewEvent change_event(std::string_view id, const Change& change) {
  Json json{{"id", id}};
  add_change(json, change);
  return make(event_type::kChange, std::move(json));
}

std::optional<ChangeBody> read_change(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  return ChangeBody{text(json, "id"), change_in(json)};
}

NewEvent highlight_event(std::string_view id, std::string_view highlight_id, const Highlight* highlight) {
  Json json{{"id", id}, {"highlight", highlight_id}};
  if (!highlight) {
    json["removed"] = true;
  } else {
    json.update({{"exact", highlight->exact}, {"prefix", highlight->prefix}, {"suffix", highlight->suffix}});
    if (highlight->start >= 0) json.update({{"start", highlight->start}, {"end", highlight->end}});
    json.update({{"note", highlight->note}, {"colour", highlight->colour}, {"created", highlight->created}});
  }
  return make(event_type::kHighlight, std::move(json));
}

std::optional<HighlightBody> read_highlight(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  HighlightBody read{.id = text(json, "id"),
                     .highlight = {.id = text(json, "highlight"),
                                   .exact = text(json, "exact"),
                                   .prefix = text(json, "prefix"),
                                   .suffix = text(json, "suffix"),
                                   .note = text(json, "note"),
                                   .colour = text(json, "colour"),
                                   .created = text(json, "created")},
                     .removed = json.contains("removed")};
  if (json.contains("start")) {
    read.highlight.start = static_cast<std::int64_t>(number(json, "start"));
    read.highlight.end = static_cast<std::int64_t>(number(json, "end"));
  }
  return read;
}

NewEvent collection_event(std::string_view name, std::string_view query) {
  return make(event_type::kCollection, {{"name", name}, {"query", query}});
}

std::optional<std::pair<std::string, std::string>> read_collection(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  return std::pair{text(json, "name"), text(json, "query")};
}

// Its ID has a name of its own: "id" is an article's.
NewEvent follow_event(const Follow& follow) {
  return make(event_type::kFollow, {{"follow", follow.id},
                                    {"url", follow.url},
                                    {"title", follow.title},
                                    {"every", follow.every.count()},
                                    {"only_new", follow.only_new},
                                    {"added", follow.added}});
}

NewEvent unfollow_event(std::string_view id) { return make(event_type::kFollow, {{"follow", id}, {"removed", true}}); }

std::optional<FollowBody> read_follow(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  return FollowBody{{.id = text(json, "follow"),
                     .url = text(json, "url"),
                     .title = text(json, "title"),
                     .every = std::chrono::seconds(number(json, "every")),
                     .only_new = json.contains("only_new") && json["only_new"] == true,
                     .added = text(json, "added")},
                    json.contains("removed")};
}

NewEvent to_event(const PurgeBody& body) {
  Json places = Json::array();
  for (const WarcPlace& place : body.places) places.push_back(to_json(place));
  return make(event_type::kPurge, {{"id", body.id}, {"places", std::move(places)}});
}

std::optional<PurgeBody> read_purge(std::string_view body) {
  const Json json = parse(body);
  if (!json.is_object()) return std::nullopt;
  PurgeBody purge{.id = text(json, "id")};
  for (const Json& place : array(json, "places")) purge.places.push_back(read_place(place).value_or(WarcPlace{}));
  return purge;
}

std::string id_in(std::string_view body) {
  const Json json = parse(body);
  return json.is_object() ? text(json, "id") : std::string();
}

std::optional<WarcPlace> warc_in(std::string_view body) {
  const Json json = parse(body);
  return json.is_object() ? warc_of(json) : std::nullopt;
}

}  // namespace pressmark::archive
