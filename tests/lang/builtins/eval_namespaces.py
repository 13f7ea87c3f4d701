x = 'global'
def f():
    x = 'local'
    return eval('x'), eval('x', {'x': 'given'}), eval('x', {}, {'x': 'locals'}), eval('x', globals())
print(f())
class M(dict):
    def __missing__(self, k): return 'missing ' + k
print(eval('a + b', {}, M()))
d = {}; eval('1', d); print(sorted(d))
for a in (('x', 5), ('x', {}, 5), (5,), ('1 +',), ('undefined_name',), ('x = 1',)):
    try: eval(*a)
    except (TypeError, SyntaxError, NameError) as e: print(type(e).__name__, e)
print(eval('  1 + 1 '), eval('[i * x for i in range(3)]', {'x': 2}), eval('lambda: 5')())
