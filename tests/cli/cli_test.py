#!/usr/bin/env python3
"""The command line as its user sees it: cli_test.py PROGRAM [unittest options]. Standard library only; servers listen on loopback."""
import gzip
import http.server
import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv.pop(1))
ROOT = Path(__file__).resolve().parent.parent.parent
PNG = b'\x89PNG\r\n\x1a\n' + b'\0' * 40

PARAGRAPH = ('The reading room of the old harbour library opened again on Monday, after eleven months in which carpenters, archivists and two '
             'patient cats had shared its long tables. Visitors found the windows cleaned and the catalogue, at last, complete. ')
PAGE = f'''<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The library opens again - Harbour News</title>
<meta property="og:title" content="The library opens again"><meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2026-03-09T08:00:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>The library opens again</h1><p>{PARAGRAPH * 2}</p><figure><img src="/room.png" alt="The room" width="800" height="600"></figure><p>{PARAGRAPH * 3}</p></article>
<footer>Copyright Harbour News. All rights reserved.</footer></body></html>'''


def run(*arguments, stdin=b'', env=None, **more):
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', **(env or {})}
    return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=60, env=environment, **more)


class Server:
    """Serves {path: (status, headers, body)} on loopback for the length of a with statement."""

    def __init__(self, pages):
        self.requests = requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                requests.append((self.path, dict(self.headers)))
                status, headers, body = pages.get(self.path, (404, {}, b'none'))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.address = f'http://127.0.0.1:{self.server.server_port}'

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


