"""script/bench archive [--articles N] [--folder DIR]: what it costs to keep many articles.

A folder of N articles of Markdown, half Chinese and half in words as frequent as Zipf has them, made from a seed, is imported into an empty
archive by one `pressmark import`; then 16 `pressmark save` write at once into another, 1,000 pages each (--saves). Articles a second and CPU time
(all of the disk's waiting is in the first, none in the second), the most memory, the size of the archive beside the text. Ends in one line of JSON.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'build' / 'release' / 'pressmark'
WRITERS = 16
VOCABULARY = 30_000


class Author:
    """Writes articles. The same seed gives the same."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        syllables = [a + b for a in 'bcdfghklmnprstvw' for b in 'aeiou']
        self.words = [''.join(self.chance.choice(syllables) for _ in range(self.chance.randint(1, 4))) for _ in range(VOCABULARY)]
        self.characters = [chr(0x4E00 + i) for i in self.chance.sample(range(6000), 3000)]
        self.weights = {size: list(accumulate(1 / rank for rank in range(1, size + 1))) for size in (VOCABULARY, 3000)}

    def some(self, of: list[str], count: int) -> list[str]:
        return self.chance.choices(of, cum_weights=self.weights[len(of)], k=count)

    def text(self, number: int) -> str:
        """Some 4 KB in six paragraphs."""
        is_chinese = number % 2 == 0
        count = int(self.chance.lognormvariate(0, .5) * (220 if is_chinese else 110))
        if is_chinese:
            return '\n\n'.join(''.join(self.some(self.characters, count)) + '。' for _ in range(6))
        return '\n\n'.join(' '.join(self.some(self.words, count)).capitalize() + '.' for _ in range(6))


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=True)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob('*') if path.is_file())


def measure_import(folder: Path, count: int) -> dict:
    author, text_bytes = Author(1), 0
    pages = folder / 'pages'
    for number in range(count):
        text = author.text(number)
        text_bytes += len(text.encode())
        file = pages / f'{number // 1000}' / f'{number}.md'
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'---\ntitle: Article {number}\nurl: https://example.org/{number}\ntags: [t{number % 7}]\n---\n\n# Article {number}\n\n{text}\n')
    archive = folder / 'imported'
    begin = time.monotonic()
    with (folder / 'said').open('w') as said:
        process = subprocess.Popen([PROGRAM, 'import', '--archive', archive, pages], stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    saved = sum(line.startswith('saved ') for line in (folder / 'said').open())
    cpu = usage.ru_utime + usage.ru_stime
    return {'articles': saved, 'exit': os.waitstatus_to_exitcode(status), 'articles_per_second': round(saved / seconds), 'cpu_ms_per_article': round(cpu * 1000 / saved, 2),
            'rss_mb': round(usage.ru_maxrss / 1024), 'text_bytes': text_bytes, 'archive_over_text': round(size_of(archive) / text_bytes, 2)}


def measure_writers(folder: Path, saves: int) -> dict:
    author = Author(2)
    archive, processes = folder / 'written', []
    begin = time.monotonic()
    for writer in range(WRITERS):
        files = []
        for i in range(saves):
            files.append(folder / 'written-pages' / f'{writer}' / f'{i}.html')
            files[-1].parent.mkdir(parents=True, exist_ok=True)
            text = author.text(writer * saves + i).replace('\n\n', '</p><p>')
            files[-1].write_text(f'<!doctype html><meta charset=utf-8><title>Page {writer}.{i}</title><article><h1>Page {writer}.{i}</h1><p>{text}</p></article>')
        outputs = [(folder / f'{name}-{writer}').open('w') for name in ('said', 'complained')]
        processes.append(subprocess.Popen([PROGRAM, 'save', '--no-images', '--archive', archive, *files], stdout=outputs[0], stderr=outputs[1]))
    exits = [process.wait() for process in processes]
    seconds = time.monotonic() - begin
    said = {line.split()[1] for writer in range(WRITERS) for line in (folder / f'said-{writer}').open() if line.startswith('saved ')}
    complaints = [line for writer in range(WRITERS) for line in (folder / f'complained-{writer}').open()]
    listed = {json.loads(line)['id'] for line in run('list', '--json', '--archive', str(archive)).stdout.splitlines()}
    return {'writers': WRITERS, 'saves_each': saves, 'saved': len(said), 'lost': len(said - listed), 'failed': sum(code != 0 for code in exits),
            'complaints': len(complaints), 'first_complaint': complaints[:1], 'saves_per_second': round(len(said) / seconds),
            'verify_exit': subprocess.run([PROGRAM, 'verify', '--archive', archive], capture_output=True).returncode}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--articles', type=int, default=20_000)
    parser.add_argument('--saves', type=int, default=1000)
    parser.add_argument('--folder', type=Path, help='where there is room: 10 KB an article')
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    try:
        imported = measure_import(folder, arguments.articles)
        print(f'import: {imported}')
        written = measure_writers(folder, arguments.saves)
        print(f'writers: {written}')
    finally:
        shutil.rmtree(folder)
    print(json.dumps({'bench': 'archive', 'import': imported, 'writers': written}))
    return 0


sys.exit(main())
