"""Methods that get the class which defines them are of a type of their own; without parameters they take no notice of keywords."""
import array
import inspect
import os
import queue
import re
import sys
import types
import zlib


def tell(f):
    try:
        print(re.sub(' at 0x.*', '', repr(f())).split('(st_')[0])
    except Exception as e:
        print(type(e).__name__, e)


method = zlib.compressobj().copy
T = type(method)
print(T, T.__mro__, T.__name__, T.__doc__, dict(vars(T)))
tell(lambda: T())
tell(lambda: type('x', (T,), {}))
tell(lambda: (method == method, method == zlib.compressobj().copy, isinstance(method, types.BuiltinMethodType), hash(method) == hash(method)))
tell(lambda: (inspect.isbuiltin(method), inspect.isroutine(method), inspect.signature(method), method.__name__, method.__qualname__))
tell(lambda: (method, method.__module__, type(method.__self__), callable(method), type([].append) is T))
tell(lambda: method.x)
tell(lambda: setattr(method, 'x', 1))
tell(lambda: method + 1)
tell(lambda: method < method)
tell(lambda: setattr(T, 'x', 1))
tell(lambda: sys.getsizeof(method))
with os.scandir('/') as entries:
    entry = next(entries)
objects = {'compress copy flush __copy__ __deepcopy__': zlib.compressobj(), 'decompress copy flush __copy__': zlib.decompressobj(),
           '__reduce_ex__ extend fromfile tofile append': array.array('i'), '__reduce__ __setstate__': iter(array.array('i')),
           'get get_nowait put': queue.SimpleQueue(), 'finditer fullmatch match scanner search sub subn findall split': re.compile(''),
           'match search pattern': re.compile('').scanner(''), 'is_dir is_file is_symlink stat inode __fspath__': entry}
for names, x in objects.items():
    print(type(x).__name__, [type(getattr(x, name)).__name__ for name in names.split()])
for name, x in (('copy', zlib.compressobj()), ('__copy__', zlib.decompressobj()), ('__reduce__', iter(array.array('i'))),
                ('get_nowait', queue.SimpleQueue()), ('match', re.compile('').scanner('')), ('is_symlink', entry)):
    for args, keywords in ((), {}), ((1,), {}), ((), {'x': 1}), ((1,), {'x': 1}):
        for f in getattr(x, name), getattr(type(x), name), lambda *a, **k: getattr(type(x), name)(x, *a, **k):
            tell(lambda: f(*args, **keywords))
for name, x in (('compress', zlib.compressobj()), ('decompress', zlib.decompressobj()), ('__deepcopy__', zlib.compressobj()),
                ('extend', array.array('i')), ('__reduce_ex__', array.array('i')), ('fromfile', array.array('i')),
                ('finditer', re.compile('')), ('sub', re.compile('')), ('is_dir', entry)):
    for args, keywords in ((), {}), (('',), {}), ((), {'x': 1}), (('',), {'x': 1}), (('', '', ''), {}), ((1, 2, 3, 4, 5), {}):
        tell(lambda: getattr(x, name)(*args, **keywords))
for name in 'ljust', 'rjust', 'center':
    for fill in None, 1, b'', b'ab', 'x', [], bytearray(b'.'):
        tell(lambda: getattr(b'abc', name)(5, fill))
