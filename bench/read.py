"""script/bench read [--rounds N] [--without-trafilatura]: CPU time of the whole way from a page's bytes to its text, on one core.

Rounds are interleaved; medians are compared. pressmark's whole process is counted (start, reading files, metadata, Markdown and JSON too); of the
peers' only the loop over the pages: read, decode, extract, write.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

from pages import PROGRAM, unpacked

PEERS = {
    'resiliparse': '''from resiliparse.extract.html2text import extract_plain_text
def extract(data): return extract_plain_text(data.decode("utf-8", "replace"), main_content=True)''',
    'trafilatura': '''import trafilatura
def extract(data): return trafilatura.extract(data)''',
}
LOOP = '''
import json, sys, time
paths, out = open(sys.argv[1]).read().splitlines(), open(sys.argv[2], "w")
start = time.process_time()
for path in paths:
    with open(path, "rb") as page:
        out.write(json.dumps({"id": path, "text": extract(page.read())}) + "\\n")
print(time.process_time() - start)
'''


def ours(folder: str, out: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, 'extract', folder, '-o', out, '--threads', '1', '--quiet'], check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def peer(name: str, paths: str, out: str) -> float:
    return float(subprocess.run([sys.executable, '-c', PEERS[name] + LOOP, paths, out], capture_output=True, check=True).stdout)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--rounds', type=int, default=5)
    arguments.add_argument('--without-trafilatura', action='store_true')
    arguments = arguments.parse_args()
    pages = unpacked('wcxb-dev')
    size = sum(page.stat().st_size for page in pages)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = f'{folder}/paths'
        with open(paths, 'w') as listing:
            listing.write('\n'.join(map(str, pages)))
        for number in range(arguments.rounds):
            seconds.setdefault('pressmark', []).append(ours(str(pages[0].parent), f'{folder}/out'))
            seconds.setdefault('resiliparse', []).append(peer('resiliparse', paths, f'{folder}/out'))
            if number == 0 and not arguments.without_trafilatura:  # A hundred seconds a round: one is enough to see the factor.
                seconds['trafilatura'] = [peer('trafilatura', paths, f'{folder}/out')]
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    print(f'{len(pages)} pages, {size / 1e6:.0f} MB, {arguments.rounds} rounds, one core, CPU seconds (median, least, most)')
    for name, values in seconds.items():
        print(f'{name:12} {medians[name]:7.2f} {min(values):7.2f} {max(values):7.2f}   {len(pages) / medians[name]:7.0f} pages/s {size / 1e6 / medians[name]:7.1f} MB/s   pressmark is {medians[name] / medians["pressmark"]:.2f} times as fast')
    print(json.dumps({'bench': 'read', 'pages': len(pages), 'bytes': size, 'seconds': medians,
                      'ratio': {name: medians[name] / medians['pressmark'] for name in medians}}))


main()
