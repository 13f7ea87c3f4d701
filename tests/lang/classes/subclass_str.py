class S(str):
    def __new__(cls, v, n=0): o = super().__new__(cls, v); o.n = n; return o
    def upper(self): return 'own upper'
s = S('abc', 5); print(s, s.n, s.upper(), s + 'd', type(s + 'd').__name__, s[0], type(s[:]).__name__, s == 'abc', {s: 1}['abc'], ''.join([s, s]), f'{s!r:>6}', len(s), s in 'xabcx', type(str(s)).__name__, s * 2, s.replace('a', 'b'), '%s' % s, s.split('b'), S('') or 'empty', sorted([S('b'), S('a')]))
class T(str):
    def __str__(self): return 'T str'
    def __repr__(self): return 'T repr'
    def __format__(self, f): return 'T fmt ' + f
t = T('x'); print(t, repr(t), f'{t:q}', str(t), '%s %r' % (t, t), t + '!', [t], format(t))
