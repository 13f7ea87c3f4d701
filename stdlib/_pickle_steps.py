"""Pickling in steps: a method for each kind of object and for each opcode, which subclasses replace.

pickle.Pickler and Unpickler are native and take no part in this; packages that change single steps derive from
pickle._Pickler and _Unpickler, which are the classes here.
"""
import codecs
import io
import sys
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table
from functools import partial
from itertools import islice
from struct import pack, unpack

import _compat_pickle
import pickle
from pickle import *
from pickle import decode_long, encode_long, whichmodule

_tuplesize2code = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]


class _Stop(Exception):
    """Ends a load with its value."""

    def __init__(self, value):
        self.value = value


def _getattribute(obj, name):
    """What a dotted name leads to from obj, and the object that it is an attribute of."""
    for part in name.split('.'):
        if part == '<locals>':
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            obj, parent = getattr(obj, part), obj
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj, parent


# --- frames: from protocol 4 on, opcodes come in blocks of known size ---

class _Framer:
    _FRAME_SIZE_MIN = 4
    _FRAME_SIZE_TARGET = 64 * 1024

    def __init__(self, file_write):
        self.file_write = file_write
        self.current_frame = None

    def start_framing(self):
        self.current_frame = io.BytesIO()

    def end_framing(self):
        if self.current_frame and self.current_frame.tell():
            self.commit_frame(force=True)
            self.current_frame = None

    def commit_frame(self, force=False):
        """Writes the frame, if it is large enough or must be."""
        frame = self.current_frame
        if not frame or not (force or frame.tell() >= self._FRAME_SIZE_TARGET):
            return
        data = frame.getbuffer()
        if len(data) >= self._FRAME_SIZE_MIN:
            self.file_write(FRAME + pack('<Q', len(data)))
        self.file_write(data)
        self.current_frame = io.BytesIO() # the old one may be kept by the file

    def write(self, data):
        return self.current_frame.write(data) if self.current_frame else self.file_write(data)

    def write_large_bytes(self, header, payload):
        """Without copying the payload into a frame."""
        if self.current_frame:
            self.commit_frame(force=True)
        self.file_write(header)
        self.file_write(payload)


class _Unframer:

    def __init__(self, file_read, file_readline, file_tell=None):
        self.file_read = file_read
        self.file_readline = file_readline
        self.current_frame = None

    def _whole(self, complete):
        if not complete:
            raise UnpicklingError('pickle exhausted before end of frame')

    def readinto(self, buf):
        size = len(buf)
        if self.current_frame:
            n = self.current_frame.readinto(buf)
            if n or not size:
                self._whole(n == size)
                return n
            self.current_frame = None
        buf[:] = self.file_read(size)
        return size

    def read(self, n):
        if self.current_frame:
            data = self.current_frame.read(n)
            if data or not n:
                self._whole(len(data) == n)
                return data
            self.current_frame = None
        return self.file_read(n)

    def readline(self):
        if self.current_frame:
            data = self.current_frame.readline()
            if data:
                self._whole(data.endswith(b'\n'))
                return data
            self.current_frame = None
        return self.file_readline()

    def load_frame(self, frame_size):
        if self.current_frame and self.current_frame.read() != b'':
            raise UnpicklingError('beginning of a new frame before end of current frame')
        self.current_frame = io.BytesIO(self.file_read(frame_size))


# --- writing ---

def _saves(dispatch, *types):
    """Marks the method that saves objects of these types."""
    def mark(method):
        dispatch.update(dict.fromkeys(types, method))
        return method
    return mark


