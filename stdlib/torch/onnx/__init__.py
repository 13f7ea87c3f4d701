"""Export to ONNX is not there."""
import _not_built
from _not_built import function as _missing

export = _missing('torch.onnx.export')


def is_in_onnx_export():
    return False


__getattr__ = _not_built.of(__name__)
