"""Functions that are native in CPython: what they say of themselves, whatever they are written in here."""
import abc
import asyncio
import codecs
import csv
import decimal
import faulthandler
import hashlib
import inspect
import locale
import marshal
import os
import pickle
import stat
import statistics
import sys
import threading
import traceback
import types
import warnings
import weakref

FUNCTIONS = [csv.get_dialect, csv.list_dialects, csv.register_dialect, csv.unregister_dialect, decimal.getcontext,
             decimal.setcontext, decimal.localcontext, faulthandler.enable, faulthandler.is_enabled, hashlib.md5,
             hashlib.sha3_256, locale.strcoll, locale.getencoding, marshal.dumps, marshal.loads, marshal.dump,
             os.sysconf, os.device_encoding, stat.S_ISDIR, stat.filemode, statistics._normal_dist_inv_cdf,
             threading.excepthook, warnings._filters_mutated, weakref.getweakrefs, weakref.proxy, abc.get_cache_token,
             asyncio.get_running_loop, asyncio.get_event_loop, asyncio._enter_task, codecs.lookup, codecs.encode,
             codecs.lookup_error]
for f in FUNCTIONS:
    try:
        signature = inspect.signature(f)
    except ValueError as e:
        signature = e
    print(repr(f), type(f).__name__, f.__module__, f.__qualname__, signature, inspect.isbuiltin(f), inspect.isfunction(f),
          isinstance(f, types.BuiltinFunctionType), getattr(f.__self__, '__name__', f.__self__), callable(f))
for f in marshal.dumps, decimal.getcontext, hashlib.md5, codecs.lookup, abc.get_cache_token:
    print(pickle.loads(pickle.dumps(f)) is f, hash(f) == hash(f), f == f, f != len)


class C:
    encode = codecs.encode # does not bind


print(C().encode('ab', 'utf-8'))
for call in (lambda: marshal.dumps(object()), lambda: csv.get_dialect('nope'), lambda: marshal.loads(b''),
             lambda: marshal.dumps(), lambda: marshal.loads(1, 2), lambda: csv.get_dialect(nam=1),
             lambda: asyncio.get_running_loop(), lambda: codecs.lookup('nope'), lambda: stat.S_ISDIR('a')):
    try:
        call()
    except Exception as e:
        print([x.name for x in traceback.extract_tb(e.__traceback__)], type(e).__name__, e)
try:
    marshal.dumps.attribute = 1
except AttributeError as e:
    print(e)
try:
    marshal.load.__module__ = 'x'
    print(marshal.load.__module__, marshal.load)
except AttributeError as e:
    print(e)

events = []
sys.setprofile(lambda frame, event, arg: events.append((event, getattr(arg, '__name__', None))))
csv.list_dialects()
sys.setprofile(None)
print(('c_call', 'list_dialects') in events)
