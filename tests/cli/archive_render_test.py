#!/usr/bin/env python3
"""Pages that need their scripts: archive_render_test.py PROGRAM [unittest options]. Needs Chromium; servers listen on loopback."""
import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from archive_cli_test import PNG, ArchiveFolder
from cli_test import PROGRAM, Server

HTML, JSON = {'Content-Type': 'text/html; charset=utf-8'}, {'Content-Type': 'application/json'}
TEXT = 'The mill at the harbour turned again, and nobody who lived on the quay remembered when it had stood still. ' * 4
SHOW = ("fetch('/data.json').then(r => r.json()).then(d => { document.title = d.title; document.body.innerHTML = "
        "`<article><h1>${d.title}</h1><p>${d.text}</p><img src='/mill.png' width=600 height=400 alt='The mill'><p>${d.text}</p></article>` })")
DATA = (200, JSON, json.dumps({'title': '磨坊 turns', 'text': TEXT}).encode())
CHROMIUM = os.environ.get('PRESSMARK_CHROMIUM') or shutil.which('chromium')


def shell(script, body=''):
    return 200, HTML, f'<!doctype html><title>Loading</title><body>{body}<script>{script}</script>'.encode()


class Listener:
    """A port that counts who comes."""

    def __enter__(self):
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.port, self.arrived = self.socket.getsockname()[1], 0
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def listen(self):
        try:
            while True:
                self.socket.accept()[0].close()
                self.arrived += 1
        except OSError:
            pass

    def __exit__(self, *_):
        self.socket.close()


def allow(server):
    return f'--allow={server.address[7:]}'


class WithoutChromium(ArchiveFolder):
    def test_that_there_is_none_is_said_with_the_remedy(self):
        with Server({'/': shell('')}) as server:
            done = self.pressmark('read', '--render', allow(server), server.address + '/', env={'PRESSMARK_CHROMIUM': '/nowhere/chromium'})
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'install it', done.stderr)


