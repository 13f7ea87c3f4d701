"""cpython_tests.py [options] NAME...: run CPython's own test files, as an installed Python 3.11 has them, under Kukri.

  NAME                 test_list, or part of one: test_list.ListTest, test_list.ListTest.test_basic
  --kukri FILE         the binary (default build/kukri)
  --python FILE        the Python 3.11 whose `test` package is used and compared with (default python3.11)
  -v                   list each method that does not do as under CPython, and explanations that have become needless
  -t                   likewise, with its traceback
  --write              put the rows into docs/cpython_tests.md
  --timeout N          seconds per file (default 120)

Each file runs in a process of its own, under both interpreters, with copies of the `test` and `unittest.test` packages and
nothing else of CPython's library on the path, so that Kukri's library is tested too. The table says per file how many methods
there are, how many pass under CPython here, how many of those pass, fail and are skipped under Kukri, how many did
not come to run (the file could not be imported, a crash, the timeout), and how many of the differing ones
docs/cpython_tests.md explains (lines that begin with "- `test_x.Class.test_method`", a trailing * standing for
several). The exit status is 0 if all are explained.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOC = ROOT / 'docs' / 'cpython_tests.md'
HEAD = ['file', 'methods', 'pass in CPython', 'pass in Kukri', 'fail', 'skipped', 'not run', 'explained']

# Runs in the interpreter under test: one JSON line per method on a descriptor of its own, written at once so that a
# crash loses nothing.
RUNNER = r'''
import importlib.util, json, os, sys, threading, types, unittest, weakref

report = os.fdopen(int(sys.argv.pop(1)), 'w')

class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.seen = {}

    def note(self, test, status, text=''):
        if isinstance(getattr(test, 'test_case', None), unittest.TestCase):  # of a subtest
            test = test.test_case
        if self.seen.get(test.id()) != 'fail':
            self.seen[test.id()] = status
        print(json.dumps([test.id(), status, text]), file=report, flush=True)

    def startTest(self, test):
        super().startTest(test)
        print(json.dumps([test.id(), 'start', '']), file=report, flush=True)

    def addSuccess(self, test): self.note(test, 'pass')
    def addExpectedFailure(self, test, err): self.note(test, 'pass')
    def addUnexpectedSuccess(self, test): self.note(test, 'fail', 'unexpected success')
    def addSkip(self, test, reason): self.note(test, 'skip', reason)
    def addFailure(self, test, err): self.note(test, 'fail', self._exc_info_to_string(err, test))
    def addError(self, test, err): self.note(test, 'fail', self._exc_info_to_string(err, test))
    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.note(test, 'fail', str(subtest) + '\n' + self._exc_info_to_string(err, test))

# Modules that exist twice in CPython, plain and accelerated; modules that Kukri has not, and private names of CPython's
# library, which test files import although most of their methods have nothing to do with them.
TWINS = {'_pyio': 'io', '_py_abc': 'abc', '_opcode': 'dis', '_stat': 'stat', '_threading_local': 'threading'}
NOT_THERE = ['asyncore', 'encodings', 'http.cookies', 'importlib._bootstrap_external', 'mailbox', 'opcode', 'smtpd', 'xml', 'xml.etree', 'xml.etree.ElementTree']
PRIVATE = {
    'enum': ['_test_simple_enum'], 'hashlib': ['__get_builtin_constructor'],
    'importlib._bootstrap_external': ['_get_sourcefile'], 'importlib.metadata': ['_unique'], 'optparse': ['_parse_num'],
    'pathlib': ['_posix_flavour', '_windows_flavour'], 'runpy': ['_run_code', '_run_module_code'],
    'shutil': ['_GiveupOnFastCopy', '_use_fd_functions'], 'tempfile': ['_bin_openflags', '_infer_return_type', '_text_openflags'],
    'threading': ['_PyRLock'], 'tokenize': ['_generate_tokens_from_c_tokenizer', '_tokenize'],
    'unicodedata': ['ucd_3_2_0'],
    'uuid': ['_GETTERS', '_arp_getnode', '_ifconfig_getnode', '_ip_getnode', '_lanscan_getnode', '_netstat_getnode'],
}

class Absent(type):
    # The type of classes that stand for a name which is not there: a test that calls one is skipped.
    def __call__(cls, *args, **kwargs):
        raise unittest.SkipTest(f'{cls.__module__}.{cls.__name__} is private to CPython, or not built')
    def __getitem__(cls, key):
        return types.GenericAlias(cls, key)
    def __iter__(cls):
        return iter(())
    def __contains__(cls, item):
        return False

class AbsentModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Absent(name, (), {'__module__': self.__name__})

def complete(module, private):
    for name in private:
        if not hasattr(module, name):
            setattr(module, name, Absent(name, (), {'__module__': module.__name__}))
    return module

def adapt():
    # Kukri has one implementation of each module, which stands for the accelerated and the plain one of CPython; and
    # CPython's internals cannot be asked whether code has columns: it has.
    from test import support
    from test.support import import_helper, script_helper
    # children need PYTHONPATH too, to find the `test` package
    vars(script_helper)['__cached_interp_requires_environment'] = True
    original = import_helper.import_fresh_module

    def there(name):
        try:
            return importlib.util.find_spec(name) is not None
        except (ImportError, ValueError):
            return False

    def import_fresh_module(name, fresh=(), blocked=(), **kw):
        try:
            module = original(name, fresh, blocked, **kw)
        except ImportError:
            module = None
        if module is None and (blocked or name in ('test.datetimetester', 'warnings')):
            module = original(name, [f for f in fresh if there(f)], (), **kw)
        return module and complete(module, PRIVATE.get(name, ()))
    import_helper.import_fresh_module = import_fresh_module
    support.has_no_debug_ranges = lambda: False
    threading._dangling = weakref.WeakSet()
    for twin, name in TWINS.items():
        sys.modules[twin] = importlib.import_module(name)
    for name in NOT_THERE:
        if not there(name):
            sys.modules[name] = AbsentModule(name)
    for name, private in PRIVATE.items():
        complete(importlib.import_module(name), private)

if sys.implementation.name == 'kukri':
    adapt()
    unittest.__path__.append(os.path.join(sys.path[0], 'unittest'))
suite = unittest.defaultTestLoader.loadTestsFromName('test.' + sys.argv[1])
def ids(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from ids(test)
        else:
            yield test.id()
for name in ids(suite):
    print(json.dumps([name, 'known', '']), file=report, flush=True)
sys.argv[1:] = []
suite.run(Result())
'''


def plain(name):
    """The id of a method without the package and, for doctests, without what depends on how they were loaded."""
    return name.removeprefix('test.')


def run_file(interpreter, name, folder, timeout):
    """{method: (status, text)} of one file under one interpreter."""
    env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
    env.update(PYTHONPATH=str(folder), LC_ALL='C.UTF-8')
    read, write = os.pipe()
    work = tempfile.mkdtemp(prefix='cpython-tests-')
    try:
        with open(os.devnull, 'r') as nothing, tempfile.TemporaryFile('w+') as output:
            process = subprocess.Popen(
                [interpreter, str(folder / 'run_one.py'), str(write), name], cwd=work, env=env, stdin=nothing,
                stdout=output, stderr=output, pass_fds=[write], start_new_session=True)
            os.close(write)
            lines = read_all(read, process, timeout)
            output.seek(0)
            text = output.read()[-2000:]
        return summarise(lines, text, process.returncode)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def read_all(read, process, timeout):
    """What the runner reports, until it ends or its time is over."""
    import signal
    import threading

    def stop():
        os.killpg(process.pid, signal.SIGKILL)
    timer = threading.Timer(timeout, stop)
    timer.start()
    try:
        with open(read, encoding='utf-8', errors='replace') as report:
            lines = report.readlines()
        process.wait()
    finally:
        timer.cancel()
    return lines


def summarise(lines, text, returncode):
    result = {}
    for line in lines:
        try:
            name, status, why = json.loads(line)
        except ValueError:
            continue
        name = plain(name)
        if status == 'known' or status == 'start':
            result.setdefault(name, ('not run', f'exit status {returncode}\n{text}'))
        elif result.get(name, ('',))[0] != 'fail':
            result[name] = (status, why)
    if not result:
        result['import'] = ('not run', f'exit status {returncode}\n{text}')
    return result


def explained():
    """The patterns of methods whose failure the document explains."""
    if not DOC.exists():
        return []
    return re.findall(r'^- `([^`]+)`', DOC.read_text(encoding='utf-8'), re.M)


def compare(name, want, got, patterns):
    """The row of a file, and its differing methods."""
    methods = [m for m, (status, _) in want.items()]
    passing = [m for m in methods if want[m][0] == 'pass']
    status = {m: got.get(m, ('not run', got.get('import', ('', ''))[1]))[0] for m in passing}
    count = lambda what: sum(s == what for s in status.values())
    differing = [m for m in passing if status[m] in ('fail', 'not run')]
    known = [m for m in differing if any(fnmatch.fnmatchcase(m, p) for p in patterns)]
    row = [name, len(methods), len(passing), count('pass'), count('fail'), count('skip'), count('not run'), len(known)]
    return row, [m for m in passing if status[m] != 'pass'], [m for m in differing if m not in known]


def needless(patterns, seen, differing):
    """The patterns that name methods which were run, and none that differs."""
    hits = lambda pattern, methods: any(fnmatch.fnmatchcase(m, pattern) for m in methods)
    return [p for p in patterns if hits(p, seen) and not hits(p, differing)]


def list_methods(differing, unexplained, want, got, tracebacks):
    """Print the methods that do not do as under CPython; those that have no result are only counted if all are so."""
    missing = [m for m in differing if m not in got]
    if len(missing) > 10:
        differing = [m for m in differing if m in got]
        print(f'  not run: {missing[0]} and {len(missing) - 1} others')
    differing += [m for m, (status, _) in got.items() if m not in want and status in ('fail', 'not run')]
    for method in differing:
        status, text = got.get(method, ('not run', ''))
        mark = ' (explained)' if status != 'skip' and method in want and method not in unexplained else ''
        print(f'  {status}: {method}{mark}')
        if tracebacks and not mark:
            print('    ' + text.rstrip().replace('\n', '\n    '))


def cells(row):
    return '| ' + ' | '.join(map(str, row)) + ' |'


def write_rows(rows):
    """Put the rows into the document's table, in the order of their names."""
    text = DOC.read_text(encoding='utf-8')
    table = re.search(r'^\| file .*\n\|[-:| ]+\n((?:\|.*\n)*)', text, re.M)
    lines = {line.split('|')[1].strip(): line for line in table.group(1).splitlines()}
    lines.update({row[0]: cells(row) for row in rows})
    body = ''.join(lines[name] + '\n' for name in sorted(lines))
    DOC.write_text(text[:table.start(1)] + body + text[table.end(1):], encoding='utf-8')


