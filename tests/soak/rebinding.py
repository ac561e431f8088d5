#!/usr/bin/env python3
"""Names that change their mind: rebinding.py PROGRAM [--rounds N] [--seed N].

In a network of its own, in which every address is this machine, a DNS server gives the names of a round public addresses, refused ones, both,
or first the one and then the other; through every entry point that fetches. Each connection that arrives, and each call of connect that strace
sees, is counted by its address: none may be to a refused one. Refused addresses as such, in the spellings of ssrf.tsv, take their turns where
that file is there. Needs root, or user namespaces; ip and strace. Ends with a line of JSON.
"""
import argparse
import html
import ipaddress
import json
import os
import random
import re
import shutil
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from power_cut import TEXT

PUBLIC = {4: '93.184.216.34', 6: '2606:2800:220:1:248:1893:25c8:1946'}
REFUSED = ['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.5.5', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200',
           '198.18.0.1', '192.0.2.7', '198.51.100.7', '203.0.113.9', '192.88.99.1', '255.255.255.255', '224.0.0.251', '240.0.0.1', '::1', '::',
           'fd00::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::1',
           '2001:db8::1', '2001::1', 'fec0::1', 'ff02::1', '100::1']
# How a name is answered, the first time and later.
STRATEGIES = ['refused', 'first_public', 'second_public', 'public_and_refused', 'refused_and_public', 'other_family', 'alias', 'alias_later']


def skip(reason: str) -> None:
    print(f'rebinding: skipped: {reason}', file=sys.stderr)
    sys.exit(77)


def into_a_network_of_its_own() -> None:
    if os.environ.get('PRESSMARK_REBINDING') == 'inside':
        return
    if missing := [tool for tool in ('ip', 'strace', 'unshare') if not shutil.which(tool)]:
        skip(f'{" and ".join(missing)} must be there (Debian: iproute2, strace, util-linux)')
    how = ['unshare', '--net', '--mount'] + ([] if os.geteuid() == 0 else ['--user', '--map-root-user'])
    if subprocess.run([*how, 'true'], stderr=subprocess.DEVNULL).returncode != 0:
        skip('this machine allows no network of its own: be root, or allow user namespaces')
    os.environ['PRESSMARK_REBINDING'] = 'inside'
    os.execvp(how[0], [*how, sys.executable, *sys.argv])


def set_up_network(folder: Path) -> None:
    for file, text in (('resolv.conf', 'nameserver 127.0.0.1\noptions timeout:2\n'), ('nsswitch.conf', 'hosts: files dns\n'),
                       ('hosts', '127.0.0.1 localhost\n')):
        (folder / file).write_text(text)
        subprocess.run(['mount', '--bind', folder / file, Path('/etc', file).resolve()], check=True)
    for family, prefix in ((4, 32), (6, 128)):
        ip = ['ip', f'-{family}']
        if family == 4:
            subprocess.run([*ip, 'link', 'set', 'lo', 'up'], check=True)
        subprocess.run([*ip, 'address', 'add', f'{PUBLIC[family]}/{prefix}', 'dev', 'lo'], check=True)
        subprocess.run([*ip, 'route', 'add', 'local', 'default', 'dev', 'lo'], check=True)


def is_public(address: str) -> bool:
    return ipaddress.ip_address(address) in map(ipaddress.ip_address, PUBLIC.values())


def unmapped(address: str) -> str:
    found = ipaddress.ip_address(address.partition('%')[0])
    return str(getattr(found, 'ipv4_mapped', None) or found)


