"""__slots__ of types with a size of their own; input() from and to objects that are hardly files."""
import io
import sys

for base, slots in (int, 'x'), (int, ()), (tuple, ['x']), (bytes, 'x'), (str, 'x'), (list, 'x'), (object, 'x'):
    try:
        print(type('A', (base,), {'__slots__': slots}))
    except TypeError as exc:
        print(exc)


class Sink:
    def write(self, text):
        pass


stdin, stdout = sys.stdin, sys.stdout
sys.stdin, sys.stdout = io.StringIO('one\ntwo\n'), Sink()
lines = [input(), input('prompt')]
sys.stdin, sys.stdout = stdin, stdout
print(lines)
