"""assert_close: pairs of things that can be compared are taken out of containers and compared one after the other."""
import cmath
from collections.abc import Mapping, Sequence

import torch

_TOLERANCES = {torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5), torch.float64: (1e-7, 1e-7),
               torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7)}
_OF_NUMBERS = {int: torch.int64, float: torch.float64, complex: torch.complex128}
_ADVICE = ('resulted in the unexpected exception above. If you are a user and see this message during normal operation please file an issue at '
           'https://github.com/pytorch/pytorch/issues. If you are a developer and working on the comparison functions, please except the '
           'previous error and raise an expressive `ErrorMeta` instead.')


class _Mismatch(Exception):
    """An error to be raised for what lies at a place in the containers."""

    def __init__(self, error, text, place):
        super().__init__(text)
        self.error, self.place = error, place

    def raised(self, msg):
        text = str(self)
        if self.place:
            text += '\n\nThe failure occurred for item ' + ''.join(f'[{i!r}]' for i in self.place)
        if msg is not None:
            text = msg(text) if callable(msg) else msg if isinstance(msg, str) else text
        return self.error(text)


class _NotThese(Exception):
    """A sort of pair does not take these two."""


def _tolerances(dtypes, rtol, atol, place):
    if (rtol is None) != (atol is None):
        raise _Mismatch(ValueError, f"Both 'rtol' and 'atol' must be either specified or omitted, but got no "
                        f"{'rtol' if rtol is None else 'atol'}.", place)
    if rtol is not None:
        return rtol, atol
    pairs = [_TOLERANCES.get(t, (0.0, 0.0)) for t in dtypes]
    return max(r for r, _ in pairs), max(a for _, a in pairs)


class _Pair:
    """Two things to compare: compare() raises _Mismatch."""
    shown = ()      # attributes in the text of the pair
    title = None

    def __init__(self, actual, expected, place, options):
        self.actual, self.expected, self.id, self.options = actual, expected, place, options
        self.take()

    def take(self):
        """Refuses what is not for this sort of pair."""

    def fail(self, text, error=AssertionError):
        raise _Mismatch(error, text, self.id)

    def __repr__(self):
        lines = [f'    {name}={getattr(self, name)},' for name in ('id', 'actual', 'expected') + self.shown]
        return f'{self.title}(\n' + '\n'.join(lines) + '\n)'

    def __getattr__(self, name):
        return self.__dict__['options'][name]

    def differ(self, head, lines, exact):
        self.fail(f"{head} are not {'equal' if exact else 'close'}!\n\n" + '\n'.join(lines))


class _NonePair(_Pair):
    title = 'NonePair'

    def take(self):
        if self.actual is not None and self.expected is not None:
            raise _NotThese

    def compare(self):
        if not (self.actual is None and self.expected is None):
            self.fail(f'None mismatch: {self.actual} is not {self.expected}')


def _numpy():
    import sys
    return sys.modules.get('numpy')


class _BooleanPair(_Pair):
    title = 'BooleanPair'

    def take(self):
        np = _numpy()
        wanted = (bool, np.bool_) if np else bool
        if not (isinstance(self.actual, wanted) and isinstance(self.expected, wanted)):
            raise _NotThese
        self.actual, self.expected = bool(self.actual), bool(self.expected)

    def compare(self):
        if self.actual is not self.expected:
            self.fail(f'Booleans mismatch: {self.actual} is not {self.expected}')


class _NumberPair(_Pair):
    title = 'NumberPair'
    shown = ('rtol', 'atol', 'equal_nan', 'check_dtype')

    def take(self):
        np = _numpy()
        wanted = (int, float, complex) + ((np.number,) if np else ())
        if not (isinstance(self.actual, wanted) and isinstance(self.expected, wanted)):
            raise _NotThese
        if np:
            self.actual, self.expected = (v.item() if isinstance(v, np.number) else v for v in (self.actual, self.expected))
        self.rtol, self.atol = _tolerances([_OF_NUMBERS[type(v)] for v in (self.actual, self.expected)], self.options['rtol'],
                                           self.options['atol'], self.id)

    def compare(self):
        a, b = self.actual, self.expected
        if self.check_dtype and type(a) is not type(b):
            self.fail(f'The (d)types do not match: {type(a)} != {type(b)}.')
        if a == b or self.equal_nan and cmath.isnan(a) and cmath.isnan(b):
            return
        difference = abs(a - b)
        if cmath.isfinite(difference) and difference <= self.atol + self.rtol * abs(b):
            return
        exact = self.rtol == 0 and self.atol == 0
        relative = float('inf') if b == 0 else difference / abs(b)
        self.differ('Scalars', ['Absolute difference: ' + str(difference) + ('' if exact else f' (up to {self.atol} allowed)'),
                                'Relative difference: ' + str(relative) + ('' if exact else f' (up to {self.rtol} allowed)')], exact)


