# The __context__ of an exception thrown into a generator: only what the generator itself handles.
def chain(e):
    names = []
    while e is not None:
        names.append(str(e))
        e = e.__context__
    return names


def raises(exc):
    try:
        yield
    finally:
        raise exc


def catches():
    try:
        yield
    except KeyError as e:
        print('caught', chain(e))
        yield


def delegates():
    yield from catches()


e1, e2, e3 = Exception(1), Exception(2), Exception(3)
try:
    raise e1
except Exception:
    thrown = e1
    for e in e2, e3, Exception(4):
        g = raises(e)
        next(g)
        try:
            g.throw(thrown)
        except Exception as x:
            thrown = x
        print(chain(thrown))
    for make in catches, delegates:
        g = make()
        next(g)
        g.throw(KeyError('a'))
        try:
            g.throw(KeyError('b'))
        except KeyError as x:
            print(chain(x))
        try:
            make().throw(KeyError('c'))
        except KeyError as x:
            print(chain(x))
