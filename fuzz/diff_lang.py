"""Random programs through Kukri and CPython: what they print must be the same.

usage: diff_lang.py [KUKRI [PYTHON]] [--seed N] [--count M] [--jobs J] [--kinds K,K] [--keep FOLDER]

Program number n is made from seed n alone by one of the writers (KINDS), in turn. Batches of programs
run in one process of each interpreter (lang_harness.py), each program under a time limit; a batch that
ends early goes on behind the program that ended it. A program whose output differs is run once more in
processes of its own, made smaller while the difference stays, and shown; --keep stores it.
"""
import argparse
import ast
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import lang_calls
import lang_classes
import lang_codes
import lang_control
import lang_errors
import lang_flow
import lang_frames
import lang_library
import lang_matches
import lang_mutants
import lang_syntax
import lang_text
import lang_types
import lang_values
import lang_views

HERE = pathlib.Path(__file__).resolve().parent
KINDS = {'values': lang_values.program, 'control': lang_control.program, 'classes': lang_classes.program,
         'flow': lang_flow.program, 'errors': lang_errors.program, 'syntax': lang_syntax.program, 'library': lang_library.program,
         'types': lang_types.program, 'mutants': lang_mutants.program, 'text': lang_text.program, 'calls': lang_calls.program,
         'views': lang_views.program, 'codes': lang_codes.program,
         'matches': lang_matches.program, 'frames': lang_frames.program}
ENV = {'PYTHONHASHSEED': '0', 'PYTHONIOENCODING': 'utf-8:backslashreplace', 'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'}
SEPARATOR = '\x1e\x1f'


def harness(exe, folder, numbers, seconds):
    """The output of each program of folder that the interpreter reached."""
    cmd = [exe, '-W', 'ignore', str(HERE / 'lang_harness.py'), str(folder), *map(str, numbers)]
    try:
        p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds, env=ENV)
        text, rc = p.stdout, p.returncode
    except subprocess.TimeoutExpired as e:
        text, rc = e.stdout or b'', 'timeout'
    out = {}
    for piece in text.decode('utf-8', 'replace').split(SEPARATOR)[1:]:
        head, _, rest = piece.partition('\n')
        out[int(head)] = rest
    if rc and out: # the last one ended the process
        out[max(out)] += f'\n<exit {rc}>'
    return out


def run_all(exe, folder, numbers):
    done, left = {}, list(numbers)
    while left:
        got = harness(exe, folder, left, 60 + 2 * len(left))
        if not got:
            done[left[0]] = '<no output>'
            left = left[1:]
            continue
        done.update(got)
        left = [n for n in left if n > max(got)]
    return done


LIBRARY_FRAME = re.compile(r'^( *(?:\| )?)  File "(?:<frozen [^"]*>|/usr/lib/python3[^"]*)", line \d+, in .*\n(?:\1    .*\n)*'
                           r'(?:\1  \[Previous line repeated .*\n)?', re.M)


def normal(text):
    """Addresses, the frames of library functions, the places of library modules and docstrings in displays of
    dicts taken out: those of built-in classes are in our own words, and so is what site says of the interpreter."""
    text = LIBRARY_FRAME.sub('', re.sub(r'0x[0-9a-f]{6,}', '0x', text))
    text = re.sub(r'\((?:<frozen [^>]*>|/usr/lib/python3[^)\s]*)\)', '(library)', text)
    text = re.sub(r"'copyright': .*?, 'help': Type ", "'help': Type ", text, flags=re.S)
    text = re.sub(r"""'__doc__': (?:'[^']*'|"[^"]*")""", "'__doc__': ''", text)
    return re.sub(r"(<module '[\w.]+') (?:\(frozen\)|\(built-in\)|from '/usr/lib/python3[^']*')>", r'\1 (library)>', text)


def same(a, b):
    """a: Kukri's output, b: CPython's."""
    if '<exit -' in b or b == '<no output>': # it ended CPython itself: nothing to compare with
        return True
    if a == b or any(mark in text for mark in ('<timeout>', 'TimeUp') for text in (a, b)): # a program may catch TimeUp
        return True
    if all('maximum recursion depth exceeded' in text for text in (a, b)): # how deep it got hangs on what was specialised
        return True
    return normal(a) == normal(b)


def one(exe, source, folder):
    path = pathlib.Path(folder) / 'p0.py'
    path.write_text(source, encoding='utf-8', errors='surrogatepass')
    return harness(exe, folder, [0], 60).get(0, '<no output>')


def top_level(source):
    """The statements of a program behind its prelude, as texts."""
    prelude, mark, body = source.rpartition('# ---\n')
    lines = body.splitlines(keepends=True)
    starts = [min([s.lineno] + [d.lineno for d in getattr(s, 'decorator_list', [])]) for s in ast.parse(body).body]
    ends = starts[1:] + [len(lines) + 1]
    return prelude + mark, [''.join(lines[a - 1:b - 1]) for a, b in zip(starts, ends)]


