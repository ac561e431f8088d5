#!/usr/bin/env python3
"""Whether the Chinese catalogue has every message of the sources, nothing else, and the same number of {} in each.

A message is a string literal in one of these places: the pattern of error(Code::..., "...") and fail(...), .with_remedy("..."), say("..."),
Message{"..."}, range("...") and warn/tell(..., {"..."}), the help and summary of commands and flags, and the kinds of input ("a PDF document").
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRING = r'"((?:[^"\\]|\\.)*)"(?:\s*"((?:[^"\\]|\\.)*)")?'
KINDS = r'"((?:an? [A-Za-z0-9]|source code)[^"]*)"'  # what an input is, in capture/kind.cc
PLACES = [
    r'\b(?:error|fail)\(\s*Code::\w+,\s*' + STRING,
    r'\bwith_remedy\(\s*' + STRING,
    r'\bsay\(\s*' + STRING,
    r'\bMessage\{\s*' + STRING,
    r'\brange\(\s*' + STRING,
    r'\b(?:warn|tell)\([^;]*?\{\s*' + STRING,
    r'\.help = ' + STRING,
    r'Command\{"\w+", "[^"]*", ' + STRING,
]


def main() -> int:
    used: dict[str, str] = {}
    for source in sorted([*ROOT.glob('src/**/*.cc'), *ROOT.glob('src/**/*.h')]):
        text = source.read_text()
        for place in PLACES:
            for match in re.finditer(place, text):
                used.setdefault(match[1] + (match[2] or ''), str(source.relative_to(ROOT)))
        if source.name == 'kind.cc':
            used.update((kind, str(source.relative_to(ROOT))) for kind in re.findall(KINDS, text))
    used = {text: where for text, where in used.items() if re.search(r'[A-Za-z]', text)}
    catalogue = dict(re.findall(r'^\{"((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\},$', (ROOT / 'src/cli/messages_zh.inc').read_text(), re.M))
    wrong = [f'{where}: no Chinese for "{text}"' for text, where in used.items() if text not in catalogue]
    wrong += [f'messages_zh.inc: nothing says "{text}" any more' for text in catalogue if text not in used]
    wrong += [f'messages_zh.inc: not as many {{}} in "{other}"' for text, other in catalogue.items() if text.count('{}') != other.count('{}')]
    print('\n'.join(wrong) or f'{len(used)} messages, all in Chinese too')
    return bool(wrong)


sys.exit(main())
