"""script/bench markdown: for every development page, whether cmark-gfm reads our Markdown back as the Article's blocks and text."""
import json
import re
import subprocess

from pages import ROOT, unpacked


def main() -> None:
    subprocess.run(['script/build', 'release', 'markdown_fidelity'], cwd=ROOT, check=True)
    results: dict = {}
    for name in ('wcxb-dev', 'magic-dev', 'snippets-dev'):
        done = subprocess.run([ROOT / 'build' / 'release' / 'markdown_fidelity', *unpacked(name)], capture_output=True, check=True, text=True)
        print(f'{name}:\n{done.stdout}', end='')
        pages, articles, different = map(int, re.search(r'^(\d+) pages, (\d+) articles, (\d+) differ$', done.stdout, re.M).groups())
        results[name] = {'pages': pages, 'articles': articles, 'different': different}
    print(json.dumps({'bench': 'markdown', 'results': results}))


main()
