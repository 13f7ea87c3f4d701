"""numpy_tests.py [options] NAME...: run NumPy's own test files, as an installed NumPy has them, under Kukri.

  NAME                 core/test_multiarray, linalg/test_linalg ..., or core for all files of a package
  --kukri FILE         the binary (default build/kukri)
  --python FILE        the Python with NumPy whose test files are used and compared with (default /usr/bin/python3)
  --only PATTERN       run the cases whose names match (as TestMethods.test_sort*)
  -v                   list each case that does not do as under NumPy, and explanations that have become needless
  -t                   likewise, with its traceback
  --write              put the rows into docs/numpy_tests.md
  --timeout N          seconds per file (default 120); a case may take 20

Each file runs in a process of its own, under both, with a stand-in for pytest (tools/pytest_standin.py); everything that
the files import of numpy is Kukri's own. After a crash the file goes on in a new process. The table says per file how
many cases there are, how many pass under NumPy here, how many of those pass, fail and are skipped under Kukri, how many
did not come to run, and how many of the differing ones docs/numpy_tests.md explains (lines that begin with
"- `core/test_x.Class.test_method`", a trailing * standing for several). The exit status is 0 if all are explained.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from reference_tests import add_options, clean_environment, run, run_file

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOC = ROOT / 'docs' / 'numpy_tests.md'
PACKAGES = ['core', 'fft', 'lib', 'linalg', 'ma', 'matrixlib', 'polynomial', 'random', 'testing']
RESTARTS = 20  # after crashes

# Runs in the interpreter under test.
RUNNER = r'''
import fnmatch, importlib, json, os, re, signal, sys, traceback, types, unittest
import pytest
import numpy

report = os.fdopen(int(sys.argv[1]), 'w')
package, name = sys.argv[2].split('/')
with open(sys.argv[3]) as f:
    only, done = json.load(f)

loading = True

class Absent(type):
    # The type of classes that stand for a name which is not there: a test that calls one is skipped, and one that it
    # decorates.
    def __call__(cls, *args, **kwargs):
        if not loading:
            raise unittest.SkipTest(f'{cls.__module__}.{cls.__name__} is private to NumPy, or not built')
        return pytest.mark.skip(args[0]) if len(args) == 1 and isinstance(args[0], types.FunctionType) else cls
    def __iter__(cls):
        return iter(())
    def __getattr__(cls, name):
        if name.startswith('__') or name == 'dtype':  # it is no type of elements
            raise AttributeError(name)
        return Absent(name, (), {'__module__': cls.__module__})

class AbsentModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Absent(name, (), {'__module__': self.__name__})

def load(name):
    # The test file, which imports names private to NumPy although most of its cases have nothing to do with them.
    for _ in range(30):
        try:
            return importlib.import_module(name)
        except (ImportError, AttributeError) as e:
            lacks_name = re.match(r"cannot import name '(\w+)' from '(numpy[\w.]*)'", str(e))
            lacks_attribute = re.match(r"module '(numpy[\w.]*)' has no attribute '(\w+)'", str(e))
            lacks_module = re.match(r"No module named '(numpy[\w.]*)'", str(e))
            if lacks_name:
                module = sys.modules[lacks_name[2]]
                setattr(module, lacks_name[1], Absent(lacks_name[1], (), {'__module__': lacks_name[2]}))
            elif lacks_attribute:
                module, attribute = lacks_attribute.groups()
                setattr(sys.modules[module], attribute, Absent(attribute, (), {'__module__': module}))
            elif lacks_module:
                sys.modules[lacks_module[1]] = AbsentModule(lacks_module[1])
            elif str(e).startswith('ctypes is not available'):
                sys.modules['ctypes'] = AbsentModule('ctypes')
            else:
                raise
            print('not there:', e)

# Modules of test helpers compiled for NumPy, and a library that generates cases at random.
for missing in ('numpy.core._multiarray_tests', 'numpy.core._rational_tests', 'numpy.core._umath_tests',
                'numpy.core._operand_flag_tests', 'numpy.core._struct_ufunc_tests', 'numpy.core._simd'):
    try:
        importlib.import_module(missing)
    except ImportError:
        parent, _, last = missing.rpartition('.')
        sys.modules[missing] = AbsentModule(missing)
        setattr(sys.modules[parent], last, sys.modules[missing])

class Anything:
    # decorators, strategies and settings of hypothesis; what it decorates is skipped
    def __getattr__(self, name):
        return Anything()
    __or__ = __mul__ = __add__ = lambda self, other: self
    def __call__(self, *args, **kwargs):
        return pytest.mark.skip(args[0]) if len(args) == 1 and isinstance(args[0], types.FunctionType) else Anything()

for generated in ('hypothesis', 'hypothesis.strategies', 'hypothesis.extra', 'hypothesis.extra.numpy'):
    module = sys.modules[generated] = types.ModuleType(generated)
    module.__getattr__ = lambda name: Anything()
    module.__path__ = []

folder = os.path.join(os.path.dirname(__file__), 'numpy_tests')
for each in os.listdir(folder):  # test files import parts of others
    tests = sys.modules[f'numpy.{each}.tests'] = types.ModuleType(f'numpy.{each}.tests')
    tests.__path__ = [os.path.join(folder, each)]
importlib.import_module(f'numpy.{package}')
module = load(f'numpy.{package}.tests.{name}')

def too_long(signum, frame):
    raise TimeoutError('more than 20 seconds')
signal.signal(signal.SIGALRM, too_long)

def tell(case, status, text=''):
    print(json.dumps([f'{package}/{name}.{case}', status, text]), file=report, flush=True)

todo = [(key, case) for key, case in pytest.cases(module) if fnmatch.fnmatchcase(key, only)]
loading = False  # the parameters of cases, which are made by calls, are among what is loaded
for key, case in todo:
    tell(key, 'known')
done = set(done)
for key, case in todo:
    if f'{package}/{name}.{key}' in done:
        continue
    tell(key, 'start')
    signal.alarm(20)
    state = numpy.geterr(), numpy.geterrcall(), numpy.get_printoptions()
    try:
        case()
    except unittest.SkipTest as e:
        tell(key, 'skip', str(e))
    except BaseException as e:
        signal.alarm(0)
        tell(key, 'fail', traceback.format_exc())
        if isinstance(e, KeyboardInterrupt):
            raise
    else:
        tell(key, 'pass')
    signal.alarm(0)
    numpy.seterr(**state[0])
    numpy.seterrcall(state[1])
    numpy.set_printoptions(**state[2])
'''


def run_to_end(interpreter, folder, name, only, timeout):
    """{case: (status, text)} of one file; after a crash the cases that have not run yet go on in a new process."""
    result, finished = {}, folder / 'finished.json'
    for _ in range(RESTARTS):
        finished.write_text(json.dumps([only, list(result)]), encoding='utf-8')
        command = [interpreter, str(folder / 'run_one.py'), None, name, str(finished)]
        new = run_file(command, clean_environment(folder), timeout)
        ended = {case: r for case, r in new.items() if r[0] != 'not run'}
        result.update({case: r for case, r in ended.items() if case not in result})
        left = [case for case in new if case not in result]
        if not left:
            break
        if left == ['import']:
            return new
        result[left[0]] = new[left[0]]  # the one that was running
    for case in new:
        result.setdefault(case, new[case])
    return result


def make_folder(python, folder):
    """A folder with copies of the test packages of that Python's NumPy, the stand-in and the runner; NumPy's own folder."""
    where = pathlib.Path(subprocess.run([python, '-c', 'import numpy; print(numpy.__path__[0])'], check=True,
                                        capture_output=True, text=True).stdout.strip())
    for package in PACKAGES:
        shutil.copytree(where / package / 'tests', folder / 'numpy_tests' / package, ignore=shutil.ignore_patterns('__pycache__'))
    (folder / 'run_one.py').write_text(RUNNER, encoding='utf-8')
    shutil.copy(ROOT / 'tools' / 'pytest_standin.py', folder / 'pytest.py')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='+', metavar='NAME')
    parser.add_argument('--kukri', default=str(ROOT / 'build' / 'kukri'))
    parser.add_argument('--python', default='/usr/bin/python3')
    parser.add_argument('--only', default='*')
    add_options(parser)
    args = parser.parse_args()
    kukri = os.path.abspath(args.kukri)
    with tempfile.TemporaryDirectory(prefix='numpy-tests-') as name:
        folder = pathlib.Path(name)
        make_folder(args.python, folder)
        names = []
        for name in args.names:
            names += [name] if '/' in name else [f'{name}/{p.stem}' for p in sorted((folder / 'numpy_tests' / name).glob('test_*.py'))]
        args.names = names

        def run_both(name):
            return [run_to_end(interpreter, folder, name, args.only, args.timeout) for interpreter in (args.python, kukri)]
        return run(args, DOC, 'NumPy', run_both)


if __name__ == '__main__':
    sys.exit(main())
