"""The ways in which losses are reduced, as numbers, and the two arguments that chose them once."""
import warnings

_NUMBERS = {'none': 0, 'mean': 1, 'elementwise_mean': 1, 'sum': 2}


def get_enum(reduction):
    if reduction == 'elementwise_mean':
        warnings.warn("reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.")
    if reduction not in _NUMBERS:
        raise ValueError(f'{reduction} is not a valid value for reduction')
    return _NUMBERS[reduction]


def legacy_get_string(size_average, reduce, emit_warning=True):
    """Both arguments are on where they are None."""
    name = 'none' if reduce is not None and not reduce else 'mean' if size_average is None or size_average else 'sum'
    if emit_warning:
        warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{name}' instead.")
    return name


def legacy_get_enum(size_average, reduce, emit_warning=True):
    return get_enum(legacy_get_string(size_average, reduce, emit_warning))
