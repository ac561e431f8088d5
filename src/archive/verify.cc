// Whether all that the archive holds is as the log says.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "archive/index_words.h"
#include "archive/schema.h"
#include "archive/state.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNamed = 1000;

// Of bytes from `begin` to `end`.
Message range(std::string_view pattern, std::uint64_t begin, std::uint64_t end) {
  return {pattern, {std::to_string(begin), std::to_string(end)}};
}

class Verifying {
 public:
  Verifying(Archive::State& state, const VerifyOptions& options) : state_(state), options_(options) {}

  Result<Verification> run() {
    PM_TRY(begin());
    PM_TRY(read_log());
    check_key();
    check_warcs();
    PM_TRY(check_blobs());
    PM_TRY(check_index());
    return std::move(found_);
  }

 private:
  struct Wanted {  // a blob, and what it can be made of again
    bool is_article = false;
    CaptureBody capture{};
    KeptImage image{};
  };

  Result<void> begin();
  Result<void> read_log();
  void read_event(const Event& event);
  void check_key();
  void check_warcs();
  void check_warc(const std::string& name, std::vector<WarcPlace>& places);
  void check_page(const CaptureBody& capture);
  Result<void> check_blobs();
  Result<void> mend_blob(const std::string& digest, const Wanted& wanted);
  Result<void> check_index();
  Result<void> compare_tables(Database& expected);

  Damage& damage(std::string what, Message how) {
    static Damage beyond;
    ++found_.count;
    if (found_.damages.size() == kMostNamed) return beyond;
    found_.damages.push_back({std::move(what), std::move(how)});
    return found_.damages.back();
  }
  void mended(Damage& damage) {
    damage.mended = true;
    --found_.count;
  }
  // Whether the next thing with data is in the part that is to be read.
  bool is_due() { return options_.read_data && turn_++ % std::max(options_.parts, 1U) == options_.part - 1; }

  Archive::State& state_;
  const VerifyOptions& options_;
  Verification found_{};
  LogEnd end_ = empty_log();
  std::set<std::string> announced_keys_{};
  std::map<std::string, std::vector<WarcPlace>> places_{};      // by file
  std::map<std::string, Wanted> wanted_{};                      // by digest
  std::map<std::string, std::vector<CaptureBody>> captures_{};  // by article
  std::uint64_t turn_ = 0;
  std::uint64_t log_size_ = 0;
  std::map<std::string, std::uint64_t> warc_sizes_{};
};

// What a killed writer left half done is no damage; what stands in the way of mending that is named later. Others may
// write on meanwhile: what is checked is what was there now.
Result<void> Verifying::begin() {
  std::optional<Lock> lock;
  if (state_.is_writable) {
    lock.emplace(PM_TRY(Lock::acquire(state_.paths.lock())));
    static_cast<void>(recover(state_));
  }
  log_size_ = PM_TRY(size_of(state_.paths.log()));
  std::error_code wrong;
  for (const auto& entry : fs::directory_iterator(state_.paths.warcs(), wrong)) {
    warc_sizes_[entry.path().filename().string()] = PM_TRY(size_of(entry.path().string()));
  }
  return {};
}

void Verifying::read_event(const Event& event) {
  ++found_.events;
  const std::string& body = event.body;
  if (event.type == event_type::kArchive || event.type == event_type::kKey) {
    if (auto key = public_key_in(body); key == event.key) announced_keys_.insert(std::move(key));
  }
  if (!announced_keys_.contains(event.key)) {
    damage(fmt::format("{}, line {}", state_.paths.log(), event.sequence),
           Message{"signed by a key that the log does not announce"});
  }
  if (body.empty()) return;
  if (const auto place = warc_in(body)) places_[place->file].push_back(*place);
  if (event.type == event_type::kCapture) {
    auto capture = read_capture(body);
    if (!capture) return;
    ++found_.versions;
    wanted_[capture->article] = {.is_article = true, .capture = *capture};
    for (const KeptImage& image : capture->images) wanted_[image.blob] = {.capture = {}, .image = image};
    captures_[capture->id].push_back(*std::move(capture));
  } else if (event.type == event_type::kReread) {
    const auto reread = read_reread(body);
    if (!reread) return;
    for (CaptureBody& capture : captures_[reread->id]) {
      if (capture.version != reread->version) continue;
      wanted_.erase(capture.article);
      capture.article = reread->article;
      wanted_[reread->article] = {.is_article = true, .capture = capture};
    }
  } else if (event.type == event_type::kPurge) {
    const auto purge = read_purge(body);
    if (!purge) return;
    for (const WarcPlace& place : purge->places) {
      std::erase_if(places_[place.file], [&](const WarcPlace& other) { return other.offset == place.offset; });
      places_[place.file].push_back(place);
    }
    captures_.erase(purge->id);
  }
}

