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


_sign_all(globals(), 't', ('hfft', 'ihfft'))
__getattr__ = _not_built.of(__name__)
