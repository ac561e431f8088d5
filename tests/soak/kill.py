#!/usr/bin/env python3
"""Nothing acknowledged is ever lost: writers of one archive are killed at random points, again and again.

kill.py PROGRAM [--cycles N] [--folder DIR] [--writers N] [--seed N]

A cycle: the writers (two of four `save`, one is an `import`, one a `follow run`) keep pages of their own making until all are killed (SIGKILL) at a
random moment. Then the archive must open in under a second, `verify` must be clean, and each page whose `saved` line was printed must be there byte for byte. The state is kept in DIR, so that
a run that was stopped goes on where it was. Ends with one line of JSON.
"""
import argparse
import http.server
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CYCLES_OF_ONE = 25  # in one archive
PAGES_OF_ONE = 40  # of a writer, in a cycle
PAGES_OF_IMPORT = 99  # several commits
HOSTS = 20
WORDS = 'harbour library carpenter archive window catalogue table reader evening lamp 水磨 图书馆 木匠 窗 目录 长桌 读者 傍晚 灯'.split()


def page(number: int, chance: random.Random) -> bytes:
    text = ' '.join(chance.choice(WORDS) for _ in range(chance.randint(60, 4000)))
    return (f'<!doctype html><meta charset=utf-8><title>Page {number}</title><link rel=canonical href="https://example.org/{number}">'
            f'<article><h1>Page {number}</h1><p>{text}. The end of page {number}.</p></article>').encode()


class Site:
    """A feed and its pages, on several ports of loopback: as many hosts, for a host is asked once a second."""

    def __init__(self, folder: Path):
        self.items: list[str] = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(handler):
                if handler.path != '/feed':
                    return super().do_GET()
                handler.send_response(200)
                handler.end_headers()
                links = ''.join(f'<item><link>{link}</link></item>' for link in self.items)
                handler.wfile.write(f'<rss><channel><title>Site</title>{links}</channel></rss>'.encode())

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass  # the program was killed

        def make(*arguments):
            return Handler(*arguments, directory=folder)

        self.servers = [http.server.ThreadingHTTPServer(('127.0.0.1', 0), make) for _ in range(HOSTS)]
        self.hosts = [f'127.0.0.1:{server.server_port}' for server in self.servers]
        for server in self.servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def offer(self, paths: list[str]) -> None:
        self.items = [f'http://{self.hosts[i % HOSTS]}/{path}' for i, path in enumerate(paths)]


class Archive:
    def __init__(self, program: str, folder: Path):
        self.program, self.folder, self.site = program, folder, Site(folder / 'pages')
        self.environment = {**os.environ, 'PRESSMARK_ARCHIVE': str(folder / 'archive'), 'LC_ALL': 'C.UTF-8'}

    def run(self, *arguments) -> subprocess.CompletedProcess:
        return subprocess.run([self.program, *arguments], capture_output=True, env=self.environment, timeout=300)

    def write(self, arguments: list[str], output: Path) -> subprocess.Popen:
        return subprocess.Popen([self.program, *arguments], stdout=output.open('wb'), stderr=subprocess.DEVNULL, env=self.environment)


def path_of(pages: Path, number: int) -> Path:
    return pages / f'{number // 100}' / f'{number}.html'


def begin_writer(archive: Archive, pages: Path, first: int, output: Path, chance: random.Random) -> subprocess.Popen:
    is_import, is_follow = first // 100 % 4 == 3, first // 100 % 4 == 2
    files = [path_of(pages, number) for number in range(first, first + (PAGES_OF_IMPORT if is_import else PAGES_OF_ONE))]
    files[0].parent.mkdir()
    for number, file in enumerate(files, first):
        file.write_bytes(page(number, chance))
    if is_follow:
        archive.site.offer([str(file.relative_to(pages)) for file in files])
        return archive.write(['follow', 'run', '--no-images', '--allow', ','.join(archive.site.hosts)], output)
    if is_import:
        return archive.write(['import', str(files[0].parent)], output)
    return archive.write(['save', '--no-images', *map(str, files)], output)


def cycle(archive: Archive, number: int, writers: int, chance: random.Random) -> tuple[list[str], float]:
    """The articles that were acknowledged, and how long opening took."""
    pages = archive.folder / 'pages'
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir()
    if archive.site.hosts[0].encode() not in archive.run('follow', 'list', '--json').stdout:
        archive.site.offer([])
        added = archive.run('follow', 'add', f'http://{archive.site.hosts[0]}/feed', '--allow', archive.site.hosts[0])
        assert added.returncode == 0, added
    processes, outputs = [], []
    for writer in range(writers):
        outputs.append(archive.folder / f'said-{writer}')
        processes.append(begin_writer(archive, pages, (number * writers + writer) * 100, outputs[-1], chance))
    time.sleep(chance.uniform(0.02, 1.2))
    for process in processes:
        process.send_signal(signal.SIGKILL)
    for process in processes:
        process.wait()
    said = {}
    for output in outputs:
        lines = output.read_bytes().decode().split('\n')
        for line in lines[:-1]:
            word, identity, title = line.split(' ', 2)
            assert word == 'saved', line
            said[identity] = path_of(pages, int(title.removeprefix('Page ')))
    begin = time.monotonic()
    listed = archive.run('list', '--limit', '1')
    opened = time.monotonic() - begin
    assert listed.returncode in (0, 3), listed
    assert opened < 1, f'opening took {opened:.2f} s'
    verified = archive.run('verify')
    assert verified.returncode in (0, 3), (number, verified)
    for identity, file in said.items():
        shown = archive.run('show', '--raw', identity)
        assert shown.stdout == file.read_bytes(), (number, identity, file, shown)
    return list(said), opened


def finish(archive: Archive, state: dict) -> None:
    """Every byte of the archive is read; then a new one is begun, for a cycle looks at all that there is."""
    everything = archive.run('verify', '--read-data')
    assert everything.returncode == 0, everything
    listed = {json.loads(line)['id'] for line in archive.run('list', '--json').stdout.splitlines()}
    state['lost'] += len(set(state['kept']) - listed)
    state['acknowledged'] += len(state['kept'])
    state['kept'] = []
    shutil.rmtree(archive.folder / 'archive')


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('--cycles', type=int, default=30)
    parser.add_argument('--writers', type=int, default=4)
    parser.add_argument('--folder', type=Path)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive(os.path.abspath(options.program), folder)
    state_file = folder / 'state.json'
    fresh = {'cycles': 0, 'acknowledged': 0, 'lost': 0, 'longest_opening': 0, 'kept': []}
    state = json.loads(state_file.read_text()) if state_file.exists() else fresh
    chance = random.Random(options.seed + state['cycles'])
    while state['cycles'] < options.cycles:
        kept, opened = cycle(archive, state['cycles'], options.writers, chance)
        state['kept'] += kept
        state['longest_opening'] = max(state['longest_opening'], round(opened, 3))
        state['cycles'] += 1
        if state['cycles'] % CYCLES_OF_ONE == 0 or state['cycles'] == options.cycles:
            finish(archive, state)
        state_file.with_suffix('.new').write_text(json.dumps(state))
        state_file.with_suffix('.new').rename(state_file)
    print(json.dumps({'soak': 'kill', 'writers': options.writers, **{name: state[name] for name in ('cycles', 'acknowledged', 'lost', 'longest_opening')}}))
    if not options.folder:
        shutil.rmtree(folder)
    return bool(state['lost'])


sys.exit(main())
