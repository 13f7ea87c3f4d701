"""How aliases name their arguments, separators of hex(), % without a place to fill in."""
import typing, collections
class N:
    class M: pass
def f(): pass
class A:
    __qualname__='q'
class W:
    def __init__(s, **k): s.__dict__.update(k)
for x in (len, f, N.M, None, type(None), 5, 'a', 'ab', ..., [int, str], [int, [str]], list[int], typing.List[int], typing.Any, typing.Optional[int], int|None, A(), W(__qualname__='x', __module__='m'), W(__qualname__='x', __module__=None), W(__qualname__=3, __module__=4),
   W(__qualname__='x', __module__='builtins'), W(__origin__=1, __args__=2, __qualname__='u'), 'x'.upper, str.upper, lambda: 0, typing.TypeVar('T'), 1.5, (), (1,), ((),)):
    try: print(str(list[x]).split(' at 0x')[0], str(collections.deque[x, int]).split(' at 0x')[0])
    except Exception as e: print(type(e).__name__, e)
for x in (type(None), None, N.M, list[int], typing.Any, typing.TypeVar('T')):
    try: print(int|x, x|int)
    except Exception as e: print(type(e).__name__, e)
for sep in ('', 'ab', b'', [b'a'], [1, 2], 5, b':', '-', (1,), None, {}, 'é', b'\xff', bytearray(b'x'), range(1)):
    try: print(b'abc'.hex(sep), bytearray(b'abc').hex(sep, 2))
    except Exception as e: print(type(e).__name__, e)
class S(str): pass
class B(bytes): pass
for v, a in ((S('abc'), ()), (S('abc'), [1]), (S('abc'), {}), (S('a%%b'), ()), (S(''), ()), (S(''), {}), (B(b'abc'), ()), (B(b''), ()), (bytearray(b'abc'), ()), ('abc', [1]), (S('%s'), 'x'), (S('a'), [])):
    r = v % a
    print(type(r), r is v, r)
