#include "keep/import/warc.h"

#include <chrono>
#include <unordered_map>

#include "base/ascii.h"
#include "keep/import/times.h"

namespace pressmark::keep {
namespace {

constexpr std::uint64_t kMostBlock = std::uint64_t{64} << 20;
constexpr std::uint64_t kMostRequest = std::uint64_t{1} << 20;
constexpr std::size_t kMostPictures = 1'000'000;      // of a file
constexpr std::size_t kHead = std::size_t{16} << 10;  // of a response, to see what it is

bool is_page_type(std::string_view type) {
  return ascii::starts_with_ignoring_case(type, "text/html") ||
         ascii::starts_with_ignoring_case(type, "application/xhtml");
}

std::string charset_of(std::string_view type) {
  const std::size_t at = ascii::lowercase(type).find("charset=");
  if (at == std::string_view::npos) return {};
  std::string_view charset = type.substr(at + 8);
  charset = ascii::trimmed(charset.substr(0, charset.find(';')));
  if (charset.size() > 1 && charset.front() == '"') charset = charset.substr(1, charset.size() - 2);
  return std::string(charset);
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

archive::Exchange exchange_of(const warc::Record& record, std::vector<std::byte> block) {
  return {.url = record.target_uri,
          .date = parse_time(record.date).value_or(std::chrono::system_clock::now()),
          .response = std::move(block),
          .ip_address = std::string(warc::value_of(record.fields, "WARC-IP-Address").value_or(""))};
}

// The pictures of a file, by their addresses: found in a first pass, read when an article has them.
class Pictures {
 public:
  explicit Pictures(warc::Reader& reader) : reader_(reader) {}

  Result<void> find_all() {
    while (const auto record = PM_TRY(reader_.next())) {
      const bool is_response = record->type == warc::Type::kResponse;
      if ((!is_response && record->type != warc::Type::kResource) || places_.size() >= kMostPictures) continue;
      if (record->length <= kMostBlock && PM_TRY(is_picture(*record)))
        places_.try_emplace(record->target_uri, record->offset);
    }
    return {};
  }

  std::optional<archive::Image> read(const std::string& address) {
    const auto found = places_.find(address);
    if (found == places_.end()) return std::nullopt;
    reader_.seek(found->second);
    const auto record = reader_.next();
    if (!record || !*record || (*record)->offset != found->second) return std::nullopt;
    auto block = reader_.read_rest(kMostBlock);
    if (!block) return std::nullopt;
    archive::Image image{.url = address, .media_type = {}, .bytes = {}};
    if ((*record)->type == warc::Type::kResource) {
      image.bytes = *std::move(block);
      return image;
    }
    const auto message = warc::parse_http(*block);
    if (!message) return std::nullopt;
    auto body = warc::decode_body(*message, std::span(*block).subspan(message->body));
    if (!body) return std::nullopt;
    image.bytes = *std::move(body);
    image.exchange = exchange_of(**record, *std::move(block));
    const auto request = reader_.next();
    if (!request || !*request || (*request)->type != warc::Type::kRequest || (*request)->target_uri != address) {
      image.exchange.reset();  // What was asked is not made up.
    } else if (const auto asked = reader_.read_rest(kMostRequest)) {
      image.exchange->request = text_of(*asked);
    }
    return image;
  }

 private:
  // By what its server says; its bytes decide later.
  Result<bool> is_picture(const warc::Record& record) {
    std::string_view type = warc::value_of(record.fields, "Content-Type").value_or("");
    if (record.type == warc::Type::kResource) return ascii::starts_with_ignoring_case(type, "image/");
    std::vector<std::byte> head(kHead);
    head.resize(PM_TRY(reader_.read(head)));
    const auto message = warc::parse_http(head);
    if (!message || message->status != 200) return false;
    type = warc::value_of(message->fields, "Content-Type").value_or("");
    return ascii::starts_with_ignoring_case(type, "image/");
  }

  warc::Reader& reader_;
  std::unordered_map<std::string, std::uint64_t> places_{};
};

// Records in their order; a response waits for its request, which stands before or behind it.
class Pages {
 public:
  Pages(warc::Reader& reader, Pictures& pictures, std::string name, Sink& sink)
      : reader_(reader), pictures_(pictures), name_(std::move(name)), sink_(sink) {}

  Result<void> take_all() {
    while (const auto record = PM_TRY(reader_.next())) {
      if (record->type == warc::Type::kRequest) PM_TRY(take_request(*record));
      if (record->type != warc::Type::kResponse && record->type != warc::Type::kResource) continue;
      PM_TRY(send());
      auto item = record->type == warc::Type::kResponse ? response(*record) : resource(*record);
      if (!item) {
        PM_TRY(sink_.lose(record->target_uri.empty() ? name_ : record->target_uri, std::move(item).error()));
      } else {
        waiting_ = *std::move(item);
      }
      if (waiting_ && waiting_->exchange && request_uri_ == waiting_->url) {
        waiting_->exchange->request = std::exchange(request_, {});
        request_uri_.clear();
      }
    }
    return send();
  }

 private:
  Result<void> take_request(const warc::Record& record) {
    auto block = reader_.read_rest(kMostRequest);
    if (!block || !warc::parse_http(*block)) return {};
    if (waiting_ && waiting_->exchange && waiting_->url == record.target_uri && waiting_->exchange->request.empty()) {
      waiting_->exchange->request = text_of(*block);
      return {};
    }
    request_ = text_of(*block);
    request_uri_ = record.target_uri;
    return {};
  }

  // The whole block, or none of it: half a page is not what was captured.
  Result<std::vector<std::byte>> whole_block() {
    std::vector<std::byte> block = PM_TRY(reader_.read_rest(kMostBlock));
    if (PM_TRY(reader_.finish()).ending == warc::Ending::kWhole) return block;
    return fail(Code::kUnreadable, "its record is cut off or damaged");
  }

  // nullopt for what is no page.
  Result<std::optional<Item>> response(const warc::Record& record) {
    std::vector<std::byte> block = PM_TRY(whole_block());
    const auto message = warc::parse_http(block);
    if (!message || message->status != 200) return std::nullopt;
    const std::string_view type = warc::value_of(message->fields, "Content-Type").value_or("");
    if (!is_page_type(type)) return std::nullopt;
    Item item{.name = name_, .url = record.target_uri, .saved = record.date, .content = Item::Content::kExchange};
    item.bytes = text_of(PM_TRY(warc::decode_body(*message, std::span(block).subspan(message->body))));
    item.content_type = type;
    item.charset = charset_of(type);
    item.exchange = exchange_of(record, std::move(block));
    return item;
  }

  Result<std::optional<Item>> resource(const warc::Record& record) {
    const std::string_view type = warc::value_of(record.fields, "Content-Type").value_or("");
    const bool is_markdown = ascii::starts_with_ignoring_case(type, "text/markdown");
    if (!is_markdown && !is_page_type(type)) return std::nullopt;
    const std::vector<std::byte> block = PM_TRY(whole_block());
    Item item{.name = name_, .url = record.target_uri, .saved = record.date, .content = Item::Content::kPage};
    item.bytes = text_of(block);
    item.content_type = type;
    item.charset = charset_of(type);
    return item;
  }

  // What was asked is not made up: a response whose request is not in the file is kept as what came.
  Result<void> send() {
    if (!waiting_) return {};
    Item item = *std::exchange(waiting_, std::nullopt);
    if (item.exchange && item.exchange->request.empty()) {
      item.exchange.reset();
      item.content = Item::Content::kPage;
    }
    item.picture = [this](const std::string& address) { return pictures_.read(address); };
    return sink_.take(std::move(item));
  }

  warc::Reader& reader_;
  Pictures& pictures_;
  std::string name_;
  Sink& sink_;
  std::optional<Item> waiting_{};
  std::string request_{}, request_uri_{};
};

// Findings from kStray on are of what was lost.
std::uint64_t losses(const warc::Reader& reader) {
  std::uint64_t count = 0;
  for (std::size_t kind = 0; kind < warc::Finding::kKinds; ++kind) {
    const auto which = static_cast<warc::Finding::Kind>(kind);
    if (which >= warc::Finding::Kind::kStray) count += reader.count(which);
  }
  return count;
}

}  // namespace

Result<void> take_pages(const OpenWarc& open, const std::string& name, Sink& sink) {
  warc::Reader reader = PM_TRY(open()), second = PM_TRY(open());
  Pictures pictures(second);
  PM_TRY(pictures.find_all());
  PM_TRY(Pages(reader, pictures, name, sink).take_all());
  if (const std::uint64_t count = losses(reader); count > 0) {
    return sink.lose(name, error(Code::kUnreadable, "{} places of the file are damaged, and lost", count));
  }
  return {};
}

bool is_warc(const Input& input) {
  if (input.head.starts_with("WARC/")) return true;
  return input.head.starts_with("\x1F\x8B") && warc::Reader::open(input.path).has_value();
}

Result<void> read_warc(const Input& input, Sink& sink) {
  return take_pages([&] { return warc::Reader::open(input.path); }, input.path, sink);
}

}  // namespace pressmark::keep
