#include "archive/database.h"

#include <sqlite3.h>

#include "archive/page_checks.h"
#include "pressmark/search.h"

namespace pressmark::archive {
namespace {

constexpr int kPatienceMs = 60'000;

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Result<Database> Database::open(const std::string& path, Mode mode) {
  Database database;
  database.path_ = path;
  sqlite3* opened = nullptr;
  const int flags = mode == Mode::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(
      path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, page_checks());
  database.connection_.reset(opened);
  if (code != SQLITE_OK) return database.failed();
  sqlite3_busy_timeout(opened, kPatienceMs);
  make_room_for_checks(opened);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  PM_TRY(database.script("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"));
  PM_TRY(search::add_tokenizer(opened));
  // What the index loses in a power cut is in the log, so it need not wait for the disk.
  if (mode == Mode::kWrite)
    PM_TRY(database.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;"));
  return database;
}

std::unexpected<Error> Database::failed() const {
  const int whole_code = connection_ ? sqlite3_extended_errcode(connection_.get()) : SQLITE_NOMEM;
  const int code = whole_code == SQLITE_IOERR_DATA ? SQLITE_CORRUPT : whole_code & 0xFF;
  const char* const reason = whole_code == SQLITE_IOERR_DATA ? "a page is not as it was written"
                             : connection_                   ? sqlite3_errmsg(connection_.get())
                                                             : "out of memory";
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return std::unexpected(error(Code::kUnreadable, "the index is damaged: {}", reason)
                                 .with_remedy("pressmark rebuild makes it anew; nothing of the archive is lost")
                                 .about(path_));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return std::unexpected(
          error(Code::kRetryLater, "another program holds the index").with_remedy("try again later").about(path_));
    case SQLITE_FULL:
      return std::unexpected(error(Code::kOutputFailed, "the index can't be written: {}", reason)
                                 .with_remedy("make room on that disk and try again")
                                 .about(path_));
    case SQLITE_CANTOPEN:
      return std::unexpected(error(Code::kNotFound, "the index can't be opened: {}", reason).about(path_));
    default: return std::unexpected(error(Code::kOutputFailed, "the index can't be used: {}", reason).about(path_));
  }
}

Result<Query> Database::prepared(std::string_view sql) {
  auto known = statements_.find(sql);
  if (known == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failed();
    known = statements_.emplace(sql, Prepared{}).first;
    known->second.statement.reset(statement);
  }
  return Query(*this, known->second.statement.get());
}

Result<void> Database::script(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
  return {};
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(connection_.get()); }

Query::~Query() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Result<bool> Query::next() {
  switch (sqlite3_step(statement_)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return database_->failed();
  }
}

Result<void> Query::run() {
  while (PM_TRY(next())) {
  }
  return {};
}

std::string_view Query::text(int column) const {
  const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : "";
}
std::span<const std::byte> Query::bytes(int column) const {
  const auto* const bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}
std::int64_t Query::number(int column) const { return sqlite3_column_int64(statement_, column); }
double Query::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

// The value is copied: a query may outlive what it was made of.
void Query::bind(int place, std::string_view value) {
  sqlite3_bind_text64(statement_, place + 1, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}
void Query::bind(int place, std::span<const std::byte> value) {
  sqlite3_bind_blob64(statement_, place + 1, value.data(), value.size(), SQLITE_TRANSIENT);
}
void Query::bind(int place, std::int64_t value) { sqlite3_bind_int64(statement_, place + 1, value); }
void Query::bind(int place, double value) { sqlite3_bind_double(statement_, place + 1, value); }
void Query::bind_null(int place) { sqlite3_bind_null(statement_, place + 1); }

Result<Transaction> Transaction::begin(Database& database) {
  PM_TRY(database.script("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_) static_cast<void>(database_->script("ROLLBACK"));
}

Result<void> Transaction::commit() {
  PM_TRY(database_->script("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace pressmark::archive
