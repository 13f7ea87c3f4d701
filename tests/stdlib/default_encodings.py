# Whoever names no encoding is warned with -X warn_default_encoding; UTF-8 mode; what development mode checks.
import os
import subprocess
import sys

SCRIPT = '''
import io, sys, os, tempfile, pathlib, subprocess, logging
print(sys.flags.warn_default_encoding, sys.flags.utf8_mode)
p = tempfile.mktemp()
open(p, 'w').close()
io.open(p).close()
open(p, encoding='utf-8').close()
open(p, 'rb').close()
io.TextIOWrapper(io.BytesIO())
io.TextIOWrapper(io.BytesIO(), 'locale')
def mine(e=None):
    return io.text_encoding(e)
print(mine(), mine('x'))
os.fdopen(os.open(p, os.O_RDONLY)).close()
pathlib.Path(p).write_text('a')
pathlib.Path(p).read_text()
pathlib.Path(p).open().close()
tempfile.TemporaryFile('w').close()
tempfile.SpooledTemporaryFile(mode='w').close()
subprocess.run(['true'], text=True)
print(repr(subprocess.check_output(['true'], universal_newlines=True)))
q = subprocess.Popen(['true'], text=True, stdout=subprocess.PIPE)
print(q.encoding, q.stdout.encoding, q.communicate())
q = subprocess.Popen(['true'], stdout=subprocess.PIPE)
print(q.encoding, q.communicate())
logging.FileHandler(p).close()
os.unlink(p)
'''


def run(*options, script=SCRIPT, **env):
    done = subprocess.run([sys.executable, *options, '-c', script], capture_output=True, text=True,
                          env={**os.environ, **env})
    print(options, env, done.returncode)
    print(done.stdout + done.stderr)


run('-X', 'warn_default_encoding')
run('-X', 'utf8')
run('-X', 'utf8=0')
FLAGS = 'import sys, io; print(sys.flags.warn_default_encoding, sys.flags.utf8_mode, io.text_encoding(None, 1))'
run(script=FLAGS, PYTHONUTF8='1')
run('-X', 'utf8=0', script=FLAGS, PYTHONUTF8='1')
run('-E', script=FLAGS, PYTHONUTF8='1', PYTHONWARNDEFAULTENCODING='1')
run(script=FLAGS, PYTHONWARNDEFAULTENCODING='1')
CHECKS = '''
import io, sys
for f in (lambda: open('/dev/null', encoding='utf-8', errors='no such'), lambda: open('/dev/null', encoding='no such'),
          lambda: io.TextIOWrapper(io.BytesIO(), errors='no such')):
    try:
        f().close()
    except LookupError as e:
        print(e)
    else:
        print('taken')
'''
run(script=CHECKS)
run('-X', 'dev', '-W', 'ignore', script=CHECKS)
try:
    subprocess.Popen(['/nonexistent'], 2**40, stdout=subprocess.PIPE)
except OverflowError as e:
    print(e)
