"""Writes a packed model as the numbers of src/extract/model.gen.inc."""
from pathlib import Path

import numpy as np


def write(words: np.ndarray, head: list[str], out: Path) -> None:
    lines = [f'// {line}' for line in head]
    for start in range(0, len(words), 12):
        lines.append(' '.join(f'0x{word:x},' for word in words[start:start + 12]))
    out.write_text('\n'.join(lines) + '\n')
