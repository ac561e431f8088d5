#!/usr/bin/env python3
"""What other programs exported, into the archive: archive_import_test.py PROGRAM [unittest options]."""
import csv
import gzip
import io
import json
import unittest
import zipfile

from cli_test import PAGE, PARAGRAPH, Folder, Server, run

TEXT = f'<p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("harbour", "market")}</p>'
QUOTE = 'eleven months in which carpenters'


def record(kind, uri, block, content_type):
    lines = ['WARC/1.1', f'WARC-Type: {kind}', f'WARC-Target-URI: {uri}', 'WARC-Date: 2024-05-01T12:30:00Z',
             f'WARC-Record-ID: <urn:uuid:12345678-0000-4000-8000-{abs(hash((kind, uri))) % 10**12:012}>', f'Content-Type: {content_type}', f'Content-Length: {len(block)}']
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + block + b'\r\n\r\n'


def response(uri, body, status='200 OK', content_type='text/html', more=''):
    head = f'HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n'.encode()
    return record('response', uri, head + body, 'application/http; msgtype=response')


def request(uri):
    return record('request', uri, f'GET {uri} HTTP/1.1\r\nHost: example.org\r\n\r\n'.encode(), 'application/http; msgtype=request')


def rows(*lines):
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def packed(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


class Import(Folder):
    def setUp(self):
        super().setUp()
        self.place = self.folder / 'archive'

    def pressmark(self, *arguments):
        return run(*arguments, env={'PRESSMARK_ARCHIVE': str(self.place)})

    def report(self, path, *arguments, code=0):
        done = self.pressmark('import', '--json', path, *arguments)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return json.loads(done.stdout)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def counts(self, path, *arguments, **more):
        report = self.report(path, *arguments, **more)
        return report['format'], report['saved'], report['unchanged'], report['links'], report['failed']

    def entries(self):
        lines = self.pressmark('list', '--json').stdout.decode().splitlines()
        return {entry.get('url', ''): entry for entry in map(json.loads, lines)}

    def is_clean(self):
        done = self.pressmark('verify', '--read-data')
        self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())

    def test_a_folder_of_markdown(self):
        self.write('notes/a.md', f'---\ntitle: One\nurl: https://example.org/a\ntags: [港口, "two words"]\nsaved: 2024-02-03T04:05:06+08:00\n'
                   f'id: 0123456789ab\nread: true\nnote: mine\n---\n\n# One\n\n{PARAGRAPH}\n')
        self.write('notes/deep/b.txt', f'---\ntitle: Two\ntags: x, y\n---\n\n{PARAGRAPH}\n')
        self.write('notes/c.png.md', b'\x89PNG\r\n\x1a\n' + b'\0' * 99)
        self.write('notes/.git/d.md', '# hidden\n')
        self.assertEqual(self.counts(self.folder / 'notes'), ('markdown', 2, 0, 0, 1))
        self.assertEqual(self.counts(self.folder / 'notes'), ('markdown', 0, 2, 0, 1))
        entry = self.entries()['https://example.org/a']
        self.assertEqual((entry['id'], entry['saved'], entry['tags'], entry['read'], entry['note']), ('0123456789ab', '2024-02-02T20:05:06Z', ['two words', '港口'], True, 'mine'))
        self.assertEqual(self.entries()['']['tags'], ['x', 'y'])
        self.is_clean()

    def test_what_is_exported_comes_in_again(self):
        self.write('a.md', f'---\ntitle: One\nurl: https://example.org/a\ntags: [x]\n---\n\n{PARAGRAPH}\n')
        self.report(self.folder / 'a.md')
        self.pressmark('export', '-o', self.folder / 'out')
        identity = self.entries()['https://example.org/a']['id']
        self.place = self.folder / 'other'
        self.assertEqual(self.counts(self.folder / 'out')[:2], ('markdown', 1))
        self.assertEqual(self.entries()['https://example.org/a']['id'], identity)
        self.assertEqual(self.entries()['https://example.org/a']['tags'], ['x'])

    def test_a_warc(self):
        page = PAGE.encode()
        chunked = b'%x\r\n%s\r\n0\r\n\r\n' % (len(page), page)
        records = [record('warcinfo', '', b'software: x\r\n', 'application/warc-fields'),
                   request('https://example.org/a'), response('https://example.org/a', chunked, more='Transfer-Encoding: chunked\r\n'),
                   response('https://example.org/b', gzip.compress(page.replace(b'opens', b'closes')), more='Content-Encoding: gzip\r\n'), request('https://example.org/b'),
                   response('https://example.org/c', page.replace(b'library', b'church')), response('https://example.org/d', page, status='404 Not Found'),
                   response('https://example.org/e.png', b'\x89PNG', content_type='image/png'), record('resource', 'https://example.org/f', page.replace(b'library', b'museum'), 'text/html'),
                   response('https://example.org/g', b'<p>', more='Content-Encoding: br\r\n')]
        self.assertEqual(self.counts(self.write('a.warc', b''.join(records))), ('warc', 4, 0, 0, 1))
        self.assertEqual(self.counts(self.write('b.warc.gz', b''.join(map(gzip.compress, records)))), ('warc', 0, 4, 0, 1))
        entry = self.entries()['https://example.org/a']
        self.assertEqual(entry['saved'], '2024-05-01T12:30:00Z')
        self.assertEqual(self.pressmark('show', '--raw', entry['id']).stdout, page)
        self.is_clean()
        self.place = self.folder / 'second'
        torn = b''.join(map(gzip.compress, records[:4])) + gzip.compress(records[5])[:-200]
        report = self.report(self.write('c.warc.gz', torn))
        self.assertEqual((report['saved'], report['failed'] > 0), (2, True))

    def test_wallabag(self):
        entries = [{'is_archived': 1, 'is_starred': False, 'tags': ['港口', 'news'], 'id': 1, 'title': 'The <b>room</b> &amp; more', 'url': 'https://example.org/a', 'content': TEXT,
                    'created_at': '2016-09-08T11:55:58+0200', 'published_by': ['Ann', 'Bo'], 'published_at': '2016-09-01T00:00:00+0200', 'headers': {'content-type': 'text/html; charset=gbk'},
                    'annotations': [{'text': 'why?', 'quote': 'eleven  months in\n which carpenters', 'ranges': []}, {'text': '', 'quote': 'not in there'}]},
                   {'is_archived': False, 'is_starred': 1, 'tags': [{'label': 'x'}], 'title': 'Only a link', 'url': 'https://example.org/b', 'content': ''},
                   {'title': None, 'url': 7}, 'no entry']
        path = self.write('a.json', '\ufeff' + json.dumps(entries))
        report = self.report(path)
        self.assertEqual([report[k] for k in ('format', 'saved', 'links', 'failed', 'highlights', 'unplaced')], ['wallabag', 1, 1, 2, 2, 1])
        again = self.report(path)
        self.assertEqual([again[k] for k in ('saved', 'unchanged', 'highlights')], [0, 1, 0])
        entry = self.entries()['https://example.org/a']
        self.assertEqual((entry['title'], entry['author'], entry['date'], entry['saved']), ('The room & more', 'Ann, Bo', '2016-09-01', '2016-09-08T09:55:58Z'))
        self.assertEqual((entry['read'], entry['archived'], entry['favourite'], entry['tags']), (True, True, False, ['news', '港口']))
        self.assertEqual(self.pressmark('import', self.write('b.json', json.dumps(entries)[:-9])).returncode, 4)
        self.assertEqual(self.pressmark('import', '--from', 'wallabag', self.write('c.json', '[' * 1_000_000)).returncode, 4)
        self.is_clean()

    def test_omnivore(self):
        entries = [{'id': '1', 'slug': 'a', 'title': 'A', 'author': 'Ann', 'url': 'https://example.org/a', 'state': 'Archived', 'readingProgress': 40, 'labels': ['x'], 'savedAt': '2024-01-02T03:04:05.678Z'},
                   {'id': '2', 'slug': 'b', 'title': 'B', 'url': 'https://example.org/b', 'state': 'Active'}, {'slug': 'c', 'url': 'https://example.org/c.pdf'},
                   {'slug': '../../d', 'title': 'D', 'url': 'https://example.org/d'}]
        files = {'metadata_0_to_20.json': json.dumps(entries), 'content/a.html': f'<div>{TEXT}</div>', 'content/c.pdf': b'%PDF-', 'content/../../d.html': TEXT,
                 'highlights/a.md': f'> {QUOTE} #label\n\nmy note\n\n> reading room of the old\n', 'metadata_20_to_40.json': '[{'}
        path = self.write('a.zip', packed(files))
        report = self.report(path)
        self.assertEqual([report[k] for k in ('format', 'saved', 'links', 'failed', 'highlights', 'unplaced')], ['omnivore', 2, 1, 2, 2, 0])
        entry = self.entries()['https://example.org/a']
        self.assertEqual((entry['archived'], entry['progress'], entry['tags'], entry['saved']), (True, 0.4, ['x'], '2024-01-02T03:04:05.678000Z'))
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ['a.zip', 'archive'])
        self.assertEqual(self.pressmark('import', self.write('b.zip', path.read_bytes()[:-40])).returncode, 4)
        self.is_clean()

    def links(self, path, *arguments):
        """Imports twice: what is there as an address alone is reported, then fetched from a server."""
        counts = self.counts(path)
        self.assertEqual(self.counts(path, '--fetch', '--allow-private', '--no-images', *arguments)[1], counts[3])
        self.assertEqual(self.counts(path)[2:4], (counts[3], 0))
        return counts

    def pages(self, *paths):
        return {path: (200, {'Content-Type': 'text/html'}, PAGE.replace('library', path[1:]).encode()) for path in paths}

    def test_bookmarks(self):
        with Server(self.pages('/a', '/b')) as server:
            text = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>
