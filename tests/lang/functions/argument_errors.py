def f(a, b, /, c, d=4, *, e, g=7): return a, b, c, d, e, g
def none(): pass
def va(*a): return a
def kw(**k): return k
calls = ['f()', 'f(1)', 'f(1, 2)', 'f(1, 2, 3)', 'f(1, 2, 3, 4, 5, e=1)', 'f(1, b=2, c=3, e=4)', 'f(1, 2, c=3, e=4, z=5)', 'f(1, 2, 3, c=3, e=1)', 'f(1, 2, 3, e=1)', 'none(1)', 'none(x=1)', 'none(1, 2, 3)', 'va(x=1)', 'kw(1)', 'kw(1, 2)',
         'f(*5)', 'f(**5)', 'f(**{1: 2})', 'kw(**{"a": 1}, **{"a": 2})', 'kw(a=1, **{"a": 2})', 'va(*[1], *(2,), *{3: 4})', 'f(*[1, 2], **{"c": 3, "e": 5})', '(lambda x: x)()', '(lambda x: x)(1, 2)', '(lambda: 0)(k=1)']
for c in calls:
    try: print(c, '->', eval(c))
    except TypeError as e: print(c, '!!', e)
class C:
    def m(self, a): pass
    @classmethod
    def k(cls): pass
    @staticmethod
    def s(x): pass
for c in ['C().m()', 'C().m(1, 2)', 'C.m()', 'C.k(1)', 'C.s()', 'C().s(1, 2)', 'C(1)', 'C.m(1)']:
    try: eval(c)
    except TypeError as e: print(c, '!!', e)
