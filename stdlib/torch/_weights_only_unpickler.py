"""An unpickler for files from strangers: numbers, text, plain containers and tensors, and no call of anything that
is not on its list."""
from collections import OrderedDict
from pickle import UnpicklingError, decode_long

import torch
from torch.storage import TypedStorage, UntypedStorage, _CLASSES


def _get_allowed_globals():
    from torch import _tensor, _utils
    allowed = {'collections.OrderedDict': OrderedDict, 'torch.nn.parameter.Parameter': torch.nn.Parameter,
               'torch.Size': torch.Size, 'torch.Tensor': torch.Tensor, 'torch.storage.TypedStorage': TypedStorage,
               'torch.storage.UntypedStorage': UntypedStorage}
    for name in ('float16', 'float32', 'float64', 'bfloat16', 'complex64', 'complex128', 'int8', 'int16', 'int32',
                 'int64', 'uint8', 'bool'):
        allowed['torch.' + name] = getattr(torch, name)
    for name, cls in _CLASSES.items():
        allowed['torch.' + name] = cls
    for f in (_utils._rebuild_parameter, _utils._rebuild_tensor, _utils._rebuild_tensor_v2, _utils._rebuild_sparse_tensor,
              _utils._rebuild_parameter_with_state):
        allowed['torch._utils.' + f.__name__] = f
    allowed['torch.serialization._get_layout'] = torch.serialization._get_layout
    allowed['torch._tensor._rebuild_from_type_v2'] = _tensor._rebuild_from_type_v2
    return allowed


class Unpickler:
    """Reads a pickle as pickle.Unpickler does, within those bounds."""

    def __init__(self, file, *, encoding='bytes'):
        self.encoding = encoding
        self.file = file
        self.memo = {}
        self.allowed = _get_allowed_globals()

    def persistent_load(self, pid):
        raise UnpicklingError("unsupported persistent id encountered")

    def load(self):
        self.stack = []
        self.marks = []
        while True:
            op = self._read(1)[0]
            if op == ord('.'):
                return self._pop()
            handler = _HANDLERS.get(op)
            if handler is None:
                raise RuntimeError(f"Unsupported operand {op}")
            handler(self)

    def _read(self, n):
        data = self.file.read(n)
        if len(data) < n:
            raise EOFError
        return data

    def _number(self, n):
        return int.from_bytes(self._read(n), 'little')

    def _line(self):
        line = self.file.readline()
        if line[-1:] != b'\n':
            raise EOFError
        return line[:-1].decode('utf-8')

    def _pop(self):
        if not self.stack or self.marks and self.marks[-1] == len(self.stack):
            raise UnpicklingError("unpickling stack underflow")
        return self.stack.pop()

    def _top(self):
        self.stack.append(value := self._pop())
        return value

    def _pop_mark(self):
        if not self.marks:
            raise UnpicklingError("could not find MARK")
        at = self.marks.pop()
        items = self.stack[at:]
        del self.stack[at:]
        return items

    def _push(self, value):
        self.stack.append(value)

    def _text(self, n):
        self._push(str(self._read(n), 'utf-8', 'surrogatepass'))

    def _bytes(self, n):
        data = self._read(n)
        self._push(data if self.encoding == 'bytes' else data.decode(self.encoding, 'strict'))

    def _tuple(self, n):
        items = [self._pop() for _ in range(n)]
        self._push(tuple(reversed(items)))

    def _get(self, i):
        self._push(self.memo[i])

    def _put(self, i):
        self.memo[i] = self._top()

    def _global(self, module, name):
        full_path = f"{module}.{name}"
        if full_path not in self.allowed:
            raise RuntimeError(f"Unsupported class {full_path}")
        self._push(self.allowed[full_path])

    def _is_allowed(self, func):
        return any(func is f for f in self.allowed.values())

    def _newobj(self):
        args, cls = self._pop(), self._pop()
        if cls is not torch.nn.Parameter:
            raise RuntimeError(f"Trying to instantiate unsupported class {cls}")
        self._push(torch.nn.Parameter(*args))

    def _reduce(self):
        args, func = self._pop(), self._pop()
        if not self._is_allowed(func):
            raise RuntimeError(f"Trying to call reduce for unrecognized function {func}")
        self._push(func(*args))

    def _build(self):
        state, inst = self._pop(), self._top()
        if type(inst) is torch.Tensor:
            raise RuntimeError("Tensors with a state of their own can not be loaded as weights only")
        if type(inst) is torch.nn.Parameter:
            inst.__setstate__(state)
        elif type(inst) is OrderedDict:
            inst.__dict__.update(state)
        else:
            raise RuntimeError(f"Can only build Tensor, parameter or dict objects, but got {type(inst)}")

    def _append(self):
        item, target = self._pop(), self._top()
        if type(target) is not list:
            raise RuntimeError(f"Can only append to lists, but got {type(target)}")
        target.append(item)

    def _appends(self):
        items, target = self._pop_mark(), self._top()
        if type(target) is not list:
            raise RuntimeError(f"Can only extend lists, but got {type(target)}")
        target.extend(items)

    def _set_pairs(self, items):
        target = self._top()
        if type(target) not in (dict, OrderedDict):
            raise RuntimeError(f"Can only set items of dicts, but got {type(target)}")
        if len(items) % 2:
            raise UnpicklingError("odd number of items for SETITEMS")
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    def _setitem(self):
        value, key = self._pop(), self._pop()
        self._set_pairs([key, value])

    def _persistent(self):
        pid = self._pop()
        if type(pid) not in (tuple, int):
            raise RuntimeError(f"persistent_load id must be tuple or int, but got {type(pid)}")
        if type(pid) is tuple and pid and pid[0] != 'storage':
            raise RuntimeError(f"Only persistent_load of storage is allowed, but got {pid[0]}")
        self._push(self.persistent_load(pid))

    def _proto(self):
        self.proto = self._number(1)