def without_one(source):
    """Versions of a program with a nested statement less, largest first."""
    prelude, mark, body = source.rpartition('# ---\n')
    lines, spans = body.splitlines(keepends=True), []
    for node in ast.walk(ast.parse(body)):
        for field in ('body', 'orelse', 'finalbody', 'handlers'):
            inner = getattr(node, field, None)
            if isinstance(inner, list) and not isinstance(node, ast.Module):
                for s in inner:
                    first = min([s.lineno] + [d.lineno for d in getattr(s, 'decorator_list', [])])
                    spans.append((first, s.end_lineno, len(inner) > 1))
    for first, last, removable in sorted(spans, key=lambda s: s[0] - s[1]):
        line = lines[first - 1]
        filler = [] if removable else [line[:len(line) - len(line.lstrip())] + 'pass\n']
        if removable or line.strip() != 'pass':
            yield prelude + mark + ''.join(lines[:first - 1] + filler + lines[last:])


def minimise(source, exes, folder, tries=40):
    def differs(candidate):
        nonlocal tries
        tries -= 1
        try:
            compile(candidate, 'x', 'exec')
        except (SyntaxError, ValueError):
            return False
        return tries >= 0 and not same(*[one(e, candidate, folder) for e in exes])

    warnings.simplefilter('ignore')
    try:
        prelude, parts = top_level(source)
        size = len(parts) // 2
        while size: # leave out ever smaller runs of statements
            at = 0
            while at < len(parts):
                rest = parts[:at] + parts[at + size:]
                if rest and differs(prelude + ''.join(rest)):
                    parts = rest
                else:
                    at += size
            size //= 2
        source = prelude + ''.join(parts)
        tries = max(tries, 15)
        while tries > 0:
            source = next(c for c in without_one(source) if differs(c))
    except (SyntaxError, ValueError, StopIteration):
        pass
    return source


def batch(exes, seeds, names):
    """(seed, kind, program, outputs) of what differs, and the count of invalid programs."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        sources = {}
        for seed in seeds:
            kind = names[seed % len(names)]
            sources[seed] = kind, KINDS[kind](seed)
            path = os.path.join(folder, f'p{seed}.py')
            with open(path, 'w', encoding='utf-8', errors='surrogatepass') as f:
                f.write(sources[seed][1])
        mine, theirs = (run_all(e, folder, list(sources)) for e in exes)
        for seed, (kind, source) in sources.items():
            a, b = mine.get(seed, '<none>'), theirs.get(seed, '<none>')
            if not same(a, b):
                with tempfile.TemporaryDirectory() as alone:
                    a, b = (one(e, source, alone) for e in exes)
                    if same(a, b):
                        continue # what an earlier program of the batch left behind
                    if not same(one(exes[1], source, alone), b):
                        continue # CPython itself prints it another way each time: the digits of an address, one by one
                    source = minimise(source, exes, alone)
                    a, b = (one(e, source, alone) for e in exes)
                found.append((seed, kind, source, a, b))
    return found


def show(seed, kind, source, a, b):
    body = source.split('# ---\n', 1)[-1]
    print(f'=== {kind} {seed}')
    print(body.encode('utf-8', 'backslashreplace').decode().rstrip())
    a, b = normal(a).splitlines() + ['<end>'], normal(b).splitlines() + ['<end>']
    shown = 0
    for x, y in zip(a, b):
        if x != y and shown < 2:
            shown += 1
            print(f'  KUKRI  {x!r}\n  PYTHON {y!r}')
    sys.stdout.flush()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('kukri', nargs='?', default=str(HERE.parent / 'build/kukri'))
    ap.add_argument('python', nargs='?', default='/usr/bin/python3')
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--count', type=int, default=1000)
    ap.add_argument('--jobs', type=int, default=2)
    ap.add_argument('--batch', type=int, default=50)
    ap.add_argument('--kinds', default=','.join(KINDS))
    ap.add_argument('--keep', type=pathlib.Path, help='folder for the programs that differ')
    o = ap.parse_args()
    names = o.kinds.split(',')
    if o.keep:
        o.keep.mkdir(parents=True, exist_ok=True)
    exes = o.kukri, o.python
    seeds = range(o.seed, o.seed + o.count)
    count = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(o.jobs) as pool:
        jobs = [pool.submit(batch, exes, seeds[i:i + o.batch], names) for i in range(0, len(seeds), o.batch)]
        for job in jobs:
            for finding in job.result():
                count[finding[1]] += 1
                show(*finding)
                if o.keep:
                    path = o.keep / f'{finding[1]}_{finding[0]}.py'
                    path.write_text(finding[2], encoding='utf-8', errors='surrogatepass')
    print(f'{o.count} programs, {sum(count.values())} with a difference', dict(count) or '')
    return bool(count)


if __name__ == '__main__':
    raise SystemExit(main())
