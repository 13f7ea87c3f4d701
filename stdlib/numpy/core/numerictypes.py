"""The scalar types and questions about them."""
from numpy.core._part import part_of_numpy

__all__ = [
    'ScalarType', 'bool_', 'busday_count', 'busday_offset', 'busdaycalendar', 'byte', 'bytes_', 'cast', 'cdouble',
    'cfloat', 'character', 'clongdouble', 'clongfloat', 'complex128', 'complex256', 'complex64', 'complex_',
    'complexfloating', 'csingle', 'datetime64', 'datetime_as_string', 'datetime_data', 'double', 'find_common_type',
    'flexible', 'float128', 'float16', 'float32', 'float64', 'float_', 'floating', 'generic', 'half', 'inexact',
    'int16', 'int32', 'int64', 'int8', 'int_', 'intc', 'integer', 'intp', 'is_busday', 'issctype', 'issubdtype',
    'longcomplex', 'longdouble', 'longfloat', 'longlong', 'maximum_sctype', 'nbytes', 'number', 'obj2sctype',
    'object_', 'sctype2char', 'sctypeDict', 'sctypes', 'short', 'signedinteger', 'single', 'singlecomplex', 'str_',
    'string_', 'timedelta64', 'typecodes', 'ubyte', 'uint', 'uint16', 'uint32', 'uint64', 'uint8', 'uintc', 'uintp',
    'ulonglong', 'unicode_', 'unsignedinteger', 'ushort', 'void']

__getattr__ = part_of_numpy(__name__)
