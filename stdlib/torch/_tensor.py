"""Names of this module that pickles mention."""
from torch._C import Tensor
from torch import _utils


def _rebuild_from_type_v2(func, new_type, args, state):
    return _utils._rebuild_from_type_v2(func, new_type, args, state)
