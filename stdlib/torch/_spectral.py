"""Short-time Fourier transforms: frames of a signal under a window, and back by overlap and add."""
from torch import _C
from torch._as_native import kernel, signed



def _shown(t, like_list=True):
    """A tensor as the messages of these functions have it."""
    if t is None:
        return 'None'
    kind = t.type() if t.dtype is not _C.bool and not t.is_complex() else f'CPU{t.type()[6:-6]}Type'
    return f'{kind}{{{list(t.shape)}}}' if like_list else f'{kind}{list(t.shape)}'


def _flag(v):
    return 'None' if v is None else int(v)


def stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', normalized=False, onesided=None,
         return_complex=None):
    """Transforms of windowed frames of a signal (or a batch of them): (..., frequencies, frames)."""
    if center:
        import torch.nn.functional as F
        n = input.dim()
        extended = [1] * (3 - n) + list(input.size())
        pad = int(n_fft // 2)
        x = F.pad(input.view(extended), [pad, pad], pad_mode)
        input = x.view(x.shape[3 - n:] if n < 3 else x.shape)
    kernel('stft', input, n_fft, hop_length, win_length, window, normalized, onesided, return_complex)
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length

    def fail(what):
        raise RuntimeError(f'stft({_shown(input, False)}, n_fft={n_fft}, hop_length={hop_length}, win_length={win_length}, window={_shown(window)}, '
                           f'normalized={int(normalized)}, onesided={_flag(onesided)}, return_complex={_flag(return_complex)}) : {what}')
    complex_input = input.is_complex() or (window is not None and window.is_complex())
    if not (input.is_floating_point() or input.is_complex()):
        fail('expected a tensor of floating point or complex values')
    if input.dim() not in (1, 2):
        fail('expected a 1D or 2D tensor')
    length = input.size(-1)
    if not 0 < n_fft <= length:
        fail(f'expected 0 < n_fft < {length}, but got n_fft={n_fft}')
    if hop_length <= 0:
        fail(f'expected hop_length > 0, but got hop_length={hop_length}')
    if not 0 < win_length <= n_fft:
        fail(f'expected 0 < win_length <= n_fft, but got win_length={win_length}')
    if window is not None and (window.dim() != 1 or window.size(0) != win_length):
        fail(f'expected a 1D window tensor of size equal to win_length={win_length}, but got window with size {list(window.shape)}')
    if return_complex is None:
        return_complex = complex_input
        if not complex_input:
            _C._warn('STFT')
    window = _padded_window(window, win_length, n_fft, input.dtype)
    single = input.dim() == 1
    if single:
        input = input.unsqueeze(0)
    steps = input.stride()
    frames = input.as_strided((input.size(0), 1 + (length - n_fft) // hop_length, n_fft), (steps[0], hop_length * steps[1], steps[1]))
    if window is not None:
        frames = frames * window
    one = (not complex_input) if onesided is None else onesided
    if one and complex_input:
        fail('Cannot have onesided output if window or input is complex')
    from torch import fft
    r = (fft.rfft if one else fft.fft)(frames, norm='ortho' if normalized else None).transpose_(1, 2)
    if single:
        r.squeeze_(0)
    return r if return_complex else _C.view_as_real(r)


def _padded_window(window, win_length, n_fft, dtype):
    """The window amid zeros; None where it would be all ones."""
    if window is None and win_length == n_fft:
        return None
    if window is None:
        window = _C.ones(win_length, dtype=dtype)
    if win_length == n_fft:
        return window
    left = (n_fft - win_length) // 2
    whole = _C.zeros(n_fft, dtype=window.dtype)
    whole[left:left + win_length] = window
    return whole


@signed
def istft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None,
          return_complex=False):
    """The signal whose stft comes nearest to input."""
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length

    def fail(what, sign=' : '):
        raise RuntimeError(f'istft({_shown(shown, False)}, n_fft={n_fft}, hop_length={hop_length}, '
                           f'win_length={win_length}, window={_shown(window)}, center={int(center)}, normalized={int(normalized)}, '
                           f'onesided={_flag(onesided)}, length={length}, return_complex={int(return_complex)}){sign}{what}')
    shown = input
    if not input.is_complex():
        input.size(-2)
        input.size(-3)
        if input.size(-1) != 2:
            fail(f'expected the last dimension to be 2 (corresponding to real and imaginary parts), but got {input.size(-1)}')
        _C._warn('ISTFT')
        input = _C.view_as_complex(input.contiguous())
    if input.numel() == 0:
        fail('input tensor cannot be empty.')
    if input.dim() not in (2, 3):
        fail(f'expected a tensor with 3 or 4 dimensions, but got {input.dim() + 1}')
    one = n_fft != input.size(-2) if onesided is None else onesided
    if one and n_fft // 2 + 1 != input.size(-2):
        fail(f'expected the frequency dimension (3rd to the last) of the input tensor to match n_fft / 2 + 1 when onsided=True, but got {input.size(-2)}')
    if not one and n_fft != input.size(-2):
        fail(f'expected the frequency dimension (3rd to the last) of the input tensor to match n_fft when onsided=False, but got {input.size(-2)}')
    if not 0 < hop_length <= win_length:
        fail('expected 0 < hop_length <= win_length')
    if not 0 < win_length <= n_fft:
        fail('expected 0 < win_length <= n_fft')
    if window is not None and (window.dim() != 1 or window.size(0) != win_length):
        fail(f'Invalid window shape. window has to be 1D and length of `win_length`')
    from torch import fft
    import torch.nn.functional as F
    batch = input if input.dim() == 3 else input.unsqueeze(0)
    spectrum = batch.transpose(1, 2)
    norm = 'ortho' if normalized else None
    if return_complex:
        if one:
            raise RuntimeError('Cannot have onesided output if window or input is complex')
        frames = fft.ifft(spectrum, norm=norm)
    else:
        if window is not None and window.is_complex():
            raise RuntimeError('Complex windows are incompatible with return_complex=False')
        frames = fft.irfft(spectrum if one else spectrum[..., :n_fft // 2 + 1], n_fft, norm=norm)
    whole = _padded_window(window, win_length, n_fft, frames.real.dtype if frames.is_complex() else frames.dtype)
    if whole is None:
        whole = _C.ones(n_fft, dtype=frames.dtype)
    n_frames = frames.size(1)
    total = n_fft + hop_length * (n_frames - 1)

    def overlap(x):
        """Frames (N, frames, n_fft) added where they belong, the last ones first."""
        at = (_C.arange(n_frames - 1, -1, -1)[:, None] * hop_length + _C.arange(n_fft)).reshape(-1)
        return _C.zeros(x.size(0), total, dtype=x.dtype).index_add(1, at, x.flip(1).reshape(x.size(0), -1))
    y = overlap(frames * whole)
    envelope = overlap(whole.square().expand(1, n_frames, n_fft))
    start = n_fft // 2 if center else 0
    end = start + length if length is not None else total - n_fft // 2 if center else total
    y, envelope = y[:, start:min(end, total)], envelope[:, start:min(end, total)]
    if envelope.numel() and float(envelope.abs().min()) <= 1e-11:
        fail(' window overlap add min: 1\n[ CPUBoolType{} ]', '')
    y = y / envelope
    if y.requires_grad and input.dim() == 3:    # columns of one, which is how it is added up
        y = y.unsqueeze(2).squeeze(2)
    if input.dim() == 2:
        y = y.squeeze(0)
    if length is not None and end > total:
        y = F.pad(y, (0, end - total))
    return y


def _stft_of(self, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', normalized=False, onesided=None,
             return_complex=None):
    return stft(self, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex)


def _istft_of(self, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None,
              return_complex=False):
    return istft(self, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex=return_complex)


for _name, _method in ('stft', _stft_of), ('istft', _istft_of):
    _method.__name__, _method.__qualname__ = _name, 'Tensor.' + _name
_C._add_tensor_methods({'stft': _stft_of, 'istft': _istft_of})
