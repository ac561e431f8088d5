#!/usr/bin/env python3
"""Power cuts: power_cut.py PROGRAM SHIM [--states N] [--seed N].

A few saves and changes are run with every write, fsync, rename and removal noted (disk.cc). Then states are made that a disk may be left in by
a power cut at any moment: of what was not synced since, any part may be there or not, torn at sectors; a name is there for sure only once its
folder was synced. In each, the archive must open, be clean, and have all that had been acknowledged. Ends with a line of JSON.
"""
import argparse
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SECTOR = 512
TEXT = 'The harbour library opened its reading room again, and the old catalogue was complete at last. '


def page(title: str) -> bytes:
    return f'<!doctype html><title>{title}</title><link rel=canonical href="https://example.org/{title[:6]}"><article><h1>{title}</h1><p>{TEXT * 8}{title}</p></article>'.encode()


def run(program, archive: Path, *arguments, **more) -> subprocess.CompletedProcess:
    return subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=60,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'PRESSMARK_ARCHIVE': str(archive), **more})


def read_log(path: Path) -> list[tuple]:
    data, at, records = path.read_bytes(), 0, []

    def number() -> int:
        nonlocal at
        at += 8
        return struct.unpack_from('<Q', data, at - 8)[0]

    def text(size: int) -> bytes:
        nonlocal at
        at += size
        return data[at - size:at]

    while at < len(data):
        kind = chr(data[at])
        at += 1
        name, other = text(number()).decode(), text(number()).decode()
        offset, size = number(), number()
        records.append((kind, name, other, offset, text(size)))
    return records


class File:
    def __init__(self):
        self.synced, self.pending = b'', []

    def now(self) -> bytes:
        return apply(self.synced, self.pending)

    def after_cut(self, chance: random.Random) -> bytes:
        how = chance.random()
        if how < 0.3:
            return self.synced
        if how < 0.6:
            return apply(self.synced, self.pending[:chance.randint(0, len(self.pending))])
        kept = []
        for offset, data in self.pending:
            if chance.random() < 0.5:
                continue
            if data is not None and chance.random() < 0.3:
                data = data[:chance.randint(0, len(data)) // SECTOR * SECTOR]
            kept.append((offset, data))
        return apply(self.synced, kept)


def apply(content: bytes, changes: list) -> bytes:
    out = bytearray(content)
    for offset, data in changes:
        if data is None:
            del out[offset:]
            out.extend(bytes(offset - len(out)))
        else:
            out.extend(bytes(max(0, offset - len(out))))
            out[offset:offset + len(data)] = data
    return bytes(out)


class Disk:
    def __init__(self):
        self.names, self.durable, self.said = {}, {}, []

    def do(self, record):
        kind, name, other, offset, data = record
        if name.endswith('-shm'):
            return
        if kind == 'C':
            self.names[name] = File()
        elif kind == 'D':
            self.names[name] = None
        elif kind == 'W':
            self.names[name].pending.append((offset, data))
        elif kind == 'T':
            self.names[name].pending.append((offset, None))
        elif kind == 'R':
            self.names[other] = self.names.pop(name)
        elif kind == 'U':
            self.names.pop(name, None)
        elif kind == 'A':
            self.said.append(data)
        elif kind == 'S':
            if name in self.names and self.names[name] is not None:
                file = self.names[name]
                file.synced, file.pending = file.now(), []
            else:
                inside = {n for n in self.names.keys() | self.durable.keys() if os.path.dirname(n) == name}
                for n in inside:
                    if n in self.names:
                        self.durable[n] = self.names[n]
                    else:
                        self.durable.pop(n, None)

    def write_state(self, chance: random.Random, root: str, to: Path):
        names = dict(self.durable)
        for name in sorted(self.names.keys() | self.durable.keys()):
            if self.names.get(name, 0) is not self.durable.get(name, 0) and chance.random() < 0.5:
                if name in self.names:
                    names[name] = self.names[name]
                else:
                    names.pop(name, None)
        to.mkdir(mode=0o700)
        for name in sorted(names):
            place = to / os.path.relpath(name, root)
            if not place.parent.is_dir():
                continue  # The folder's own name was lost.
            if names[name] is None:
                place.mkdir(exist_ok=True, mode=0o700)
            else:
                place.write_bytes(names[name].after_cut(chance))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('shim')
    parser.add_argument('--states', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    program, shim = os.path.abspath(options.program), os.path.abspath(options.shim)
    folder = Path(tempfile.mkdtemp())
    archive, log = folder / 'archive', folder / 'log'
    titles = ['Page 1', 'Page 2', 'Page 1 again', 'Page 3', 'Page 4', 'Page 2 other', 'Page 5']
    pages = {}
    for i, title in enumerate(titles):
        file = folder / f'{i}.html'
        file.write_bytes(page(title))
        watched = {'LD_PRELOAD': shim, 'PM_DISK_ROOT': str(archive), 'PM_DISK_LOG': str(log)}
        done = run(program, archive, 'save', file, **watched)
        assert done.returncode == 0, done
        identity = done.stdout.decode().split(' ')[1]
        pages.setdefault(identity, []).append(file.read_bytes())
        assert run(program, archive, 'tag', identity, f'+tag{i}', **watched).returncode == 0
    records = read_log(log)
    chance = random.Random(options.seed)
    wrong = []
    for number in range(options.states):
        cut = chance.randint(1, len(records))
        disk = Disk()
        for record in records[:cut]:
            disk.do(record)
        state = folder / 'state'
        shutil.rmtree(state, ignore_errors=True)
        disk.write_state(chance, str(archive), state)
        said = [line.split(' ')[1] for data in disk.said for line in data.decode().splitlines() if line.startswith('saved ')]
        listed = run(program, state, 'list', '--json')
        verified = run(program, state, 'verify', '--read-data')
        entries = {json.loads(line)['id']: json.loads(line) for line in listed.stdout.splitlines()} if listed.returncode == 0 else {}
        good = (listed.returncode == 0 and verified.returncode == 0) or (not said and listed.returncode == 3)
        for identity in set(said):
            versions = said.count(identity)
            shown = run(program, state, 'show', '--raw', f'{identity}@{versions}')
            good = good and identity in entries and shown.stdout == pages[identity][versions - 1]
        if good and said:
            good = run(program, state, 'save', folder / '0.html').returncode == 0 and run(program, state, 'verify', '--read-data').returncode == 0
        if not good:
            wrong.append((number, cut, listed.returncode, listed.stderr, verified.returncode, verified.stdout, verified.stderr, said))
    for one in wrong[:10]:
        print(one)
    print(json.dumps({'faults': 'power cut', 'calls': len(records), 'states': options.states, 'wrong': len(wrong)}))
    shutil.rmtree(folder)
    return bool(wrong)


if __name__ == '__main__':
    sys.exit(main())
