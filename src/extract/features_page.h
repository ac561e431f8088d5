// What a page declares about itself: the kind of thing that it is of, by its head and its JSON-LD.
#pragma once

#include <cstdint>
#include <string_view>

#include "extract/outline.h"

namespace pressmark::extract {

struct PageSigns {
  std::uint32_t og_type = 0;     // 0: none; 1 article, 2 website, 3 product, 4 profile, 5 another
  std::uint32_t json_types = 0;  // bits of JsonType
  bool has_published_time = false;
  bool has_price = false;
  // The address: parts of its path, dashes in the last, whether it is the site's root; 0 where the page states none.
  std::uint32_t path_parts = 0, path_dashes = 0;
  bool is_root = false;
};

enum JsonType : std::uint32_t {
  kJsonArticle = 1,
  kJsonProduct = 2,
  kJsonList = 4,
  kJsonCollection = 8,
  kJsonForum = 16,
  kJsonFaq = 32,
  kJsonService = 64,
};

PageSigns read_page_signs(const Outline& outline, std::string_view url);

}  // namespace pressmark::extract
