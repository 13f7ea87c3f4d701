"""Lines that are no text, or without a length; logging that looks no frame up; text of archive members."""
import tokenize
def t(x):
    try: print(list(tokenize.generate_tokens(iter(x).__next__)))
    except BaseException as e: print(type(e).__name__,e)
for x in ([1],[None],[[]],[['a']],[b'x\n'],[()],['x\n',5],['"""x\n',5],['(\n',5],['(\n',None],['"""x\n',None]): t(x)

import inspect, logging, subprocess, sys
for lines in ([1, 2], 5, [None], [], 'def f(): pass\n'):
    try: print(inspect.getblock(lines))
    except Exception as e: print(type(e).__name__, e)
log = logging.getLogger('x')
def f(n): return log.findCaller(stacklevel=n)
def g(n): return f(n)
for n in range(-1, 5): print(n, g(n)[2:], log.findCaller(True, n)[2])
code = """import io, zipfile
z = zipfile.ZipFile(io.BytesIO(), 'w'); z.filename = 'memory'; z.writestr('a/b', b'text')
p = zipfile.Path(z, 'a/b')
print(p.read_text(), p.read_text('ascii'), p.read_text(encoding='utf-8', errors='strict'))
print(p.open().read(), p.open('r', 'ascii').read(), p.open(encoding='ascii').encoding)
try: p.open('r', 'ascii', encoding='ascii')
except TypeError as e: print('TypeError')"""
p = subprocess.run([sys.executable, '-X', 'warn_default_encoding', '-c', code], capture_output=True, text=True)
print(p.stdout, p.stderr)
