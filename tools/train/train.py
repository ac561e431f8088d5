"""tools/train/run [STEP...]: trains the model that chooses a page's text, and says how good it is on pages that it has not seen.

Steps, all of them when none is given:
  prepare   the features of every page, by our own code, and how much of each block is in the reference text
  fold N    the model of the pages outside of fold N: build/train/foldN.model, and what it says of fold N
  ship      the model of all pages: src/extract/model.gen.inc; and what it says of them before it is packed: build/train/in_sample.model
  models    all folds and ship, as many at a time as there are processors
  report    the figures of the folds together: build/train/report.txt

The same pages, code and requirements give the same files.
"""
import hashlib
import json
import os
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np

import emit
import features
import forest
import labels
import scores
import tokens
from pages import BUILD, FOLDS, ROOT, SEED, Page, load_pages

MOST_ROWS = 500                # of a page, chosen at random: long pages would outweigh the others
SET_WEIGHTS = {'wcxb-dev': 1.0, 'magic-dev': 2.0}
SNIPPET_WEIGHT = 0.1           # of a block that a snippet speaks of; a page of the other sets weighs about 1.5
SIZES = (50, 100, 150, 200, forest.TREES)  # of the curve that the report has
OUTSIDE = -1                   # the fold of no page: the shipped model leaves none out
GENERATED = ROOT / 'src' / 'extract' / 'model.gen.inc'


class Data:
    """All that is known of the pages before any model."""

    def __init__(self) -> None:
        self.pages = load_pages()
        self.names, self.topics, self.blocks = features.read(BUILD / 'plain.bin', len(self.pages), with_texts=True)
        with (BUILD / 'labels.pickle').open('rb') as file:
            self.labels, self.snippets = pickle.load(file)


def prepare() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    pages = load_pages()
    (BUILD / 'folds.tsv').write_text(''.join(f'{page.set_name}\t{page.name}\t{page.fold}\n' for page in pages))
    features.run(features.PROGRAM, pages, BUILD / 'plain.bin')
    blocks = features.read(BUILD / 'plain.bin', len(pages), with_texts=True)[2]
    whole, snippets = [], []
    for page, of_page in zip(pages, blocks):
        has_reference = page.reference is not None
        whole.append(labels.label(of_page.texts, page.reference) if has_reference else None)
        snippets.append(None if has_reference else labels.label_by_snippets(of_page.texts, page.required, page.forbidden))
    with (BUILD / 'labels.pickle').open('wb') as file:
        pickle.dump((whole, snippets), file)


def rows_without(data: Data, fold: int) -> list[features.Blocks]:
    """Every page's rows, by the table of tokens that the pages outside of the fold make."""
    name = 'all' if fold == OUTSIDE else f'fold{fold}'
    table, overrides, out = (BUILD / f'{name}.{kind}' for kind in ('table', 'overrides', 'rows'))
    votes = tokens.count_votes(data.pages, data.blocks, data.labels)
    domains = {votes.names[page.domain] for page in data.pages if page.fold != fold and page.reference is not None}
    kept, total, count = tokens.make_table(votes, domains, table)
    tokens.write_overrides(votes, domains, kept, total, count, data.pages, overrides)
    features.run(features.PROGRAM, data.pages, out, table, overrides)
    rows = features.read(out, len(data.pages), with_texts=False)[2]
    out.unlink()
    return rows


def rows_as_read(data: Data) -> list[features.Blocks]:
    """Every page's rows as the program makes them, by a table that has the votes of the page's own domain too."""
    overrides, out = BUILD / 'none.overrides', BUILD / 'all.rows'
    overrides.write_bytes(bytes(4 * len(data.pages)))
    features.run(features.PROGRAM, data.pages, out, BUILD / 'all.table', overrides)
    rows = features.read(out, len(data.pages), with_texts=False)[2]
    out.unlink()
    return rows