class Read(Folder):
    def test_prints_the_article_as_markdown_under_front_matter(self):
        got = run('read', self.file('page.html', PAGE))
        text = got.stdout.decode()
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertTrue(text.startswith('---\ntitle: The library opens again\n'), text)
        self.assertIn('date: 2026-03-09\n', text)
        self.assertIn('\n# The library opens again\n', text)
        self.assertNotIn('Sport', text)
        self.assertNotIn('All rights', text)

    def test_reads_standard_input_gzip_and_pages_without_an_ending(self):
        plain = run('read', self.file('page', PAGE)).stdout
        self.assertIn(b'carpenters', plain)
        self.assertEqual(run('read', '-', stdin=PAGE.encode()).stdout, plain)
        self.assertEqual(run('read', self.file('page.html.gz', gzip.compress(PAGE.encode()))).stdout, plain)

    def test_formats(self):
        page = self.file('page.html', PAGE)
        article = json.loads(run('read', '--format', 'json', page).stdout)
        self.assertEqual(article['metadata']['title'], 'The library opens again')
        self.assertIn('carpenters', run('read', '--format=text', page).stdout.decode())
        html = run('read', '-f', 'html', page).stdout.decode()
        self.assertIn('<article', html)
        self.assertNotIn('<script', html)
        self.assertEqual(run('read', '--format', 'pdf', page).returncode, 2)

    def test_the_callers_url_goes_before_the_pages_and_resolves_links(self):
        text = run('read', '--url', 'https://news.example/2026/library?utm_source=x', self.file('page.html', PAGE)).stdout.decode()
        self.assertIn('url: https://news.example/2026/library?utm_source=x\n', text)
        self.assertIn('canonical: https://news.example/2026/library\n', text)
        self.assertIn('(https://news.example/room.png)', text)

    def test_encoding_overrules_what_the_page_declares(self):
        page = self.file('page.html', PAGE.replace('carpenters', 'Schreiner für Bücher').encode('latin-1'))
        self.assertIn('für Bücher', run('read', '--encoding', 'latin1', page).stdout.decode())
        self.assertEqual(run('read', '--encoding', 'klingon', page).returncode, 2)

    def test_several_inputs_the_first_failure_decides_the_code_and_the_rest_still_run(self):
        got = run('read', self.folder / 'none.html', self.file('page.html', PAGE), self.file('paper.pdf', b'%PDF-1.7\n' + b'\0' * 100))
        self.assertEqual(got.returncode, 3)
        self.assertIn(b'carpenters', got.stdout)
        self.assertEqual(len(got.stderr.decode().strip().splitlines()), 2)

    def test_output_appears_whole_or_not_at_all(self):
        page, out = self.file('page.html', PAGE), self.folder / 'out.md'
        self.assertEqual(run('read', page, '-o', out).returncode, 0)
        self.assertEqual(out.read_bytes(), run('read', page).stdout)
        self.assertEqual(stat.S_IMODE(out.stat().st_mode) & 0o600, 0o600)
        out.write_text('kept')
        self.assertEqual(run('read', self.folder / 'none.html', '-o', out).returncode, 3)
        self.assertEqual(out.read_text(), 'kept')
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ['out.md', 'page.html'])

    def test_output_that_fails_is_named(self):
        page = self.file('page.html', PAGE)
        self.assertEqual(run('read', page, '-o', self.folder / 'no' / 'folder.md').returncode, 11)
        self.assertEqual(run('read', page, '-o', self.folder).returncode, 11)
        if os.path.exists('/dev/full'):
            self.assertEqual(run('read', page, '-o', '/dev/full').returncode, 11)
            with open('/dev/full', 'wb') as full:
                got = subprocess.run([PROGRAM, 'read', page], stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(got.returncode, 11)
            self.assertIn(b'No space', got.stderr)
            self.assertNotIn(b'nothing was left', got.stderr)

    def test_output_goes_where_a_link_points(self):
        page, link = self.file('page.html', PAGE), self.folder / 'link.md'
        link.symlink_to('real.md')
        for _ in ('no file there yet', 'a file there'):
            self.assertEqual(run('read', page, '-o', link).returncode, 0)
            self.assertTrue(link.is_symlink())
            self.assertIn('carpenters', (self.folder / 'real.md').read_text())

    def test_output_goes_into_pipes(self):
        page = self.file('page.html', PAGE)
        for out in ('/dev/stdout', '/dev/fd/1'):
            got = run('read', page, '-o', out)
            self.assertEqual(got.returncode, 0)
            self.assertIn(b'carpenters', got.stdout)

    def test_a_page_too_big_for_the_memory_is_an_error_of_its_own(self):
        big = self.file('big.html', '<p>' + '<em>a</em> <a href=c>b</a> <code>d</code>' * 400_000)
        small = self.file('page.html', PAGE)

        def little_memory():
            resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))

        if subprocess.run([PROGRAM, '--version'], capture_output=True, preexec_fn=little_memory).returncode != 0:
            self.skipTest('the program does not start in little memory: the address sanitizer needs terabytes of addresses')
        out = self.folder / 'out.jsonl'
        got = subprocess.run([PROGRAM, 'extract', '--threads', '1', '-o', out, small, big, small], capture_output=True, preexec_fn=little_memory)
        self.assertEqual(got.returncode, 1)
        lines = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual([line.get('code') for line in lines], [None, 4, None])
        self.assertIn('memory', lines[1]['error'])
        got = subprocess.run([PROGRAM, 'read', '-o', self.folder / 'out.md', big], capture_output=True, preexec_fn=little_memory)
        self.assertEqual(got.returncode, 4)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ['big.html', 'out.jsonl', 'page.html'])

    def test_the_kind_of_an_input_is_named_in_chinese_too(self):
        got = run('read', self.file('paper.html', b'%PDF-1.7\n'), env={'LC_ALL': 'zh_CN.UTF-8'})
        self.assertIn('不支持 PDF 文档', got.stderr.decode())

    def test_what_a_limit_cut_off_is_said(self):
        page = self.file('page.html', PAGE.replace('<p>', '<p ' + ' '.join(f'a{number}' for number in range(1200)) + '>', 1))
        self.assertIn(b'200 attributes were left out', run('read', page).stderr)
        self.assertIn('略去了 200 个属性', run('read', page, env={'LC_ALL': 'zh_CN.UTF-8'}).stderr.decode())
        self.assertEqual(run('read', '--quiet', page).stderr, b'')

    def test_the_callers_url_must_be_one(self):
        page = self.file('page.html', PAGE)
        for wrong in ('nonsense', 'http://[bad', ' https://x.y/a b ', 'https://u:p@x.y/', 'javascript:alert(1)', ''):
            got = run('read', '--url', wrong, page)
            self.assertEqual(got.returncode, 2, wrong)
            self.assertEqual(got.stdout, b'')
        self.file('urls', b'\xef\xbb\xbfpage\thttps://example.org/a\n')
        got = run('extract', '-o', '-', '--urls', self.folder / 'urls', page)
        self.assertEqual(json.loads(got.stdout)['url'], 'https://example.org/a')
        self.file('urls', 'page\tnonsense\n')
        got = run('extract', '-o', '-', '--urls', self.folder / 'urls', page)
        self.assertEqual(got.returncode, 4)
        self.assertIn(b'line 1', got.stderr)

    def test_messages_hold_nothing_that_a_terminal_obeys(self):
        got = run('read', self.folder / 'a\x1b[2J\u009b31m\u202egpj.html')
        self.assertEqual(got.returncode, 3)
        self.assertTrue(got.stderr.decode().rstrip('\n').isprintable())

    def test_explain_says_why(self):
        got = run('read', '--explain', self.file('page.html', PAGE))
        self.assertIn(b'carpenters', got.stdout)
        self.assertIn(b'Sport', got.stderr)

    def test_keeps_pictures_beside_the_markdown(self):
        with Server({'/page': (200, {'Content-Type': 'text/html'}, PAGE.encode()), '/room.png': (200, {'Content-Type': 'image/png'}, PNG)}) as server:
            out = self.folder / 'articles' / 'page.md'
            out.parent.mkdir()
            got = run('read', '--allow-private', '--images', self.folder / 'articles' / 'pictures', '-o', out, server.address + '/page')
            self.assertEqual(got.returncode, 0, got.stderr)
        name = re.search(r'!\[[^]]*\]\((pictures/[0-9a-f]{16}\.png)\)', out.read_text())
        self.assertTrue(name, out.read_text())
        self.assertEqual((out.parent / name[1]).read_bytes(), PNG)

    def test_copies_pictures_of_a_saved_page_but_nothing_above_its_folder(self):
        self.file('secret.png', PNG)
        page = self.file('site/page.html', PAGE.replace('/room.png', 'page_files/room.png').replace('</article>', '<p>' + PARAGRAPH + '</p><p><img src="../secret.png" width=700 height=500></p><p>' + PARAGRAPH + '</p></article>'))
        self.file('site/page_files/room.png', PNG)
        run('read', '--images', self.folder / 'kept', page)
        self.assertEqual(len(list((self.folder / 'kept').iterdir())), 1)

    def test_a_saved_page_can_neither_hold_up_nor_lead_out_its_pictures(self):
        page = self.file('site/page.html', PAGE.replace('/room.png', 'room.png'))
        kept = self.folder / 'site' / 'kept'
        os.mkfifo(self.folder / 'site' / 'room.png')
        self.assertEqual(subprocess.run([PROGRAM, 'read', '--images', kept, page], capture_output=True, timeout=20).returncode, 0)
        os.remove(self.folder / 'site' / 'room.png')
        self.file('site/room.png', PNG)
        run('read', '--images', kept, page)
        [picture] = kept.iterdir()
        victim = self.file('victim', 'mine')
        picture.unlink()
        picture.symlink_to(victim)
        run('read', '--images', kept, page)
        self.assertEqual(victim.read_text(), 'mine')
        self.assertEqual(picture.read_bytes(), PNG)
        self.assertFalse(picture.is_symlink())

    def test_pictures_that_a_browser_saved_are_taken_from_beside_the_page(self):
        for head in ('', '<link rel=canonical href="https://example.invalid/story/page.html">'):
            page = self.file('site/My page.html', PAGE.replace('/room.png', 'My%20page_files/b%20c.png?v=1').replace('<head>', '<head>' + head))
            self.file('site/My page_files/b c.png', PNG)
            kept = self.folder / 'kept'
            got = run('read', '--images', kept, page)
            self.assertEqual(got.stderr, b'')
            [picture] = kept.iterdir()
            self.assertEqual(picture.read_bytes(), PNG)
            picture.unlink()

    def test_a_picture_that_is_none_keeps_its_address(self):
        with Server({'/page': (200, {'Content-Type': 'text/html'}, PAGE.encode()), '/room.png': (200, {'Content-Type': 'image/png'}, b'<svg onload=alert(1)>')}) as server:
            got = run('read', '--allow-private', '--images', self.folder / 'kept', server.address + '/page')
            self.assertIn(server.address + '/room.png', got.stdout.decode())
            self.assertEqual(list((self.folder / 'kept').iterdir()), [])


