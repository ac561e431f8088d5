#!/usr/bin/env python3
"""Runs every script of tools/gen in a copy of the tree and compares what it writes with the *.gen.inc that are checked in.

Scripts that read the shared data are passed over where it is absent.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get('PRESSMARK_DATA', ROOT.parent / 'shared' / 'data'))
NEED_DATA = {'encoding.py'}
MODULES = {'perfect_hash.py'}  # imported by the others


def main() -> int:
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / 'tools' / 'gen', copy / 'tools' / 'gen')
        checked_in = [path.relative_to(ROOT) for place in ('src', 'include') for path in (ROOT / place).rglob('*.gen.inc')]
        for path in checked_in:
            (copy / path.parent).mkdir(parents=True, exist_ok=True)
        for script in sorted((copy / 'tools' / 'gen').glob('*.py')):
            if script.name in MODULES:
                continue
            if script.name in NEED_DATA and not DATA.is_dir():
                print(f'{script.name}: passed over, the shared data is absent')
                continue
            subprocess.run([sys.executable, script], check=True, env={**os.environ, 'PRESSMARK_DATA': str(DATA)})
        for path in sorted(path.relative_to(copy) for path in copy.rglob('*.gen.inc')):
            count += 1
            if path not in checked_in:
                wrong.append(f'{path} is written but not checked in')
            elif (copy / path).read_bytes() != (ROOT / path).read_bytes():
                wrong.append(f'{path} is not what its script writes: run tools/gen again')
    print('\n'.join(wrong) or f'{count} generated files are what their scripts write')
    return bool(wrong)


sys.exit(main())
