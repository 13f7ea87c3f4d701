# Comprehension scopes, evaluation order, walrus, nesting.
print([x for x in range(5) if x % 2], {x: y for x, y in [(1, 2)]}, {x % 3 for x in range(9)}, list((a, b) for a in 'xy' for b in range(2)))
x = 'outer'
print([x for x in range(3)], x)
print([[i * j for j in range(3)] for i in range(3)])
print([y for x in [[1, 2], [3]] for y in x], x)
total = 0
print([total := total + v for v in range(5)], total)
def f():
    found = [last := i for i in range(4) if i != 2]
    return found, last
print(f())
def g():
    return any((hit := n) > 3 for n in (1, 5, 9)), hit
print(g())
class C:
    n = 3
    items = [i for i in range(n)]
    try: bad = [n for _ in range(1)]
    except NameError as e: bad = str(e)
print(C.items, C.bad)
fs = [lambda: i for i in range(3)]; print([h() for h in fs])
fs = [lambda i=i: i for i in range(3)]; print([h() for h in fs])
def gen_first():
    def it():
        print('iter made'); return iter([1])
    g = (v for v in it())
    print('generator made')
    return list(g)
print(gen_first())
try: (v for v in 3)
except TypeError as e: print(e)
order = []
def k(v): order.append(('k', v)); return v
def w(v): order.append(('v', v)); return v
{k(i): w(i) for i in range(2)}; {k(7): w(7), **{k(8): w(8)}}
print(order)
def closure(n): return [lambda: (n, i) for i in range(2)]
print([c() for c in closure(4)])
print([a for a, *b in [(1, 2, 3)]], [b for a, *b in [(1, 2, 3)]])
print({**{'a': 1}, 'b': 2, **{'a': 3}}, [*range(3), *'ab'], (*[1], 2), {*[1, 1], 2})
print([x if x else None for x in (0, 1)], [(x, y) for x in range(3) if x for y in range(x) if y or x == 1])
print(sum(x for x in range(4)), dict((i, i) for i in range(2)), sorted({c for c in 'hello'}))
big = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, x]
print(len(big), big[-1], [i for i in big if i == 33])
def e():
    try: return [1 / i for i in (1, 0)]
    except ZeroDivisionError as err: return err.__traceback__.tb_next.tb_frame.f_code.co_name
print(e())
print([[k for k in range(i)] for i in range(3)], [lambda: 1 for _ in [0]][0].__qualname__)
