"""The table of tokens: how likely text below an element with a class token, or a short text with a word, is content.

One vote a (domain, key), smoothed, kept with votes of several domains. Pages that voted see the table without their own domain's votes.
"""
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from features import Blocks
from pages import Page

SMOOTHING, PRIOR = 2.0, 0.35
LEAST_DOMAINS, SLOTS, MOST_KEYS = 8, 16384, 12000
NONE, ABSENT, SCALE = -128, -127, 16


@dataclass
class Votes:
    """One row a (domain, key): the mean share of content over the domain's pages."""
    keys: np.ndarray      # all keys, sorted
    key: np.ndarray       # index into keys
    domain: np.ndarray
    share: np.ndarray
    names: dict[str, int]


def page_shares(blocks: Blocks, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    words = blocks.words.astype(float)
    upto = np.concatenate([[0], np.cumsum(words)])
    content = np.concatenate([[0], np.cumsum(words * labels)])
    begin, end = blocks.names[:, 1], blocks.names[:, 2]
    places = blocks.short_words[:, 1]
    keys = np.concatenate([blocks.names[:, 0], blocks.short_words[:, 0]])
    weight = np.concatenate([upto[end] - upto[begin], np.ones(len(places))])
    share = np.concatenate([content[end] - content[begin], labels[places]])
    unique, place = np.unique(keys, return_inverse=True)
    weights = np.bincount(place, weight)
    has_words = weights > 0
    return unique[has_words], (np.bincount(place, share)[has_words] / weights[has_words])


def count_votes(pages: list[Page], blocks: list[Blocks], labels: list[np.ndarray | None]) -> Votes:
    names = {domain: number for number, domain in enumerate(sorted({page.domain for page in pages}))}
    keys, domains, shares = [], [], []
    for page, of_page, of_blocks in zip(pages, blocks, labels):
        if of_blocks is None or len(of_page.words) == 0:
            continue
        unique, share = page_shares(of_page, of_blocks)
        keys.append(unique)
        shares.append(share)
        domains.append(np.full(len(unique), names[page.domain]))
    unique, place = np.unique(np.concatenate(keys), return_inverse=True)
    pair, vote = np.unique(place.astype(np.int64) * len(names) + np.concatenate(domains), return_inverse=True)
    mean = np.bincount(vote, np.concatenate(shares)) / np.bincount(vote)
    return Votes(unique, pair // len(names), pair % len(names), mean, names)


def log_odds(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    share = (total + SMOOTHING * PRIOR) / (count + SMOOTHING)
    value = np.log(share / (1 - share)) - np.log(PRIOR / (1 - PRIOR))
    return np.clip(np.rint(value * SCALE), -120, 120).astype(np.int32)


def make_table(votes: Votes, domains: set[int], table: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Writes the table that these domains' votes make; gives (kept keys' indices, their totals, their counts)."""
    counts = np.isin(votes.domain, np.fromiter(domains, int))
    total = np.bincount(votes.key[counts], votes.share[counts], len(votes.keys))
    count = np.bincount(votes.key[counts], minlength=len(votes.keys))
    value = log_odds(total, count)
    # With too many, those that many domains use and that say most.
    worth = np.where(count >= LEAST_DOMAINS, np.abs(value) * np.sqrt(count), 0)
    kept = np.sort(np.argsort(-worth, kind='stable')[:MOST_KEYS])
    kept = kept[worth[kept] > 0]
    checks, values = np.zeros(SLOTS, '<u2'), np.full(SLOTS, NONE, np.int8)
    for index in kept:
        key = int(votes.keys[index])
        slot = key % SLOTS
        while values[slot] != NONE and checks[slot] != key >> 16:
            slot = (slot + 1) % SLOTS
        if values[slot] == NONE:
            checks[slot], values[slot] = key >> 16, value[index]
    table.write_bytes(struct.pack('<I', SLOTS) + checks.tobytes() + values.tobytes())
    return kept, total, count


def write_overrides(votes: Votes, domains: set[int], kept, total, count, pages: list[Page], out: Path) -> None:
    is_kept = np.zeros(len(votes.keys), bool)
    is_kept[kept] = True
    order = np.argsort(votes.domain, kind='stable')
    first = np.searchsorted(votes.domain[order], np.arange(len(votes.names) + 1))
    packed: dict[int, bytes] = {}
    with out.open('wb') as file:
        for page in pages:
            domain = votes.names[page.domain]
            if domain not in domains:
                file.write(struct.pack('<I', 0))
                continue
            if domain not in packed:
                rows = order[first[domain]:first[domain + 1]]
                rows = rows[is_kept[votes.key[rows]]]
                key = votes.key[rows]
                left = count[key] - 1
                value = np.where(left >= LEAST_DOMAINS, log_odds(total[key] - votes.share[rows], left), ABSENT)
                pairs = np.empty((len(rows), 2), '<u4')
                pairs[:, 0] = votes.keys[key]
                pairs[:, 1] = value.astype('<i4').view('<u4')
                packed[domain] = struct.pack('<I', len(rows)) + pairs.tobytes()
            file.write(packed[domain])
