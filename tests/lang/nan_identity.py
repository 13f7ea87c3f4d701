# Each NaN that is made is an object of its own; containers ask who it is before they ask what it equals
import array, copy, json, math, operator, pickle, struct
from collections import Counter

n = float('nan')
m = float('nan')
print(n is n, n is m, [n] == [n], [n] == [m], (n,) == (m,), {n: 1} == {n: 1}, {n: 1} == {m: 1}, {n} == {n}, {n} == {m})
print(n in [n], n in [m], [n, m, n].count(n), [m, n].index(n), len({n, n, m}), {n: 'n', m: 'm'}[n], {n: 'n', m: 'm'}[m])
try:
    {n: 1}[m]
except KeyError as e:
    print('KeyError', e)
print(Counter(map(float, ['nan', '1', 'nan', '1'])).most_common(1), len(Counter([n, n, m])))

# what gives back the same object
same = {'float': float(n), 'pos': +n, 'real': n.real, 'conjugate': n.conjugate(), 'copy': copy.copy(n),
        'deepcopy': copy.deepcopy([n])[0], '__float__': n.__float__(), 'max': max(n, 1), 'min': min([n]), 'new': float.__new__(float, n),
        'next': next(iter({n})), 'star': [*[n]][0], 'default': (lambda x=n: x)(), 'pos()': operator.pos(n)}
print([k for k, v in same.items() if v is not n])
# and what makes one
made = {'neg': -n, 'abs': abs(n), 'add': n + 0, 'mul': n * 1, 'inf': math.inf - math.inf, 'fabs': math.fabs(n), 'round': round(n, 2),
        'sum': sum([n]), 'copysign': math.copysign(n, 1), 'imag': complex(0, n).imag, 'pickle': pickle.loads(pickle.dumps(n)),
        'struct': struct.unpack('d', struct.pack('d', n))[0], 'array': array.array('d', [n])[0], 'divmod': divmod(n, 1)[0],
        'repr': eval('1e999 - 1e999')}
print([k for k, v in made.items() if v is n or v in [n] or v == v])
print(array.array('d', [n]).tolist() == array.array('d', [n]).tolist(), array.array('d', [n]).count(n))
print(json.loads('[NaN]') == json.loads('[NaN]'), json.loads('NaN') is math.nan, [math.nan] == [math.nan])


def twice(x):
    return [x * 1.0 for _ in range(2)]


a, b = twice(n)
print(a is b, all(x is y for x, y in zip([n, m], [n, m])), hash(n) == hash(n), id(n) == id(n), sorted([n, 2, 1], key=str) == ['no'])


class Number(float):
    pass


x = Number('nan')
print(x in [x], [x] == [Number(x)], float(x) is x)

# the bits are those of any other
print(struct.pack('>d', m), struct.pack('>f', m), struct.pack('>e', m), struct.pack('>d', -m), struct.pack('>d', x))
print(array.array('d', [n, m]).tobytes() == array.array('d', [m, n]).tobytes(), array.array('f', [m]).tobytes().hex())
v = memoryview(bytearray(8)).cast('d')
v[0] = m
print(v.tobytes().hex(), pickle.dumps(m)[-10:], pickle.dumps(complex(m, 1)) == pickle.dumps(complex(n, 1)))
print(m.hex(), repr(m), f'{m:+.1f} {m:e}', '%g' % m, str(-m), math.copysign(1, -m), math.copysign(1, m), m.is_integer())
