"""script/bench parts: where the parser's time goes, by part: time sampled by perf over all development pages, instructions counted by callgrind over
every fifteenth.

Each sample and each instruction belongs to the source file of its line, inlined or not, and each file to a part.
"""
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from pages import ROOT, unpacked

PARTS = {
    'scan': r'/simd/|mmintrin\.h|x2intrin\.h|avxintrin\.h',
    'names and attributes': r'tokenizer_tag|html/names|base/hash|html/dom\.cc|memcmp',
    'text': r'tokenizer\w*\.(cc|h)$|char_ref|named_references|basic_string|char_traits|base/ascii|string_view|base/utf8|memmove|memcpy',
    'tree': r'tree_builder|modes_|open_elements|active_formatting|dom_builder|dom_extra|tag_sets|foreign_content|html/parse\.cc|pressmark/html\.h|html/token\.h',
}
REST = 'memory and the rest'
BUILD = ROOT / 'build' / 'parts'
EVERY = 15  # pages, for callgrind, which is slow


def part_of(file: str) -> str:
    return next((part for part, pattern in PARTS.items() if re.search(pattern, file)), REST)


def run(*command: object, text: str = '') -> str:
    done = subprocess.run([str(part) for part in command], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{command[0]} failed:\n{done.stdout}{done.stderr}')
    return done.stdout


def instructions(program: Path, listing: Path, folder: Path) -> Counter[str]:
    """Sums the cost lines of callgrind's output under the file that was named last."""
    out = folder / 'callgrind'
    run('valgrind', '--tool=callgrind', f'--callgrind-out-file={out}', '--compress-strings=no', '--compress-pos=no', '--toggle-collect=*parse_all*', program, listing, text='go\n')
    parts: Counter[str] = Counter()
    part, is_call = REST, False
    for line in out.read_text(errors='replace').splitlines():
        if line.startswith(('fl=', 'fi=', 'fe=')):
            part = part_of(line[3:])
        elif line.startswith('calls='):
            is_call = True  # The next line's cost is that of the function called.
        elif line[:1].isdigit():
            parts[part] += 0 if is_call else int(line.split()[1])
            is_call = False
    return parts


def samples(program: Path, listing: Path, folder: Path) -> tuple[Counter[str], float]:
    """Of the time in parse_all: the samples of each part; and the CPU seconds of a pass over the pages."""
    data = folder / 'perf'
    seconds = run('perf', 'record', '-q', '-g', '-F', '4000', '-e', 'cpu-clock', '-o', data, '--', program, listing, text='go\n' * 5).split()[1::2]
    parts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for stack in run('perf', 'script', '-i', data, '-F', 'ip,sym,dso').split('\n\n'):
        frames = stack.strip().splitlines()
        if not any('parse_all' in frame for frame in frames):
            continue
        address, rest = frames[0].split(maxsplit=1)
        if program.name in rest:
            places[address] += 1
        else:
            parts[part_of(rest)] += 1
    lines = run('addr2line', '-e', program, text='\n'.join(places)).splitlines()
    for line, count in zip(lines, places.values(), strict=True):
        parts[part_of(line.split(':')[0])] += count
    return parts, sorted(map(float, seconds))[len(seconds) // 2]


def main() -> None:
    run('cmake', '--preset', 'release', '-B', BUILD, '-DCMAKE_CXX_FLAGS=-g -fno-omit-frame-pointer')
    run('cmake', '--build', BUILD, '--target', 'parse_pressmark')
    program = BUILD / 'parse_pressmark'
    pages = unpacked('wcxb-dev')
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every, some = folder / 'every', folder / 'some'
        every.write_text('\n'.join(map(str, pages)))
        some.write_text('\n'.join(map(str, pages[::EVERY])))
        counted = instructions(program, some, folder)
        sampled, seconds = samples(program, every, folder)
    size, some_size = (sum(page.stat().st_size for page in of) for of in (pages, pages[::EVERY]))
    per_byte = seconds / size * 1e9
    rows = {part: {'ns_per_byte': per_byte * sampled[part] / sampled.total(), 'instructions_per_byte': counted[part] / some_size} for part in (*PARTS, REST)}
    rows['all'] = {'ns_per_byte': per_byte, 'instructions_per_byte': counted.total() / some_size}
    print(f'{"part":24}{"ns/B":>8}{"instructions/B":>16}')
    for part, row in rows.items():
        print(f'{part:24}{row["ns_per_byte"]:8.3f}{row["instructions_per_byte"]:16.2f}')
    print(json.dumps({'bench': 'parts', 'bytes': size, 'parts': rows}))


if __name__ == '__main__':
    main()
