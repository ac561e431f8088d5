"""Pages made to break a parser, by family: each a function from a size in bytes to a page.

Z stands for text that has to be kept; no family has a Z in its markup. From the issue's list, the bombs of earlier measurements, the repro forms of
published weaknesses of other parsers, and every loop of our own parser: what would make it run often, and long.
"""
from collections.abc import Callable

Page = Callable[[int], str]


def nested(opening: str, closing: str = '') -> Page:
    def page(size: int) -> str:
        count = max(size // (len(opening) + len(closing) + 1), 1)
        return f'{(opening + "Z") * count}{closing * count}'
    return page


def repeated(unit: str, before: str = '', after: str = '') -> Page:
    return lambda size: before + unit * max((size - len(before)) // len(unit), 1) + after


def numbered(unit: str, before: str = '', after: str = '') -> Page:
    def page(size: int) -> str:
        return before + ''.join(unit.format(number) for number in range(max(size // (len(unit) + 4), 1))) + after
    return page


def below(depth_of: str, unit: str, before: str = '') -> Page:
    """`unit` again and again below a stack that is as deep as it gets."""
    return repeated('Z' + unit, before + depth_of * 500)


def adopted(size: int) -> str:
    """Each of 200 b elements, all different, adopted through 250 div elements, again and again."""
    unit = ''.join(f'<b n={number}>' for number in range(200)) + '<div>Z' * 250 + '</b>' * (200 * 31) + '</div>' * 250
    return unit * max(size // len(unit), 1)


def adopted_with_others(size: int) -> str:
    unit = ''.join(f'<b n={number}><i n={number}>' for number in range(100)) + '<div>Z' * 250 + '</b></i>' * (100 * 31) + '</div>' * 250
    return unit * max(size // len(unit), 1)


# Their hashes by libstdc++'s std::hash end in the same 22 bits, so that who adds up hash ^ name over the attributes sees no difference when they change
# places.
ALIKE = ('v1239', 'v4157')


def alike_by_hash(size: int) -> str:
    """Formatting elements that differ in which of 24 attributes have which of two values."""
    def tag(number: int) -> str:
        bits = [number >> bit & 1 for bit in range(12)]
        values = [ALIKE[bit] for bit in bits] + [ALIKE[1 - bit] for bit in bits]
        return '<b ' + ' '.join(f'{chr(97 + at)}={value}' for at, value in enumerate(values)) + '>Z'
    return ''.join(tag(number) for number in range(size // len(tag(0))))


def copied_attribute(size: int) -> str:
    """One large attribute on an element that every paragraph copies."""
    return f'<b a="{"a" * (size // 2)}">' + '<p>Z' * (size // 8)


def around(element: str, attribute: str, unit: str, before: str = '') -> Page:
    """An element with a large attribute around many small ones, each of which asks for it."""
    return lambda size: f'{before}<{element} {attribute}="{"ab-" * (size // 6)}">{unit * (size // 2 // len(unit))}'


def cells(size: int) -> str:
    row = '<tr>' + '<td>Z' * 1000
    return '<table>' + row * max(size // len(row), 1)


MEGABYTE = 1_000_000
TEN, TWENTY = 10 * MEGABYTE, 20 * MEGABYTE
DIV, SPAN = '<div>', '<span>'

DEEP: dict[str, tuple[int, Page]] = {
    **{f'nested {name}': (TEN, nested(f'<{name}>', f'</{name}>')) for name in ('div', 'b', 'font', 'table', 'li', 'template', 'svg', 'math', 'ruby')},
    'a million div': (TEN, repeated('<div>Z')),
    'nested select': (TEN, nested('<select>')),
    'select in object': (TEN, nested('<select><object>')),
    'nested table cells': (TEN, nested('<table><tr><td>')),
    'nested button': (TEN, nested('<button>')),
    'li in ul': (TEN, nested('<ul><li>')),
    'unclosed li': (TEN, nested('<li>')),
    'dd and dt': (TEN, nested('<dd><dt>')),
    'p and button': (TEN, nested('<p><button>')),
    'nested foreignObject': (TEN, nested('<svg><foreignObject>')),
    'nested mi': (TEN, nested('<math><mi>')),
    'nested object': (TEN, nested('<object>')),
    'marquee': (TEN, nested('<marquee><b>')),
    'headings': (TEN, nested('<h1>')),
    'framesets': (TEN, repeated('<frameset>')),
    'captions': (TEN, repeated('<table><caption>Z<b>')),
    'colgroups': (TEN, repeated('<table><colgroup>Z')),
    'shadow roots': (TEN, repeated('<div><template shadowrootmode=open>Z')),
}

BELOW_A_DEEP_STACK: dict[str, tuple[int, Page]] = {
    'unmatched end tags': (TEN, below(DIV, '</p></b></li></table></select></svg>')),
    'unknown end tags below div': (TEN, numbered('</x{}>Z', DIV * 500)),
    'unknown end tags below span': (TEN, below(SPAN, '</x>')),
    'unknown end tags below many names': (TEN, repeated(''.join(f'</{letter}>' for letter in 'cdefghjklmno'), ''.join(f'<x{number}>' for number in range(508)), 'Z')),
    'end tags of a name behind others': (TEN, repeated('</c>', '<c><div>' + ''.join(f'<x{number}>' for number in range(500)), 'Z')),
    'new end tags below span': (TEN, numbered('</x{}>Z', SPAN * 500)),
    'end tag out of scope': (TEN, below(SPAN, '</p>', '<p><button>')),
    'void tag, p and select out of scope': (TEN, below(SPAN, '<hr>', '<select><p><object>')),
    'heading end tags': (TEN, below(SPAN, '</h1>', '<object>')),
    'end tags in svg': (TEN, below('<g>', '</x>', '<svg>')),
    'b end tags out of scope': (TEN, below(SPAN, '</b>', '<b><svg><desc>')),
    'a in table in a': (TEN, below(SPAN, '<a></a>', '<a><table><td>')),
    'li below div': (TEN, below(DIV, '<li></li>')),
    'dd below span': (TEN, below(SPAN, '<dd></dd>')),
    'body end tags': (TEN, below(DIV, '</body>')),
    'html end tags': (TEN, below(DIV, '</html>')),
    'tables below div': (TEN, below(DIV, '<table></table>')),
    'fostered below template and div': (TEN, repeated('Z<br>', '<template>' + DIV * 490 + '<table>')),
    'options below span': (TEN, below(SPAN, '<option>', '<select>')),
    'optgroups below span': (TEN, below(SPAN, '<optgroup><option>', '<select>')),
    'selectedcontent below span': (TEN, below(SPAN, '<selectedcontent></selectedcontent>', '<select>')),
    'templates below div': (TEN, below(DIV, '<template></template>')),
    'forms below div': (TEN, below(DIV, '<form></form>')),
    'buttons below span': (TEN, below(SPAN, '<button></button>', '<button><object>')),
    'nobr below span': (TEN, below(SPAN, '<nobr></nobr>', '<nobr><svg><desc>')),
    'rt below span': (TEN, below(SPAN, '<rt></rt>', '<ruby><object>')),
    'input below select': (TEN, below(SPAN, '<input>', '<select><object>')),
    'new names over the limit': (TEN, numbered('<x{}>Z', SPAN * 600)),
}

FULL_LIST = ''.join(f'<i a={number}>' for number in range(250))
MANY_ATTRIBUTES = ' '.join(f'a{number}' for number in range(998))

FORMATTING: dict[str, tuple[int, Page]] = {
    'unclosed a in div': (TEN, nested('<a><div>')),
    'unclosed links': (TEN, repeated('<a href=u>Z ')),
    'unclosed a over tables': (TEN, repeated('<a>Z<table><td>')),
    'b with attribute in p': (TEN, nested('<b a=i><p>')),
    'different b in p': (TEN, numbered('<b a={}><p>Z')),
    'font and table': (TEN, nested('<font a=i><table>')),
    'nobr': (TEN, nested('<nobr>')),
    'b in div, closed crosswise': (TEN, repeated('<b><div>Z</b></div>')),
    'adopted through div': (TEN, adopted),
    'adopted with others': (TEN, adopted_with_others),
    'em in aside': (TEN, repeated('<em><em><aside>Z</em>')),
    'attributes alike by hash': (TEN, alike_by_hash),
    'copied attribute': (TEN, copied_attribute),
    'i closed in b': (TEN, repeated('<i></i><b>Z</i></b>')),
    'b below 250 different': (TEN, numbered('<b>Z</b>', ''.join(f'<b n={number}>' for number in range(260)))),
    'p below 250 different': (TEN, repeated('<p>Z</p>', ''.join(f'<b n={number}>' for number in range(260)))),
    'a below 250 different': (TEN, repeated('<a>', FULL_LIST, 'Z')),
    'a and its end below 250 different': (TEN, repeated('<a></a>', FULL_LIST, 'Z')),
    'i and its end below 249 different': (TEN, repeated('<i></i>', ''.join(f'<i a={number}>' for number in range(249)), 'Z')),
    'b end tags without b': (TWENTY, repeated('</b>', FULL_LIST, 'Z')),
    'b end tags, the b behind a table': (TWENTY, repeated('</b>', '<b>' + ''.join(f'<i a={number}>' for number in range(248)) + '<table>', 'Z')),
}

SELECTS_AND_TABLES: dict[str, tuple[int, Page]] = {
    'options': (TWENTY, repeated('<option>Z', '<select>')),
    'option and optgroup': (TEN, repeated('<option>Z<optgroup>', '<select>')),
    'options with selectedcontent': (TWENTY, repeated('<option>Z', '<select><button><selectedcontent></button>')),
    'selected options': (TEN, repeated('<option selected>Z', '<select><button><selectedcontent></button>')),
    'selected option in selected option': (TEN, nested('<select><button><selectedcontent></button><option selected><object>')),
    'selects with selectedcontent': (TEN, repeated('<select><button><selectedcontent></button><option>Z</select>')),
    'options of a group with many attributes': (TWENTY, repeated('<option>', f'Z<select><optgroup {MANY_ATTRIBUTES} disabled>')),
    'options of a select with many attributes': (TWENTY, repeated('<option selected>', f'Z<select {MANY_ATTRIBUTES} multiple><button><selectedcontent></button>')),
    'options 62 elements below a select': (TWENTY, repeated('<option>', 'Z<select>' + DIV * 62)),
    'cells and columns': (TEN, repeated('<td>Z<col> ', '<table>')),
    'cells and columns late': (TWENTY, lambda size: 'Z' * (size // 5) + '<table>' + '<td>Z<col> ' * (size * 2 // 5 // 11)),
    'foster-parented text': (TEN, repeated('Z<tr>', '<table>')),
    'foster-parented elements': (TEN, repeated('<b>Z<tr>', '<table>')),
    'foster-parented apart': (TEN, repeated('Z<i></i><td></td>', '<table>')),
    'foster-parented from many tables': (TEN, repeated('<table>Z<tr>Z')),
    'rows': (TEN, repeated('<tr><td>Z', '<table>')),
    'cells': (TEN, cells),
    'cells end in rows': (TEN, repeated('</td>Z</tr>', '<table><tr><td>')),
    'svg in rows': (TEN, repeated('<table><tbody><tr><svg><td>Z')),
    'one text in a table': (TWENTY, repeated('Z', '<table>')),
    'NULs in a table': (TWENTY, repeated('\0Z', '<table>')),
    'NULs and white space in a table': (TEN, repeated(' \0', 'Z<table>')),
    'white space in a table': (TWENTY, repeated(' ', 'Z<table>')),
    'form': (TEN, repeated('<form>Z<div></form>')),
    'hidden inputs': (TEN, repeated('<input type=hidden>Z', '<table>')),
}

WIDE: dict[str, tuple[int, Page]] = {
    'paragraphs': (TEN, repeated('<p>Z')),
    'paragraphs late': (TEN, lambda size: 'Z' * (size // 20) + '<p>Z' * (size * 19 // 80)),
    'p end tags': (TEN, repeated('</p>Z')),
    'br': (TWENTY, repeated('<br>Z')),
    'links': (TWENTY, repeated('<a href=u>Z</a> ')),
    'classes': (TWENTY, repeated('<div class="comment share sidebar footer">Z</div>')),
    'meta': (TWENTY, repeated('<meta charset=u>Z')),
    'meta in head': (TWENTY, repeated('<meta charset=u>', '<head>', 'Z')),
    'meta after head': (TWENTY, repeated('<meta charset=u>', '<head></head>', 'Z')),
    'noscript in head': (TEN, repeated('<noscript>Z</noscript>')),
    'comments': (TWENTY, repeated('<!-- -->Z')),
    'comments after the page': (TWENTY, repeated('<!---->', 'Z</body></html>')),
    'bogus comments': (TWENTY, repeated('</ >Z')),
    'processing instructions': (TWENTY, repeated('<?a b?>Z')),
    'doctypes': (TWENTY, repeated('<!doctype a>Z')),
    'pre': (TEN, repeated('<pre>\nZ')),
    'pre, line feed as a reference': (TEN, repeated('<pre>&#10Z')),
    'textarea': (TEN, repeated('<textarea>\r\nZ</textarea>')),
    'scripts': (TWENTY, repeated('<script>Z</script>')),
    'titles': (TWENTY, repeated('<title>&ampZ</title>')),
    'images': (TWENTY, repeated('<image>Z')),
}

NAMES: dict[str, tuple[int, Page]] = {
    'attributes of one tag': (4 * MEGABYTE, numbered(' a{}=1', '<p', '>Z')),
    '200,000 attributes of one tag': (3 * MEGABYTE, lambda size: '<p' + ''.join(f' a{number:06}=z' for number in range(size // 15)) + '>Z'),
    'equal attributes of one tag': (4 * MEGABYTE, repeated(' a=1', '<p', '>Z')),
    'short attributes': (TEN, repeated('<p a b c d e f g h i j k l m n o p q r s t u v w x y>Z')),
    '1,000 attributes': (TEN, repeated('<p ' + ' '.join(f'a{number}' for number in range(1000)) + '>Z')),
    'attributes of an end tag': (TEN, numbered(' a{}=1', 'Z</p', '>Z')),
    'new attributes': (TEN, numbered('<p a{}>Z')),
    'attributes in varying case': (TEN, lambda size: ''.join(f'<p {"aBcDeFgH" * 100}{number}>Z' for number in range(size // 810))),
    'body attributes': (TEN, numbered('<body a{}=1>', '', 'Z')),
    'equal body attributes': (TEN, repeated('<body a=1>Z', '<body a=1>')),
    'html attributes': (TEN, numbered('<html a{}=1>', '', 'Z')),
    'new names': (TEN, numbered('<x{}>Z')),
    'long names': (TEN, lambda size: ''.join(f'<{"xY" * 500}{number}>Z' for number in range(size // 1007))),
    'names with NUL': (TEN, repeated('<x\0\0\0\0\0\0\0\0>Z')),
    'new doctypes': (TEN, numbered('<!doctype d{}>Z')),
    'new processing instructions': (TEN, numbered('<?p{} ?>Z')),
    'one tag name': (TWENTY, repeated('t', 'Z<', '>')),
    'one tag name, not ended': (TWENTY, repeated('t', 'Z<')),
    'one tag name in capitals': (TWENTY, repeated('T', 'Z<', '>')),
    'one attribute name': (TWENTY, repeated('A', 'Z<p ', '>')),
    'one doctype': (TWENTY, repeated('a', '<!doctype html public "', '">Z')),
}

TEXT: dict[str, tuple[int, Page]] = {
    'entities': (TWENTY, repeated('&amp;Z', '<p>')),
    'half entities': (TWENTY, repeated('&ampZ', '<p>')),
    'unknown entities': (TWENTY, repeated('&CounterClockwiseContourIntegraZ', '<p>')),
    'entities in attributes': (TEN, repeated('<p a=&amp;&amp;&notit;&amp>Z')),
    'long number entity': (TWENTY, repeated('0', '<p>Z&#', ';')),
    'number entities without digits': (TWENTY, repeated('&#x', '<p>Z')),
    'ampersands': (TWENTY, repeated('&', '<p>Z')),
    'ampersands in an attribute': (TWENTY, repeated('&', 'Z<p a="', '">')),
    'NUL soup': (TEN, repeated('\0Z', '<p>')),
    'NULs': (TEN, repeated('\0', '<p>Z')),
    'NULs in foreign content': (TEN, repeated('\0Z', '<svg>')),
    'NULs in an attribute': (TEN, repeated('\0', 'Z<p a="', '">')),
    'NULs in a comment': (TEN, repeated('\0', 'Z<!--', '-->')),
    'CR': (TWENTY, repeated('\rZ', '<p>')),
    'one text': (TWENTY, repeated('Z', '<p>')),
    'white space': (TWENTY, repeated(' ', '<p>Z')),
    'white space behind the page': (TWENTY, repeated(' ', 'Z</body></html>')),
    'text behind the page': (TWENTY, repeated('</html> Z', '<body>')),
    'less-than signs': (TWENTY, repeated('<', 'Z')),
    'less-than and slash': (TWENTY, repeated('</>', 'Z')),
    'CDATA': (TWENTY, repeated('<![CDATA[Z]]>', '<svg>')),
    'brackets in CDATA': (TWENTY, repeated(']>', 'Z<svg><![CDATA[')),
    'unclosed attribute': (TWENTY, repeated('a', 'Z<p a="')),
    'unclosed attribute in every tag': (TWENTY, repeated('<p a="', 'Z')),
    'unquoted attribute': (TWENTY, repeated('&', 'Z<p a=')),
    'slashes in a tag': (TWENTY, repeated('/', 'Z<p ', '>')),
    'equal signs in a tag': (TWENTY, repeated('=', 'Z<p ', '>')),
    'unclosed comment': (TWENTY, repeated('a', 'Z<!--')),
    'comment ends that are none': (TWENTY, repeated('->', 'Z<!--a')),
    'unclosed script': (TWENTY, repeated('Z', '<script>')),
    'script that escapes': (TWENTY, repeated('<!--<script>Z', '<script>')),
    'script in and out of escapes': (TWENTY, repeated('<!--<script></script>-->Z', '<script>')),
    'less-than in script': (TWENTY, repeated('</scrip', '<script>Z')),
    'unclosed title': (TWENTY, repeated('</titl&', '<title>Z')),
    'unclosed style': (TWENTY, repeated('</styl\0', '<style>Z')),
    'plaintext': (TWENTY, repeated('<\0\r', '<plaintext>Z')),
    'text in a frameset': (TEN, repeated('a b', '<frameset>')),
}

IN_A_LARGE_ATTRIBUTE: dict[str, tuple[int, Page]] = {
    'paragraphs in a large class': (TEN, around('div', 'class', '<p>Z word here.</p>')),
    'prices in a large class': (TEN, around('div', 'class', '<p>$1</p>', '<h1>Z</h1>')),
    'prices in a large id': (TEN, around('div', 'id', '<p>$1</p>', '<h1>Z</h1>')),
    'pictures in a large class': (TEN, around('div', 'class', '<p><img src=a.jpg>Z</p>')),
    'listings in a large class': (TEN, around('div', 'class', '<pre>Z</pre>')),
    'headings in a large href': (TEN, around('a', 'href', '<h2>Z</h2>', '<div class=post><b class=author>Z</b>')),
    'actions in a large class': (TEN, around('div', 'class', 'like<br><br>Z<p>Z</p>', '<p>' + 'Z word ' * 4000 + '<div class=comment><a class=author>Z</a>' * 5)),
}

PUBLISHED: dict[str, tuple[int, Page]] = {
    'CVE-2018-17846': (TEN, repeated('<table><math><select><mi><select></table>Z')),
    'CVE-2018-17142': (TEN, repeated('<math><template><mn><b></template>Z')),
    'CVE-2018-17143': (TEN, repeated('<template><tBody><isindex/action=0>Z')),
    'CVE-2018-17847': (TEN, repeated('<svg><template><desc><t><svg></template>Z')),
    'CVE-2018-17848': (TEN, repeated('<math><template><mo><template>Z')),
    'CVE-2021-33194': (TEN, repeated('<template><svg><foo><template><foreignObject>Z<div></template><div>')),
    'CVE-2024-45338, doctype': (TEN, repeated('hTmL', '<!doctype hTmL PUBLIC "', '">Z')),
    'CVE-2024-45338, svg names': (TEN, lambda size: '<svg>' + ''.join(f'<fOrEiGnObJeC{number}>Z' for number in range(size // 21))),
    'CVE-2024-45338, hidden inputs': (TEN, lambda size: '<table>' + f'<input type={"hIdDeN" * 1000}>Z' * (size // 6013)),
    'CVE-2025-22872': (TEN, repeated('<svg foo=bar/>Z')),
    'CVE-2025-58190': (TEN, repeated('<table><tr><svg><desc><tr></table>Z')),
    'isindex and nested template': (TEN, repeated('<isindex><template>Z')),
}

# Name: (largest size in bytes, page of a size).
FAMILIES = DEEP | BELOW_A_DEEP_STACK | FORMATTING | SELECTS_AND_TABLES | WIDE | NAMES | TEXT | IN_A_LARGE_ATTRIBUTE | PUBLISHED
