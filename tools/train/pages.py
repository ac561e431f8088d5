"""The labelled pages, and the folds that they are in: pages of one registered domain share a fold in all sets."""
import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import tldextract

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get('PRESSMARK_DATA', ROOT.parent / 'shared' / 'data'))
BUILD = ROOT / 'build' / 'train'
FOLDS = 5
SEED = 7
DOMAIN = tldextract.TLDExtract(suffix_list_urls=())  # the list that the package brings: nothing is fetched


@dataclass
class Page:
    set_name: str
    name: str
    path: Path
    domain: str
    kind: str
    reference: str | None  # None: the set has no whole reference text
    required: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    fold: int = 0


def load_set(set_name: str) -> list[Page]:
    pages = []
    for truth in sorted((DATA / set_name / 'ground-truth').glob('*.json')):
        entry = json.loads(truth.read_text(encoding='utf-8'))
        text = entry['ground_truth']
        kind = entry['_internal']['page_type']['primary']
        domain = DOMAIN(entry.get('url') or '').top_domain_under_public_suffix
        reference = text.get('main_content') or '' if text.get('text_reference', True) else None
        path = DATA / set_name / 'html' / f'{truth.stem}.html.gz'
        pages.append(Page(set_name, truth.stem, path, domain or f'{set_name}/{truth.stem}',
                          'collection' if kind == 'category' else kind, reference,
                          text.get('with') or [], text.get('without') or []))
    return pages


def load_pages(sets: tuple[str, ...] = ('wcxb-dev', 'magic-dev', 'snippets-dev')) -> list[Page]:
    pages = [page for name in sets for page in load_set(name)]
    domains = sorted({page.domain for page in pages})
    random.Random(SEED).shuffle(domains)
    fold = {domain: index % FOLDS for index, domain in enumerate(domains)}
    for page in pages:
        page.fold = fold[page.domain]
    return pages


