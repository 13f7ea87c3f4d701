# What classes and functions that are native tell of themselves, and refusals in their words.
import collections
import inspect
import io
import json
import math
import os
import pickle
import queue
import re
import socket
import sys
import types
import typing
import warnings


def refused(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


print(sys.get_asyncgen_hooks(), type(sys.get_asyncgen_hooks()).__module__)
print(str.__dict__['maketrans'].__class__, bytes.__dict__['maketrans'].__class__, str.maketrans('a', 'b'))
print(collections.defaultdict.__getitem__ is dict.__getitem__, '__getitem__' in vars(collections.defaultdict))
print(collections.defaultdict.__getitem__(collections.defaultdict(int), 'new'), collections.defaultdict(list)['x'])


class Filled(collections.defaultdict):
    def __missing__(self, key):
        return key


print(Filled()['own'])
for f in (math.gcd, math.lcm, os.eventfd, os.memfd_create, queue.SimpleQueue, warnings.warn,
          io.BufferedReader.writable, types.MethodType.__reduce__, typing.NewType('N', int).__call__):
    print(f.__qualname__, inspect.signature(f))
for f in collections.OrderedDict, collections.OrderedDict.keys, os.get_terminal_size, warnings.warn_explicit, os.posix_spawn, os.register_at_fork:
    refused(inspect.signature, f)
print('writable' in vars(io.BufferedReader), 'readable' in vars(io.BufferedWriter))
print(warnings.warn.__module__, warnings.warn_explicit.__module__)
print('open_fd' in vars(os), 'posix' in vars(os))

encoder = json.JSONEncoder()
print(encoder.iterencode([1, {'a': None}], _one_shot=True), list(json.JSONEncoder(indent=1).iterencode([1], _one_shot=True)))
refused(json.JSONDecoder().raw_decode, None, None)
refused(json.JSONDecoder().raw_decode, None, 0)
refused(pickle.PickleBuffer)
refused(pickle.PickleBuffer, 1, 2)
refused(pickle.PickleBuffer, object=b'')
refused(re.Scanner, [])
refused(socket.getaddrinfo, 1, 2)
refused(socket.getaddrinfo, bytearray(b'localhost'), 2)
refused(socket.socket, socket.AF_UNIX, 'c')
refused(lambda: typing.TypeVarTuple('Ts') | int)
print(typing.TypeVar('T') | int, int | typing.ParamSpec('P'))
refused(hasattr, typing.TypeVarTuple('Ts'), '__or__')


async def numbers():
    yield 1

print(hasattr(numbers(), 'ag_suspended'), hasattr((i for i in ''), 'gi_suspended'))
for call in (lambda: __import__('enum').ReprEnum(1, 2), lambda: __import__('enum').ReprEnum('E', 'a')):
    refused(call)
