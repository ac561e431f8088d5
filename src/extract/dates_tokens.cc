#include "extract/dates_tokens.h"

#include <array>
#include <unordered_map>

#include "base/utf8.h"

namespace pressmark::extract {
namespace {

// Month names and their short forms in lower case, a month a line; nominative and genitive where they differ.
constexpr std::array<std::string_view, 12> kMonths = {
    // English, German, French, Spanish, Italian, Portuguese, Dutch, Catalan, Romanian; Nordic; Polish, Czech, Slovak;
    // Hungarian,
    // Turkish, Indonesian; Russian, Ukrainian, Bulgarian, Greek.
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari gener ianuarie ian tammikuu "
    "tammikuuta stycznia styczeń sty leden ledna január januára ocak oca января январь янв січня січень януари "
    "ιανουαρίου",
    "february feb februar feber fév févr février febrero febbraio fevereiro fev februari febrer februarie helmikuu "
    "helmikuuta lutego luty lut únor února február februára şubat şub февраля февраль фев лютого лютий февруари "
    "φεβρουαρίου",
    "march mar märz mär mrz mars marzo março maart mrt març martie maaliskuu maaliskuuta marca marzec březen března "
    "marec március márc mart maret марта март мар березня березень μαρτίου marts",
    "april apr avril avr abril abr aprile aprilie huhtikuu huhtikuuta kwietnia kwiecień kwi duben dubna apríl apríla "
    "április ápr nisan nis апреля апрель апр квітня квітень април απριλίου",
    "may mai mayo maggio mag maio mei maig toukokuu toukokuuta maja maj květen května máj mája május mayıs мая май "
    "травня травень μαΐου μαϊου",
    "june jun juni juin junio giugno giu junho juny iunie kesäkuu kesäkuuta czerwca czerwiec cze červen června jún "
    "júna június haziran haz июня июнь июн червня червень юни ιουνίου",
    "july jul juli juillet juil julio luglio lug julho juliol iulie heinäkuu heinäkuuta lipca lipiec lip červenec "
    "července júl júla július temmuz tem июля июль июл липня липень юли ιουλίου",
    "august aug août aout agosto ago augustus agost elokuu elokuuta sierpnia sierpień sie srpen srpna augusta "
    "augusztus ağustos ağu agustus августа август авг серпня серпень αυγούστου augusti",
    "september sept sep septembre septiembre settembre set setembro setembre septembrie syyskuu syyskuuta września "
    "wrzesień wrz září septembra szeptember szept eylül eyl сентября сентябрь сен сент вересня вересень септември "
    "σεπτεμβρίου",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie lokakuu lokakuuta października "
    "październik paź říjen října október októbra ekim eki octobr октября октябрь окт жовтня жовтень октомври οκτωβρίου "
    "oktober",
    "november nov novembre noviembre novembro noiembrie marraskuu marraskuuta listopada listopad lis novembra kasım "
    "kas ноября ноябрь ноя нояб листопада листопад ноември νοεμβρίου",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desembre desember des decembrie joulukuu "
    "joulukuuta grudnia grudzień gru prosinec prosince decembra aralık ara декабря декабрь дек грудня грудень "
    "декември δεκεμβρίου"};

std::unordered_map<std::string_view, int> month_table() {
  std::unordered_map<std::string_view, int> table;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    std::string_view names = kMonths[month];
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(' '), names.size());
      if (end > 0) table.emplace(names.substr(0, end), static_cast<int>(month) + 1);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
  return table;
}

// Lower case of the letters that month names have.
char32_t lower(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde) || (c >= 0x410 && c <= 0x42f)) return c + 0x20;
  if (c >= 0x391 && c <= 0x3a9) return c + 0x20;  // Greek
  if (c >= 0x100 && c <= 0x137 && c % 2 == 0) return c + 1;
  if (c >= 0x139 && c <= 0x148 && c % 2 == 1) return c + 1;
  if (c >= 0x14a && c <= 0x177 && c % 2 == 0) return c + 1;
  if (c >= 0x179 && c <= 0x17e && c % 2 == 1) return c + 1;
  return c;
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0x24f && c != 0xf7) || (c >= 0x370 && c <= 0x52f);
}
bool is_space(char32_t c) {
  return c <= 0x20 || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) || c == 0x202f || c == 0x3000 || c == 0xfeff;
}

char mark_of(char32_t c) {
  switch (c) {
    case U'年':
    case U'년': return 'Y';
    case U'月':
    case U'월': return 'M';
    case U'日':
    case U'号':
    case U'號':
    case U'일': return 'D';
    case U'：': return ':';
    case U'，': return ',';
    case U'／': return '/';
    case U'．': return '.';
    case 0x2212: return '-';
    case 0xb7:
    case 0x2022: return '|';
    default: break;
  }
  if (c >= 0x2010 && c <= 0x2015) return '-';
  const bool is_plain = c < 0x80 && !(c >= 'A' && c <= 'Z');
  return is_plain ? static_cast<char>(c) : '?';
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  bool spaced = false, joins = false;  // joins: the token before goes on
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character character = utf8::trusted(text, at);
    const std::size_t begin = at;
    at += character.size;
    char32_t c = lower(character.code_point);
    if (is_space(c)) {
      spaced = true;
      joins = false;
      continue;
    }
    if (c >= 0xff10 && c <= 0xff19) c = c - 0xff10 + '0';
    const bool is_digit = c >= '0' && c <= '9';
    const auto kind = is_digit       ? DateToken::Kind::kNumber
                      : is_letter(c) ? DateToken::Kind::kWord
                                     : DateToken::Kind::kMark;
    if (!joins || kind == DateToken::Kind::kMark || tokens.back().kind != kind) {
      tokens.push_back({.kind = kind, .at = begin, .spaced = spaced});
    }
    DateToken& token = tokens.back();
    if (kind == DateToken::Kind::kNumber) {
      token.digits += 1;
      token.value = token.digits > 18 ? -1 : token.value * 10 + static_cast<std::int64_t>(c - '0');
    } else if (kind == DateToken::Kind::kWord) {
      utf8::append(token.text, c);
    } else {
      token.mark = mark_of(c);
    }
    spaced = false;
    joins = true;
  }
  return tokens;
}

int month_of(std::string_view word) {
  static const std::unordered_map<std::string_view, int> table = month_table();
  const auto found = table.find(word);
  return found == table.end() ? 0 : found->second;
}

}  // namespace pressmark::extract
