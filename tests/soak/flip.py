#!/usr/bin/env python3
"""Damage is seen: flip.py PROGRAM [--flips N] [--seed N].

Single bytes of all files of a small archive are changed, one at a time, anywhere. Either `verify --read-data` names it, or nothing that the
archive gives differs: then the byte was in space that nothing uses. Never is a wrong byte served: what `show` and `list` give is right or an error.
Ends with a line of JSON.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from power_cut import page, run


def served(program: str, archive: Path, identities: list[str]) -> list[tuple[int, bytes]]:
    calls = [('list', '--json'), ('find', '--json', 'catalogue'), ('find', '--json', 'tag:tag1'), ('collection', 'list')]
    for identity in identities:
        calls += [('highlight', identity, '--json'), ('show', identity), ('show', '--raw', identity), ('show', '--json', identity)]
    return [(done.returncode, done.stdout) for done in (run(program, archive, *call) for call in calls)]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('--flips', type=int, default=100)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    folder = Path(tempfile.mkdtemp())
    base = folder / 'base'
    for i in range(4):
        file = folder / f'{i}.html'
        file.write_bytes(page(f'Page {i}'))
        identity = run(program, base, 'save', file).stdout.decode().split(' ')[1]
        run(program, base, 'tag', identity, f'+tag{i}')
        assert run(program, base, 'highlight', identity, 'catalogue', '--note', 'why').returncode == 0
    assert run(program, base, 'collection', 'add', 'books', 'catalogue').returncode == 0
    identities = [json.loads(line)['id'] for line in run(program, base, 'list', '--json').stdout.splitlines()]
    right = served(program, base, identities)
    files = sorted(path for path in base.rglob('*') if path.is_file() and path.stat().st_size and not path.name.endswith('-shm'))
    chance = random.Random(options.seed)
    named, unused, unnamed, wrong = 0, 0, [], []
    for number in range(options.flips):
        archive = folder / 'archive'
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(base, archive)
        source = files[number % len(files)]
        place = chance.randrange(source.stat().st_size)
        content = bytearray(source.read_bytes())
        content[place] ^= 1 << chance.randrange(8)
        target = archive / source.relative_to(base)
        target.write_bytes(content)
        given = served(program, archive, identities)
        where = (str(source.relative_to(base)), place)
        wrong += [(where, code, got[:200]) for (code, got), (_, expected) in zip(given, right) if code == 0 and got != expected]
        if run(program, archive, 'verify', '--read-data').returncode == 1:
            named += 1
        elif given == right:
            unused += 1
        else:
            unnamed.append(where)
    for one in (wrong + unnamed)[:20]:
        print(one)
    print(json.dumps({'faults': 'flips', 'flips': options.flips, 'files': len(files), 'named': named, 'in_unused_space': unused,
                      'unnamed': len(unnamed), 'wrong_bytes_served': len(wrong)}))
    shutil.rmtree(folder)
    return bool(wrong or unnamed)


sys.exit(main())
