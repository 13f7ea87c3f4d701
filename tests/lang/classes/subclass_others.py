class T(tuple): pass
class F(float): pass
class B(bytes): pass
class S(set): pass
class Z(frozenset): pass
class C(complex): pass
class A(bytearray): pass
for v in T((1, 2)), F(1.5), B(b'ab'), S({1}), Z({2}), C(1j), A(b'x'):
    v.attr = 1
    print(repr(v), type(v).__name__, v == type(v).__mro__[1](v), v.attr, type(v + v if not isinstance(v, (set, frozenset)) else v | v).__name__, bool(v))
for base in 'bool', 'range', 'slice', 'type(None)', 'memoryview', 'type(len)', 'type(lambda: 0)', 'type(...)', 'type(NotImplemented)', 'type({}.keys())', 'type(iter([]))', 'type((i for i in ()))':
    try: type('X', (eval(base),), {}); print(base, 'ok')
    except TypeError as e: print(e)
