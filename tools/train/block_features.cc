// block_features LIST OUT [TABLE OVERRIDES]: what the trainer needs of pages, computed by the code that reads them.
//
// LIST has a page's path a line. OUT, little endian: u32 features, each one's topic (u8), and name (u32 length, bytes);
// then for each page: u32 blocks, rows (u16 features each), u32 words of each block; and without TABLE also the texts
// (u32 length, bytes), u32 names and as many (u32 key, u32 first block, u32 end), u32 words and as many (u32 key, u32
// block). TABLE is a token table: u32 size, u16 checks, i8 values. OVERRIDES has for each page u32 count and as many
// (u32 key, i32 value): what the table says of that key on this page.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "capture/file.h"
#include "capture/inflate.h"
#include "extract/blocks.h"
#include "extract/features_rows.h"
#include "extract/metadata.h"
#include "pressmark/encoding.h"
#include "pressmark/extract.h"

namespace pressmark {
namespace {

class Writer {
 public:
  explicit Writer(const char* path) : out_(path, std::ios::binary) {}
  template <class T>
  void put(T value) {
    out_.write(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }
  bool finish() { return static_cast<bool>(out_.flush()); }

 private:
  std::ofstream out_;
};

class Reader {
 public:
  explicit Reader(const char* path) : in_(path, std::ios::binary) {}
  template <class T>
  T get() {
    T value{};
    in_.read(reinterpret_cast<char*>(&value), sizeof value);
    return value;
  }

 private:
  std::ifstream in_;
};

struct NameUse {
  std::uint32_t element, key;
};

struct Keys final : extract::TokenListener {
  std::vector<NameUse> names;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;  // key, block
  void on_word(std::uint32_t block, std::uint32_t key) override { words.emplace_back(key, block); }
  void on_name(std::uint32_t element, std::uint32_t key) override { names.push_back({element, key}); }
};

std::string text_of(const html::Document& page, const extract::Segmentation& segmentation, std::uint32_t block) {
  std::string text;
  const extract::TextBlock& range = segmentation.blocks[block];
  html::Node before;
  for (html::Node node = page.node(range.first); node; node = node.next_in_preorder(page.root())) {
    if (node.is_text() && segmentation.block_of[node.index()] == block) {
      // Inline elements side by side, or a line break between: no word spans them.
      if (before && before.next_sibling() != node && before.parent() != node.parent()) text += ' ';
      if (before && before.next_sibling() && before.next_sibling().is(html::Name::kBr)) text += ' ';
      text += node.text();
      before = node;
    }
    if (node.index() == range.last) break;
  }
  return text;
}

void write_keys(Writer& out, const extract::ElementTable& table, const Keys& keys) {
  std::vector<std::uint32_t> begin(table.elements.size(), extract::kNoBlock), end(table.elements.size(), 0);
  for (std::uint32_t i = 0; i < table.blocks.size(); ++i) {
    const std::uint32_t leaf = table.blocks[i].leaf;
    begin[leaf] = std::min(begin[leaf], i);
    end[leaf] = std::max(end[leaf], i + 1);
  }
  for (std::size_t i = begin.size() - 1; i > 0; --i) {
    const std::uint32_t parent = table.elements[i].parent;
    begin[parent] = std::min(begin[parent], begin[i]);
    end[parent] = std::max(end[parent], end[i]);
  }
  std::uint32_t count = 0;
  for (const NameUse& use : keys.names) count += begin[use.element] < end[use.element];
  out.put(count);
  for (const NameUse& use : keys.names) {
    if (begin[use.element] >= end[use.element]) continue;
    out.put(use.key);
    out.put(begin[use.element]);
    out.put(end[use.element]);
  }
  out.put(static_cast<std::uint32_t>(keys.words.size()));
  for (const auto& [key, block] : keys.words) {
    out.put(key);
    out.put(block);
  }
}

// A token table that may be changed for a page.
class Table {
 public:
  explicit Table(const char* path) {
    Reader in(path);
    const auto size = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < size; ++i) checks_.push_back(in.get<std::uint16_t>());
    for (std::uint32_t i = 0; i < size; ++i) values_.push_back(in.get<std::int8_t>());
  }
  extract::TokenTable view() const { return {.checks = checks_, .values = values_}; }

