"""script/bench hostile [--without-peers] [--markdown FILE] [FAMILY...]: what pages made to break a parser cost, beside lexbor and lxml.

A family (hostile_families.py) is measured at three sizes, each four times the one before. It passes when the cost grows by an exponent of at most
1.15 (from the smallest size to the largest, both axes logarithmic), the largest takes at most one CPU second and 512 MB of heap, and every letter Z of
its text is still in a text node. CPU seconds, the least of several runs. The peers take the largest page once and are stopped at 20 CPU seconds; what
they took is kept in build/bench/peers for as long as the page stays the same.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hostile_families import FAMILIES
from pages import ROOT
from parse import BUILD, Parser, lexbor, run

STEP = 4  # between the sizes
MOST_SECONDS, MOST_HEAP, MOST_EXPONENT = 1.0, 512e6, 1.15
RUNS, MORE_RUNS = 3, 6  # the second for a family that fails
PEER_SECONDS, PEER_HEAP = 20, 8 << 30
LEAST_MEASURED = 0.05  # seconds; below it what grows is the cost of fresh memory
KEPT = BUILD / 'hostile.json'

LXML = '''
import sys, time, lxml.html
page = open(sys.argv[1], 'rb').read()
start = time.process_time()
try:
    tree = lxml.html.fromstring(page)
except lxml.etree.ParserError:
    tree = None  # nothing was left
seconds = time.process_time() - start
texts = [] if tree is None else [text for node in tree.iter() for text in (node.text, node.tail) if isinstance(text, str)]
print(seconds, sum(text.count('Z') for text in texts))
'''

Row = dict[str, Any]


def measure(name: str, folder: Path, program: Path) -> Row:
    largest, page_of = FAMILIES[name]
    page, listing = folder / 'page', folder / 'list'
    listing.write_text(str(page))
    for runs in (RUNS, MORE_RUNS):
        seconds: list[float] = []
        for size in (largest // STEP ** 2, largest // STEP, largest):
            text = page_of(size)
            page.write_text(text, newline='')
            parser = Parser('pressmark', [program, listing])
            for _ in range(runs):
                parser.go()
            seconds.append(min(parser.seconds))
            heap = float(parser.ask('memory')[0]) * page.stat().st_size
            kept = int(parser.ask('Z')[0]) >= text.count('Z')
            parser.end()
        exponent = math.log(seconds[2] / seconds[0], STEP ** 2) if seconds[2] > LEAST_MEASURED else 0.0
        good = seconds[2] <= MOST_SECONDS and heap <= MOST_HEAP and exponent <= MOST_EXPONENT and kept
        if good:
            break
    return {'family': name, 'bytes': page.stat().st_size, 'seconds': [round(each, 4) for each in seconds], 'exponent': round(exponent, 2),
            'heap': int(heap), 'letters': text.count('Z'), 'text_kept': kept, 'good': good}


def limit_peer() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PEER_SECONDS, PEER_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (PEER_HEAP, PEER_HEAP))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def ask_peer(command: list[object], line: str = '') -> Row:
    done = subprocess.run([str(part) for part in command], input=line, capture_output=True, text=True, preexec_fn=limit_peer)
    numbers = [float(word) for word in done.stdout.split() if word != 'ready']
    if done.returncode in (-24, -9):  # SIGXCPU, SIGKILL
        return {'end': 'stopped'}
    if done.returncode < 0:
        return {'end': 'crash'}
    if not numbers:  # It was refused memory: nothing else that it meets here is an error to a peer.
        return {'end': 'fails'}
    return {'end': 'done', 'seconds': numbers[0], 'letters': int(numbers[1]) if len(numbers) > 1 else None}


def measure_peers(name: str, folder: Path) -> Row:
    largest, page_of = FAMILIES[name]
    page, listing = folder / 'page', folder / 'list'
    listing.write_text(str(page))
    page.write_text(page_of(largest), newline='')
    known = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    key = f'{zlib.crc32(page.read_bytes())}'
    if key not in known:
        known[key] = {'lexbor': ask_peer([lexbor(), listing], 'go\n'), 'lxml': ask_peer([sys.executable, '-c', LXML, page])}
        KEPT.write_text(json.dumps(known))
    return known[key]


def shown(row: Row, peer: str) -> str:
    result = row.get(peer)
    if not isinstance(result, dict):
        return '-'
    if result['end'] != 'done':
        return {'stopped': f'> {PEER_SECONDS} s', 'fails': f'> {PEER_HEAP >> 30} GB', 'crash': 'crash'}[result['end']]
    letters, all_letters = result.get('letters'), row['letters']
    if letters is None or all_letters == 0 or letters >= all_letters:
        return f'{result["seconds"]:.2f}'
    return f'{result["seconds"]:.2f}, {100 * letters // all_letters} %'


def markdown(rows: list[Row]) -> str:
    good = sum(bool(row['good']) for row in rows)
    lines = [f'| {row["family"]} | {row["bytes"] / 1e6:.1f} | {row["seconds"][2]:.3f} | {row["exponent"]:.2f} | {row["heap"] / 1e6:.0f} | '
             f'{"all" if row["text_kept"] else "**lost**"} | {shown(row, "lexbor")} | {shown(row, "lxml")} |' for row in rows]
    return '\n'.join([
        '# Pages made to break a parser', '',
        'Written by `script/bench hostile --markdown`. Each family of `bench/hostile_families.py` is one way of making a parser work more than its input',
        'warrants, measured at three sizes, each four times the one before. The figures are CPU seconds on one core for the largest: page in memory, whole',
        'DOM built and released, the least of several runs.', '',
        f'Wanted: a growth exponent of at most {MOST_EXPONENT} (1 is linear, 2 quadratic; 0 stands for what is too short to tell), at most',
        f'{MOST_SECONDS:.0f} second, at most {MOST_HEAP / 1e6:.0f} MB of heap beside the input, and no text lost. **{good} of {len(rows)} families pass.**', '',
        f'lexbor and lxml (libxml2) took each largest page once, on one core as well. "> {PEER_SECONDS} s" was stopped there, "> {PEER_HEAP >> 30} GB" was refused more memory than',
        'that and gave up, "crash" is a process killed by a signal. A share behind a figure of lxml is the part of the text that its tree still had: it',
        'drops what is deeper than 256 elements and texts beyond 10 MB, which is why it is fast there. lexbor was not asked for its text.', '',
        '| family | MB | seconds | growth | heap, MB | text | lexbor | lxml |', '|---|---|---|---|---|---|---|---|', *lines, '',
        *read_from(rows)]) + '\n'


def read_from(rows: list[Row]) -> list[str]:
    """What the table says, in a few lines."""
    ends = {peer: [row[peer]['end'] for row in rows if isinstance(row.get(peer), dict)] for peer in ('lexbor', 'lxml')}
    slowest = max(rows, key=lambda row: row['seconds'][2])
    largest = max(rows, key=lambda row: row['heap'])
    lost = sum('%' in shown(row, 'lxml') for row in rows)
    return ['## What is read from it', '',
            f'- pressmark: the slowest is "{slowest["family"]}" at {slowest["seconds"][2]:.2f} s, the largest "{largest["family"]}" at {largest["heap"] / 1e6:.0f} MB.',
            f'- lexbor: {ends["lexbor"].count("stopped")} of {len(ends["lexbor"])} did not end in {PEER_SECONDS} seconds, {ends["lexbor"].count("fails")} more wanted over {PEER_HEAP >> 30} GB, '
            f'{ends["lexbor"].count("crash")} crashed.',
            f'- lxml: {ends["lxml"].count("stopped")} did not end, {ends["lxml"].count("crash")} crashed, {lost} ended with text lost.']


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--without-peers', action='store_true')
    arguments.add_argument('--markdown', type=Path, metavar='FILE')
    arguments.add_argument('families', nargs='*', metavar='FAMILY')
    arguments = arguments.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    program = ROOT / 'build' / 'release' / 'parse_pressmark'
    run('script/build', 'release', 'parse_pressmark', cwd=ROOT)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows: list[Row] = []
    print(f'{"family":40}{"MB":>6}{"seconds":>9}{"exponent":>10}{"heap MB":>9}{"text":>6}{"lexbor":>9}{"lxml":>16}')
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.families or FAMILIES:
            row = measure(name, Path(folder), program)
            if not arguments.without_peers:
                row |= measure_peers(name, Path(folder))
            rows.append(row)
            print(f'{name:40}{row["bytes"] / 1e6:6.1f}{row["seconds"][2]:9.3f}{row["exponent"]:10.2f}{row["heap"] / 1e6:9.0f}{"kept" if row["text_kept"] else "LOST":>6}'
                  f'{shown(row, "lexbor"):>9}{shown(row, "lxml"):>16}{"" if row["good"] else "   <--"}', flush=True)
    if arguments.markdown:
        arguments.markdown.write_text(markdown(rows))
    print(json.dumps({'bench': 'hostile', 'families': len(rows), 'good': sum(bool(row['good']) for row in rows), 'rows': rows}))


main()
