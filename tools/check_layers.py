#!/usr/bin/env python3
"""Refuses any #include between modules that no pressmark_module(x DEPENDS ...) line of CMakeLists.txt allows."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {'result': 'base', 'html_names.gen.inc': 'html'}  # public headers that are not named after their module


def main() -> int:
    allowed: dict[str, set[str]] = {}
    for name, rest in re.findall(r'^pressmark_(?:module|program)\((\w+)(.*?)\)', (ROOT / 'CMakeLists.txt').read_text(), re.M | re.S):
        edges = re.search(r'DEPENDS((?:\s+[a-z]\w*)+)', rest)
        allowed[name] = {name} | set(edges[1].split() if edges else [])
    wrong = []
    for source in sorted([*ROOT.glob('src/**/*.cc'), *ROOT.glob('src/**/*.h')]):
        module = source.relative_to(ROOT / 'src').parts[0]
        for line, text in enumerate(source.read_text().splitlines(), 1):
            include = re.match(r'#include "(?:pressmark/)?([\w.]+?)(?:\.h"|")?(?:/.*)?$', text)
            target = include and PUBLIC.get(include[1], include[1])
            if target in allowed and target not in allowed[module]:
                wrong.append(f'{source.relative_to(ROOT)}:{line}: {module} may not include {target}')
    print('\n'.join(wrong) or f'{len(allowed)} modules, every include goes down')
    return bool(wrong)


sys.exit(main())
