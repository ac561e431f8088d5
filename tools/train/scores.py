"""What choosing blocks by their probabilities would score: word F1 against the reference, by page, as the shared scorer counts words."""
import re
from collections import Counter

import numpy as np

from labels import TOKEN
from pages import Page

WORD = re.compile(r'\w+')


def pattern_of(page: Page) -> re.Pattern:
    return TOKEN if page.set_name == 'magic-dev' else WORD


class PageWords:
    """A page's blocks and reference as bags of words."""

    def __init__(self, page: Page, texts: list[str]):
        pattern = pattern_of(page)
        self.reference = Counter(pattern.findall(page.reference.lower()))
        self.size = self.reference.total()
        self.blocks = [Counter(pattern.findall(text.lower())) for text in texts]

    def f1(self, chosen: np.ndarray) -> float:
        found: Counter = Counter()
        for index in np.nonzero(chosen)[0]:
            found.update(self.blocks[index])
        total = found.total()
        if not self.size or not total:
            return float(self.size == total)
        hits = sum(min(count, self.reference[word]) for word, count in found.items() if word in self.reference)
        return 2 * hits / (total + self.size)


def best_threshold(keep: np.ndarray, words: np.ndarray) -> float:
    """The choice with the highest expected F1: see src/extract/choose.cc."""
    order = np.argsort(-keep, kind='stable')
    hits, chosen = np.cumsum(keep[order] * words[order]), np.cumsum(words[order])
    return keep[order[np.argmax(2 * hits / np.maximum(chosen + hits[-1], 1e-9))]]


def choose(keep: np.ndarray, words: np.ndarray, strict: bool = True) -> np.ndarray:
    if len(keep) == 0 or (strict and (keep * words).sum() < 20):
        return np.zeros(len(keep), bool)
    return keep >= best_threshold(keep, words)
