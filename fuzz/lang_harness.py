"""Runs the programs pN.py of a folder one after the other in this process; for diff_lang.py.

usage: lang_harness.py FOLDER N...

Each program gets a namespace of its own and writes to a text that is printed behind a separator and its
number. What it leaves uncaught goes through sys.__excepthook__ without the frames of this file.
Cycles are collected between programs: when a collection falls into one is nothing to compare.
A program that has used SOFT seconds of the processor gets a TimeUp; one that is still there after HARD
seconds, in a loop that no signal reaches, ends the process.
"""
import gc
import io
import os
import signal
import sys

SOFT, HARD = 1.5, 4
folder = sys.argv[1]
numbers = sys.argv[2:]
real, limit = sys.stdout, sys.getrecursionlimit()


class TimeUp(BaseException):
    pass


def time_up(*a):
    raise TimeUp


def run(n):
    with open(f'p{n}.py', encoding='utf-8', errors='surrogatepass') as f:
        source = f.read()
    space = {'__name__': '__main__', '__builtins__': __builtins__}
    try:
        exec(compile(source, f'p{n}.py', 'exec'), space)
    except TimeUp:
        print('<timeout>')
    except BaseException as e:
        sys.setrecursionlimit(limit)
        sys.__excepthook__(type(e), e, e.__traceback__ and e.__traceback__.tb_next)
    finally:
        sys.setrecursionlimit(limit)


os.chdir(folder)
signal.signal(signal.SIGVTALRM, time_up)
gc.disable()
for n in numbers:
    real.write(f'\x1e\x1f{n}\n')
    real.flush()
    sys.stdout = sys.stderr = out = io.StringIO()
    signal.setitimer(signal.ITIMER_VIRTUAL, SOFT)
    signal.setitimer(signal.ITIMER_PROF, HARD)
    try:
        run(n)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TimeUp:
        out.write('<timeout>')
    text = out.getvalue() # without what dies hereafter
    gc.collect()
    sys.stdout = sys.stderr = real
    real.write(text)
    real.flush()
