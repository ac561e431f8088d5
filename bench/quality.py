"""script/bench quality [--peers]: extraction quality on the development page sets, scored by the shared scorer.

Word F1, required and forbidden snippets, metadata; by page type on wcxb-dev. --peers runs resiliparse and trafilatura on the same pages.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import DATA, PROGRAM, page_set, unpacked

SCORER = DATA.parent / 'bench' / 'score.py'
SETS = {'wcxb-dev': ['--meta'], 'magic-dev': ['--cjk'], 'snippets-dev': ['--meta']}


def ours(name: str, out: Path) -> None:
    done = subprocess.run([PROGRAM, 'extract', page_set(name) / 'html', '-o', out, '--quiet'])
    if done.returncode not in (0, 1):
        sys.exit(f'pressmark extract ended with {done.returncode}')


def peer(name: str, out: Path, extract) -> None:
    with out.open('w') as lines:
        for page in unpacked(name):
            text = extract(page.read_bytes()) or ''
            lines.write(json.dumps({'id': page.name.split('.')[0], 'text': text}) + '\n')


def resiliparse(data: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    return extract_plain_text(bytes_to_str(data, detect_encoding(data, from_html_meta=True)), main_content=True)


def trafilatura(data: bytes) -> str:
    import trafilatura as peer_library
    return peer_library.extract(data)


def score(name: str, predictions: Path) -> dict:
    done = subprocess.run([sys.executable, SCORER, predictions, '--data', page_set(name), *SETS[name]], capture_output=True, check=True)
    return json.loads(done.stdout)


def figure(value) -> str:
    return '-' if value is None else f'{value:.3f}'


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--peers', action='store_true')
    arguments = arguments.parse_args()
    runs = {'pressmark': ours}
    if arguments.peers:
        runs |= {f.__name__: lambda name, out, f=f: peer(name, out, f) for f in (resiliparse, trafilatura)}
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
                if 'meta' in result and who == 'pressmark':
                    keys = ('date_exact', 'date_false_rate_on_null', 'title_exact', 'title_core', 'author_exact', 'author_false_rate_on_null')
                    print('              ' + '  '.join(f'{key} {figure(result["meta"][key])}' for key in keys))
    print(json.dumps({'bench': 'quality', 'results': results}))


main()
