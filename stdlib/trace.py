"""Traces and counts executed lines; `kukri -m trace --count script.py`.

    t = trace.Trace(count=1, trace=0, countfuncs=0, countcallers=0, ignoremods=(), ignoredirs=(),
                    infile=None, outfile=None, timing=False)
    t.run('main()'); t.results().write_results()
"""
__all__ = ['Trace', 'CoverageResults']

import contextlib
import dis
import gc
import inspect
import io
import linecache
import os
import pickle
import sys
import sysconfig
import threading
import token
import tokenize
from time import monotonic as _time

PRAGMA_NOCOVER = "#pragma NO COVER"


def _modname(path):
    return os.path.splitext(os.path.basename(path))[0]


def _fullmodname(path):
    """The dotted name of the module in the file, as far as sys.path tells."""
    comparepath = os.path.normcase(path)
    longest = ""
    for dir in sys.path:
        dir = os.path.normcase(dir)
        if comparepath.startswith(dir) and comparepath[len(dir):len(dir) + 1] == os.sep and len(dir) > len(longest):
            longest = dir
    base = path[len(longest) + 1:] if longest else path
    drive, base = os.path.splitdrive(base)
    base = base.replace(os.sep, ".")
    if os.altsep:
        base = base.replace(os.altsep, ".")
    return os.path.splitext(base)[0].lstrip(".")


class _Ignore:
    """Which modules are left out."""

    def __init__(self, modules=None, dirs=None):
        self._mods = set(modules or ())
        self._dirs = [os.path.normpath(d) for d in dirs or ()]
        self._ignore = {'<string>': 1}

    def names(self, filename, modulename):
        if modulename in self._ignore:
            return self._ignore[modulename]
        ignored = (modulename in self._mods or any(modulename.startswith(m + '.') for m in self._mods)
                   or filename is None
                   or any(filename.startswith(d + os.sep) for d in self._dirs))
        self._ignore[modulename] = int(ignored)
        return int(ignored)


class CoverageResults:
    """counts: (file, line) -> executions; calledfuncs: (file, module, function); callers: pairs of those."""

    def __init__(self, counts=None, calledfuncs=None, infile=None, callers=None, outfile=None):
        self.counts = dict(counts or {})
        self.counter = self.counts.copy()
        self.calledfuncs = dict(calledfuncs or {})
        self.callers = dict(callers or {})
        self.infile, self.outfile = infile, outfile
        if infile:
            self._add_file(infile)

    def _add_file(self, name):
        """Adds the counts of an earlier run; a file that cannot be read is told and left out."""
        try:
            with open(name, 'rb') as file:
                counts, functions, callers = pickle.load(file)
            self.update(type(self)(counts, functions, callers=callers))
        except (OSError, EOFError, ValueError) as problem:
            sys.stderr.write(f"Skipping counts file {name!r}: {problem}\n")

    def is_ignored_filename(self, filename):
        return filename.startswith('<') and filename.endswith('>')

    def update(self, other):
        for key, n in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + n
        for key in other.calledfuncs:
            self.calledfuncs[key] = 1
        for key in other.callers:
            self.callers[key] = 1

    def write_results(self, show_missing=True, summary=False, coverdir=None):
        if self.calledfuncs:
            print()
            print("functions called:")
            for filename, modulename, funcname in sorted(self.calledfuncs):
                print("filename: %s, modulename: %s, funcname: %s" % (filename, modulename, funcname))
        if self.callers:
            print()
            print("calling relationships:")
            shown = callee_shown = ""
            for caller, callee in sorted(self.callers):
                if caller[0] != shown:
                    shown, callee_shown = caller[0], ""
                    print(f"\n*** {shown} ***")
                if callee[0] not in (shown, callee_shown):
                    callee_shown = callee[0]
                    print(f"  --> {callee_shown}")
                print(f"    {'.'.join(caller[1:])} -> {'.'.join(callee[1:])}")
        per_file = {}
        for (filename, lineno), n in self.counts.items():
            per_file.setdefault(filename, {})[lineno] = n
        sums = {}
        for filename, count in per_file.items():
            if self.is_ignored_filename(filename):
                continue
            source = filename[:-1] if filename.endswith(".pyc") else filename
            filename = source
            if coverdir is not None: # all in one folder, under their full names
                dir, modulename = coverdir, _fullmodname(source)
                os.makedirs(dir, exist_ok=True)
            else:
                dir, modulename = os.path.dirname(os.path.abspath(source)), _modname(source)
            lnotab = _find_executable_linenos(filename) if show_missing else {}
            source = linecache.getlines(filename)
            coverpath = os.path.join(dir, modulename + ".cover")
            with open(filename, 'rb') as fp:
                encoding, _ = tokenize.detect_encoding(fp.readline)
            n_hits, n_lines = self.write_results_file(coverpath, source, lnotab, count, encoding)
            if summary and n_lines:
                sums[modulename] = n_lines, int(100 * n_hits / n_lines), modulename, filename
        if summary and sums:
            print("lines   cov%   module   (path)")
            for m in sorted(sums):
                print("%5d   %3d%%   %s   (%s)" % sums[m])
        if self.outfile:
            try:
                with open(self.outfile, 'wb') as f:
                    pickle.dump((self.counts, self.calledfuncs, self.callers), f, 1)
            except OSError as err:
                print("Can't save counts files because %s" % err, file=sys.stderr)

    def write_results_file(self, path, lines, lnotab, lines_hit, encoding=None):
        """Each line with its count before it; (lines hit, lines that could be)."""
        try:
            outfile = open(path, "w", encoding=encoding)
        except OSError as err:
            print("trace: Could not open %r for writing: %s - skipping" % (path, err), file=sys.stderr)
            return 0, 0
        n_lines = n_hits = 0
        with outfile:
            for lineno, line in enumerate(lines, 1):
                if lineno in lines_hit:
                    outfile.write("%5d: " % lines_hit[lineno])
                    n_hits += 1
                    n_lines += 1
                elif lineno in lnotab and PRAGMA_NOCOVER not in line:
                    outfile.write(">>>>>> ")
                    n_lines += 1
                else:
                    outfile.write("       ")
                outfile.write(line.expandtabs(8))
        return n_hits, n_lines


