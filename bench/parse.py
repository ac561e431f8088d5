"""script/bench parse [--rounds N] [--slow] [--plot FILE]: from the text of a page to its DOM and back to nothing, on one core, beside other parsers.

Every parser has the pages in memory; a round has each parse all of them once, one parser after the other; CPU time, medians over the rounds.
lexbor is built from the source distribution of selectolax (-O3 -march=native), fresh a page or one document cleaned between pages. turbohtml and
resiliparse are called from Python, without positions. --slow adds html5ever and gumbo, in one round of their own beside pressmark. --plot draws the
figures of the other rounds.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tarfile
from pathlib import Path

import plot
from pages import ROOT, unpacked

HERE = ROOT / 'bench' / 'parse'
BUILD = ROOT / 'build' / 'bench' / 'peers'
SELECTOLAX = 'selectolax==1.0.2'
PYTHON_PEERS = {
    'turbohtml': 'import turbohtml\ndef parse(page): turbohtml.parse(page, positions=False)',
    'resiliparse': 'from resiliparse.parse.html import HTMLTree\ndef parse(page): HTMLTree.parse(page)',
}
PYTHON_LOOP = '''
import sys, time
pages = [open(name, 'rb').read().decode('utf-8', 'replace') for name in open(sys.argv[1]).read().split('\\n')]
print('ready', flush=True)
for line in sys.stdin:
    start = time.process_time()
    for page in pages:
        parse(page)
    print(time.process_time() - start, flush=True)
'''


def run(*command: object, cwd: Path | None = None) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{command[0]} failed:\n{done.stdout}{done.stderr}')


def lexbor() -> Path:
    """The peer's program, built once."""
    program = BUILD / 'parse_lexbor'
    if program.exists():
        return program
    run(sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', 'selectolax', '--dest', BUILD, SELECTOLAX)
    [archive] = BUILD.glob('selectolax-*.tar.gz')
    with tarfile.open(archive) as source:
        source.extractall(BUILD, filter='data')
    tree = BUILD / archive.name.removesuffix('.tar.gz') / 'lexbor'
    run('cmake', '-S', tree, '-B', tree / 'build', '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release', '-DLEXBOR_BUILD_SHARED=OFF', '-DLEXBOR_BUILD_STATIC=ON',
        '-DCMAKE_C_FLAGS_RELEASE=-O3 -march=native -DNDEBUG', '-DLEXBOR_OPTIMIZATION_LEVEL=-O3 -march=native')
    run('ninja', '-C', tree / 'build')
    run('cc', '-O3', '-march=native', f'-I{tree / "source"}', HERE / 'lexbor.c', tree / 'build' / 'liblexbor_static.a', '-lm', '-o', program)
    return program


def gumbo() -> Path:
    program = BUILD / 'parse_gumbo'
    if not program.exists():
        run('cc', '-O3', '-march=native', HERE / 'gumbo.c', '-lgumbo', '-o', program)
    return program


def html5ever() -> Path:
    run('cargo', 'build', '--release', '--quiet', '--manifest-path', HERE / 'html5ever' / 'Cargo.toml', '--target-dir', BUILD / 'html5ever')
    return BUILD / 'html5ever' / 'release' / 'parse_html5ever'


class Parser:
    def __init__(self, name: str, command: list[object]) -> None:
        self.name = name
        self.process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None and self.process.stdout.readline() == 'ready\n', name
        self.seconds: list[float] = []

    def ask(self, line: str) -> list[str]:
        assert self.process.stdin is not None and self.process.stdout is not None
        print(line, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().split()

    def go(self) -> None:
        self.seconds.append(float(self.ask('go')[0]))

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def table(parsers: list[Parser], size: int, ours: float) -> dict[str, float]:
    for parser in parsers:
        median = statistics.median(parser.seconds)
        print(f'{parser.name:28}{median:8.3f}{min(parser.seconds):8.3f}{max(parser.seconds):8.3f}{size / 1e6 / median:8.0f} MB/s'
              f'{median / size * 1e9:7.2f} ns/B   pressmark is {median / ours:.2f} times as fast')
    return {parser.name: statistics.median(parser.seconds) for parser in parsers}


def drawing(parsers: list[Parser], size: int, rounds: int) -> str:
    rows = []
    for parser in parsers:
        least, median, most = (size / 1e6 / seconds for seconds in (max(parser.seconds), statistics.median(parser.seconds), min(parser.seconds)))
        rows.append(plot.Bar(parser.name, median, least, most, parser.name.startswith('pressmark')))
    rows.sort(key=lambda row: -row.median)
    return plot.bars(f'Text to DOM: {size / 1e6:.0f} MB of real pages, one core, {rounds} rounds', rows, 'MB/s')


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--rounds', type=int, default=5)
    arguments.add_argument('--slow', action='store_true')
    arguments.add_argument('--plot', type=Path, metavar='FILE')
    arguments = arguments.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    run('script/build', 'release', 'parse_pressmark', cwd=ROOT)
    pages = unpacked('wcxb-dev')
    size = sum(page.stat().st_size for page in pages)
    listing = BUILD / 'pages'
    listing.write_text('\n'.join(map(str, pages)))
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    program = ROOT / 'build' / 'release' / 'parse_pressmark'
    ours = Parser('pressmark', [program, listing])
    peers = [Parser('lexbor', [lexbor(), listing]), Parser('lexbor, document reused', [lexbor(), listing, 'reused'])]
    peers += [Parser(name, [sys.executable, '-c', code + PYTHON_LOOP, listing]) for name, code in PYTHON_PEERS.items()]
    parsers = [ours, Parser('pressmark, text copied', [program, listing, 'owned']), Parser('pressmark, Parser reused', [program, listing, 'reused']), *peers]
    for _ in range(arguments.rounds):
        for parser in parsers:
            parser.go()
    mean, worst = map(float, ours.ask('memory'))
    for parser in parsers:
        parser.end()
    print(f'{len(pages)} pages, {size / 1e6:.0f} MB, {arguments.rounds} rounds, one core, CPU seconds (median, least, most)')
    median = statistics.median(ours.seconds)
    seconds = table(parsers, size, median)
    if arguments.plot:
        arguments.plot.write_text(drawing(parsers, size, arguments.rounds))
    if arguments.slow:
        slow = [Parser('pressmark', [program, listing]), Parser('html5ever', [html5ever(), listing]), Parser('gumbo', [gumbo(), listing])]
        for parser in slow:
            parser.go()
            parser.end()
        print('one round beside the slow ones:')
        seconds |= table(slow[1:], size, slow[0].seconds[0])
    fast = min(seconds[name] for name in ('lexbor', 'lexbor, document reused', 'turbohtml'))
    print(f'DOM: {mean:.3f} bytes of peak heap a byte of input, {worst:.3f} on the worst page')
    print(json.dumps({'bench': 'parse', 'pages': len(pages), 'bytes': size, 'rounds': arguments.rounds, 'seconds': seconds,
                      'ratio_to_better_of_lexbor_and_turbohtml': fast / median, 'heap_per_byte': mean, 'heap_per_byte_worst': worst}))


if __name__ == '__main__':
    main()
