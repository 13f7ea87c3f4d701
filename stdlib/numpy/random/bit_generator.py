"""Where pickles look for SeedSequence, and scripts for it and BitGenerator."""
from numpy.random import BitGenerator, SeedSequence

__all__ = ['SeedSequence', 'BitGenerator']

SEED_SEQUENCE_FORM = 260583498  # the number by which NumPy's pickles say which attributes the state has


def __pyx_unpickle_SeedSequence(kind, form, state):
    if form != SEED_SEQUENCE_FORM:
        from pickle import PickleError
        raise PickleError(f'Incompatible checksums (0x{form:x}: unknown attributes of SeedSequence)')
    seeds = kind.__new__(kind)
    if state is not None:
        seeds.__setstate__(state)
    return seeds


def reduce_seeds(seeds):
    state = seeds.entropy, seeds.n_children_spawned, seeds.pool, seeds.pool_size, seeds.spawn_key
    return __pyx_unpickle_SeedSequence, (type(seeds), SEED_SEQUENCE_FORM, None), state
