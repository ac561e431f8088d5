// The tokenizer as FTS5 calls it. https://www.sqlite.org/fts5.html#custom_tokenizers
#include "search/fts5.h"

#include "pressmark/search.h"
#include "search/tokenizer.h"

namespace pressmark::search {
namespace {

using TakeToken = int (*)(void* context, int flags, const char* token, int size, int begin, int end);

// It has no state, but FTS5 wants something other than null.
int create(void*, const char**, int, Fts5Tokenizer** tokenizer) {
  static char nothing;
  *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* text, int size, TakeToken take) {
  const Purpose purpose = (flags & FTS5_TOKENIZE_QUERY) != 0 ? Purpose::kPhrase : Purpose::kText;
  Tokenizer tokenizer({text, static_cast<std::size_t>(size)}, purpose);
  for (Token token; tokenizer.next(token);) {
    const auto give = [&](int how, std::size_t length) {
      return take(context, how, token.text.data(), static_cast<int>(length), static_cast<int>(token.begin),
                  static_cast<int>(token.end));
    };
    int outcome = give(0, token.text.size());
    // In the same place also the first character of two, so that one is as fast to find as any word.
    if (outcome == SQLITE_OK && purpose == Purpose::kText && token.first_size < token.text.size()) {
      outcome = give(FTS5_TOKEN_COLOCATED, token.first_size);
    }
    if (outcome != SQLITE_OK) return outcome;
  }
  return SQLITE_OK;
}

}  // namespace

Result<fts5_api*> fts5_of(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (api == nullptr || api->iVersion < 2) {
    return fail(Code::kUnreadable, "this SQLite has no full-text search (FTS5)");
  }
  return api;
}

Result<void> add_tokenizer(sqlite3* connection) {
  fts5_api* const api = PM_TRY(fts5_of(connection));
  fts5_tokenizer functions{.xCreate = create, .xDelete = destroy, .xTokenize = tokenize};
  if (api->xCreateTokenizer(api, "pressmark", nullptr, &functions, nullptr) != SQLITE_OK) {
    return fail(Code::kUnreadable, "SQLite does not take the tokenizer: {}", sqlite3_errmsg(connection));
  }
  return add_relevance(api);
}

}  // namespace pressmark::search
