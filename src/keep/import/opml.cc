// Lists of feeds. http://opml.org/spec2.opml
#include "base/ascii.h"
#include "fetch/xml.h"
#include "keep/import.h"
#include "keep/import/text.h"

namespace pressmark::keep {

bool is_opml(const Input& input) { return ascii::lowercase(input.head).find("<opml") != std::string::npos; }

Result<void> read_opml(const Input& input, Sink& sink) {
  const std::string text = PM_TRY(read_text(input.path));
  fetch::XmlReader reader(text);
  using Event = fetch::XmlReader::Event;
  for (Event event = reader.next(); event != Event::kDone; event = reader.next()) {
    if (event != Event::kStart || !ascii::equals_ignoring_case(reader.name(), "outline")) continue;
    std::string url = reader.attribute("xmlUrl");
    if (url.empty()) continue;
    std::string title = reader.attribute("title");
    if (title.empty()) title = reader.attribute("text");
    PM_TRY(sink.feed(std::move(url), std::move(title)));
  }
  return {};
}

}  // namespace pressmark::keep
