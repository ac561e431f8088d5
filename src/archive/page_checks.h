// A checksum in each page of the index, compared whenever the page is read: SQLite itself takes a changed byte as it is.
#pragma once

struct sqlite3;

namespace pressmark::archive {

// The name of SQLite's file system in which a database has it; one that was made without is no database there.
// https://www.sqlite.org/vfs.html
const char* page_checks();

// Makes room for the checksum in each page of a database that has no page yet.
void make_room_for_checks(sqlite3* connection);

}  // namespace pressmark::archive
