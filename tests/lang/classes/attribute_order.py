# Data descriptor, instance dict, non-data descriptor, class attribute, __getattr__.
class Data:
    def __get__(self, obj, owner=None):
        return 'data' if obj is not None else self

    def __set__(self, obj, value):
        print('set', value)


class NonData:
    def __get__(self, obj, owner=None):
        return 'nondata'


class C:
    d = Data()
    n = NonData()
    plain = 'class'

    def __getattr__(self, name):
        return f'getattr:{name}'


c = C()
print(c.d, c.n, c.plain, c.missing)
c.d = 5
c.__dict__['d'] = 'hidden'
c.__dict__['n'] = 'instance'
c.plain = 'instance'
print(c.d, c.n, c.plain)
print(sorted(vars(c).items()))
del c.plain
print(c.plain)
print(C.n, type(C.d).__name__, C.plain)


class G:
    x = 1

    def __getattribute__(self, name):
        if name == 'boom':
            raise AttributeError('no boom')
        return 'ga:' + name


g = G()
print(g.x, g.anything)
try:
    g.boom
except AttributeError as e:
    print('AttributeError', e)


class H(G):
    def __getattr__(self, name):
        return 'fallback:' + name


print(H().x, H().boom)

# __setattr__ and __delattr__ hooks
class S:
    def __setattr__(self, name, value):
        print('setattr', name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print('delattr', name)
        object.__delattr__(self, name)


s = S()
s.a = 1
del s.a
try:
    del s.a
except AttributeError as e:
    print(e)
for f in (lambda: setattr(5, 'x', 1), lambda: delattr(object(), 'x'), lambda: object().x, lambda: (5).x,
          lambda: setattr(int, 'x', 1), lambda: C.zzz, lambda: setattr([], 'append', 1), lambda: type.zzz):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
try:
    c.nope = 1
    C().d
    getattr(G(), 5)
except TypeError as e:
    print(e)
try:
    [].foo
except AttributeError as e:
    print(e.name, e.obj)
print(hasattr(c, 'x'), hasattr(5, 'x'), getattr(5, 'x', 'dflt'))
