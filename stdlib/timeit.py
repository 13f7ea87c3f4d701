"""Measures how long small pieces of code take.

usage: python -m timeit [-n N] [-r N] [-s S] [-u U] [-p] [-v] [-h] [statement ...]

  -n, --number N   executions of the statement in a run (default: so many that a run takes 0.2 seconds)
  -r, --repeat N   runs, of which the best counts (default: 5)
  -s, --setup S    what to do once before each run (default: pass); may be given several times
  -u, --unit U     unit of the output: nsec, usec, msec or sec
  -p, --process    measure processor time instead of elapsed time
  -v, --verbose    print the time of every run; again for more digits
  -h, --help       print this text

Several statements are several lines; a line may begin with blanks in quotes.
"""
import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_timer, default_number, default_repeat = time.perf_counter, 1000000, 5
_globals = globals

# What is timed is a function of its own, so that its variables are local.
template = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    return _timer() - _t0
"""


def reindent(src, indent):
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """A statement with its setup, each a text or a function."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names, parameters = {}, ''

        def text_of(code, what, indent, before=''):
            """Source that runs code, which is source itself or a function."""
            nonlocal parameters
            if isinstance(code, str):
                compile(before + code, dummy_src_name, "exec")  # errors in terms of what was given
                return reindent(code, indent)
            if not callable(code):
                raise ValueError(f"{what} is neither a string nor callable")
            names['_' + what] = code
            parameters += f', _{what}=_{what}'
            return f'_{what}()'

        before = setup + '\n' if isinstance(setup, str) else ''
        setup = text_of(setup, 'setup', 4)
        stmt = text_of(stmt, 'stmt', 8, before)
        src = template.format(stmt=stmt, setup=setup, init=parameters)
        self.src = src
        exec(compile(src, dummy_src_name, "exec"), _globals() if globals is None else globals, names)
        self.inner = names["inner"]

    def print_exc(self, file=None):
        """Prints a traceback in which the timed code can be seen."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = (len(self.src), None, self.src.split("\n"), dummy_src_name)
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Seconds of number executions."""
        it = itertools.repeat(None, number)
        gcold = gc.isenabled()
        gc.disable()
        try:
            return self.inner(it, self.timer)
        finally:
            if gcold:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Several results of timeit()."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number of loops that take at least 0.2 seconds, their time)"""
        i = 1
        while True:
            for j in 1, 2, 5:
                number = i * j
                time_taken = self.timeit(number)
                if callback:
                    callback(number, time_taken)
                if time_taken >= 0.2:
                    return number, time_taken
            i *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds of number executions of stmt."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """Several results of timeit()."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


def main(args=None, *, _wrap_timer=None):
    """The command line, which the module's docstring describes; returns the exit status."""
    import getopt
    import os
    args = sys.argv[1:] if args is None else args
    try:
        opts, args = getopt.getopt(args, "n:u:s:r:pvh", ["number=", "setup=", "repeat=", "process", "verbose",
                                                         "unit=", "help"])
    except getopt.error as err:
        print(err)
        print("use -h/--help for command line help")
        return 2
    timer = default_timer
    stmt = "\n".join(args) or "pass"
    number, setup, repeat, verbose, time_unit = 0, [], default_repeat, 0, None
    units = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}
    precision = 3
    for o, a in opts:
        if o in ("-n", "--number"):
            number = int(a)
        if o in ("-s", "--setup"):
            setup.append(a)
        if o in ("-u", "--unit"):
            if a not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            time_unit = a
        if o in ("-r", "--repeat"):
            repeat = max(int(a), 1)
        if o in ("-p", "--process"):
            timer = time.process_time
        if o in ("-v", "--verbose"):
            if verbose:
                precision += 1
            verbose += 1
        if o in ("-h", "--help"):
            print(__doc__, end=' ')
            return 0
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    sys.path.insert(0, os.curdir)
    t = Timer(stmt, "\n".join(setup) or "pass", timer)
    if number == 0:
        callback = None
        if verbose:
            def callback(number, time_taken):
                plural = '' if number == 1 else 's'
                print(f"{number} loop{plural} -> {time_taken:.{precision}g} secs")
        try:
            number, _ = t.autorange(callback)
        except Exception:
            t.print_exc()
            return 1
        if verbose:
            print()
    try:
        raw = t.repeat(repeat, number)
    except Exception:
        t.print_exc()
        return 1

    def format_time(dt):
        if time_unit is not None:
            unit = time_unit
        else:
            unit = next((u for u, scale in sorted(units.items(), key=lambda x: -x[1]) if dt >= scale), "nsec")
        return "%.*g %s" % (precision, dt / units[unit], unit)

    if verbose:
        print("raw times: %s" % ", ".join(map(format_time, raw)))
        print()
    timings = [dt / number for dt in raw]
    best = min(timings)
    print("%d loop%s, best of %d: %s per loop" % (number, 's' if number != 1 else '', repeat, format_time(best)))
    worst = max(timings)
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit("The test results are likely unreliable. The worst time (%s) was more than four times "
                               "slower than the best time (%s)." % (format_time(worst), format_time(best)),
                               UserWarning, '', 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
