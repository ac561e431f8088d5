#include "cli/images.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "capture/file.h"
#include "capture/picture.h"
#include "cli/output.h"
#include "pressmark/url.h"
#include "url/percent.h"

namespace pressmark::cli {
namespace {

namespace fs = std::filesystem;

// The file that a relative address names: beside the page's own file, and nowhere above it.
Result<std::string> file_beside_page(std::string_view address, const ImageOptions& options) {
  std::error_code failed;
  const fs::path folder = fs::weakly_canonical(fs::path(options.input_file), failed).parent_path();
  // A browser writes the names of saved pictures percent-encoded; a query is none of a file's name.
  const std::string decoded = url::percent_decode(address.substr(0, address.find_first_of("?#")));
  for (const std::string_view name : {address, std::string_view(decoded)}) {
    const fs::path file = fs::weakly_canonical(folder / name, failed);
    const fs::path inside = file.lexically_relative(folder);
    if (failed || inside.empty() || *inside.begin() == "..")
      return fail(Code::kRefused, "lies outside the page's folder");
    // A pipe or a device would be waited for without end.
    if (fs::is_regular_file(file, failed)) return file.string();
  }
  return fail(Code::kNotFound, "there is no such file");
}

// What the page wrote where `address` is that reference resolved against the page's own, or "".
std::string_view reference_of(std::string_view address, std::string_view page) {
  const std::string_view directory = page.substr(0, page.substr(0, page.find_first_of("?#")).rfind('/') + 1);
  return directory.size() > 8 && address.starts_with(directory) ? address.substr(directory.size()) : std::string_view();
}

// The picture's bytes: from beside the page's file, where a browser saved it; else from the web.
Result<std::vector<std::byte>> picture_bytes(const std::string& address, const Article& article,
                                             const ImageOptions& options) {
  const bool is_relative = address.find("://") == std::string::npos;
  if (is_relative && options.input_file.empty())
    return fail(Code::kNotFound, "its address is relative, and the page's own is unknown");
  if (is_relative) return capture::read_file(PM_TRY(file_beside_page(address, options)));
  const std::string_view reference =
      options.input_file.empty() ? std::string_view() : reference_of(address, article.metadata.url);
  if (!reference.empty()) {
    if (const auto file = file_beside_page(reference, options)) return capture::read_file(*file);
  }
  fetch::Options network = options.network;
  network.referer = capture::picture_referer(address, article.metadata.url);
  fetch::Response response = PM_TRY(fetch::get(address, network));
  return std::move(response.body);
}

class Keeper {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostPictures = 1000;
  static constexpr std::size_t kMostPictureBytes = std::size_t{512} << 20;
  static constexpr std::chrono::minutes kLongest{5};

  Keeper(const Session& session, const Article& article, const ImageOptions& options)
      : session_(session), article_(article), options_(options) {
    const fs::path beside =
        options.output.empty() || options.output == "-" ? fs::path() : fs::path(options.output).parent_path();
    std::error_code failed;
    prefix_ = fs::proximate(options.folder, beside.empty() ? fs::path(".") : beside, failed);
  }

  Result<void> keep(Span& span) {
    if (span.kind != Span::Kind::kImage) return {};
    auto [known, is_new] = kept_.try_emplace(span.source);
    if (is_new && has_time_and_room(span.source)) known->second = PM_TRY(name_of_kept(span.source));
    if (!known->second.empty()) span.source = (prefix_ / known->second).generic_string();
    return {};
  }

 private:
  // Whether another picture may be kept. A page can name any number, on a server that never ends.
  bool has_time_and_room(const std::string& address) {
    if (kept_.size() <= kMostPictures && kept_bytes_ < kMostPictureBytes && Clock::now() - begin_ < kLongest)
      return true;
    if (!std::exchange(is_full_, true)) {
      session_.warn(address,
                    {"is beyond what is kept of one page; this picture and those after it stay where they are"});
    }
    return false;
  }

  // The name of the file that now holds the picture, or "" when it can't be had.
  Result<std::string> name_of_kept(const std::string& address) {
    const auto bytes = picture_bytes(address, article_, options_);
    if (!bytes) {
      session_.warn(address, bytes.error().reason);
      return std::string();
    }
    const std::string_view content(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    const std::string_view extension = capture::picture_kind(*bytes).extension;
    if (extension.empty()) {
      session_.warn(address, {"is no picture; its address stays as it is"});
      return std::string();
    }
    kept_bytes_ += content.size();
    std::string name = base::hex(base::hash(address)) + std::string(extension);
    const fs::path place = fs::path(options_.folder) / name;
    // The folder may have come with the page, and the name can be foreseen: a link there would lead the picture
    // outside.
    std::error_code failed;
    if (fs::is_symlink(place, failed)) fs::remove(place, failed);
    Output file = PM_TRY(Output::open(place.string()));
    PM_TRY(file.write(content));
    PM_TRY(file.finish());
    session_.tell(address, {"kept as {}", {name}});
    return name;
  }

  const Session& session_;
  const Article& article_;
  const ImageOptions& options_;
  fs::path prefix_;
  std::map<std::string, std::string> kept_{};
  std::size_t kept_bytes_ = 0;
  Clock::time_point begin_ = Clock::now();
  bool is_full_ = false;
};

Result<void> keep_in(std::vector<Block>& blocks, Keeper& keeper) {
  for (Block& block : blocks) {
    for (Span& span : block.spans) PM_TRY(keeper.keep(span));
    if (block.table) {
      for (auto& row : block.table->rows) {
        for (TableCell& cell : row) {
          for (Span& span : cell.spans) PM_TRY(keeper.keep(span));
        }
      }
    }
    PM_TRY(keep_in(block.children, keeper));  // at most kMaxBlockDepth deep
  }
  return {};
}

}  // namespace

Result<void> keep_images(const Session& session, Article& article, const ImageOptions& options) {
  std::error_code failed;
  fs::create_directories(options.folder, failed);
  if (failed) {
    return std::unexpected(
        error(Code::kOutputFailed, "the folder can't be made: {}", failed.message()).about(options.folder));
  }
  Keeper keeper(session, article, options);
  return keep_in(article.blocks, keeper);
}

}  // namespace pressmark::cli