class _TensorPair(_Pair):
    title = 'TensorLikePair'
    shown = ('rtol', 'atol', 'equal_nan', 'check_device', 'check_dtype', 'check_layout', 'check_stride', 'check_is_coalesced')
    check_is_coalesced = True

    def take(self):
        a, b = self.actual, self.expected
        if not (isinstance(a, type(b)) or isinstance(b, type(a))) or not self.allow_subclasses and type(a) is not type(b):
            raise _NotThese
        try:
            self.actual, self.expected = (t if isinstance(t, torch.Tensor) else torch.as_tensor(t) for t in (a, b))
        except Exception:
            raise _NotThese from None
        self.rtol, self.atol = _tolerances([self.actual.dtype, self.expected.dtype], self.options['rtol'], self.options['atol'], self.id)

    def _same(self, name, a, b):
        if a != b:
            self.fail(f"The values for attribute '{name}' do not match: {a} != {b}.")

    def compare(self):
        a, b = self.actual, self.expected
        self._same('shape', a.shape, b.shape)
        if a.layout != b.layout:
            if self.check_layout:
                self._same('layout', a.layout, b.layout)
        elif a.is_sparse and self.check_is_coalesced:
            self._same('is_coalesced()', a.is_coalesced(), b.is_coalesced())
        if not a.is_sparse and not b.is_sparse and self.check_stride:
            self._same('stride()', a.stride(), b.stride())
        if self.check_device:
            self._same('device', a.device, b.device)
        if self.check_dtype:
            self._same('dtype', a.dtype, b.dtype)
        if a.dtype != b.dtype:
            wide = torch.promote_types(a.dtype, b.dtype)
            a, b = a.to(wide), b.to(wide)
        if a.layout != b.layout:
            a, b = (t.to_dense() if t.is_sparse else t for t in (a, b))
        if not a.is_sparse:
            return self.compare_dense(a, b, self.rtol, self.atol, self.equal_nan)
        if a._nnz() != b._nnz():
            self.fail(f'The number of specified values in sparse COO tensors does not match: {a._nnz()} != {b._nnz()}')
        self.compare_dense(a._indices(), b._indices(), 0, 0, False, 'Sparse COO indices')
        self.compare_dense(a._values(), b._values(), self.rtol, self.atol, self.equal_nan, 'Sparse COO values')

    def compare_dense(self, a, b, rtol, atol, equal_nan, what=None):
        close = torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
        if torch.all(close):
            return
        exact = rtol == 0 and atol == 0
        if a.dim() == 0:
            a, b = a.item(), b.item()
            difference = abs(a - b)
            relative = float('inf') if b == 0 else difference / abs(b)
            lines = [f'Absolute difference: {difference}', f'Relative difference: {relative}']
        else:
            lines = self._of_many(a, b, close)
        tolerances = ('', '') if exact else (f' (up to {atol} allowed)', f' (up to {rtol} allowed)')
        lines[-2:] = [line + t for line, t in zip(lines[-2:], tolerances)]
        self.differ(what or ('Scalars' if len(lines) == 2 else 'Tensor-likes'), lines, exact)

    def _of_many(self, a, b, close):
        work = torch.complex128 if a.is_complex() else torch.float64 if a.is_floating_point() else torch.int64
        a, b, close = a.flatten().to(work), b.flatten().to(work), close.flatten()
        bad, total = int((~close).sum()), close.numel()
        difference = (a - b).abs()
        difference[close] = 0
        relative = difference / b.abs()
        relative[close] = 0
        return [f'Mismatched elements: {bad} / {total} ({bad / total:.1%})', self._greatest('absolute', difference),
                self._greatest('relative', relative)]

    def _greatest(self, kind, values):
        most, at = torch.max(values, 0)
        at, index = int(at), []
        for n in reversed(self.actual.shape):
            index.append(at % n)
            at //= n
        return f'Greatest {kind} difference: {most.item()} at index {tuple(reversed(index))}'


_SORTS = (_NonePair, _BooleanPair, _NumberPair, _TensorPair)


def _is_sequence(v):
    return isinstance(v, Sequence) and not isinstance(v, str)


