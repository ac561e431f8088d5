"""script/fuzz compare [--inputs N]: the tree of broken pages beside the trees of lexbor and html5ever.

The inputs are the conformance cases, cuts of real pages and what the fuzzers kept, most of them broken further, always in the same way. All three
trees are compared as HTML. What differs is shortened as far as it goes on differing, and counted under the reason that is known for it; what nothing
explains is listed, in build/fuzz/compare too.
"""
import argparse
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from seeds import LONGEST, ROOT, pages, test_inputs, tree_cases

sys.path.insert(0, str(ROOT / 'bench'))
import parse  # noqa: E402

OUT = ROOT / 'build' / 'fuzz' / 'compare'
SHOWN = 12
TAGS = [tag for tag in re.findall(r'^"(</?[^ "\\]*>?)"', (ROOT / 'fuzz' / 'html.dict').read_text(), flags=re.MULTILINE)]
# What a peer does not build at all: declarative shadow roots, processing instructions, what a select shows of its option.
BEYOND_PEERS = re.compile(rb'shadowrootmode|<\?|selectedcontent', re.IGNORECASE)

TABLE_PART = rb'<(?:table|caption|colgroup|col|tbody|thead|tfoot|tr|td|th)'
# Differences that were looked into, by what the shortened input looks like. Whoever is alone is wrong but for the first.
EXPLAINED = [
    ('pressmark alone', rb'<template\s*>(?:<(?:td|tr|tbody|thead|tfoot|col|colgroup|caption)\s*>)+.*<[a-z]+\s*>.*>\s',
     'white space right in a template among table parts: the standard has template in the list of "in table" text, the peers do not'),
    ('lexbor alone', rb'<!', 'a markup declaration that the input breaks off in: the comment loses its text, or gets another one'),
    ('lexbor alone', rb'hidden.*<frameset|<frameset', 'type=hidden in capitals; white space behind </html> of a frameset page'),
    ('lexbor alone', rb'<image', 'an image tag in a table is dropped'),
    ('lexbor alone', rb'<template\s*>.*<form', 'a form in the table parts of a template is not ignored'),
    ('lexbor alone', rb'<template\s*/?>.*<col', 'white space among text behind a col in a template'),
    ('lexbor alone', rb'xmlns', 'an attribute that is there twice stays in a foreign element'),
    ('lexbor alone', rb'<table>.*type=\w+ type=hidden', 'of an attribute that is there twice the second decides'),
    ('lexbor alone', rb'<(?:svg|math)>.*<sup', 'sup does not end foreign content'),
    ('lexbor alone', rb'<(?:svg|math)>.*&', 'text of foreign elements that are named like raw text ones is not escaped when written'),
    ('lexbor alone', rb'<(?:a|b|i|s|u|em|tt|big|code|font|nobr|small|strike|strong)\b',
     'adoption agency: the bookmark is not moved when the inner loop takes an entry before it off the list'),
    ('html5ever alone', rb'<template\s*>.*' + TABLE_PART, 'a table part behind another in a template is dropped, or its end not seen'),
    ('html5ever alone', rb'<(?:math|svg)', 'an end tag, or a list item, at an integration point closes elements beyond it'),
    ('html5ever alone', rb'<(?:pre|listing|textarea).*&#', 'a line feed written as a reference at the start of pre stays'),
    ('html5ever alone', rb'<search|<isindex', 'a search element is not special, and isindex, of old, is'),
    ('three trees', rb'<template>.*<tr>.*<form|<template><col>|<template>' + TABLE_PART + rb'>.*</table>\s', 'two of these in one'),
]


