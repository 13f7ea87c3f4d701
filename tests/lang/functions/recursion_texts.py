"""What a RecursionError says it was about, and how deep that was."""
def told(name, f):
    global n
    n = 0
    try:
        f()
    except RecursionError as e:
        print(name, n, e)


class A:
    def __repr__(self):
        global n
        n += 1
        return repr(self)

    def __hash__(self):
        global n
        n += 1
        return hash(self)

    def __add__(self, other):
        global n
        n += 1
        return self + other

    def __getattr__(self, name):
        global n
        n += 1
        return self.other

    def __bool__(self):
        global n
        n += 1
        return not self


class B:
    def __repr__(self):
        global n
        n += 1
        return '%r' % self


class C:
    def __init__(self):
        global n
        n += 1
        C()


def plain():
    global n
    n += 1
    plain()


nested = int
for _ in range(3000):
    nested = (nested,)
deep, other, mapping = [], [], {}
for _ in range(3000):
    deep, other, mapping = [deep], [other], {1: mapping}
told('repr', lambda: repr(A()))
told('hash', lambda: hash(A()))
told('add', lambda: A() + 1)
told('getattr', lambda: A().x)
told('bool', lambda: not A())
told('%r', lambda: repr(B()))
told('init', C)
told('call', plain)
told('isinstance', lambda: isinstance('', nested))
told('issubclass', lambda: issubclass(str, nested))
told('list repr', lambda: repr(deep))
told('dict repr', lambda: repr(mapping))


def through():
    global n
    n += 1
    return repr(X())


class X:
    def __repr__(self):
        return through()


told('through', through)
