#!/usr/bin/env python3
"""The archive as its user sees it: archive_cli_test.py PROGRAM [unittest options]. Servers listen on loopback."""
import gzip
import json
import os
import subprocess
import unittest

from cli_test import PAGE, PNG, PROGRAM, Folder, Server, run


class ArchiveFolder(Folder):
    def setUp(self):
        super().setUp()
        self.place = self.folder / 'archive'

    def pressmark(self, *arguments, **more):
        return run(*arguments, env={'PRESSMARK_ARCHIVE': str(self.place), **more.pop('env', {})}, **more)

    def good(self, *arguments, **more):
        done = self.pressmark(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def save(self, *arguments):
        word, identity, title = self.good('save', *arguments).rstrip('\n').split(' ', 2)
        self.assertRegex(identity, '^[0-9a-z]{8,26}$')
        return word, identity, title


class Archive(ArchiveFolder):
    def test_a_page_is_saved_with_its_pictures_and_shown(self):
        page = (200, {'Content-Type': 'text/html'}, PAGE.encode())
        with Server({'/a?utm_source=x': page, '/a?utm_source=y': page, '/room.png': (200, {'Content-Type': 'image/png'}, PNG)}) as server:
            word, identity, title = self.save(server.address + '/a?utm_source=x', '--allow-private')
            self.assertEqual((word, title), ('saved', 'The library opens again'))
            again = self.save(server.address + '/a?utm_source=y', '--allow-private')
            self.assertEqual(again, ('unchanged', identity, title))
        self.assertEqual(len(self.good('list').splitlines()), 1)
        self.assertIn('# The library opens again', self.good('show', identity))
        self.assertEqual(self.good('show', '--raw', identity), PAGE)
        entry = json.loads(self.good('show', '--json', identity[:6]))
        self.assertEqual((entry['id'], entry['date'], entry['source'], entry['versions']), (identity, '2026-03-09', 'Harbour News', 1))
        version = json.loads(self.good('show', '--versions', identity))
        self.assertEqual(version['version'], 1)
        self.assertIn('clean: 1 articles', self.good('verify', '--read-data'))

    def test_a_changed_page_is_a_version(self):
        first = PAGE.encode()
        pages = {'/a': (200, {'Content-Type': 'text/html'}, first)}
        with Server(pages) as server:
            _, identity, _ = self.save(server.address + '/a', '--allow-private', '--no-images')
            pages['/a'] = (200, {'Content-Type': 'text/html'}, first.replace(b'two patient cats', b'two patient dogs') if b'two patient cats' in first
                           else first.replace(b'two', b'three'))
            self.assertEqual(self.save(server.address + '/a', '--allow-private', '--no-images')[:2], ('saved', identity))
        self.assertEqual(len(self.good('show', '--versions', identity).splitlines()), 2)
        self.assertNotEqual(self.good('show', identity + '@1'), self.good('show', identity + '@2'))

    def test_a_page_that_is_gone_keeps_its_record_and_makes_no_article(self):
        with Server({'/gone': (410, {}, b'gone'), '/wall': (403, {}, b'no')}) as server:
            for path, code in (('/gone', 6), ('/wall', 9)):
                done = self.pressmark('save', server.address + path, '--allow-private')
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertEqual(done.stdout, b'')
        self.assertEqual(self.good('list'), '')
        self.assertIn('clean: 0 articles, 0 versions, 0 blobs, 2 records', self.good('verify', '--read-data'))

    def test_a_page_behind_a_log_in_is_saved_with_cookies_that_are_not_kept(self):
        cookies = self.file('cookies.txt', '# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tsecret\n')
        with Server({'/a': (200, {'Content-Type': 'text/html'}, PAGE.encode())}) as server:
            host = server.address.removeprefix('http://')
            self.save(server.address + '/a', '--no-images', '--allow', f'example.org,{host}', '--cookies', cookies)
            self.assertEqual(server.requests[0][1]['Cookie'], 'session=secret')
            self.assertEqual(self.pressmark('save', server.address + '/a', '--allow', 'example.org').returncode, 10)
        for record in self.place.glob('warc/*'):
            self.assertNotIn(b'secret', gzip.decompress(record.read_bytes()))
        self.assertNotEqual(self.pressmark('save', 'https://example.org', '--cookies', self.folder / 'none').returncode, 0)

    def test_articles_are_organised(self):
        _, identity, _ = self.save(self.file('a.html', PAGE))
        self.good('tag', identity, '+food', '+港口', '-old')
        self.good('tag', identity, '-food')
        self.good('note', identity, 'read', 'this')
        self.good('mark', identity, '--favourite', '--read=no', '--progress', '40')
        entry = json.loads(self.good('show', '--json', identity))
        self.assertEqual((entry['tags'], entry['note'], entry['favourite'], entry['read'], entry['progress']), (['港口'], 'read this', True, False, 0.4))
        self.good('trash', identity)
        self.assertEqual(self.good('list'), '')
        self.assertEqual(len(self.good('list', '--trash').splitlines()), 1)
        self.good('restore', identity)
        self.assertEqual(self.pressmark('purge', identity).returncode, 2)
        self.good('trash', identity)
        self.good('purge', identity)
        self.assertEqual(self.good('list', '--trash'), '')
        self.assertIn('clean', self.good('verify', '--read-data'))

    def test_no_control_character_of_a_page_reaches_the_terminal(self):
        self.good('save', self.file('a.html', PAGE.replace('The library opens', 'The \x9b31mlibrary \u202eopens').replace('harbour', '\x9b31mharbour')))
        for arguments in (['list'], ['find', 'catalogue']):
            self.assertNotRegex(self.good(*arguments), '[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]')

    def test_articles_are_found_and_exported(self):
        _, identity, _ = self.save(self.file('a.html', PAGE), '--tag', '港口')
        self.save(self.file('b.html', PAGE.replace('opens', 'closes').replace('two patient cats', '三只猫在图书馆')))
        self.assertEqual(len(self.good('find', '--json', 'harbour "reading room"').splitlines()), 2)
        found = [json.loads(line) for line in self.good('find', '--json', '猫在图').splitlines()]
        self.assertEqual([one['title'] for one in found], ['The library closes again'])
        self.assertIn('**猫在图**', found[0]['snippet'])
        self.assertEqual(json.loads(self.good('find', '--json', 'tag:港口 is:unread'))['id'], identity)
        self.assertEqual(self.good('find', 'tag:nothing'), '')
        self.assertEqual(self.pressmark('find', '"open').returncode, 2)
        out = self.folder / 'out'
        self.good('export', '-o', out, 'tag:港口')
        files = sorted(path.name for path in out.iterdir())
        self.assertEqual(files, [f'The-library-opens-again-{identity}.md'])
        self.assertRegex((out / files[0]).read_text(), f'id: "?{identity}"?\n')
        self.assertEqual(self.pressmark('export', '-o', out).returncode, 2)
        lines = [json.loads(line) for line in self.good('export', '-f', 'jsonl', '-o', '-').splitlines()]
        self.assertEqual({line['article']['metadata']['title'] for line in lines}, {'The library opens again', 'The library closes again'})
        self.good('purge', identity, '--yes')
        self.assertEqual(self.good('find', 'tag:港口'), '')

    def test_versions_are_compared_and_read_again(self):
        head = '<link rel="canonical" href="https://example.org/a"></head>'
        page = PAGE.replace('</head>', head)
        _, identity, _ = self.save(self.file('a.html', page), '--no-images')
        self.assertEqual(self.pressmark('diff', identity).returncode, 2)
        self.assertEqual(self.save(self.file('b.html', page.replace('two patient cats', 'three patient cats').replace('two\npatient', 'three patient')), '--no-images')[:2], ('saved', identity))
        self.assertIn('[-two-]{+three+}', self.good('diff', identity))
        self.assertEqual(self.good('reread'), '')

    def test_what_the_person_gets_wrong_is_explained(self):
        self.assertEqual(self.pressmark('list').returncode, 3)
        _, identity, _ = self.save(self.file('a.html', PAGE))
        for arguments, code in ((['show', 'zzzz'], 3), (['show', identity + '@7'], 3), (['show', identity + '@x'], 2), (['tag', identity, 'food'], 2),
                                (['mark', identity, '--progress', '120'], 2), (['list', '--limit', 'x'], 2), (['verify', '--read-data=3/2'], 2),
                                (['key', 'sell'], 2), (['key', 'renew', '--seal'], 2), (['save', self.folder / 'none.html'], 3)):
            done = self.pressmark(*arguments)
            self.assertEqual(done.returncode, code, arguments)
            self.assertTrue(done.stderr.startswith(b'pressmark: '), arguments)
        chinese = self.pressmark('show', 'zzzz', env={'LC_ALL': 'zh_CN.UTF-8'})
        self.assertIn('没有文章', chinese.stderr.decode())

    def test_damage_is_named_and_what_can_be_is_mended(self):
        _, identity, _ = self.save(self.file('a.html', PAGE))
        blob = next(self.place.glob('blobs/*/*.zst'))
        blob.write_bytes(b'rubbish')
        self.assertEqual(self.pressmark('show', identity).returncode, 4)
        named = self.pressmark('verify', '--read-data')
        self.assertEqual(named.returncode, 1)
        self.assertIn(blob.stem, named.stdout.decode())
        self.good('verify', '--read-data', '--repair')
        self.assertIn('clean', self.good('verify', '--read-data'))
        (self.place / 'index.sqlite').write_bytes(b'rubbish' * 1000)
        self.assertEqual(self.pressmark('verify').returncode, 1)
        self.good('rebuild')
        self.assertIn('# The library', self.good('show', identity))

    def test_a_backup_is_an_archive(self):
        _, identity, _ = self.save(self.file('a.html', PAGE))
        copy = self.folder / 'copy'
        self.good('backup', copy)
        self.good('rebuild')
        self.assertEqual(self.good('list', '--archive', copy), self.good('list'))
        self.assertIn('clean', self.good('verify', '--read-data', '--archive', copy))

    def test_the_key_can_be_sealed(self):
        page = self.file('a.html', PAGE)
        self.save(page)
        self.good('key', 'renew', '--seal', '--reason', 'to seal it', env={'PRESSMARK_PASSPHRASE': 'open sesame'})
        other = self.file('b.html', PAGE.replace('opens', 'closes'))
        self.assertEqual(self.pressmark('save', other).returncode, 2)
        self.assertEqual(self.pressmark('save', other, env={'PRESSMARK_PASSPHRASE': 'wrong'}).returncode, 2)
        self.good('save', other, env={'PRESSMARK_PASSPHRASE': 'open sesame'})
        self.assertIn('clean', self.good('verify', '--read-data'))

    def test_many_writers_wait_for_one_another(self):
        pages = [self.file(f'{i}.html', PAGE.replace('opens', f'opens {i} times')) for i in range(12)]
        environment = {**os.environ, 'PRESSMARK_ARCHIVE': str(self.place)}
        writers = [subprocess.Popen([PROGRAM, 'save', page], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for page in pages]
        for writer in writers:
            said, complaint = writer.communicate(timeout=60)
            self.assertTrue(said.startswith(b'saved '), complaint)
        self.assertEqual(len(self.good('list').splitlines()), len(pages))
        self.assertIn('clean', self.good('verify', '--read-data'))

    def test_a_disk_that_is_full_is_said_and_nothing_is_damaged(self):
        self.save(self.file('a.html', PAGE))
        big = self.file('b.html', PAGE.replace('opens', 'closes') + os.urandom(3_000_000).hex())
        import resource
        limit = 200_000
        done = self.pressmark('save', big, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, b'')
        self.assertNotIn(b'{}', done.stderr)
        self.assertIn('clean: 1 articles', self.good('verify', '--read-data'))
        self.save(big)
        self.assertIn('clean: 2 articles', self.good('verify', '--read-data'))


if __name__ == '__main__':
    unittest.main()
