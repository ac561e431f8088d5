#include "extract/math_symbols.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pressmark::extract {
namespace {

struct Symbol {
  char32_t character;
  std::string_view tex;
};

// Sorted by character.
constexpr auto kSymbols = std::to_array<Symbol>({
    {U'\u00A0', "~"},
    {U'\u00AC', "\\neg"},
    {U'\u00B0', "^\\circ"},
    {U'\u00B1', "\\pm"},
    {U'\u00B7', "\\cdot"},
    {U'\u00D7', "\\times"},
    {U'\u00F7', "\\div"},
    {U'\u0127', "\\hbar"},
    {U'\u0131', "\\imath"},
    {U'\u0391', "A"},
    {U'\u0392', "B"},
    {U'\u0393', "\\Gamma"},
    {U'\u0394', "\\Delta"},
    {U'\u0395', "E"},
    {U'\u0396', "Z"},
    {U'\u0397', "H"},
    {U'\u0398', "\\Theta"},
    {U'\u0399', "I"},
    {U'\u039A', "K"},
    {U'\u039B', "\\Lambda"},
    {U'\u039C', "M"},
    {U'\u039D', "N"},
    {U'\u039E', "\\Xi"},
    {U'\u039F', "O"},
    {U'\u03A0', "\\Pi"},
    {U'\u03A1', "P"},
    {U'\u03A3', "\\Sigma"},
    {U'\u03A4', "T"},
    {U'\u03A5', "\\Upsilon"},
    {U'\u03A6', "\\Phi"},
    {U'\u03A7', "X"},
    {U'\u03A8', "\\Psi"},
    {U'\u03A9', "\\Omega"},
    {U'\u03B1', "\\alpha"},
    {U'\u03B2', "\\beta"},
    {U'\u03B3', "\\gamma"},
    {U'\u03B4', "\\delta"},
    {U'\u03B5', "\\varepsilon"},
    {U'\u03B6', "\\zeta"},
    {U'\u03B7', "\\eta"},
    {U'\u03B8', "\\theta"},
    {U'\u03B9', "\\iota"},
    {U'\u03BA', "\\kappa"},
    {U'\u03BB', "\\lambda"},
    {U'\u03BC', "\\mu"},
    {U'\u03BD', "\\nu"},
    {U'\u03BE', "\\xi"},
    {U'\u03BF', "o"},
    {U'\u03C0', "\\pi"},
    {U'\u03C1', "\\rho"},
    {U'\u03C2', "\\varsigma"},
    {U'\u03C3', "\\sigma"},
    {U'\u03C4', "\\tau"},
    {U'\u03C5', "\\upsilon"},
    {U'\u03C6', "\\varphi"},
    {U'\u03C7', "\\chi"},
    {U'\u03C8', "\\psi"},
    {U'\u03C9', "\\omega"},
    {U'\u03D1', "\\vartheta"},
    {U'\u03D5', "\\phi"},
    {U'\u03D6', "\\varpi"},
    {U'\u03F1', "\\varrho"},
    {U'\u03F5', "\\epsilon"},
    {U'\u2009', "\\,"},
    {U'\u2016', "\\|"},
    {U'\u2020', "\\dagger"},
    {U'\u2022', "\\bullet"},
    {U'\u2026', "\\ldots"},
    {U'\u2032', "'"},
    {U'\u2033', "''"},
    {U'\u2034', "'''"},
    {U'\u2061', ""},
    {U'\u2062', ""},
    {U'\u2063', ""},
    {U'\u2064', ""},
    {U'\u2102', "\\mathbb{C}"},
    {U'\u210B', "\\mathcal{H}"},
    {U'\u210F', "\\hbar"},
    {U'\u2111', "\\Im"},
    {U'\u2112', "\\mathcal{L}"},
    {U'\u2113', "\\ell"},
    {U'\u2115', "\\mathbb{N}"},
    {U'\u2118', "\\wp"},
    {U'\u2119', "\\mathbb{P}"},
    {U'\u211A', "\\mathbb{Q}"},
    {U'\u211C', "\\Re"},
    {U'\u211D', "\\mathbb{R}"},
    {U'\u2124', "\\mathbb{Z}"},
    {U'\u2130', "\\mathcal{E}"},
    {U'\u2131', "\\mathcal{F}"},
    {U'\u2135', "\\aleph"},
    {U'\u2190', "\\leftarrow"},
    {U'\u2191', "\\uparrow"},
    {U'\u2192', "\\to"},
    {U'\u2193', "\\downarrow"},
    {U'\u2194', "\\leftrightarrow"},
    {U'\u21A6', "\\mapsto"},
    {U'\u21D0', "\\Leftarrow"},
    {U'\u21D2', "\\Rightarrow"},
    {U'\u21D4', "\\Leftrightarrow"},
    {U'\u2200', "\\forall"},
    {U'\u2202', "\\partial"},
    {U'\u2203', "\\exists"},
    {U'\u2204', "\\nexists"},
    {U'\u2205', "\\emptyset"},
    {U'\u2206', "\\Delta"},
    {U'\u2207', "\\nabla"},
    {U'\u2208', "\\in"},
    {U'\u2209', "\\notin"},
    {U'\u220B', "\\ni"},
    {U'\u220F', "\\prod"},
    {U'\u2210', "\\coprod"},
    {U'\u2211', "\\sum"},
    {U'\u2212', "-"},
    {U'\u2213', "\\mp"},
    {U'\u2216', "\\setminus"},
    {U'\u2217', "*"},
    {U'\u2218', "\\circ"},
    {U'\u221A', "\\surd"},
    {U'\u221D', "\\propto"},
    {U'\u221E', "\\infty"},
    {U'\u2220', "\\angle"},
    {U'\u2223', "\\mid"},
    {U'\u2224', "\\nmid"},
    {U'\u2225', "\\parallel"},
    {U'\u2227', "\\wedge"},
    {U'\u2228', "\\vee"},
    {U'\u2229', "\\cap"},
    {U'\u222A', "\\cup"},
    {U'\u222B', "\\int"},
    {U'\u222C', "\\iint"},
    {U'\u222D', "\\iiint"},
    {U'\u222E', "\\oint"},
    {U'\u2234', "\\therefore"},
    {U'\u2235', "\\because"},
    {U'\u223C', "\\sim"},
    {U'\u2243', "\\simeq"},
    {U'\u2245', "\\cong"},
    {U'\u2248', "\\approx"},
    {U'\u2254', ":="},
    {U'\u2260', "\\neq"},
    {U'\u2261', "\\equiv"},
    {U'\u2264', "\\leq"},
    {U'\u2265', "\\geq"},
    {U'\u226A', "\\ll"},
    {U'\u226B', "\\gg"},
    {U'\u227A', "\\prec"},
    {U'\u227B', "\\succ"},
    {U'\u2282', "\\subset"},
    {U'\u2283', "\\supset"},
    {U'\u2286', "\\subseteq"},
    {U'\u2287', "\\supseteq"},
    {U'\u2295', "\\oplus"},
    {U'\u2297', "\\otimes"},
    {U'\u2299', "\\odot"},
    {U'\u22A2', "\\vdash"},
    {U'\u22A5', "\\perp"},
    {U'\u22A8', "\\models"},
    {U'\u22C0', "\\bigwedge"},
    {U'\u22C1', "\\bigvee"},
    {U'\u22C2', "\\bigcap"},
    {U'\u22C3', "\\bigcup"},
    {U'\u22C5', "\\cdot"},
    {U'\u22C6', "\\star"},
    {U'\u22EE', "\\vdots"},
    {U'\u22EF', "\\cdots"},
    {U'\u22F1', "\\ddots"},
    {U'\u2308', "\\lceil"},
    {U'\u2309', "\\rceil"},
    {U'\u230A', "\\lfloor"},
    {U'\u230B', "\\rfloor"},
    {U'\u2329', "\\langle"},
    {U'\u232A', "\\rangle"},
    {U'\u25A1', "\\square"},
    {U'\u25B3', "\\triangle"},
    {U'\u27E8', "\\langle"},
    {U'\u27E9', "\\rangle"},
    {U'\u27F6', "\\longrightarrow"},
    {U'\u2A7D', "\\leqslant"},
    {U'\u2A7E', "\\geqslant"},
});
static_assert(std::ranges::is_sorted(kSymbols, {}, &Symbol::character));

// A run of letters longer than any control word that is written here is none: it is not read to its start each time.
bool ends_with_control_word(std::string_view out) {
  constexpr std::size_t kLongest = 32;
  const std::size_t least = out.size() > kLongest ? out.size() - kLongest : 0;
  std::size_t at = out.size();
  while (at > least && ascii::is_alpha(out[at - 1])) --at;
  return at < out.size() && at > 0 && out[at - 1] == '\\';
}

void append_token(std::string& out, std::string_view token) {
  if (!token.empty() && ascii::is_alpha(token.front()) && ends_with_control_word(out)) out += ' ';
  out += token;
}

// The alphabets of Mathematical Alphanumeric Symbols, 52 letters each, from U+1D400.
constexpr std::array<std::string_view, 13> kAlphabets = {
    "\\mathbf",   "",         "\\boldsymbol", "\\mathcal", "\\mathcal", "\\mathfrak", "\\mathbb",
    "\\mathfrak", "\\mathsf", "\\mathsf",     "\\mathsf",  "\\mathsf",  "\\mathtt"};

bool append_alphanumeric(std::string& out, char32_t c) {
  if (c < 0x1D400 || c >= 0x1D400 + 52 * kAlphabets.size()) return false;
  const auto index = static_cast<std::uint32_t>(c - 0x1D400);
  const std::uint32_t letter = index % 52;
  const char plain = static_cast<char>(letter < 26 ? 'A' + letter : 'a' + letter - 26);
  const std::string_view alphabet = kAlphabets[index / 52];
  if (alphabet.empty()) {
    append_token(out, std::string_view(&plain, 1));
  } else {
    out += alphabet;
    out += '{';
    out += plain;
    out += '}';
  }
  return true;
}

std::string_view named(std::string_view character,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> names) {
  for (const auto& [one, tex] : names) {
    if (one == character) return tex;
  }
  return {};
}

}  // namespace

