"""Types for annotations of code that works with tensors."""
import builtins
from typing import Any, List, Sequence, Tuple, Union

import _not_built
import torch
from torch import Tensor

_TensorOrTensors = Union[Tensor, Sequence[Tensor]]
_int, _float, _bool = builtins.int, builtins.float, builtins.bool
_dtype, _device, _layout = torch.dtype, torch.device, torch.layout
_qscheme = Any
_size = Union[torch.Size, List[_int], Tuple[_int, ...]]
Number = Union[_int, _float, _bool]
Device = Union[_device, str, _int, None]
Storage = torch.storage.TypedStorage

__getattr__ = _not_built.of(__name__)
