/* parse_lexbor LIST [reused]: as parse_pressmark. reused: one document, cleaned between pages. */
#include <lexbor/html/html.h>

#include "pages.h"

static lxb_html_document_t *reused;

static void parse_fresh(void) {
  for (size_t i = 0; i < page_count; ++i) {
    lxb_html_document_t *document = lxb_html_document_create();
    if (lxb_html_document_parse(document, (const lxb_char_t *)pages[i].text, pages[i].size) != LXB_STATUS_OK) exit(1);
    lxb_html_document_destroy(document);
  }
}

static void parse_reused(void) {
  for (size_t i = 0; i < page_count; ++i) {
    lxb_html_document_clean(reused);
    if (lxb_html_document_parse(reused, (const lxb_char_t *)pages[i].text, pages[i].size) != LXB_STATUS_OK) exit(1);
  }
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  if (argc == 2) return run(argv[1], parse_fresh);
  reused = lxb_html_document_create();
  return run(argv[1], parse_reused);
}
