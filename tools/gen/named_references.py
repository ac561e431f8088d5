#!/usr/bin/env python3
"""Writes src/html/named_references.gen.inc: the named character references of the HTML Standard, from Python's html.entities.html5.

Every reference that may stand without its semicolon also stands with it, so the table holds the names without semicolon, each once,
and a mark on those that may go without.
"""
from html.entities import html5
from pathlib import Path

import perfect_hash


def main() -> None:
    names = sorted(name[:-1] for name in html5 if name.endswith(';'))
    assert all(name.endswith(';') or html5[name + ';'] == value for name, value in html5.items())
    assert len(names) + sum(not name.endswith(';') for name in html5) == 2231
    displacement, slots = perfect_hash.build([name.encode() for name in names], 1024, 4096)
    texts, entries, offset = [], [], 0
    for name in names:
        value = html5[name + ';'].encode()
        assert len(value) <= 6 and len(name) < 32
        bytes_ = ','.join(str(byte) for byte in value)
        entries.append(f'{{{offset},{len(name)},{int(name in html5)},{len(value)},{{{bytes_}}}}}')
        texts.append(name)
        offset += len(name)
    text = ''.join(texts)
    lines = [f'    "{text[at:at + 110]}"\n' for at in range(0, len(text), 110)]
    root = Path(__file__).parents[2]
    (root / 'src/html/named_references.gen.inc').write_text(
        '// Written by tools/gen/named_references.py.\n'
        f'constexpr char kText[] =\n{"".join(lines).rstrip()};\n'
        f'constexpr Entry kEntries[{len(names)}] = {{\n{perfect_hash.rows(entries)}}};\n'
        f'constexpr std::uint16_t kDisplacement[{len(displacement)}] = {{\n{perfect_hash.rows(displacement)}}};\n'
        f'constexpr std::uint16_t kSlots[{len(slots)}] = {{\n{perfect_hash.rows(slots)}}};\n'
        f'constexpr std::size_t kLongestWithoutSemicolon = {max(len(n) for n in html5 if not n.endswith(";"))};\n'
        f'constexpr std::size_t kLongestName = {max(map(len, names))};\n')


main()
