"""Packages that change single steps of pickling: subclasses of pickle._Pickler and _Unpickler."""
import io
import pickle
from pickle import _Pickler, _Unpickler

VALUES = [1, 2 ** 70, -5, 1.5, 'a\\b\n\u1234\ud800', b'x' * 300, [1, [2]], (1, 2, 3, 4), {'a': (1,)}, {1, 2}, frozenset([3]), None,
          True, pickle.loads, OSError, bytearray(b'q'), len, type(None), range(3), 3j, list(range(2500)), 'long' * 20000,
          dict.fromkeys(range(1001)), Exception('x', 1), ((), [(), ()])]
for protocol in range(6):
    same = [pickle._dumps(v, protocol) == pickle.dumps(v, protocol) for v in VALUES]
    back = [repr(pickle._loads(pickle.dumps(v, protocol))) == repr(v) for v in VALUES]
    crossed = [repr(pickle.loads(pickle._dumps(v, protocol))) == repr(v) for v in VALUES]
    print(protocol, all(same), all(back), all(crossed))


# what is large goes into a file of its own, behind the object that stands for it
class Large:
    def __init__(self, size):
        self.size = size

    def read(self, unpickler):
        return unpickler.file.read(self.size)


class Writer(_Pickler):
    dispatch = _Pickler.dispatch.copy()

    def __init__(self, file):
        self.file, self.seen = file, []
        super().__init__(file, protocol=3)

    def save(self, obj, save_persistent_id=True):
        self.seen.append(type(obj).__name__)
        if type(obj) is bytearray:
            _Pickler.save(self, Large(len(obj)))
            self.file.write(obj)
            return
        _Pickler.save(self, obj, save_persistent_id)

    def save_complex(self, obj):
        self.save_reduce(complex, (str(obj),), obj=obj)

    dispatch[complex] = save_complex


class Reader(_Unpickler):
    dispatch = _Unpickler.dispatch.copy()

    def __init__(self, file):
        self.file = file
        super().__init__(file)

    def load_build(self):
        super().load_build()
        if isinstance(self.stack[-1], Large):
            self.stack.append(self.stack.pop().read(self))

    dispatch[pickle.BUILD[0]] = load_build

    def find_class(self, module, name):
        found.append(name)
        return super().find_class(module, name)


found = []
file = io.BytesIO()
writer = Writer(file)
shared = [1j]
writer.dump({'data': bytearray(b'abc' * 3), 'twice': [shared, shared], 'n': 5})
print(writer.seen, len(writer.memo))
file.seek(0)
value = Reader(file).load()
print(value, value['twice'][0] is value['twice'][1], found)

for wrong in (b'', b'.', b'\x80\x09.', b'(.', b'h\x07.', b'S"x\n.', b'X\xff\xff\xff\xff', b'\x80\x04\x95\x05\0\0\0\0\0\0\0N.', b'\x82\x07.',
              b'T\xff\xff\xff\xff', b'K', b'cos\nnope\n.', b'\x97.', b'N0b.', b'P\xe9\n.'):
    for load in (pickle._loads, pickle.loads):
        try:
            print(load(wrong))
        except Exception as e:
            print(load.__name__, type(e).__name__, e if load is pickle._loads or isinstance(e, pickle.UnpicklingError) else '')
for wrong in (lambda: 0, type('Local', (), {}), iter([1]), (x for x in [])):
    for protocol in (0, 4):
        try:
            pickle._dumps(wrong, protocol)
        except Exception as e:
            print(type(e).__name__, str(e).split(' at 0x')[0])
for call in (lambda: _Pickler(file, 9), lambda: _Pickler(file, 2, buffer_callback=print), lambda: _Pickler(1), lambda: _Unpickler(1),
             lambda: _Pickler.__new__(_Pickler).dump(1), lambda: _Unpickler.__new__(_Unpickler).load(), lambda: pickle._loads('s')):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
print(_Pickler, _Pickler.save_tuple.__qualname__, _Pickler.dispatch[tuple] is _Pickler.save_tuple, len(_Unpickler.dispatch),
      pickle._getattribute(pickle, '_Pickler.save')[1] is _Pickler)
buffers = []
data = pickle._dumps([pickle.PickleBuffer(b'abc'), pickle.PickleBuffer(bytearray(b'de'))], 5, buffer_callback=buffers.append)
print(len(buffers), pickle._loads(data, buffers=[b'1', bytearray(b'2')]), pickle.loads(data, buffers=buffers)[0] is not None)
