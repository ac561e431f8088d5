// pressmark read: pages to clean Markdown (or text, JSON, HTML).
#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "base/memory.h"
#include "capture/file.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/images.h"
#include "cli/network.h"
#include "cli/output.h"
#include "cli/page_url.h"
#include "pressmark/browser.h"
#include "pressmark/capture.h"
#include "pressmark/encoding.h"
#include "pressmark/keep.h"
#include "pressmark/render.h"
#include "pressmark/url.h"

namespace pressmark::cli {
namespace {

bool is_url(std::string_view input) { return input.find("://") != std::string_view::npos; }

struct Way {
  fetch::Options network;
  bool renders = false;
};

Result<extract::Extraction> read_page(const std::string& address, capture::Options options, const Way& way) {
  const fetch::Response response = PM_TRY(fetch::get(address, way.network));
  const bool is_named = !options.url.empty();
  if (!is_named) options.url = response.url;
  options.fetch_date = response.fetch_date;
  options.transport_charset = response.charset;
  options.find_next = true;
  auto extraction = capture::read(response.body, options);
  if (!way.renders || !keep::may_need_scripts(extraction)) return extraction;
  const browser::Page page = PM_TRY(browser::open(response.url, way.network));
  if (!is_named) options.url = page.url;
  options.transport_charset = "utf-8";
  return capture::read(std::as_bytes(std::span(page.html)), options);
}

bool is_same_host(std::string_view one, std::string_view other) {
  const auto first = url::Url::parse(one), second = url::Url::parse(other);
  return first && second && first->hostname() == second->hostname();
}

// The pages that the rest of the text is on, each once, all of one host.
void add_next_pages(extract::Extraction& extraction, const std::string& address, capture::Options options, const Way& way) {
  constexpr std::size_t kMostPages = 50;
  std::set<std::string> seen = {address};
  options.url = {};
  std::string next = extraction.next_page;
  while (!next.empty() && seen.size() < kMostPages && is_same_host(next, address) && seen.insert(next).second) {
    auto page = read_page(next, options, way);
    if (!page) {
      extraction.article.warnings.emplace_back("pages_not_read", 1);
      return;
    }
    std::ranges::move(page->article.blocks, std::back_inserter(extraction.article.blocks));
    next = page->next_page;
  }
  std::vector<Block> ordered;
  for (const bool notes : {false, true}) {  // Notes stand behind all else.
    for (Block& block : extraction.article.blocks) {
      if ((block.kind == Block::Kind::kFootnote) == notes) ordered.push_back(std::move(block));
    }
  }
  extraction.article.blocks = std::move(ordered);
}

Result<extract::Extraction> read_url(const std::string& input, const capture::Options& options, const Way& way) {
  extract::Extraction extraction = PM_TRY(read_page(input, options, way));
  if (is_same_host(extraction.single_page, input) && extraction.single_page != input) {
    if (auto whole = read_page(extraction.single_page, options, way)) return whole;
  }
  if (!extraction.next_page.empty()) add_next_pages(extraction, input, options, way);
  return extraction;
}

Result<extract::Extraction> read_one(const std::string& input, const Arguments& arguments) {
  extract::Recipes recipes;
  if (arguments.has("url") && !is_page_url(arguments.value("url"))) {
    return std::unexpected(error(Code::kUsage, "\"{}\" is no address of a page", arguments.value("url"))
                               .with_remedy("write it whole, as in https://example.org/")
                               .about("--url"));
  }
  capture::Options options{.url = arguments.value("url"), .explain = arguments.has("explain")};
  if (arguments.has("encoding")) {
    options.encoding = encoding::from_label(arguments.value("encoding"));
    if (!options.encoding) {
      return std::unexpected(error(Code::kUsage, "\"{}\" is no encoding", arguments.value("encoding"))
                                 .with_remedy("use a WHATWG label such as utf-8, gbk, big5 or shift_jis")
                                 .about("--encoding"));
    }
  }
  PM_TRY(set_choice(arguments, options, recipes));
  if (is_url(input)) return read_url(input, options, {PM_TRY(network_options(arguments)), arguments.has("render")});
  return capture::read(PM_TRY(capture::read_file(input)), options);
}

void explain(const Session& session, const std::vector<extract::Explanation>& explanations) {
  for (const extract::Explanation& one : explanations) {
    std::string line = fmt::format("{:.2f}  {}", one.keep, one.text);
    for (const std::string& reason : one.reasons) line += " | " + reason;
    session.warn("", {"{}", {line}});
  }
}

// What a limit cut off is said; what is merely worth knowing, only when verbose.
void warn_of(const Session& session, const std::string& input, std::string_view what, std::uint64_t count) {
  const std::vector<std::string> number = {std::to_string(count)};
  if (what == "elements_reparented")
    return session.tell(input, {"{} elements were nested too deep and stand beside the one that they were in", number});
  if (what == "formatting_dropped")
    return session.tell(input, {"{} elements of formatting end with the block that they are in: too many were open", number});
  if (what == "attributes_dropped")
    return session.warn(input, {"{} attributes were left out: an element had too many", number});
  if (what == "nodes_dropped")
    return session.warn(input, {"{} parts of the page were left out: it has too many", number});
  if (what == "bytes_dropped")
    return session.warn(input, {"{} bytes of the page were left out: it is too long", number});
  if (what == "recipe_without_body")
    return session.warn(input, {"its recipe found no text there: it was read as any other page"});
  if (what == "pages_not_read")
    return session.warn(input, {"{} further pages of it could not be read", number});
  if (what == "text_from_json_ld")
    return session.warn(input, {"the page shows little: its text is the one that it states for search engines (JSON-LD)"});
  if (what == "text_from_page_data")
    return session.warn(input, {"the page shows nothing without its scripts: its text is from the data that it brings for them"});
  if (what == "text_from_noscript") return session.tell(input, {"its text is the one for readers without scripts"});
  if (what == "link_definitions_not_read")
    return session.warn(input, {"link definitions were left as text: they would multiply the page"});
  if (what == "bare_addresses_not_linked")
    return session.warn(input, {"addresses were left as text: one paragraph has too many"});
  session.tell(input, {"{}: {}", {std::string(what), number.front()}});
}

Result<void> read_into(Output& output, const Session& session, const std::string& input, const Arguments& arguments) {
  extract::Extraction extraction = PM_TRY(read_one(input, arguments));
  for (const auto& [what, count] : extraction.article.warnings) warn_of(session, input, what, count);
  if (arguments.has("explain")) explain(session, extraction.explanations);
  if (arguments.has("images")) {
    const ImageOptions options{.folder = std::string(arguments.value("images")),
                               .output = std::string(arguments.value("output")),
                               .input_file = input == "-" || is_url(input) ? std::string() : input,
                               .network = PM_TRY(network_options(arguments))};
    PM_TRY(keep_images(session, extraction.article, options));
  }
  return output.write(rendered(extraction.article, arguments.value("format", "md")));
}

}  // namespace

int run_read(const Session& session, const Arguments& arguments) {
  auto output = Output::open(std::string(arguments.value("output")));
  if (!output) return session.complain(output.error());

  int exit_code = 0;
  bool is_first = true;
  for (const std::string& input : arguments.operands) {
    if (!is_first && output->write("\n")) is_first = false;
    auto done = base::within_memory([&] { return read_into(*output, session, input, arguments); });
    if (done) {
      is_first = false;
      continue;
    }
    const int code = session.complain(std::move(done).error().about(input));
    if (exit_code == 0) exit_code = code;
  }
  // Nothing was read: nothing appears under the output's name.
  if (is_first) return exit_code;
  if (const auto finished = output->finish(); !finished) {
    const int code = session.complain(finished.error());
    if (exit_code == 0) exit_code = code;
  }
  return exit_code;
}

}  // namespace pressmark::cli
