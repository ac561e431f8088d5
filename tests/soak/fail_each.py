#!/usr/bin/env python3
"""Every call on the disk that one save makes fails once in turn: fail_each.py PROGRAM SHIM.

A call that is interrupted or writes short is made good, and the save succeeds. When the disk is full or broken, the save either says so and
leaves nothing, or has said `saved`; the archive is clean, what was there before is there, and the next save works. Ends with a line of JSON.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM, SHIM = map(os.path.abspath, sys.argv[1:3])
TEXT = 'The harbour library opened its reading room again, and the old catalogue was complete at last. '


def page(title: str) -> bytes:
    return f'<!doctype html><title>{title}</title><article><h1>{title}</h1><p>{TEXT * 8}{title}</p></article>'.encode()


def run(archive: Path, *arguments, **more) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=60,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'PRESSMARK_ARCHIVE': str(archive), **more})


def main() -> int:
    folder = Path(tempfile.mkdtemp())
    first, second, third = (folder / f'{name}.html' for name in ('first', 'second', 'third'))
    for file in (first, second, third):
        file.write_bytes(page(file.stem))
    base = folder / 'base'
    assert run(base, 'save', first).returncode == 0
    archive, count = folder / 'archive', folder / 'count'

    def save(number: int, error: str) -> subprocess.CompletedProcess:
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(base, archive)
        return run(archive, 'save', second, LD_PRELOAD=SHIM, PM_DISK_ROOT=str(archive), PM_DISK_FAIL=str(number), PM_DISK_ERROR=error, PM_DISK_COUNT=str(count))

    assert save(0, '').returncode == 0
    calls = int(count.read_text())
    wrong, failed, kept = [], 0, 0
    for error in ('EINTR', 'SHORT', 'ENOSPC', 'EIO'):
        for number in range(1, calls + 1):
            done = save(number, error)
            said = done.stdout.startswith(b'saved ')
            failed, kept = failed + (done.returncode != 0), kept + said
            listed = run(archive, 'list').stdout.decode().count('\n')
            good = (done.returncode in (0, 11, 9) or (done.returncode in (4, 8) and not said)) and done.returncode >= 0
            good = good and (not said or listed == 2) and listed >= 1 and (error not in ('EINTR', 'SHORT') or said)
            good = good and b'{}' not in done.stderr  # a sentence that was not filled in
            verified = run(archive, 'verify', '--read-data')
            again = run(archive, 'save', third)
            clean = run(archive, 'verify', '--read-data')
            if not good or verified.returncode != 0 or again.returncode != 0 or clean.returncode != 0:
                wrong.append((error, number, done.returncode, done.stdout, done.stderr, listed, verified.stdout, again.stderr, clean.stdout))
    for one in wrong[:10]:
        print(one)
    print(json.dumps({'faults': 'each call', 'calls': calls, 'runs': 4 * calls, 'saves_that_failed': failed, 'saves_acknowledged': kept, 'wrong': len(wrong)}))
    shutil.rmtree(folder)
    return bool(wrong)


sys.exit(main())
