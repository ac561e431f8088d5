// search_times ARTICLES TOKENIZER FILE: indexes seeded articles with one tokenizer in a new database and asks for
// words, phrases and Chinese strings that stand in them. One line of JSON. Times are CPU milliseconds of this one
// thread.
#include <fmt/core.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "corpus.h"
#include "pressmark/search.h"

namespace {

using namespace pressmark;
using bench::Corpus;
using bench::Random;
using bench::Sample;

constexpr int kToday = 20'000, kQueries = 300, kStrings = 2000;

double milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

[[noreturn]] void give_up(std::string_view what) {
  fmt::print(stderr, "search_times: {}\n", what);
  std::exit(1);
}

struct Statement {
  Statement(sqlite3* connection, const std::string& sql) {
    if (sqlite3_prepare_v2(connection, sql.c_str(), -1, &handle, nullptr) != SQLITE_OK) {
      give_up(sql + ": " + sqlite3_errmsg(connection));
    }
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(handle); }
  void bind(int at, std::string_view text) {
    sqlite3_bind_text(handle, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind(int at, sqlite3_int64 value) { sqlite3_bind_int64(handle, at, value); }
  int at(const char* name) const { return sqlite3_bind_parameter_index(handle, name); }
  bool step() { return sqlite3_step(handle) == SQLITE_ROW; }
  sqlite3_int64 first() { return step() ? sqlite3_column_int64(handle, 0) : 0; }

  sqlite3_stmt* handle = nullptr;
};

struct Database {
  Database(const std::string& path, const std::string& tokenizer) : is_ours(tokenizer == "pressmark") {
    std::remove(path.c_str());
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK || !search::add_tokenizer(handle)) give_up(path);
    run("PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -64000");
    run("CREATE TABLE article(id INTEGER PRIMARY KEY, day INTEGER, length INTEGER, source TEXT)");
    run(fmt::format("CREATE VIRTUAL TABLE search USING fts5(title, source, tags, text, content='', {} tokenize='{}')",
                    is_ours ? "columnsize=0," : "", tokenizer));
  }
  ~Database() { sqlite3_close(handle); }
  void run(const std::string& sql) {
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) give_up(sqlite3_errmsg(handle));
  }
  sqlite3_int64 number(const std::string& sql) { return Statement(handle, sql).first(); }

  bool is_ours;
  sqlite3* handle = nullptr;
};

struct Indexed {
  std::size_t text_bytes = 0;
  double milliseconds = 0;
};

Indexed fill(Database& database, const Corpus& corpus, int articles) {
  Indexed indexed;
  database.run("BEGIN");
  {
    Statement row(database.handle, "INSERT INTO article VALUES(?1, ?2, ?3, ?4)");
    Statement text(database.handle, "INSERT INTO search(rowid, title, source, tags, text) VALUES(?1, ?2, ?3, ?4, ?5)");
    for (int id = 1; id <= articles; ++id) {
      const Sample sample = corpus.article(static_cast<std::uint64_t>(id));
      indexed.text_bytes += sample.title.size() + sample.source.size() + sample.tags.size() + sample.text.size();
      row.bind(1, id);
      row.bind(2, sample.day);
      row.bind(3, static_cast<sqlite3_int64>(sample.text.size()));
      row.bind(4, sample.source);
      row.step();
      sqlite3_reset(row.handle);
      const double start = milliseconds();
      text.bind(1, id);
      int column = 1;
      for (const std::string* part : {&sample.title, &sample.source, &sample.tags, &sample.text})
        text.bind(++column, *part);
      text.step();
      sqlite3_reset(text.handle);
      indexed.milliseconds += milliseconds() - start;
    }
  }
  const double start = milliseconds();
  database.run("COMMIT");
  database.run("INSERT INTO search(search) VALUES('optimize')");
  indexed.milliseconds += milliseconds() - start;
  return indexed;
}

// Stretches of a text of one kind: words, or runs of Chinese characters.
std::vector<std::u32string> stretches(std::string_view text, bool chinese) {
  std::vector<std::u32string> found;
  bool goes_on = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::next(text, at);
    at += c.size;
    const bool is_in =
        chinese ? c.code_point >= 0x4E00 && c.code_point < 0xA000 : c.code_point >= 'a' && c.code_point <= 'z';
    if (is_in && !goes_on) found.emplace_back();
    if (is_in) found.back() += c.code_point;
    goes_on = is_in;
  }
  return found;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) utf8::append(out, c);
  return out;
}

struct Question {
  std::string text;  // in our query language
  int id = 0;        // of the article that it stands in
};

class Questions {
 public:
  Questions(const Corpus& corpus, int articles) : corpus_(corpus), articles_(articles) {}