def _long(u):
    u._push(decode_long(u._read(u._number(1))))


# Those that PyTorch's unpickler knows: no floats, and of protocol 4 nothing.
_HANDLERS = {ord(k) if isinstance(k, str) else k: f for k, f in {
    'c': lambda u: u._global(u._line(), u._line()),
    0x81: Unpickler._newobj,
    'R': Unpickler._reduce,
    'b': Unpickler._build,
    'a': Unpickler._append,
    'e': Unpickler._appends,
    's': Unpickler._setitem,
    'u': lambda u: u._set_pairs(u._pop_mark()),
    '(': lambda u: u.marks.append(len(u.stack)),
    't': lambda u: u._push(tuple(u._pop_mark())),
    ')': lambda u: u._push(()),
    0x85: lambda u: u._tuple(1),
    0x86: lambda u: u._tuple(2),
    0x87: lambda u: u._tuple(3),
    ']': lambda u: u._push([]),
    '}': lambda u: u._push({}),
    'N': lambda u: u._push(None),
    0x88: lambda u: u._push(True),
    0x89: lambda u: u._push(False),
    'X': lambda u: u._text(u._number(4)),
    'U': lambda u: u._bytes(u._number(1)),
    0x8f: lambda u: u._push(set()),
    'K': lambda u: u._push(u._number(1)),
    'M': lambda u: u._push(u._number(2)),
    'J': lambda u: u._push(int.from_bytes(u._read(4), 'little', signed=True)),
    0x8a: _long,
    'h': lambda u: u._get(u._number(1)),
    'j': lambda u: u._get(u._number(4)),
    'q': lambda u: u._put(u._number(1)),
    'r': lambda u: u._put(u._number(4)),
    'Q': Unpickler._persistent,
    0x80: Unpickler._proto,
}.items()}


def load(file, *, encoding='ASCII'):
    return Unpickler(file, encoding=encoding).load()
