class D(dict):
    def __missing__(self, k): return f'no {k}'
d = D(a=1); print(d['a'], d['b'], d.get('b'), 'b' in d, d.setdefault('c', 3), '%(zz)s' % d, '{x}'.format_map(d))
class E(dict):
    def __missing__(self, k): raise LookupError('own', k)
try: E()[1]
except LookupError as e: print(repr(e))
print(dict.__getitem__(D(), 'q'))
