"""Times of functions, gathered from the events of sys.setprofile: what profile and cProfile share.

A Recorder keeps one Entry a function (by code object, or by the text that stands for a native
function) with calls and times, split by caller. The clock runs in a stack of contexts, one for each
running call: [start, time spent in calls it made, Entry, Subentry].
"""
import sys
import time
from collections import namedtuple

profiler_entry = namedtuple('profiler_entry', 'code callcount reccallcount totaltime inlinetime calls')
profiler_subentry = namedtuple('profiler_subentry', 'code callcount reccallcount totaltime inlinetime')


class Entry:
    __slots__ = ('code', 'calls', 'recursive', 'total', 'inline', 'level', 'subs')

    def __init__(self, code):
        self.code = code
        self.calls = self.recursive = self.level = 0
        self.total = self.inline = 0.0
        self.subs = {}

    def add(self, total, inline):
        self.level -= 1
        if self.level == 0:
            self.total += total
        else:
            self.recursive += 1
        self.inline += inline
        self.calls += 1


def native_label(func):
    """The text for a native function: where it is defined, as its repr tells for methods."""
    owner = getattr(func, '__self__', None)
    name = func.__name__
    if owner is None or isinstance(owner, type(sys)):
        module = func.__module__
        return f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>'
    cls = owner if isinstance(owner, type) else type(owner)
    for c in cls.__mro__:
        if name in c.__dict__ and not isinstance(owner, type):
            return repr(c.__dict__[name])
    return f'<built-in method {name}>'


class Recorder:
    """The profiling function and what it has counted."""

    def __init__(self, timer=None, subcalls=True, builtins=True, label=native_label):
        self.timer = timer or time.perf_counter
        self.subcalls = subcalls
        self.builtins = builtins
        self.label = label
        self.entries = {}
        self.stack = []
        self.labels = {}
        self.hidden = {}  # code of the profiler's own methods -> the text that stands for it

    def enter(self, key):
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = Entry(key)
        entry.level += 1
        sub = None
        if self.subcalls and self.stack:
            caller = self.stack[-1][2]
            sub = caller.subs.get(key)
            if sub is None:
                sub = caller.subs[key] = Entry(key)
            sub.level += 1
        self.stack.append([self.timer(), 0.0, entry, sub])

    def leave(self):
        if not self.stack:
            return
        start, below, entry, sub = self.stack.pop()
        total = self.timer() - start
        if self.stack:
            self.stack[-1][1] += total
        entry.add(total, total - below)
        if sub is not None:
            sub.add(total, total - below)

    def __call__(self, frame, event, arg):
        if event == 'call':
            code = frame.f_code
            self.enter(self.hidden.get(code, code))
        elif event == 'return':
            if frame.f_code not in self.hidden:
                self.leave()
        elif self.builtins and frame.f_code not in self.hidden_callers:
            if event == 'c_call':
                self.enter(self.label(arg))
            else:
                self.leave()

    hidden_callers = frozenset()

    def flush(self):
        while self.stack:
            self.leave()

    def getstats(self):
        def subs(entry):
            return [profiler_subentry(s.code, s.calls, s.recursive, s.total, s.inline)
                    for s in entry.subs.values()] or None
        return [profiler_entry(e.code, e.calls, e.recursive, e.total, e.inline, subs(e))
                for e in self.entries.values() if e.calls]

    def clear(self):
        self.entries.clear()
        self.stack.clear()


def func_key(code):
    """(file, line, name) as in pstats."""
    return ('~', 0, code) if isinstance(code, str) else (code.co_filename, code.co_firstlineno, code.co_name)


def stats_of(entries):
    """The dict of pstats: key -> (primitive calls, calls, own time, cumulative time, callers)."""
    callers, stats = {}, {}
    for e in entries:
        key = func_key(e.code)
        into = callers.setdefault(key, {})
        old = stats.get(key)
        nc, cc, tt, ct = e.callcount, e.callcount - e.reccallcount, e.inlinetime, e.totaltime
        if old:
            cc, nc, tt, ct = cc + old[0], nc + old[1], tt + old[2], ct + old[3]
        stats[key] = cc, nc, tt, ct, into
    for e in entries:
        for s in e.calls or ():
            by = callers.setdefault(func_key(s.code), {})
            key = func_key(e.code)
            new = s.callcount, s.callcount - s.reccallcount, s.inlinetime, s.totaltime
            if key in by:
                new = tuple(a + b for a, b in zip(by[key], new))
            by[key] = new
    return stats
