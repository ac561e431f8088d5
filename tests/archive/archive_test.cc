#include "pressmark/archive.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "archive/blobs.h"
#include "archive/key.h"
#include "support/data.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;

const Time kNoon = std::chrono::sys_days(std::chrono::year(2026) / 5 / 1) + std::chrono::hours(12);

std::vector<std::byte> bytes(std::string_view text) {
  const auto view = std::as_bytes(std::span(text));
  return {view.begin(), view.end()};
}

Article article(std::string title, std::string_view text, std::string url = "https://example.org/a") {
  Article made;
  made.metadata.title = std::move(title);
  made.metadata.url = made.metadata.canonical = std::move(url);
  made.blocks.push_back({.spans = {{.text = std::string(text)}}});
  return made;
}

Capture capture(const Article& of, std::string_view page) {
  Capture made{.url = of.metadata.url, .time = kNoon};
  made.exchanges.push_back(
      {.url = of.metadata.url,
       .date = kNoon,
       .request = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n",
       .response = bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + std::string(page))});
  made.engine = "pressmark/test";
  made.article = of;
  return made;
}

std::string text_of(std::span<const std::byte> data) {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

class ArchiveTest : public ::testing::Test {
 protected:
  ArchiveTest() {
    std::string pattern = (fs::temp_directory_path() / "pressmark_XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    folder_ = (root_ / "archive").string();
  }
  ~ArchiveTest() override { fs::remove_all(root_); }

  Archive opened() {
    auto archive = Archive::open(folder_);
    EXPECT_TRUE(archive) << archive.error().text();
    return *std::move(archive);
  }
  Archive made() {
    auto archive = Archive::create(folder_);
    EXPECT_TRUE(archive) << archive.error().text();
    return *std::move(archive);
  }
  static Saved save(Archive& archive, const Capture& one) {
    const auto saved = archive.save(std::span(&one, 1));
    EXPECT_TRUE(saved) << saved.error().text();
    return saved ? saved->front() : Saved{};
  }
  static std::string faults(Archive& archive, const VerifyOptions& options = {.read_data = true}) {
    const auto found = archive.verify(options);
    if (!found) return found.error().text();
    std::string all;
    for (const Damage& damage : found->damages) all += damage.what + ": " + damage.how.text() + "\n";
    return all;
  }

  fs::path root_;
  std::string folder_;
};

TEST_F(ArchiveTest, is_private_and_says_how_to_read_it) {
  made();
  for (const std::string_view name : {"", "key", "blobs", "warc"}) {
    struct stat status{};
    ASSERT_EQ(::stat((fs::path(folder_) / name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U) << name;
  }
  EXPECT_TRUE(fs::exists(fs::path(folder_) / "README.txt"));
}

TEST_F(ArchiveTest, gives_back_what_was_saved) {
  Archive archive = made();
  const Saved saved = save(archive, capture(article("Bread", "Flour and water."), "<p>Flour and water."));
  EXPECT_EQ(saved.version, 1);
  EXPECT_FALSE(saved.unchanged);
  Archive again = opened();
  const auto kept = again.article(saved.id);
  ASSERT_TRUE(kept) << kept.error().text();
  EXPECT_EQ(kept->metadata.title, "Bread");
  const auto raw = again.raw(saved.id);
  ASSERT_TRUE(raw) << raw.error().text();
  EXPECT_EQ(text_of(raw->bytes), "<p>Flour and water.");
  const auto entry = again.entry(saved.id);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->title, "Bread");
  EXPECT_EQ(entry->site, "example.org");
  EXPECT_EQ(faults(again), "");
}

TEST_F(ArchiveTest, keeps_a_changed_page_as_a_version_and_an_unchanged_one_once) {
  Archive archive = made();
  const Saved first = save(archive, capture(article("Bread", "One."), "<p>One."));
  const Saved same = save(archive, capture(article("Bread", "One."), "<p>One.<!-- ad 2 -->"));
  EXPECT_TRUE(same.unchanged);
  EXPECT_EQ(same.id, first.id);
  const Saved second = save(archive, capture(article("Bread", "Two."), "<p>Two."));
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(archive.versions(first.id)->size(), 2U);
  EXPECT_EQ(text_of(archive.raw(first.id, 1)->bytes), "<p>One.");
  EXPECT_EQ(faults(archive), "");
}

TEST_F(ArchiveTest, is_the_same_after_a_rebuild) {
  Archive archive = made();
  const Saved saved = save(archive, capture(article("Bread", "One."), "<p>One."));
  ASSERT_TRUE(
      archive.change(saved.id, {.add_tags = {"food", "吃"}, .favourite = true, .progress = 0.5, .note = "good"}));
  ASSERT_TRUE(archive.change(saved.id, {.remove_tags = {"food"}}));
  ASSERT_TRUE(archive.highlight(saved.id, {.exact = "One", .start = 0, .end = 3}));
  ASSERT_TRUE(archive.set_collection("Reading", "is:unread"));
  ASSERT_TRUE(Archive::rebuild(folder_));
  Archive again = opened();
  const auto entry = again.entry(saved.id);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(entry->tags, std::vector<std::string>{"吃"});
  EXPECT_TRUE(entry->favourite);
  EXPECT_EQ(entry->progress, 0.5);
  EXPECT_EQ(entry->note, "good");
  EXPECT_EQ(again.highlights(saved.id)->size(), 1U);
  EXPECT_EQ(again.collections()->size(), 1U);
  EXPECT_EQ(faults(again), "");
}

TEST_F(ArchiveTest, links_articles_that_say_nearly_the_same) {
  Archive archive = made();
  std::string text;
  for (int i = 0; i < 300; ++i) text += "word" + std::to_string(i) + " ";
  const Saved one = save(archive, capture(article("A", text, "https://a.example/"), "1"));
  const Saved other = save(archive, capture(article("B", text + "and more", "https://b.example/"), "2"));
  save(archive, capture(article("C", "Something else " + std::string(200, 'x'), "https://c.example/"), "3"));
  EXPECT_EQ(archive.entry(one.id)->near, std::vector<std::string>{other.id});
}

TEST_F(ArchiveTest, forgets_what_was_purged_and_stays_whole) {
  Archive archive = made();
  Capture secret =
      capture(article("Secret", "Nobody should know.", "https://example.org/secret"), "<p>Nobody should know.");
  secret.images.push_back({"https://example.org/s.png", "image/png", bytes("secret picture")});
  const Saved other = save(archive, capture(article("Bread", "One."), "<p>One."));
  const Saved saved = save(archive, secret);
  const Saved later = save(archive, capture(article("Later", "Three.", "https://example.org/l"), "<p>Three."));
  ASSERT_TRUE(archive.change(saved.id, {.note = "a secret note"}));
  const auto purged = archive.purge(saved.id);
  ASSERT_TRUE(purged) << purged.error().text();
  EXPECT_EQ(faults(archive), "");
  EXPECT_FALSE(archive.entry(saved.id));
  EXPECT_EQ(text_of(archive.raw(other.id)->bytes), "<p>One.");
  EXPECT_EQ(text_of(archive.raw(later.id)->bytes), "<p>Three.");
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    if (!entry.is_regular_file() || entry.path().filename() == "signing.json") continue;
    const std::string content = testing::read_file(entry.path());
    EXPECT_EQ(content.find("secret"), std::string::npos) << entry.path();
    EXPECT_EQ(content.find("Secret"), std::string::npos) << entry.path();
  }
  ASSERT_TRUE(Archive::rebuild(folder_));
  Archive again = opened();
  EXPECT_EQ(faults(again), "");
  EXPECT_EQ(again.list()->size(), 2U);
}

TEST_F(ArchiveTest, is_copied_while_in_use) {
  Archive archive = made();
  const Saved saved = save(archive, capture(article("Bread", "One."), "<p>One."));
  const std::string copy = (root_ / "copy").string();
  ASSERT_TRUE(archive.backup(copy));
  save(archive, capture(article("Bread", "Two."), "<p>Two."));
  auto backup = Archive::open(copy);
  ASSERT_TRUE(backup);
  EXPECT_EQ(faults(*backup), "");
  EXPECT_EQ(text_of(backup->raw(saved.id)->bytes), "<p>One.");
  EXPECT_EQ(backup->versions(saved.id)->size(), 1U);
  EXPECT_FALSE(archive.backup(copy)) << "never over something that is there";
}

TEST_F(ArchiveTest, cuts_what_a_killed_writer_left) {
  Archive archive = made();
  const Saved saved = save(archive, capture(article("Bread", "One."), "<p>One."));
  std::ofstream(fs::path(folder_) / "log.jsonl", std::ios::app) << R"({"header":{"sequ)";
  std::ofstream(fs::path(folder_) / "warc" / "000001.warc.gz", std::ios::app | std::ios::binary)
      << "\x1f\x8bhalf a record";
  Archive again = opened();
  const Saved next = save(again, capture(article("Next", "Two.", "https://example.org/b"), "<p>Two."));
  EXPECT_EQ(faults(again), "");
  EXPECT_EQ(text_of(again.raw(saved.id)->bytes), "<p>One.");
  EXPECT_EQ(text_of(again.raw(next.id)->bytes), "<p>Two.");
}

TEST_F(ArchiveTest, names_the_damage_and_mends_what_it_can) {
  Archive archive = made();
  Capture with_picture = capture(article("Bread", "One."), "<p>One.");
  with_picture.images.push_back({"https://example.org/p.png", "image/png", bytes("a picture")});
  const Saved saved = save(archive, with_picture);
  const std::string digest = archive.images(saved.id)->front().second;
  const fs::path blob = fs::path(folder_) / "blobs" / digest.substr(0, 2) / (digest + ".zst");
  std::ofstream(blob, std::ios::binary | std::ios::trunc) << "rubbish";
  EXPECT_FALSE(archive.blob(digest)) << "no wrong byte is served";
  EXPECT_NE(faults(archive).find(digest), std::string::npos);
  EXPECT_NE(faults(archive, {.read_data = true, .repair = true}).find(digest), std::string::npos);
  EXPECT_EQ(faults(archive), "");
  EXPECT_EQ(text_of(*archive.blob(digest)), "a picture");
}

TEST_F(ArchiveTest, goes_on_with_a_new_key_when_the_old_one_is_lost) {
  Archive archive = made();
  save(archive, capture(article("Bread", "One."), "<p>One."));
  fs::remove(fs::path(folder_) / "key" / "signing.json");
  Archive again = opened();
  const Capture next = capture(article("Next", "Two.", "https://example.org/b"), "<p>Two.");
  EXPECT_FALSE(again.save(std::span(&next, 1)));
  ASSERT_TRUE(again.renew_key("open sesame", "the old one is lost"));
  save(again, next);
  EXPECT_EQ(faults(again), "");
  Archive locked = opened();
  EXPECT_EQ(locked.save(std::span(&next, 1)).error().code, Code::kUsage);
  auto unlocked = Archive::open(folder_, {.passphrase = "open sesame"});
  EXPECT_TRUE(unlocked->save(std::span(&next, 1)));
}

TEST_F(ArchiveTest, of_a_later_format_is_left_alone) {
  made();
  std::ofstream(fs::path(folder_) / "archive.json", std::ios::trunc) << R"({"format": 99})";
  const auto archive = Archive::open(folder_);
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().code, Code::kUnreadable);
}

TEST_F(ArchiveTest, is_never_made_over_something_else) {
  fs::create_directories(folder_);
  std::ofstream(fs::path(folder_) / "thesis.txt") << "mine";
  EXPECT_EQ(Archive::create(folder_).error().code, Code::kUsage);
}

TEST_F(ArchiveTest, keeps_an_attempt_without_making_an_article) {
  Archive archive = made();
  Attempt attempt{.url = "https://example.org/gone", .time = kNoon, .code = Code::kGone, .reason = "410"};
  attempt.exchanges.push_back({.url = attempt.url,
                               .date = kNoon,
                               .request = "GET /gone HTTP/1.1\r\n\r\n",
                               .response = bytes("HTTP/1.1 410 Gone\r\n\r\n")});
  ASSERT_TRUE(archive.record(attempt));
  EXPECT_TRUE(archive.list()->empty());
  EXPECT_EQ(faults(archive), "");
}

}  // namespace
}  // namespace pressmark::archive
