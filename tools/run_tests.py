"""run_tests.py BUILD [--list] [-j N] [-v] [--refcheck] [SUITE...]: run every suite of tests, or those named.

  unit      tests/unit/test_*.c: C tests of the layers (Check)
  lang      tests/lang/**/*.py with the output recorded beside it (.out)
  stdlib    tests/stdlib/**/*.py, likewise
  numpy     tests/numpy/**/*.py, likewise
  torch     tests/torch/**/*.py, likewise
  errors    tests/errors/**/*.py: what must appear on standard error (.err) or output (.out)
  cli       tests/cli/test_cli.py: options, exit codes, the prompt
  api       tests/api: host programs against kukri.h
  examples  examples/*.py, each with recorded output or its own checks
  layers    include directions of src/
  docs      docs/numpy.md and docs/torch.md list what the command knows
  fuzz      tests/fuzz: which differences the comparison of random programs accepts

A script test may have NAME.rc (exit status, default 0; 1 for errors) and NAME.stdin. The tests in
tests/known_failures.txt are expected to fail; one of them that passes is named, so that the list
stays true. The last line reads 'N passed, M failed' (known failures not counted).
--refcheck: a test also fails if an interpreter it ran ended with live objects (kukri -X refcheck).
"""
import argparse
import concurrent.futures
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCAL = threading.local() # .extra: environment of the test that runs in this thread
SLOW = float(os.environ.get('KUKRI_TEST_SLOW', '1'))


def run(cmd, **kw):
    try:
        return subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60 * SLOW, **kw)
    except subprocess.TimeoutExpired:
        return None


