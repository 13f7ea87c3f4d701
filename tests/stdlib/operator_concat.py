# concat() and iconcat() of all sorts of operands.
import operator
class S:
    def __getitem__(self, i): raise IndexError
    def __add__(self, o): return 'add'
class R:
    def __getitem__(self, i): raise IndexError
    def __radd__(self, o): return 'radd'
class I:
    def __getitem__(self, i): raise IndexError
    def __iadd__(self, o): return 'iadd'
class N:
    def __add__(self, o): return 'add'
class L(list): pass
class LI(list):
    def __iadd__(self, o): return 'iadd'
import array
for x in ({}, range(2), S(), R(), I(), N(), [1], L(), LI(), 1j, 'a', (1,), array.array('i')):
    for y in ([2], 5, S(), R(), I(), range(2), 'b'):
        for f in operator.concat, operator.iconcat, operator.add, operator.iadd:
            try: r = f(x, y)
            except Exception as e: r = type(e).__name__, e
            print(f.__name__, type(x).__name__, type(y).__name__, r)
