"""script/bench search [--articles N...]: finding articles with our tokenizer and ranking beside FTS5's own unicode61 and trigram.

Articles are made from a seed, half Chinese and half in words, as frequent as Zipf has them; 1,000 and 20,000 of them unless said otherwise, for
100,000 add --articles 100000 (a quarter of an hour and 3 GB of disk). Each query is asked once; times are CPU milliseconds on one core, of the
queries with up to 20,000 hits. The peers rank with bm25(), and all their hits.
"""
import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'build' / 'release' / 'search_times'
TOKENIZERS = ['pressmark', 'unicode61', 'trigram']


def measure(articles: int, tokenizer: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(subprocess.run([PROGRAM, str(articles), tokenizer, f'{folder}/index.db'], capture_output=True, check=True, text=True).stdout)


def show(one: dict) -> None:
    size, seconds = one['text_bytes'], one['index_milliseconds'] / 1e3
    print(f'{one["articles"]} articles, {one["tokenizer"]}: index {one["index_bytes"] / size:.2f} times the text ({size / 1e6:.0f} MB), written at '
          f'{size / 1e6 / seconds:.1f} MB/s; of 2,000 Chinese strings each found: 1 character {one["recall_1"]:.4f}, 2 {one["recall_2"]:.4f}, 3 {one["recall_3"]:.4f}')
    for kind, times in one['times'].items():
        columns = [f'{times[part]["count"]:5} queries {times[part]["p50"]:8.2f} {times[part]["p99"]:8.2f} {times[part]["most"]:8.2f}' if times[part] else f'{"-":>40}'
                   for part in ('usual', 'many')]
        print(f'  {kind:10} {columns[0]}   over 20,000 hits: {columns[1]}')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--articles', type=int, nargs='+', default=[1000, 20_000])
    arguments = parser.parse_args()
    subprocess.run(['script/build', 'release', 'search_times'], cwd=ROOT, check=True)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print('milliseconds: median, p99, most')
    measured = []
    for articles in arguments.articles:
        for tokenizer in TOKENIZERS:
            measured.append(measure(articles, tokenizer))
            show(measured[-1])
    print(json.dumps({'bench': 'search', 'measured': measured}))


main()
