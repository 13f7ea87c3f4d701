"""run.py KUKRI [NAME...]: CPU time of the benchmark programs against CPython, as ratios.

Programs are the *.py files of bench/lang, or of the folder that KUKRI_BENCH names. Kukri and the
reference (REFERENCE_PYTHON, default /usr/bin/python3) run in turn; the figure of a program is the
median of the per-round ratios of user + system time. Output must be equal, else the row says so.
This is a measurement, not a test: nothing fails here.
"""
import math
import os
import pathlib
import resource
import statistics
import subprocess
import sys

ROUNDS = int(os.environ.get('KUKRI_BENCH_ROUNDS', '5'))


def cpu_time(cmd):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, p


def main():
    kukri, names = sys.argv[1], set(sys.argv[2:])
    folder = pathlib.Path(os.environ.get('KUKRI_BENCH', pathlib.Path(__file__).parent / 'lang'))
    python = os.environ.get('REFERENCE_PYTHON', '/usr/bin/python3')
    os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
    programs = [p for p in sorted(folder.glob('*.py')) if not names or p.stem in names]
    if not programs:
        sys.exit(f'no benchmark programs in {folder} (KUKRI_BENCH names the folder)')
    factors = []
    print(f'{"program":20} {"reference s":>12} {"kukri s":>9} {"times faster":>13}')
    for path in programs:
        pairs = []
        for _ in range(ROUNDS):
            (a, pa), (b, pb) = cpu_time([python, str(path)]), cpu_time([kukri, str(path)])
            pairs.append((a, b))
        if pb.returncode or pa.stdout.splitlines()[:1] != pb.stdout.splitlines()[:1]:
            print(f'{path.stem:20} output differs: {pb.stdout[:60]!r} {pb.stderr.decode(errors="replace").strip()[-80:]}')
            continue
        factor = statistics.median(a / b for a, b in pairs)
        factors.append(factor)
        print(f'{path.stem:20} {min(a for a, _ in pairs):12.3f} {min(b for _, b in pairs):9.3f} {factor:13.2f}')
    if factors:
        mean = math.exp(sum(map(math.log, factors)) / len(factors))
        print(f'geometric mean of {len(factors)}: {mean:.2f} times faster')


main()
