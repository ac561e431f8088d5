#!/usr/bin/env python3
"""Writes src/search/folding.gen.inc: which characters search takes for the same, and where words are made of them.

Unicode's data are Python's, the simplified form of a Chinese character is what ICU's Traditional-Simplified gives for it
alone (libicui18n of libicu-dev; Debian 12 has Unicode 14 and ICU 72). docs/decisions/0018-search.md has the reasons.
"""
import ctypes
import functools
import glob
import re
import unicodedata
from pathlib import Path

OUT = Path(__file__).parents[2] / 'src' / 'search' / 'folding.gen.inc'
END = 0x32400  # Above are only selectors of variants, private use and nothing.


def ranges(text: str) -> set[int]:
    pairs = [part.split('-') for part in text.split()]
    return {code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)}


# Written without spaces between words, or, as Korean, with words that grow endings.
RUN = ranges('2E80-2FDF 3005-3007 3021-3029 3031-3035 3038-303C 3041-30FA 30FC-31BF 31F0-31FF 3400-4DBF 4E00-9FFF F900-FAFF 16FE0-18DFF '
             '1AFF0-1B2FF 20000-323FF '                                                 # Han, kana, bopomofo, Tangut and its like
             'FF66-FF9D FFA1-FFDC 1100-11FF A960-A97F AC00-D7FF '                       # half-width kana and Hangul; Hangul
             '0E00-0EFF 1000-109F 1780-17FF 1950-19DF 19E0-19FF 1A20-1AAF A9E0-A9FF AA60-AADF A000-A4CF')  # Thai to Tai Viet; Yi
# Not a letter of its own in the scripts that it is used with: accents, vowel points, selectors of variants.
MARKS = ranges('0300-036F 0483-0489 0591-05BD 05BF 05C1-05C2 05C4-05C5 05C7 0610-061A 064B-065F 0670 06D6-06DC 06DF-06E4 06E7-06E8 06EA-06ED '
               '0711 0730-074A 180B-180F 1AB0-1AFF 1DC0-1DFF 20D0-20FF 302A-302D 3099-309A FF9E-FF9F FE00-FE0F FE20-FE2F 115F-1160 3164 FFA0')
