#include "render/front_matter.h"

#include <string_view>
#include <unordered_set>

#include "render/yaml.h"

namespace pressmark::render {
namespace {

// YAML readers need not take a longer key; our own keys are short.
constexpr std::size_t kMaxKeySize = 200;

class FrontMatterWriter {
 public:
  explicit FrontMatterWriter(std::string& out) : out_(out) {}

  void add(std::string_view key, std::string_view text, YamlPlace place = YamlPlace::kBlock) {
    if (text.empty() || !begin(key)) return;
    out_.push_back(' ');
    append_yaml(out_, text, place);
    out_.push_back('\n');
  }

  void add(std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty() || !begin(key)) return;
    out_ += " [";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out_ += ", ";
      append_yaml(out_, texts[i], YamlPlace::kFlow);
    }
    out_ += "]\n";
  }

  void close() {
    if (!keys_.empty()) out_ += "---\n";
  }

 private:
  // A key stands once in a mapping: false for a second one.
  bool begin(std::string_view key) {
    if (key.size() > kMaxKeySize || !keys_.insert(key).second) return false;
    if (keys_.size() == 1) out_ += "---\n";
    append_yaml(out_, key);
    out_.push_back(':');
    return true;
  }

  std::string& out_;
  std::unordered_set<std::string_view> keys_;
};

}  // namespace

void append_front_matter(std::string& out, const Metadata& metadata) {
  FrontMatterWriter writer(out);
  writer.add("title", metadata.title);
  writer.add("url", metadata.url);
  writer.add("source", metadata.source);
  writer.add("date", metadata.date, YamlPlace::kDate);
  writer.add("fetch_date", metadata.fetch_date, YamlPlace::kDate);
  writer.add("canonical", metadata.canonical);
  writer.add("author", metadata.author);
  writer.add("date_time", metadata.date_time, YamlPlace::kDate);
  writer.add("modified", metadata.modified, YamlPlace::kDate);
  writer.add("language", metadata.language);
  writer.add("description", metadata.description);
  writer.add("cover", metadata.cover);
  writer.add("license", metadata.license);
  writer.add("tags", metadata.tags);
  writer.add("kind", metadata.kind);
  for (const auto& [key, text] : metadata.others) writer.add(key, text, YamlPlace::kDate);
  writer.close();
}

}  // namespace pressmark::render
