"""Profiles by function, with the interface of the profiler in pure Python; see also cProfile."""
__all__ = ["run", "runctx", "Profile"]

import sys

import _profiler


class _Utils:
    """run and runctx for one of the two Profile classes."""

    def __init__(self, profiler):
        self.profiler = profiler

    def run(self, statement, filename, sort):
        self._profiled('run', (statement,), filename, sort)

    def runctx(self, statement, globals, locals, filename, sort):
        self._profiled('runctx', (statement, globals, locals), filename, sort)

    def _profiled(self, method, args, filename, sort):
        """Calls a method of a new profiler; what it found goes to the file, or as a table to the output."""
        import contextlib
        profiler = self.profiler()
        try:
            with contextlib.suppress(SystemExit):
                getattr(profiler, method)(*args)
        finally:
            profiler.print_stats(sort) if filename is None else profiler.dump_stats(filename)


def run(statement, filename=None, sort=-1):
    """Profile a statement; the result is printed, or written to the file named.

    The statement runs in the namespace of __main__. Without a file name the table is printed,
    sorted as pstats.Stats.sort_stats(sort) does.
    """
    return _Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """As run, in the namespaces given."""
    return _Utils(Profile).runctx(statement, globals, locals, filename, sort)


class Profile:
    """Profile(timer=None, bias=None): native functions are known by their bare names."""

    bias = 0

    def __init__(self, timer=None, bias=None):
        if bias is not None:
            self.bias = bias
        self.timings = {}
        self.stats = {}
        self._recorder = r = _profiler.Recorder(timer, label=lambda f: f.__name__)
        r.hidden = {}

    def set_cmd(self, cmd):
        self.cmd = cmd

    def _start(self, what):
        r = self._recorder
        r.enter(f'profile:{what}')
        sys.setprofile(r)

    def _stop(self):
        sys.setprofile(None)
        self._recorder.flush()

    def run(self, cmd):
        import __main__
        dict = __main__.__dict__
        return self.runctx(cmd, dict, dict)

    def runctx(self, cmd, globals, locals):
        self.set_cmd(cmd)
        self._start(cmd)
        try:
            exec(cmd, globals, locals)
        finally:
            self._stop()
        return self

    def runcall(self, func, /, *args, **kw):
        self.set_cmd(repr(func))
        self._start(repr(func))
        try:
            return func(*args, **kw)
        finally:
            self._stop()

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
        self.snapshot_stats()

    def snapshot_stats(self):
        def name(key):
            if key[0] != '~':
                return key
            return ('profile', 0, key[2][8:]) if key[2].startswith('profile:') else ('', 0, key[2])
        stats = _profiler.stats_of(self._recorder.getstats())
        self.stats = {name(k): (*v[:4], {name(c): n for c, n in v[4].items()}) for k, v in stats.items()}

    def calibrate(self, m, verbose=0):
        """The time that one event costs, in seconds: for Profile.bias."""
        def work(n):
            for i in range(n):
                pass

        def many(n, f):
            for i in range(n):
                f(1)
        timer = self._recorder.timer
        start = timer()
        many(m, work)
        plain = timer() - start
        p = Profile()
        start = timer()
        p.runcall(many, m, work)
        return max(0.0, (timer() - start - plain) / (2 * m))


def _main(program, runctx, **sort):
    """The command line of both modules; sort: what else there is to say about the option -s."""
    import io
    import os
    from optparse import OptionParser
    parser = OptionParser(usage=f"{program} [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...")
    parser.allow_interspersed_args = False
    parser.add_option('-o', '--outfile', dest="outfile", help="Save stats to <outfile>", default=None)
    parser.add_option('-m', dest="module", action="store_true", help="Profile a library module.", default=False)
    parser.add_option('-s', '--sort', dest="sort", help="Sort order when printing to stdout, based on pstats.Stats class", **sort)
    if not sys.argv[1:]:
        parser.print_usage()
        sys.exit(2)
    options, args = parser.parse_args()
    sys.argv[:] = args
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    if not args:
        parser.print_usage()
        return parser
    if options.module:
        import runpy
        code = "run_module(modname, run_name='__main__')"
        globs = {'run_module': runpy.run_module, 'modname': args[0]}
    else:
        name = args[0]
        sys.path.insert(0, os.path.dirname(name))
        with io.open_code(name) as f:
            code = compile(f.read(), name, 'exec')
        globs = {'__file__': name, '__name__': '__main__', '__package__': None, '__cached__': None}
    try:
        runctx(code, globs, None, options.outfile, options.sort)
    except BrokenPipeError as exc:
        sys.stdout = None
        sys.exit(exc.errno)
    return parser


def main():
    _main('profile.py', runctx, default=-1)


if __name__ == '__main__':
    main()
