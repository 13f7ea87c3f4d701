"""Wrong calls of native functions: each is refused in the words of how CPython's takes its arguments."""
import array, bz2, csv, functools, gc, io, lzma, math, os, re, struct, sys, time, zlib, binascii, collections, json, tempfile, typing


def told(what, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
        print(what, 'ok')
    except BaseException as e:
        print(what, type(e).__name__, e)


class Odd:
    def __repr__(self):
        return 'odd'


CALLS = ((), (1, 2, 3, 4, 5, 6), (Odd(),), (Odd(), Odd()), (None,), ('ab', 1), (b'ab', b'cd'), ([1],))
for name, f in {'math.log': math.log, 'reduce': functools.reduce, 'calcsize': struct.calcsize, 'unpack': struct.unpack, 'pack': struct.pack,
                'unpack_from': struct.unpack_from, 'Struct.pack': struct.Struct('i').pack, 'Struct.unpack_from': struct.Struct('i').unpack_from,
                'localtime': time.localtime, 'ctime': time.ctime, 'asctime': time.asctime, 'extend': array.array('i').extend,
                'tofile': array.array('i').tofile, 'fromfile': array.array('i').fromfile, 'index': collections.deque().index,
                'insert': collections.deque().insert, 'group': re.match('a', 'a').group, 'csv.reader': csv.reader, 'csv.writer': csv.writer,
                'register_dialect': csv.register_dialect, 'field_size_limit': csv.field_size_limit, 'readinto1': io.BytesIO(b'a').readinto1,
                'readinto': io.BytesIO(b'a').readinto, 'truncate': io.BytesIO().truncate, 'StringIO.truncate': io.StringIO().truncate,
                'peek': io.BufferedReader(io.BytesIO(b'abc')).peek, 'read1': io.BufferedReader(io.BytesIO(b'abc')).read1,
                'BZ2Compressor': bz2.BZ2Compressor, 'LZMADecompressor': lzma.LZMADecompressor, 'sysconf': os.sysconf,
                'decode': json.JSONDecoder().decode if False else json.loads, 'NewType': typing.NewType, 'get_overloads': typing.get_overloads}.items():
    for args in CALLS:
        if (name, args) not in (('ctime', (None,)), ('localtime', (None,)), ('asctime', ()), ('ctime', ()), ('localtime', ())):
            told(name, f, *args)
    told(name, f, zzz=1)
for error in struct.error, zlib.error, binascii.Error, csv.Error, lzma.LZMAError:
    told(error.__name__, error, zzz=1)
told('gc', gc.get_referents, zzz=1)
told('audit', sys.audit, 'x', zzz=1)
for name in 'access', 'mkdir', 'mkfifo', 'mknod', 'chmod', 'open', 'truncate':
    told(name, getattr(os, name), 1.5, 'x')
    told(name, getattr(os, name), 'x', 'x')
told('fdopen', os.fdopen, 7, 8)
told('TemporaryFile', tempfile.TemporaryFile, 5)
print(struct.pack.__module__, struct.Struct.__module__, struct.error.__module__, type(csv.reader([])).__name__, type(csv.reader).__name__)