def plain_process():
    """What tests inherit beside the environment is that of a login, however this was started: `nohup` and `&` of a shell
    ignore signals, and tests look at their handlers, at the modes of files and the size of a terminal."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD:
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    os.umask(0o022)


def environment():
    foreign = {'VIRTUAL_ENV', 'COLUMNS', 'LINES'}
    env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON') and k not in foreign}
    env.update(PYTHONHASHSEED='0', PYTHONIOENCODING='utf-8', LC_ALL='C.UTF-8', TZ='UTC', OMP_NUM_THREADS='1', **getattr(LOCAL, 'extra', {}))
    return env


def with_refcheck(fn):
    """The test, which then also fails if objects are left alive at the end of an interpreter."""
    def test(*args):
        with tempfile.TemporaryDirectory() as tmp:
            report = pathlib.Path(tmp, 'report')
            LOCAL.extra = {'KUKRI_REFCHECK': str(report)}
            problem = fn(*args)
            LOCAL.extra = {}
            if problem is None and report.exists() and report.stat().st_size:
                return '\n    '.join(['objects left alive'] + report.read_text(errors='replace').splitlines()[:30])
            return problem
    return test


def first_difference(got, want):
    g, w = got.splitlines(), want.splitlines()
    for i in range(max(len(g), len(w))):
        a, b = (g[i] if i < len(g) else '<end>'), (w[i] if i < len(w) else '<end>')
        if a != b:
            return f'line {i + 1}\n    wanted {b!r}\n    got    {a!r}'
    return 'only line ends differ'


def script_test(kukri, path, errors):
    """None if the script behaves as recorded, else a text."""
    side = lambda ext: path.with_suffix(ext)
    want = side('.err' if errors else '.out')
    if not want.exists():
        return f'no {want.name}'
    stdin = side('.stdin').read_bytes() if side('.stdin').exists() else b''
    rc = int(side('.rc').read_text()) if side('.rc').exists() else int(errors)
    with tempfile.TemporaryDirectory() as tmp:
        env = dict(environment(), TMPDIR=tmp)
        p = run([kukri, path.name], input=stdin, cwd=path.parent, env=env)
    if p is None:
        return 'timeout'
    got = (p.stderr if errors else p.stdout).decode('utf-8', 'backslashreplace')
    got = got.replace(str(ROOT), '<root>') # recorded texts do not depend on where the sources are
    wanted = want.read_bytes().decode('utf-8', 'backslashreplace')
    if p.returncode != rc:
        tail = p.stderr.decode('utf-8', 'backslashreplace').strip().splitlines()[-6:]
        return f'exit {p.returncode}, wanted {rc}\n    ' + '\n    '.join(tail)
    return None if got == wanted else first_difference(got, wanted)


def unit_test(exe):
    p = run([exe], env=dict(environment(), CK_VERBOSITY='normal', CK_DEFAULT_TIMEOUT=str(int(60 * SLOW))))
    if p is None:
        return 'timeout'
    return None if p.returncode == 0 else (p.stdout + p.stderr).decode('utf-8', 'replace')[-3000:]


def command_test(cmd):
    p = run(cmd, cwd=ROOT, env=environment())
    if p is None:
        return 'timeout'
    return None if p.returncode == 0 else (p.stdout + p.stderr).decode('utf-8', 'replace')[-3000:]


def output_test(cmd, expected):
    p = run(cmd, cwd=ROOT, env=environment())
    if p is None:
        return 'timeout'
    if p.returncode:
        return (p.stdout + p.stderr).decode('utf-8', 'replace')[-3000:]
    return None if p.stdout == expected.read_bytes() else first_difference(p.stdout.decode(), expected.read_text())


def collect(build, suites):
    """(name, function, arguments) of every test."""
    kukri = str(build / 'kukri')
    wanted = lambda s: not suites or s in suites
    if wanted('unit'):
        for c in sorted((ROOT / 'tests/unit').glob('test_*.c')):
            yield f'unit/{c.stem}', unit_test, (str(build / c.stem),)
    for suite in ('lang', 'stdlib', 'numpy', 'torch', 'errors'):
        if wanted(suite):
            for p in sorted((ROOT / 'tests' / suite).rglob('*.py')):
                errors = p.with_suffix('.err').exists()
                if not p.name.startswith('_') and (errors or p.with_suffix('.out').exists()):
                    yield str(p.relative_to(ROOT / 'tests'))[:-3], script_test, (kukri, p, errors)
    if wanted('cli') and (ROOT / 'tests/cli/test_cli.py').exists():
        cases = subprocess.run([sys.executable, '-c', 'import cases; print(*cases.CASES, sep="\\n")'],
                               cwd=ROOT / 'tests/cli', stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        for case in cases:
            yield f'cli/{case}', command_test, ([sys.executable, 'tests/cli/test_cli.py', kukri, case],)
    if wanted('api'):
        for p in sorted((ROOT / 'tests/api').glob('test_*.c*')):
            yield f'api/{p.stem}', command_test, ([str(build / p.stem)],)
        embed = ROOT / 'examples/embed'
        for name in ('embed_c', 'embed_cpp'):
            yield f'api/{name}', output_test, ([str(build / name), str(embed / 'filter.py')], embed / 'expected.out')
        yield 'api/install', command_test, ([sys.executable, 'tests/api/test_install.py', str(build)],)
    if wanted('examples'):
        for p in sorted((ROOT / 'examples').glob('*.py')):
            if p.with_suffix('.out').exists():
                yield f'examples/{p.stem}', script_test, (kukri, p, False)
        for name in ('digits', 'char_rnn'):
            yield f'examples/{name}', command_test, ([sys.executable, 'tests/examples/test_training.py', kukri, name],)
    if wanted('layers'):
        yield 'layers/includes', command_test, ([sys.executable, 'tools/check_layers.py', 'src'],)
    if wanted('docs'):
        yield 'docs/api_names', command_test, ([sys.executable, 'tools/api_docs.py', kukri, '--check'],)
    if wanted('fuzz'):
        yield 'fuzz/moved', command_test, ([sys.executable, 'tests/fuzz/test_moved.py'],)


def main():
    ap = argparse.ArgumentParser(description='Run the tests.')
    ap.add_argument('build', type=pathlib.Path)
    ap.add_argument('suites', nargs='*')
    ap.add_argument('-j', type=int, default=os.cpu_count())
    ap.add_argument('-v', action='store_true', help='name every test')
    ap.add_argument('--list', action='store_true')
    ap.add_argument('--refcheck', action='store_true', help='fail on objects that outlive an interpreter')
    args = ap.parse_args()
    plain_process()
    build = args.build.resolve()
    tests = list(collect(build, args.suites))
    if args.list:
        print('\n'.join(name for name, _, _ in tests))
        return 0
    targets = [n.split('/')[1] for n, _, _ in tests if n.startswith(('unit/', 'api/'))]
    if 'install' in targets: # installs both libraries: not while other tests look at them
        targets[targets.index('install')] = 'all'
    if targets:
        subprocess.run(['ninja', '-C', str(build)] + targets, stdout=subprocess.DEVNULL, check=True)
    known_file = ROOT / 'tests/known_failures.txt'
    known = {l.split('#')[0].strip() for l in known_file.read_text().splitlines()} - {''} if known_file.exists() else set()
    counts, failed, still, show = {}, 0, 0, sys.stderr.isatty()
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        jobs = [(name, pool.submit(with_refcheck(fn) if args.refcheck else fn, *a)) for name, fn, a in tests]
        for i, (name, job) in enumerate(jobs):
            problem = job.result()
            if show:
                print(f'\r{i + 1}/{len(jobs)} {name:60.60}', end='', file=sys.stderr)
            suite = name.split('/')[0]
            ok = counts.setdefault(suite, [0, 0])
            if name in known:
                still += bool(problem)
                if not problem:
                    print(f'{name} passes now: take it off tests/known_failures.txt')
                    ok[0] += 1
                continue
            ok[bool(problem)] += 1
            if problem:
                failed += 1
                print(f'FAILED {name}: {problem}')
            elif args.v:
                print(f'ok {name}')
    if show:
        print('\r' + ' ' * 78 + '\r', end='', file=sys.stderr)
    for suite, (good, bad) in counts.items():
        print(f'{suite:10} {good} passed, {bad} failed')
    if still:
        print(f'known to fail: {still} (tests/known_failures.txt)')
    print(f'{sum(c[0] for c in counts.values())} passed, {failed} failed')
    return bool(failed)


sys.exit(main())
