"""The development pages that the measurements run over, and what they share."""
import gzip
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get('PRESSMARK_DATA', ROOT.parent / 'shared' / 'data'))
PROGRAM = ROOT / 'build' / 'release' / 'pressmark'


def page_set(name: str) -> Path:
    folder = DATA / name
    if not folder.is_dir():
        sys.exit(f'{folder} is absent: set PRESSMARK_DATA to the folder that holds {name}')
    return folder


def unpacked(name: str) -> list[Path]:
    """The pages of a set, unpacked once into build/bench, in bytewise order."""
    target = ROOT / 'build' / 'bench' / name
    target.mkdir(parents=True, exist_ok=True)
    for packed in (page_set(name) / 'html').glob('*.gz'):
        page = target / packed.stem
        if not page.exists():
            page.with_suffix('.part').write_bytes(gzip.decompress(packed.read_bytes()))
            page.with_suffix('.part').rename(page)
    return sorted(target.iterdir(), key=lambda path: os.fsencode(path.name))
