"""Random tensor programs through Kukri and the original: every difference in what they print is a bug.

The common part of diff_torch.py and diff_numpy.py, which write the programs. A program (one seed) is a list of
statements; each has a tag that names what it tries, so that differences can be counted by cause. Many programs run in
one process of either side. Each statement prints one record, `\x1e seed number tag \x1f text`; the texts of the two
sides are compared word by word, numbers within a tolerance that follows the precision named in the text. If Kukri dies
in a batch, the statement behind the last record is reported and the rest of the batch run again without its program.
Differences in values that no implementation could avoid are counted apart, where the prelude allows it (diff_moved.py).
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import diff_moved
from diff_program import NUMBER, Program, apart, step, tolerance

# Runs in both interpreters, ahead of the module's own prelude, which defines describe(value) -> str.
PRELUDE = r'''
import sys, warnings
warnings.simplefilter('ignore')
_shown = {}
def show(seed, number, tag, f):
    try:
        text = describe(f())
    except Exception as e:
        text = '!%s: %s' % (type(e).__name__, e)
    _write('\x1e%d %d %s\x1f%s\n' % (seed, number, tag, text))
_write = sys.stdout.write
'''


def same(a, b, body=''):
    """Equal up to the tolerance of numbers and the space before them; words must be equal."""
    if a == b:
        return True
    if a and 'ZeroTensors are immutable' in a:   # gradients that the original represents without memory and then writes to
        return True
    if a and b and 'INTERNAL ASSERT FAILED' in a:   # the original's own mistake, with places of its sources
        return b.startswith('!')
    if a and b and 'ndim must be >= 1' in a:    # the original reads the size of a dimension that a tensor without any does not have:
        return 'Invalid number of data points (0) specified' in b   # what was there before it was reduced, or 0 as in a new one
    if a and b and 'complex32' in a and b.startswith('!NotImplementedError: torch.complex32'):
        return True     # which Kukri says it does not have (tests/torch/ops/different.txt)
    if a and b:
        a, b = (re.sub(r'(?<=[\[\s]) +| +(?=[],])', '', t) for t in (a, b))
    if a and b and NUMBER.findall(a) != NUMBER.findall(b):  # other last digits are laid out otherwise
        a, b = (re.sub(r'\s+(?=[-+][\d.]+(?:e[-+]\d+)?j)', '', re.sub(r'\s+', ' ', t)) for t in (a, b))
    if a is None or b is None or a.startswith('!') or NUMBER.split(a) != NUMBER.split(b):
        return False
    shown = [NUMBER.findall(t) for t in (a, b)]
    x, y = ([complex(n) for n in row] for row in shown)
    # One other number can change how many digits the rest are printed with.
    steps = [max(step(p), step(q)) if step(p) != step(q) else 0 for p, q in zip(*shown)]
    return len(x) == len(y) and not any(True for _ in apart(x, y, tolerance(a, body), steps))


def run(command, text, folder, name, seconds):
    path = os.path.join(folder, name)
    with open(path, 'w') as f:
        f.write(text)
    env = dict(os.environ, OMP_NUM_THREADS='1', PYTHONHASHSEED='0', PYTHONIOENCODING='utf-8')
    try:
        p = subprocess.run(command + [path], capture_output=True, timeout=seconds, env=env)
        out, code, err = p.stdout, p.returncode, p.stderr
    except subprocess.TimeoutExpired as e:
        out, code, err = e.stdout or b'', 'timeout', b''
    records = {}
    for record in out.decode('utf-8', 'replace').split('\x1e')[1:]:
        key, _, text = record.partition('\x1f')
        seed, number, _ = key.split(' ', 2)
        records[int(seed), int(number)] = text[:-1]
    return records, code, err.decode('utf-8', 'replace')


def run_all(command, programs, prelude, folder, name, seconds, deaths):
    """Runs the programs in one process; after a death, the rest without the program that died."""
    records, rest = {}, programs
    while rest:
        text = PRELUDE + prelude + ''.join(p.text() for p in rest)
        found, code, err = run(command, text, folder, name, seconds)
        records.update(found)
        if code == 0:
            break
        last = max(found, default=(rest[0].seed, -1))
        done = [i for i, p in enumerate(rest) if p.seed == last[0]][0]
        if last[1] + 1 == len(rest[done].statements):
            done, last = done + 1, (last[0] + 1, -1)
        if done >= len(rest):
            break
        tag, body = rest[done].statements[last[1] + 1]
        deaths.append(f'{command[0]} ended with {code} at {rest[done].seed}.{last[1] + 1} [{tag}] {body}\n  {err[-600:]}')
        rest = rest[done + 1:]
    return records


def cached(cache, command, programs, prelude, folder, name):
    """What the original says, which does not change: kept in the folder `cache` if one is given."""
    key = hashlib.sha256((PRELUDE + prelude + ''.join(p.text() for p in programs)).encode()).hexdigest()[:24]
    path = os.path.join(cache or '', key + '.json')
    if cache and os.path.exists(path):
        with open(path) as f:
            return {(s, n): text for s, n, text in json.load(f)}
    records = run_all(command, programs, prelude, folder, name, 600, [])
    if cache:
        os.makedirs(cache, exist_ok=True)
        with open(path, 'w') as f:
            json.dump([(s, n, text) for (s, n), text in records.items()], f)
    return records


def settle(arguments, prelude, differences, folder, name):
    """The differences that stay, and those that diff_moved.py accepts."""
    candidates = [d for d in differences if diff_moved.may_be(d[3], d[4])]
    if not candidates:
        return differences, []
    programs = [diff_moved.Again(n, d[0], d[2]) for n, d in enumerate(candidates)]
    records = cached(arguments.cache, [arguments.python], programs, prelude + diff_moved.PRELUDE, folder, name)
    rounding = [d for p, d in zip(programs, candidates)
                if diff_moved.accepted(d[3], d[4], [records.get((p.seed, i)) for i in range(len(p.statements))], d[2])]
    return [d for d in differences if d not in rounding], rounding


def machine_bound(arguments, prelude, programs, differences, folder, name, machine):
    """The differences that stay, and those that the original itself shows under `machine`: variables of the environment that
    keep it from using instructions that not every processor has."""
    if not machine or not differences:
        return differences, []
    named = {d[1][0] for d in differences}
    command = ['env'] + [f'{k}={v}' for k, v in machine.items()] + [arguments.python]
    records = run_all(command, [p for p in programs if p.seed in named], prelude, folder, name, 600, [])
    bound = [d for d in differences if d[1] in records and same(records[d[1]], d[4], ' '.join(d[2]))]
    return [d for d in differences if d not in bound], bound


def batch(arguments, generate, prelude, seeds, folder, movable, machine=None):
    programs = [generate(s) for s in seeds]
    deaths, differences, rounding, count = [], [], [], 0
    theirs = cached(arguments.cache, [arguments.python], programs, prelude, folder, f'theirs_{seeds[0]}.py')
    ours = run_all([arguments.kukri], programs, prelude, folder, f'ours_{seeds[0]}.py', 600, deaths)
    for p in programs:
        for i, (tag, body) in enumerate(p.statements):
            key = p.seed, i
            if key in theirs:
                count += 1
                if not same(theirs[key], ours.get(key), ' '.join(body)):
                    differences.append((tag, key, body, theirs[key], ours.get(key)))
    if movable:
        differences, rounding = settle(arguments, prelude, differences, folder, f'moved_{seeds[0]}.py')
    differences, bound = machine_bound(arguments, prelude, programs, differences, folder, f'machine_{seeds[0]}.py', machine)
    return count, deaths, differences, rounding, bound


def kind(wanted, got):
    """What sort of difference it is, the worst first."""
    if got is None:
        return '0 missing'
    if wanted.startswith('!') != got.startswith('!'):
        return '2 error expected' if wanted.startswith('!') else '1 unexpected error'
    if not wanted.startswith('!'):
        plain = [re.sub(r' (\w+Backward\w*|CopySlices|leaf) ', ' ', t) for t in (wanted, got)]
        return '5 node name' if same(*plain) else '0 value'
    return '4 error text' if wanted.split(':')[0] == got.split(':')[0] else '3 error type'


def report(differences, limit, kinds):
    groups = collections.defaultdict(list)
    for d in differences:
        k = kind(d[3], d[4])
        if not kinds or k[0] in kinds:
            groups[k, d[0]].append(d)
    for (k, tag), found in sorted(groups.items(), key=lambda g: (g[0][0], -len(g[1]))):
        print(f'== {k}: {tag}: {len(found)}')
        for _, key, body, wanted, got in found[:limit]:
            print(f'  {key[0]}.{key[1]}  ' + '; '.join(body))
            print(f'    wanted {wanted[:700]}\n    got    {str(got)[:700]}')


def main(generate, prelude, description, movable=False, machine=None):
    """generate(seed) -> Program; prelude defines describe and what the programs call; movable: and start (diff_moved.py);
    machine: see machine_bound."""
    a = argparse.ArgumentParser(description=description)
    a.add_argument('kukri')
    a.add_argument('python')
    a.add_argument('--seed', type=int, default=0, help='the first seed')
    a.add_argument('--count', type=int, default=100, help='how many programs')
    a.add_argument('--jobs', type=int, default=2)
    a.add_argument('--batch', type=int, default=100, help='programs in one process')
    a.add_argument('--examples', type=int, default=2, help='differences shown for each tag')
    a.add_argument('--kinds', default='', help='only differences of these kinds: 0 value, 1 unexpected error, 2 error expected, 3 error type, 4 error text, 5 name of a graph node')
    a.add_argument('--topics', default='', help='only these topics, with commas between')
    a.add_argument('--cache', help="keep what PYTHON printed in this folder, for the next time")
    a.add_argument('--keep', help='leave the scripts in this folder')
    a = a.parse_args()
    topics = a.topics.split(',') if a.topics else None
    last = a.seed + a.count
    batches = [list(range(s, min(s + a.batch, last))) for s in range(a.seed, last, a.batch)]
    total, deaths, differences, rounding, bound = 0, [], [], [], []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        folder = a.keep or folder
        os.makedirs(folder, exist_ok=True)
        for count, d, found, moved, other in pool.map(
                lambda seeds: batch(a, lambda s: generate(s, topics), prelude, seeds, folder, movable, machine), batches):
            total += count
            deaths += d
            differences += found
            rounding += moved
            bound += other
    report(differences, a.examples, a.kinds)
    for d in deaths[:20]:
        print('DIED', d[:1500])
    if rounding:
        print(f'==== within what an ulp of the input does to the original (diff_moved.py): {len(rounding)}')
        report(rounding, a.examples, a.kinds)
    if bound:
        print(f'==== as the original does without some instructions of this processor: {len(bound)}')
        report(bound, a.examples, a.kinds)
    within = f', {len(rounding)} more within what an ulp of the input does to the original' if movable else ''
    within += f', {len(bound)} more as the original does without some instructions of this processor' if bound else ''
    print(f'{a.count} programs, {total} statements, {len(differences)} differences{within}, {len(deaths)} deaths')
    return 1 if differences or deaths else 0


if __name__ == '__main__':
    sys.exit('run diff_torch.py or diff_numpy.py')
