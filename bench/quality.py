"""script/bench quality [--peers | --in-sample]: extraction quality on the development page sets, scored by the shared scorer.

Word F1, required and forbidden snippets, metadata; by page type on wcxb-dev. Cross-validated: each page is read by the model of its fold, which
has seen no page of its domain. tools/train/run makes those models; they are read by a program built with PRESSMARK_DEVELOPER, which is the
released one but for --model. Headline: extract --strict; below it the defaults. --peers runs resiliparse and trafilatura on the same pages, and
says by a paired bootstrap over pages how sure the difference in F1 is. --in-sample says nothing of quality: it checks that on the pages it was
trained on the shipped model scores what LightGBM's own predictions score, to 0.001: both through the same program, rules and conversion.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import DATA, ROOT, page_set, unpacked

TRAINED = ROOT / 'build' / 'train'
DEVELOPER = ROOT / 'build' / 'developer'
PROGRAM = DEVELOPER / 'pressmark'

SCORER = DATA.parent / 'bench' / 'score.py'
SETS = {'wcxb-dev': ['--meta'], 'magic-dev': ['--cjk'], 'snippets-dev': ['--meta']}


def build() -> None:
    subprocess.run(['cmake', '--preset', 'release', '-B', DEVELOPER, '-DPRESSMARK_DEVELOPER=ON'], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(['cmake', '--build', DEVELOPER, '--target', 'pressmark'], check=True, capture_output=True)


def folds(name: str) -> dict[str, list[Path]]:
    """The pages of a set by fold, as tools/train dealt them."""
    listing = TRAINED / 'folds.tsv'
    if not listing.exists():
        sys.exit(f'{listing} is absent: run tools/train/run first')
    of_set: dict[str, list[Path]] = {}
    for line in listing.read_text().splitlines():
        set_name, page, fold = line.split('\t')
        if set_name == name:
            of_set.setdefault(fold, []).append(page_set(name) / 'html' / f'{page}.html.gz')
    return of_set


def extract(pages: list[Path], out: Path, *options: object) -> None:
    done = subprocess.run([PROGRAM, 'extract', *pages, '-o', out, '--quiet', *options])
    if done.returncode not in (0, 1):
        sys.exit(f'pressmark extract ended with {done.returncode}')


def ours(name: str, out: Path, *options: str) -> None:
    lines = []
    for fold, pages in folds(name).items():
        part = out.with_suffix('.part')
        extract(pages, part, '--model', TRAINED / f'fold{fold}.model', *options)
        lines.append(part.read_text(encoding='utf-8'))
    out.write_text(''.join(lines), encoding='utf-8')


def peer(name: str, out: Path, read) -> None:
    with out.open('w') as lines:
        for page in unpacked(name):
            text = read(page.read_bytes()) or ''
            lines.write(json.dumps({'id': page.name.split('.')[0], 'text': text}) + '\n')


def resiliparse(data: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    return extract_plain_text(bytes_to_str(data, detect_encoding(data, from_html_meta=True)), main_content=True)


def trafilatura(data: bytes) -> str:
    import trafilatura as peer_library
    return peer_library.extract(data)


PEERS = {f.__name__: f for f in (resiliparse, trafilatura)}


def score(name: str, predictions: Path) -> dict:
    done = subprocess.run([sys.executable, SCORER, predictions, '--data', page_set(name), '--pages', predictions.with_suffix('.pages'), *SETS[name]],
                          capture_output=True, check=True)
    return json.loads(done.stdout)


def page_scores(predictions: Path) -> dict[str, float]:
    rows = map(json.loads, predictions.with_suffix('.pages').read_text().splitlines())
    return {row['id']: row['f1'] for row in rows if row['f1'] is not None}


def bootstrap(one: dict[str, float], other: dict[str, float], rounds: int = 10_000) -> tuple[float, float, float]:
    """The mean difference, and between which bounds it lies in 95 of 100 samples of the pages."""
    differences = [one[page] - other[page] for page in sorted(one)]
    chance = random.Random(7)
    means = sorted(sum(chance.choices(differences, k=len(differences))) / len(differences) for _ in range(rounds))
    return sum(differences) / len(differences), means[rounds // 40], means[-rounds // 40]


def check_in_sample(folder: Path) -> bool:
    good = True
    for name, blocks_alone in json.loads((TRAINED / 'in_sample.json').read_text()).items():
        pages = [page for of_fold in folds(name).values() for page in of_fold]
        scored = {}
        for who, options in (('trainer', ('--model', TRAINED / 'in_sample.model')), ('program', ())):
            extract(pages, folder / who, '--strict', *options)
            scored[who] = score(name, folder / who)['f1']
        good = good and abs(scored['program'] - scored['trainer']) <= 0.001
        print(f'{name:12} by LightGBM {scored["trainer"]:.4f}, by the shipped model {scored["program"]:.4f} (LightGBM, blocks alone {blocks_alone:.4f})')
    print(json.dumps({'bench': 'quality', 'in_sample_agrees': good}))
    return good


def figure(value) -> str:
    return '-' if value is None else f'{value:.3f}'


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--peers', action='store_true')
    arguments.add_argument('--in-sample', action='store_true')
    arguments = arguments.parse_args()
    build()
    if arguments.in_sample:
        with tempfile.TemporaryDirectory() as folder:
            sys.exit(0 if check_in_sample(Path(folder)) else 1)
    runs = {'pressmark': lambda name, out: ours(name, out, '--strict'), 'by default': ours}
    if arguments.peers:
        runs |= {f.__name__: lambda name, out, f=f: peer(name, out, f) for f in PEERS.values()}
    results: dict = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            print(f'\n{name}\n{"":14}     F1      P      R   with without  empty')
            for who, run in runs.items():
                out = Path(folder) / f'{who}-{name}.jsonl'
                run(name, out)
                result = results.setdefault(who, {})[name] = score(name, out)
                print(f'{who:14}' + ''.join(f'{figure(result[key]):>7}' for key in ('f1', 'p', 'r', 'with_rate')) + f'{figure(result["without_rate"]):>8}{result["empty"]:>7}')
                if len(result['types']) > 1:
                    print('              ' + '  '.join(f'{kind} {figure(row["f1"])}' for kind, row in result['types'].items()))
                if who in PEERS and result['f1'] is not None:
                    ahead = bootstrap(page_scores(Path(folder) / f'pressmark-{name}.jsonl'), page_scores(out))
                    print(f'              pressmark is ahead by {ahead[0]:.3f} ({ahead[1]:.3f} to {ahead[2]:.3f})')
                if 'meta' in result and who == 'pressmark':
                    keys = ('date_exact', 'date_false_rate_on_null', 'title_exact', 'title_core', 'author_exact', 'author_false_rate_on_null')
                    print('              ' + '  '.join(f'{key} {figure(result["meta"][key])}' for key in keys))
    print(json.dumps({'bench': 'quality', 'results': results}))


main()