class _Pickler:
    _BATCHSIZE = 1000
    dispatch = {}

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = pickle.DEFAULT_PROTOCOL
        elif protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError('pickle protocol must be <= %d' % HIGHEST_PROTOCOL)
        if buffer_callback is not None and protocol < 5:
            raise ValueError('buffer_callback needs protocol >= 5')
        if not hasattr(file, 'write'):
            raise TypeError("file must have a 'write' attribute")
        self.proto, self.bin = int(protocol), protocol >= 1
        self.fix_imports = fix_imports and protocol < 3
        self.memo, self.fast = {}, 0
        self._buffer_callback, self._file_write = buffer_callback, file.write
        framer = self.framer = _Framer(self._file_write)
        self.write, self._write_large_bytes = framer.write, framer.write_large_bytes

    def clear_memo(self):
        """Forget which objects were written already."""
        self.memo.clear()

    def dump(self, obj):
        """Write the pickled form of obj to the file."""
        if not hasattr(self, '_file_write'):
            raise PicklingError(f'Pickler.__init__() was not called by {type(self).__name__}.__init__()')
        if self.proto >= 2:
            self.write(PROTO + pack('<B', self.proto))
        if self.proto >= 4:
            self.framer.start_framing()
        self.save(obj)
        self.write(STOP)
        self.framer.end_framing()

    # objects that were written are named by their place in the memo

    def memoize(self, obj):
        if self.fast:
            return
        assert id(obj) not in self.memo
        index = len(self.memo)
        self.write(self.put(index))
        self.memo[id(obj)] = index, obj

    def put(self, idx):
        if self.proto >= 4:
            return MEMOIZE
        if self.bin:
            return BINPUT + pack('<B', idx) if idx < 256 else LONG_BINPUT + pack('<I', idx)
        return PUT + b'%d\n' % idx

    def get(self, i):
        if self.bin:
            return BINGET + pack('<B', i) if i < 256 else LONG_BINGET + pack('<I', i)
        return GET + b'%d\n' % i

    def _known(self, obj):
        """The opcode that fetches obj, if it is in the memo."""
        entry = self.memo.get(id(obj))
        return None if entry is None else self.get(entry[0])

    def save(self, obj, save_persistent_id=True):
        self.framer.commit_frame()
        pid = self.persistent_id(obj) if save_persistent_id else None
        if pid is not None:
            return self.save_pers(pid)
        known = self._known(obj)
        if known is not None:
            self.write(known)
            return
        reduce = getattr(self, 'reducer_override', None)
        reduced = NotImplemented if reduce is None else reduce(obj)
        if reduced is NotImplemented:
            cls = type(obj)
            step = self.dispatch.get(cls)
            if step is not None:
                step(self, obj)
                return
            reduce = getattr(self, 'dispatch_table', dispatch_table).get(cls)
            if reduce is not None:
                reduced = reduce(obj)
            elif issubclass(cls, type):
                return self.save_global(obj)
            elif (reduce := getattr(obj, '__reduce_ex__', None)) is not None:
                reduced = reduce(self.proto)
            elif (reduce := getattr(obj, '__reduce__', None)) is not None:
                reduced = reduce()
            else:
                raise PicklingError(f"Can't pickle {cls.__name__!r} object: {obj!r}")
        if isinstance(reduced, str):
            return self.save_global(obj, reduced)
        if not isinstance(reduced, tuple):
            raise PicklingError(f'{reduce} must return string or tuple')
        if not 2 <= len(reduced) <= 6:
            raise PicklingError(f'Tuple returned by {reduce} must have two to six elements')
        self.save_reduce(obj=obj, *reduced)

    def persistent_id(self, obj):
        """What stands for obj outside of the pickle, or None: for subclasses."""
        return None

    def save_pers(self, pid):
        if self.bin:
            self.save(pid, save_persistent_id=False)
            self.write(BINPERSID)
            return
        try:
            self.write(PERSID + str(pid).encode('ascii') + b'\n')
        except UnicodeEncodeError:
            raise PicklingError('persistent IDs in protocol 0 must be ASCII strings')

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        """An object by what makes it and what is then put into it."""
        if not isinstance(args, tuple):
            raise PicklingError('args from save_reduce() must be a tuple')
        if not callable(func):
            raise PicklingError('func from save_reduce() must be callable')
        name = getattr(func, '__name__', '') if self.proto >= 2 else ''
        if name in ('__newobj__', '__newobj_ex__'):
            cls = args[0]
            if not hasattr(cls, '__new__'):
                raise PicklingError(f'args[0] from {name} args has no __new__')
            if obj is not None and cls is not obj.__class__:
                raise PicklingError(f'args[0] from {name} args has the wrong class')
        if name == '__newobj__':
            self._save_all(cls, args[1:], code=NEWOBJ)
        elif name == '__newobj_ex__' and self.proto >= 4:
            self._save_all(*args, code=NEWOBJ_EX)
        elif name == '__newobj_ex__':
            _, given, named = args
            self._save_all(partial(cls.__new__, cls, *given, **named), (), code=REDUCE)
        else:
            self._save_all(func, args, code=REDUCE)
        if obj is not None:
            known = self._known(obj) # of a tuple that contains itself
            if known is None:
                self.memoize(obj)
            else:
                self.write(POP + known)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is not None and state_setter is None:
            self._save_all(state, code=BUILD)
        elif state is not None:
            self._save_all(state_setter, obj, state, code=TUPLE2)
            self.write(REDUCE)
            self.write(POP) # whatever the setter gave

    def _save_all(self, *objects, code):
        for each in objects:
            self.save(each)
        self.write(code)

    # a step for each type

    @_saves(dispatch, type(None))
    def save_none(self, obj):
        self.write(NONE)

    @_saves(dispatch, bool)
    def save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(TRUE if obj else FALSE)

    @_saves(dispatch, int)
    def save_long(self, obj):
        small = -0x80000000 <= obj <= 0x7fffffff
        if self.bin and 0 <= obj <= 0xff:
            self.write(BININT1 + pack('<B', obj))
        elif self.bin and 0 <= obj <= 0xffff:
            self.write(BININT2 + pack('<H', obj))
        elif self.bin and small:
            self.write(BININT + pack('<i', obj))
        elif self.proto >= 2:
            data = encode_long(obj)
            size = len(data)
            self.write((LONG1 + pack('<B', size) if size < 256 else LONG4 + pack('<i', size)) + data)
        else:
            text = repr(obj).encode('ascii')
            self.write(INT + text + b'\n' if small else LONG + text + b'L\n')

    @_saves(dispatch, float)
    def save_float(self, obj):
        self.write(BINFLOAT + pack('>d', obj) if self.bin else FLOAT + repr(obj).encode('ascii') + b'\n')

    def _save_sized(self, data, short, medium, large):
        """Bytes behind their length, in one, four or eight bytes; short or large may be missing."""
        size = len(data)
        if short and size <= 0xff:
            self.write(short + pack('<B', size) + data)
        elif size > 0xffffffff and self.proto >= 4 or not medium:
            header = large + pack('<Q', size)
            if medium or size >= self.framer._FRAME_SIZE_TARGET:
                self._write_large_bytes(header, data)
            else:
                self.write(header + data)
        elif size >= self.framer._FRAME_SIZE_TARGET:
            self._write_large_bytes(medium + pack('<I', size), data)
        else:
            self.write(medium + pack('<I', size) + data)

    @_saves(dispatch, bytes)
    def save_bytes(self, obj):
        if self.proto < 3:
            if obj:
                self.save_reduce(codecs.encode, (str(obj, 'latin1'), 'latin1'), obj=obj)
            else:
                self.save_reduce(bytes, (), obj=obj)
            return
        self._save_sized(obj, SHORT_BINBYTES, BINBYTES, BINBYTES8)
        self.memoize(obj)

    @_saves(dispatch, bytearray)
    def save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self._save_sized(obj, None, None, BYTEARRAY8)
        self.memoize(obj)

    @_saves(dispatch, PickleBuffer)
    def save_picklebuffer(self, obj):
        if self.proto < 5:
            raise PicklingError('PickleBuffer can only pickled with protocol >= 5')
        with obj.raw() as view:
            if not view.contiguous:
                raise PicklingError('PickleBuffer can not be pickled when pointing to a non-contiguous buffer')
            if self._buffer_callback is not None and not self._buffer_callback(obj):
                self.write(NEXT_BUFFER)
                if view.readonly:
                    self.write(READONLY_BUFFER)
            elif view.readonly:
                self.save_bytes(view.tobytes())
            else:
                self.save_bytearray(view.tobytes())

    @_saves(dispatch, str)
    def save_str(self, obj):
        if self.bin:
            self._save_sized(obj.encode('utf-8', 'surrogatepass'), SHORT_BINUNICODE if self.proto >= 4 else None,
                             BINUNICODE, BINUNICODE8)
        else:
            # the escape itself and what a line cannot hold
            text = obj
            for char in '\\\0\n\r\x1a':
                text = text.replace(char, '\\u%04x' % ord(char))
            self.write(UNICODE + text.encode('raw-unicode-escape') + b'\n')
        self.memoize(obj)

    @_saves(dispatch, tuple)
    def save_tuple(self, obj):
        size = len(obj)
        if not size:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        short = size <= 3 and self.proto >= 2
        if not short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        known = self._known(obj)
        if known is None:
            self.write(_tuplesize2code[size] if short else TUPLE)
            self.memoize(obj)
        elif short: # an item led back here: what it made is the tuple
            self.write(POP * size + known)
        else:
            self.write((POP_MARK if self.bin else POP * (size + 1)) + known)

    @_saves(dispatch, list)
    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj)

    @_saves(dispatch, dict)
    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items())

    def _batch_appends(self, items):
        self._batches(((item,) for item in items), APPEND, APPENDS)

    def _batch_setitems(self, items):
        self._batches(((key, value) for key, value in items), SETITEM, SETITEMS)

    def _batches(self, groups, one, many):
        """Groups of objects for a container: protocol 0 puts in one after another."""
        if not self.bin:
            for group in groups:
                self._save_all(*group, code=one)
            return
        while True:
            batch = list(islice(groups, self._BATCHSIZE))
            if len(batch) > 1:
                self.write(MARK)
            for group in batch:
                for each in group:
                    self.save(each)
            if batch:
                self.write(many if len(batch) > 1 else one)
            if len(batch) < self._BATCHSIZE:
                return

    @_saves(dispatch, set)
    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        items = iter(obj)
        while True:
            batch = list(islice(items, self._BATCHSIZE))
            if batch:
                self.write(MARK)
                self._save_all(*batch, code=ADDITEMS)
            if len(batch) < self._BATCHSIZE:
                return

    @_saves(dispatch, frozenset)
    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        known = self._known(obj)
        if known is None:
            self.write(FROZENSET)
            self.memoize(obj)
        else:
            self.write(POP_MARK + known)

    def save_global(self, obj, name=None):
        """By the name under which the module of obj has it."""
        if name is None:
            name = getattr(obj, '__qualname__', None)
        if name is None:
            name = obj.__name__
        module_name = whichmodule(obj, name)
        try:
            __import__(module_name, level=0)
            module = sys.modules[module_name]
            found, parent = _getattribute(module, name)
        except (ImportError, KeyError, AttributeError):
            raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        code = _extension_registry.get((module_name, name)) if self.proto >= 2 else None
        if code:
            assert code > 0
            self.write(EXT1 + pack('<B', code) if code <= 0xff else
                       EXT2 + pack('<H', code) if code <= 0xffff else EXT4 + pack('<i', code))
            return
        last = name.rpartition('.')[2]
        if parent is module:
            name = last
        if self.proto >= 4:
            self._save_all(module_name, name, code=STACK_GLOBAL)
        elif parent is not module:
            self.save_reduce(getattr, (parent, last))
        else:
            self._write_global(module_name, name)
        self.memoize(obj)

    def _write_global(self, module_name, name):
        encoding = 'utf-8' if self.proto >= 3 else 'ascii'
        if self.proto < 3 and self.fix_imports:
            if (module_name, name) in _compat_pickle.REVERSE_NAME_MAPPING:
                module_name, name = _compat_pickle.REVERSE_NAME_MAPPING[module_name, name]
            else:
                module_name = _compat_pickle.REVERSE_IMPORT_MAPPING.get(module_name, module_name)
        try:
            self.write(GLOBAL + module_name.encode(encoding) + b'\n' + name.encode(encoding) + b'\n')
        except UnicodeEncodeError:
            if self.proto >= 3:
                raise
            raise PicklingError("can't pickle global identifier '%s.%s' using pickle protocol %i"
                                % (module_name, name, self.proto)) from None

    dispatch[type(save_none)] = save_global

    @_saves(dispatch, type)
    def save_type(self, obj):
        for value in None, NotImplemented, ...:
            if obj is type(value):
                return self.save_reduce(type, (value,), obj=obj)
        return self.save_global(obj)


