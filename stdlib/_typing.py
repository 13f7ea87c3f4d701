"""_typing: what typing has natively elsewhere."""
from _kukri import as_native as _as_native


@_as_native
def _idfunc(x, /):
    return x
