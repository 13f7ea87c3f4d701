"""Profiles by function: how often each was called and how long it took.

cProfile.run('main()') prints a table; `kukri -m cProfile script.py` does it for a program.
"""
__all__ = ["run", "runctx", "Profile"]

import sys

import _profiler
import profile as _pyprofile


def run(statement, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


run.__doc__ = _pyprofile.run.__doc__
runctx.__doc__ = _pyprofile.runctx.__doc__


class Profile:
    """Profile(timer=None, timeunit=0.0, subcalls=True, builtins=True)

    Collects the times of functions between enable() and disable(). timer: a function that returns
    the time, as a float of seconds or as an int of units of timeunit seconds.
    """

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        if timer is not None and timeunit:
            clock = timer
            timer = lambda: clock() * timeunit
        self._recorder = r = _profiler.Recorder(timer, subcalls, builtins)
        r.hidden = {Profile.disable.__code__: "<method 'disable' of '_lsprof.Profiler' objects>",
                    Profile.enable.__code__: "<method 'enable' of '_lsprof.Profiler' objects>"}
        r.hidden_callers = frozenset((Profile.disable.__code__, Profile.enable.__code__))

    def enable(self, subcalls=None, builtins=None):
        """Start collecting."""
        if subcalls is not None:
            self._recorder.subcalls = subcalls
        if builtins is not None:
            self._recorder.builtins = builtins
        sys.setprofile(self._recorder)

    def disable(self):
        """Stop collecting."""
        sys.setprofile(None)
        self._recorder.flush()

    def clear(self):
        """Forget what was collected."""
        self._recorder.clear()

    def getstats(self):
        """A list of entries: code, callcount, reccallcount, totaltime, inlinetime, calls."""
        return self._recorder.getstats()

    def print_stats(self, sort=-1):
        """Print the table, sorted by a column."""
        from pstats import Stats
        table = Stats(self).strip_dirs()
        table.sort_stats(sort).print_stats()

    def dump_stats(self, file):
        """Write the numbers to a file that pstats reads."""
        import marshal
        self.create_stats()
        with open(file, 'wb') as out:
            out.write(marshal.dumps(self.stats))

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        self.stats = _profiler.stats_of(self.getstats())

    def run(self, cmd):
        """Profile a statement in the namespace of __main__."""
        import sys
        namespace = vars(sys.modules['__main__'])
        return self.runctx(cmd, namespace, namespace)

    def runctx(self, cmd, globals, locals):
        """Profile a statement in these namespaces."""
        self.runcall(exec, cmd, globals, locals)
        return self

    def runcall(self, func, /, *args, **kw):
        """Profile a single function call."""
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


def label(code):
    return _profiler.func_key(code)


def main():
    import pstats
    _pyprofile._main('cProfile.py', runctx, default=2, choices=sorted(pstats.Stats.sort_arg_dict_default))


if __name__ == '__main__':
    main()
