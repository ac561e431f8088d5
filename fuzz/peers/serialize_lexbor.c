/* serialize_lexbor: pages from standard input, each behind a line with its size; their trees as HTML, in the same form. */
#include <lexbor/html/html.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
  char *bytes;
  size_t size, room;
};

static lxb_status_t append(const lxb_char_t *data, size_t size, void *context) {
  struct text *text = context;
  if (text->size + size > text->room) {
    text->room = (text->size + size) * 2;
    text->bytes = realloc(text->bytes, text->room);
    if (!text->bytes) exit(1);
  }
  if (size) memcpy(text->bytes + text->size, data, size);
  text->size += size;
  return LXB_STATUS_OK;
}

int main(void) {
  struct text html = {0};
  size_t size;
  while (scanf("%zu", &size) == 1 && getchar() == '\n') {
    /* A byte more: of its own exact size it may be empty, and malloc(0) may be NULL. */
    char *page = malloc(size + 1);
    if (!page || fread(page, 1, size, stdin) != size) return 1;
    lxb_html_document_t *document = lxb_html_document_create();
    if (lxb_html_document_parse(document, (const lxb_char_t *)page, size) != LXB_STATUS_OK) return 1;
    html.size = 0;
    if (lxb_html_serialize_tree_cb(lxb_dom_interface_node(document), append, &html) != LXB_STATUS_OK) return 1;
    printf("%zu\n", html.size);
    fwrite(html.bytes, 1, html.size, stdout);
    fflush(stdout);
    lxb_html_document_destroy(document);
    free(page);
  }
  free(html.bytes);
  return 0;
}
