"""The types of results that have names: torch.return_types.max and its siblings."""
import torch


def _made(name):
    """A result of the function whose type has this name."""
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')     # some of the functions are old
        return _result(name)


def _result(name):
    one = torch.ones(1, 1)
    if name.startswith('linalg_'):
        function = getattr(torch.linalg, name[len('linalg_'):])
        return function(one, one) if name in ('linalg_lstsq', 'linalg_solve_ex') else function(one)
    if name == 'lu_unpack':
        return torch.lu_unpack(one, torch.ones(1, dtype=torch.int32))
    if name in ('topk', 'kthvalue', 'histogram'):
        return getattr(torch, name)(one, 1)
    if name == 'triangular_solve':
        return torch.triangular_solve(one, one)
    return getattr(torch, name)(one, 0) if name in _ALONG else getattr(torch, name)(one)


_ALONG = ('max', 'min', 'median', 'nanmedian', 'mode', 'cummax', 'cummin')
_NAMES = (_ALONG + ('aminmax', 'frexp', 'geqrf', 'histogram', 'kthvalue', 'lu_unpack', 'qr', 'slogdet', 'sort', 'svd', 'symeig', 'topk',
                    'triangular_solve') + tuple('linalg_' + n for n in (
                        'cholesky_ex', 'eig', 'eigh', 'inv_ex', 'ldl_factor', 'ldl_factor_ex', 'lstsq', 'lu', 'lu_factor', 'lu_factor_ex', 'qr',
                        'slogdet', 'solve_ex', 'svd')))


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module 'torch.return_types' has no attribute '{name}'")
    globals()[name] = found = type(_made(name))
    return found
