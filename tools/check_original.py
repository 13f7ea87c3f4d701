#!/usr/bin/env python3
"""Finds passages of stdlib/ that read like those of an installed CPython, NumPy or PyTorch.

Kukri's library is written from documented behaviour. The names, signatures and messages of an API are its
users' and come out alike; whole passages need not. Every run of lines that stands in both trees, blank
lines and comments apart, is reported when it is long enough to be text rather than interface:

    python3 tools/check_original.py [--lines 6] [--chars 240] [--show] [FILE ...]

The trees compared with are those that this machine has; without any there is nothing to check. The exit
status is 1 when there is a run that tools/original_allowed.txt does not name (path, first line, reason)."""
import argparse
import collections
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ALLOWED = os.path.join(ROOT, 'tools', 'original_allowed.txt')
OTHERS = ['/usr/lib/python3.11'] + ['/usr/lib/python3/dist-packages/' + name
                                    for name in ('numpy', 'torch', 'torchvision')]
SKIPPED = ('/test', '/idlelib', '/lib2to3', 'testing/_internal', '__pycache__')


def python_files(root):
    for folder, _, names in os.walk(root):
        if not any(part in folder for part in SKIPPED):
            yield from (os.path.join(folder, name) for name in names if name.endswith('.py'))


def numbered_lines(path):
    """[(line number, text with its blanks squeezed)] without blank lines and comments."""
    with open(path, encoding='utf-8', errors='replace') as file:
        squeezed = ((number, ' '.join(line.split())) for number, line in enumerate(file, 1))
        return [(number, text) for number, text in squeezed if text and not text.startswith('#')]


class Passages:
    """Where every run of `length` lines of the other trees stands."""

    def __init__(self, roots, length):
        self.length = length
        self.files = []
        self.starts = collections.defaultdict(list)
        for path in (path for root in roots for path in python_files(root)):
            texts = [text for _, text in numbered_lines(path)]
            for at in range(len(texts) - length + 1):
                self.starts[hash(tuple(texts[at:at + length]))].append((len(self.files), at))
            self.files.append((path, texts))

    def longest(self, texts, at):
        """(lines, path) of the longest run of another tree that begins as texts[at:] does."""
        best = (0, None)
        for index, other_at in self.starts.get(hash(tuple(texts[at:at + self.length])), ())[:200]:
            path, other = self.files[index]
            n = 0
            while at + n < len(texts) and other_at + n < len(other) and texts[at + n] == other[other_at + n]:
                n += 1
            best = max(best, (n, path), key=lambda pair: pair[0])
        return best

    def runs(self, path):
        """(first line number, texts, other path) of each run in a file of ours."""
        lines = numbered_lines(path)
        texts = [text for _, text in lines]
        at = 0
        while at + self.length <= len(texts):
            n, other = self.longest(texts, at)
            if n >= self.length:
                yield lines[at][0], texts[at:at + n], other
            at += max(n, 1)


def allowed_runs():
    """{(path, text of the first line)} of the runs that interface alone accounts for."""
    try:
        with open(ALLOWED, encoding='utf-8') as file:
            rows = [line.rstrip('\n').split('\t') for line in file if line.strip() and not line.startswith('#')]
    except FileNotFoundError:
        rows = []
    return {(row[0], row[1]) for row in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--lines', type=int, default=6, help='shortest run reported (default: 6)')
    parser.add_argument('--chars', type=int, default=240, help='fewest characters in a run (default: 240)')
    parser.add_argument('--show', action='store_true', help='print the lines of each run')
    parser.add_argument('files', nargs='*', help='files to check (default: all of stdlib/)')
    args = parser.parse_args()

    passages = Passages([root for root in OTHERS if os.path.isdir(root)], args.lines)
    allowed = allowed_runs()
    found = []
    for path in args.files or sorted(python_files(os.path.join(ROOT, 'stdlib'))):
        name = os.path.relpath(path, ROOT)
        found += [(sum(map(len, texts)), name, line, texts, other) for line, texts, other in passages.runs(path)
                  if (name, texts[0]) not in allowed]
    found = sorted((run for run in found if run[0] >= args.chars), key=lambda run: -run[0])
    for chars, name, line, texts, other in found:
        print(f'{chars:5} characters in {len(texts):3} lines  {name}:{line}  {other}')
        if args.show:
            print(*('        ' + text for text in texts), sep='\n')
    print(f'{len(found)} runs, {sum(len(run[3]) for run in found)} lines')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
