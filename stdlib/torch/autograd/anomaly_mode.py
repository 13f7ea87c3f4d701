"""Anomaly detection: whether backward checks its gradients for nan."""
from torch import _C


class detect_anomaly:
    def __init__(self, check_nan=True):
        self.check_nan = check_nan

    def __enter__(self):
        self.prev = _C._set_anomaly(True)

    def __exit__(self, *exc):
        _C._set_anomaly(self.prev)


class set_detect_anomaly:
    def __init__(self, mode, check_nan=True):
        self.prev = _C._set_anomaly(mode)

    def __enter__(self):
        pass

    def __exit__(self, *exc):
        _C._set_anomaly(self.prev)
