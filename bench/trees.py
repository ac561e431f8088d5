"""script/bench trees: whether pressmark builds the tree that turbohtml and lexbor build, on every development page.

turbohtml gives its tree in the lines of the html5lib tests, which are compared as they are. lexbor is read through selectolax, whose
serialised HTML is compared with ours; < and > within attribute values, which the standard has escaped since 2025, are taken as equal either way.
Declarative shadow roots, which neither peer builds, are renamed in the page beforehand, so that all three see a plain template there.
"""
import json
import subprocess

from selectolax.lexbor import LexborHTMLParser
from turbohtml import _html

from pages import PROGRAM, ROOT, unpacked

SHOWN = 10


def output_of(command: list, page: str) -> str:
    return subprocess.run(command, input=page.encode(), capture_output=True, check=True).stdout.decode()


def unescaped(html: str) -> str:
    return html.replace('&lt;', '<').replace('&gt;', '>')


def main() -> None:
    subprocess.run(['script/build', 'release', 'serialize_page'], cwd=ROOT, check=True)
    serialize_page = ROOT / 'build' / 'release' / 'serialize_page'
    pages = unpacked('wcxb-dev')
    others: dict[str, list[str]] = {'turbohtml': [], 'lexbor': []}
    with_shadow_roots = 0
    for page in pages:
        text = page.read_bytes().decode('utf-8', 'replace')
        with_shadow_roots += 'shadowrootmode' in text
        text = text.replace('shadowrootmode', 'data-shadowrootmode')
        if output_of([PROGRAM, 'tree', '--encoding', 'utf-8', '-'], text).rstrip('\n') != _html._parse_tree(text).rstrip('\n'):
            others['turbohtml'].append(page.name)
        if unescaped(output_of([serialize_page], text)) != unescaped(LexborHTMLParser(text).html):
            others['lexbor'].append(page.name)
    for peer, names in others.items():
        print(f'{peer}: the same tree on {len(pages) - len(names)} of {len(pages)} pages' + (f'; others: {", ".join(names[:SHOWN])}' if names else ''))
    print(json.dumps({'bench': 'trees', 'pages': len(pages), 'with_shadow_roots': with_shadow_roots, **{f'other_than_{peer}': names for peer, names in others.items()}}))


main()
