"""deque.rotate with odd arguments; columns of numbers with leading zeros count bytes."""
from collections import deque
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = deque([1, 2, 3])
sh(lambda: d.rotate()); print(d); sh(lambda: d.rotate(-2)); print(d); sh(lambda: d.rotate(1, 2)); sh(lambda: d.rotate(10 ** 20)); sh(lambda: d.rotate(1.5)); sh(lambda: d.rotate(n=1)); sh(lambda: d.rotate('a'))
for s in ('é = 0777', 'b"é"0777', '"日本" + 012'):
    for src in (s, s.encode()):
        try: compile(src, 'f', 'exec')
        except SyntaxError as e: print(e.offset, e.end_offset, ascii(e.text))
