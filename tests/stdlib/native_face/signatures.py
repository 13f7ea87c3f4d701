# What inspect and help() tell of native functions, types and attributes.
import array
import collections
import datetime
import functools
import inspect
import io
import itertools
import operator
import os
import pickle
import re
import time
import types


def signature(x):
    try:
        return str(inspect.signature(x))
    except ValueError:
        return 'none'


for x in (list.index, tuple.index, array.array.index, time.struct_time.index, re.Pattern.match, re.Pattern.findall,
          io.TextIOWrapper.reconfigure, io.BytesIO.readlines, pickle.Pickler, pickle.Unpickler, io.StringIO.detach,
          itertools.chain.__reduce__, itertools.cycle.__setstate__, operator.itemgetter.__reduce__, datetime.date,
          datetime.datetime, datetime.timedelta, datetime.date.__add__, datetime.date.__eq__, datetime.date.__hash__,
          datetime.timedelta.__mul__, datetime.timezone, inspect.Parameter.replace, inspect.Signature.replace,
          type(iter([])).__length_hint__, type(iter([])).__reduce__, collections.deque.__copy__):
    print(getattr(x, '__qualname__', x), signature(x))

for cls, names in ((re.Pattern, 'pattern flags groups groupindex'), (re.Match, 'string pos re lastindex'),
                   (functools.partial, 'func args keywords'), (io.TextIOWrapper, 'buffer encoding newlines'),
                   (io.BufferedReader, 'raw name'), (pickle.Pickler, 'bin fast dispatch_table memo'),
                   (os.DirEntry, 'name path'), (time.struct_time, 'tm_year tm_zone')):
    print(cls.__name__, [type(inspect.getattr_static(cls, name)).__name__ for name in names.split()])

told = (os.stat_result, os.stat_result.st_mode, os.stat_result.st_atime_ns, os.terminal_size.columns, os.times_result.user,
        os.uname_result.machine, time.struct_time, time.struct_time.tm_gmtoff, datetime.date.__add__, datetime.time.__eq__,
        io.TextIOBase.encoding, io.StringIO.errors, itertools.count.__reduce__, collections.deque.__reduce__)
print([bool(x.__doc__) for x in told])
try:
    functools.partial(print).func = 1
except AttributeError as ex:
    print(ex)
