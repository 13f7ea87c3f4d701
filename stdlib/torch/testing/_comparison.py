"""assert_close and make_tensor."""
import torch

_TOLERANCES = {torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5), torch.float64: (1e-7, 1e-7),
               torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7)}


def _compare(a, b, allow_subclasses, rtol, atol, equal_nan, check_device, check_dtype, check_stride, where):
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        if len(a) != len(b):
            raise AssertionError(f'The length of the sequences mismatch: {len(a)} != {len(b)}')
        for i, (x, y) in enumerate(zip(a, b)):
            _compare(x, y, allow_subclasses, rtol, atol, equal_nan, check_device, check_dtype, check_stride, f'{where}[{i}]')
        return
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            missing, extra = sorted(set(b) - set(a)), sorted(set(a) - set(b))
            raise AssertionError(f'The keys of the mappings do not match:\nMissing keys in the actual mapping: {missing}\n'
                                 f'Additional keys in the actual mapping: {extra}')
        for k in a:
            _compare(a[k], b[k], allow_subclasses, rtol, atol, equal_nan, check_device, check_dtype, check_stride, f'{where}[{k!r}]')
        return
    numbers = not isinstance(a, torch.Tensor) and not isinstance(b, torch.Tensor)
    x = a if isinstance(a, torch.Tensor) else torch.as_tensor(a, dtype=torch.float64 if isinstance(a, float) else None)
    y = b if isinstance(b, torch.Tensor) else torch.as_tensor(b, dtype=torch.float64 if isinstance(b, float) else None)
    suffix = f'\n\nThe failure occurred for item {where}' if where else ''
    if x.shape != y.shape:
        raise AssertionError(f"The values for attribute 'shape' do not match: {x.shape} != {y.shape}.{suffix}")
    if check_dtype and x.dtype != y.dtype and not numbers:
        raise AssertionError(f"The values for attribute 'dtype' do not match: {x.dtype} != {y.dtype}.{suffix}")
    if check_stride and x.stride() != y.stride():
        raise AssertionError(f"The values for attribute 'stride()' do not match: {x.stride()} != {y.stride()}.{suffix}")
    if rtol is None:
        pairs = [_TOLERANCES.get(t.dtype, (0.0, 0.0)) for t in (x, y)]
        rtol, atol = max(p[0] for p in pairs), max(p[1] for p in pairs)
    if x.dtype != y.dtype:
        wide = torch.promote_types(x.dtype, y.dtype)
        x, y = x.to(wide), y.to(wide)
    close = torch.isclose(x, y, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if close.all():
        return
    if numbers or x.dim() == 0:
        v, e = x.item(), y.item()
        if rtol == 0 and atol == 0:
            raise AssertionError(f"{'Scalars' if x.dim() == 0 else 'Tensors'} are not equal!\n\nAbsolute difference: {abs(v - e)}\n"
                                 f"Relative difference: {abs(v - e) / abs(e) if e else float('inf')}{suffix}")
        relative = abs(v - e) / abs(e) if e else float('inf')
        raise AssertionError(f"Scalars are not close!\n\nAbsolute difference: {abs(v - e)} (up to {atol} allowed)\n"
                             f"Relative difference: {relative} (up to {rtol} allowed){suffix}")
    bad, total = int((~close).sum()), close.numel()
    work = torch.float64 if not x.is_complex() else torch.complex128
    difference = (x.to(work) - y.to(work)).abs()
    difference = difference.masked_fill(close, 0)
    relative = (difference / y.to(work).abs()).masked_fill(close, 0)

    def place(t):
        i = int(t.argmax())
        out = []
        for n in reversed(t.shape):
            out.append(i % n)
            i //= n
        return tuple(reversed(out))
    at, rat = place(difference), place(relative)
    exact = rtol == 0 and atol == 0
    raise AssertionError(
        f"Tensor-likes are not {'equal' if exact else 'close'}!\n\nMismatched elements: {bad} / {total} ({bad / total:.1%})\n"
        f"Greatest absolute difference: {difference[at].item()} at index {at}{'' if exact else f' (up to {atol} allowed)'}\n"
        f"Greatest relative difference: {relative[rat].item()} at index {rat}{'' if exact else f' (up to {rtol} allowed)'}{suffix}")


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True, check_dtype=True,
                 check_layout=True, check_stride=False, msg=None):
    """Raises AssertionError unless every element is close: |actual - expected| <= atol + rtol |expected|."""
    if (rtol is None) != (atol is None):
        raise ValueError(f"Both 'rtol' and 'atol' must be either specified or unspecified, but got no {'rtol' if rtol is None else 'atol'} "
                         "specified.")
    try:
        _compare(actual, expected, allow_subclasses, rtol, atol, equal_nan, check_device, check_dtype, check_stride, '')
    except AssertionError as e:
        if msg is None:
            raise
        raise AssertionError(msg(str(e)) if callable(msg) else msg) from None


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=''):
    """An older name of assert_close, without its checks of types."""
    if not isinstance(actual, torch.Tensor):
        actual = torch.tensor(actual)
    if not isinstance(expected, torch.Tensor):
        expected = torch.tensor(expected, dtype=actual.dtype)
    if rtol is None and atol is None:
        rtol, atol = {torch.float16: (1e-3, 1e-3), torch.float32: (1e-4, 1e-5), torch.float64: (1e-5, 1e-8)}.get(actual.dtype, (0.0, 0.0))
    assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None)


def make_tensor(*shape, dtype, device, low=None, high=None, requires_grad=False, noncontiguous=False, exclude_zero=False,
                memory_format=None):
    """Random numbers in [low, high)."""
    shape = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
    if dtype == torch.bool:
        return torch.randint(0, 2, shape, dtype=dtype)
    if dtype.is_floating_point or dtype.is_complex:
        low, high = -9 if low is None else low, 9 if high is None else high
        t = torch.empty(shape, dtype=dtype).uniform_(low, high) if dtype.is_floating_point else torch.rand(shape, dtype=dtype) * (high - low) + low
    else:
        low, high = (0 if dtype == torch.uint8 else -9) if low is None else low, 10 if high is None else high
        t = torch.randint(int(low), int(high), shape, dtype=dtype)
    if exclude_zero:
        t[t == 0] = 1
    return t.requires_grad_(requires_grad)
