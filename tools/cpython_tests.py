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
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from reference_tests import add_options, clean_environment, run, run_file

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOC = ROOT / 'docs' / 'cpython_tests.md'

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
    add_options(parser)
    args = parser.parse_args()
    kukri = os.path.abspath(args.kukri)
    with tempfile.TemporaryDirectory(prefix='cpython-tests-') as name:
        folder = pathlib.Path(name)
        make_folder(args.python, folder)

        def run_both(name):
            return [run_file([interpreter, str(folder / 'run_one.py'), None, name], clean_environment(folder), args.timeout)
                    for interpreter in (args.python, kukri)]
        return run(args, DOC, 'CPython', run_both)


if __name__ == '__main__':
    sys.exit(main())
