// pressmark tree: the DOM, as the html5lib tests write it.
#include "base/memory.h"
#include "capture/file.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "pressmark/encoding.h"
#include "pressmark/html.h"

namespace pressmark::cli {
namespace {

Result<void> write_tree(const Arguments& arguments, Output& output) {
  encoding::Options options{.detect = false};  // The standard's own choice alone.
  if (arguments.has("encoding")) {
    options.encoding = encoding::from_label(arguments.value("encoding"));
    if (!options.encoding) {
      return std::unexpected(error(Code::kUsage, "\"{}\" is no encoding", arguments.value("encoding"))
                                 .with_remedy("use a WHATWG label such as utf-8, gbk, big5 or shift_jis")
                                 .about("--encoding"));
    }
  }
  const auto bytes = PM_TRY(capture::read_file(arguments.operands.front()));
  const encoding::Text text = encoding::decode(bytes, options);
  const html::ParseOptions parse_options{.scripting = arguments.has("scripting")};
  const html::Document document = arguments.has("fragment")
                                      ? html::parse_fragment(text.view(), arguments.value("fragment"), parse_options)
                                      : html::parse(text.view(), parse_options);
  Result<void> written;
  html::write_tree_lines(document, [&](std::string_view lines) {
    written = output.write(lines);
    return written.has_value();
  });
  return written;
}

}  // namespace

int run_tree(const Session& session, const Arguments& arguments) {
  if (arguments.operands.size() > 1) {
    return session.complain(error(Code::kUsage, "tree takes one file").with_remedy("see pressmark help {}", "tree"));
  }
  auto output = Output::open("-");
  if (auto written = base::within_memory([&] { return write_tree(arguments, *output); }); !written) {
    return session.complain(std::move(written).error().about(arguments.operands.front()));
  }
  if (const auto finished = output->finish(); !finished) return session.complain(finished.error());
  return 0;
}

}  // namespace pressmark::cli