def sample(page: Page, words: np.ndarray, whole, snippets, chance: np.random.RandomState):
    """Which of a page's blocks to train on, their labels and weights."""
    if whole is None:
        places = np.nonzero(~np.isnan(snippets))[0]
        return places, snippets[places], np.full(len(places), SNIPPET_WEIGHT)
    # Every page counts about the same, whatever its length: a word weighs what it moves the page's F1 by.
    weights = words / max((words * np.minimum(1, whole + 0.35)).sum(), 5) * SET_WEIGHTS[page.set_name]
    places = np.arange(len(words))
    if len(words) > MOST_ROWS:
        places = np.sort(chance.choice(len(words), MOST_ROWS, replace=False))
        weights = weights * (len(words) / MOST_ROWS)
    places = places[weights[places] > 0]
    return places, whole[places], weights[places]


def train(data: Data, rows: list[features.Blocks], fold: int):
    chance = np.random.RandomState(SEED)
    parts = []
    for index, page in enumerate(data.pages):
        if page.fold == fold or len(data.blocks[index].words) == 0:
            continue
        places, wanted, weights = sample(page, data.blocks[index].words, data.labels[index], data.snippets[index], chance)
        parts.append((rows[index].rows[places], wanted, weights))
    table, wanted, weights = (np.concatenate(column) for column in zip(*parts))
    return forest.fit(table.astype(np.float32), wanted, weights)


def run_fold(fold: int) -> None:
    data = Data()
    rows = rows_without(data, fold)
    model = train(data, rows, fold)
    packed = forest.pack(model, len(data.names), BUILD / f'fold{fold}.table')
    (BUILD / f'fold{fold}.model').write_bytes(packed.tobytes())
    said = {}
    for index, page in enumerate(data.pages):
        if page.fold == fold and page.reference is not None and len(rows[index].words) > 0:
            table = rows[index].rows.astype(np.float32)
            said[index] = {size: model.predict(table, num_iteration=size) for size in SIZES}
    with (BUILD / f'fold{fold}.pickle').open('wb') as file:
        pickle.dump(said, file)


def fingerprint(data: Data) -> str:
    """Of all that the model is made of: the pages' labels and features."""
    digest = hashlib.sha256((BUILD / 'plain.bin').read_bytes())
    for whole, snippets in zip(data.labels, data.snippets):
        digest.update((whole if whole is not None else snippets).tobytes())
    return digest.hexdigest()[:16]


def write_in_sample(data: Data, model, rows: list[features.Blocks]) -> None:
    """What the model says of the pages it was trained on, before it is packed: by blocks alone, and for the program to read them by."""
    said = [model.predict(of_page.rows.astype(np.float32)) if len(of_page.words) > 0 else np.zeros(0) for of_page in rows]
    values: dict[str, list[float]] = {name: [] for name in SET_WEIGHTS}
    for page, blocks, keep in zip(data.pages, data.blocks, said):
        if page.reference is not None:
            values[page.set_name].append(scores.PageWords(page, blocks.texts).f1(scores.choose(keep, blocks.words)))
    (BUILD / 'in_sample.json').write_text(json.dumps({name: float(np.mean(column)) for name, column in values.items()}))
    packed = forest.pack_said(np.concatenate([of_page.rows for of_page in rows]), np.concatenate(said), BUILD / 'all.table')
    (BUILD / 'in_sample.model').write_bytes(packed.tobytes())


def ship() -> None:
    data = Data()
    rows = rows_without(data, OUTSIDE)
    model = train(data, rows, OUTSIDE)
    write_in_sample(data, model, rows_as_read(data))
    packed = forest.pack(model, len(data.names), BUILD / 'all.table')
    (BUILD / 'all.model').write_bytes(packed.tobytes())
    gain = model.feature_importance('gain')
    with (BUILD / 'importance.tsv').open('w') as file:
        for place in np.argsort(-gain, kind='stable'):
            file.write(f'{gain[place] / gain.sum():.5f}\t{data.names[place]}\n')
    sets = ', '.join(f'{name} ({sum(page.set_name == name for page in data.pages)} pages)' for name in (*SET_WEIGHTS, 'snippets-dev'))
    emit.write(packed, ['Generated by tools/train; do not edit. docs/decisions/0011-trained-model.md has its figures.',
                        f'Trained on {sets}; features and labels {fingerprint(data)};',
                        f'{forest.TREES} trees of {forest.LEAVES} leaves, {packed.nbytes} bytes. '
                        'WCXB is by Murrough Foley, CC BY 4.0.'], GENERATED)


