"""What the fuzzers start from: the repository's own test inputs, and the conformance data where it is present."""
import gzip
import io
import json
import os
import re
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get('PRESSMARK_DATA', ROOT.parent / 'shared' / 'data'))
LONGEST = 4096


def test_inputs(folder: str) -> list[bytes]:
    """The inputs of the .test files of a module (=== name, input, ---, expected)."""
    found = []
    for file in sorted((ROOT / 'tests' / folder / 'data').glob('*.test')):
        for case in re.split(r'^=== .*\n', file.read_text(encoding='utf-8'), flags=re.MULTILINE)[1:]:
            found.append(re.split(r'^---$', case, flags=re.MULTILINE)[0].removesuffix('\n').encode())
    return found


def tree_cases() -> list[tuple[bytes, str]]:
    """The html5lib cases of tree construction: the text, and the context of a fragment or an empty string."""
    found = []
    for file in sorted((DATA / 'html5lib' / 'tree-construction').glob('*.dat')):
        for case in re.split(r'^#data\n', file.read_text(encoding='utf-8', errors='surrogateescape'), flags=re.MULTILINE)[1:]:
            text = re.split(r'^#(?:errors|new-errors|document|document-fragment|script-on|script-off)\n', case, flags=re.MULTILINE)[0]
            context = re.search(r'^#document-fragment\n(.*)\n', case, flags=re.MULTILINE)
            found.append((text.removesuffix('\n').encode(errors='surrogateescape'), context.group(1) if context else ''))
    return found