class Recipes(Folder):
    RECIPES = ROOT / 'tests' / 'recipes'

    def test_each_reads_its_page_as_expected(self):
        got = run('recipe', 'test', self.RECIPES)
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertEqual(got.stdout.decode().count('ok  '), len(list(self.RECIPES.glob('*/*.recipe'))))

    def test_a_page_that_comes_out_otherwise_is_named_with_its_line(self):
        folder = self.folder / 'letters'
        shutil.copytree(self.RECIPES / 'letters-of-the-mill', folder)
        (folder / 'expected.md').write_text((folder / 'expected.md').read_text().replace('two cats', 'one cat'))
        got = run('recipe', 'test', self.folder)
        self.assertEqual(got.returncode, 4)
        self.assertIn('letters.recipe: the page differs from expected.md in line 7', got.stderr.decode())
        recipe = folder / 'letters.recipe'
        recipe.write_text(recipe.read_text().replace('div.letter', 'div.gone'))
        self.assertIn('the recipe finds no text on the page', run('recipe', 'test', recipe).stderr.decode())
        recipe.write_text('host: e.org\nbody: p >\n')
        self.assertIn('letters.recipe: line 2: "p >" is no selector', run('recipe', 'test', recipe).stderr.decode())

    def test_an_import_says_what_it_leaves_out(self):
        notes = self.RECIPES / 'notes-in-two-boxes'
        got = run('recipe', 'import', notes / 'notes.example.org.txt', '-o', self.folder / 'made')
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertEqual((self.folder / 'made' / 'notes.example.org.recipe').read_text(), (notes / 'notes.example.org.recipe').read_text())
        self.assertEqual(got.stderr.decode().count('is left out'), 4)
        self.assertIn('line 12 is left out: "find_string" has no form in a recipe', got.stderr.decode())
        self.assertIn('略去第 12 行', run('recipe', 'import', notes / 'notes.example.org.txt', '-o', self.folder, env={'LC_ALL': 'zh_CN.UTF-8'}).stderr.decode())

    def test_read_and_extract_go_by_them(self):
        page = self.RECIPES / 'letters-of-the-mill' / 'source.html'
        expected = (self.RECIPES / 'letters-of-the-mill' / 'expected.md').read_text()
        self.assertTrue(run('read', '--recipes', self.RECIPES, page).stdout.decode().endswith(expected))
        self.assertFalse(run('read', page).stdout.decode().endswith(expected))
        lines = run('extract', '--recipes', self.RECIPES, page, '-o', '-').stdout
        self.assertTrue(json.loads(lines)['markdown'].endswith(expected))
        settings = self.folder / 'pressmark' / 'recipes'
        shutil.copytree(self.RECIPES, settings)
        self.assertTrue(run('read', page, env={'XDG_CONFIG_HOME': str(self.folder)}).stdout.decode().endswith(expected))

    def test_a_recipe_without_effect_is_said(self):
        (self.folder / 'a.recipe').write_text('host: letters.example.org\nbody: .gone\n')
        got = run('read', '--recipes', self.folder, self.RECIPES / 'letters-of-the-mill' / 'source.html')
        self.assertEqual(got.returncode, 0)
        self.assertIn('its recipe found no text there', got.stderr.decode())

    def test_follows_the_pages_that_a_recipe_names_each_once(self):
        (self.folder / 'a.recipe').write_text('host: 127.0.0.1\nbody: .note\nnext: a.next\n')
        page = '<title>T</title><div class=note><p>{}</div><a class=next href={}>next</a>'
        pages = {f'/{number}': (200, {'Content-Type': 'text/html'}, page.format(word, following).encode())
                 for number, word, following in ((1, 'One.', '/2'), (2, 'Two.', '/3'), (3, 'Three.', '/1'))}
        with Server(pages) as server:
            got = run('read', '--allow-private', '--recipes', self.folder, server.address + '/1')
            self.assertTrue(got.stdout.decode().endswith('One.\n\nTwo.\n\nThree.\n'), got.stdout)
            self.assertEqual(len(server.requests), 3)
            pages['/3'] = (404, {}, b'')
            got = run('read', '--allow-private', '--recipes', self.folder, server.address + '/1')
            self.assertTrue(got.stdout.decode().endswith('One.\n\nTwo.\n'))
            self.assertIn('further pages of it could not be read', got.stderr.decode())

    def test_wrong_usage(self):
        for arguments, reason in ((('cook', 'x'), 'recipe can\'t "cook"'), (('test',), 'recipe test needs PATH'), (('import', 'x.txt'), 'needs -o DIR'),
                                  (('test', self.folder / 'none'), 'no such file')):
            got = run('recipe', *arguments)
            self.assertNotEqual(got.returncode, 0)
            self.assertIn(reason, got.stderr.decode())