class Names(threading.Thread):
    """A DNS server. A name is STRATEGY.ROUND.ADDRESS.rebind.example.com, with the address in hexadecimal digits."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(('127.0.0.1', 53))
        self.asked, self.refused_answers = Counter(), 0

    def run(self):
        while True:
            query, peer = self.socket.recvfrom(4096)
            try:
                self.socket.sendto(self.answer(query), peer)
            except (OSError, ValueError, IndexError) as problem:
                print('DNS:', problem, file=sys.stderr)

    def answer(self, query: bytes) -> bytes:
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode('latin-1').lower())
            at += 1 + query[at]
        kind = struct.unpack_from('>H', query, at + 1)[0]
        records = self.records(labels, kind)
        head = query[:2] + b'\x81\x80' + struct.pack('>HHHH', 1, len(records), 0, 0)
        return head + query[12:at + 5] + b''.join(records)

    def records(self, labels: list[str], kind: int) -> list[bytes]:
        family = {1: 4, 28: 6}.get(kind)
        if not family or labels[-3:] != ['rebind', 'example', 'com']:
            return []
        public = ipaddress.ip_address(PUBLIC[family])
        if labels[0] == 'public':
            return [record(kind, public.packed)]
        strategy, refused = labels[0], ipaddress.ip_address(bytes.fromhex(labels[2]))
        if refused.version != family:
            return [record(kind, public.packed)] if strategy == 'other_family' else []
        self.asked['.'.join(labels)] += 1
        time = self.asked['.'.join(labels)]
        if time <= {'first_public': 1, 'second_public': 2, 'alias_later': 1}.get(strategy, 0):
            return [record(kind, public.packed)]
        self.refused_answers += 1
        bad = [record(kind, refused.packed)]
        if strategy == 'public_and_refused':
            return [record(kind, public.packed), *bad]
        if strategy == 'refused_and_public':
            return [*bad, record(kind, public.packed)]
        if strategy.startswith('alias'):
            alias = b'\x05other\x07example\x03com\x00'
            return [record(5, alias), b''.join([alias, bad[0][2:]])]
        return bad


def record(kind: int, data: bytes) -> bytes:
    return b'\xc0\x0c' + struct.pack('>HHIH', kind, 1, 0, len(data)) + data


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 100

    def __init__(self, family: socket.AddressFamily, port: int, arrived: Counter):
        self.address_family, self.arrived = family, arrived
        super().__init__(('::' if family == socket.AF_INET6 else '0.0.0.0', port), Answer, bind_and_activate=False)
        if family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.server_bind()
        self.server_activate()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(socketserver.StreamRequestHandler):
    """What is asked for is all in the query of the address: pages, feeds and redirects that lead to `to`."""
    timeout = 5

    def handle(self):
        address = unmapped(self.connection.getsockname()[0])
        self.server.arrived['public' if is_public(address) else address] += 1
        try:
            while (line := self.rfile.readline(65536)) and self.answer(line.decode('latin-1')):
                pass
        except OSError:
            pass

    def answer(self, line: str) -> bool:
        host = ''
        while (field := self.rfile.readline(65536).decode('latin-1').strip()):
            if field.lower().startswith('host:'):
                host = field[5:].strip()
        parts = line.split(' ')
        if len(parts) < 2:
            return False
        path = urlsplit(parts[1]).path
        to = parse_qs(urlsplit(parts[1]).query).get('to', [f'http://{host}/picture.png'])[0]
        status, kind, body, more = self.content(path, html.escape(to), to, host)
        body = body.encode()
        self.wfile.write(f'HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n'.encode() + body)
        return True

    def content(self, path: str, escaped: str, to: str, host: str):
        if path == '/page':
            return '200 OK', 'text/html', (f'<!doctype html><title>A page</title><link rel="next" href="{escaped}"><article><h1>A page</h1><p>'
                                           f'{TEXT * 6}</p><img src="{escaped}" width=600 height=400 alt="x"><p>{TEXT * 6}</p></article>'), ''
        if path == '/app':  # Nothing without its scripts, which go where `to` leads in every way.
            return '200 OK', 'text/html', ('<!doctype html><title>An app</title><body><script>const to = new URLSearchParams(location.search).get("to");'
                                           'if (to) { fetch(to, {mode: "no-cors"}).catch(() => 0); new Image().src = to; new WebSocket(to.replace(/^http/, "ws"));'
                                           'document.body.append(Object.assign(document.createElement("iframe"), {src: to})) }</script>'), ''
        if path == '/feed':
            return '200 OK', 'application/rss+xml', ('<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
                                                     f'<item><title>One</title><link>{escaped}</link></item></channel></rss>'), ''
        if path == '/redirect':
            return '302 Found', 'text/plain', '', f'Location: {to.encode().decode("latin-1")}\r\n'
        if path == '/robots.txt' and host in Round.sitemaps:
            return '200 OK', 'text/plain', f'Sitemap: {Round.sitemaps[host]}\n', ''
        if path == '/':
            return '200 OK', 'text/html', '<!doctype html><title>A site</title><p>Welcome.', ''
        return '404 Not Found', 'text/plain', '', ''


CONNECT = re.compile(r'connect\(\d+<TCP.*?\{sa_family=AF_INET6?, sin6?_port=htons\((\d+)\).*?"([0-9a-fA-F:.]+)"')
DATAGRAM = re.compile(r'(?:send\w+|write)\(\d+<UDP\w*:\[[^>]*->\[?([0-9a-fA-F:.]+)\]?:(\d+)\]')


def connected(trace: str) -> Counter:
    """The addresses that calls went to. A datagram socket that sends nothing does not count: so the resolver sorts addresses."""
    found = Counter()
    # The browser's proxy listens on a port that the system chose; none of a page's addresses has one of those.
    called = [address for port, address in CONNECT.findall(trace) if address != '127.0.0.1' or int(port) < 32768]
    for address in called + [to for to, port in DATAGRAM.findall(trace) if (to, port) != ('127.0.0.1', '53')]:
        address = unmapped(address)
        found['public' if is_public(address) else address] += 1
    return found


class Round:
    sitemaps = {}  # by host: what its robots.txt names

    def __init__(self, program: str, folder: Path, number: int):
        self.program, self.folder, self.number = program, folder, number
        self.trace, self.runs = Counter(), 0

    def run(self, *arguments) -> int:
        trace = self.folder / 'trace'
        call = ['strace', '-f', '-qq', '-yy', '-e', 'trace=connect,sendto,sendmsg,sendmmsg,write', '-o', trace, self.program, *map(str, arguments)]
        done = subprocess.run(call, capture_output=True, timeout=120,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'TMPDIR': '/tmp', 'PRESSMARK_ARCHIVE': str(self.folder / 'archive')})
        self.trace += connected(trace.read_text(errors='replace'))
        self.runs += 1
        if done.returncode < 0 or done.returncode > 10:
            raise SystemExit(f'round {self.number}: {arguments} ended with {done.returncode}: {done.stderr.decode(errors="replace")}')
        return done.returncode

    def public(self, path: str, to: str) -> str:
            return f'http://public.{self.number}.rebind.example.com{path}?to={quote(to, safe="")}'

    def file(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text)
        return file

    # Entry points. `to(PATH)` gives the address of the round.

    def page_read(self, to):
        self.run('read', to('/page'))

    def page_saved(self, to):
        self.run('save', to('/page'))

    def redirect(self, to):
        self.run('read', self.public('/redirect', to('/page')))

    def redirect_to_itself(self, to):
        self.run('save', to('/redirect'))

    def picture(self, to):
        self.run('save', self.public('/page', to('/picture.png')))

    def picture_read(self, to):
        self.run('read', '--images', self.folder / 'pictures', self.public('/page', to('/picture.png')))

    def feed(self, to):
        self.run('follow', 'add', to('/feed'))
        self.run('follow', 'run')

    def item(self, to):
        self.run('follow', 'add', self.public('/feed', to('/page')))
        self.run('follow', 'run')

    def redirected_feed(self, to):
        self.run('follow', 'add', self.public('/redirect', to('/feed')))

    def sitemap(self, to):
        host = f'public.{self.number}.rebind.example.com'
        Round.sitemaps[host] = to('/sitemap.xml')
        self.run('follow', 'add', f'http://{host}/')

    def imported(self, address):
        self.run('import', '--fetch', self.file('links.html', '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n'
                                                f'<DT><A HREF="{html.escape(address)}" ADD_DATE="1700000000">One</A>\n</DL>\n'))

    def imported_link(self, to):
        self.imported(to('/page'))

    def imported_picture(self, to):
        self.imported(self.public('/page', to('/picture.png')))

    def rendered(self, to):
        self.run('read', '--render', to('/app'))

    def script(self, to):
        self.run('read', '--render', self.public('/app', to('/x')))

    def recipe(self, to):
        self.run('recipe', 'test', '--fetch', self.file('site.recipe', f'host: *.rebind.example.com\nbody: article\ntest: {to("/page")}\n'))


ENTRIES = [Round.page_read, Round.page_saved, Round.redirect, Round.redirect_to_itself, Round.picture, Round.picture_read, Round.feed, Round.item,
           Round.redirected_feed, Round.sitemap, Round.imported_link, Round.imported_picture, Round.recipe]
if os.environ.get('PRESSMARK_CHROMIUM') or shutil.which('chromium'):
    ENTRIES += [Round.rendered, Round.script]


def spellings() -> list[str]:
    """The addresses of ssrf.tsv that are refused as they stand."""
    source = Path(__file__).resolve().parents[3] / 'shared' / 'data'
    table = Path(os.environ.get('PRESSMARK_DATA', source)) / 'ssrf.tsv'
    if not table.exists():
        print(f'no {table}: only names are tried', file=sys.stderr)
        return []
    rows = [line.split('\t') for line in table.read_text().splitlines()[1:]]
    found = [json.loads(f'"{row[2]}"') for row in rows if row[4] == 'deny' and not row[3]]
    return [address for address in found if address.startswith('http') and address.isprintable()]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('--rounds', type=int, default=100)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    into_a_network_of_its_own()
    folder = Path(tempfile.mkdtemp())
    try:
        set_up_network(folder)
    except subprocess.CalledProcessError as problem:
        skip(f'the network can\'t be set up: {problem}')
    names, arrived = Names(), Counter()
    names.start()
    for port in (80, 443, 8080, 8443):
        for family in (socket.AF_INET, socket.AF_INET6):
            Server(family, port, arrived)
    chance, literals = random.Random(options.seed), spellings()
    program = os.path.abspath(options.program)

    def work(number: int) -> Round:
        place = folder / 'round'
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return Round(program, place, number)

    # What must be seen is seen: a connection to a refused address, where it is allowed.
    check = work(0)
    for refused in ('10.1.2.3', '127.0.0.1', 'fd00::1'):
        name = f'refused.0.{ipaddress.ip_address(refused).packed.hex()}.rebind.example.com'
        code = check.run('read', '--allow-private', f'http://{name}/page')
        if code != 0 or not arrived[refused] or not check.trace[refused]:
            raise SystemExit(f'the counting does not work: {refused}: exit {code}, {arrived}, {check.trace}')
    arrived.clear()
    trace, runs, answers = Counter(), 0, Counter()
    for number in range(1, options.rounds + 1):
        entry = ENTRIES[number % len(ENTRIES)]
        literal = chance.choice(literals) if literals and chance.random() < 0.25 else None
        strategy, refused = chance.choice(STRATEGIES), ipaddress.ip_address(chance.choice(REFUSED))
        port = chance.choice(('', '', ':8080'))
        host = f'{strategy}.{number}.{refused.packed.hex()}.rebind.example.com{port}'
        before, answers_before = sum(count for address, count in arrived.items() if address != 'public'), names.refused_answers
        done = work(number)
        entry(done, lambda path: literal or f'http://{host}{path}')
        trace += done.trace
        runs += done.runs
        answers[entry.__name__] += names.refused_answers - answers_before
        wrong = sum(count for address, count in arrived.items() if address != 'public') - before
        if wrong or any(address != 'public' for address in done.trace):
            print(f'round {number}: {entry.__name__} {literal or host}: {wrong} arrived, {dict(done.trace)}', file=sys.stderr)
    result = {'faults': 'rebinding', 'rounds': options.rounds, 'runs': runs,
              'answers_with_refused_addresses': answers, 'connections_to_public': arrived.pop('public', 0),
              'connects_to_public': trace.pop('public', 0), 'connections_to_refused': sum(arrived.values()),
              'connects_to_refused': sum(trace.values())}
    shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result))
    if options.rounds >= 10 * len(ENTRIES) and min(answers.values()) == 0:
        return 1  # An entry point that never met one shows nothing.
    return 1 if result['connections_to_refused'] or result['connects_to_refused'] else 0


if __name__ == '__main__':
    sys.exit(main())
