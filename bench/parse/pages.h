/* What the peers in C share: the pages in memory, the clock, and the loop over standard input. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct page {
  char *text;
  size_t size;
};

static struct page *pages;
static size_t page_count;

static void read_pages(const char *list) {
  char name[4096];
  size_t room = 0;
  FILE *names = fopen(list, "r");
  if (!names) exit(2);
  while (fgets(name, sizeof name, names)) {
    name[strcspn(name, "\n")] = 0;
    FILE *file = fopen(name, "rb");
    if (!file) exit(2);
    if (page_count == room) pages = realloc(pages, (room = room * 2 + 64) * sizeof *pages);
    fseek(file, 0, SEEK_END);
    struct page *page = &pages[page_count++];
    page->size = (size_t)ftell(file);
    page->text = malloc(page->size + 1);
    rewind(file);
    if (fread(page->text, 1, page->size, file) != page->size) exit(2);
    page->text[page->size] = 0;
    fclose(file);
  }
  fclose(names);
}

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int run(const char *list, void (*parse_all)(void)) {
  char line[64];
  read_pages(list);
  puts("ready");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    const double start = cpu_seconds();
    parse_all();
    printf("%.6f\n", cpu_seconds() - start);
    fflush(stdout);
  }
  return 0;
}