def _find_lines_from_code(code, strs):
    return {lineno: 1 for _, lineno in dis.findlinestarts(code) if lineno not in strs}


def _find_lines(code, strs):
    """The lines of the code and of all code in it."""
    linenos = _find_lines_from_code(code, strs)
    for c in code.co_consts:
        if inspect.iscode(c):
            linenos.update(_find_lines(c, strs))
    return linenos


def _find_strings(filename, encoding=None):
    """Lines of docstrings: they are not executed."""
    found = {}
    prev = token.INDENT
    with open(filename, encoding=encoding) as f:
        for ttype, text, start, end, line in tokenize.generate_tokens(f.readline):
            if ttype == token.STRING and prev == token.INDENT:
                for i in range(start[0], end[0] + 1):
                    found[i] = 1
            prev = ttype
    return found


def _find_executable_linenos(filename):
    try:
        with tokenize.open(filename) as f:
            prog = f.read()
            encoding = f.encoding
    except OSError as err:
        print("Not printing coverage data for %r: %s" % (filename, err), file=sys.stderr)
        return {}
    return _find_lines(compile(prog, filename, "exec"), _find_strings(filename, encoding))


class Trace:
    def __init__(self, count=1, trace=1, countfuncs=0, countcallers=0, ignoremods=(), ignoredirs=(),
                 infile=None, outfile=None, timing=False):
        self.infile = infile
        self.outfile = outfile
        self.ignore = _Ignore(ignoremods, ignoredirs)
        self.counts = {}
        self.pathtobasename = {}
        self.donothing = 0
        self.trace = trace
        self._calledfuncs = {}
        self._callers = {}
        self._caller_cache = {}
        self.start_time = _time() if timing else None
        of_lines = {(True, True): self.localtrace_trace_and_count, (True, False): self.localtrace_trace,
                    (False, True): self.localtrace_count}
        if countcallers or countfuncs:
            self.globaltrace = self.globaltrace_trackcallers if countcallers else self.globaltrace_countfuncs
        elif trace or count:
            self.globaltrace = self.globaltrace_lt
            self.localtrace = of_lines[bool(trace), bool(count)]
        else:
            self.donothing = 1

    def run(self, cmd):
        """Run a statement in the namespace of __main__."""
        namespace = vars(sys.modules['__main__'])
        self.runctx(cmd, namespace, namespace)

    def runctx(self, cmd, globals=None, locals=None):
        if globals is None:
            globals = {}
        if locals is None:
            locals = {}
        # set here and not by a function of ours, whose frames would be traced
        setters = () if self.donothing else (threading.settrace, sys.settrace)
        try:
            for set_trace in setters:
                set_trace(self.globaltrace)
            exec(cmd, globals, locals)
        finally:
            for set_trace in reversed(setters):
                set_trace(None)

    def runfunc(self, func, /, *args, **kw):
        """The result of a call that is traced."""
        if self.donothing:
            return func(*args, **kw)
        try:
            sys.settrace(self.globaltrace)
            return func(*args, **kw)
        finally:
            sys.settrace(None)

    def file_module_function_of(self, frame):
        code = frame.f_code
        filename = code.co_filename
        modulename = _modname(filename) if filename else None
        funcname = code.co_name
        clsname = None
        if code in self._caller_cache:
            if self._caller_cache[code] is not None:
                clsname = self._caller_cache[code]
        else:
            self._caller_cache[code] = None
            funcs = [f for f in gc.get_referrers(code) if inspect.isfunction(f)]
            if len(funcs) == 1:
                dicts = [d for d in gc.get_referrers(funcs[0]) if isinstance(d, dict)]
                if len(dicts) == 1:
                    classes = [c for c in gc.get_referrers(dicts[0]) if hasattr(c, "__bases__")]
                    if len(classes) == 1:
                        clsname = classes[0].__name__
                        self._caller_cache[code] = clsname
            if clsname is None and '.' in code.co_qualname and '<locals>' not in code.co_qualname:
                clsname = self._caller_cache[code] = code.co_qualname.split('.')[-2]
        if clsname is not None:
            funcname = "%s.%s" % (clsname, funcname)
        return filename, modulename, funcname

    def globaltrace_trackcallers(self, frame, why, arg):
        if why == 'call':
            this = self.file_module_function_of(frame)
            self._callers[self.file_module_function_of(frame.f_back), this] = 1

    def globaltrace_countfuncs(self, frame, why, arg):
        if why == 'call':
            self._calledfuncs[self.file_module_function_of(frame)] = 1

    def globaltrace_lt(self, frame, why, arg):
        if why == 'call':
            code = frame.f_code
            filename = frame.f_globals.get('__file__', None)
            if filename:
                modulename = _modname(filename)
                if modulename is not None:
                    if not self.ignore.names(filename, modulename):
                        if self.trace:
                            print(" --- modulename: %s, funcname: %s" % (modulename, code.co_name))
                        return self.localtrace
            else:
                return None

    def _show(self, frame):
        if self.start_time:
            print('%.2f' % (_time() - self.start_time), end=' ')
        bname = os.path.basename(frame.f_code.co_filename)
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        print("%s(%d): %s" % (bname, frame.f_lineno, line), end='')

    def localtrace_trace_and_count(self, frame, why, arg):
        if why == "line":
            key = frame.f_code.co_filename, frame.f_lineno
            self.counts[key] = self.counts.get(key, 0) + 1
            self._show(frame)
        return self.localtrace

    def localtrace_trace(self, frame, why, arg):
        if why == "line":
            self._show(frame)
        return self.localtrace

    def localtrace_count(self, frame, why, arg):
        if why == "line":
            key = frame.f_code.co_filename, frame.f_lineno
            self.counts[key] = self.counts.get(key, 0) + 1
        return self.localtrace

    def results(self):
        return CoverageResults(self.counts, infile=self.infile, outfile=self.outfile,
                               calledfuncs=self._calledfuncs, callers=self._callers)


