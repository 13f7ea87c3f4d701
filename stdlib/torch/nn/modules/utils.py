"""Arguments that are one number for all dimensions or one for each; names in saved states."""
from itertools import repeat


def _ntuple(n, name='parse'):
    def parse(x):
        return tuple(x) if hasattr(x, '__iter__') else tuple(repeat(x, n))
    parse.__name__ = name
    return parse


_single, _pair, _triple, _quadruple = _ntuple(1, '_single'), _ntuple(2, '_pair'), _ntuple(3, '_triple'), _ntuple(4, '_quadruple')


def _reverse_repeat_tuple(t, n):
    """Every element n times, from the last to the first: paddings of dimensions as paddings of sides."""
    return tuple(x for x in reversed(t) for _ in range(n))


def _list_with_default(out_size, defaults):
    """out_size, its missing numbers taken from the end of defaults."""
    if isinstance(out_size, int):
        return out_size
    if len(defaults) <= len(out_size):
        raise ValueError(f'Input dimension should be at least {len(out_size) + 1}')
    return [d if v is None else v for v, d in zip(out_size, defaults[-len(out_size):])]


def consume_prefix_in_state_dict_if_present(state_dict, prefix):
    """Takes a prefix such as 'module.' from the names of a state, in place."""
    names = [n for n in sorted(state_dict) if n.startswith(prefix)]
    for name in names:
        state_dict[name[len(prefix):]] = state_dict.pop(name)
    metadata = getattr(state_dict, '_metadata', None)
    if metadata is None:
        return
    for name in list(metadata):
        if name and (name == prefix.rstrip('.') or name.startswith(prefix)):
            metadata[name[len(prefix):]] = metadata.pop(name)
