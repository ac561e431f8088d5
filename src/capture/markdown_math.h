// Math in Markdown: which dollar signs stand around TeX, told before md4c reads the text, and the TeX hidden from it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pressmark::capture {

// [begin, end) is a formula with its delimiters, which are `delimiter` dollar signs each: one in a line of text, two
// around a formula that stands for itself.
struct MathSpan {
  std::uint32_t begin = 0, end = 0, delimiter = 1;
  bool in_row = false;  // in what could be a row of a table
};

// The formulas in their order. Every character in them that Markdown could take for markup is replaced by a byte that
// no UTF-8 text holds. Linear.
//
// "$" is an opener as Pandoc has it (a non-space follows, no letter, digit or "$" stands before it), the next "$" of
// the paragraph is the closer (no space before it, no digit behind it), and what is between must look like TeX: prices
// have the same form. https://pandoc.org/MANUAL.html#math
std::vector<MathSpan> hide_math(std::string& markdown);

// The character that stood where a byte now stands.
char unhidden(char c);

}  // namespace pressmark::capture