def figures(values: dict[int, float], data: Data) -> str:
    lines = []
    for name in SET_WEIGHTS:
        chosen = [index for index in values if data.pages[index].set_name == name]
        lines.append(f'  {name:10} {np.mean([values[index] for index in chosen]):.4f}')
        for kind in sorted({data.pages[index].kind for index in chosen}):
            of_kind = [values[index] for index in chosen if data.pages[index].kind == kind]
            lines.append(f'    {kind:14} {len(of_kind):5} {np.mean(of_kind):.4f}')
    return '\n'.join(lines)


def calibration(data: Data, said: dict[int, dict[int, np.ndarray]]) -> list[str]:
    chosen = [index for index in said if data.pages[index].set_name == 'wcxb-dev']
    keep = np.concatenate([said[index][SIZES[-1]] for index in chosen])
    wanted = np.concatenate([data.labels[index] for index in chosen])
    words = np.concatenate([data.blocks[index].words / max(data.blocks[index].words.sum(), 1) for index in chosen])
    lines = []
    for low in np.arange(0, 1, 0.1):
        held = (keep >= low) & (keep < low + 0.1)
        if words[held].sum() > 0:
            mean_of = [np.average(column[held], weights=words[held]) for column in (keep, wanted)]
            lines.append(f'  {low:.1f} to {low + 0.1:.1f}: said {mean_of[0]:.3f}, is {mean_of[1]:.3f}, {words[held].sum() / words.sum():.3f} of the words')
    return lines


def report() -> None:
    data = Data()
    said: dict[int, dict[int, np.ndarray]] = {}
    for fold in range(FOLDS):
        with (BUILD / f'fold{fold}.pickle').open('rb') as file:
            said |= pickle.load(file)
    referenced = [index for index, page in enumerate(data.pages) if page.reference is not None]
    bags = {index: scores.PageWords(data.pages[index], data.blocks[index].texts) for index in referenced}

    def scored(choose) -> dict[int, float]:
        nothing = np.zeros(0, bool)
        return {index: bags[index].f1(choose(index) if index in said else nothing) for index in referenced}

    def by_model(index: int, size: int = SIZES[-1], strict: bool = True) -> np.ndarray:
        return scores.choose(said[index][size], data.blocks[index].words, strict)

    lines = ['Word F1 of the chosen blocks, five folds by domain', 'strict:', figures(scored(by_model), data),
             'defaults:', figures(scored(lambda index: by_model(index, strict=False)), data),
             'labels instead of a model, the most that choosing blocks can reach:', figures(scored(lambda index: data.labels[index] >= 0.5), data)]
    lines += [f'{size} trees:\n' + figures(scored(lambda index, size=size: by_model(index, size)), data).split('\n')[0] for size in SIZES]
    lines += ['calibration on wcxb-dev:', *calibration(data, said)]
    (BUILD / 'report.txt').write_text('\n'.join(lines) + '\n')
    print('\n'.join(lines))


def make_models() -> None:
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for model in [*(processes.submit(run_fold, fold) for fold in range(FOLDS)), processes.submit(ship)]:
            model.result()


def main() -> None:
    steps = sys.argv[1:] or ['prepare', 'models', 'report']
    while steps:
        step = steps.pop(0)
        if step == 'fold':
            run_fold(int(steps.pop(0)))
        elif step in ('prepare', 'models', 'ship', 'report'):
            {'prepare': prepare, 'models': make_models, 'ship': ship, 'report': report}[step]()
        else:
            sys.exit(__doc__)


if __name__ == '__main__':
    main()
