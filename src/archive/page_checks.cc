#include "archive/page_checks.h"

#include <sodium.h>
#include <sqlite3.h>

#include <array>
#include <cstring>
#include <mutex>
#include <new>

namespace pressmark::archive {
namespace {

constexpr int kPage = 4096;  // SQLite's own choice for a new database
constexpr int kCheck = 8;    // bytes at a page's end
static_assert(kCheck == crypto_shorthash_BYTES);

using Check = std::array<unsigned char, kCheck>;

// Also of where the page is, so that one is not taken for another.
Check check_of(const unsigned char* page, sqlite3_int64 offset) {
  std::array<unsigned char, crypto_shorthash_KEYBYTES> key{};
  std::memcpy(key.data(), &offset, sizeof offset);
  Check check;
  crypto_shorthash(check.data(), page, kPage - kCheck, key.data());
  return check;
}

// Whole pages are all that SQLite writes to a database, and all that it reads of it but for bits of the first.
bool is_page(int size, sqlite3_int64 offset) { return size == kPage && offset % kPage == 0; }

sqlite3_vfs* below() { return sqlite3_vfs_find("unix"); }

struct File {
  sqlite3_file base;
  sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* inner(sqlite3_file* file) { return reinterpret_cast<File*>(file)->inner(); }

int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  const int code = inner(file)->pMethods->xRead(inner(file), into, size, offset);
  if (code != SQLITE_OK || !is_page(size, offset)) return code;
  const auto* const page = static_cast<const unsigned char*>(into);
  const Check check = check_of(page, offset);
  return std::memcmp(page + kPage - kCheck, check.data(), kCheck) == 0 ? SQLITE_OK : SQLITE_IOERR_DATA;
}

// The room at the page's end is nobody else's, so the caller's page may be written to.
int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  if (is_page(size, offset)) {
    auto* const page = const_cast<unsigned char*>(static_cast<const unsigned char*>(from));
    const Check check = check_of(page, offset);
    std::memcpy(page + kPage - kCheck, check.data(), kCheck);
  }
  return inner(file)->pMethods->xWrite(inner(file), from, size, offset);
}

// All else is as the file below has it, but that pages are never mapped into memory past read().
const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = [](sqlite3_file* file) { return inner(file)->pMethods->xClose(inner(file)); },
    .xRead = read,
    .xWrite = write,
    .xTruncate = [](sqlite3_file* file,
                    sqlite3_int64 size) { return inner(file)->pMethods->xTruncate(inner(file), size); },
    .xSync = [](sqlite3_file* file, int flags) { return inner(file)->pMethods->xSync(inner(file), flags); },
    .xFileSize = [](sqlite3_file* file,
                    sqlite3_int64* size) { return inner(file)->pMethods->xFileSize(inner(file), size); },
    .xLock = [](sqlite3_file* file, int lock) { return inner(file)->pMethods->xLock(inner(file), lock); },
    .xUnlock = [](sqlite3_file* file, int lock) { return inner(file)->pMethods->xUnlock(inner(file), lock); },
    .xCheckReservedLock =
        [](sqlite3_file* file, int* is_locked) {
          return inner(file)->pMethods->xCheckReservedLock(inner(file), is_locked);
        },
    .xFileControl = [](sqlite3_file* file, int what,
                       void* how) { return inner(file)->pMethods->xFileControl(inner(file), what, how); },
    .xSectorSize = [](sqlite3_file* file) { return inner(file)->pMethods->xSectorSize(inner(file)); },
    .xDeviceCharacteristics =
        [](sqlite3_file* file) { return inner(file)->pMethods->xDeviceCharacteristics(inner(file)); },
    .xShmMap =
        [](sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
          return inner(file)->pMethods->xShmMap(inner(file), region, size, extend, memory);
        },
    .xShmLock = [](sqlite3_file* file, int offset, int count,
                   int flags) { return inner(file)->pMethods->xShmLock(inner(file), offset, count, flags); },
    .xShmBarrier = [](sqlite3_file* file) { inner(file)->pMethods->xShmBarrier(inner(file)); },
    .xShmUnmap = [](sqlite3_file* file, int remove) { return inner(file)->pMethods->xShmUnmap(inner(file), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr};

// Only databases are watched: a log has its own checksums, and a journal's pages come back through write().
int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return below()->xOpen(below(), name, file, flags, out_flags);
  auto* const watched = new (file) File{};
  const int code = below()->xOpen(below(), name, watched->inner(), flags, out_flags);
  watched->base.pMethods = code == SQLITE_OK ? &kMethods : nullptr;
  return code;
}

}  // namespace

const char* page_checks() {
  static sqlite3_vfs watched;
  static std::once_flag once;
  std::call_once(once, [] {
    watched = *below();
    watched.zName = "pressmark";
    watched.pNext = nullptr;
    watched.szOsFile = static_cast<int>(sizeof(File)) + below()->szOsFile;
    watched.xOpen = open;
    sqlite3_vfs_register(&watched, 0);
  });
  return watched.zName;
}

void make_room_for_checks(sqlite3* connection) {
  int room = kCheck;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &room);
}

}  // namespace pressmark::archive
