// Which of the values that a page states of itself is the right one: a judgement a kind of value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dates.h"
#include "extract/json_ld.h"
#include "extract/metadata_facts.h"

namespace pressmark::extract {

// What the choices go by.
struct PageStatements {
  const PageFacts& facts;
  const JsonLd& ld;
  std::string_view url{};  // the page's address, or ""
  std::string_view fetch_date{};
  DayOrder order = DayOrder::kUnknown;
  bool is_dated = false;  // a field, the address or what stands by the heading tells a day
  std::vector<std::string>
      site_names{};  // what the site calls itself, and its host: lower case, letters and digits only
};

struct Candidate {
  std::string value{};
  std::string_view origin{};  // where it stands: "og:title"
};
struct DateCandidate {
  StatedDate date{};
  std::string_view origin{};
  bool is_seen = false;  // on the page, where no machine is told what it means
};

// What the page is called, best first (only the first is used, the others show why), and what heads its text: the
// heading, where it is like them.
struct Titles {
  std::vector<Candidate> candidates{};
  std::string heading{};
};
Titles titles_of(const PageStatements& page);
// As these.
std::vector<DateCandidate> date_candidates(const PageStatements& page);
std::optional<DateCandidate> modified_date(const PageStatements& page);
// The one day that the page shows, whatever it says of it ("Updated: ..."): for articles that have no other.
std::optional<StatedDate> only_day(const PageStatements& page);
// Sets of authors, best first, each cleaned and joined by ", ".
std::vector<Candidate> author_candidates(const PageStatements& page);

// Lower case, letters and digits only (and all that is not ASCII): how names are compared.
std::string name_key(std::string_view name);
// What the site calls itself, its host, and the host's name without its ending.
std::vector<std::string> site_names(const PageFacts& facts, const JsonLd& ld, std::string_view address);
bool is_site_name(const PageStatements& page, std::string_view name);
// Whether it is what stands before a name: "Written by".
bool is_byline_label(std::string_view text);
// "By Jane Doe | Staff Writer, 20 November 2024" and the like as the names in it; empty where it holds none.
std::vector<std::string> clean_authors(std::string_view text);

}  // namespace pressmark::extract
