"""The dicts of native types have their methods and other attributes in CPython's order."""
import _socket
import datetime
import io
import itertools

for cls in (io.BytesIO, io.StringIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.FileIO, datetime.date,
            datetime.datetime, datetime.time, datetime.timedelta, itertools.chain, _socket.socket):
    # what only one of two implementations has is left out
    names = [name for name, value in vars(cls).items()
             if type(value).__name__ in ('method_descriptor', 'classmethod_descriptor', 'getset_descriptor') and name not in (
                 '__sizeof__', 'writelines', 'readinto1', 'flush', 'isatty', 'encoding', 'errors', 'name', 'line_buffering', 'write_through', 'raw',
                 'recvmsg_into', 'sendmsg_afalg', 'write', 'closed', '__class_getitem__') or name in ('from_iterable', '__class_getitem__')]
    print(cls.__module__, cls.__qualname__, *names)
