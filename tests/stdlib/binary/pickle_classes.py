# Pickler and Unpickler with their hooks: persistent ids, tables of reducers, restricted names, buffers, memos.
import collections
import copyreg
import io
import pickle


class Ref:
    def __init__(self, n):
        self.n = n


class P(pickle.Pickler):
    def persistent_id(self, obj):
        return ('ref', obj.n) if isinstance(obj, Ref) else None


class U(pickle.Unpickler):
    def persistent_load(self, pid):
        return ('loaded', pid)


for protocol in range(6):
    f = io.BytesIO()
    P(f, protocol).dump([Ref(1), Ref('a'), {'k': Ref(2)}])
    f.seek(0)
    print(protocol, f.getvalue(), U(f).load())

f = io.BytesIO()
p = pickle.Pickler(f)
p.persistent_id = lambda o: 'id' if o == 7 else None
p.dump([7, 8])
u = pickle.Unpickler(io.BytesIO(f.getvalue()))
try:
    u.load()
except pickle.UnpicklingError as e:
    print(e)
u = pickle.Unpickler(io.BytesIO(f.getvalue()))
u.persistent_load = lambda pid: pid * 2
print(u.load())
for o, name in ((p, 'persistent_id'), (u, 'persistent_load')):
    try:
        setattr(o, name, 5)
    except TypeError as e:
        print(e)


class Safe(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) == ('builtins', 'range'):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')


print(Safe(io.BytesIO(pickle.dumps(range(3)))).load())
for evil in (b"cos\nsystem\n(S'echo hacked'\ntR.", pickle.dumps(print), pickle.dumps(len, 2)):
    try:
        Safe(io.BytesIO(evil)).load()
    except pickle.UnpicklingError as e:
        print(e)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x}, {self.y})'


def reduce_point(p):
    return Point, (p.x, p.y)


copyreg.pickle(Point, reduce_point)
print(pickle.dumps(Point(1, 2)), pickle.loads(pickle.dumps(Point(1, 2))))
f = io.BytesIO()
p = pickle.Pickler(f)
p.dispatch_table = collections.ChainMap({Point: lambda p: (str, ('table',))}, copyreg.dispatch_table)
p.dump(Point(1, 2))
print(pickle.loads(f.getvalue()))


class WithTable(pickle.Pickler):
    dispatch_table = {complex: lambda c: (complex, (c.real, 0))}

    def reducer_override(self, obj):
        if obj is int:
            return str, ('int',)
        return NotImplemented


f = io.BytesIO()
WithTable(f).dump([1 + 2j, int, str, len])
print(pickle.loads(f.getvalue()))

# one file, several pickles; a memo that goes on
f = io.BytesIO()
shared = [1]
for i in range(3):
    pickle.dump([i, shared], f)
f.seek(0)
print([pickle.load(f) for _ in range(3)], f.read())
try:
    pickle.load(f)
except EOFError as e:
    print('EOF', e)
f = io.BytesIO()
p = pickle.Pickler(f, 2)
p.dump(shared)
n = f.tell()
p.dump(shared)
print(f.getvalue()[n:], len(p.memo.copy()))
p.clear_memo()
p.dump(shared)
print(f.getvalue()[n:], len(p.memo.copy()))
f.seek(0)
u = pickle.Unpickler(f)
a, b, c = u.load(), u.load(), u.load()
print(a is b, a is c, u.memo.copy())
p.clear_memo()
p.fast = True
p.dump([shared, shared])
print(pickle.loads(f.getvalue()[f.getvalue().rindex(b'\x80'):]))
loop = []
loop.append(loop)
try:
    p.dump(loop)
except ValueError as e:
    print(str(e).split(' at ')[0])

# big data passes by the frames
for n in (10, 65535, 65536, 200000):
    data = pickle.dumps([b'x' * n, 'y' * n, 5])
    f = io.BytesIO()
    pickle.dump([b'x' * n, 'y' * n, 5], f)
    print(n, len(data), data == f.getvalue(), data[:14], pickle.loads(data) == [b'x' * n, 'y' * n, 5])
words = [str(i) for i in range(30000)]
data = pickle.dumps(words)
print(len(data), data.count(b'\x95'), pickle.loads(data) == words)

# buffers beside the stream
buffers = []
data = pickle.dumps([pickle.PickleBuffer(b'abc'), pickle.PickleBuffer(bytearray(b'def'))], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers])
got = pickle.loads(data, buffers=buffers)
print([type(x).__name__ for x in got], [bytes(x) for x in got])
got = pickle.loads(data, buffers=[b'1', bytearray(b'2')])
print([type(x).__name__ for x in got], [bytes(x) for x in got])
print(pickle.loads(pickle.dumps(pickle.PickleBuffer(b'abc'), 5)), pickle.dumps(pickle.PickleBuffer(bytearray(b'q')), 5))
for f in (lambda: pickle.dumps(pickle.PickleBuffer(b'abc'), 4), lambda: pickle.loads(data, buffers=[b'1']),
          lambda: pickle.dumps(pickle.PickleBuffer(memoryview(b'abcd')[::2]), 5), lambda: pickle.PickleBuffer(5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
b = pickle.PickleBuffer(b'abc')
print(b.raw().tobytes(), bytes(b))
b.release()
try:
    b.raw()
except ValueError as e:
    print(e)

# subclasses that forget __init__
class Bad(pickle.Pickler):
    def __init__(self):
        pass


class BadU(pickle.Unpickler):
    def __init__(self):
        pass


for cls, call in ((Bad, lambda o: o.dump(1)), (BadU, lambda o: o.load())):
    try:
        call(cls())
    except pickle.PickleError as e:
        print(e)

# extension codes
copyreg.add_extension('collections', 'OrderedDict', 250)
data = pickle.dumps(collections.OrderedDict, 2)
print(data, pickle.loads(data))
copyreg.remove_extension('collections', 'OrderedDict', 250)

# state setters and new-style arguments
class Setter:
    def __reduce__(self):
        return Setter, (), {'a': 1}, None, None, set_state


def set_state(obj, state):
    obj.seen = state


print(pickle.loads(pickle.dumps(Setter())).seen)
for name in ('HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL', 'MARK', 'STACK_GLOBAL', 'format_version'):
    print(name, getattr(pickle, name))
print(pickle.PicklingError.__mro__[1:3], pickle.encode_long(-300), pickle.decode_long(b'\xff\x7f'))
