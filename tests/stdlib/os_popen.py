"""os.popen: streams from and to a shell command, and what close() says."""
import os

p = os.popen('kill -9 $$')
print(repr(p.read()), p.close())
for args in (('x', 'rb'), (1,), ('x', 'r', 0), ('x', 'r', None)):
    try:
        os.popen(*args)
    except Exception as e:
        print(type(e).__name__, e)
p = os.popen('exit 3')
print(type(p), p._proc.args, p.close())
with os.popen('cat > /dev/null', 'w') as f:
    print(f.write('text\n'))
print(list(os.popen('echo a; echo b')), os.popen('true').close())
try:
    os.popen('true').nothing
except AttributeError as e:
    print(e)
