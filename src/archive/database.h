// SQLite, held by values: a connection, its statements, a transaction.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressmark/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pressmark::archive {

class Database;

// A prepared statement under way, given back to its connection when it ends. Columns and parameters count from 0.
// Views into a row live until the next step.
class Query {
 public:
  Query(Query&& other) noexcept : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}
  Query& operator=(Query&&) = delete;
  ~Query();

  // The next row; false behind the last. Errors: as Database.
  Result<bool> next();
  // For what has no rows, or when they do not matter.
  Result<void> run();

  std::string_view text(int column) const;
  std::span<const std::byte> bytes(int column) const;
  std::int64_t number(int column) const;
  double real(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  Query(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
  void bind(int place, std::string_view value);
  void bind(int place, std::span<const std::byte> value);
  void bind(int place, const std::vector<std::byte>& value) { bind(place, std::span(value)); }
  void bind(int place, const std::string& value) { bind(place, std::string_view(value)); }
  void bind(int place, const char* value) { bind(place, std::string_view(value)); }
  void bind(int place, std::int64_t value);
  void bind(int place, std::uint64_t value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, int value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, bool value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, double value);
  void bind_null(int place);
  template <class Value>
  void bind(int place, const std::optional<Value>& value) {
    value ? bind(place, *value) : bind_null(place);
  }

  Database* database_;
  sqlite3_stmt* statement_;
};

// Errors of all its calls: kUnreadable where the file is damaged or no database, kOutputFailed where it can't be
// written, kRetryLater where another process holds it for long.
class Database {
 public:
  enum class Mode : std::uint8_t { kRead, kWrite };
  static Result<Database> open(const std::string& path, Mode mode);
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) noexcept = default;

  // Each statement is prepared once; `sql` must be a literal or come from few.
  template <class... Values>
  Result<Query> query(std::string_view sql, const Values&... values) {
    Query query = PM_TRY(prepared(sql));
    int place = 0;
    (query.bind(place++, values), ...);
    return query;
  }
  template <class... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    Query query = PM_TRY(this->query(sql, values...));
    return query.run();
  }
  // Several statements, without values.
  Result<void> script(const std::string& sql);

  std::int64_t last_row() const;
  sqlite3* handle() const { return connection_.get(); }
  std::unexpected<Error> failed() const;

 private:
  friend class Query;
  Database() = default;
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  struct Prepared {
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
  };
  Result<Query> prepared(std::string_view sql);

  std::unique_ptr<sqlite3, Close> connection_;
  std::map<std::string, Prepared, std::less<>> statements_{};  // destroyed before the connection
  std::string path_{};
};

// BEGIN IMMEDIATE; rolled back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace pressmark::archive
