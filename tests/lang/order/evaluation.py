# Left to right, once.
log = []
def t(x): log.append(x); return x
def show(): print(log); log.clear()
t(1) + t(2) * t(3) - t(4); show()
t(1) < t(2) < t(0) < t(5); show()
[t(1), t(2)][t(0)]; show()
(t(1), [t(2), {t(3): t(4), t(5): t(6)}]); show()
t(print)(t(''), end=t('')); show()
t([3, 4])[t(0):t(2):t(1)]; show()
def f(a=t('d1'), *, b=t('d2')) -> t('ann'): pass
show()
@t
def g(a: t('ann a'), b: t('ann b') = t('def b'), *c: t('ann c'), d: t('ann d') = t('def d')): pass
print([x if isinstance(x, str) else 'fn' for x in log]); log.clear()
class C(t(object), metaclass=t(type)): t('body')
print([getattr(x, '__name__', x) for x in log]); log.clear()
d = {}
d[t('k')] = t('v'); show()
d[t('a')], d[t('b')] = t(1), t(2); show()
x = [0, 1]
x[t(0)] += t(5); show()
t(1) if t(0) else t(2); show()
t(0) or t('') and t(3) or t(4); show()
assert t(1), t('msg'); show()
lambda a=t('ld'): t('never'); show()
f'{t(1)}{t(2):{t(3)}}'; show()
def yielder():
    r = [t(1), (yield t(2)), t(3)]
list(yielder()); show()
for _ in t([1]): t('body')
show()
del d[t('k')]; show()
try: raise t(ValueError) from t(None)
except t(ValueError): t('h')
print([getattr(x, '__name__', x) for x in log]); log.clear()
not t(1) == t(2); show()
print(t('p'), *t([1]), sep=t('-'), **t({'end': '\n'})); show()
import sys
def cm(n):
    from contextlib import contextmanager
    @contextmanager
    def c(): t(('in', n)); yield n; t(('out', n))
    return c()
with cm(1) as t1, cm(2) as t2: t('with')
show()