<DL><p>\n<DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Toolbar</H3>\n<DL><p>\n<DT><H3 ADD_DATE="1">港口 &amp; food</H3>\n<DL><p>
<DT><A HREF="{server.address}/a" ADD_DATE="1706933106" TAGS="x,two words">One</A>\n<DD>what I think\n</DL><p>\n<DT><A HREF="{server.address}/b" ADD_DATE="1706933106000000">Two</A>
<DT><A HREF="javascript:alert(1)">Script</A>\n<DT><A HREF="place:sort=8">Recent</A>\n<DT><A>None</A></DL>"""
            self.assertEqual(self.links(self.write('a.html', text)), ('bookmarks', 0, 0, 2, 1))
            one, two = (self.entries()[server.address + path] for path in ('/a', '/b'))
        self.assertEqual((one['tags'], one['note']), (['two words', 'x', '港口 & food'], 'what I think'))
        self.assertEqual((two['tags'], two.get('note')), ([], None))
        self.assertEqual(self.counts(self.write('b.html', '<!DOCTYPE NETSCAPE-Bookmark-file-1>' + '<DL><DT><H3>x</H3>' * 50_000 + '<A HREF="http://'))[1:4], (0, 0, 0))
        self.is_clean()

    def test_pocket_html(self):
        with Server(self.pages('/a', '/b')) as server:
            text = f"""<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href="{server.address}/a" time_added="1706933106" tags="a,b">One</a></li></ul>