class Peer:
    def __init__(self, name: str, command: list[object]) -> None:
        self.name, self.command = name, [str(part) for part in command]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def tree(self, text: bytes) -> bytes:
        """The tree as HTML; one that ends the program is its own kind of answer."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(b'%d\n%s' % (len(text), text))
        self.process.stdin.flush()
        size = self.process.stdout.readline()
        if not size:
            self.process.wait()
            self.start()
            return b'(no answer)'
        # Of < and > in attribute values, which the standard has escaped since 2025, either writing will do.
        return self.process.stdout.read(int(size)).replace(b'&lt;', b'<').replace(b'&gt;', b'>')


def lexbor() -> Path:
    parse.BUILD.mkdir(parents=True, exist_ok=True)
    parse.lexbor()
    [tree] = [folder / 'lexbor' for folder in parse.BUILD.glob('selectolax-*') if folder.is_dir()]
    program = parse.BUILD / 'serialize_lexbor'
    parse.run('cc', '-O2', f'-I{tree / "source"}', ROOT / 'fuzz' / 'peers' / 'serialize_lexbor.c', tree / 'build' / 'liblexbor_static.a', '-lm', '-o', program)
    return program


def broken(text: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """One to six changes: a byte, a tag, a cut, a part twice, a part of another input."""
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(text) + 1), chance.randint(1, 40)
        match chance.randrange(8):
            case 0: text = text[:at] + bytes([chance.randrange(1, 127)]) + text[at + 1:]
            case 1: text = text[:at]
            case 2: text = text[:at] + text[at + size:]
            case 3: text = text[:at] + text[at:at + size] * 2 + text[at + size:]
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                text = text[:at] + other[begin:begin + 4 * size] + text[at:]
            case _:
                tags = [found.span() for found in re.finditer(rb'</?[a-zA-Z][^<>]*>', text)]
                begin, end = chance.choice(tags) if tags and chance.randrange(2) else (at, at)
                text = text[:begin] + chance.choice(TAGS).encode() + text[end:]
    return text[:2 * LONGEST].replace(b'\0', b'').decode('utf-8', 'replace').encode()


def inputs(count: int) -> list[bytes]:
    chance = random.Random(4)
    kept = sorted((ROOT / 'build' / 'fuzz' / 'corpus' / 'html_fuzz').glob('*'))[:count // 4]
    plain = [*test_inputs('html'), *(text for text, _ in tree_cases()), *pages(), *(file.read_bytes()[1:] for file in kept)]
    plain = [text.replace(b'\0', b'').decode('utf-8', 'replace').encode() for text in plain]
    found = dict.fromkeys(text for text in plain if not BEYOND_PEERS.search(text))
    while len(found) < count:
        text = broken(chance.choice(plain), plain, chance)
        if not BEYOND_PEERS.search(text):
            found[text] = None
    return list(found)[:count]


def verdict(text: bytes, peers: list[Peer]) -> str:
    ours, first, second = (peer.tree(text) for peer in peers)
    if ours == first == second:
        return ''
    if first == second:
        return 'pressmark alone'
    if ours == second:
        return f'{peers[1].name} alone'
    return f'{peers[2].name} alone' if ours == first else 'three trees'


def shortened(text: bytes, kind: str, peers: list[Peer]) -> bytes:
    """As much of the input taken away as leaves the verdict."""
    size = len(text) // 2
    while size > 0:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size:]
            if verdict(shorter.decode('utf-8', 'replace').encode(), peers) == kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def reason(kind: str, text: bytes) -> str:
    for of, pattern, why in EXPLAINED:
        if of == kind and re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            return why
    return ''


def report(kind: str, texts: list[bytes], peers: list[Peer]) -> int:
    """Shortens and groups the inputs that differ; how many nothing explains."""
    reasons: Counter[str] = Counter()
    unexplained: Counter[bytes] = Counter()
    for text in texts:
        short = shortened(text, kind, peers)
        if why := reason(kind, short):
            reasons[why] += 1
        else:
            unexplained[short] += 1
    print(f'\n{kind}: {len(texts)}')
    print(''.join(f'{count:6} {why}\n' for why, count in reasons.most_common()), end='')
    lines = [f'{count:6} {text!r}\n' + ''.join(f'       {peer.name:10}{peer.tree(text).decode("utf-8", "replace")!r}\n' for peer in peers)
             for text, count in unexplained.most_common()]
    print(''.join(lines[:SHOWN]), end='')
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f'{kind.replace(" ", "-")}.txt').write_text(''.join(lines))
    return sum(unexplained.values())


def main() -> None:
    arguments = argparse.ArgumentParser(prog='script/fuzz compare', description=__doc__)
    arguments.add_argument('--inputs', type=int, default=20_000)
    arguments = arguments.parse_args()
    parse.run('cargo', 'build', '--release', '--quiet', '--manifest-path', parse.HERE / 'html5ever' / 'Cargo.toml', '--target-dir', parse.BUILD / 'html5ever')
    peers = [Peer('pressmark', [ROOT / 'build' / 'release' / 'serialize_page', '--many']), Peer('lexbor', [lexbor()]),
             Peer('html5ever', [parse.BUILD / 'html5ever' / 'release' / 'serialize_html5ever'])]
    found: dict[str, list[bytes]] = {}
    texts = inputs(arguments.inputs)
    for text in texts:
        found.setdefault(verdict(text, peers), []).append(text)
    same = len(found.pop('', []))
    print(f'{len(texts)} inputs: the same tree of all three for {same}; ' + ', '.join(f'{kind}: {len(texts)}' for kind, texts in sorted(found.items())))
    unexplained = sum(report(kind, differing, peers) for kind, differing in sorted(found.items()))
    print(f'\nunexplained: {unexplained}' + (f', all of them in {OUT}' if unexplained else ''))
    sys.exit(1 if unexplained else 0)


if __name__ == '__main__':
    main()
