#include "html/tree_builder_quirks.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"

namespace pressmark::html {
namespace {

// Public identifiers, in lower case, of doctypes that mean quirks: whole, and by how they begin.
constexpr std::string_view kQuirkyPublicIds[] = {"-//w3o//dtd w3 html strict 3.0//en//",
                                                 "-/w3c/dtd html 4.0 transitional/en", "html"};
constexpr std::string_view kQuirkySystemId = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";
constexpr std::string_view kQuirkyPrefixes[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
};
// Quirks without a system identifier, limited quirks with one.
constexpr std::string_view kHtml401Prefixes[] = {"-//w3c//dtd html 4.01 frameset//",
                                                 "-//w3c//dtd html 4.01 transitional//"};
constexpr std::string_view kLimitedPrefixes[] = {"-//w3c//dtd xhtml 1.0 frameset//",
                                                 "-//w3c//dtd xhtml 1.0 transitional//"};

template <std::size_t kSize>
bool begins_with_one_of(std::string_view text, const std::string_view (&prefixes)[kSize]) {
  return std::any_of(std::begin(prefixes), std::end(prefixes),
                     [text](std::string_view prefix) { return ascii::starts_with_ignoring_case(text, prefix); });
}

}  // namespace

QuirksMode quirks_mode_of(const Token& doctype, std::string_view name) {
  if (doctype.force_quirks || name != "html") return QuirksMode::kQuirks;
  const std::string_view public_id = doctype.public_id;
  if (doctype.has_public_id) {
    const auto is_it = [public_id](std::string_view listed) { return ascii::equals_ignoring_case(public_id, listed); };
    if (std::ranges::any_of(kQuirkyPublicIds, is_it) || begins_with_one_of(public_id, kQuirkyPrefixes))
      return QuirksMode::kQuirks;
  }
  if (doctype.has_system_id && ascii::equals_ignoring_case(doctype.system_id, kQuirkySystemId))
    return QuirksMode::kQuirks;
  if (begins_with_one_of(public_id, kHtml401Prefixes)) {
    return doctype.has_system_id ? QuirksMode::kLimitedQuirks : QuirksMode::kQuirks;
  }
  return begins_with_one_of(public_id, kLimitedPrefixes) ? QuirksMode::kLimitedQuirks : QuirksMode::kNoQuirks;
}

}  // namespace pressmark::html
