# object.__reduce_ex__ of None and classes; __slots__ are asked for only without an own __getstate__.
class B(tuple):
    def __getstate__(self):
        print('getstate')
    def __getattr__(self, n):
        print('getattr', n)
        raise AttributeError(n)
class S:
    __slots__ = ('x',)
    def __getattr__(self, n):
        print('getattr', n)
        raise AttributeError(n)
for protocol in range(5):
    for o in B(), S(), None, int, 5, object(), len, slice(1):
        try:
            print(type(o).__name__, str(object.__reduce_ex__(o, protocol)).count('object at'))
        except TypeError as e:
            print(type(o).__name__, e)