@unittest.skipUnless(CHROMIUM, 'there is no Chromium here')
class Render(ArchiveFolder):
    def setUp(self):
        super().setUp()
        self.temporary = tempfile.mkdtemp()
        os.chmod(self.temporary, 0o755)
        self.addCleanup(shutil.rmtree, self.temporary, ignore_errors=True)

    def pressmark(self, *arguments, **more):
        return super().pressmark(*arguments, env={'TMPDIR': self.temporary, **more.pop('env', {})}, **more)

    def test_what_scripts_make_is_kept_beside_what_the_server_sent(self):
        with Server({'/': shell(SHOW), '/data.json': DATA, '/mill.png': (200, {'Content-Type': 'image/png'}, PNG)}) as server:
            without = self.pressmark('save', allow(server), server.address + '/')
            self.assertEqual(without.returncode, 5, without.stderr.decode())
            word, identity, title = self.save('--render', allow(server), server.address + '/')
            self.assertEqual((word, title), ('saved', '磨坊 turns'))
            self.assertEqual(self.save('--render', allow(server), server.address + '/')[0], 'unchanged')
        self.assertIn(TEXT.strip(), self.good('show', identity))
        self.assertIn('<article><h1>磨坊 turns', self.good('show', '--raw', identity))
        self.assertIn('clean: 1 articles', self.good('verify', '--read-data'))
        self.assertNotIn('磨坊', self.good('reread'))
        self.good('rebuild')
        self.good('export', '-f', 'archive', '-o', self.folder / 'all.zip')
        self.place = self.folder / 'other'
        self.good('import', self.folder / 'all.zip')
        self.assertIn(TEXT.strip(), self.good('show', identity))
        self.assertEqual(os.listdir(self.temporary), [])

    def test_a_page_with_text_of_its_own_asks_for_no_browser(self):
        page = f'<!doctype html><title>Mill</title><article><h1>Mill</h1><p>{TEXT}</p></article>'
        with Server({'/': (200, HTML, page.encode())}) as server:
            self.assertIn('# Mill', self.good('read', '--render', allow(server), server.address + '/', env={'PRESSMARK_CHROMIUM': '/nowhere'}))
            self.assertEqual(len(server.requests), 1)

    def test_scripts_that_go_on_to_another_page_are_followed(self):
        with Server({'/': shell("setTimeout(() => location = '/there#part', 300)"), '/there': shell(SHOW), '/data.json': DATA}) as server:
            article = json.loads(self.good('read', '--render', '-f', 'json', allow(server), server.address + '/'))
            self.assertEqual(article['metadata']['url'], server.address + '/there')
            self.assertEqual(article['metadata']['title'], '磨坊 turns')

    def test_dialogs_and_downloads_stop_nothing(self):
        pages = {'/': shell("alert('Stay!'); onbeforeunload = e => { e.preventDefault(); return 'x' }; open('/popup'); print();" + SHOW,
                            '<iframe src="/file.zip"></iframe>'),
                 '/data.json': DATA, '/file.zip': (200, {'Content-Type': 'application/zip'}, b'PK\3\4' * 100)}
        with Server(pages) as server:
            self.assertIn('磨坊 turns', self.good('read', '--render', allow(server), server.address + '/'))

    def test_no_way_of_a_page_leads_to_a_refused_address(self):
        with Listener() as refused:
            bad = f'127.0.0.1:{refused.port}'
            ways = (f"fetch('http://{bad}/f', {{mode: 'no-cors'}}).catch(() => 0);"
                    f"navigator.sendBeacon('http://{bad}/b', 'x'); new WebSocket('ws://{bad}/w'); new EventSource('http://{bad}/e');"
                    f"new Image().src = 'http://localhost:{refused.port}/i'; new Image().src = 'https://{bad}/i';"
                    f"fetch('http://[::ffff:127.0.0.1]:{refused.port}/6').catch(() => 0); fetch('http://2130706433:{refused.port}/d').catch(() => 0);"
                    f"fetch('/redirect').catch(() => 0); new Worker(URL.createObjectURL(new Blob([`fetch('http://{bad}/k')`])));"
                    f"const c = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{bad}'}}, {{urls: 'turn:{bad}?transport=tcp', username: 'a', credential: 'b'}}]}});"
                    "c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));")
            tags = (f'<link rel=preconnect href="http://{bad}"><link rel=prefetch href="http://{bad}/p"><iframe src="http://{bad}/frame"></iframe>'
                    f'<script src="http://{bad}/s.js"></script><link rel=stylesheet href="http://{bad}/s.css"><img src="//{bad}/i.png">'
                    f'<object data="http://{bad}/o"></object><video src="http://{bad}/v"></video><form id=f action="http://{bad}/post" method=post target=t>'
                    '</form><iframe name=t></iframe>')
            pages = {'/': shell(ways + 'f.submit();' + SHOW, tags), '/data.json': DATA, '/redirect': (302, {'Location': f'http://{bad}/r'}, b'')}
            with Server(pages) as server:
                self.assertIn('磨坊 turns', self.good('read', '--render', allow(server), server.address + '/'))
                self.assertIn('/redirect', [path for path, _ in server.requests])
            self.assertEqual(refused.arrived, 0)

    def test_a_page_that_goes_to_a_refused_address_is_refused(self):
        with Listener() as refused:
            pages = {'/': shell(f"location = 'http://127.0.0.1:{refused.port}/'")}
            with Server(pages) as first:
                done = self.pressmark('save', '--render', allow(first), first.address + '/')
            self.assertEqual(done.returncode, 10, done.stderr.decode())
            self.assertIn(b'--allow', done.stderr)
            self.assertEqual(refused.arrived, 0)
        self.assertEqual(self.good('list'), '')

    def test_cookies_go_where_they_belong(self):
        with Server({'/': shell(SHOW), '/data.json': DATA}) as server:
            cookies = self.file('cookies.txt', '127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tsecret\nexample.org\tFALSE\t/\tFALSE\t0\tother\tx\n')
            self.good('read', '--render', '--cookies', cookies, allow(server), server.address + '/')
            self.assertEqual([fields.get('Cookie') for path, fields in server.requests if path == '/data.json'], ['session=secret'])

    def test_nothing_stays_when_it_is_killed(self):
        for how in (signal.SIGINT, signal.SIGKILL):
            with Server({'/': shell('fetch("/never")'), '/never': (200, HTML, b'')}) as server:
                running = subprocess.Popen([PROGRAM, 'read', '--render', allow(server), server.address + '/'], stderr=subprocess.DEVNULL,
                                           stdout=subprocess.DEVNULL, env={**os.environ, 'TMPDIR': self.temporary})
                while not any(path == '/never' for path, _ in server.requests) and running.poll() is None:
                    time.sleep(0.05)
                running.send_signal(how)
                running.wait()
            for _ in range(100):
                if not os.listdir(self.temporary) and not processes(self.temporary):
                    break
                time.sleep(0.1)
            self.assertEqual(os.listdir(self.temporary), [])
            self.assertEqual(processes(self.temporary), [])


def processes(folder):
    found = []
    for file in glob.glob('/proc/[0-9]*/cmdline'):
        try:
            line = Path(file).read_bytes()
        except OSError:
            continue
        if folder.encode() in line and b'--user-data-dir' in line:
            found.append(line)
    return found


if __name__ == '__main__':
    unittest.main()
