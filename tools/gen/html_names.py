#!/usr/bin/env python3
"""Writes include/pressmark/html_names.gen.inc: the element and attribute names that the engine knows, one PM_NAME(constant, text) a line,
and src/html/names_hash.gen.inc, the perfect hash that finds them.

Names from the HTML Standard (sections 4, 13.2.6.5), SVG 2 and MathML Core, and data-* attributes that pages use for lazy content.
Both cases of SVG's names are listed: the tokenizer lower-cases, the tree builder adjusts.
"""
import re
from pathlib import Path

import perfect_hash

ELEMENTS = '''a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption
center cite code col colgroup command data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee
math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt
rtc ruby s samp script search section select selectedcontent slot small source span strike strong style sub summary sup svg table tbody td template
textarea tfoot th thead time title tr track tt u ul var video wbr xmp'''
MATHML = '''annotation annotation-xml maction malignmark menclose merror mfenced mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom
mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics'''
SVG = '''altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath defs desc ellipse feBlend
feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA
feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
feTurbulence filter foreignObject g glyphRef line linearGradient marker mask metadata path pattern polygon polyline radialGradient rect set stop
symbol text textPath tspan use view'''
ATTRIBUTES = '''abbr accept accept-charset accesskey action align alink allow allowfullscreen alt archive aria-checked aria-describedby aria-expanded
aria-hidden aria-label aria-labelledby aria-level aria-modal aria-role async autocomplete autofocus autoplay axis background behavior bgcolor border
bordercolor cellpadding cellspacing char charoff charset checked cite class classid clear code codebase codetype color cols colspan compact content
contenteditable controls coords crossorigin data data-alt data-author data-caption data-code-language data-component data-desc data-hook data-href
data-id data-lang data-language data-lazy-src data-lazy-srcset data-math data-nickname data-original data-origin-src data-hi-res-src data-full-src
data-orig-file data-page-subject data-pid data-ratio data-section data-src data-srcset data-testid data-tex data-title data-type data-url data-vid
data-video data-w datetime declare decoding default defer definitionurl definitionURL dir dirname disabled display download draggable encoding
enctype face fill for form formaction frame frameborder headers height hidden high href hreflang http-equiv id inert integrity is ismap itemid
itemprop itemref itemscope itemtype kind label lang language leaf link list loading longdesc loop low lowsrc manifest marginheight marginwidth max
maxlength media method min minlength mode multiple muted name nohref nomodule nonce noresize noshade novalidate nowrap object onclick onerror
onload open optimum pattern ping placeholder playsinline poster preload profile prompt property pubdate rel readonly referrerpolicy required rev
reversed role rows rowspan rules sandbox scheme scope scoped scrolling selected shadowrootclonable shadowrootcustomelementregistry
shadowrootdelegatesfocus shadowrootmode shadowrootreferencetarget shadowrootserializable shadowrootslotassignment shape size sizes slot
span spellcheck src srcdoc srclang srcset standby start step style summary tabindex target text title translate type typeof usemap valign value
valuetype version viewbox viewBox vlink vspace width wrap xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type
xml:lang xml:space xmlns xmlns:xlink xml xlink actuate arcrole show space attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits
diffuseConstant edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes
lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits
patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur
requiredExtensions requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale
systemLanguage tableValues targetX targetY textLength viewTarget xChannelSelector yChannelSelector zoomAndPan
as aria-controls aria-current aria-disabled aria-haspopup aria-live aria-pressed aria-selected blocking fetchpriority focusable popover
popovertarget data-action data-icon data-index data-label data-name data-role data-target data-value
clip-rule cx cy d dominant-baseline dx dy fill-opacity fill-rule fx fy offset opacity points r rx ry stop-color stroke
stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor transform x x1 x2 y y1 y2'''


def constant(name: str) -> str:
    parts = [p for p in re.split(r'[-:]', name) if p]
    return 'k' + ''.join(p[0].upper() + p[1:] for p in parts)


def main() -> None:
    names: dict[str, None] = {}
    for group in (ELEMENTS, MATHML, SVG, ATTRIBUTES):
        for name in group.split():
            names.setdefault(name)
            names.setdefault(name.lower())
    constants = [constant(name) for name in names]
    assert len(set(constants)) == len(constants), sorted(c for c in constants if constants.count(c) > 1)
    lines = ['// Written by tools/gen/html_names.py.\n'] + [f'PM_NAME({constant(name)}, "{name}")\n' for name in names]
    root = Path(__file__).parents[2]
    (root / 'include/pressmark/html_names.gen.inc').write_text(''.join(lines))
    displacement, slots = perfect_hash.build([name.encode() for name in names], 256, 1024)
    (root / 'src/html/names_hash.gen.inc').write_text(
        '// Written by tools/gen/html_names.py.\n'
        f'constexpr std::uint16_t kNameDisplacement[{len(displacement)}] = {{\n{perfect_hash.rows(displacement)}}};\n'
        f'constexpr std::uint16_t kNameSlotTable[{len(slots)}] = {{\n{perfect_hash.rows([(n + 1) % (len(names) + 1) for n in slots])}}};\n')


main()