class Fetch(Folder):
    def test_reads_an_article_on_several_pages_whole(self):
        words = ' '.join(f'The miller went on to say what he had seen of the river in his {year}th year at the mill.' for year in range(30, 60))
        page = '<title>The mill</title><meta property=og:type content=article><article><h1>The mill</h1><p>{} {}</p></article><a rel=next href={}>Next</a><a href=/mill>1</a>'
        pages = {path: (200, {'Content-Type': 'text/html'}, page.format(mark, words, following).encode())
                 for path, mark, following in (('/mill', 'First.', '/mill/2'), ('/mill/2', 'Second.', '/mill/3'), ('/mill/3', 'Third.', '/other'))}
        with Server(pages) as server:
            got = run('read', '--allow-private', server.address + '/mill').stdout.decode()
            self.assertEqual([got.count(mark) for mark in ('First.', 'Second.', 'Third.')], [1, 1, 1])
            self.assertEqual(len(server.requests), 3)

    def test_reads_a_url_and_says_when_it_was_fetched(self):
        with Server({'/a': (302, {'Location': '/b'}, b''), '/b': (200, {'Content-Type': 'text/html; charset=utf-8'}, PAGE.encode())}) as server:
            got = run('read', '--allow-private', server.address + '/a')
            self.assertEqual(got.returncode, 0, got.stderr)
            self.assertIn(f'url: {server.address}/b\n', got.stdout.decode())
            self.assertRegex(got.stdout.decode(), r'\nfetch_date: \d{4}-\d\d-\d\dT')

    def test_status_decides_the_code(self):
        pages = {'/gone': (410, {}, b''), '/later': (503, {}, b''), '/no': (403, {}, b'')}
        with Server(pages) as server:
            for path, code in (('/none', 3), ('/gone', 6), ('/later', 8), ('/no', 9)):
                self.assertEqual(run('read', '--allow-private', server.address + path).returncode, code, path)

    def test_private_addresses_are_refused_without_a_connection(self):
        with Server({'/': (200, {}, PAGE.encode())}) as server:
            port = server.server.server_port
            for host in ('127.0.0.1', 'localhost', '[::1]', '[::ffff:7f00:1]', '2130706433', '0x7f.1', '10.0.0.1'):
                self.assertEqual(run('read', f'http://{host}:{port}/').returncode, 10, host)
            self.assertEqual(server.requests, [])
        for url in ('file:///etc/passwd', 'ftp://example.org/', 'gopher://127.0.0.1/'):
            self.assertIn(run('read', url).returncode, (2, 10), url)


