// pressmark extract: many pages to JSON lines.
#include <charconv>
#include <cstdio>
#include <string>
#include <thread>
#include <unordered_map>

#include "bulk/pipeline.h"
#include "capture/file.h"
#include "cli/choice.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/page_url.h"

namespace pressmark::cli {
namespace {

constexpr unsigned kMaxThreads = 256;

Result<unsigned> thread_count(const Arguments& arguments) {
  if (!arguments.has("threads")) return std::max(1U, std::thread::hardware_concurrency());
  const std::string_view text = arguments.value("threads");
  unsigned count = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (wrong != std::errc() || end != text.data() + text.size() || count == 0 || count > kMaxThreads) {
    return std::unexpected(error(Code::kUsage, "\"{}\" is no number of threads", text)
                               .with_remedy("give a whole number from 1 to {}", kMaxThreads)
                               .about("--threads"));
  }
  return count;
}

using Urls = std::unordered_map<std::string, std::string>;

Result<Urls> read_urls(const Arguments& arguments) {
  Urls urls;
  if (!arguments.has("urls")) return urls;
  const auto bytes = PM_TRY(capture::read_file(std::string(arguments.value("urls"))));
  std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      return std::unexpected(error(Code::kUnreadable, "line {} has no tab", number)
                                 .with_remedy("each line is the page's id, a tab, and its URL")
                                 .about(arguments.value("urls")));
    }
    if (!is_page_url(line.substr(tab + 1))) {
      return std::unexpected(error(Code::kUnreadable, "line {} has no address of a page behind the tab", number)
                                 .with_remedy("write it whole, as in https://example.org/")
                                 .about(arguments.value("urls")));
    }
    urls.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  return urls;
}

class Progress {
 public:
  Progress(const Session& session, std::size_t total) : session_(session), total_(total) {}
  ~Progress() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  void show(std::size_t done) {
    if (!session_.shows_progress || session_.verbosity == Verbosity::kQuiet) return;
    const std::size_t percent = done * 100 / total_;
    if (shown_ && percent == percent_) return;
    shown_ = true;
    percent_ = percent;
    std::fprintf(stderr, "\r\x1b[K%s", session_.say("{} of {} pages, {} %", done, total_, percent).c_str());
  }

 private:
  const Session& session_;
  std::size_t total_, percent_ = 0;
  bool shown_ = false;
};

// The pages of all paths, and the code of the first path that could not be listed.
std::vector<bulk::Page> pages_of(const Session& session, const std::vector<std::string>& paths, int& exit_code) {
  std::vector<bulk::Page> pages;
  for (const std::string& path : paths) {
    auto found = bulk::find_pages(path);
    if (found) {
      pages.insert(pages.end(), found->begin(), found->end());
      continue;
    }
    const int code = session.complain(found.error());
    if (exit_code == 0) exit_code = code;
  }
  return pages;
}

}  // namespace

int run_extract(const Session& session, const Arguments& arguments) {
  if (!arguments.has("output")) {
    return session.complain(error(Code::kUsage, "extract needs -o OUT.jsonl").with_remedy("-o - is standard output"));
  }
  const auto threads = thread_count(arguments);
  if (!threads) return session.complain(threads.error());
  const auto urls = read_urls(arguments);
  if (!urls) return session.complain(urls.error());
  capture::Options options;
  extract::Recipes recipes;
  if (const auto set = set_choice(arguments, options, recipes); !set) return session.complain(set.error());

  int exit_code = 0;
  const std::vector<bulk::Page> pages = pages_of(session, arguments.operands, exit_code);
  if (pages.empty() && exit_code != 0) return exit_code;
  auto output = Output::open(std::string(arguments.value("output")));
  if (!output) return session.complain(output.error());

  Result<void> written;
  std::size_t failed = 0;
  {
    Progress progress(session, pages.size());
    bulk::run(pages, *urls, *threads, [&](const bulk::Line& line, std::size_t done) {
      failed += line.failed;
      written = output->write(line.json);
      progress.show(done);
      return written.has_value();
    }, options);
  }
  if (written) written = output->finish();
  if (!written) return session.complain(written.error());
  if (failed > 0)
    session.warn("", {"{} of {} pages gave no article; their lines say why",
                      {std::to_string(failed), std::to_string(pages.size())}});
  if (exit_code == 0 && failed > 0) exit_code = 1;
  return exit_code;
}

}  // namespace pressmark::cli
