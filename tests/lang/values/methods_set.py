# Values, texts and messages: methods set.
import re


def show(*v):
    print(*[re.sub(r'0x[0-9a-f]{6,}', '0x', repr(x))[:300] for x in v])


def f(a=1, b=2, *c, k=3, **d):
    return (a, b, c, k, d)


class CM:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *a):
        show('exit', a[0])
        return bool(self.v)


def run(code):
    try:
        exec(code, {'show': show, 'f': f, 'CM': CM, '__name__': 'x'})
    except BaseException as e:
        print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
        if isinstance(e, SyntaxError):
            print(e.lineno, e.offset, e.end_offset)


run('x = set(); show(x.symmetric_difference([(1,2),(0,3)]), x)')
run('x = set(); show(x.difference(-2), x)')
run('x = frozenset(); show(x.__sub__(5), x)')
run('x = set(); show(x.difference({(1,2):3}), x)')
run('x = set(); show(x.discard(ZeroDivisionError), x)')
run('x = {1,2,3}; show(x.update(1j), x)')
run('x = frozenset({1,2}); show(x.remove({1:2}), x)')
run('x = {5,6,7,8}; show(x.__contains__(1.5), x)')
run('x = frozenset(); show(x.union(-3, complex(1,-0.0)), x)')
run('x = frozenset({1,2}); show(x.symmetric_difference((3,1,2)), x)')
run('x = frozenset({1,2}); show(x.issuperset(1j), x)')
run("x = {-1,0}; show(x.__sub__(memoryview(b'abcd')), x)")
run('x = frozenset(); show(x.remove(1), x)')
run('x = frozenset(); show(x.isdisjoint(2.5), x)')
run('x = {1}; show(x.copy(), x)')
run("x = {2,3,100}; show(x.__contains__(b'ABCabc'), x)")
run('x = {1}; show(x.intersection_update((1,)), x)')
run('x = {-1,0}; show(x.pop(), x)')
run("x = {-1,0}; show(x.difference('ÀÉî'), x)")
run('x = {-1,0}; show(x.__le__({1}), x)')
run('x = {5,6,7,8}; show(x.copy(), x)')
run('x = frozenset(); show(x.remove(complex(1,-0.0)), x)')
run('x = frozenset({1,2}); show(x.intersection_update((1.0,2j)), x)')
run('x = frozenset(); show(x.intersection({1:1,2:4,3:9}), x)')
run('x = {5,6,7,8}; show(x.union([1,2,3,4,5], -2.75), x)')
run('x = frozenset({1,2}); show(x.issuperset({1,2,3}), x)')
run("x = {2,3,100}; show(x.remove(['x',1]), x)")
run('x = {-1,0}; show(x.symmetric_difference({}), x)')
run('x = {1}; show(x.__contains__([None,True]), x)')
run('x = {1}; show(x.intersection_update(10), x)')
run('x = set(); show(x.issubset(-2), x)')
run('x = {1}; show(x.discard(1e15), x)')
run('x = frozenset({1,2}); show(x.union(3, 1/3), x)')
run('x = {-1,0}; show(x.union((1,), (None,)), x)')
run('x = {2,3,100}; show(x.intersection_update(1.5), x)')
run('x = {2,3,100}; show(x.isdisjoint((2.5-1e20j)), x)')
run('x = frozenset({1,2}); show(x.intersection(2**64+1), x)')
run('x = {5,6,7,8}; show(x.issuperset(complex("nan")), x)')
run('x = {-1,0}; show(x.update((1+2j)), x)')
run('x = {2,3,100}; show(x.union(-256, 0j), x)')
run("x = {1}; show(x.__le__(b'ABCabc'), x)")
run("x = {2,3,100}; show(x.issuperset(('a','b','c')), x)")
run('x = {-1,0}; show(x.issubset(set()), x)')
run('x = {-1,0}; show(x.union(4, [1,2,3,4,5]), x)')
run('x = {1}; show(x.isdisjoint(NotImplemented), x)')
run('x = {1,2,3}; show(x.update(2), x)')
run('x = {1,2,3}; show(x.intersection({-1,0}), x)')
run("x = {1,2,3}; show(x.intersection_update(b'abc'), x)")
run('x = {1,2,3}; show(x.add(range(10,0,-3)), x)')
run('x = {5,6,7,8}; show(x.__and__(complex("nan")), x)')
run('x = set(); show(x.symmetric_difference([3,1,2]), x)')
run('x = {1,2,3}; show(x.union(zip(), {(1,2):3}), x)')
run('x = {-1,0}; show(x.__contains__({}), x)')
run('x = {1,2,3}; show(x.isdisjoint(0.1), x)')
run('x = set(); show(x.intersection_update(True), x)')
run('x = {1}; show(x.symmetric_difference({1.5:"f"}), x)')
run('x = set(); show(x.__contains__((-0.0+3j)), x)')
run('x = {1}; show(x.discard({}), x)')
run("x = frozenset({1,2}); show(x.__le__({'x':[1]}), x)")
run("x = frozenset({1,2}); show(x.__le__(('a','b','c')), x)")
run('x = {-1,0}; show(x.__contains__(complex("nan")), x)')
run('x = {2,3,100}; show(x.intersection([1.5,1,True]), x)')
run('x = {5,6,7,8}; show(x.difference([1]), x)')
run('x = {2,3,100}; show(x.remove(1/3), x)')
run('x = {5,6,7,8}; show(x.intersection(float("nan")), x)')
run('x = {5,6,7,8}; show(x.discard((1,2)), x)')
run('x = {2,3,100}; show(x.isdisjoint({(1,2):3}), x)')
run("x = {2,3,100}; show(x.__and__(b'a'), x)")
run('x = set(); show(x.add((None,)), x)')
run('x = {1}; show(x.update(frozenset({1,2})), x)')
run('x = {1}; show(x.discard(1j), x)')
run('x = frozenset({1,2}); show(x.pop(), x)')
run('x = {1,2,3}; show(x.copy(), x)')
run('x = {1,2,3}; show(x.pop(), x)')
run('x = frozenset(); show(x.__and__(str), x)')
run('x = {2,3,100}; show(x.intersection({1.5:"f"}), x)')
run('x = {1}; show(x.difference(float("-inf")), x)')
run('x = set(); show(x.pop(), x)')
run('x = {5,6,7,8}; show(x.difference(-3), x)')
run('x = set(); show(x.difference(7), x)')
run("x = {1,2,3}; show(x.discard('a'), x)")
run('x = {5,6,7,8}; show(x.issubset(len), x)')
run('x = frozenset({1,2}); show(x.remove(slice(1,5,2)), x)')
run('x = frozenset(); show(x.issuperset(4), x)')
run("x = frozenset({1,2}); show(x.intersection_update(['x',1]), x)")
run("x = {1,2,3}; show(x.issubset(b'a b c'), x)")
