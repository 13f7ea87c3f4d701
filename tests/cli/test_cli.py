"""test_cli.py KUKRI [NAME...]: run the cases of cases.py and compare with expected.json.
test_cli.py --record PYTHON: write expected.json from what a CPython does."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
from cases import CASES


def run(program, case):
    with tempfile.TemporaryDirectory() as tmp:
        tmp = os.path.realpath(tmp)
        for name, text in case.get('files', {}).items():
            p = pathlib.Path(tmp, name)
            p.parent.mkdir(parents=True, exist_ok=True)
            p.write_text(text, errors='surrogateescape')
        env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON') and k != 'VIRTUAL_ENV'}
        env.update(case.get('env', {}))
        p = subprocess.run([program] + case['args'], input=case.get('stdin', '').encode(), capture_output=True,
                           cwd=tmp, env=env, timeout=60)

        def clean(b):
            # ours suggests `kukri -h' where CPython suggests `python -h'
            return (b.decode('utf-8', 'backslashreplace').replace(os.path.realpath(program), 'PROG')
                    .replace(program, 'PROG').replace(tmp, 'TMP').replace('`kukri -h', '`python -h'))
        return {'out': clean(p.stdout), 'err': clean(p.stderr), 'rc': p.returncode}


def main():
    if sys.argv[1] == '--record':
        got = {name: run(sys.argv[2], case) for name, case in CASES.items()}
        (HERE / 'expected.json').write_text(json.dumps(got, indent=1, sort_keys=True) + '\n')
        return
    expected = json.loads((HERE / 'expected.json').read_text())
    program = os.path.abspath(sys.argv[1])
    only = sys.argv[2:]
    failed = []
    for name, case in CASES.items():
        if only and name not in only:
            continue
        try:
            got = run(program, case)
        except subprocess.TimeoutExpired:
            got = {'out': '', 'err': 'timeout', 'rc': None}
        want = expected[name]
        bad = [k for k in ('out', 'err', 'rc') if got[k] != want[k]]
        if bad:
            failed.append(name)
            print(f'--- {name}')
            for k in bad:
                print(f'{k}: wanted {want[k]!r}\n{" " * len(k)}  got    {got[k]!r}')
    print(f'{len(CASES) - len(failed)} passed, {len(failed)} failed' + (': ' + ' '.join(failed) if failed else ''))
    sys.exit(bool(failed))


main()
