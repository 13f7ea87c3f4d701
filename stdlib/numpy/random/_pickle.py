"""What pickles of random generators call: the names are those of NumPy's own files."""
from numpy import random as _random

_KINDS = {c.__name__: c for c in (_random.MT19937, _random.PCG64, _random.PCG64DXSM, _random.Philox, _random.SFC64)}


def __bit_generator_ctor(bit_generator_name='MT19937'):
    if bit_generator_name not in _KINDS:
        raise ValueError(f'{bit_generator_name} is not a known BitGenerator module.')
    return _KINDS[bit_generator_name]()


def __generator_ctor(bit_generator_name='MT19937', bit_generator_ctor=__bit_generator_ctor):
    return _random.Generator(bit_generator_ctor(bit_generator_name))


def __randomstate_ctor(bit_generator_name='MT19937', bit_generator_ctor=__bit_generator_ctor):
    return _random.RandomState(bit_generator_ctor(bit_generator_name))


def reduce_bits(bits):
    return __bit_generator_ctor, (type(bits).__name__,), bits.state


def reduce_generator(generator):
    bits = generator.bit_generator
    return __generator_ctor, (type(bits).__name__, __bit_generator_ctor), bits.state


def reduce_state(state):
    state = state.get_state(legacy=False)
    return __randomstate_ctor, (state['bit_generator'], __bit_generator_ctor), state
