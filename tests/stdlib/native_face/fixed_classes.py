"""Classes that are native in CPython take no attributes, and tell so in their flags; those of other classes."""
import bz2
import collections
import csv
import decimal
import io
import lzma
import queue
import weakref
import _csv

def told(cls):
    try:
        cls.own = 1
        return 'set'
    except TypeError as e:
        return str(e)
for cls in (collections.OrderedDict, decimal.Decimal, decimal.Context, weakref.ProxyType, weakref.CallableProxyType, bz2.BZ2Compressor, lzma.LZMADecompressor, queue.SimpleQueue, _csv.Dialect):
    print(cls.__name__, cls.__flags__ >> 8 & 1, told(cls))
class Own(collections.OrderedDict):
    pass
print(told(Own), Own.own)
def bits(cls):
    return [cls.__flags__ >> k & 1 for k in (5, 6, 8, 20)], cls.__flags__ >> 24
for cls in (int, bool, list, tuple, bytes, str, dict, KeyError, type, object, set, float, bytearray, range, collections.deque, collections.Counter, Own, collections.abc.Sequence, collections.namedtuple('P', 'x')):
    print(cls.__name__, bits(cls))
