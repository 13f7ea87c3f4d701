"""How arrays are shown."""
from numpy.core._part import part_of_numpy

__all__ = [
    'array2string', 'array_repr', 'array_str', 'format_float_positional', 'format_float_scientific',
    'get_printoptions', 'printoptions', 'set_printoptions', 'set_string_function']

__getattr__ = part_of_numpy(__name__)
