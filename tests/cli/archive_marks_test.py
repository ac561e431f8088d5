#!/usr/bin/env python3
"""Highlights, collections and reading as their user sees them: archive_marks_test.py PROGRAM [unittest options]."""
import json
import os
import re
import unittest

from archive_cli_test import ArchiveFolder
from cli_test import PNG, Server

HTML = {'Content-Type': 'text/html; charset=utf-8'}
FIRST = 'The mill at the quay turned all day, and nobody on the quay remembered when it had stood still for longer than a night. '
SECOND = '港口的磨坊整天转动，码头上没有人记得它何时停过。读者说，窗外的船和从前一样。'


def page(first=FIRST, second=SECOND, before=''):
    return (f'<!doctype html><html lang=en><title>The mill</title><link rel=canonical href="https://example.org/mill"><article><h1>The mill</h1>{before}'
            f'<p>{first * 2}</p><p>{second * 2}</p><img src="/room.png" alt="A room" width=800 height=600><p>{first}</p></article>').encode()


class Marks(ArchiveFolder):
    def setUp(self):
        super().setUp()
        self.identity = self.save(self.file('a.html', page()))[1]

    def marked(self):
        return json.loads(self.good('show', '--json', self.identity)).get('highlights', [])

    def again(self, **how):
        self.assertEqual(self.save(self.file('b.html', page(**how)))[:2], ('saved', self.identity))

    def test_a_passage_is_marked_listed_and_taken_away(self):
        name = self.good('highlight', self.identity, 'nobody on the', 'quay', '--note', 'why?', '--colour', 'yellow', '--nth', '2').strip()
        self.assertEqual(len(self.good('find', '--json', 'has:highlight').splitlines()), 1)
        text = self.good('show', '-f', 'text', self.identity).encode()
        one = self.marked()[0]
        self.assertEqual((one['id'], text[one['start']:one['end']], one['note'], one['colour']), (name, b'nobody on the quay', 'why?', 'yellow'))
        self.assertEqual(text.count(b'nobody on the quay', 0, one['start']), 1)
        annotation = json.loads(self.good('highlight', self.identity, '--json'))
        quote, position = annotation['target']['selector']
        self.assertEqual((annotation['type'], annotation['target']['source'], quote['exact'], annotation['body']['value']),
                         ('Annotation', 'https://example.org/mill', 'nobody on the quay', 'why?'))
        self.assertEqual(text.decode()[position['start']:position['end']], 'nobody on the quay')
        self.assertIn(name, self.good('highlight', self.identity))
        self.good('highlight', self.identity, '--remove', name[:5])
        self.assertEqual(self.marked(), [])
        for words in (['no such passage'], ['quay', '--nth', '99'], ['--remove', 'zz']):
            self.assertEqual(self.pressmark('highlight', self.identity, *words).returncode, 3, words)
        self.assertEqual(self.pressmark('highlight', self.identity, 'quay', '--nth', 'x').returncode, 2)

    def test_a_highlight_finds_its_passage_again_in_a_further_version(self):
        self.good('highlight', self.identity, '码头上没有人记得它何时停过', '--nth', '2')
        self.good('highlight', self.identity, FIRST.strip())
        self.again(before='<p>A paragraph that stands before all else, and moves whatever is behind it by some bytes.</p>')
        text = self.good('show', '-f', 'text', self.identity).encode()
        places = {text[one['start']:one['end']].decode(): one for one in self.marked()}
        self.assertEqual(set(places), {'码头上没有人记得它何时停过', FIRST.strip()})
        self.assertEqual(text.count('码头'.encode(), 0, places['码头上没有人记得它何时停过']['start']), 1)
        self.again(first=FIRST.replace('all day', 'the whole day long'), second='又一段完全不同的话，与从前毫无关系，只是为了占据位置而写在这里。')
        text = self.good('show', '-f', 'text', self.identity).encode()
        by_start = {one['exact'][:2]: one for one in self.marked()}
        self.assertIn(b'turned the whole day long', text[by_start['Th']['start']:by_start['Th']['end']])
        self.assertNotIn('start', by_start['码头'])
        self.assertIn('no longer in the text', self.good('highlight', self.identity))
        self.good('rebuild')
        self.assertEqual({one['exact'][:2]: one for one in self.marked()}, by_start)
        self.again()
        self.assertEqual(len([one for one in self.marked() if 'start' in one]), 2)

    def test_a_saved_search_is_a_collection(self):
        self.good('collection', 'add', '港口 & mills', 'mill -sport')
        self.assertEqual(json.loads(self.good('collection', 'list', '--json')), {'name': '港口 & mills', 'query': 'mill -sport'})
        self.assertEqual(len(self.good('find', '--json', '--collection', '港口 & mills').splitlines()), 1)
        self.assertEqual(self.good('find', '--json', '--collection', '港口 & mills', 'nothing-of-it'), '')
        self.good('export', '-f', 'jsonl', '-o', self.folder / 'out.jsonl', '--collection', '港口 & mills')
        self.assertEqual(len((self.folder / 'out.jsonl').read_text().splitlines()), 1)
        self.assertEqual(self.pressmark('collection', 'add', 'bad', 'before:never').returncode, 2)
        self.assertEqual(self.pressmark('find', '--collection', 'bad').returncode, 3)
        self.assertEqual(self.pressmark('find').returncode, 2)
        self.good('collection', 'remove', '港口 & mills')
        self.assertEqual(self.good('collection', 'list'), '')
        self.assertEqual(self.pressmark('collection', 'remove', '港口 & mills').returncode, 3)

    def test_an_article_is_opened_as_one_private_page(self):
        with Server({'/mill': (200, HTML, page().replace(b'https://example.org', b'')), '/room.png': (200, {'Content-Type': 'image/png'}, PNG)}) as server:
            identity = self.save(server.address + '/mill', '--allow-private')[1]
        seen = self.folder / 'seen'
        browser = self.file('browser', f'#!/bin/sh\ncp "$1" {seen}\n')
        browser.chmod(0o700)
        environment = {'XDG_RUNTIME_DIR': str(self.folder / 'run'), 'BROWSER': str(browser)}
        (self.folder / 'run').mkdir()
        self.good('open', identity, env=environment)
        shown = seen.read_text()
        self.assertIn('data:image/png;base64,', shown)
        self.assertIn("default-src 'none'", shown)
        self.assertFalse(re.findall('<script|src="(?!data:)', shown))
        path = self.good('open', '--print', identity, env=environment).strip()
        self.assertEqual(os.stat(os.path.dirname(path)).st_mode & 0o777, 0o700)
        self.assertEqual(self.pressmark('open', identity, env={**environment, 'BROWSER': '/no/such'}).returncode, 3)


if __name__ == '__main__':
    unittest.main()
