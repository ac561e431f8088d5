"""script/bench hostile_read [FAMILY...]: what pages made to break a parser cost on the whole way to Markdown.

The families of `script/bench hostile`, each at three sizes, four times the one before, through `pressmark read`: CPU seconds of the whole process, the
least of several runs. A family passes when the cost grows by an exponent of at most 1.15, the Markdown is at most four times the page and a megabyte,
and the program ends with the text or an error.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hostile_families import FAMILIES
from pages import PROGRAM

STEP = 4  # between the sizes
MOST_EXPONENT, MOST_GROWTH, MOST_MORE = 1.15, 4, 1_000_000
RUNS, MORE_RUNS = 1, 4  # the second for a family that fails
MOST_SECONDS = 60  # of CPU; what takes longer is stopped
LEAST_MEASURED = 0.1  # seconds; below it what grows is the cost of starting

Row = dict[str, Any]


def read(page: Path, out: Path) -> tuple[float, float, int]:
    """CPU seconds, peak memory in MB and the exit code of one run."""
    process = subprocess.Popen([PROGRAM, 'read', '--quiet', page, '-o', out], stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS)))
    _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def measure(name: str, folder: Path) -> Row:
    largest, page_of = FAMILIES[name]
    page, out = folder / 'page.html', folder / 'out.md'
    for runs in (RUNS, MORE_RUNS):
        seconds: list[float] = []
        for size in (largest // STEP ** 2, largest // STEP, largest):
            page.write_text(page_of(size), newline='')
            out.unlink(missing_ok=True)
            measured = [read(page, out) for _ in range(runs)]
            seconds.append(min(each[0] for each in measured))
        memory, code = measured[0][1:]
        written = out.stat().st_size if out.exists() else 0
        exponent = math.log(seconds[2] / seconds[1], STEP) if seconds[2] > LEAST_MEASURED else 0.0
        good = exponent <= MOST_EXPONENT and written <= MOST_GROWTH * page.stat().st_size + MOST_MORE and code >= 0
        if good:
            break
    return {'family': name, 'bytes': page.stat().st_size, 'seconds': [round(each, 3) for each in seconds], 'exponent': round(exponent, 2), 'memory': int(memory),
            'written': written, 'code': code, 'good': good}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('families', nargs='*', metavar='FAMILY')
    arguments = arguments.parse_args()
    rows: list[Row] = []
    print(f'{"family":44}{"MB":>6}{"seconds":>9}{"exponent":>10}{"peak MB":>9}{"Markdown MB":>13}{"exit":>6}')
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.families or FAMILIES:
            row = measure(name, Path(folder))
            rows.append(row)
            print(f'{name:44}{row["bytes"] / 1e6:6.1f}{row["seconds"][2]:9.3f}{row["exponent"]:10.2f}{row["memory"]:9}{row["written"] / 1e6:13.2f}{row["code"]:6}'
                  f'{"" if row["good"] else "   <--"}', flush=True)
    print(json.dumps({'bench': 'hostile_read', 'families': len(rows), 'good': sum(row['good'] for row in rows), 'rows': rows}))


main()