def pages() -> list[bytes]:
    """The own sample pages, and where the benchmarks have unpacked real ones, a cut of every tenth."""
    found = [file.read_bytes()[:LONGEST] for file in sorted((ROOT / 'tests' / 'pages').glob('*/source.*'))]
    real = sorted((ROOT / 'build' / 'bench' / 'wcxb-dev').glob('*.html'))
    for number, file in enumerate(real[::10]):
        text = file.read_bytes()
        at = number * 7919 % max(1, len(text))
        found.append(text[at:at + LONGEST // 2])
    return found


def contexts() -> list[str]:
    """Those of fragment_fuzz, in its order."""
    table = (ROOT / 'fuzz' / 'fragment_fuzz.cc').read_text().split('kContexts[] = {')[1].split('};')[0]
    return re.findall(r'"([^"]*)"', table)


def html_seeds() -> list[bytes]:
    return [b'\0' + text for text in [*test_inputs('html'), *(text for text, _ in tree_cases()), *pages()]]


def fragment_seeds() -> list[bytes]:
    known = contexts()
    own = [bytes([0, number % len(known), number % 256]) + text for number, text in enumerate(test_inputs('html'))]
    theirs = [bytes([0, known.index(context) if context in known else number % len(known), 0]) + text
              for number, (text, context) in enumerate(tree_cases())]
    return own + theirs


def encoding_seeds() -> list[bytes]:
    own = [b'\xff' + text for text in test_inputs('encoding')]
    theirs = []
    for file in sorted((DATA / 'encoding' / 'encoding_rs-test_data').glob('*_in.txt')):
        text = file.read_bytes()
        theirs += [bytes([number % 40]) + text[at:at + 512] for number, at in enumerate(range(0, len(text), max(512, len(text) // 20)))]
    for file in sorted((DATA / 'html5lib' / 'encoding').glob('*.dat')):
        theirs += [b'\xff' + case.split(b'#encoding')[0] for case in file.read_bytes().split(b'#data\n')[1:]]
    return own + theirs


def url_seeds() -> list[bytes]:
    found = test_inputs('url')
    file = DATA / 'url' / 'urltestdata.json'
    if file.exists():
        for case in json.loads(file.read_text(encoding='utf-8')):
            if isinstance(case, dict):
                found.append(f'{case.get("base") or "https://example.org/a/b?c"}\n{case["input"]}'.encode(errors='replace'))
    return found


def recipe_seeds() -> list[bytes]:
    """The recipes of the tests, and what their selectors and XPath cases say as recipes and site configurations."""
    recipes = [file.read_bytes() for file in sorted((ROOT / 'tests').rglob('*.recipe'))]
    text = (ROOT / 'tests' / 'extract' / 'recipe_test.cc').read_text(encoding='utf-8')
    written = [part.encode().replace(b'\\n', b'\n') for part in re.findall(r'"((?:[^"\\]|\\.)*)"', text)]
    selectors = [b'body: ' + line.encode() for file in ('selector', 'xpath') for line in
                 (ROOT / 'tests' / 'extract' / 'data' / f'{file}.test').read_text(encoding='utf-8').splitlines() if line]
    return [*recipes, *written, *selectors]


def warc_seeds() -> list[bytes]:
    """Two records of each kind that matters, for each way in which the fuzzer makes a file of them; and bodies with their codings."""
    def record(kind: str, block: bytes, more: str = '') -> bytes:
        header = f'WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Target-URI: http://example.org/\r\n{more}Content-Length: {len(block)}'
        return header.encode() + b'\r\n\r\n' + block + b'\r\n\r\n'
    http, text = 'Content-Type: application/http\r\n', b'<p>text</p>' * 9
    blocks = [b'HTTP/1.1 200 OK\r\n' + field + b'\r\n\r\n' + body for field, body in (
        (b'A: b', text), (b'Transfer-Encoding: chunked', b'3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n'), (b'Content-Encoding: gzip', gzip.compress(text, mtime=0)),
        (b'Content-Encoding: deflate', zlib.compress(text)), (b'Content-Encoding: zstd', b'\x28\xb5\x2f\xfd\x00\x58\x19\x00\x00abc'))]
    sha1 = 'WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\nX-Own: a\r\n b\r\n'
    files = [record('resource', b'abc', sha1) + record('response', block, http) for block in blocks]
    files += [files[0].replace(b'\r\n', b'\n'), files[1].replace(b'WARC-', b'warc-'), files[2][:-40], b'junk\n' + files[3]]
    return [bytes([how]) + file for file in files for how in (0, 1, 2, 3, 0xf0, 0xf2)] + [b'\0' + block for block in blocks]


def test_cases(folder: str, name: str) -> list[tuple[bytes, bytes]]:
    """Inputs and expectations of one .test file."""
    text = (ROOT / 'tests' / folder / 'data' / f'{name}.test').read_text(encoding='utf-8')
    cases = re.split(r'^=== .*\n', text, flags=re.MULTILINE)[1:]
    return [tuple(part.removesuffix('\n').encode() for part in re.split(r'^---\n', case, flags=re.MULTILINE)[:2]) for case in cases]


def robots_seeds() -> list[bytes]:
    """A path of each case, then its robots.txt without the crawler's name."""
    return [expected.split(b'\n')[0][2:] + b'\n' + b'\n'.join(text.split(b'\n')[1:]) for text, expected in test_cases('fetch', 'robots')]


def feed_seeds() -> list[bytes]:
    return [text for name in ('feed', 'sitemap', 'date') for text, _ in test_cases('fetch', name)]


def message_seeds() -> list[bytes]:
    """A body in each coding, heads, and a cookies.txt, behind the byte by which the fuzzer tells them apart."""
    text = b'<p>text</p>' * 9
    bodies = [(0, gzip.compress(text, mtime=0)), (1, zlib.compress(text)), (1, zlib.compress(text)[2:-4]), (2, b'\x0b\x02\x80hello\x03'),
              (3, b'\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00hello'), (6, gzip.compress(gzip.compress(text, mtime=0), mtime=0)), (8, text)]
    heads = [(9, b'HTTP/2 301 \r\nLocation: /a\r\nlocation:\r\n /b\r\nContent-Encoding: br, gzip\r\nTransfer-Encoding: chunked\r\n\r\n')]
    cookies = [(10, b'# Netscape HTTP Cookie File\n#HttpOnly_.example.org\tTRUE\t/a\tTRUE\t4102444800\tname\tvalue\nexample.org\tFALSE\t/\tFALSE\t0\tn\tv\n')]
    return [bytes([how]) + rest for how, rest in bodies + heads + cookies]


def search_seeds() -> list[bytes]:
    """Queries of the tests with texts of the tests: those that belong together, and each query with one of all texts."""
    def cases(name: str) -> list[list[str]]:
        text = (ROOT / 'tests' / 'search' / 'data' / f'{name}.test').read_text(encoding='utf-8')
        return [case.split('\n', 1)[1].split('\n---\n') for case in ('\n' + text).split('\n=== ')[1:]]
    found = [f'{line[2:]}\n{text}' for text, queries in cases('found') for line in queries.splitlines()]
    shown = [text.split(' ', 1)[1] for text, _ in cases('snippets')]
    queries = [line for text, _ in cases('queries') for line in text.splitlines()]
    texts = [text for text, _ in cases('tokens')]
    return [text.encode() for text in [*found, *shown, *(f'{query}\n{texts[n % len(texts)]}' for n, query in enumerate(queries)), *map('a\n'.__add__, texts)]]


def import_seeds() -> list[bytes]:
    """An export of each kind, behind the byte by which the fuzzer chooses its reader."""
    def packed(entries: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w') as archive:
            for name, content in entries.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()
    warc = warc_seeds()[0][1:]
    url = 'https://example.org/a'
    info = json.dumps({'url': url, 'Labels': ['x'], 'files': {'article': {'name': 'i'}}, 'annotations': [{'text': 'q', 'note': 'n'}]}).encode()
    files = [b'---\ntitle: a\n---\n\ntext', warc, packed({'archive/a.warc': warc}),
             packed({'metadata_0_to_20.json': json.dumps([{'slug': 'a', 'url': url, 'labels': ['x']}]).encode(), 'content/a.html': b'<p>text', 'highlights/a.md': b'> quote #x\n\nnote\n'}),
             packed({'bookmarks/a/info.json': info, 'bookmarks/a/container/i': b'<p>text'}), packed({'part_000000.csv': b'title,url,time_added,tags,status\na,b,1,x|y,archive\n', 'annotations/a.json': b'[{"url":"b","highlights":[{"quote":"q"}]}]'}),
             json.dumps([{'is_archived': 1, 'tags': ['x', {'label': 'y'}], 'title': '<b>a', 'url': url, 'content': '<p>text', 'annotations': [{'quote': 'q', 'text': 'n'}]}]).encode(),
             json.dumps({'bookmarks': [{'createdAt': 1, 'tags': ['x'], 'lists': ['l'], 'content': {'text': 't\n\nu'}}], 'lists': [{'id': 'l', 'name': 'n'}]}).encode(),
             json.dumps({'collections': [{'name': 'c', 'links': [{'name': 'a', 'url': url, 'tags': [{'name': 'x'}], 'pinnedBy': [1]}]}]}).encode(),
             b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>f</H3><DL><DT><A HREF="http://a/" ADD_DATE="1" TAGS="x,y">a</A><DD>n</DL>',
             b'<title>Pocket Export</title><h1>Read Archive</h1><ul><li><a href="http://a/" time_added="1" tags="a,b">a</a></ul>', b'title,url,time_added,tags,status\n"a ""b""\nc",u,1,x|y,archive\n',
             b'URL,Title,Selection,Folder,Timestamp,Tags\nu,t,s,Mine,1,"[""x""]"\n', b'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nt,u,1,"[\'x\', \'y\']",2024-02-03 04:05:06+00:00,40%,archive,True\n',
             b'<html><!--\n Page saved with SingleFile \n url: http://a/ \n saved date: Sat Feb 03 2024 04:05:06 GMT+0800\n--><p>text', b'<opml><body><outline text="a"><outline xmlUrl="u" title="t"/></outline></body></opml>']
    return [bytes([kind]) + file for kind, file in enumerate(files)]


def seeds(fuzzer: str) -> list[bytes]:
    match fuzzer:
        case 'html_fuzz' | 'tokenizer_fuzz': return html_seeds()
        case 'fragment_fuzz': return fragment_seeds()
        case 'encoding_fuzz': return encoding_seeds()
        case 'scan_fuzz': return [b'<>\0&\0' + text for text in [*pages()[:40], *encoding_seeds()[::10]]]
        case 'url_fuzz': return url_seeds()
        case 'read_fuzz': return [*pages(), *(text for text, _ in tree_cases())]
        case 'recipe_fuzz': return recipe_seeds()
        case 'warc_fuzz': return warc_seeds()
        case 'import_fuzz': return import_seeds()
        case 'robots_fuzz': return robots_seeds()
        case 'feed_fuzz': return feed_seeds()
        case 'message_fuzz': return message_seeds()
        case 'search_fuzz': return search_seeds()
        case 'literal_fuzz': return test_inputs('extract')
    return []
