"""torch.fft: native functions."""
import _not_built
from torch._C._fft import *
from torch._as_native import into as _into, kind as _kind, sign_all as _sign_all

_OTHER_NORM = {None: 'forward', 'backward': 'forward', 'ortho': 'ortho', 'forward': 'backward'}


def _other(norm):
    return _OTHER_NORM.get(norm, norm)  # what is no mode is refused with the other arguments


def hfft(input, n=None, dim=-1, norm=None, *, out=None):
    """The real transform of a half of a Hermitian signal."""
    return irfft(input.conj(), n, dim, _other(norm)) if out is None else _into('fft_hfft', out, hfft(input, n, dim, norm))


def ihfft(input, n=None, dim=-1, norm=None, *, out=None):
    """The inverse of hfft."""
    if input.is_complex():
        raise RuntimeError(f'ihfft expects a real input tensor, but got {_kind(input)}')
    return rfft(input, n, dim, _other(norm)).conj() if out is None else _into('fft_ihfft', out, ihfft(input, n, dim, norm))


def hfftn(input, s=None, dim=None, norm=None, *, out=None):
    """hfft over several dimensions: the last one real."""
    return irfftn(input.conj(), s, dim, _other(norm)) if out is None else _into('fft_hfftn', out, hfftn(input, s, dim, norm))


def ihfftn(input, s=None, dim=None, norm=None, *, out=None):
    """The inverse of hfftn."""
    return rfftn(input, s, dim, _other(norm)).conj() if out is None else _into('fft_ihfftn', out, ihfftn(input, s, dim, norm))


def hfft2(input, s=None, dim=(-2, -1), norm=None, *, out=None):
    return hfftn(input, s, dim, norm, out=out)


def ihfft2(input, s=None, dim=(-2, -1), norm=None, *, out=None):
    return ihfftn(input, s, dim, norm, out=out)


_sign_all(globals(), 't', ('hfft', 'ihfft', 'hfftn', 'ihfftn', 'hfft2', 'ihfft2'))
__getattr__ = _not_built.of(__name__)
