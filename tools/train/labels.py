"""How much of each block is in the reference text, by an alignment that keeps the order of both.

A token that goes on a run of matches scores 1, one that starts a run little, unless both texts start a line there: so a block's words are
found together, where the reference has them, and not scattered. Two more rounds look in what is left for parts that stand elsewhere.
"""
import re

import numpy as np
from numba import njit

# Words as the scorer takes them; what has no spaces between words is aligned by characters.
TOKEN = re.compile(r'[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+')
MOST_CELLS = 1_200_000_000
GO_ON, START, START_OF_LINE, END_OF_LINE = 1.0, 0.15, 0.8, 0.4


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text.lower())


@njit(cache=True)
def align(a, b, a_starts, b_starts, a_ends, b_ends, match):
    """match[i]: the place in b of a[i], or -1."""
    n, m = len(a), len(b)
    came = np.zeros((n, m), np.uint8)  # 0: from above, 1: from the left, 2: by a match; 4: that match goes on a run
    best, run = np.zeros(m + 1, np.float32), np.full(m + 1, -1e9, np.float32)
    for i in range(n):
        token = a[i]
        best_before, run_before = np.float32(0), np.float32(-1e9)
        for j in range(m):
            best_above, run_above = best[j + 1], run[j + 1]
            matched, goes_on = np.float32(-1e9), 0
            if token == b[j] and token >= 0:
                fresh = best_before + np.float32(START_OF_LINE if a_starts[i] and b_starts[j] else START)
                more = run_before + np.float32(GO_ON)
                if more >= fresh:
                    matched, goes_on = more, 4
                else:
                    matched = fresh
                if a_ends[i] and b_ends[j]:
                    matched += np.float32(END_OF_LINE)
            top, way = best_above, 0
            if best[j] > top:
                top, way = best[j], 1
            if matched >= top and matched > -1e8:
                top, way = matched, 2
            came[i, j] = way | goes_on
            best_before, run_before = best_above, run_above
            best[j + 1], run[j + 1] = top, matched
    i, j, in_run = n - 1, m - 1, False
    while i >= 0 and j >= 0:
        step = came[i, j]
        if in_run or (step & 3) == 2:
            match[i] = j
            in_run = (step & 4) != 0
            i -= 1
            j -= 1
        elif (step & 3) == 1:
            j -= 1
        else:
            i -= 1


def numbered(lines: list[list[str]], numbers: dict[str, int], grow: bool):
    """All tokens of the lines as numbers, and which of them start and end a line, and of which line they are."""
    ids = [numbers.setdefault(token, len(numbers)) if grow else numbers.get(token, -1) for line in lines for token in line]
    starts = [place == 0 for line in lines for place in range(len(line))]
    ends = [place == len(line) - 1 for line in lines for place in range(len(line))]
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.array(ids, np.int32), np.array(starts, np.uint8), np.array(ends, np.uint8), owner


def run_lengths(places: np.ndarray, match: np.ndarray) -> np.ndarray:
    breaks = np.nonzero((np.diff(places) != 1) | (np.diff(match[places]) != 1))[0] + 1
    edges = np.concatenate([[0], breaks, [len(places)]])
    return np.repeat(np.diff(edges), np.diff(edges))


def label(texts: list[str], reference: str) -> np.ndarray:
    """For each text, the share of its tokens that the reference has."""
    lines = [line for line in map(tokens, reference.split('\n')) if line]
    numbers: dict[str, int] = {}
    b, b_starts, b_ends, _ = numbered(lines, numbers, grow=True)
    a, a_starts, a_ends, owner = numbered([tokens(text) for text in texts], numbers, grow=False)
    if len(a) == 0 or len(b) == 0:
        return np.zeros(len(texts), np.float32)
    total = np.bincount(owner, minlength=len(texts))
    got = np.zeros(len(texts))
    covered = np.zeros(len(b), bool)
    a_left, b_left = np.arange(len(a)), np.arange(len(b))
    for rounds in range(3):
        a_left = a_left[:MOST_CELLS // len(b_left)]
        match = np.full(len(a_left), -1, np.int64)
        align(a[a_left], b[b_left], a_starts[a_left], b_starts[b_left], a_ends[a_left], b_ends[b_left], match)
        places = np.nonzero(match >= 0)[0]
        if len(places) == 0:
            break
        of = owner[a_left]
        matched = np.bincount(of[places], minlength=len(texts))[of[places]]
        whole = matched >= 0.6 * total[of[places]]
        runs = run_lengths(places, match)
        if rounds == 0:
            sure = (runs >= 3) | whole
        else:
            sure = ((runs >= 4) & (matched >= 0.5 * total[of[places]])) | (whole & (total[of[places]] >= 2))
        places = places[sure]
        if len(places) == 0:
            break
        np.add.at(got, of[places], 1)
        covered[b_left[match[places]]] = True
        if covered.mean() > 0.97:
            break
        a_left = np.nonzero((got / np.maximum(total, 1) < 0.5)[owner])[0]
        b_left = np.nonzero(~covered)[0]
        if len(a_left) == 0 or len(b_left) < 3:
            break
    return np.minimum(got / np.maximum(total, 1), 1).astype(np.float32)


def label_by_snippets(texts: list[str], required: list[str], forbidden: list[str]) -> np.ndarray:
    """1 for what has a required snippet, 0 for what has a forbidden one, NaN for what nobody said anything of."""
    def plain(text: str) -> str:
        return ' '.join(text.lower().split())

    labels = np.full(len(texts), np.nan, np.float32)
    wanted, unwanted = ([plain(snippet) for snippet in snippets if len(plain(snippet)) > 3] for snippets in (required, forbidden))
    for index, text in enumerate(map(plain, texts)):
        if any(snippet in text for snippet in wanted):
            labels[index] = 1
        elif any(snippet in text for snippet in unwanted):
            labels[index] = 0
    return labels
