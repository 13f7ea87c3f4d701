"""python -m base64 and python -m json.tool."""
import os
import runpy
import sys
import tempfile


def run(module, *args):
    sys.argv = [module, *args]
    sys.stdout.flush()
    try:
        runpy.run_module(module, run_name='__main__')
    except SystemExit as e:
        print('exit', e.code)
    sys.stdout.flush()


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'data')
    with open(name, 'wb') as f:
        f.write(b'{"b": [1, 2.5, null], "a": "\xc3\xa9"}\n')
    run('base64', '-t')
    run('base64', '-e', name)
    out = os.path.join(folder, 'out')
    for args in ([], ['--compact'], ['--sort-keys', '--indent', '2'], ['--tab', '--no-ensure-ascii'],
                 ['--json-lines', '--no-indent']):
        run('json.tool', *args, name, out)
        with open(out, encoding='utf-8') as f:
            print(f.read(), end='')
    with open(name, 'wb') as f:
        f.write(b'{"a": }')
    run('json.tool', name, out)
