#!/usr/bin/env python3
"""Writes src/encoding/{labels,index_*}.gen.inc from the data of the Encoding Standard.

Input: encodings.json and indexes.json of https://encoding.spec.whatwg.org/, in $PRESSMARK_DATA/encoding/whatwg-encoding
(default ../shared/data beside the repo). An index becomes string literals of its code points, row by row; U+FFFD fills the holes.
"""
import json
import os
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get('PRESSMARK_DATA') or ROOT.parent / 'shared/data') / 'encoding/whatwg-encoding'
HEADER = '// Written by tools/gen/encoding.py from the data of https://encoding.spec.whatwg.org/ (LICENSE: BSD-3-Clause, see NOTICE).\n'
# Index: the type of its characters, and how many of them a line of the file holds (a row of the code).
MULTI_BYTE = {'gb18030': ('u', 190), 'big5': ('U', 157), 'jis0208': ('u', 94), 'jis0212': ('u', 94), 'euc-kr': ('u', 190)}


def literal(code_points: list, prefix: str) -> str:
    def written(code: int | None) -> str:
        if code is None:
            return '\\uFFFD'
        if chr(code) in '"\\':
            return '\\' + chr(code)
        # Controls, spaces, marks that join the character before, private use: not to be seen in a source file.
        if unicodedata.category(chr(code))[0] in 'CZM' or unicodedata.bidirectional(chr(code)) in ('R', 'AL'):
            return f'\\U{code:08X}' if code > 0xFFFF else f'\\u{code:04X}'
        return chr(code)
    return f'{prefix}"{"".join(map(written, code_points))}"'


def labels(encodings: list) -> str:
    names = [encoding['name'] for group in encodings for encoding in group['encodings']]
    pairs = sorted((label, names.index(encoding['name'])) for group in encodings for encoding in group['encodings'] for label in encoding['labels'])
    lines = [f'PM_NAME("{name}")' for name in names] + [f'PM_LABEL("{label}", {number})' for label, number in pairs]
    return '\n'.join(lines) + '\n#undef PM_NAME\n#undef PM_LABEL\n'


def single_byte(encodings: list, indexes: dict) -> str:
    group = next(group for group in encodings if 'single-byte' in group['heading'])
    lines = []
    for encoding in group['encodings']:
        index = indexes['iso-8859-8' if encoding['name'] == 'ISO-8859-8-I' else encoding['name'].lower()]
        lines.append(f'// {encoding["name"]}\n' + '\n'.join(literal(index[i:i + 32], 'u') for i in range(0, 128, 32)) + '\n')
    return ''.join(lines)


def multi_byte(index: list, prefix: str, row: int) -> str:
    index = index[:max(i for i, code in enumerate(index) if code is not None) + 1]
    return ''.join(literal(index[i:i + row], prefix) + '\n' for i in range(0, len(index), row))


def main() -> None:
    encodings, indexes = (json.loads((DATA / name).read_text('utf-8')) for name in ('encodings.json', 'indexes.json'))
    out = ROOT / 'src/encoding'
    files = {'labels': labels(encodings), 'index_single_byte': single_byte(encodings, indexes),
             'index_gb18030_ranges': ''.join(f'{{{pointer}, 0x{code:04X}}},\n' for pointer, code in indexes['gb18030-ranges'])}
    for name, (prefix, row) in MULTI_BYTE.items():
        files['index_' + name.replace('-', '_')] = multi_byte(indexes[name], prefix, row)
    for name, text in files.items():
        (out / f'{name}.gen.inc').write_text(HEADER + text, 'utf-8')


if __name__ == '__main__':
    main()
