// The commands; each gives the exit code.
#pragma once

#include "cli/flags.h"

namespace pressmark::cli {

int run_read(const Session& session, const Arguments& arguments);
int run_recipe(const Session& session, const Arguments& arguments);
int run_save(const Session& session, const Arguments& arguments);
int run_import(const Session& session, const Arguments& arguments);
int run_find(const Session& session, const Arguments& arguments);
int run_diff(const Session& session, const Arguments& arguments);
int run_reread(const Session& session, const Arguments& arguments);
int run_export(const Session& session, const Arguments& arguments);
int run_list(const Session& session, const Arguments& arguments);
int run_show(const Session& session, const Arguments& arguments);
int run_tag(const Session& session, const Arguments& arguments);
int run_note(const Session& session, const Arguments& arguments);
int run_mark(const Session& session, const Arguments& arguments);
int run_trash(const Session& session, const Arguments& arguments);
int run_restore(const Session& session, const Arguments& arguments);
int run_purge(const Session& session, const Arguments& arguments);
int run_verify(const Session& session, const Arguments& arguments);
int run_rebuild(const Session& session, const Arguments& arguments);
int run_backup(const Session& session, const Arguments& arguments);
int run_highlight(const Session& session, const Arguments& arguments);
int run_collection(const Session& session, const Arguments& arguments);
int run_open(const Session& session, const Arguments& arguments);
int run_follow(const Session& session, const Arguments& arguments);
int run_key(const Session& session, const Arguments& arguments);
int run_tree(const Session& session, const Arguments& arguments);
int run_extract(const Session& session, const Arguments& arguments);
int run_help(const Session& session, const Arguments& arguments);
int run_man(const Session& session, const Arguments& arguments);
int run_completions(const Session& session, const Arguments& arguments);

// The whole command line: `words` as main has them.
int run(std::span<char* const> words);

}  // namespace pressmark::cli
