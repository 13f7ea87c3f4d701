"""What the runners of other projects' test files share: processes, reports, tables (cpython_tests.py, numpy_tests.py).

A runner script, executed by the interpreter under test, writes one JSON line [method, status, text] for each event to a
descriptor of its own: status is `known` for each method of the file, then `start`, then pass, fail or skip. Lines are
written at once, so a crash loses nothing: what has started and not ended did not come to run.
"""
import fnmatch
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading

HEAD = ['file', 'methods', 'pass in {}', 'pass in Kukri', 'fail', 'skipped', 'not run', 'explained']


def run_file(command, env, timeout):
    """{method: (status, text)} of one file; `command` takes the number of the report's descriptor in place of None."""
    read, write = os.pipe()
    work = tempfile.mkdtemp(prefix='reference-tests-')
    try:
        with open(os.devnull, 'r') as nothing, tempfile.TemporaryFile('w+') as output:
            process = subprocess.Popen(
                [str(write) if word is None else word for word in command], cwd=work, env=env, stdin=nothing,
                stdout=output, stderr=output, pass_fds=[write], start_new_session=True)
            os.close(write)
            lines = read_all(read, process, timeout)
            output.seek(0)
            text = output.read()[-2000:]
        return summarise(lines, text, process.returncode)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def clean_environment(folder):
    env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
    env.update(PYTHONPATH=str(folder), LC_ALL='C.UTF-8')
    return env


def read_all(read, process, timeout):
    """What the runner reports, until it ends or its time is over."""
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
        name = name.removeprefix('test.')  # the package of CPython's files
        if status == 'known' or status == 'start':
            result.setdefault(name, ('not run', f'exit status {returncode}\n{text}'))
        elif result.get(name, ('',))[0] != 'fail':
            result[name] = (status, why)
    if not result:
        result['import'] = ('not run', f'exit status {returncode}\n{text}')
    return result


def explained(doc):
    """The patterns of methods whose failure the document explains."""
    return re.findall(r'^- `([^`]+)`', doc.read_text(encoding='utf-8'), re.M) if doc.exists() else []


def compare(name, want, got, patterns):
    """The row of a file, its methods that do not pass, and those of them that no pattern explains."""
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
    """Print the methods that do not do as the original's; those that have no result are only counted if all are so."""
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


def write_rows(doc, rows):
    """Put the rows into the document's table, in the order of their names."""
    text = doc.read_text(encoding='utf-8')
    table = re.search(r'^\| file .*\n\|[-:| ]+\n((?:\|.*\n)*)', text, re.M)
    lines = {line.split('|')[1].strip(): line for line in table.group(1).splitlines()}
    lines.update({row[0]: cells(row) for row in rows})
    body = ''.join(lines[name] + '\n' for name in sorted(lines))
    doc.write_text(text[:table.start(1)] + body + text[table.end(1):], encoding='utf-8')


def add_options(parser):
    parser.add_argument('-v', dest='verbose', action='store_true')
    parser.add_argument('-t', dest='tracebacks', action='store_true')
    parser.add_argument('--write', action='store_true')
    parser.add_argument('--timeout', type=float, default=120)


def run(args, doc, original, run_both):
    """Run all files named and print the table; the exit status: 0 if each difference is explained.

    run_both(name) gives the results of one file under the original and under Kukri; `original` is its name.
    """
    patterns, rows, open_ones, seen, all_differing = explained(doc), [], 0, [], []
    print(cells(word.format(original) for word in HEAD), flush=True)
    for name in args.names:
        want, got = run_both(name)
        row, differing, unexplained = compare(name, want, got, patterns)
        rows.append(row)
        open_ones += len(unexplained)
        seen += want
        all_differing += [m for m in differing if got.get(m, ('not run',))[0] != 'skip']
        print(cells(row), flush=True)
        if 'import' in want:
            print(f'{name} cannot be imported by {original}: ' + want['import'][1])
        if args.verbose or args.tracebacks:
            list_methods(differing, unexplained, want, got, args.tracebacks)
    print(cells(['total', *(sum(r[i] for r in rows) for i in range(1, len(HEAD)))]))
    if args.verbose or args.tracebacks:
        for pattern in needless(patterns, seen, all_differing):
            print(f'explained but as in {original}: {pattern}')
    if args.write:
        write_rows(doc, rows)
    return 1 if open_ones else 0