class Tree(Folder):
    def test_prints_the_lines_of_the_html5lib_tests(self):
        got = run('tree', self.file('page.html', '<p class=b id=a>x<svg viewbox=1>'))
        self.assertEqual(got.stdout.decode(), '| <html>\n|   <head>\n|   <body>\n|     <p>\n|       class="b"\n|       id="a"\n|       "x"\n'
                                              '|       <svg svg>\n|         viewBox="1"\n')

    def test_fragment_and_scripting(self):
        page = self.file('page.html', '<td>x<noscript><b>y')
        self.assertEqual(run('tree', '--fragment', 'tr', page).stdout.decode(), '| <td>\n|   "x"\n|   <noscript>\n|     <b>\n|       "y"\n')
        self.assertEqual(run('tree', '--fragment', 'tr', '--scripting', page).stdout.decode(), '| <td>\n|   "x"\n|   <noscript>\n|     "<b>y"\n')


class Extract(Folder):
    def pages(self):
        self.file('site/b.html', PAGE)
        self.file('site/a/z.htm.gz', gzip.compress(PAGE.encode()))
        self.file('site/a.note.md', '---\ntitle: A note\n---\n\n' + PARAGRAPH)
        self.file('site/.hidden.html', PAGE)
        self.file('site/picture.png', PNG)
        self.file('site/broken.html', b'')
        os.symlink(self.folder / 'site', self.folder / 'site' / 'loop')
        return self.folder / 'site'

    def test_one_line_a_page_in_bytewise_order(self):
        out = self.folder / 'out.jsonl'
        got = run('extract', self.pages(), '-o', out, '--threads', '3')
        lines = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual([line['id'] for line in lines], ['a', 'z', 'b', 'broken'])
        self.assertEqual(got.returncode, 1)
        self.assertEqual((lines[3]['code'], 'error' in lines[3]), (4, True))
        self.assertEqual(list(lines[2]), ['id', 'path', 'url', 'title', 'author', 'date', 'lang', 'kind', 'text', 'markdown'])
        self.assertEqual((lines[2]['title'], lines[2]['date'], lines[2]['lang'], lines[2]['author']), ('The library opens again', '2026-03-09', 'en', None))
        self.assertNotIn('The library opens again', lines[2]['text'])
        self.assertTrue(lines[2]['markdown'].startswith('# The library opens again\n'))

    def test_the_same_bytes_for_any_number_of_threads(self):
        folder = self.pages()
        self.assertEqual(run('extract', folder, '-o', '-', '--threads', '1').stdout, run('extract', folder, '-o', '-', '--threads', '4').stdout)

    def test_a_page_without_text_says_what_it_is(self):
        page = self.file('shell.html', '<html lang=en><title>A question - Forum</title><meta property="og:site_name" content="Forum">'
                                       '<meta property="article:published_time" content="2024-05-06T07:08:09Z"><body><div id=app></div><script>start()</script>')
        got = run('extract', page, '-o', '-')
        line = json.loads(got.stdout)
        self.assertEqual(got.returncode, 1)
        self.assertEqual((line['code'], 'error' in line, 'text' in line), (5, True, False))
        self.assertEqual((line['title'], line['date'], line['lang'], line['author']), ('A question', '2024-05-06', 'en', None))

    def test_urls_by_id(self):
        urls = self.file('urls.tsv', 'b\thttps://news.example/b\n')
        lines = run('extract', self.pages() / 'b.html', '--urls', urls, '-o', '-').stdout.decode().splitlines()
        self.assertEqual(json.loads(lines[0])['url'], 'https://news.example/b')

    def test_a_missing_path_is_named_and_the_rest_runs(self):
        got = run('extract', self.folder / 'none', self.pages() / 'b.html', '-o', '-')
        self.assertEqual((got.returncode, len(got.stdout.splitlines())), (3, 1))

    def test_needs_an_output_and_a_sane_number_of_threads(self):
        self.assertEqual(run('extract', self.folder).returncode, 2)
        for threads in ('0', '-1', 'x', '9999'):
            self.assertEqual(run('extract', self.folder, '-o', '-', f'--threads={threads}').returncode, 2, threads)

    def test_interrupt_leaves_nothing_half_written(self):
        for number in range(400):
            self.file(f'many/{number}.html', PAGE * 20)
        before = sorted(self.folder.iterdir())
        process = subprocess.Popen([PROGRAM, 'extract', self.folder / 'many', '-o', self.folder / 'out.jsonl', '--threads', '1'], stderr=subprocess.DEVNULL)
        while process.poll() is None and not list(self.folder.glob('out.jsonl.*')):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(30), -signal.SIGINT)
        self.assertEqual(sorted(self.folder.iterdir()), before)


