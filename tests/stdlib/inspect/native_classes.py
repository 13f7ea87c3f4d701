"""The signatures of built-in classes; those without one."""
import collections
import functools
import inspect
import io
import itertools
import types

for cls in (list, object, float, int, str, complex, enumerate, memoryview, property, reversed, tuple, dict, set, type, range,
            itertools.count, itertools.groupby, itertools.chain, itertools.accumulate, itertools.permutations, io.BytesIO,
            io.StringIO, io.FileIO, io.BufferedReader, io.TextIOWrapper, types.MethodType, types.FunctionType, types.CellType,
            types.ModuleType, types.CodeType, collections.deque, functools.partial, slice, bytes, map, zip, filter, super,
            staticmethod, Exception, KeyError, types.SimpleNamespace, types.MappingProxyType, frozenset, bytearray, bool):
    try:
        print(cls.__name__, inspect.signature(cls))
    except ValueError as e:
        print(cls.__name__, e)


class Meta(type):
    pass


class MetaWithInit(type):
    def __init__(self, a):
        pass


for cls in (Meta, MetaWithInit):
    try:
        print(inspect.signature(cls))
    except ValueError as e:
        print(e)
print(list.__text_signature__, int.__text_signature__, Meta.__text_signature__)