def make_folder(python, folder):
    """A folder with copies of the `test` and `unittest.test` packages of that Python and the runner."""
    for package in ('test', 'unittest.test'):
        where = subprocess.run([python, '-c', f'import {package} as p; print(p.__path__[0])'], check=True,
                               capture_output=True, text=True).stdout.strip()
        shutil.copytree(where, folder.joinpath(*package.split('.')), ignore=shutil.ignore_patterns('__pycache__'))
    (folder / 'run_one.py').write_text(RUNNER, encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='+', metavar='NAME')
    parser.add_argument('--kukri', default=str(ROOT / 'build' / 'kukri'))
    parser.add_argument('--python', default='python3.11')
    parser.add_argument('-v', dest='verbose', action='store_true')
    parser.add_argument('-t', dest='tracebacks', action='store_true')
    parser.add_argument('--write', action='store_true')
    parser.add_argument('--timeout', type=float, default=120)
    args = parser.parse_args()
    patterns, rows, open_ones, seen, all_differing = explained(), [], 0, [], []
    kukri = os.path.abspath(args.kukri)
    print(cells(HEAD), flush=True)
    with tempfile.TemporaryDirectory(prefix='cpython-tests-') as name:
        folder = pathlib.Path(name)
        make_folder(args.python, folder)
        for name in args.names:
            want = run_file(args.python, name, folder, args.timeout)
            got = run_file(kukri, name, folder, args.timeout)
            row, differing, unexplained = compare(name, want, got, patterns)
            rows.append(row)
            open_ones += len(unexplained)
            seen += want
            all_differing += [m for m in differing if got.get(m, ('not run',))[0] != 'skip']
            print(cells(row), flush=True)
            if args.verbose or args.tracebacks:
                list_methods(differing, unexplained, want, got, args.tracebacks)
    print(cells(['total', *(sum(r[i] for r in rows) for i in range(1, len(HEAD)))]))
    if args.verbose or args.tracebacks:
        for pattern in needless(patterns, seen, all_differing):
            print(f'explained but as in CPython: {pattern}')
    if args.write:
        write_rows(rows)
    return 1 if open_ones else 0


if __name__ == '__main__':
    sys.exit(main())