KANA = ranges('3041-30FF 31F0-31FF FF65-FF9F 1AFF0-1B16F')
COMPATIBLE = ranges('3200-33FF')       # Letters in a circle, units in a square: signs, yet made of letters.
SHOWN = ranges('3041-9FFF AC00-D7A3')  # of RUN, what editors have letters for
JAMO = ranges('3131-3163 3165-318E')   # Letters by themselves in Korean; NFKC makes them parts of syllables.
LETTERS = 'йїўѓќ'                      # Of their alphabets, though they decompose.
LIKE = {'ø': 'o', 'đ': 'd', 'ł': 'l', 'ħ': 'h', 'ŧ': 't', 'ı': 'i', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd', 'ŋ': 'n'}
HAN = {'著': '着', '衹': '只', '妳': '你', '牠': '它', '苧': '苎'}  # Beyond ICU; the last pair it swaps.


@functools.cache
def icu_transliterator() -> tuple[ctypes.CDLL, ctypes.c_void_p, str]:
    path = sorted(glob.glob('/usr/lib/*/libicui18n.so.*') + glob.glob('/usr/lib/libicui18n.so.*'))[0]
    version = re.search(r'\.so\.(\d+)', path)[1]
    icu, error, name = ctypes.CDLL(path), ctypes.c_int(0), 'Traditional-Simplified'.encode('utf-16-le')
    create = getattr(icu, 'utrans_openU_' + version)
    create.restype = ctypes.c_void_p
    made = create(ctypes.create_string_buffer(name), len(name) // 2, 0, None, -1, None, ctypes.byref(error))
    if error.value > 0:
        raise SystemExit(f'ICU knows no Traditional-Simplified (error {error.value})')
    return icu, ctypes.c_void_p(made), version


def icu_simplified(text: str) -> str:
    icu, transliterator, version = icu_transliterator()
    units = text.encode('utf-16-le')
    buffer = ctypes.create_string_buffer(units, 64)
    length, limit, error = ctypes.c_int32(len(units) // 2), ctypes.c_int32(len(units) // 2), ctypes.c_int(0)
    getattr(icu, 'utrans_transUChars_' + version)(transliterator, buffer, ctypes.byref(length), 32, 0, ctypes.byref(limit), ctypes.byref(error))
    return buffer.raw[:length.value * 2].decode('utf-16-le')


@functools.cache
def simplified(text: str) -> str:
    if text in HAN:
        return HAN[text]
    if text == HAN['苧']:
        return text
    return icu_simplified(text)


@functools.cache
def kind(code: int) -> str:
    category = unicodedata.category(chr(code))
    if code in MARKS or category == 'Cf':
        return 'kMark'
    if category == 'Nd':
        return 'kWord'
    if code in RUN and (category[0] in 'LMN' or category == 'So' and code < 0x2FE0):
        return 'kRun'
    if code in COMPATIBLE:
        shown = letters(unicodedata.normalize('NFKC', chr(code)))
        return kind(ord(shown[0])) if shown else 'kSeparator'
    return 'kWord' if category[0] in 'LMN' else 'kSeparator'


def letters(text: str) -> str:
    return ''.join(c for c in text if ord(c) not in COMPATIBLE and kind(ord(c)) in ('kWord', 'kRun'))


def without_marks(text: str) -> str:
    def bare(c: str) -> str:
        if ord(c) in RUN or ord(c) in KANA or c.lower() in LETTERS:
            return c
        return unicodedata.normalize('NFC', ''.join(part for part in unicodedata.normalize('NFD', c) if ord(part) not in MARKS))
    return ''.join(map(bare, text))


def once(text: str) -> str:
    def compatible(c: str) -> str:
        if ord(c) in JAMO:
            return c
        if 0xFFA1 <= ord(c) <= 0xFFDC:
            return chr(int(unicodedata.decomposition(c).split()[1], 16))
        if (digit := unicodedata.decimal(c, None)) is not None:
            return str(digit)
        shown = unicodedata.normalize('NFKC', c)
        if ord(c) in COMPATIBLE:
            shown = letters(shown)
        same = len({kind(ord(part)) for part in shown if kind(ord(part)) != 'kMark'}) == 1
        return shown if same and kind(ord(shown[0])) == kind(ord(c)) else c
    text = without_marks(''.join(map(compatible, text)))
    text = without_marks(text.casefold())
    text = ''.join(LIKE.get(c, c) for c in text)
    return ''.join(simplified(c) if 0x2E80 <= ord(c) and kind(ord(c)) == 'kRun' else c for c in text)


def folded(c: str) -> str:
    text = once(c)
    for _ in range(4):
        if (again := once(text)) == text:
            return text
        text = again
    raise SystemExit(f'{c!r} never settles: {text!r}')


def written(text: str) -> str:
    """As characters, where an editor shows them as they are."""
    def one(c: str) -> str:
        plain = unicodedata.category(c)[0] in 'LN' and unicodedata.bidirectional(c) not in ('R', 'AL') and (ord(c) not in RUN or ord(c) in SHOWN)
        return c if plain else f'\\U{ord(c):08X}' if ord(c) > 0xFFFF else f'\\u{ord(c):04X}'
    return ''.join(map(one, text))


def main() -> None:
    kinds, lines = [kind(code) for code in range(END)], ['// Written by tools/gen/folding.py from the data of Unicode and of ICU.', 'constexpr KindRange kKinds[] = {']
    first = 0x80
    for code in range(0x81, END + 1):
        if code == END or kinds[code] != kinds[first]:
            if kinds[first] != 'kSeparator':
                lines.append(f'{{0x{first:04X}, 0x{code - 1:04X}, Kind::{kinds[first]}}},')
            first = code
    singles, several = [], []
    for code in range(0x80, END):
        if kinds[code] not in ('kWord', 'kRun') or (text := folded(chr(code))) == chr(code):
            continue
        assert text, hex(code)
        if any(kind(ord(c)) != kinds[code] for c in text):
            raise SystemExit(f'{chr(code)!r} becomes another kind: {text!r}')
        (singles if len(text) == 1 else several).append((chr(code), text))
    rows = [singles[at:at + 32] for at in range(0, len(singles), 32)]
    lines += ['};', '// A character and what it becomes, one after the other.', 'constexpr std::u32string_view kFolds =']
    lines += ['U"' + written(''.join(c + text for c, text in row)) + '"' for row in rows]
    lines += [';', 'constexpr Expansion kExpansions[] = {']
    lines += [f'{{U\'{written(c)}\', U"{written(text)}"}},' for c, text in several]
    OUT.write_text('\n'.join(lines) + '\n};\n', encoding='utf-8')


if __name__ == '__main__':
    main()
