"""Saving and restoring the state of the default generator around a block."""
import _not_built
import contextlib

from torch import _C
from torch._C import default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state


@contextlib.contextmanager
def fork_rng(devices=None, enabled=True, _caller='fork_rng', _devices_kw='devices'):
    if not enabled:
        yield
        return
    state = _C.get_rng_state()
    try:
        yield
    finally:
        _C.set_rng_state(state)


__getattr__ = _not_built.of(__name__)