Result<void> Verifying::read_log() {
  LogReader reader = PM_TRY(LogReader::open(state_.paths.log(), end_));
  while (reader.end().bytes < log_size_) {
    const auto line = PM_TRY(reader.next());
    if (!line) break;
    if (line->fault != LineFault::kNone) {
      Damage& torn =
          damage(fmt::format("{}, line {}", state_.paths.log(), reader.end().sequence + 1), message_of(line->fault));
      if (line->fault == LineFault::kTorn && options_.repair) {
        PM_TRY(cut_file(state_.paths.log(), line->event.offset));
        mended(torn);
      }
    }
    if (line->fault != LineFault::kForm && line->fault != LineFault::kTorn) read_event(line->event);
  }
  end_ = reader.end();
  found_.articles = captures_.size();
  return {};
}

void Verifying::check_key() {
  if (!state_.is_writable) return;
  const auto key = Key::load(state_.paths.key(), state_.passphrase);
  if (!key && key.error().code == Code::kUsage) return;  // Sealed; whoever writes will be told.
  if (!key) {
    damage(state_.paths.key(), Message{"the key can't be read; a new one can be begun: pressmark key renew"});
  } else if (!announced_keys_.contains(key->public_key())) {
    damage(state_.paths.key(), Message{"the key is not one that the log announces"});
  }
}

// The places that the log speaks of must cover the file, to its end.
void Verifying::check_warc(const std::string& name, std::vector<WarcPlace>& places) {
  const std::string path = state_.paths.warc(name);
  std::ranges::sort(places, {}, &WarcPlace::offset);
  std::uint64_t covered = 0;
  const std::uint64_t size = warc_sizes_[name];
  for (const WarcPlace& place : places) {
    ++found_.records;
    if (place.offset != covered) damage(path, range("bytes {} to {} are in no line of the log", covered, place.offset));
    covered = place.offset + place.size;
    if (covered > size) {
      damage(path, Message{"ends before byte {}", {std::to_string(covered)}});
      return;
    }
    if (!is_due()) continue;
    const auto digest = digest_of_part(path, place.offset, place.size);
    if (!digest || *digest != place.sha256)
      damage(path, range("bytes {} to {} are not those that were kept", place.offset, covered));
  }
  if (covered < size) damage(path, range("bytes {} to {} are in no line of the log", covered, size));
}

void Verifying::check_warcs() {
  for (auto& [name, places] : places_) check_warc(name, places);
  for (const auto& [name, size] : warc_sizes_) {
    if (!places_.contains(name)) damage(state_.paths.warc(name), Message{"is in no line of the log"});
  }
}

// An article is read again from its page, a picture is in its record.
Result<void> Verifying::mend_blob(const std::string& digest, const Wanted& wanted) {
  if (!wanted.is_article) {
    const auto bytes = PM_TRY(payload_at(state_.paths.warc(wanted.image.file), wanted.image.offset));
    const std::string made = PM_TRY(state_.blobs.put(bytes));
    if (made != digest) return fail(Code::kUnreadable, "its record has other bytes");
    return state_.blobs.sync();
  }
  if (!options_.read) return fail(Code::kUsage, "there is nothing to read pages with");
  const CaptureBody& capture = wanted.capture;
  const Raw raw{PM_TRY(payload_at(state_.paths.warc(capture.warc.file), capture.page)), capture.url,
                capture.content_type, capture.charset, capture.time};
  const Article article = PM_TRY(options_.read(raw));
  const std::string made = PM_TRY(state_.blobs.put(bytes_of(to_json(article, JsonStyle::kOneLine))));
  PM_TRY(state_.blobs.sync());
  if (made == digest) return {};
  // Another engine reads it otherwise: the log says so.
  Commit commit = PM_TRY(Commit::begin(state_));
  PM_TRY(commit.add(to_event(RereadBody{capture.id, capture.version, article.metadata.title, std::string(kSoftware),
                                        made, content_digest(article)}),
                    &article));
  PM_TRY(commit.finish());
  end_ = PM_TRY(applied_end(state_.index));
  return {};
}

Result<void> Verifying::check_blobs() {
  for (const auto& [digest, wanted] : wanted_) {
    if (wanted.is_article ? !captures_.contains(wanted.capture.id) : false) continue;  // purged
    ++found_.blobs;
    const bool reads = is_due();
    if (reads ? state_.blobs.get(digest).has_value() : state_.blobs.has(digest)) continue;
    if (!wanted.is_article && !PM_TRY(is_image_kept(state_.index, digest))) continue;  // purged
    Damage& lost = damage("blob " + digest, state_.blobs.has(digest) ? Message{"its bytes are not those that were kept"}
                                                                     : Message{"is missing"});
    if (options_.repair && mend_blob(digest, wanted)) mended(lost);
  }
  for (const std::string& path : PM_TRY(state_.blobs.list()).strangers) {
    Damage& stranger = damage(path, Message{"is no blob"});
    if (!path.ends_with(".new")) continue;  // left by a writer that was killed
    mended(stranger);
    std::error_code ignored;
    if (options_.repair) fs::remove(path, ignored);
  }
  return {};
}

