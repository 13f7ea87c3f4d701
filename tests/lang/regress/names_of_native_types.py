# Messages name native types with their module, classes in Python without.
import collections, datetime, decimal, functools, io, itertools, re, array, struct, types
values = [re.compile('a'), re.match('a', 'a'), collections.deque(), collections.OrderedDict(), collections.defaultdict(), collections.Counter(), itertools.chain(), functools.partial(len), io.StringIO(), array.array('i'),
          datetime.date(2000, 1, 1), datetime.timedelta(1), decimal.Decimal(1), types.SimpleNamespace(), list[int], int | str, types.MappingProxyType({})]
for v in values:
    for f in (lambda: v.nope, lambda: 'a' + v, lambda: ''.join([v]), lambda: [1][v], lambda: float(v) if not isinstance(v, (decimal.Decimal, array.array)) else 0, lambda: v < object(), lambda: object() + v):
        try: f()
        except Exception as e: print(type(e).__name__, e)
print(collections.deque([1]), collections.defaultdict(list), functools.partial(int, 1), array.array('i', [1]), itertools.count(2))
m = re.match('a', 'a')
try: iter(m)
except TypeError as e: print(e)