class Errors(Folder):
    def test_each_names_the_input_and_has_its_code(self):
        (self.folder / 'folder').mkdir()
        cases = {
            'none.html': (None, 3), 'empty.html': (b'', 4), 'white.html': (b' \n\t ', 4), 'binary.html': (bytes(range(256)) * 64, 4),
            'paper.pdf': (b'%PDF-1.7\n' + b'\0' * 100, 4), 'book.epub': (b'PK\x03\x04' + b'\0' * 30 + b'mimetypeapplication/epub+zip', 4), 'picture.html': (PNG, 4),
            'broken.html.gz': (gzip.compress(PAGE.encode())[:-20], 4), 'bomb.html.gz': (gzip.compress(b'<p>x' * 9999), 4), 'blank.html': (b'<!doctype html><title></title><body><script>1</script>', 5), 'folder': (None, 4),
        }
        for name, (content, code) in cases.items():
            path = self.folder / name if content is None else self.file(name, content)
            got = run('read', path)
            self.assertEqual((got.returncode, got.stdout), (code, b''), (name, got.stderr))
            self.assertTrue(got.stderr.decode().startswith(f'pressmark: {path}: '), got.stderr)

    def test_a_file_without_permission(self):
        page = self.file('page.html', PAGE)
        page.chmod(0)
        if not os.access(page, os.R_OK):
            self.assertEqual(run('read', page).returncode, 4)

    def test_wrong_usage(self):
        for arguments in ([], ['frobnicate'], ['read'], ['read', '--no-such-flag'], ['read', '-Z', 'x'], ['read', '--url'], ['tree', 'a', 'b'], ['man', 'x'], ['completions', 'tcsh']):
            got = run(*arguments)
            self.assertEqual((got.returncode, got.stdout), (2, b''), arguments)
            self.assertTrue(got.stderr.strip(), arguments)

    def test_control_characters_of_a_file_name_do_not_reach_the_terminal(self):
        self.assertNotIn(b'\x1b', run('read', self.folder / 'a\x1b]0;title\x07.html').stderr)

    def test_a_page_cut_at_any_byte_is_read_or_named(self):
        page = ('<!doctype html><html lang=zh><title>标题 &amp; 其他</title><body><article><h1>标题</h1><p>这是一个很短的段落，有一些文字。<b>粗体</b>'
                '<table><tr><td>a<td>b</table><pre><code>x &lt; y</code></pre><script>var a = "</p>"</script></article>').encode()
        for end in range(len(page)):
            got = run('read', '-', stdin=page[:end])
            self.assertIn(got.returncode, (0, 4, 5), (end, got.stderr))

    def test_hostile_bytes_are_read_or_named(self):
        import random
        source = random.Random(7)
        cases = [b'<p>' + b'x' * 20_000_000, b'\0' * 100_000, b'<p>' + b'a\0' * 100_000, bytes(source.randrange(256) for _ in range(100_000)), b'<div>' * 200_000 + b'text',
                 b'<p>' + '纸'.encode('gb18030') * 1000, b'<meta charset=utf-16><p>text' * 10, b'<meta charset=nonsense><p>text and more text', b'\xff\xfe' + '<p>text in utf-16'.encode('utf-16-le')]
        for case in cases:
            started = time.process_time()
            got = run('read', '-', stdin=case)
            self.assertIn(got.returncode, (0, 4, 5), (case[:20], got.returncode, got.stderr))


