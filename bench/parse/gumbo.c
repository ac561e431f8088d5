/* parse_gumbo LIST: as parse_pressmark. */
#include <gumbo.h>

#include "pages.h"

static void parse_all(void) {
  for (size_t i = 0; i < page_count; ++i) {
    gumbo_destroy_output(&kGumboDefaultOptions, gumbo_parse_with_options(&kGumboDefaultOptions, pages[i].text, pages[i].size));
  }
}

int main(int argc, char **argv) { return argc < 2 ? 2 : run(argv[1], parse_all); }
