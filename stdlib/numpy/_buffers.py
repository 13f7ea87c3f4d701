"""The buffer protocol of what is not plain numbers: formats as PEP 3118 writes them, the bytes that are lent and taken
back, and dtypes from formats."""
from numpy import _core
from numpy._core import _record_fields, dtype, ndarray
from numpy._record_types import _field_size

_LETTERS = {'?': '?', 'b': 'b', 'B': 'B', 'h': 'h', 'H': 'H', 'i': 'i', 'I': 'I', 'l': 'l', 'L': 'L', 'q': 'l', 'Q': 'L', 'e': 'e',
            'f': 'f', 'd': 'd', 'g': 'g', 'F': 'Zf', 'D': 'Zd', 'G': 'Zg'}
_STANDARD = {'l': 'q', 'L': 'Q'}


# --- formats of dtypes ---

class _Writer:
    """Writes the format of an element; mark is the byte order that is in force."""

    def __init__(self, aligned):
        self.aligned, self.mark, self.offset, self.parts = aligned, '@', 0, []

    def put(self, d, start=0):
        if d.names is not None:
            self.record(d, start)
        else:
            self.simple(d)

    def record(self, d, start):
        self.parts.append('T{')
        for name, base, offset, shape, _ in _record_fields(d):
            if self.offset > start + offset:
                raise ValueError('dtypes with overlapping or out-of-order fields are not representable as buffers. Consider '
                                 'reordering the fields.')
            self.parts.append('x' * (start + offset - self.offset))
            self.offset = start + offset
            if shape:
                self.parts.append('(' + ','.join(map(str, shape)) + ')')
            self.put(base, self.offset)
            self.offset = start + offset + _field_size(base, shape)
            if ':' in name:
                raise ValueError("':' is not an allowed character in buffer field names")
            self.parts.append(f':{name}:')
        self.parts.append('}')

    def simple(self, d):
        order = d.byteorder
        if order == '=':
            native = d.char in 'gG'  # which no other way of writing a format knows
            order = '^' if native and not self.aligned(0, d.alignment) else \
                '@' if native or self.aligned(self.offset, d.alignment) else '='
        elif order == '>' and d.char in 'gG':
            raise ValueError(f"cannot expose native-only dtype '{d.char}' in non-native byte order '>' via buffer interface")
        if order != '|' and order != self.mark:
            self.parts.append(order)
            self.mark = order
        if d.kind in 'mM':
            raise ValueError(f"cannot include dtype '{d.char}' in a buffer")
        if d.kind in 'SUV':
            self.parts.append(f"{d.itemsize // (4 if d.kind == 'U' else 1)}{ {'S': 's', 'U': 'w', 'V': 'x'}[d.kind] }")
        elif d.kind == 'O':
            self.parts.append('O')
        else:
            letter = _LETTERS[d.char]
            self.parts.append(_STANDARD.get(letter, letter) if self.mark != '@' else letter)

    def text(self):
        return ''.join(self.parts)


def format_of(x):
    """The format of the elements of an array."""
    first = x.__array_interface__['data'][0] - _start(x)

    def aligned(offset, alignment):
        return not (first % alignment or offset % alignment or
                    any(n > 1 and step % alignment for n, step in zip(x.shape, x.strides)))
    w = _Writer(aligned)
    w.put(x.dtype)
    return w.text()


def _start(x):
    """Where the memory of x begins, which is aligned for all types."""
    while isinstance(x.base, ndarray):
        x = x.base
    return x.__array_interface__['data'][0]


# --- lending ---

def lend(x):
    """(format, memory, offset, True): an array of bytes that the elements of x lie in, or else their bytes in C order; with
    False the text says why there is no format."""
    try:
        text, known = format_of(x), True
    except ValueError as e:
        text, known = str(e), False
    from numpy import _memory
    under = _memory.bytes_under(x)
    if under is not None:
        return text, under[0], under[1], known
    return text, x.tobytes(), 0, known


def store(x, data):
    """Gives the elements of x the bytes of data, in C order; only those that differ are written."""
    d, old = x.dtype, x.tobytes()
    if data == old:
        return
    n = d.itemsize
    places = [i for i in range(x.size) if data[i * n:(i + 1) * n] != old[i * n:(i + 1) * n]]
    if d.kind == 'O':
        known = {id(v): v for v in _core._object_items(x)}
        try:
            values = [known[int.from_bytes(data[i * n:(i + 1) * n], 'little')] for i in places]
        except KeyError:
            raise ValueError('bytes that are no object of the array') from None
    else:
        values = _core.frombuffer(data, d)[places]
    for i, v in zip(places, values):
        x.flat[i] = v


def lend_scalar(s):
    """(format, bytes) of a scalar that is no number."""
    if isinstance(s, str):
        return f'{len(s)}w', s.encode('utf-32-le', 'surrogatepass')
    if isinstance(s, (_core.datetime64, _core.timedelta64)):
        return None, s.tobytes()
    w = _Writer(lambda offset, alignment: True)
    w.put(s.dtype)
    return w.text(), s.tobytes()


