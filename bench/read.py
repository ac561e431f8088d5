"""script/bench read [--rounds N] [--fast]: CPU time of the whole way from a page's bytes to its text, on one core.

Rounds are interleaved; medians are compared. pressmark's whole process is counted (start, reading files, metadata, Markdown, plain text and JSON), and
rs-trafilatura's; of the other peers' only the loop over the pages: read, decode, extract, write. trafilatura and rs-trafilatura run once, which is
enough to see the factor; --fast leaves them out. Then each page by itself: its time per byte, of the pages over 20 KB.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import PROGRAM, ROOT, unpacked

PYTHON_PEERS = {
    'turbohtml': '''import turbohtml
def extract(data):
    content = turbohtml.parse(data.decode("utf-8", "replace"), positions=False).main_content()
    return content.to_markdown() if content is not None else ""''',
    'resiliparse': '''from resiliparse.extract.html2text import extract_plain_text
def extract(data): return extract_plain_text(data.decode("utf-8", "replace"), main_content=True)''',
    'trafilatura': '''import trafilatura
def extract(data): return trafilatura.extract(data)''',
}
SLOW = ['trafilatura', 'rs-trafilatura']
LOOP = '''
import json, sys, time
paths, out = open(sys.argv[1]).read().splitlines(), open(sys.argv[2], "w")
start = time.process_time()
for path in paths:
    with open(path, "rb") as page:
        out.write(json.dumps({"id": path, "text": extract(page.read())}) + "\\n")
print(time.process_time() - start)
'''
RUST = ROOT / 'bench' / 'read' / 'rs_trafilatura' / 'Cargo.toml'
RUST_BUILD = ROOT / 'build' / 'bench' / 'peers' / 'rs_trafilatura'
LARGE = 20_000  # bytes


def cost(*command: object) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of a whole process."""
    process = subprocess.Popen([str(part) for part in command])
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def seconds_of(name: str, paths: Path, out: Path) -> float:
    if name == 'rs-trafilatura':
        return cost(RUST_BUILD / 'release' / 'read_rs_trafilatura', paths, out)[0]
    command = [sys.executable, '-c', PYTHON_PEERS[name] + LOOP, str(paths), str(out)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def times_per_byte(paths: Path, rounds: int) -> dict[str, float]:
    """Nanoseconds a byte of the large pages, each page by itself."""
    subprocess.run(['script/build', 'release', 'page_times'], cwd=ROOT, check=True)
    lines = subprocess.run([PROGRAM.parent / 'page_times', paths, str(rounds)], capture_output=True, check=True, text=True).stdout.splitlines()
    pages = [tuple(map(int, line.split())) for line in lines]
    times = sorted(time / size for size, time in pages if size > LARGE)
    return {'pages': len(times), 'median': statistics.median(times), 'p99': times[int(0.99 * len(times))], 'most': times[-1]}


def measure(pages: list[Path], peers: list[str], rounds: int, folder: Path) -> tuple[dict[str, list[float]], float, dict[str, float]]:
    """Seconds of each reader, pressmark's peak memory in MB, and its times per byte."""
    paths, out = folder / 'paths', folder / 'out'
    paths.write_text('\n'.join(map(str, pages)))
    seconds: dict[str, list[float]] = {name: [] for name in ['pressmark', *peers]}
    memory = 0.0
    for number in range(rounds):
        taken, used = cost(PROGRAM, 'extract', pages[0].parent, '-o', out, '--threads', 1, '--quiet')
        seconds['pressmark'].append(taken)
        memory = max(memory, used)
        for name in peers:
            if number == 0 or name not in SLOW:
                seconds[name].append(seconds_of(name, paths, out))
    return seconds, memory, times_per_byte(paths, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--fast', action='store_true')
    arguments = parser.parse_args()
    peers = ['turbohtml', 'resiliparse'] + ([] if arguments.fast else SLOW)
    if not arguments.fast:
        subprocess.run(['cargo', 'build', '--release', '--quiet', '--manifest-path', RUST, '--target-dir', RUST_BUILD], check=True)
    pages = unpacked('wcxb-dev')
    size = sum(page.stat().st_size for page in pages)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        seconds, memory, times = measure(pages, peers, arguments.rounds, Path(folder))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratios = {name: medians[name] / medians['pressmark'] for name in medians}
    print(f'{len(pages)} pages, {size / 1e6:.0f} MB, {arguments.rounds} rounds, one core, CPU seconds (median, least, most)')
    for name, values in seconds.items():
        print(f'{name:14} {medians[name]:7.2f} {min(values):7.2f} {max(values):7.2f}   {len(pages) / medians[name]:7.0f} pages/s '
              f'{size / 1e6 / medians[name]:7.1f} MB/s   pressmark is {ratios[name]:.2f} times as fast')
    print(f'pressmark: peak memory {memory:.0f} MB; {times["pages"]} pages over {LARGE // 1000} KB one by one: {times["median"]:.1f} ns a byte (median), '
          f'{times["p99"]:.1f} (p99, {times["p99"] / times["median"]:.2f} times that), {times["most"]:.1f} (most)')
    print(json.dumps({'bench': 'read', 'pages': len(pages), 'bytes': size, 'seconds': medians, 'ratio': ratios, 'peak_megabytes': memory,
                      'nanoseconds_a_byte': times}))


main()