class Speech(Folder):
    def test_messages_follow_the_locale(self):
        got = run('read', self.folder / 'none.html', env={'LC_ALL': 'zh_CN.UTF-8'})
        self.assertIn('没有这个文件', got.stderr.decode())
        self.assertIn('用法', run('help', env={'LC_ALL': '', 'LC_MESSAGES': '', 'LANG': 'zh_TW.UTF-8'}).stdout.decode())
        self.assertIn('there is no such file', run('read', self.folder / 'none.html', env={'LC_ALL': 'de_DE.UTF-8', 'LANG': 'zh_CN'}).stderr.decode())

    def test_no_colour_and_no_progress_away_from_a_terminal(self):
        page = self.file('page.html', PAGE)
        got = run('extract', page, '-o', self.folder / 'out.jsonl')
        self.assertEqual((got.stdout, got.stderr), (b'', b''))
        self.assertNotIn(b'\x1b', run('read', self.folder / 'none').stderr)

    def test_quiet_keeps_errors_and_drops_the_rest(self):
        self.file('pages/empty.html', b'')
        self.assertTrue(run('extract', self.folder / 'pages', '-o', '-').stderr)
        self.assertFalse(run('extract', self.folder / 'pages', '-o', '-', '--quiet').stderr)
        self.assertTrue(run('read', '-q', self.folder / 'none').stderr)

    def test_help_version_man_and_completions(self):
        self.assertRegex(run('--version').stdout.decode(), r'^pressmark \d+\.\d+\.\d+\n$')
        overview = run('--help').stdout.decode()
        for command in re.findall(r'^  (\w+)  ', overview, re.M):
            help_text = run(command, '--help').stdout.decode()
            self.assertEqual(help_text, run('help', command).stdout.decode())
            for flag in re.findall(r'--([a-z-]+)', help_text):
                self.assertIn(f'--{flag}', run('man').stdout.decode().replace('\\-', '-'))
                self.assertIn(f'--{flag}', run('completions', 'bash').stdout.decode())
        for shell in ('bash', 'zsh', 'fish'):
            if shutil.which(shell):
                subprocess.run([shell, '-n', '-c' if shell != 'fish' else '-c', run('completions', shell).stdout.decode()], check=True)