  Question chinese(std::size_t length) {
    while (true) {
      const int id = any();
      const auto runs = stretches(corpus_.article(static_cast<std::uint64_t>(id)).text, true);
      if (runs.empty()) continue;
      const std::u32string& run = runs[random_.below(runs.size())];
      if (run.size() < length) continue;
      return {utf8_of(std::u32string_view(run).substr(random_.below(run.size() - length + 1), length)), id};
    }
  }
  Question words(std::size_t count, std::string_view form) {
    while (true) {
      const int id = any();
      const Sample sample = corpus_.article(static_cast<std::uint64_t>(id));
      const auto words = stretches(sample.text, false);
      if (words.size() < 100) continue;
      const std::size_t first = random_.below(words.size() - count);
      std::string text;
      for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? " " : "") + utf8_of(words[first + i]);
      if (form == "phrase") return {"\"" + text + "\"", id};
      if (form == "prefix") return {text.size() < 5 ? text : text.substr(0, 4) + "*", id};
      return {text, id};
    }
  }
  Question of_kind(std::string_view kind) {
    if (kind.starts_with("chinese-")) return chinese(static_cast<std::size_t>(kind.back() - '0'));
    if (kind == "both") return {chinese(1).text + " " + chinese(2).text, 0};
    return words(kind == "word" || kind == "prefix" || kind == "filtered" ? 1 : 2, kind);
  }

 private:
  int any() { return 1 + static_cast<int>(random_.below(static_cast<std::size_t>(articles_))); }

  const Corpus& corpus_;
  int articles_;
  Random random_{42};
};

std::size_t answer_ours(Database& database, const std::string& question, bool filtered) {
  const auto query = search::parse(question);
  if (!query) give_up(question + ": " + query.error().text());
  Statement hits(database.handle,
                 search::hits_sql(*query, {}, filtered ? "article.day > 17000 AND article.source < 'm'" : ""));
  hits.bind(hits.at(":match"), query->match);
  hits.bind(hits.at(":today"), kToday);
  const auto ranking = search::rank(hits.handle, 0, 20);
  if (!ranking) give_up(ranking.error().text());
  return ranking->count;
}

// As FTS5 is mostly used: its own ranking.
std::size_t answer_peer(Database& database, const std::string& question, bool filtered) {
  const std::string sql = std::string("SELECT search.rowid FROM search") +
                          (filtered ? " JOIN article ON article.id = search.rowid" : "") + " WHERE search MATCH ?1" +
                          (filtered ? " AND article.day > 17000 AND article.source < 'm'" : "") +
                          " ORDER BY bm25(search, 10, 4, 6, 1) LIMIT 20";
  Statement hits(database.handle, sql);
  hits.bind(1, question);
  std::size_t count = 0;
  while (hits.step()) ++count;
  return count;
}

std::string percentiles(std::vector<double> times) {
  if (times.empty()) return "null";
  std::ranges::sort(times);
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1) + 0.5)];
  };
  return fmt::format("{{\"count\": {}, \"p50\": {:.3f}, \"p99\": {:.3f}, \"most\": {:.3f}}}", times.size(), at(0.5),
                     at(0.99), times.back());
}

// Times of the queries with up to 20,000 hits, and of those with more.
std::string times_of(Database& database, Questions& questions, std::string_view kind) {
  std::vector<double> usual, many;
  const bool filtered = kind == "filtered";
  for (int i = 0; i < kQueries; ++i) {
    const std::string text = questions.of_kind(kind).text;
    const auto query = search::parse(text);
    if (!query) give_up(text);
    Statement count(database.handle, "SELECT count(*) FROM search WHERE search MATCH ?1");
    count.bind(1, query->match);
    const bool is_many = count.first() > static_cast<sqlite3_int64>(search::kMostRanked);
    const double start = milliseconds();
    database.is_ours ? answer_ours(database, text, filtered) : answer_peer(database, query->match, filtered);
    (is_many ? many : usual).push_back(milliseconds() - start);
  }
  return fmt::format("\"{}\": {{\"usual\": {}, \"many\": {}}}", kind, percentiles(usual), percentiles(many));
}

double recall(Database& database, Questions& questions, std::size_t length) {
  Statement find(database.handle, "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid = ?2");
  int found = 0;
  for (int i = 0; i < kStrings; ++i) {
    const Question question = questions.chinese(length);
    const auto query = search::parse(question.text);
    if (!query) give_up(question.text);
    find.bind(1, query->match);
    find.bind(2, question.id);
    found += find.step();
    sqlite3_reset(find.handle);
  }
  return static_cast<double>(found) / kStrings;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) give_up("usage: search_times ARTICLES TOKENIZER FILE");
  const int articles = std::atoi(argv[1]);
  Database database(argv[3], argv[2]);
  const Corpus corpus;
  const Indexed indexed = fill(database, corpus, articles);
  const auto size = database.number("SELECT sum(length(block)) FROM search_data") +
                    database.number("SELECT sum(length(term) + 12) FROM search_idx");
  fmt::print(
      "{{\"articles\": {}, \"tokenizer\": \"{}\", \"text_bytes\": {}, \"index_bytes\": {}, \"index_milliseconds\": "
      "{:.0f}",
      articles, argv[2], indexed.text_bytes, size, indexed.milliseconds);
  Questions questions(corpus, articles);
  for (std::size_t length = 1; length <= 3; ++length) {
    fmt::print(", \"recall_{}\": {:.4f}", length, recall(database, questions, length));
  }
  fmt::print(", \"times\": {{");
  const char* between = "";
  for (const char* kind :
       {"word", "words", "phrase", "prefix", "chinese-1", "chinese-2", "chinese-3", "both", "filtered"}) {
    fmt::print("{}{}", between, times_of(database, questions, kind));
    between = ", ";
  }
  fmt::print("}}}}\n");
  return 0;
}
