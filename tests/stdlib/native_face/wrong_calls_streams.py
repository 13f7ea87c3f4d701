"""Wrong arguments of abstract streams, system calls, tracebacks, proxies and decimals."""
import decimal
import datetime
import io
import os
import traceback
import weakref


def show(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(getattr(f, '__name__', f), 'ok', r if isinstance(r, (int, str, bytes)) else '')
    except Exception as e:
        print(getattr(f, '__name__', f), type(e).__name__, e)


for stream in io.IOBase(), io.RawIOBase(), io.BufferedIOBase(), io.TextIOBase():
    for name in 'seek', 'truncate', 'read', 'read1', 'write', 'readinto', 'readinto1', 'readline':
        if hasattr(stream, name):
            show(getattr(stream, name))
            show(getattr(stream, name), 1, 2, 3, 4)
            show(getattr(stream, name), a=1)
pair = io.BufferedRWPair(io.BytesIO(b'abc\ndef'), io.BytesIO())
for name in 'read', 'peek', 'read1', 'readinto', 'write', 'flush', 'readable', 'isatty', 'close':
    show(getattr(pair, name), 1, 2)
    show(getattr(pair, name), a=1)
show(pair.read, 2)
show(pair.readline)
show(pair.write, b'xy')
show(pair.writable)
for args in ((), (1,), (io.BytesIO(), io.BytesIO(), 'x'), (1, 2, 3, 4)):
    show(io.BufferedRWPair, *args)
show(io.BufferedRWPair, io.BytesIO(), io.BytesIO(), buffer_size=3)
print(io.BufferedRWPair.__module__, isinstance(pair, io.BufferedIOBase), io.BufferedRWPair.__mro__)
show(io.FileIO, '/dev/null', 3)
show(io.FileIO, '/dev/null', 'r', 'x')
show(io.open_code, 3)
show(io.IncrementalNewlineDecoder)
show(io.IncrementalNewlineDecoder(None, True).decode)

show(os.fsencode)
show(os.fsdecode, 1, 2)
show(os.sched_param)
show(os.sched_param, 1, 2)
show(os.setgroups, 3)
show(os.setgroups, ['x'])
show(os.readv, 0, 3)
show(os.writev, 1, {})
r, w = os.pipe()
print(os.writev(w, [b'x'] * 200), os.readv(r, [bytearray(1) for i in range(150)]))
show(lambda: next(os.fwalk(3)))

show(traceback.extract_tb, 'x')
show(traceback.extract_tb, None, 'x')
show(traceback.format_exc, 'x')
show(traceback.extract_stack, None, 'x')


def deep(n):
    if n:
        return deep(n - 1)
    return ([f.name for f in traceback.extract_stack(limit=2)], [f.name for f in traceback.extract_stack(limit=-2)])


print(deep(4))
show(weakref.ProxyType, object)
show(weakref.CallableProxyType)
show(datetime.tzinfo, 1, a=2)
show(datetime.timezone.utc.fromutc, 3)
show(datetime.datetime.strptime, None, 'x')
one = decimal.Decimal(1)
for name in 'is_normal', 'is_subnormal', 'number_class', 'to_eng_string', 'to_integral_value':
    show(getattr(one, name), context=3)
for name in 'compare_total', 'copy_sign', 'same_quantum', 'quantize':
    show(getattr(one, name), 1, context=3)
for name in 'quantize', 'to_integral', 'to_integral_exact':
    show(getattr(one, name), *([1] if name == 'quantize' else []), rounding='up')
show(decimal.getcontext().canonical, 3)
show(decimal.getcontext().is_canonical, 3)
show(decimal.getcontext().to_integral, 1, 2)
