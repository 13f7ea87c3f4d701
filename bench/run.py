"""run.py KUKRI [SECTION...] [NAME...]: Kukri against CPython, NumPy and PyTorch, as ratios.

Sections: lang (whole programs), start (how long an empty program takes), overhead (nanoseconds of
single tensor operations), calls (likewise of everyday calls and displays), ints (of operations on
ints by their number of digits), strings (of operations on text by its widest character), large
(milliseconds of operations on large tensors), train (training scripts); all of them when none is
named. A NAME keeps only the programs called so. Programs come from bench/lang and bench/tensor, or from the folder that KUKRI_BENCH names
(one with lang/ and tensor/ in it, or a folder of programs).
Both interpreters run in turn; whole programs count user + system time and the median of the rounds' ratios, operations
the best of several runs. REFERENCE_PYTHON (/usr/bin/python3) and KUKRI_BENCH_ROUNDS (5) may be set.
Output must be equal, else the row says so. This is a measurement, not a test: nothing fails here.
"""
import os
import pathlib
import sys

from measure import factor, geometric_mean, in_turn, one_thread

SECTIONS = ('lang', 'start', 'overhead', 'calls', 'ints', 'strings', 'large', 'train')
ROUNDS = int(os.environ.get('KUKRI_BENCH_ROUNDS', '5'))
PYTHON = os.environ.get('REFERENCE_PYTHON', '/usr/bin/python3')
HERE = pathlib.Path(__file__).parent


def folder(kind):
    root = pathlib.Path(os.environ.get('KUKRI_BENCH', HERE))
    if (root / kind).is_dir():
        return root / kind
    return root if kind == 'lang' else root.parent / kind


def programs(kind, pattern, names):
    return [p for p in sorted(folder(kind).glob(pattern)) if not names or p.stem in names]


def problem(p):
    return p.stderr.decode(errors='replace').strip().splitlines()[-1:] or ['output differs']


def whole_programs(title, paths, kukri, same):
    if not paths:
        return
    print(f'\n{title:24} {"reference s":>12} {"kukri s":>9} {"times faster":>13}')
    factors = []
    for path in paths:
        pairs, pa, pb = in_turn([PYTHON, str(path)], [kukri, str(path)], ROUNDS)
        if pb.returncode or (same and pa.stdout.splitlines()[:1] != pb.stdout.splitlines()[:1]):
            print(f'{path.stem:24} {problem(pb)[0][:70]}')
            continue
        factors.append(factor(pairs))
        print(f'{path.stem:24} {min(a for a, _ in pairs):12.3f} {min(b for _, b in pairs):9.3f} '
              f'{factors[-1]:13.2f}', flush=True)
    print(f'geometric mean of {len(factors)}: {geometric_mean(factors):.2f} times faster')


def start(kukri):
    print(f'\n{"start":24} {"reference ms":>12} {"kukri ms":>9} {"times faster":>13}')
    for code in ('pass', 'import numpy', 'import torch'):
        pairs, pa, pb = in_turn([PYTHON, '-c', code], [kukri, '-c', code], 4 * ROUNDS if code == 'pass' else ROUNDS)
        if pa.returncode or pb.returncode:
            print(f'{code:24} {problem(pb if pb.returncode else pa)[0][:70]}')
            continue
        print(f'{code:24} {1e3 * min(a for a, _ in pairs):12.1f} {1e3 * min(b for _, b in pairs):9.1f} '
              f'{factor(pairs):13.2f}')


def rows(output, best, unit):
    for line in output.decode().splitlines():
        fields = line.split('\t')
        if len(fields) == 3 and fields[2] == unit:
            best[fields[0]] = min(float(fields[1]), best.get(fields[0], float('inf')))


def operations(path, kukri, unit, *args):
    """The rows that a program prints as name, number and unit, for both interpreters."""
    reference, ours = {}, {}
    for _ in range(2):
        _, pa, pb = in_turn([PYTHON, str(path), *args], [kukri, str(path), *args], 1)
        rows(pa.stdout, reference, unit)
        rows(pb.stdout, ours, unit)
    if pb.returncode:
        print(f'{path.stem}: {problem(pb)[0][:90]}')
    both = [(reference[n] / ours[n], n) for n in reference if n in ours]
    digits = 1 if unit == 'ns' else 4
    print(f'\n{path.stem:34} {"reference " + unit:>12} {"kukri " + unit:>9} {"times faster":>13}')
    for ratio, name in both:
        print(f'{name:34} {reference[name]:12.{digits}f} {ours[name]:9.{digits}f} {ratio:13.2f}')
    print(f'geometric mean of {len(both)}: {geometric_mean(r for r, _ in both):.2f} times faster; '
          f'{sum(r < 1 for r, _ in both)} slower')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    kukri = sys.argv[1]
    sections = [a for a in sys.argv[2:] if a in SECTIONS]
    names = {a for a in sys.argv[2:] if a not in SECTIONS}
    one_thread()
    if not sections:
        sections = ['lang'] if names else SECTIONS
    if 'lang' in sections:
        whole_programs('program', programs('lang', '*.py', names), kukri, True)
    if 'start' in sections:
        start(kukri)
    if 'overhead' in sections:
        for path in programs('tensor', '*_overhead.py', names):
            operations(path, kukri, 'ns')
    if 'calls' in sections:
        operations(HERE / 'calls.py', kukri, 'ns')
    if 'ints' in sections:
        operations(HERE / 'int_digits.py', kukri, 'ns')
    if 'strings' in sections:
        operations(HERE / 'strings.py', kukri, 'ns')
    if 'large' in sections:
        for path in programs('tensor', '*_large.py', names):
            operations(path, kukri, 'ms', 'quick')
    if 'train' in sections:
        whole_programs('training', programs('tensor', 'train_*.py', names), kukri, False)


main()
