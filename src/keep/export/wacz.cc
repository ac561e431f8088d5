// WACZ: what was captured, as a zip that players of web archives open. https://specs.webrecorder.net/wacz/1.1.1/
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "keep/export/pack.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"
#include "pressmark/url.h"
#include "pressmark/warc.h"
#include "warc/digest.h"

namespace pressmark::keep {
namespace {

constexpr const char* kPages = "pages/pages.jsonl";
constexpr std::uint64_t kMostWarc = std::uint64_t{200} << 20;  // bytes of a file before the next is begun

std::string digest_of(std::span<const std::byte> bytes) { return warc::digest(warc::Algorithm::kSha256, bytes); }

// Its size and SHA-256.
Result<std::pair<std::uint64_t, std::string>> measured(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  warc::Hasher hasher(warc::Algorithm::kSha256);
  std::vector<char> part(std::size_t{64} << 10);
  std::uint64_t size = 0;
  while (file) {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    const auto got = static_cast<std::size_t>(file.gcount());
    hasher.update(std::as_bytes(std::span(part).first(got)));
    size += got;
  }
  if (!file.eof()) return fail(Code::kOutputFailed, "what was written can't be read again");
  return std::pair(size, hasher.finish());
}

// "20240501123000" of "2024-05-01T12:30:00Z".
std::string timestamp_of(const std::string& date) {
  std::string digits;
  for (const char c : date) {
    if (ascii::is_digit(c) && digits.size() < 14) digits.push_back(c);
  }
  return digits;
}

std::string sorted_query(std::string_view query) {
  std::vector<std::string> parts;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    parts.emplace_back(query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::ranges::sort(parts);
  std::string sorted;
  for (const std::string& part : parts) sorted += (sorted.empty() ? "" : "&") + part;
  return sorted;
}

// "com,example)/path?a&b", by which indexes are sorted. https://pywb.readthedocs.io/en/latest/manual/indexing.html
std::string sort_key_of(std::string_view address) {
  const auto url = url::Url::parse(address);
  if (!url || url->host().empty()) return ascii::lowercase(address);
  std::string_view host = url->hostname();
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string key;
  if (host.starts_with('[')) {
    key = host;
  } else {
    while (!host.empty()) {
      const std::size_t dot = host.rfind('.');
      const std::size_t begin = dot == std::string_view::npos ? 0 : dot + 1;
      key.append(key.empty() ? "" : ",").append(host.substr(begin));
      host = host.substr(0, begin == 0 ? 0 : dot);
    }
  }
  if (!url->port().empty()) key.append(":").append(url->port());
  std::string path = ascii::lowercase(url->pathname());
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  key.append(")").append(path);
  if (url->search().size() > 1) key.append("?").append(sorted_query(ascii::lowercase(url->search().substr(1))));
  return key;
}

std::string json_text(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

class Wacz {
 public:
  Wacz(archive::Archive& archive, Spool& spool) : archive_(archive), spool_(spool) {
    std::filesystem::create_directories(spool.folder() + "/pages");
    std::filesystem::create_directories(spool.folder() + "/archive");
    pages_.open(spool.folder() + "/" + kPages, std::ios::binary);
    pages_ << "{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All Pages\",\"hasText\":true}\n";
  }

  Result<void> add(const std::string& id) {
    for (const archive::Version& version : PM_TRY(archive_.versions(id))) PM_TRY(add_version(id, version.number));
    return {};
  }

  Result<void> finish() {
    PM_TRY(close_warc());
    std::ranges::sort(index_);
    std::string lines;
    for (const std::string& line : index_) lines += line;
    PM_TRY(put("indexes/index.cdx", lines));
    pages_.close();
    if (!pages_) return fail(Code::kOutputFailed, "can't be written: {}", "the disk may be full");
    PM_TRY(note({kPages, true}));
    const std::string package = described();
    PM_TRY(put("datapackage.json", package));
    PM_TRY(put("datapackage-digest.json", fmt::format(R"({{"path":"datapackage.json","hash":"{}"}})",
                                                      digest_of(std::as_bytes(std::span(package)))) +
                                              "\n"));
    return spool_.pack(entries_);
  }

 private:
  Result<void> add_version(const std::string& id, int number) {
    const archive::Capture capture = PM_TRY(archive_.capture(id, number));
    for (const archive::Exchange& exchange : capture.exchanges) PM_TRY(write(exchange));
    if (capture.resource) PM_TRY(write(*capture.resource));
    for (const archive::Image& image : capture.images) {
      if (image.exchange) {
        PM_TRY(write(*image.exchange));
      } else {
        PM_TRY(write(archive::Resource{image.url, capture.time, image.media_type, image.bytes}));
      }
    }
    const std::string& url = capture.resource ? capture.resource->url : capture.url;
    if (url.starts_with("http")) add_page(id, number, url, capture);
    return {};
  }

  // Those of the same page are told apart by their time.
  void add_page(const std::string& id, int number, const std::string& url, const archive::Capture& capture) {
    const std::string time = warc::format_date(std::chrono::floor<std::chrono::seconds>(capture.time));
    const std::string& title = capture.article.metadata.title;
    pages_ << fmt::format(R"({{"id":"{}","url":{},"ts":"{}","title":{},"text":{}}})",
                          number == 1 ? id : fmt::format("{}@{}", id, number), json_text(url), time, json_text(title),
                          json_text(render::text(capture.article)))
           << '\n';
    if (newest_ < time) newest_ = time;
  }

  // Pictures that several articles show are written once.
  bool is_new(std::string_view url, warc::Time date) {
    return written_.insert(fmt::format("{} {}", warc::format_date(date), url)).second;
  }

  Result<void> write(const archive::Exchange& exchange) {
    if (!is_new(exchange.url, exchange.date)) return {};
    warc::Writer& writer = *PM_TRY(warc());
    const auto written = PM_TRY(writer.write(warc::Exchange{.target_uri = exchange.url,
                                                            .date = exchange.date,
                                                            .request = std::as_bytes(std::span(exchange.request)),
                                                            .response = exchange.response,
                                                            .ip_address = exchange.ip_address}));
    const auto message = PM_TRY(warc::parse_http(exchange.response));
    const std::string_view type = warc::value_of(message.fields, "Content-Type").value_or("");
    add_line(exchange.url, exchange.date, std::to_string(message.status), type,
             std::span(exchange.response).subspan(message.body), written.response);
    return {};
  }

  Result<void> write(const archive::Resource& resource) {
    if (!is_new(resource.url, resource.date)) return {};
    warc::Writer& writer = *PM_TRY(warc());
    const auto written = PM_TRY(writer.write(warc::NewRecord{.type = warc::Type::kResource,
                                                             .date = resource.date,
                                                             .target_uri = resource.url,
                                                             .content_type = resource.content_type,
                                                             .block = resource.bytes}));
    add_line(resource.url, resource.date, "200", resource.content_type, resource.bytes, written);
    return {};
  }

  void add_line(const std::string& url, warc::Time date, const std::string& status, std::string_view type,
                std::span<const std::byte> payload, const warc::Written& written) {
    index_.push_back(
        fmt::format(
            R"({} {} {{"url":{},"mime":{},"status":"{}","digest":"{}","length":"{}","offset":"{}","filename":"{}"}})",
            sort_key_of(url), timestamp_of(warc::format_date(date)), json_text(url),
            json_text(ascii::trimmed(type.substr(0, type.find(';')))), status, digest_of(payload), written.size,
            written.offset, warc_name_) +
        "\n");
  }

  Result<warc::Writer*> warc() {
    if (writer_ && writer_->size() > kMostWarc) PM_TRY(close_warc());
    if (!writer_) {
      warc_name_ = fmt::format("data-{:06}.warc.gz", ++warcs_);
      const std::string place = spool_.folder() + "/archive/" + warc_name_;
      writer_.emplace(PM_TRY(warc::Writer::open(place, {.software = std::string(engine())})));
    }
    return &*writer_;
  }

  Result<void> close_warc() {
    if (!writer_) return {};
    PM_TRY(writer_->sync());
    writer_.reset();
    return note({"archive/" + warc_name_, false});
  }

  Result<void> put(const std::string& name, std::string_view content) {
    PM_TRY(spool_.write(name, content));
    return note({name, true});
  }

  Result<void> note(Spool::Entry entry) {
    const auto [size, digest] = PM_TRY(measured(spool_.folder() + "/" + entry.name));
    resources_ += fmt::format(R"({}{{"name":"{}","path":"{}","hash":"{}","bytes":{}}})", resources_.empty() ? "" : ",",
                              entry.name.substr(entry.name.find('/') + 1), entry.name, digest, size);
    entries_.push_back(std::move(entry));
    return {};
  }

  // https://specs.frictionlessdata.io/data-package/
  std::string described() const {
    const std::string created = newest_.empty() ? "" : fmt::format(R"("created":"{}",)", newest_);
    return fmt::format(R"({{"profile":"data-package","wacz_version":"1.1.1",{}"software":"{}","resources":[{}]}})",
                       created, engine(), resources_) +
           "\n";
  }

  archive::Archive& archive_;
  Spool& spool_;
  std::optional<warc::Writer> writer_{};
  std::string warc_name_{};
  int warcs_ = 0;
  std::set<std::string> written_{};
  std::vector<std::string> index_{};
  std::ofstream pages_{};
  std::string resources_{}, newest_{};
  std::vector<Spool::Entry> entries_{};
};

}  // namespace

Result<void> export_wacz(archive::Archive& archive, std::span<const std::string> ids, const std::string& path) {
  Spool spool = PM_TRY(Spool::beside(path));
  Wacz wacz(archive, spool);
  for (const std::string& id : ids) {
    if (auto done = wacz.add(id); !done) return std::unexpected(std::move(done).error().about(id));
  }
  return wacz.finish();
}

}  // namespace pressmark::keep
