#!/usr/bin/env python3
"""Following feeds as its user sees it: archive_follow_test.py PROGRAM [unittest options]. Servers listen on loopback."""
import json
import time
import unittest
from datetime import datetime

from archive_cli_test import ArchiveFolder
from cli_test import Server

HTML, XML = {'Content-Type': 'text/html; charset=utf-8'}, {'Content-Type': 'application/rss+xml'}


def page(number):
    text = f'The mill at the harbour turned for the {number}th day, and nobody who lived on the quay remembered when it had stood still. ' * 4
    return 200, HTML, f'<!doctype html><title>Day {number}</title><article><h1>Day {number}</h1><p>{text}</p></article>'.encode()


def feed(*links, title='Mill news', dates=()):
    items = ''.join(f'<item><title>t</title><link>{link}</link>{f"<pubDate>{date}</pubDate>" if date else ""}</item>'
                    for link, date in zip(links, [*dates, *[None] * len(links)]))
    return 200, XML, f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


class Follow(ArchiveFolder):
    def follow(self, *arguments):
        return self.good('follow', *arguments)

    def add(self, server, path='/feed', *more):
        word, identity, title = self.follow('add', server.address + path, '--allow-private', *more).rstrip('\n').split(' ', 2)
        self.assertEqual(word, 'following')
        self.assertRegex(identity, '^[0-9a-z]{8,26}$')
        return identity, title

    def run_saved(self, *more, code=0):
        done = self.pressmark('follow', 'run', '--allow-private', *more)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return [line.split(' ', 2)[2] for line in done.stdout.decode().splitlines() if line.startswith('saved ')]

    def listed(self):
        return [json.loads(line) for line in self.follow('list', '--json').splitlines()]

    def test_new_items_are_captured_once_and_the_oldest_first(self):
        pages = {f'/{i}': page(i) for i in range(1, 4)}
        with Server(pages) as server:
            pages['/feed'] = feed(server.address + '/2', '/1')
            identity, title = self.add(server)
            self.assertEqual(title, 'Mill news')
            self.assertEqual(self.run_saved(), ['Day 1', 'Day 2'])
            self.assertEqual(self.run_saved(), [])
            pages['/feed'] = feed('/3', '/2?utm_source=feed', '/1')
            self.assertEqual(self.run_saved(), ['Day 3'])
            self.assertEqual([path for path, _ in server.requests].count('/1'), 1)
            one = self.listed()[0]
            self.assertEqual((one['id'], one['captured'], one['failures'], one['result'], one['every']), (identity, 3, 0, '', 21600))
            self.assertEqual(self.run_saved('--due'), [])
        self.good('rebuild')
        self.assertEqual((self.listed()[0]['id'], self.listed()[0]['title']), (identity, 'Mill news'))
        self.assertIn('clean', self.good('verify', '--read-data'))
        self.follow('remove', identity[:6])
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.pressmark('follow', 'remove', identity).returncode, 3)

    def test_a_page_leads_to_its_feed(self):
        head = '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel=alternate type=application/atom+xml href=news.xml>'
        with Server({'/': (200, HTML, f'<!doctype html>{head}<p>x'.encode()), '/news.xml': feed(), '/comments/feed': feed(title='Comments')}) as server:
            done = self.pressmark('follow', 'add', server.address + '/', '--allow-private')
            self.assertEqual(done.returncode, 0)
            self.assertIn('Mill news', done.stdout.decode())
            self.assertIn('/comments/feed', done.stderr.decode())
            self.assertEqual(self.listed()[0]['url'], server.address + '/news.xml')

    def test_a_site_leads_to_the_sitemap_of_its_robots_txt(self):
        pages = {'/': (200, HTML, b'<p>nothing'), '/1': page(1), '/2': page(2)}
        with Server(pages) as server:
            pages['/robots.txt'] = (200, {}, f'Sitemap: {server.address}/index.xml'.encode())
            pages['/index.xml'] = (200, XML, f'<sitemapindex><sitemap><loc>{server.address}/map.xml</loc></sitemap></sitemapindex>'.encode())
            pages['/map.xml'] = (200, XML, f'''<urlset><url><loc>{server.address}/1</loc><lastmod>2026-03-02</lastmod></url>
                <url><loc>{server.address}/2</loc><lastmod>2026-03-01</lastmod></url></urlset>'''.encode())
            self.add(server, '/')
            self.assertEqual(self.run_saved(), ['Day 2', 'Day 1'])
            self.assertEqual(self.pressmark('follow', 'add', server.address + '/1', '--allow-private').returncode, 0)
            self.assertEqual(len(self.listed()), 1)  # the same sitemap

    def test_what_follows_is_polite(self):
        pages = {f'/{i}': page(i) for i in range(3)}
        with Server(pages) as server:
            pages['/feed'] = feed('/0', '/1', '/private/2')
            pages['/robots.txt'] = (200, {}, b'User-agent: *\nDisallow: /private')
            self.add(server)
            start = time.monotonic()
            self.assertEqual(self.run_saved(), ['Day 1', 'Day 0'])
            self.assertGreater(time.monotonic() - start, 2)  # a second between two requests
            self.assertNotIn('/private/2', [path for path, _ in server.requests])
            self.assertEqual([path for path, _ in server.requests].count('/robots.txt'), 1)

    def test_an_unchanged_feed_is_not_sent_again(self):
        pages = {'/1': page(1)}
        with Server(pages) as server:
            status, headers, body = feed('/1')
            pages['/feed'] = (status, {**headers, 'ETag': '"one"'}, body)
            self.add(server)
            self.run_saved()
            pages['/feed'] = (304, {}, b'')
            self.assertEqual(self.run_saved(), [])
            asked = [headers for path, headers in server.requests if path == '/feed'][-1]
            self.assertEqual(asked['If-None-Match'], '"one"')
            self.assertEqual(self.listed()[0]['failures'], 0)

    def test_an_item_that_failed_for_now_is_tried_again_though_its_feed_is_unchanged(self):
        pages = {'/1': (503, {}, b'')}
        with Server(pages) as server:
            status, headers, body = feed('/1')
            pages['/feed'] = (status, {**headers, 'ETag': '"one"'}, body)
            self.add(server)
            self.assertEqual(self.run_saved(), [])
            pages['/1'] = page(1)
            self.assertEqual(self.run_saved(), ['Day 1'])
            asked = [{name.lower() for name in headers} for path, headers in server.requests if path == '/feed']
            self.assertNotIn('if-none-match', asked[-1])

    def test_a_server_that_asks_to_be_left_alone_is(self):
        pages = {'/feed': feed()}
        with Server(pages) as server:
            self.add(server, '/feed', '--every', '10m')
            pages['/feed'] = (503, {'Retry-After': '80000'}, b'')
            self.run_saved(code=8)
            one = self.listed()[0]
            wait = datetime.fromisoformat(one['due'].replace('Z', '+00:00')) - datetime.fromisoformat(one['looked'].replace('Z', '+00:00'))
            self.assertGreater(wait.total_seconds(), 79000)

    def test_a_feed_that_is_gone_or_fails_is_said_and_left_alone(self):
        pages = {'/1': page(1), '/feed': feed('/1')}
        with Server(pages) as server:
            identity, _ = self.add(server)
            pages['/feed'] = (503, {}, b'')
            self.run_saved(code=8)
            self.assertEqual(self.listed()[0]['failures'], 1)
            self.assertEqual(self.run_saved(), [])  # not yet due again
            pages['/feed'] = (410, {}, b'')
            self.run_saved(identity, code=6)
            self.assertEqual((self.listed()[0]['due'], self.listed()[0]['failures']), ('', 2))
            pages['/feed'] = feed('/1')
            self.assertEqual(self.run_saved(), [])
            self.assertEqual(self.run_saved(identity), ['Day 1'])  # whoever names it is served

    def test_a_feed_that_moved_for_good_is_followed_there(self):
        pages = {'/new': feed(), '/feed': feed()}
        with Server(pages) as server:
            self.add(server)
            pages['/feed'] = (301, {'Location': '/new'}, b'')
            self.run_saved()
            self.assertEqual(self.listed()[0]['url'], server.address + '/new')

    def test_items_that_lead_nowhere_do_not_stop_the_others(self):
        pages = {'/1': page(1), '/gone': (410, {}, b'')}
        with Server(pages) as server:
            pages['/feed'] = feed('/gone', 'javascript:alert(1)', 'file:///etc/passwd', 'http://127.0.0.1:1/', '/1', title='A\x1b]0;title\x07 \u202ebidi')
            pages['/feed'] = (200, XML, pages['/feed'][2].replace(b'\x1b', b'&#x9b;').replace(b'\x07', b''))
            done = self.pressmark('follow', 'add', server.address + '/feed', '--allow', server.address[7:])
            self.assertFalse(set(done.stdout) & {0x1b, 0x07}, done.stdout)
            self.assertNotIn('\u202e', done.stdout.decode())
            done = self.pressmark('follow', 'run', '--allow', server.address[7:])
            self.assertEqual((done.returncode, done.stdout.decode().count('saved ')), (0, 1), done.stderr)
            before = len(server.requests)
            self.assertEqual(self.run_saved(), [])
            self.assertEqual([path for path, _ in server.requests[before:]], ['/robots.txt', '/feed'])  # nothing is tried again
        self.assertIn('clean: 1 articles', self.good('verify', '--read-data'))

    def test_the_guard_stands_before_feeds_and_their_redirects(self):
        with Server({'/feed': feed()}) as inner, Server({'/feed': (302, {'Location': inner.address + '/feed'}, b'')}) as server:
            self.assertEqual(self.pressmark('follow', 'add', inner.address + '/feed').returncode, 10)
            self.assertEqual(self.pressmark('follow', 'add', server.address + '/feed', '--allow', server.address[7:]).returncode, 10)
            self.assertEqual(inner.requests, [])

    def test_only_what_is_new_where_that_is_wished(self):
        pages = {f'/{i}': page(i) for i in range(1, 3)}
        with Server(pages) as server:
            pages['/feed'] = feed('/1')
            self.add(server, '/feed', '--new')
            self.assertEqual(self.run_saved(), [])
            pages['/feed'] = feed('/2', '/1')
            self.assertEqual(self.run_saved(), ['Day 2'])

    def test_what_a_person_purged_does_not_come_back(self):
        pages = {'/1': page(1), '/feed': feed('/1')}
        with Server(pages) as server:
            self.add(server)
            self.run_saved()
            identity = json.loads(self.good('list', '--json'))['id']
            self.good('purge', '--yes', identity)
            self.assertEqual(self.run_saved(), [])
            self.good('rebuild')
            self.assertEqual(self.run_saved(), [])
            self.assertEqual(self.listed()[0]['captured'], 1)
        self.assertEqual(self.good('list'), '')

    def test_more_than_a_run_takes_waits_for_the_next(self):
        pages = {f'/{i}': page(i) for i in range(3)}
        with Server(pages) as server:
            pages['/feed'] = feed('/2', '/1', '/0')
            self.add(server)
            self.assertEqual(self.run_saved('--limit', '2'), ['Day 1', 'Day 2'])
            self.assertEqual(self.run_saved('--limit', '2'), ['Day 0'])

    def test_what_makes_no_sense_is_refused(self):
        with Server({'/1': page(1), '/feed': feed()}) as server:
            self.assertEqual(self.pressmark('follow', 'add', server.address + '/1', '--allow-private').returncode, 3)
            self.assertEqual(self.pressmark('follow', 'add', server.address + '/feed', '--allow-private', '--every', '5').returncode, 2)
            self.add(server)
            for words in (['stop'], ['add'], ['remove'], ['list', 'x']):
                self.assertEqual(self.pressmark('follow', *words).returncode, 2, words)


if __name__ == '__main__':
    unittest.main()
