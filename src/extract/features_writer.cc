#include "extract/features_writer.h"

#include <functional>

namespace pressmark::extract {

using html::Node;

namespace {

struct PageCounts {
  std::uint64_t in_article = 0, in_main = 0, in_items = 0, paragraphs = 0, articles = 0, questions = 0, currencies = 0,
                years = 0, wide = 0, characters = 0, stop_words = 0, raw_words = 0, headings = 0;
};

}  // namespace

template <class Output>
void RowWriter<Output>::text(const RowMaker& maker, std::uint32_t index) {
  const TextBlock& block = maker.segmentation_.blocks[index];
  const BlockText& text = maker.table_.texts[index];
  const BlockElement& at = maker.table_.blocks[index];
  const std::uint32_t words = std::max(text.words, 1U), characters = std::max(text.characters, 1U);
  put(Topic::kLength, "words", whole(block.words));
  put(Topic::kLength, "characters", whole(text.characters));
  put(Topic::kLength, "word length", whole(std::uint64_t{text.characters} * 16 / words));
  put(Topic::kLinks, "link share", share(block.link_words, std::max(block.words, 1U)));
  put(Topic::kLinks, "links", text.links);
  put(Topic::kLinks, "whole link", block.link_words >= block.words && block.link_words > 0);
  put(Topic::kWording, "bold share", share(at.bold_words, words));
  put(Topic::kWording, "commas", text.commas);
  put(Topic::kWording, "ends sentence", text.ends_sentence);
  put(Topic::kWording, "periods", text.periods);
  put(Topic::kWording, "stop words", share(text.stop_words, words));
  put(Topic::kWording, "digits", share(text.digits, characters));
  put(Topic::kWording, "capitals", share(text.capitals, words));
  put(Topic::kWording, "all capitals", text.has_upper && !text.has_lower);
  put(Topic::kWording, "starts upper", text.starts_upper);
  put(Topic::kWording, "starts lower", text.starts_lower);
  put(Topic::kWording, "currency", text.has_currency);
  put(Topic::kWording, "year", text.has_year);
  put(Topic::kWording, "copyright", text.has_copyright);
  put(Topic::kWording, "question", text.has_question);
  put(Topic::kWording, "exclamation", text.has_exclamation);
  put(Topic::kWording, "ends colon", text.last == ':' || text.last == 0xff1a);
  put(Topic::kWording, "bars", text.bars);
  put(Topic::kWording, "wide", share(text.wide, characters));
  put(Topic::kWording, "images", text.images);
  put(Topic::kWording, "time", text.has_time);
  put(Topic::kWording, "ends arrow",
      text.last == 0x2192 || text.last == 0x203a || text.last == 0xbb || text.last == '>');
  put(Topic::kTitle, "title share", share(text.title_words, words));
  put(Topic::kTitle, "title cover", share(text.title_words, std::max(maker.title_word_count_, 1U)));
  put(Topic::kHeading, "heading", at.heading);
  const ElementRecord& container = maker.table_.elements[at.element];
  const Node node = maker.page_.node(container.node);
  put(Topic::kTags, "tag", node.is_element() ? tag_code(node.name()) : std::uint16_t{0});
  put(Topic::kTags, "leaf depth", whole(maker.table_.elements[at.leaf].depth - container.depth));
  put(Topic::kWords, "leads elsewhere", maker.spots_[index].leads);
  put(Topic::kWords, "led elsewhere", maker.spots_[index].is_led);
}

template <class Output>
void RowWriter<Output>::repetition(const RowMaker& maker, std::uint32_t index) {
  const RowMaker::Spot& spot = maker.spots_[index];
  const RowMaker::Kind& kind = maker.kinds_[spot.kind];
  put(Topic::kRepetition, "repeats", whole(spot.repeats));
  put(Topic::kRepetition, "repeats before", whole(spot.repeats_before));
  put(Topic::kRepetition, "skeletons", whole(spot.skeletons));
  put(Topic::kRepetition, "kind blocks", whole(kind.blocks));
  put(Topic::kRepetition, "kind words", mean(kind.words, kind.blocks));
  put(Topic::kRepetition, "kind share", share(kind.words, std::max(maker.words_sum_.back(), 1U)));
  put(Topic::kRepetition, "kind links", share(kind.link_words, std::max(kind.words, 1U)));
  put(Topic::kRepetition, "kind before", whole(spot.kind_before));
  std::uint32_t most = 0, words_of_most = 0;
  std::uint32_t element = maker.table_.blocks[index].element;
  for (int level = 0; level < 7 && element != kNoElement; ++level) {
    const ElementRecord& record = maker.table_.elements[element];
    if (record.alike > most) {
      most = record.alike;
      words_of_most = record.words;
    }
    element = record.parent;
  }
  put(Topic::kRepetition, "most alike", whole(most));
  put(Topic::kRepetition, "most alike words", whole(words_of_most));
}

template <class Output>
void RowWriter<Output>::marks(const RowMaker& maker, std::uint32_t index) {
  output_.put_marks(maker.distances_[maker.table_.elements[maker.table_.blocks[index].leaf].depth]);
}

template <class Output>
void RowWriter<Output>::names(const RowMaker& maker, std::uint32_t index) {
  const BlockElement& at = maker.table_.blocks[index];
  const ElementRecord& leaf = maker.table_.elements[at.leaf];
  const ElementRecord& container = maker.table_.elements[at.element];
  const TokenChain& chain = maker.chains_[at.leaf];
  put(Topic::kNames, "names leaf", around_middle(leaf.tokens.mean()));
  put(Topic::kNames, "names leaf least", around_middle(leaf.tokens.least));
  put(Topic::kNames, "names leaf most", around_middle(leaf.tokens.most));
  put(Topic::kNames, "names container", around_middle(container.tokens.mean()));
  put(Topic::kNames, "names least", around_middle(chain.least));
  put(Topic::kNames, "names most", around_middle(chain.most));
  put(Topic::kNames, "names sum", around_middle(chain.sum));
  put(Topic::kNames, "names mean", around_middle(chain.count == 0 ? 0 : chain.sum / chain.count));
  put(Topic::kNames, "names nearest", around_middle(chain.nearest));
  put(Topic::kNames, "names second", around_middle(chain.second));
  put(Topic::kNames, "names levels", chain.levels);
  const bool has_parent = container.parent != kNoElement;
  const TokenSum of_parent = has_parent ? maker.table_.elements[container.parent].tokens : TokenSum{};
  put(Topic::kNames, "names parent", around_middle(of_parent.mean()));
  put(Topic::kNames, "names parent least", around_middle(of_parent.least));
  const std::size_t last = maker.spots_.size() - 1;
  const auto nearest_of = [&](std::size_t block) {
    return around_middle(maker.chains_[maker.table_.blocks[block].leaf].nearest);
  };
  put(Topic::kNeighbours, "names before", index > 0 ? nearest_of(index - 1) : around_middle(0));
  put(Topic::kNeighbours, "names after", index < last ? nearest_of(index + 1) : around_middle(0));
}

template <class Output>
void RowWriter<Output>::words(const RowMaker& maker, std::uint32_t index) {
  const std::vector<BlockText>& texts = maker.table_.texts;
  const BlockText& text = texts[index];
  put(Topic::kWords, "text token", token_value(text.whole_token));
  put(Topic::kWords, "word tokens", around_middle(text.word_tokens.mean()));
  put(Topic::kWords, "word tokens least", around_middle(text.word_tokens.least));
  put(Topic::kWords, "word tokens most", around_middle(text.word_tokens.most));
  put(Topic::kWords, "word tokens found", text.word_tokens.count);
  const auto of = [&](std::uint32_t block, std::string_view whole_name, std::string_view words_name) {
    const bool is_there = block != kNoBlock;
    put(Topic::kHeading, whole_name, is_there ? token_value(texts[block].whole_token) : around_middle(0));
    put(Topic::kHeading, words_name, around_middle(is_there ? texts[block].word_tokens.mean() : 0));
  };
  of(maker.spots_[index].heading, "heading token", "heading words");
  of(maker.spots_[index].section, "section token", "section words");
  const auto mean_of = [&](bool is_there, std::size_t block) {
    return around_middle(is_there ? texts[block].word_tokens.mean() : 0);
  };
  put(Topic::kNeighbours, "words before", mean_of(index > 0, index - 1));
  put(Topic::kNeighbours, "words after", mean_of(index + 1 < texts.size(), index + 1));
}

template <class Output>
void RowWriter<Output>::section(const RowMaker& maker, std::string_view name, std::uint32_t index) {
  const ElementRecord& element = maker.table_.elements[index];
  const ElementRecord& page = maker.table_.elements[0];
  output_.begin_part(name);
  const std::uint32_t words = std::max(element.words, 1U), blocks = std::max(element.blocks, 1U);
  put(Topic::kSection, "words", whole(element.words));
  put(Topic::kSection, "links", share(element.link_words, words));
  put(Topic::kSection, "share", share(element.words, std::max(page.words, 1U)));
  put(Topic::kSection, "prose", share(element.prose_words, words));
  put(Topic::kSection, "words a block", mean(element.words, blocks));
  put(Topic::kSection, "alike", whole(element.alike));
  put(Topic::kSection, "headings", share(element.headings, blocks));
  put(Topic::kSection, "proses", whole(element.proses));
  output_.begin_part("");
}

template <class Output>
void RowWriter<Output>::sections(const RowMaker& maker, std::uint32_t index) {
  const ElementTable& table = maker.table_;
  const BlockElement& at = table.blocks[index];
  const std::uint32_t first = at.element;
  const std::uint32_t second = table.elements[first].larger;
  const std::uint32_t third = table.elements[second].larger;
  const std::uint32_t fourth = table.elements[third].larger;
  section(maker, "first ", first);
  section(maker, "second ", second);
  section(maker, "third ", third);
  section(maker, "fourth ", fourth);
  const auto near = [&](std::string_view links, std::string_view prose, std::uint32_t element) {
    put(Topic::kSection, links, whole(static_cast<std::uint64_t>(table.link_share(element) * 1000)));
    put(Topic::kSection, prose, whole(static_cast<std::uint64_t>(table.prose_share(element) * 1000)));
  };
  near("near links", "near prose", table.elements[first].with_50);
  near("wide links", "wide prose", table.elements[first].with_250);
  put(Topic::kSection, "inputs", whole(table.elements[third].inputs));
  put(Topic::kSection, "images around", whole(table.elements[third].images));
  put(Topic::kSection, "from main", whole(maker.from_main_[first]));
  put(Topic::kSection, "from body", whole(maker.from_body_[first]));
  const auto below = [&](std::uint32_t target, std::uint32_t levels) {
    return whole(table.elements[first].depth + levels - table.elements[target].depth);
  };
  put(Topic::kSection, "below main", below(table.main, maker.from_main_[first]));
  put(Topic::kSection, "below body", below(table.body, maker.from_body_[first]));
  put(Topic::kTitle, "from title", whole(maker.from_anchor_[first]));
}

template <class Output>
void RowWriter<Output>::position(const RowMaker& maker, std::uint32_t index) {
  const RowMaker::Spot& spot = maker.spots_[index];
  const std::uint32_t words = maker.words_sum_.back(), prose = maker.prose_sum_.back();
  const std::uint32_t own = maker.segmentation_.blocks[index].words;
  put(Topic::kPosition, "block", whole(index));
  put(Topic::kPosition, "blocks after", whole(maker.spots_.size() - 1 - index));
  put(Topic::kPosition, "share before", share(spot.words_before, std::max(words, 1U)));
  put(Topic::kPosition, "words before it", whole(spot.words_before));
  put(Topic::kPosition, "words after it", whole(words - spot.words_before - own));
  put(Topic::kPosition, "prose before", share(spot.prose_before, std::max(prose, 1U)));
  put(Topic::kPosition, "prose after", share(prose - maker.prose_sum_[index + 1], std::max(prose, 1U)));
  put(Topic::kTags, "depth", whole(maker.table_.elements[maker.table_.blocks[index].element].depth));
  const bool has_heading = spot.heading != kNoBlock, has_section = spot.section != kNoBlock;
  put(Topic::kHeading, "heading before", has_heading ? maker.table_.blocks[spot.heading].heading : std::uint16_t{0});
  put(Topic::kHeading, "blocks since heading", has_heading ? whole(index - spot.heading) : std::uint16_t{999});
  put(Topic::kHeading, "words since heading",
      has_heading ? whole(spot.words_before - maker.words_sum_[spot.heading]) : std::uint16_t{9999});
  put(Topic::kHeading, "heading after", spot.next_heading);
  put(Topic::kHeading, "section heading", has_section ? maker.table_.blocks[spot.section].heading : std::uint16_t{0});
  put(Topic::kHeading, "blocks since section", has_section ? whole(index - spot.section) : std::uint16_t{999});
  put(Topic::kPosition, "prose before at", spot.prose_before_at);
  put(Topic::kPosition, "prose after at", spot.prose_after_at);
  put(Topic::kTitle, "blocks from title", around_middle(std::int64_t{index} - std::int64_t{maker.anchor_}));
  put(Topic::kTitle, "words from title",
      around_middle(std::int64_t{spot.words_before} - std::int64_t{maker.words_sum_[maker.anchor_]}));
  put(Topic::kPosition, "shared before", spot.shared_before);
  put(Topic::kPosition, "shared after", spot.shared_after);
}

template <class Output>
void RowWriter<Output>::neighbours(const RowMaker& maker, std::uint32_t index) {
  const std::size_t count = maker.spots_.size();
  const auto neighbour = [&](std::string_view words, std::string_view links, std::string_view heading,
                             std::ptrdiff_t step) {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(index) + step;
    const bool is_there = at >= 0 && at < static_cast<std::ptrdiff_t>(count);
    const auto block = static_cast<std::size_t>(is_there ? at : 0);
    const TextBlock& text = maker.segmentation_.blocks[block];
    put(Topic::kNeighbours, words, is_there ? whole(text.words) : std::uint16_t{0xffff});
    put(Topic::kNeighbours, links, is_there ? share(text.link_words, std::max(text.words, 1U)) : std::uint16_t{0xffff});
    if (!heading.empty())
      put(Topic::kNeighbours, heading, is_there ? maker.table_.blocks[block].heading : std::uint16_t{0xffff});
  };
  neighbour("-2 words", "-2 links", "", -2);
  neighbour("-1 words", "-1 links", "-1 heading", -1);
  neighbour("+1 words", "+1 links", "+1 heading", 1);
  neighbour("+2 words", "+2 links", "", 2);
  const auto window = [&](std::string_view words, std::string_view links, std::string_view prose, std::size_t reach) {
    const std::size_t begin = index > reach ? index - reach : 0, end = std::min(count, index + reach + 1);
    const std::uint32_t total = maker.words_sum_[end] - maker.words_sum_[begin];
    put(Topic::kNeighbours, words, mean(total, end - begin));
    put(Topic::kNeighbours, links, share(maker.links_sum_[end] - maker.links_sum_[begin], std::max(total, 1U)));
    put(Topic::kNeighbours, prose, share(maker.prose_sum_[end] - maker.prose_sum_[begin], std::max(total, 1U)));
  };
  window("2 around words", "2 around links", "2 around prose", 2);
  window("5 around words", "5 around links", "5 around prose", 5);
  window("12 around words", "12 around links", "12 around prose", 12);
}

template <class Output>
void RowWriter<Output>::block(const RowMaker& maker, std::uint32_t index) {
  text(maker, index);
  repetition(maker, index);
  marks(maker, index);
  names(maker, index);
  words(maker, index);
  sections(maker, index);
  position(maker, index);
  neighbours(maker, index);
}

template <class Output>
void RowWriter<Output>::page(const RowMaker& maker) {
  const ElementTable& table = maker.table_;
  const ElementRecord& root = table.elements[0];
  PageCounts counts;
  for (const ElementRecord& element : table.elements) {
    counts.paragraphs += (element.marks[0] >> 21) & 1;
    counts.articles += element.marks[0] & 1;
  }
  std::vector<std::uint32_t> longest;
  for (std::size_t i = 0; i < table.texts.size(); ++i) {
    const BlockText& text = table.texts[i];
    const TextBlock& block = maker.segmentation_.blocks[i];
    longest.push_back(block.words);
    counts.in_article += table.blocks[i].in_article ? block.words : 0;
    counts.in_main += table.blocks[i].in_main ? block.words : 0;
    counts.questions += text.has_question;
    counts.currencies += text.has_currency;
    counts.years += text.has_year;
    counts.wide += text.wide;
    counts.characters += text.characters;
    counts.stop_words += text.stop_words;
    counts.raw_words += text.words;
    counts.headings += table.blocks[i].heading > 0;
  }
  const std::size_t few = std::min<std::size_t>(5, longest.size());
  std::ranges::partial_sort(longest, longest.begin() + static_cast<std::ptrdiff_t>(few), std::greater());
  std::uint64_t of_few = 0;
  for (std::size_t i = 0; i < few; ++i) of_few += longest[i];
  const std::uint64_t blocks = std::max<std::uint64_t>(longest.size(), 1), words = std::max(root.words, 1U);
  put(Topic::kPage, "page words", whole(root.words));
  put(Topic::kPage, "page blocks", whole(longest.size()));
  put(Topic::kPage, "page prose", share(root.prose_words, words));
  put(Topic::kPage, "page links", share(root.link_words, words));
  put(Topic::kPage, "page longest five", whole(few == 0 ? 0 : of_few * 10 / few));
  put(Topic::kPage, "page currencies", whole(counts.currencies));
  put(Topic::kPage, "page years", share(counts.years, blocks));
  put(Topic::kPage, "page questions", share(counts.questions, blocks));
  put(Topic::kPage, "page headings", share(counts.headings, blocks));
  put(Topic::kPage, "page wide", share(counts.wide, std::max<std::uint64_t>(counts.characters, 1)));
  put(Topic::kPage, "page stop words", share(counts.stop_words, std::max<std::uint64_t>(counts.raw_words, 1)));
  put(Topic::kPage, "page inputs", whole(root.inputs));
  put(Topic::kPage, "page images", whole(root.images));
  put(Topic::kPage, "page paragraphs", whole(counts.paragraphs));
  put(Topic::kPage, "page articles", whole(counts.articles));
  put(Topic::kPage, "page in article", share(counts.in_article, words));
  put(Topic::kPage, "page in main", share(counts.in_main, words));
  put(Topic::kPage, "body share", share(table.elements[table.body].words, words));
  put(Topic::kPage, "body prose", whole(static_cast<std::uint64_t>(table.prose_share(table.body) * 1000)));
  put(Topic::kPage, "main prose", whole(static_cast<std::uint64_t>(table.prose_share(table.main) * 1000)));
  const PageSigns& signs = maker.signs_;
  put(Topic::kPage, "og type", whole(signs.og_type));
  put(Topic::kPage, "published time", signs.has_published_time);
  put(Topic::kPage, "price", signs.has_price);
  put(Topic::kPage, "json article", (signs.json_types & kJsonArticle) != 0);
  put(Topic::kPage, "json product", (signs.json_types & kJsonProduct) != 0);
  put(Topic::kPage, "json list", (signs.json_types & (kJsonList | kJsonCollection)) != 0);
  put(Topic::kPage, "json forum", (signs.json_types & kJsonForum) != 0);
  put(Topic::kPage, "json other", (signs.json_types & (kJsonFaq | kJsonService)) != 0);
  put(Topic::kPage, "path parts", whole(signs.path_parts));
  put(Topic::kPage, "path dashes", whole(signs.path_dashes));
  put(Topic::kPage, "path root", signs.is_root);
}

template class RowWriter<RowValues>;
template class RowWriter<RowNames>;

std::vector<FeatureName> feature_names() {
  // The names come from where the values are made, for a page of one word.
  const html::Document page = html::parse("<p>a");
  const Segmentation segmentation = segment(page);
  RowMaker maker(page, {}, segmentation, {});
  Row row{};
  maker.make(0, row);
  std::vector<FeatureName> names;
  RowWriter writer(RowNames{names});
  writer.block(maker, 0);
  writer.page(maker);
  return names;
}

}  // namespace pressmark::extract