constexpr std::string_view kTables[] = {
    "SELECT "
    "quote(id)||quote(title)||quote(url)||quote(canonical)||quote(source)||quote(site)||quote(author)||quote(language)|"
    "|quote(date)||"
    "quote(kind)||quote(saved)||quote(captured)||versions||','||words||','||fingerprint||is_read||favourite||liked||"
    "recommended||archived||"
    "trashed||quote(progress)||quote(note) FROM article ORDER BY 1",
    "SELECT "
    "quote(id)||number||quote(time)||quote(v.url)||quote(engine)||quote(json)||quote(content)||quote(payload)||quote("
    "content_type)||"
    "quote(charset)||quote(warc)||start||','||size||','||page FROM version v JOIN article ON article = row ORDER BY 1",
    "SELECT quote(id)||version||quote(i.url)||quote(digest)||quote(media_type)||quote(warc)||start FROM image i JOIN "
    "article ON article = row "
    "ORDER BY 1",
    "SELECT quote(address.url)||quote(id) FROM address JOIN article ON article = row ORDER BY 1",
    "SELECT quote(id)||quote(name) FROM tag JOIN article ON article = row ORDER BY 1",
    "SELECT "
    "quote(h.id)||quote(a.id)||quote(exact)||quote(prefix)||quote(suffix)||start||','||finish||quote(h.note)||quote("
    "colour)||"
    "quote(created) FROM highlight h JOIN article a ON h.article = a.row ORDER BY 1",
    "SELECT quote(name)||quote(query) FROM collection ORDER BY 1",
    "SELECT quote(id)||quote(url)||quote(title)||every||','||only_new||quote(added) FROM follow ORDER BY 1",
    "SELECT quote(id)||start FROM event ORDER BY 1",
    "SELECT place||','||value||quote(id) FROM band JOIN article ON article = row ORDER BY 1",
    "SELECT quote(name)||quote(value) FROM meta ORDER BY 1",
    "SELECT quote(id)||quote(i.title)||quote(i.source)||quote(tags)||hex(text) FROM indexed i JOIN article ON article "
    "= row ORDER BY 1",
    "SELECT quote(sql) FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search%' AND name <> 'no_words' "
    "ORDER BY 1",
};

// The index beside one that is made anew of the log.
Result<void> Verifying::compare_tables(Database& expected) {
  for (const std::string_view table : kTables) {
    Query here = PM_TRY(state_.index.query(table)), there = PM_TRY(expected.query(table));
    bool more = true;
    while (more) {
      more = PM_TRY(here.next());
      if (more != PM_TRY(there.next()) || (more && here.text(0) != there.text(0))) {
        damage(state_.paths.index(), Message{"a row is not what the log says: {}",
                                             {std::string((more ? here : there).text(0).substr(0, 100))}});
        break;
      }
    }
  }
  if (PM_TRY(sum_of_index(state_.index)) != PM_TRY(sum_of_texts(expected))) {
    damage(state_.paths.index(), Message{"its words are not those of the texts"});
  }
  return {};
}

Result<void> Verifying::check_index() {
  const std::uint64_t before = found_.count;
  Query check =
      PM_TRY(state_.index.query(options_.read_data ? "PRAGMA integrity_check(10)" : "PRAGMA quick_check(10)"));
  auto row = check.next();
  for (; row && *row; row = check.next()) {
    if (check.text(0) != "ok") damage(state_.paths.index(), Message{"SQLite finds: {}", {std::string(check.text(0))}});
  }
  if (!row) damage(state_.paths.index(), row.error().reason);
  const auto applied = applied_end(state_.index);
  if (!applied || applied->bytes > end_.bytes)
    damage(state_.paths.index(), Message{"it knows of lines that the log has not"});
  if (options_.read_data && found_.count == before) {
    Database expected = PM_TRY(Database::open("", Database::Mode::kWrite));  // A temporary file, as it grows.
    PM_TRY(migrate(expected));
    PM_TRY(leave_out_words(expected));
    PM_TRY(replay(expected, state_.blobs, state_.paths.log(), applied->bytes));
    if (auto same = compare_tables(expected); !same) damage(state_.paths.index(), same.error().reason);
  }
  return {};
}

}  // namespace

Result<Verification> Archive::verify(const VerifyOptions& options) {
  if (options.part < 1 || options.part > std::max(options.parts, 1U)) {
    return fail(Code::kUsage, "there is no part {} of {}", options.part, options.parts);
  }
  return Verifying(*state_, options).run();
}

}  // namespace pressmark::archive
