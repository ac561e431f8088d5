#include "archive/blobs.h"

#include <zstd.h>

#include <algorithm>
#include <filesystem>

#include "archive/files.h"
#include "pressmark/warc.h"

namespace pressmark::archive {
namespace {

namespace fs = std::filesystem;

constexpr int kLevel = 3;
constexpr std::string_view kSuffix = ".zst";

std::unexpected<Error> damaged(const std::string& path) {
  return std::unexpected(error(Code::kUnreadable, "is damaged: its bytes are not those that were kept")
                             .with_remedy("pressmark verify --repair makes it again from the WARC files")
                             .about(path));
}

}  // namespace

std::string digest_of(std::span<const std::byte> bytes) {
  return warc::digest(warc::Algorithm::kSha256, bytes).substr(std::string_view("sha256:").size());
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string Blobs::folder_of(std::string_view digest) const { return folder_ + "/" + std::string(digest.substr(0, 2)); }

std::string Blobs::path_of(std::string_view digest) const {
  return folder_of(digest) + "/" + std::string(digest) + std::string(kSuffix);
}

Result<std::string> Blobs::put(std::span<const std::byte> bytes) {
  std::string digest = digest_of(bytes);
  const std::string folder = folder_of(digest);
  // One that is there may be from a save that was killed before it synced the folder. One that is damaged is made anew.
  if (!get(digest)) {
    PM_TRY(make_folder(folder));
    std::vector<std::byte> packed(ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
    if (ZSTD_isError(size)) return fail(Code::kOutputFailed, "can't be packed: {}", ZSTD_getErrorName(size));
    PM_TRY(put_file(path_of(digest), std::span(packed).first(size)));
  }
  to_sync_.insert(folder);
  return digest;
}

Result<void> Blobs::sync() {
  for (const std::string& folder : to_sync_) PM_TRY(sync_folder(folder));
  to_sync_.clear();
  return {};
}

Result<std::vector<std::byte>> Blobs::get(std::string_view digest) const {
  const std::string path = path_of(digest);
  const std::vector<std::byte> packed = PM_TRY(whole_file(path, kMostBlob + (kMostBlob >> 4)));
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMostBlob) return damaged(path);
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (got != bytes.size() || digest_of(bytes) != digest) return damaged(path);
  return bytes;
}

bool Blobs::has(std::string_view digest) const { return is_digest(digest) && fs::exists(path_of(digest)); }

Result<void> Blobs::remove(std::string_view digest) {
  PM_TRY(remove_file(path_of(digest)));
  to_sync_.insert(folder_of(digest));
  return {};
}

Result<Blobs::Listing> Blobs::list() const {
  Listing listing;
  std::error_code wrong;
  for (fs::recursive_directory_iterator entry(folder_, wrong), end; !wrong && entry != end; entry.increment(wrong)) {
    if (entry->is_directory(wrong)) continue;
    const std::string name = entry->path().filename().string();
    std::string digest = name.substr(0, name.find('.'));
    if (is_digest(digest) && entry->path() == path_of(digest)) {
      listing.digests.push_back(std::move(digest));
    } else {
      listing.strangers.push_back(entry->path().string());
    }
  }
  if (wrong) return cannot_read(folder_, wrong.value());
  std::ranges::sort(listing.digests);
  std::ranges::sort(listing.strangers);
  return listing;
}

}  // namespace pressmark::archive
