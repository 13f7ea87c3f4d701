"""Tables of scalar types: all of a kind, by name and number, their sizes. Read when one of them is first asked for, since they
bring in the classes of times and records."""
from numpy import _core
from numpy._core import dtype
from numpy._scalar_types import obj2sctype

_CODES = '?bBhHiIlLqQefdgFDGOSUVMm'


def _distinct(codes):
    """The scalar classes of these codes without those whose dtype another has."""
    found = []
    for c in codes:
        if dtype(c) not in map(dtype, found):
            found.append(dtype(c).type)
    return found


sctypes = {'int': _distinct('bhilq'), 'uint': _distinct('BHILQ'), 'float': _distinct('efdg'),
           'complex': _distinct('FDG'), 'others': [bool, object, bytes, str, dtype('V').type]}

# Names that are not made of kind and size.
_ALIASES = {
    'b': 'byte int8 i1', 'B': 'ubyte uint8 u1', 'h': 'short int16 i2', 'H': 'ushort uint16 u2', 'i': 'intc int32 i4',
    'I': 'uintc uint32 u4', 'l': 'long int_ intp int int0 int64 i8 p', 'L': 'ulong uint uintp uint0 uint64 u8 P',
    'q': 'longlong', 'Q': 'ulonglong', 'e': 'half float16 f2', 'f': 'single float32 f4',
    'd': 'double float_ float float64 f8', 'g': 'longdouble longfloat', 'F': 'csingle singlecomplex complex64 c8',
    'D': 'cdouble cfloat complex_ complex complex128 c16', 'G': 'clongdouble clongfloat longcomplex',
    '?': 'bool_ bool8 bool b1', 'O': 'object_ object object0', 'S': 'bytes_ bytes string_ bytes0 a',
    'U': 'str_ str unicode unicode_ str0', 'V': 'void void0', 'M': 'datetime64 M8', 'm': 'timedelta64 m8'}


def _all_names():
    names = {}
    for code, aliases in _ALIASES.items():
        d = dtype(code)
        for key in (code, d.num, *aliases.split()):
            names[key] = d.type
    for code in 'gG':  # where no other type has the size
        d = dtype(code)
        names.setdefault(d.name, d.type)
        names.setdefault(f'{d.kind}{d.itemsize}', d.type)
    return names


class _TypeDict(dict):
    """A dictionary over scalar classes that takes whatever names one."""

    def __getitem__(self, obj):
        return super().__getitem__(obj2sctype(obj))


_TypeDict.__name__ = _TypeDict.__qualname__ = '_typedict'
_TypeDict.__module__ = 'numpy.core.numerictypes'


sctypeDict = _all_names()
nbytes = _TypeDict((dtype(c).type, dtype(c).itemsize) for c in _CODES)
cast = _TypeDict((dtype(c).type, lambda x, d=dtype(c): _core.array(x, copy=False).astype(d)) for c in _CODES)
ScalarType = (int, float, complex, bool, bytes, str, memoryview,
              *(dtype(c).type for c in '?FDGefdgbhiqlMmOSUBHIQLV'))
