"""script/bench hostile [--without-peers] [FAMILY...]: what pages made to break a parser cost, each family at three sizes, beside lexbor and lxml.

A family passes when the cost grows by an exponent of at most 1.15 (the slope of the three, both axes
logarithmic), the largest takes at most one CPU second and
512 MB of heap, and every letter Z of its text is still in a text node. A peer that takes more than 20 seconds is stopped.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pages import ROOT
from parse import Parser, lexbor, run

STEP = 4  # between the sizes
MOST_SECONDS, MOST_HEAP, MOST_EXPONENT = 1.0, 512e6, 1.15
PEER_LIMIT = 20  # seconds
LEAST_MEASURED = 0.02  # below it a growth is noise


def nested(opening: str, closing: str = '') -> Callable[[int], str]:
    def page(size: int) -> str:
        count = max(size // (len(opening) + len(closing) + 1), 1)
        return f'{(opening + "Z") * count}{closing * count}'
    return page


def repeated(unit: str, before: str = '', after: str = '') -> Callable[[int], str]:
    return lambda size: before + unit * max(size // len(unit), 1) + after


def numbered(unit: str, before: str = '', after: str = '') -> Callable[[int], str]:
    def page(size: int) -> str:
        return before + ''.join(unit.format(number) for number in range(max(size // (len(unit) + 4), 1))) + after
    return page


def end_tags_over_a_deep_stack(size: int) -> str:
    return '<div>Z' * 500 + '</p></b></li></table></select></svg>Z' * (size // 40)


MEGABYTE = 1_000_000
# Name: (largest size in bytes, page of a size).
FAMILIES: dict[str, tuple[int, Callable[[int], str]]] = {
    **{f'nested {name}': (10 * MEGABYTE, nested(f'<{name}>', f'</{name}>')) for name in ('div', 'b', 'font', 'table', 'li', 'template', 'svg', 'math', 'ruby')},
    'nested select': (10 * MEGABYTE, nested('<select>')),
    'nested table cells': (10 * MEGABYTE, nested('<table><tr><td>')),
    'nested button': (10 * MEGABYTE, nested('<button>')),
    'unclosed a in div': (10 * MEGABYTE, nested('<a><div>')),
    'b with attribute in p': (10 * MEGABYTE, nested('<b a=i><p>')),
    'different b in p': (10 * MEGABYTE, numbered('<b a={}><p>Z')),
    'font and table': (10 * MEGABYTE, nested('<font a=i><table>')),
    'dd and dt': (10 * MEGABYTE, nested('<dd><dt>')),
    'p and button': (10 * MEGABYTE, nested('<p><button>')),
    'option and optgroup': (10 * MEGABYTE, repeated('<option>Z<optgroup>', '<select>')),
    'options': (20 * MEGABYTE, repeated('<option>Z', '<select>')),
    'options with selectedcontent': (20 * MEGABYTE, repeated('<option>Z', '<select><button><selectedcontent></button>')),
    'attributes of one tag': (4 * MEGABYTE, numbered(' a{}=1', '<p', '>Z')),
    'equal attributes of one tag': (4 * MEGABYTE, repeated(' a=1', '<p', '>Z')),
    'body attributes': (10 * MEGABYTE, numbered('<body a{}=1>')),
    'html attributes': (10 * MEGABYTE, numbered('<html a{}=1>')),
    'new names': (10 * MEGABYTE, numbered('<x{}>Z')),
    'entities': (20 * MEGABYTE, repeated('&amp;Z', '<p>')),
    'half entities': (20 * MEGABYTE, repeated('&ampZ', '<p>')),
    'unknown entities': (20 * MEGABYTE, repeated('&CounterClockwiseContourIntegraZ', '<p>')),
    'long number entity': (20 * MEGABYTE, repeated('0', '<p>Z&#', ';')),
    'ampersands': (20 * MEGABYTE, repeated('&', '<p>Z')),
    'comments': (20 * MEGABYTE, repeated('<!-- -->Z')),
    'bogus comments': (20 * MEGABYTE, repeated('</ >Z')),
    'doctypes': (20 * MEGABYTE, repeated('<!doctype a>Z')),
    'br': (20 * MEGABYTE, repeated('<br>Z')),
    'links': (20 * MEGABYTE, repeated('<a href=u>Z</a> ')),
    'unclosed links': (10 * MEGABYTE, repeated('<a href=u>Z ')),
    'end tags over a deep stack': (10 * MEGABYTE, end_tags_over_a_deep_stack),
    'unknown end tags': (10 * MEGABYTE, numbered('</x{}>Z', '<div>' * 500)),
    'p end tags': (10 * MEGABYTE, repeated('</p>Z')),
    'foster-parented text': (10 * MEGABYTE, repeated('Z<tr>', '<table>')),
    'foster-parented elements': (10 * MEGABYTE, repeated('<b>Z<tr>', '<table>')),
    'foster-parented apart': (10 * MEGABYTE, repeated('Z<i></i><td></td>', '<table>')),
    'NUL soup': (10 * MEGABYTE, repeated('\0Z', '<p>')),
    'NULs': (10 * MEGABYTE, repeated('\0', '<p>Z')),
    'NULs in foreign content': (10 * MEGABYTE, repeated('\0Z', '<svg>')),
    'CR': (20 * MEGABYTE, repeated('\rZ', '<p>')),
    'unclosed attribute': (20 * MEGABYTE, repeated('a', 'Z<p a="')),
    'unclosed comment': (20 * MEGABYTE, repeated('a', 'Z<!--')),
    'unclosed script': (20 * MEGABYTE, repeated('Z', '<script>')),
    'script that escapes': (20 * MEGABYTE, repeated('<!--<script>Z', '<script>')),
    'less-than in script': (20 * MEGABYTE, repeated('</scrip', '<script>Z')),
    'unclosed title': (20 * MEGABYTE, repeated('</titl&', '<title>Z')),
    'less-than signs': (20 * MEGABYTE, repeated('<', 'Z')),
    'one tag name': (20 * MEGABYTE, repeated('t', 'Z<', '>')),
    'one attribute name': (20 * MEGABYTE, repeated('A', 'Z<p ', '>')),
    'one text': (20 * MEGABYTE, repeated('Z', '<p>')),
    'one text in a table': (20 * MEGABYTE, repeated('Z', '<table>')),
    'white space': (20 * MEGABYTE, repeated(' ', '<p>Z')),
    'CDATA': (20 * MEGABYTE, repeated('<![CDATA[Z]]>', '<svg>')),
    'meta': (20 * MEGABYTE, repeated('<meta charset=u>Z')),
    'table math select': (10 * MEGABYTE, repeated('<table><math><select><mi><select></table>Z')),
    'math template': (10 * MEGABYTE, repeated('<math><template><mo><template>Z')),
    'template svg': (10 * MEGABYTE, repeated('<template><svg><foo><template><foreignObject>Z<div></template><div>')),
    'svg attribute': (10 * MEGABYTE, repeated('<svg foo=bar/>Z')),
    'isindex and nested template': (10 * MEGABYTE, repeated('<isindex><template>Z')),
    'shadow roots': (10 * MEGABYTE, repeated('<div><template shadowrootmode=open>Z')),
    'framesets': (10 * MEGABYTE, repeated('<frameset>')),
    'noscript in head': (10 * MEGABYTE, repeated('<noscript>Z</noscript>')),
    'unclosed a over tables': (10 * MEGABYTE, repeated('<a>Z<table><td>')),
    'nobr': (10 * MEGABYTE, nested('<nobr>')),
    'headings': (10 * MEGABYTE, nested('<h1>')),
    'marquee': (10 * MEGABYTE, nested('<marquee><b>')),
    'form': (10 * MEGABYTE, repeated('<form>Z<div></form>')),
    'captions': (10 * MEGABYTE, repeated('<table><caption>Z<b>')),
    'colgroups': (10 * MEGABYTE, repeated('<table><colgroup>Z')),
}

LXML = '''
import sys, time, lxml.html
page = open(sys.argv[1], 'rb').read()
start = time.process_time()
lxml.html.fromstring(page)
print(time.process_time() - start)
'''


def peer_seconds(command: list[object], line: str = '') -> float | None:
    try:
        done = subprocess.run([str(part) for part in command], input=line, capture_output=True, text=True, timeout=PEER_LIMIT)
    except subprocess.TimeoutExpired:
        return None
    numbers = [word for word in done.stdout.split() if word != 'ready']
    return float(numbers[-1]) if done.returncode == 0 and numbers else math.nan  # a crash


def shown(row: dict[str, object], peer: str) -> str:
    if peer not in row:
        return '-'
    seconds = row[peer]
    return f'> {PEER_LIMIT}' if seconds is None else 'crash' if math.isnan(seconds) else f'{seconds:.2f}'


def measure(name: str, folder: Path, program: Path, peers: bool) -> dict[str, object]:
    largest, page_of = FAMILIES[name]
    seconds: list[float] = []
    page, listing = folder / 'page', folder / 'list'
    listing.write_text(str(page))
    for size in (largest // STEP ** 2, largest // STEP, largest):
        text = page_of(size)
        page.write_text(text)
        parser = Parser('pressmark', [program, listing])
        for _ in range(3):
            parser.go()
        seconds.append(min(parser.seconds))
        heap = float(parser.ask('memory')[0]) * page.stat().st_size
        kept = int(parser.ask('Z')[0]) >= text.count('Z')
        parser.end()
    exponent = math.log(seconds[2] / seconds[0], STEP ** 2) if seconds[2] > LEAST_MEASURED else 0.0
    good = seconds[2] <= MOST_SECONDS and heap <= MOST_HEAP and exponent <= MOST_EXPONENT and kept
    row = {'family': name, 'bytes': page.stat().st_size, 'seconds': round(seconds[2], 4), 'exponent': round(exponent, 2), 'heap': int(heap), 'text_kept': kept, 'good': good}
    if not peers:
        return row
    return row | {'lexbor': peer_seconds([lexbor(), listing], 'go\n'), 'lxml': peer_seconds([sys.executable, '-c', LXML, page])}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--without-peers', action='store_true')
    arguments.add_argument('families', nargs='*', metavar='FAMILY')
    arguments = arguments.parse_args()
    run('script/build', 'release', 'parse_pressmark', cwd=ROOT)
    program = ROOT / 'build' / 'release' / 'parse_pressmark'
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = []
    print(f'{"family":32}{"MB":>6}{"seconds":>9}{"exponent":>10}{"heap MB":>9}{"text":>6}{"lexbor":>9}{"lxml":>9}')
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.families or FAMILIES:
            row = measure(name, Path(folder), program, not arguments.without_peers)
            rows.append(row)
            print(f'{name:32}{row["bytes"] / 1e6:6.1f}{row["seconds"]:9.3f}{row["exponent"]:10.2f}{row["heap"] / 1e6:9.0f}{"kept" if row["text_kept"] else "LOST":>6}'
                  f'{shown(row, "lexbor"):>9}{shown(row, "lxml"):>9}{"" if row["good"] else "   <--"}', flush=True)
    print(json.dumps({'bench': 'hostile', 'families': len(rows), 'good': sum(bool(row['good']) for row in rows), 'rows': rows}))


main()
