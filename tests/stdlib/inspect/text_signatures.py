"""Which native functions and methods tell a signature, and which."""
import collections
import decimal
import io
import time

for f in (time.sleep, int.conjugate, time.clock_gettime, time.time, str.count, str.join, bytes.find, bytearray.capitalize,
          dict.keys, dict.get, set.union, set.isdisjoint, frozenset.copy, list.sort, tuple.count, range.count,
          collections.deque.append, collections.defaultdict.copy, io.BytesIO.read,
          io.BytesIO.__getstate__, io.IOBase.seek, io.TextIOBase.read, io.BufferedRWPair.peek,
          io.IncrementalNewlineDecoder.decode, decimal.Context.add, decimal.Context.fma, decimal.Decimal.exp,
          type(iter([])).__reduce__, BaseException.with_traceback, int.conjugate, int.to_bytes):
    print(f.__qualname__, f.__text_signature__)
