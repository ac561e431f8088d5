// Help texts, made of the tables in flags.h.
#pragma once

#include <string>

#include "cli/flags.h"

namespace pressmark::cli {

std::string overview(const Session& session);
std::string help_of(const Session& session, const Command& command);

// To standard output. Gives the exit code.
int print(const Session& session, std::string_view text);

}  // namespace pressmark::cli