# --- reading ---

def _loads_opcode(dispatch, *codes):
    """Marks the method for an opcode."""
    def mark(method):
        dispatch.update((code[0], method) for code in codes)
        return method
    return mark


_absent = object()


class _Unpickler:
    dispatch = {}

    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        self._buffers = None if buffers is None else iter(buffers)
        self._file_readline = file.readline
        self._file_read = file.read
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0
        self.fix_imports = fix_imports

    def load(self):
        """Read one pickled object from the file."""
        if not hasattr(self, '_file_read'):
            raise UnpicklingError(f'Unpickler.__init__() was not called by {type(self).__name__}.__init__()')
        self._unframer = _Unframer(self._file_read, self._file_readline)
        self.read = self._unframer.read
        self.readinto = self._unframer.readinto
        self.readline = self._unframer.readline
        self.metastack = []
        self._new_stack([])
        self.proto = 0
        read, dispatch = self.read, self.dispatch
        try:
            while True:
                code = read(1)
                if not code:
                    raise EOFError
                dispatch[code[0]](self)
        except _Stop as stop:
            return stop.value

    def _new_stack(self, stack):
        self.stack = stack
        self.append = stack.append

    def pop_mark(self):
        """The items above the last mark."""
        items = self.stack
        self._new_stack(self.metastack.pop())
        return items

    def persistent_load(self, pid):
        raise UnpicklingError('unsupported persistent id encountered')

    def find_class(self, module, name):
        """What a global name of the pickle stands for."""
        sys.audit('pickle.find_class', module, name)
        if self.proto < 3 and self.fix_imports:
            if (module, name) in _compat_pickle.NAME_MAPPING:
                module, name = _compat_pickle.NAME_MAPPING[module, name]
            else:
                module = _compat_pickle.IMPORT_MAPPING.get(module, module)
        __import__(module, level=0)
        found = sys.modules[module]
        return _getattribute(found, name)[0] if self.proto >= 4 else getattr(found, name)

    # what the arguments of opcodes are

    def _number(self, form, size):
        return unpack(form, self.read(size))[0]

    def _line(self):
        return self.readline()[:-1]

    def _sized(self, form, width, name):
        """Bytes behind their length."""
        size = self._number(form, width)
        if size < 0:
            raise UnpicklingError(f'{name} pickle has negative byte count')
        if size > sys.maxsize:
            raise UnpicklingError(f"{name} exceeds system's maximum size of {sys.maxsize} bytes")
        return self.read(size)

    @_loads_opcode(dispatch, PROTO)
    def load_proto(self):
        proto = self.read(1)[0]
        if proto > HIGHEST_PROTOCOL:
            raise ValueError('unsupported pickle protocol: %d' % proto)
        self.proto = proto

    @_loads_opcode(dispatch, FRAME)
    def load_frame(self):
        size = self._number('<Q', 8)
        if size > sys.maxsize:
            raise ValueError('frame size > sys.maxsize: %d' % size)
        self._unframer.load_frame(size)

    @_loads_opcode(dispatch, PERSID)
    def load_persid(self):
        try:
            pid = self._line().decode('ascii')
        except UnicodeDecodeError:
            raise UnpicklingError('persistent IDs in protocol 0 must be ASCII strings')
        self.append(self.persistent_load(pid))

    @_loads_opcode(dispatch, BINPERSID)
    def load_binpersid(self):
        self.append(self.persistent_load(self.stack.pop()))

    # numbers

    @_loads_opcode(dispatch, NONE)
    def load_none(self):
        self.append(None)

    @_loads_opcode(dispatch, NEWFALSE)
    def load_false(self):
        self.append(False)

    @_loads_opcode(dispatch, NEWTRUE)
    def load_true(self):
        self.append(True)

    @_loads_opcode(dispatch, INT)
    def load_int(self):
        line = self.readline()
        self.append({FALSE[1:]: False, TRUE[1:]: True}[line] if line in (FALSE[1:], TRUE[1:]) else int(line, 0))

    @_loads_opcode(dispatch, BININT)
    def load_binint(self):
        self.append(self._number('<i', 4))

    @_loads_opcode(dispatch, BININT1)
    def load_binint1(self):
        self.append(self.read(1)[0])

    @_loads_opcode(dispatch, BININT2)
    def load_binint2(self):
        self.append(self._number('<H', 2))

    @_loads_opcode(dispatch, LONG)
    def load_long(self):
        self.append(int(self._line().removesuffix(b'L'), 0))

    @_loads_opcode(dispatch, LONG1)
    def load_long1(self):
        self.append(decode_long(self._sized('<B', 1, 'LONG')))

    @_loads_opcode(dispatch, LONG4)
    def load_long4(self):
        self.append(decode_long(self._sized('<i', 4, 'LONG')))

    @_loads_opcode(dispatch, FLOAT)
    def load_float(self):
        self.append(float(self._line()))

    @_loads_opcode(dispatch, BINFLOAT)
    def load_binfloat(self):
        self.append(self._number('>d', 8))

    # text and bytes

    def _decode_string(self, value):
        """A str of Python 2, which was bytes."""
        return value if self.encoding == 'bytes' else value.decode(self.encoding, self.errors)

    @_loads_opcode(dispatch, STRING)
    def load_string(self):
        data = self._line()
        if len(data) < 2 or data[0] != data[-1] or data[0] not in b'"\'':
            raise UnpicklingError('the STRING opcode argument must be quoted')
        self.append(self._decode_string(codecs.escape_decode(data[1:-1])[0]))

    @_loads_opcode(dispatch, BINSTRING)
    def load_binstring(self):
        self.append(self._decode_string(self._sized('<i', 4, 'BINSTRING')))

    @_loads_opcode(dispatch, SHORT_BINSTRING)
    def load_short_binstring(self):
        self.append(self._decode_string(self._sized('<B', 1, 'SHORT_BINSTRING')))

    @_loads_opcode(dispatch, BINBYTES)
    def load_binbytes(self):
        self.append(self._sized('<I', 4, 'BINBYTES'))

    @_loads_opcode(dispatch, SHORT_BINBYTES)
    def load_short_binbytes(self):
        self.append(self._sized('<B', 1, 'SHORT_BINBYTES'))

    @_loads_opcode(dispatch, BINBYTES8)
    def load_binbytes8(self):
        self.append(self._sized('<Q', 8, 'BINBYTES8'))

    @_loads_opcode(dispatch, BYTEARRAY8)
    def load_bytearray8(self):
        size = self._number('<Q', 8)
        if size > sys.maxsize:
            raise UnpicklingError(f"BYTEARRAY8 exceeds system's maximum size of {sys.maxsize} bytes")
        data = bytearray(size)
        self.readinto(data)
        self.append(data)

    @_loads_opcode(dispatch, UNICODE)
    def load_unicode(self):
        self.append(str(self._line(), 'raw-unicode-escape'))

    def _append_text(self, data):
        self.append(str(data, 'utf-8', 'surrogatepass'))

    @_loads_opcode(dispatch, BINUNICODE)
    def load_binunicode(self):
        self._append_text(self._sized('<I', 4, 'BINUNICODE'))

    @_loads_opcode(dispatch, SHORT_BINUNICODE)
    def load_short_binunicode(self):
        self._append_text(self._sized('<B', 1, 'SHORT_BINUNICODE'))

    @_loads_opcode(dispatch, BINUNICODE8)
    def load_binunicode8(self):
        self._append_text(self._sized('<Q', 8, 'BINUNICODE8'))

    @_loads_opcode(dispatch, NEXT_BUFFER)
    def load_next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given')
        try:
            buffer = next(self._buffers)
        except StopIteration:
            raise UnpicklingError('not enough out-of-band buffers')
        self.append(buffer)

    @_loads_opcode(dispatch, READONLY_BUFFER)
    def load_readonly_buffer(self):
        with memoryview(self.stack[-1]) as view:
            if not view.readonly:
                self.stack[-1] = view.toreadonly()

    # containers

    @_loads_opcode(dispatch, TUPLE)
    def load_tuple(self):
        items = self.pop_mark()
        self.append(tuple(items))

    @_loads_opcode(dispatch, EMPTY_TUPLE)
    def load_empty_tuple(self):
        self.append(())

    @_loads_opcode(dispatch, TUPLE1)
    def load_tuple1(self):
        self.stack[-1] = self.stack[-1],

    @_loads_opcode(dispatch, TUPLE2)
    def load_tuple2(self):
        self.stack[-2:] = [(self.stack[-2], self.stack[-1])]

    @_loads_opcode(dispatch, TUPLE3)
    def load_tuple3(self):
        self.stack[-3:] = [(self.stack[-3], self.stack[-2], self.stack[-1])]

    @_loads_opcode(dispatch, EMPTY_LIST)
    def load_empty_list(self):
        self.append([])

    @_loads_opcode(dispatch, EMPTY_DICT)
    def load_empty_dictionary(self):
        self.append({})

    @_loads_opcode(dispatch, EMPTY_SET)
    def load_empty_set(self):
        self.append(set())

    @_loads_opcode(dispatch, FROZENSET)
    def load_frozenset(self):
        items = self.pop_mark()
        self.append(frozenset(items))

    @_loads_opcode(dispatch, LIST)
    def load_list(self):
        items = self.pop_mark()
        self.append(items)

    @_loads_opcode(dispatch, DICT)
    def load_dict(self):
        items = self.pop_mark()
        self.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})

    @_loads_opcode(dispatch, APPEND)
    def load_append(self):
        value = self.stack.pop()
        self.stack[-1].append(value)

    @_loads_opcode(dispatch, APPENDS)
    def load_appends(self):
        items = self.pop_mark()
        target = self.stack[-1]
        extend = getattr(target, 'extend', None)
        if extend is not None:
            extend(items)
            return
        append = target.append
        for item in items:
            append(item)

    @_loads_opcode(dispatch, SETITEM)
    def load_setitem(self):
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][key] = value

    @_loads_opcode(dispatch, SETITEMS)
    def load_setitems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    @_loads_opcode(dispatch, ADDITEMS)
    def load_additems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
            return
        add = target.add
        for item in items:
            add(item)

    # objects

    def _instantiate(self, klass, args):
        """An instance as Python 2 made them."""
        if args or not isinstance(klass, type) or hasattr(klass, '__getinitargs__'):
            try:
                value = klass(*args)
            except TypeError as err:
                raise TypeError(f'in constructor for {klass.__name__}: {err}', err.__traceback__)
        else:
            value = klass.__new__(klass)
        self.append(value)

    @_loads_opcode(dispatch, INST)
    def load_inst(self):
        module = self._line().decode('ascii')
        name = self._line().decode('ascii')
        self._instantiate(self.find_class(module, name), self.pop_mark())

    @_loads_opcode(dispatch, OBJ)
    def load_obj(self):
        args = self.pop_mark()
        self._instantiate(args.pop(0), args)

    @_loads_opcode(dispatch, NEWOBJ)
    def load_newobj(self):
        args = self.stack.pop()
        cls = self.stack.pop()
        self.append(cls.__new__(cls, *args))

    @_loads_opcode(dispatch, NEWOBJ_EX)
    def load_newobj_ex(self):
        named = self.stack.pop()
        args = self.stack.pop()
        cls = self.stack.pop()
        self.append(cls.__new__(cls, *args, **named))

    @_loads_opcode(dispatch, GLOBAL)
    def load_global(self):
        module = self._line().decode('utf-8')
        name = self._line().decode('utf-8')
        self.append(self.find_class(module, name))

    @_loads_opcode(dispatch, STACK_GLOBAL)
    def load_stack_global(self):
        name = self.stack.pop()
        module = self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError('STACK_GLOBAL requires str')
        self.append(self.find_class(module, name))

    @_loads_opcode(dispatch, EXT1)
    def load_ext1(self):
        self.get_extension(self.read(1)[0])

    @_loads_opcode(dispatch, EXT2)
    def load_ext2(self):
        self.get_extension(self._number('<H', 2))

    @_loads_opcode(dispatch, EXT4)
    def load_ext4(self):
        self.get_extension(self._number('<i', 4))

    def get_extension(self, code):
        """The object registered under a number."""
        obj = _extension_cache.get(code, _absent)
        if obj is _absent:
            key = _inverted_registry.get(code)
            if not key:
                if code <= 0:
                    raise UnpicklingError('EXT specifies code <= 0')
                raise ValueError('unregistered extension code %d' % code)
            obj = _extension_cache[code] = self.find_class(*key)
        self.append(obj)

    @_loads_opcode(dispatch, REDUCE)
    def load_reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    @_loads_opcode(dispatch, BUILD)
    def load_build(self):
        """Puts its state into an object."""
        state = self.stack.pop()
        target = self.stack[-1]
        setter = getattr(target, '__setstate__', _absent)
        if setter is not _absent:
            setter(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            attributes = target.__dict__
            for key, value in state.items():
                attributes[sys.intern(key) if type(key) is str else key] = value
        for key, value in (slots or {}).items():
            setattr(target, key, value)

    # the stack and the memo

    @_loads_opcode(dispatch, MARK)
    def load_mark(self):
        self.metastack.append(self.stack)
        self._new_stack([])

    @_loads_opcode(dispatch, POP)
    def load_pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self.pop_mark()

    @_loads_opcode(dispatch, POP_MARK)
    def load_pop_mark(self):
        self.pop_mark()

    @_loads_opcode(dispatch, DUP)
    def load_dup(self):
        self.append(self.stack[-1])

    def _fetch(self, index):
        try:
            self.append(self.memo[index])
        except KeyError:
            raise UnpicklingError(f'Memo value not found at index {index}') from None

    @_loads_opcode(dispatch, GET)
    def load_get(self):
        self._fetch(int(self._line()))

    @_loads_opcode(dispatch, BINGET)
    def load_binget(self):
        self._fetch(self.read(1)[0])

    @_loads_opcode(dispatch, LONG_BINGET)
    def load_long_binget(self):
        self._fetch(self._number('<I', 4))

    @_loads_opcode(dispatch, PUT)
    def load_put(self):
        index = int(self._line())
        if index < 0:
            raise ValueError('negative PUT argument')
        self.memo[index] = self.stack[-1]

    @_loads_opcode(dispatch, BINPUT)
    def load_binput(self):
        index = self.read(1)[0]
        self.memo[index] = self.stack[-1]

    @_loads_opcode(dispatch, LONG_BINPUT)
    def load_long_binput(self):
        index = self._number('<I', 4)
        self.memo[index] = self.stack[-1]

    @_loads_opcode(dispatch, MEMOIZE)
    def load_memoize(self):
        self.memo[len(self.memo)] = self.stack[-1]

    @_loads_opcode(dispatch, STOP)
    def load_stop(self):
        raise _Stop(self.stack.pop())


# --- the functions of the module in these steps ---

def _dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    _Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def _dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = io.BytesIO()
    _dump(obj, file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback)
    return file.getvalue()


def _load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    return _Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


def _loads(s, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    if isinstance(s, str):
        raise TypeError("Can't load pickle from unicode string")
    return _load(io.BytesIO(s), fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors)


_NAMES = ('_Pickler', '_Unpickler', '_Framer', '_Unframer', '_Stop', '_getattribute', '_tuplesize2code', '_dump', '_dumps',
          '_load', '_loads', '_compat_pickle', '_extension_registry', '_inverted_registry', '_extension_cache')
for _name in _NAMES: # which the module pickle hands out
    if hasattr(globals()[_name], '__module__'):
        globals()[_name].__module__ = 'pickle'
