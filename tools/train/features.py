"""Runs block_features, which computes what the trainer needs of pages, and reads what it writes."""
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pages import BUILD, ROOT, Page


@dataclass
class Blocks:
    rows: np.ndarray   # u16, blocks x features
    words: np.ndarray
    texts: list[str] = field(default_factory=list)
    names: np.ndarray | None = None         # key, first block, end
    short_words: np.ndarray | None = None   # key, block


def run(program: Path, pages: list[Page], out: Path, table: Path | None = None, overrides: Path | None = None) -> None:
    listing = out.with_suffix(".txt")
    listing.write_text(''.join(f'{page.path}\n' for page in pages))
    subprocess.run([program, listing, out] + ([table, overrides] if table else []), check=True)


def read(path: Path, count: int, with_texts: bool) -> tuple[list[str], list[int], list[Blocks]]:
    """The names of the features, their topics, and each page's blocks."""
    data = np.fromfile(path, np.uint8)
    at = 0

    def take(kind, number):
        nonlocal at
        size = number * np.dtype(kind).itemsize
        at += size
        return data[at - size:at].view(kind)

    def take_text():
        return take(np.uint8, int(take('<u4', 1)[0])).tobytes().decode()

    names, topics = [], []
    for _ in range(int(take('<u4', 1)[0])):
        topics.append(int(take(np.uint8, 1)[0]))
        names.append(take_text())
    pages = []
    for _ in range(count):
        blocks = int(take('<u4', 1)[0])
        if blocks == 0:
            pages.append(Blocks(np.zeros((0, len(names)), np.uint16), np.zeros(0, np.uint32)))
            continue
        page = Blocks(take('<u2', blocks * len(names)).reshape(blocks, len(names)), take('<u4', blocks))
        if with_texts:
            page.texts = [take_text() for _ in range(blocks)]
            page.names = take('<u4', int(take('<u4', 1)[0]) * 3).reshape(-1, 3)
            page.short_words = take('<u4', int(take('<u4', 1)[0]) * 2).reshape(-1, 2)
        pages.append(page)
    assert at == len(data)
    return names, topics, pages


PROGRAM = Path(os.environ.get('BLOCK_FEATURES', ROOT / 'build' / 'train' / 'program' / 'block_features'))
