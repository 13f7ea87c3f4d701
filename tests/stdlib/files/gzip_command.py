"""The command gzip; files that break off; a mode taken from the file."""
import gzip
import io
import os
import subprocess
import sys
import tempfile
import warnings


def run(*args, input=None):
    done = subprocess.run([sys.executable, '-m', 'gzip', *args], input=input, capture_output=True, cwd=folder)
    return done.returncode, done.stdout, done.stderr.decode().splitlines()[-1:]


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x')
    with open(path, 'wb') as f:
        f.write(b'some text ' * 20)
    print(run('x'), os.path.exists(path + '.gz'), gzip.open(path + '.gz').read() == b'some text ' * 20)
    os.unlink(path)
    print(run('-d', 'x.gz'), os.path.getsize(path))
    packed = run(input=b'by the pipe')[1]
    print(gzip.decompress(packed), run('-d', input=packed))
    for args in (('--fast', '--best'), ('--fast', '-d'), ('-d', 'x')):
        print(run(*args))
    for mode in ('wb', 'ab', 'rb', 'r+b'):
        with open(path + '.gz', mode) as f, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            with gzip.GzipFile(fileobj=f) as g:
                print(mode, g.mode, [(w.category.__name__, str(w.message)) for w in caught])

data = b'abc' * 1000
broken = gzip.compress(data)[:-8]
with gzip.GzipFile(fileobj=io.BytesIO(broken)) as f:
    print(f.read(len(data)) == data)
    try:
        f.read(1)
    except EOFError as e:
        print(e)
two = gzip.compress(b'one') + b'\0\0' + gzip.compress(b'two')
with gzip.GzipFile(fileobj=io.BytesIO(two)) as f:
    print(f.read(3), f.read(3), f.read(3))
