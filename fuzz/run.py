"""script/fuzz [--seconds N] [NAME...]: builds the fuzzers and runs each for N seconds; stops at the first finding."""
import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path

from seeds import LONGEST, ROOT, seeds

BUILD = ROOT / 'build' / 'fuzz'
DICTIONARIES = {'html_fuzz': 'html', 'fragment_fuzz': 'html', 'tokenizer_fuzz': 'html', 'read_fuzz': 'html', 'encoding_fuzz': 'encoding', 'url_fuzz': 'url'}


def write_seeds(fuzzer: str) -> Path:
    folder = BUILD / 'seeds' / fuzzer
    folder.mkdir(parents=True, exist_ok=True)
    for text in seeds(fuzzer):
        (folder / hashlib.sha256(text).hexdigest()[:16]).write_bytes(text)
    return folder


def last(pattern: str, text: str) -> str:
    found = re.findall(pattern, text)
    return found[-1] if found else '0'


def run(fuzzer: str, seconds: int) -> bool:
    """One fuzzer; whether it found nothing."""
    corpus, findings, log = BUILD / 'corpus' / fuzzer, BUILD / 'findings', BUILD / 'logs' / f'{fuzzer}.log'
    for folder in (corpus, findings, log.parent):
        folder.mkdir(parents=True, exist_ok=True)
    command = [str(BUILD / fuzzer), f'-max_total_time={seconds}', f'-max_len={LONGEST}', '-timeout=20', '-rss_limit_mb=2048', '-print_final_stats=1',
               f'-artifact_prefix={findings}/{fuzzer}-']
    if fuzzer in DICTIONARIES:
        command.append(f'-dict={ROOT / "fuzz" / DICTIONARIES[fuzzer]}.dict')
    with log.open('w') as output:
        done = subprocess.run([*command, str(corpus), str(write_seeds(fuzzer))], stdout=output, stderr=subprocess.STDOUT)
    text = log.read_text(errors='replace')
    print(f'{fuzzer:16}{last("stat::number_of_executed_units: *([0-9]+)", text):>12} runs{last("stat::average_exec_per_sec: *([0-9]+)", text):>8} a second'
          f'{last("cov: ([0-9]+)", text):>8} edges{last("ft: ([0-9]+)", text):>8} features   {"nothing found" if done.returncode == 0 else "FOUND"}', flush=True)
    if done.returncode != 0:
        print(f'input:  {last("Test unit written to (.*)", text)}\noutput: {log}\n' + '\n'.join(text.splitlines()[-25:]))
    return done.returncode == 0


def main() -> None:
    known = sorted(file.stem for file in (ROOT / 'fuzz').glob('*_fuzz.cc'))
    arguments = argparse.ArgumentParser(prog='script/fuzz', description=__doc__)
    arguments.add_argument('--seconds', type=int, default=60)
    arguments.add_argument('names', nargs='*', metavar='NAME', help=', '.join(known))
    arguments = arguments.parse_args()
    names = arguments.names or known
    if unknown := [name for name in names if name not in known]:
        sys.exit(f'script/fuzz: no fuzzer is called {unknown[0]} (known: {", ".join(known)})')
    subprocess.run(['script/build', 'fuzz', *names], cwd=ROOT, check=True)
    for name in names:
        if not run(name, arguments.seconds):
            sys.exit(1)


if __name__ == '__main__':
    main()