def main():
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('--version', action='version', version='trace 2.0')
    grp = parser.add_argument_group('Main options', 'One of these (or --report) must be given')
    grp.add_argument('-c', '--count', action='store_true',
                     help='Count the number of times each line is executed and write the counts to '
                          '<module>.cover for each module executed, in the module\'s directory. See also '
                          '--coverdir, --file, --no-report below.')
    grp.add_argument('-t', '--trace', action='store_true',
                     help='Print each line to sys.stdout before it is executed')
    grp.add_argument('-l', '--listfuncs', action='store_true',
                     help='Keep track of which functions are executed at least once and write the results '
                          'to sys.stdout after the program exits. Cannot be specified alongside --trace or --count.')
    grp.add_argument('-T', '--trackcalls', action='store_true',
                     help='Keep track of caller/called pairs and write the results to sys.stdout after the '
                          'program exits.')
    grp = parser.add_argument_group('Modifiers')
    top = grp.add_mutually_exclusive_group()
    top.add_argument('-r', '--report', action='store_true',
                     help='Generate a report from a counts file; does not execute any code. --file must specify '
                          'the results file to read, which must have been created in a previous run with '
                          '--count --file=FILE')
    top.add_argument('-R', '--no-report', action='store_true',
                     help='Do not generate the coverage report files. Useful if you want to accumulate over '
                          'several runs.')
    grp.add_argument('-f', '--file', help='File to accumulate counts over several runs')
    grp.add_argument('-C', '--coverdir',
                     help='Directory where the report files go. The coverage report for <package>.<module> will '
                          'be written to file <dir>/<package>/<module>.cover')
    grp.add_argument('-m', '--missing', action='store_true',
                     help='Annotate executable lines that were not executed with ">>>>>> "')
    grp.add_argument('-s', '--summary', action='store_true',
                     help='Write a brief summary for each file to sys.stdout. Can only be used with --count or --report')
    grp.add_argument('-g', '--timing', action='store_true',
                     help='Prefix each line with the time since the program started. Only used while tracing')
    grp = parser.add_argument_group('Filters', 'Can be specified multiple times')
    grp.add_argument('--ignore-module', action='append', default=[],
                     help='Ignore the given module(s) and its submodules (if it is a package). Accepts comma '
                          'separated list of module names.')
    grp.add_argument('--ignore-dir', action='append', default=[],
                     help='Ignore files in the given directory (multiple directories can be joined by os.pathsep).')
    parser.add_argument('--module', action='store_true', default=False, help='Trace a module. ')
    parser.add_argument('progname', nargs='?', help='file to run as main program')
    parser.add_argument('arguments', nargs=argparse.REMAINDER, help='arguments to the program')
    opts = parser.parse_args()

    def parse_ignore_dir(s):
        s = os.path.expanduser(os.path.expandvars(s))
        s = s.replace('$prefix', sysconfig.get_path("stdlib")).replace('$exec_prefix', sysconfig.get_path("platstdlib"))
        return os.path.normpath(s)
    opts.ignore_module = [m.strip() for i in opts.ignore_module for m in i.split(',')]
    opts.ignore_dir = [parse_ignore_dir(s) for i in opts.ignore_dir for s in i.split(os.pathsep)]
    if opts.report and opts.file:
        report = CoverageResults(infile=opts.file, outfile=opts.file)
        return report.write_results(opts.missing, opts.summary, opts.coverdir)
    lines = opts.trace or opts.count
    for wrong, message in (
            (opts.report, '-r/--report requires -f/--file'),
            (not (lines or opts.listfuncs or opts.trackcalls),
             'must specify one of --trace, --count, --report, --listfuncs, or --trackcalls'),
            (opts.listfuncs and lines, 'cannot specify both --listfuncs and (--trace or --count)'),
            (opts.summary and not opts.count, '--summary can only be used with --count or --report'),
            (opts.progname is None, 'progname is missing: required with the main options')):
        if wrong:
            parser.error(message)
    t = Trace(opts.count, opts.trace, countfuncs=opts.listfuncs, countcallers=opts.trackcalls,
              ignoremods=opts.ignore_module, ignoredirs=opts.ignore_dir, infile=opts.file,
              outfile=opts.file, timing=opts.timing)
    try:
        if opts.module:
            import runpy
            name = opts.progname
            mod_name, mod_spec, code = runpy._get_module_details(name)
            sys.argv = [code.co_filename, *opts.arguments]
            globs = {'__name__': '__main__', '__file__': code.co_filename,
                     '__package__': mod_spec.parent, '__loader__': mod_spec.loader,
                     '__spec__': mod_spec, '__cached__': None}
        else:
            sys.argv = [opts.progname, *opts.arguments]
            sys.path[0] = os.path.dirname(opts.progname)
            with io.open_code(opts.progname) as fp:
                code = compile(fp.read(), opts.progname, 'exec')
            globs = {'__file__': opts.progname, '__name__': '__main__', '__package__': None, '__cached__': None}
        with contextlib.suppress(SystemExit):
            t.runctx(code, globs, globs)
    except OSError as problem:
        sys.exit(f"Cannot run file {sys.argv[0]!r} because: {problem}")
    if not opts.no_report:
        t.results().write_results(opts.missing, opts.summary, opts.coverdir)


if __name__ == '__main__':
    main()