def _pairs(actual, expected, options, place=()):
    """The pairs in these containers, in order."""
    if _is_sequence(actual) and _is_sequence(expected):
        if len(actual) != len(expected):
            raise _Mismatch(AssertionError, f'The length of the sequences mismatch: {len(actual)} != {len(expected)}', place)
        return [p for i, (a, b) in enumerate(zip(actual, expected)) for p in _pairs(a, b, options, place + (i,))]
    if isinstance(actual, Mapping) and isinstance(expected, Mapping):
        if actual.keys() != expected.keys():
            raise _Mismatch(AssertionError, 'The keys of the mappings do not match:\n'
                            f'Missing keys in the actual mapping: {sorted(expected.keys() - actual.keys())}\n'
                            f'Additional keys in the actual mapping: {sorted(actual.keys() - expected.keys())}', place)
        keys = list(actual)
        try:
            keys = sorted(keys)
        except Exception:
            pass
        return [p for k in keys for p in _pairs(actual[k], expected[k], options, place + (k,))]
    for sort in _SORTS:
        try:
            return [sort(actual, expected, place, options)]
        except _NotThese:
            continue
        except _Mismatch:
            raise
        except Exception as e:
            raise RuntimeError(f'Originating a {sort.title}() at item {"".join(f"[{i!r}]" for i in place)} with\n\n'
                               f'{type(actual).__name__}(): {actual}\n\nand\n\n{type(expected).__name__}(): {expected}\n\n{_ADVICE}') from e
    raise _Mismatch(TypeError, f'No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.', place)


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True, check_dtype=True,
                 check_layout=True, check_stride=False, msg=None):
    """Raises AssertionError unless every element is close: |actual - expected| <= atol + rtol |expected|."""
    options = dict(allow_subclasses=allow_subclasses, rtol=rtol, atol=atol, equal_nan=equal_nan, check_device=check_device,
                   check_dtype=check_dtype, check_layout=check_layout, check_stride=check_stride)
    try:
        pairs = _pairs(actual, expected, options)
    except _Mismatch as e:
        raise e.raised(None) from None
    for pair in pairs:
        try:
            pair.compare()
        except _Mismatch as e:
            raise e.raised(msg) from None
        except Exception as e:
            raise RuntimeError(f'Comparing\n\n{pair}\n\n{_ADVICE}') from e


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=''):
    """An older name of assert_close, without its checks of types."""
    if not isinstance(actual, torch.Tensor):
        actual = torch.tensor(actual)
    if not isinstance(expected, torch.Tensor):
        expected = torch.tensor(expected, dtype=actual.dtype)
    if rtol is None and atol is None:
        rtol, atol = _older_tolerances(actual, expected)
    assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_device=True, check_dtype=False, check_stride=False,
                 msg=msg or None)


def _older_tolerances(*tensors):
    known = {torch.float16: (1e-3, 1e-3), torch.float32: (1e-4, 1e-5), torch.float64: (1e-5, 1e-8)}
    pairs = [known.get(t.dtype, (0.0, 0.0)) for t in tensors]
    return max(r for r, _ in pairs), max(a for _, a in pairs)


_INTEGRAL = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)


def _bounds(low, high, lowest, highest, low_default, high_default):
    """The range as given, cut to what the dtype holds."""
    low, high = low_default if low is None else low, high_default if high is None else high
    if low != low or high != high:
        raise ValueError('make_tensor: one of low or high was NaN!')
    if low > high:
        raise ValueError('make_tensor: low must be weakly less than high!')
    return max(low, lowest), min(high, highest)


def make_tensor(*shape, dtype, device, low=None, high=None, requires_grad=False, noncontiguous=False, exclude_zero=False):
    """Random numbers in [low, high)."""
    shape = tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], Sequence) else shape
    if dtype is torch.bool:
        result = torch.randint(0, 2, shape, device=device, dtype=dtype)
    elif dtype in _INTEGRAL:
        info = torch.iinfo(dtype)
        low, high = _bounds(low, high, info.min, info.max, 0 if dtype is torch.uint8 else -9, 10)
        result = torch.randint(int(low), int(high), shape, device=device, dtype=dtype)
    elif isinstance(dtype, torch.dtype):
        info = torch.finfo(dtype)
        low, high = _bounds(low, high, info.min, info.max, -9, 9)
        real = {torch.complex64: torch.float32, torch.complex128: torch.float64}.get(dtype, dtype)
        parts = [torch.rand(shape, device=device, dtype=real) for _ in range(1 + dtype.is_complex)]
        parts = [high * part + low * (1 - part) for part in parts]
        result = torch.complex(*parts) if dtype.is_complex else parts[0]
    else:
        raise TypeError(f"The requested dtype '{dtype}' is not supported by torch.testing.make_tensor(). To request support, file an issue at: "
                        'https://github.com/pytorch/pytorch/issues')
    if noncontiguous and result.numel() > 1:
        result = torch.repeat_interleave(result, 2, dim=-1)[..., ::2]
    if exclude_zero:
        result[result == 0] = 1 if dtype in _INTEGRAL or dtype is torch.bool else torch.finfo(dtype).tiny
    if requires_grad and not (dtype.is_floating_point or dtype.is_complex):
        raise ValueError('make_tensor: requires_grad must be False for integral dtype')
    result.requires_grad = requires_grad
    return result
