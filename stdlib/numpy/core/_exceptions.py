"""The errors of numpy's core, under the module that they are of."""
from numpy._errors import (AxisError, TooHardError, UFuncTypeError, _ArrayMemoryError, _display_as_base, _UFuncBinaryResolutionError,
                           _UFuncCastingError, _UFuncInputCastingError, _UFuncNoLoopError, _UFuncOutputCastingError, _unpack_tuple)
