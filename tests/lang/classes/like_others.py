# Special methods of classes made after others with the same bases: what a sibling or a base
# defines, and what it does not, must not leak.


def tells(x):
    out = []
    for name, probe in (('call', lambda: x()), ('len', lambda: len(x)), ('bool', lambda: bool(x)),
                        ('item', lambda: x[1]), ('iter', lambda: list(x)), ('in', lambda: 3 in x),
                        ('add', lambda: x + 1), ('radd', lambda: 1 + x), ('pow', lambda: x ** 2),
                        ('rpow', lambda: 2 ** x), ('pow3', lambda: pow(x, 2, 5)),
                        ('neg', lambda: -x), ('int', lambda: int(x)), ('eq', lambda: x == 7),
                        ('lt', lambda: x < 7), ('hash', lambda: hash(x) == 5),
                        ('str', lambda: str(x)[:5]), ('attr', lambda: x.missing),
                        ('with', lambda: x.__enter__())):
        try:
            out.append(f'{name}={probe()}')
        except (TypeError, AttributeError, ValueError):
            out.append(name + '!')
    return ' '.join(out)


class Full:
    def __call__(self): return 'called'
    def __len__(self): return 4
    def __getitem__(self, i): return i * 2 if i < 3 else [][0]
    def __contains__(self, x): return True
    def __add__(self, o): return 'add'
    def __radd__(self, o): return 'radd'
    def __rpow__(self, o): return 'rpow'
    def __neg__(self): return 'neg'
    def __int__(self): return 9
    def __eq__(self, o): return True
    def __hash__(self): return 5
    def __str__(self): return 'full'
    def __getattr__(self, n): return 'got ' + n


class Plain: pass
class Powers:
    def __pow__(self, o, m=None): return ('pow', o, m)
class After: pass
class Equal:
    def __eq__(self, o): return True
class AfterEqual: pass
class Child(Full): pass
class Quiet(Full):
    __call__ = None
    __getitem__ = None
    def __len__(self): return 0
class Grandchild(Quiet):
    def __getitem__(self, i): return 'grand' if i < 2 else [][0]
class Number(int): pass
class Strange(int):
    __add__ = str.__add__
    def __len__(self): return 3
class Number2(int): pass
class Both(Number, Full): pass
class Text(str): pass
class Shout(str):
    def __str__(self): return self.upper()
class Text2(str): pass
Made = type('Made', (), {'__' + 'len__': lambda self: 11, '__' + 'neg' + '__': lambda self: 'minus'})
class AfterMade: pass


for c in (Full, Plain, Powers, After, AfterEqual, Child, Quiet, Grandchild, Made, AfterMade):
    print(c.__name__, tells(c()))
for c in (Number, Strange, Number2, Both):
    print(c.__name__, tells(c(6)))
for c in (Text, Shout, Text2):
    print(c.__name__, tells(c('abcdef')))
try:
    hash(Equal())
except TypeError as e:
    print(e)
# changes afterwards reach those that were made like it, and only those
Plain.__len__ = lambda self: 21
Quiet.__neg__ = lambda self: 'quietly'
class Late(Quiet): pass
print(len(Plain()), -Grandchild(), -Late(), -Child())
try:
    len(After())
except TypeError as e:
    print(e)
del Quiet.__neg__
print(-Grandchild(), -Late())
Grandchild.__bases__ = (Full,)
print(Grandchild()(), Grandchild()[0], len(Grandchild()))
