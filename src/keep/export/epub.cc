// EPUB 3.3: articles as the chapters of a book. https://www.w3.org/TR/epub-33/
#include <algorithm>
#include <map>
#include <set>

#include "capture/picture.h"
#include "keep/export/pack.h"
#include "keep/export/spans.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"
#include "pressmark/warc.h"
#include "render/book.h"
#include "render/html_text.h"

namespace pressmark::keep {
namespace {

// What every reading system shows. https://www.w3.org/TR/epub-33/#sec-core-media-types
constexpr std::string_view kShown[] = {"image/png", "image/jpeg", "image/gif", "image/webp"};

constexpr std::string_view kContainer = R"(<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
)";

constexpr std::string_view kStyle = R"(body { line-height: 1.6; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
.byline { font-size: 0.85em; opacity: 0.75; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; }
figcaption { font-size: 0.85em; opacity: 0.75; }
blockquote, article.post { margin: 1em 0; padding-left: 1em; border-left: 0.2em solid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.25em 0.5em; vertical-align: top; text-align: start; }
section.footnotes, section.comments { border-top: 1px solid; margin-top: 2em; }
)";

std::string escaped(std::string_view text) {
  std::string out;
  render::append_escaped(out, text);
  return out;
}

// A name that is the same whenever the same is exported. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
std::string uuid_of(std::string_view text) {
  std::string hex = warc::digest(warc::Algorithm::kSha256, std::as_bytes(std::span(text))).substr(7);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                     hex.substr(20, 12));
}

// "2024-05-01T12:30:00Z", without a fraction.
std::string second_of(const std::string& time) {
  return time.size() < 19 ? "1980-01-01T00:00:00Z" : time.substr(0, 19) + "Z";
}

class Book {
 public:
  Book(archive::Archive& archive, Spool& spool, std::string title)
      : archive_(archive), spool_(spool), title_(std::move(title)) {}

  Result<void> begin() {
    PM_TRY(put("mimetype", "application/epub+zip", false));
    PM_TRY(put("META-INF/container.xml", kContainer));
    return put("EPUB/style.css", kStyle);
  }

  Result<void> add(const std::string& id) {
    const archive::Entry entry = PM_TRY(archive_.entry(id));
    Article article = PM_TRY(archive_.article(id));
    PM_TRY(keep_pictures(id, article));
    if (article.metadata.title.empty()) article.metadata.title = entry.url.empty() ? id : entry.url;
    const std::string name = fmt::format("article-{}.xhtml", id);
    PM_TRY(put("EPUB/" + name, render::xhtml(article)));
    const std::string item = fmt::format("a-{}", id);
    manifest_ += fmt::format("<item id=\"{}\" href=\"{}\" media-type=\"application/xhtml+xml\"/>\n", item, name);
    spine_ += fmt::format("<itemref idref=\"{}\"/>\n", item);
    contents_ += fmt::format("<li><a href=\"{}\">{}</a></li>\n", name, escaped(article.metadata.title));
    names_ += id + " ";
    modified_ = std::max(modified_, second_of(entry.captured));
    note(article.metadata);
    ++count_;
    return {};
  }

  Result<void> finish() {
    if (count_ == 0) return fail(Code::kUsage, "there is no article to export");
    PM_TRY(put("EPUB/nav.xhtml", contents()));
    PM_TRY(put("EPUB/package.opf", package()));
    return spool_.pack(entries_);
  }

 private:
  Result<void> put(const std::string& name, std::string_view content, bool is_packed = true) {
    PM_TRY(spool_.write(name, content));
    entries_.push_back({name, is_packed});
    return {};
  }

  // Those that are kept come into the book; of another its words stay, and the way to it.
  Result<void> keep_pictures(const std::string& id, Article& article) {
    std::map<std::string, std::string> files;
    for (const auto& [url, digest] : PM_TRY(archive_.images(id))) {
      const std::string name = PM_TRY(keep_picture(digest));
      if (!name.empty()) files.emplace(url, name);
    }
    change_spans(article, [&files](Span& span) {
      if (span.kind != Span::Kind::kImage) return;
      if (const auto found = files.find(span.source); found != files.end()) {
        span.source = found->second;
        return;
      }
      span.kind = Span::Kind::kText;
      if (span.link.empty()) span.link = span.source;
      if (span.text.empty()) span.text = span.source;
    });
    return {};
  }

  // The name in the book, "" for what not every reading system shows.
  Result<std::string> keep_picture(const std::string& digest) {
    const std::vector<std::byte> bytes = PM_TRY(archive_.blob(digest));
    const capture::PictureKind kind = capture::picture_kind(bytes);
    if (std::ranges::find(kShown, kind.media_type) == std::end(kShown)) return std::string();
    const std::string name = "images/" + digest.substr(0, 24) + std::string(kind.extension);
    if (!pictures_.insert(name).second) return name;
    manifest_ +=
        fmt::format("<item id=\"i-{}\" href=\"{}\" media-type=\"{}\"/>\n", digest.substr(0, 24), name, kind.media_type);
    PM_TRY(put("EPUB/" + name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, false));
    return name;
  }

  void note(const Metadata& metadata) {
    if (const std::string language = render::book_language(metadata.language); !language.empty()) {
      if (std::ranges::find(languages_, language) == languages_.end()) languages_.push_back(language);
    }
    if (count_ > 0) return;
    first_ = {.title = metadata.title, .url = metadata.url, .author = metadata.author, .date = metadata.date};
  }

  std::string title() const {
    if (!title_.empty()) return title_;
    return count_ == 1 ? first_.title : fmt::format("{} …", first_.title);
  }

  std::string contents() const {
    return fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{0}</title><link rel="stylesheet" href="style.css"/></head>
<body><nav epub:type="toc" id="toc"><h1>{0}</h1>
<ol>
{1}</ol></nav></body>
</html>
)",
        escaped(title()), contents_);
  }

  std::string package() const {
    std::string about;
    const auto add = [&about](std::string_view name, std::string_view value) {
      if (!value.empty()) about += fmt::format("<dc:{0}>{1}</dc:{0}>\n", name, escaped(value));
    };
    add("title", title());
    for (const std::string& language : languages_) add("language", language);
    if (languages_.empty()) add("language", "und");
    if (count_ == 1) {
      add("creator", first_.author);
      add("date", first_.date);
      add("source", first_.url);
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{}</dc:identifier>
{}<meta property="dcterms:modified">{}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{}</manifest>
<spine>
{}{}</spine>
</package>
)",
        uuid_of(names_), about, modified_, manifest_, count_ == 1 ? "" : "<itemref idref=\"nav\"/>\n", spine_);
  }

  archive::Archive& archive_;
  Spool& spool_;
  std::string title_;
  std::vector<Spool::Entry> entries_{};
  std::set<std::string> pictures_{};
  std::vector<std::string> languages_{};
  std::string manifest_{}, spine_{}, contents_{}, names_{}, modified_{};
  Metadata first_{};
  std::size_t count_ = 0;
};

}  // namespace

Result<void> export_epub(archive::Archive& archive, std::span<const std::string> ids, const std::string& path,
                         const std::string& title) {
  Spool spool = PM_TRY(Spool::beside(path));
  Book book(archive, spool, title);
  PM_TRY(book.begin());
  for (const std::string& id : ids) {
    if (auto done = book.add(id); !done) return std::unexpected(std::move(done).error().about(id));
  }
  return book.finish();
}

}  // namespace pressmark::keep
