"""Anomaly detection: backward says which operation of the script failed or gave nan."""
import warnings

from torch import _C
from torch._as_native import type_name


class detect_anomaly:
    def __init__(self, check_nan=True):
        self.prev = _C.is_anomaly_enabled()
        self.prev_check_nan = _C.is_anomaly_check_nan_enabled()
        self.check_nan = check_nan
        warnings.warn('Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for debugging.',
                      stacklevel=2)

    def __enter__(self):
        _C.set_anomaly_enabled(True, self.check_nan)

    def __exit__(self, *exc):
        _C.set_anomaly_enabled(self.prev, self.prev_check_nan)


class set_detect_anomaly:
    def __init__(self, mode, check_nan=True):
        self.prev = _C.is_anomaly_enabled()
        self.prev_check_nan = _C.is_anomaly_check_nan_enabled()
        for position, (name, flag) in enumerate((('enabled', mode), ('check_nan', check_nan)), 1):
            if not isinstance(flag, bool):
                raise TypeError(f"set_anomaly_enabled(): argument '{name}' (position {position}) must be bool, not {type_name(flag)}")
        _C.set_anomaly_enabled(mode, check_nan)

    def __enter__(self):
        pass

    def __exit__(self, *exc):
        _C.set_anomaly_enabled(self.prev, self.prev_check_nan)


def _stack():
    """Where the script makes a graph node: the lines of its traceback."""
    import sys
    import traceback  # not before it is needed: a script that never fails starts without it
    from .function import _finish
    frame = sys._getframe(1)
    if frame.f_code is _finish.__code__:  # native in PyTorch
        frame = frame.f_back
    return traceback.format_stack(frame)


_SOURCE = ' (Triggered internally at  ./torch/csrc/autograd/python_anomaly_mode.cpp:'


def _report(node):
    """Warns that backward failed in `node`: where the script made it, and during which node's backward."""
    trace = node.metadata.get('traceback_')
    if trace is None:
        warnings.warn(f'Error detected in {node.name()}. No forward pass information available. Enable detect anomaly during forward pass for '
                      'more information.' + _SOURCE + '92.)', stacklevel=2)
        return
    warnings.warn(f'Error detected in {node.name()}. Traceback of forward call that caused the error:\n' + ''.join(trace) + _SOURCE + '114.)', stacklevel=2)
    while (node := node.metadata.get('parent_')) is not None:
        warnings.warn(f'\n\nPrevious calculation was induced by {node.name()}. Traceback of forward call that induced the previous '
                      'calculation:\n' + ''.join(node.metadata.get('traceback_', ())) + _SOURCE + '121.)', stacklevel=2)