class Readme(unittest.TestCase):
    """Every command line in README.md that starts with "$ pressmark" is run, in a folder with the files that README speaks of."""

    def test_every_command_of_the_readme_works(self):
        readme = (ROOT / 'README.md').read_text()
        commands = re.findall(r'^\$ ((?:build/release/)?pressmark .*)$', readme, re.M)
        self.assertGreater(len(commands), 5)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / 'examples').symlink_to(ROOT / 'examples')
            (folder / 'page.html').write_text(PAGE)
            (folder / 'pages').mkdir()
            (folder / 'pages' / 'one.html').write_text(PAGE)
            (folder / 'bin').mkdir()
            (folder / 'bin' / 'pressmark').symlink_to(PROGRAM)
            environment = {**os.environ, 'PATH': f'{folder}/bin:{os.environ["PATH"]}', 'PRESSMARK_ARCHIVE': f'{folder}/archive'}
            feed = b'<rss><channel><title>News</title><item><link>/article</link></item></channel></rss>'
            with Server({'/article': (200, {'Content-Type': 'text/html'}, PAGE.encode()), '/feed': (200, {}, feed)}) as server:
                for command in commands:
                    command = command.replace('build/release/pressmark', 'pressmark')
                    command = re.sub('^pressmark (read|save|follow add|follow run)', r'pressmark \1 --allow-private', command)
                    command = command.replace('https://example.org', server.address)
                    got = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, timeout=60)
                    self.assertEqual(got.returncode, 0, (command, got.stderr))


if __name__ == '__main__':
    unittest.main()
