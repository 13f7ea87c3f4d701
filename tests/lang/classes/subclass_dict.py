class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __getitem__(self, k): return 'got ' + str(super().__getitem__(k))
d = D(a=1); d['b'] = 2; d.update(c=3); print(dict(d), d['a'], d.get('a'), d, list(d.items()), {**d}, d | {'z': 1}, type(d | {}).__name__, type(d.copy()).__name__, D.fromkeys('x', 1), '%(a)s' % d, 'a' in d, len(d), d == {'a': 1, 'b': 4, 'c': 3})
class K(dict):
    def keys(self): return ['own']
    def __getitem__(self, k): return k * 2
print(dict(K(a=1)), {**K(a=1)}, (lambda **k: k)(**K(a=1)))