<h1>Read Archive</h1><ul><li><a href="{server.address}/b" time_added="1706933106" tags="">Two</a></li></ul></body></html>"""
            self.assertEqual(self.links(self.write('ril_export.html', text)), ('pocket-html', 0, 0, 2, 0))
            one, two = (self.entries()[server.address + path] for path in ('/a', '/b'))
        self.assertEqual((one['tags'], one['archived'], two['tags'], two['archived']), (['a', 'b'], False, [], True))

    def test_pocket(self):
        with Server(self.pages('/a', '/b')) as server:
            text = rows(['title', 'url', 'time_added', 'tags', 'status'], ['A "title", with\na line', server.address + '/a', '1706933106', 'x|two words', 'archive'], [], ['B', server.address + '/b', '1706933106', '', 'unread'], ['short'])
            self.assertEqual(self.links(self.write('part_000000.csv', '\ufeff' + text)), ('pocket', 0, 0, 2, 1))
            one = self.entries()[server.address + '/a']
            self.assertEqual((one['tags'], one['archived'], one['saved'][:4]), (['two words', 'x'], True, '2024'))
            notes = json.dumps([{'url': server.address + '/a', 'title': 'A', 'highlights': [{'quote': QUOTE, 'created_at': 1706933106}]}])
            report = self.report(self.write('pocket.zip', packed({'pocket/part_000000.csv': text, 'pocket/annotations/part_000000.json': notes, 'pocket/part_000001.csv': 'title,url'})))
            self.assertEqual([report[k] for k in ('format', 'unchanged', 'failed', 'highlights', 'unplaced')], ['pocket-zip', 3, 1, 1, 0])
        self.assertEqual(self.counts(self.write('c.csv', 'title,url,time_added\n"' + 'a,b\n' * 99)), ('pocket', 0, 0, 0, 1))
        self.is_clean()

    def test_instapaper(self):
        with Server(self.pages('/a', '/b', '/c')) as server:
            old = rows(['URL', 'Title', 'Selection', 'Folder'], [server.address + '/a', 'A', QUOTE, 'Recipes'], [server.address + '/b', 'B', '', 'Starred'])
            self.assertEqual(self.links(self.write('a.csv', old)), ('instapaper', 0, 0, 2, 0))
            new = rows(['URL', 'Title', 'Selection', 'Folder', 'Timestamp', 'Tags'], [server.address + '/c', 'C', '', 'Archive', '1706933106', '["x", "two, words"]'], [server.address + '/b', 'B', '', 'Unread', '1', '[]'])
            self.counts(self.write('b.csv', new), '--fetch', '--allow-private', '--no-images')
            one, two, three = (self.entries()[server.address + path] for path in ('/a', '/b', '/c'))
        self.assertEqual((one['tags'], two['favourite'], three['archived'], three['tags']), (['Recipes'], True, True, ['two, words', 'x']))

    def test_readwise(self):
        with Server(self.pages('/a')) as server:
            text = rows(['Title', 'URL', 'ID', 'Document tags', 'Saved date', 'Reading progress', 'Location', 'Seen'],
                        ['A', server.address + '/a', '01', "['x', 'two words']", '2024-02-03 04:05:06+00:00', '0.4', 'archive', 'True'],
                        ['Mail', 'mailto:reader-forwarded-email/1', '02', '[]', '2024-02-03 04:05:06+00:00', '0', 'new', 'False'])
            self.assertEqual(self.links(self.write('a.csv', text)), ('readwise', 0, 0, 1, 1))
            entry = self.entries()[server.address + '/a']
        self.assertEqual((entry['tags'], entry['progress'], entry['archived']), (['two words', 'x'], 0.4, True))

    def test_karakeep(self):
        text = json.dumps({'bookmarks': [
            {'createdAt': 1706933106, 'title': 'A', 'tags': ['x'], 'lists': ['l1', 'gone'], 'content': {'type': 'link', 'url': 'https://example.org/a'}, 'note': None, 'archived': True},
            {'createdAt': 1706933106, 'title': 'Mine', 'tags': ['y'], 'lists': ['l1'], 'content': {'type': 'text', 'text': 'First <line>\nsecond & last\n\n' + PARAGRAPH}, 'note': 'n', 'archived': True},
            {'createdAt': 1706933106, 'title': 'Nothing', 'tags': [], 'content': None}], 'lists': [{'id': 'l1', 'name': 'Cooking', 'parentId': None}]})
        self.assertEqual(self.counts(self.write('a.json', text)), ('karakeep', 1, 0, 1, 1))
        entry = self.entries()['']
        self.assertEqual((entry['title'], entry['tags'], entry['note'], entry['archived'], entry['saved'][:10]), ('Mine', ['Cooking', 'y'], 'n', True, '2024-02-03'))
        self.assertIn('First \\<line>', self.pressmark('show', entry['id']).stdout.decode())
        self.assertEqual(self.pressmark('import', self.write('b.json', text[:-5])).returncode, 4)

    def test_linkwarden(self):
        text = json.dumps({'id': 1, 'name': 'me', 'collections': [{'name': 'Cooking', 'links': [
            {'name': 'A', 'url': 'https://example.org/a', 'tags': [{'name': 'x'}], 'createdAt': '2024-02-03T04:05:06.000Z', 'description': 'd', 'pinnedBy': [{'id': 1}], 'textContent': PARAGRAPH},
            {'name': 'B', 'url': 'https://example.org/b', 'tags': []}, {'name': 'file', 'url': None}]}, {'name': 'Unorganized'}, None]})
        self.assertEqual(self.counts(self.write('a.json', text)), ('linkwarden', 1, 0, 1, 1))
        entry = self.entries()['https://example.org/a']
        self.assertEqual((entry['tags'], entry['note'], entry['favourite'], entry['saved']), (['Cooking', 'x'], 'd', True, '2024-02-03T04:05:06Z'))

    def test_pages_of_singlefile(self):
        page = '<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: Sat Feb 03 2024 04:05:06 GMT+0800 (China Standard Time)\n-->' + PAGE[len('<!doctype html><html lang="en">'):]
        self.assertEqual(self.counts(self.write('a.html', page)), ('singlefile', 1, 0, 0, 0))
        self.assertEqual(self.entries()['https://example.org/a']['saved'], '2024-02-02T20:05:06Z')
        self.assertEqual(self.counts(self.write('a/a.html', page).parent), ('markdown', 0, 1, 0, 0))
        self.assertEqual(self.counts(self.write('b.html', '<!--\n Page saved with SingleFile \n url: javascript:x \n saved date: never')), ('singlefile', 0, 0, 0, 1))

    def test_opml_lists_its_feeds(self):
        text = '<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="News"><outline type="rss" text="A &amp; B" xmlUrl="https://example.org/feed"/></outline><outline text="C" xmlUrl="https://example.org/c"'
        report = self.report(self.write('a.opml', text))
        self.assertEqual((report['format'], report['feeds'] >= 1, report['saved']), ('opml', True, 0))
        self.assertEqual(self.report(self.write('b.opml', '<opml>' + '<outline text="x">' * 100_000))['feeds'], 0)

    def test_a_wacz(self):
        records = [response('https://example.org/a', PAGE.encode()), request('https://example.org/a')]
        files = {'archive/data.warc.gz': b''.join(map(gzip.compress, records)), 'datapackage.json': '{}', 'pages/pages.jsonl': '{}', 'archive/torn.warc.gz': b'\x1f\x8b\0'}
        self.assertEqual(self.counts(self.write('a.wacz', packed(files, zipfile.ZIP_STORED))), ('wacz', 1, 0, 0, 1))
        self.is_clean()

    def test_readeck(self):
        info = {'URL': 'https://example.org/a', 'Title': 'A', 'Created': '2024-02-03T04:05:06Z', 'Authors': ['Ann'], 'Labels': ['x'], 'IsArchived': True, 'IsMarked': False,
                'Files': {'article': {'name': 'index.html'}}, 'Annotations': [{'id': 'i', 'text': QUOTE, 'color': 'red', 'start_selector': 'p', 'created': '2024-02-03T04:05:06Z'}]}
        files = {'data.json': '{}', 'bookmarks/a/info.json': json.dumps(info), 'bookmarks/a/container/index.html': f'<html><body>{TEXT}</body></html>', 'bookmarks/a/container/_resources/x.png': b'x',
                 'bookmarks/b/info.json': json.dumps({'url': 'https://example.org/b', 'is_marked': True}), 'bookmarks/c/info.json': '{"url'}
        path = self.write('a.zip', packed(files))
        self.assertEqual(self.counts(path), ('readeck', 1, 0, 1, 1))
        entry = self.entries()['https://example.org/a']
        self.assertEqual((entry['tags'], entry['archived'], entry['author'], entry['saved']), (['x'], True, 'Ann', '2024-02-03T04:05:06Z'))
        self.assertEqual(self.pressmark('import', self.write('b.zip', path.read_bytes()[:300])).returncode, 4)
        self.is_clean()

    def test_a_zip_that_unpacks_to_too_much(self):
        entries = [{'slug': 'a', 'title': 'A', 'url': 'https://example.org/a'}, {'slug': 'b', 'title': 'B', 'url': 'https://example.org/b'}]
        path = self.write('a.zip', packed({'metadata_0_to_20.json': json.dumps(entries), 'content/a.html': b'<p>' + b' ' * 100_000_000, 'content/b.html': TEXT}))
        self.assertEqual(self.counts(path), ('omnivore', 1, 0, 0, 1))

    def test_what_is_no_export_is_refused(self):
        self.assertEqual(self.pressmark('import', self.write('a.bin', b'\0\1\2' * 99)).returncode, 4)
        self.assertEqual(self.pressmark('import', self.folder / 'none').returncode, 3)
        done = self.pressmark('import', '--from', 'scrolls', self.write('a.md', '---\na: b\n---\n'))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'known are ', done.stderr)


if __name__ == '__main__':
    unittest.main()
