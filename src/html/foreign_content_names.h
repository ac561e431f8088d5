// The names that SVG and MathML write in mixed case, and the attributes that have a namespace of their own.
// https://html.spec.whatwg.org/multipage/parsing.html#adjust-svg-attributes
#pragma once

#include "pressmark/html.h"

namespace pressmark::html {

// The name that a tag's lower-cased name stands for in SVG.
Name adjust_svg_tag_name(Name name);
Name adjust_svg_attribute_name(Name name);
// Gives a prefixed attribute (xlink:href, xml:lang, xmlns) its namespace and local name.
void adjust_foreign_attribute(AttributeRecord& attribute);

}  // namespace pressmark::html