void append_tex(std::string& out, std::string_view characters) {
  for (std::size_t at = 0; at < characters.size();) {
    const std::size_t start = at;
    const utf8::Character character = utf8::trusted(characters, at);
    const char32_t c = character.code_point;
    at += character.size;
    const std::string_view as_is = characters.substr(start, at - start);
    if (c < 0x80) {
      constexpr std::string_view kSpecial = "#$%&_{}";
      if (kSpecial.contains(static_cast<char>(c))) {
        out += '\\';
        out += as_is;
      } else if (c == '\\') {
        out += "\\backslash";
      } else if (c == '^' || c == '~') {
        out += c == '^' ? "\\hat{}" : "\\sim";
      } else {
        append_token(out, as_is);
      }
      continue;
    }
    const auto found = std::ranges::lower_bound(kSymbols, c, {}, &Symbol::character);
    if (found != kSymbols.end() && found->character == c) {
      append_token(out, found->tex);
    } else if (!append_alphanumeric(out, c)) {
      out += as_is;
    }
  }
}

std::string_view accent_over(std::string_view character) {
  return named(character, {{"^", "\\hat"},           {"\u02C6", "\\hat"},      {"\u0302", "\\hat"},
                           {"~", "\\tilde"},         {"\u02DC", "\\tilde"},    {"\u0303", "\\tilde"},
                           {"\u00AF", "\\overline"}, {"\u203E", "\\overline"}, {"\u0304", "\\bar"},
                           {"_", "\\overline"},      {"\u2192", "\\vec"},      {"\u20D7", "\\vec"},
                           {"\u02D9", "\\dot"},      {".", "\\dot"},           {"\u00A8", "\\ddot"},
                           {"\u02C7", "\\check"},    {"\u02D8", "\\breve"},    {"\u23DE", "\\overbrace"},
                           {"\u2015", "\\overline"}, {"\u2212", "\\overline"}, {"\u00B4", "\\acute"},
                           {"`", "\\grave"}});
}

std::string_view accent_under(std::string_view character) {
  return named(character, {{"_", "\\underline"},
                           {"\u0332", "\\underline"},
                           {"\u00AF", "\\underline"},
                           {"\u203E", "\\underline"},
                           {"\u2015", "\\underline"},
                           {"\u23DF", "\\underbrace"}});
}

bool is_function_name(std::string_view name) {
  constexpr std::array<std::string_view, 32> kNames = {
      "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot",  "coth", "csc",    "deg",    "det",
      "dim",    "exp",    "gcd",    "hom", "inf", "ker",  "lg",   "lim",  "liminf", "limsup", "ln",
      "log",    "max",    "min",    "Pr",  "sec", "sin",  "sinh", "sup",  "tan",    "tanh"};
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace pressmark::extract