  void change(Reader& overrides) {
    const auto count = overrides.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto key = overrides.get<std::uint32_t>();
      const auto value = static_cast<std::int8_t>(overrides.get<std::int32_t>());
      const std::size_t slot = slot_of(key);
      if (values_[slot] == extract::TokenTable::kNone) continue;
      changed_.emplace_back(slot, values_[slot]);
      values_[slot] = value;
    }
  }
  void restore() {
    for (; !changed_.empty(); changed_.pop_back()) values_[changed_.back().first] = changed_.back().second;
  }

 private:
  std::size_t slot_of(std::uint32_t key) const {
    const std::size_t mask = values_.size() - 1;
    std::size_t slot = key & mask;
    while (values_[slot] != extract::TokenTable::kNone && checks_[slot] != key >> 16) slot = (slot + 1) & mask;
    return slot;
  }

  std::vector<std::uint16_t> checks_;
  std::vector<std::int8_t> values_;
  std::vector<std::pair<std::size_t, std::int8_t>> changed_;
};

void write_page(Writer& out, const html::Document& page, const extract::TokenTable& tokens, bool with_keys) {
  const Metadata metadata = extract::read_metadata(page, {});
  const extract::Segmentation segmentation = extract::segment(page);
  Keys keys;
  const auto count = static_cast<std::uint32_t>(segmentation.blocks.size());
  out.put(count);
  if (count == 0) return;
  extract::RowMaker maker(page, metadata, segmentation, tokens, with_keys ? &keys : nullptr);
  extract::Row row{};
  for (std::uint32_t i = 0; i < count; ++i) {
    maker.make(i, row);
    for (std::size_t j = 0; j < extract::kFeatureCount; ++j) out.put(row[j]);
  }
  for (const extract::TextBlock& block : segmentation.blocks) out.put(block.words);
  if (!with_keys) return;
  for (std::uint32_t i = 0; i < count; ++i) out.put_text(text_of(page, segmentation, i));
  write_keys(out, maker.table(), keys);
}

Result<void> run(const char* list, const char* out_path, const char* table_path, const char* overrides_path) {
  Writer out(out_path);
  const std::vector<extract::FeatureName> names = extract::feature_names();
  if (names.size() != extract::kFeatureCount) {
    std::fprintf(stderr, "%zu features\n", names.size());
    return fail(Code::kUnreadable, "the features have other names than they are");
  }
  out.put(static_cast<std::uint32_t>(names.size()));
  for (const extract::FeatureName& name : names) {
    out.put(static_cast<std::uint8_t>(name.topic));
    out.put_text(name.name);
  }
  std::optional<Table> table;
  std::optional<Reader> overrides;
  if (table_path != nullptr) {
    table.emplace(table_path);
    overrides.emplace(overrides_path);
  }
  std::ifstream paths(list);
  for (std::string path; std::getline(paths, path);) {
    std::vector<std::byte> bytes = PM_TRY(capture::read_file(path));
    if (path.ends_with(".gz")) bytes = PM_TRY(capture::inflate(bytes));
    const encoding::Text text = encoding::decode(bytes);
    const html::Document page = html::parse(text.view(), {.contain_noscript_iframe = true});
    if (table) table->change(*overrides);
    write_page(out, page, table ? table->view() : extract::TokenTable{}, !table);
    if (table) table->restore();
  }
  if (!out.finish()) return fail(Code::kUnreadable, "the features could not be written");
  return {};
}

}  // namespace
}  // namespace pressmark

int main(int count, char** words) {
  if (count != 3 && count != 5) {
    std::fputs("usage: block_features LIST OUT [TABLE OVERRIDES]\n", stderr);
    return 2;
  }
  const auto done = pressmark::run(words[1], words[2], count > 3 ? words[3] : nullptr, count > 4 ? words[4] : nullptr);
  if (!done) std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return done ? 0 : 1;
}