# --- dtypes of formats ---

_NATIVE = {'?': '?', 'c': 'S1', 'b': 'b', 'B': 'B', 'h': 'h', 'H': 'H', 'i': 'i', 'I': 'I', 'l': 'l', 'L': 'L', 'q': 'q', 'Q': 'Q',
           'e': 'e', 'f': 'f', 'd': 'd', 'g': 'g', 'Zf': 'F', 'Zd': 'D', 'Zg': 'G', 'O': 'O', 's': 'S', 'w': 'U', 'x': 'V'}
_SIZED = {'l': 'i4', 'L': 'u4', 'q': 'i8', 'Q': 'u8'}


class _Reader:
    """Reads a format from left to right."""

    def __init__(self, text):
        self.text, self.at, self.mark, self.unnamed = text, 0, '@', False

    def peek(self):
        return self.text[self.at:self.at + 1]

    def take(self):
        self.at += 1
        return self.text[self.at - 1]

    def number(self):
        start = self.at
        while self.peek().isdigit():
            self.at += 1
        return int(self.text[start:self.at]) if self.at > start else None

    def until(self, end):
        stop = self.text.index(end, self.at)
        part, self.at = self.text[self.at:stop], stop + 1
        return part

    def element(self):
        """(dtype, alignment, is it padding?) of the next element without its name."""
        shape = ()
        if self.peek() == '(':
            self.at += 1
            shape = tuple(map(int, self.until(')').split(',')))
        while self.peek() and self.peek() in '@=<>^!':
            mark = self.take()
            self.mark = '>' if mark == '!' else mark
        count = self.number()
        if self.text.startswith('T{', self.at):
            self.at += 2
            d, alignment = self.fields('}')
            padding = False
        else:
            letter = self.take()
            letter += self.take() if letter == 'Z' else ''
            d, alignment, padding = *self.simple(letter, count), letter == 'x'
            count = None if letter in 'swx' else count
        if count is not None and count > 1:
            shape += (count,)
        return dtype((d, shape)) if shape else d, alignment, padding

    def simple(self, letter, count):
        if letter not in _NATIVE:
            raise ValueError(f'Unknown PEP 3118 data type specifier {self.text[self.at - len(letter):]!r}')
        if letter in 'swx':
            d = dtype(f"{_NATIVE[letter]}{1 if count is None else count}")
        else:
            d = dtype(_NATIVE[letter] if self.mark in '@^' else _SIZED.get(letter, _NATIVE[letter]))
        return d.newbyteorder('>') if self.mark == '>' else d, d.alignment

    def fields(self, end):
        """(dtype, alignment) of the fields up to the end."""
        names, formats, offsets, offset, widest = [], [], [], 0, 1
        while self.at < len(self.text):
            if end and self.peek() == end:
                self.at += 1
                break
            d, alignment, padding = self.element()
            if self.mark == '@':
                offset += -offset % alignment
                widest = max(widest, alignment)
            name = None
            if self.peek() == ':':
                self.at += 1
                name = self.until(':')
            if not padding or name is not None:
                if not end:
                    self.unnamed = name is None
                names.append(f'f{len(names)}' if name is None else name)
                formats.append(d)
                offsets.append(offset)
            offset += d.itemsize
        size = offset + (-offset % widest if self.mark == '@' else 0)
        return dtype({'names': names, 'formats': formats, 'offsets': offsets, 'itemsize': size}), widest


def dtype_of_format(text, itemsize):
    """The dtype of elements of a format, which must have the size."""
    reader = _Reader(text)
    d, _ = reader.fields('')
    if len(d.names) == 1 and reader.unnamed and d[0].itemsize == d.itemsize:
        d = d[0]
    if d.itemsize != itemsize:
        raise RuntimeError(f'Item size {itemsize} for PEP 3118 buffer format string {text} does not match the dtype V item size '
                           f'{d.itemsize}.')
    return d


def array_of_view(m):
    """np.asarray(m) for a memoryview of elements that are no numbers in this machine's order: a view where the array that
    lends them has the same dtype."""
    d = dtype_of_format(m.format, m.itemsize)
    lender = m.obj
    if isinstance(lender, ndarray) and (lender.dtype == d or d.kind == 'O') and m.shape == lender.shape and m.strides == _core._memory_strides(lender):
        x = lender.view(ndarray)
        x = x if not d.names else _core._record_view(x, d, _core._record_pool(x))
        x = _core._with_base(x, memoryview(m))
        if m.readonly:
            x.flags.writeable = False
        return x
    if d.kind == 'O':
        raise NotImplementedError('numpy: an array over a part of a memoryview of objects')
    if not d.itemsize or not m.nbytes:
        return _core.zeros(m.shape, d)
    if m.c_contiguous:
        from numpy._memory import array_over
        return _core._with_base(array_over(m.shape, d, m.cast('B'), 0, None, 'C'), memoryview(m))
    return _core.frombuffer(m.tobytes(), d).reshape(m.shape)  # a copy, which nobody can write
