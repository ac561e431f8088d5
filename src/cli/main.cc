#include <span>

#include "cli/cmd.h"

int main(int argc, char** argv) {
  return pressmark::cli::run(std::span<char* const>(argv, static_cast<std::size_t>(argc)));
}
