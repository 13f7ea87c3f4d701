"""Random numbers: Generator over several bit generators, and RandomState with the older streams."""
import _not_built
import sys as _sys
from operator import index as _index
from os import urandom as _urandom

import numpy as np
from _kukri import as_native as _as_native
from numpy._helpers import array_as as _array_as, normalize_axis as _normalize_axis
from _numpy_random import _Bits, _LegacyStream, _Stream, _seed_words, _whole

from . import _arguments

__all__ = ['beta', 'binomial', 'bytes', 'chisquare', 'choice', 'dirichlet', 'exponential', 'f', 'gamma', 'geometric', 'get_state',
           'gumbel', 'hypergeometric', 'laplace', 'logistic', 'lognormal', 'logseries', 'multinomial', 'multivariate_normal',
           'negative_binomial', 'noncentral_chisquare', 'noncentral_f', 'normal', 'pareto', 'permutation', 'poisson', 'power',
           'rand', 'randint', 'randn', 'random', 'random_integers', 'random_sample', 'ranf', 'rayleigh', 'sample', 'seed',
           'set_state', 'shuffle', 'standard_cauchy', 'standard_exponential', 'standard_gamma', 'standard_normal', 'standard_t',
           'triangular', 'uniform', 'vonmises', 'wald', 'weibull', 'zipf', 'Generator', 'RandomState', 'SeedSequence', 'MT19937',
           'Philox', 'PCG64', 'PCG64DXSM', 'SFC64', 'default_rng', 'BitGenerator']

_M32 = 0xFFFFFFFF
_M64 = 0xFFFFFFFFFFFFFFFF
_M128 = (1 << 128) - 1
_POISSON_LAM_MAX = 2.0 ** 63 - 10 * (2.0 ** 63) ** 0.5


def _entropy_words(x):
    """An int, or nested sequences of ints, as 32-bit words, lowest first."""
    if x is None:
        return []
    if isinstance(x, str):
        if x.startswith('0x'):
            return _entropy_words(int(x, base=16))
        if x.isdigit():
            return _entropy_words(int(x))
        raise ValueError('unrecognized seed string')
    if isinstance(x, (int, np.integer)):
        n = int(x)
        if n < 0:
            raise ValueError('expected non-negative integer')
        words = [n & _M32]
        while n := n >> 32:
            words.append(n & _M32)
        return words
    if isinstance(x, (float, np.inexact)):
        raise TypeError('seed must be integer')
    words = []
    for item in x:
        if item is None:
            raise TypeError("object of type 'NoneType' has no len()")
        words += _entropy_words(item)
    return words


class SeedSequence:
    """Entropy mixed so that similar seeds give unrelated states; spawn() makes independent children."""

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0):
        if pool_size < 4:
            raise ValueError('The size of the entropy pool should be at least 4')
        if entropy is None:
            entropy = int.from_bytes(_urandom(4 * pool_size), 'little')
        elif not isinstance(entropy, (int, np.integer, list, tuple, range, np.ndarray, type(None))):
            raise TypeError(f'SeedSequence expects int or sequence of ints for entropy not {entropy}')
        self.entropy = entropy
        self.spawn_key = tuple(spawn_key)
        self.pool_size = pool_size
        self.n_children_spawned = n_children_spawned
        words = _entropy_words(entropy)
        if self.spawn_key:
            words += [0] * (pool_size - len(words))
            words += _entropy_words(self.spawn_key)
        self._words = words
        self.pool = np.array(_seed_words(words, pool_size, 0), dtype=np.uint32)

    def __reduce__(self):
        from numpy.random.bit_generator import reduce_seeds
        return reduce_seeds(self)

    def __setstate__(self, state):
        entropy, spawned, _, pool_size, spawn_key = state
        self.__init__(entropy, spawn_key=spawn_key, pool_size=pool_size, n_children_spawned=spawned)

    def __repr__(self):
        lines = [f'    entropy={self.entropy!r},']
        if self.spawn_key:
            lines.append(f'    spawn_key={self.spawn_key!r},')
        if self.pool_size != 4:
            lines.append(f'    pool_size={self.pool_size!r},')
        if self.n_children_spawned:
            lines.append(f'    n_children_spawned={self.n_children_spawned!r},')
        return f'{type(self).__name__}(\n' + '\n'.join(lines) + '\n)'

    @property
    def state(self):
        return {k: getattr(self, k) for k in ('entropy', 'spawn_key', 'pool_size', 'n_children_spawned') if getattr(self, k) is not None}

    def _draw(self, n):
        return _seed_words(self._words, self.pool_size, n)[self.pool_size:]

    def generate_state(self, n_words, dtype=np.uint32):
        dtype = np.dtype(dtype)
        if dtype == np.dtype(np.uint32):
            return np.array(self._draw(n_words), dtype=np.uint32)
        if dtype == np.dtype(np.uint64):
            w = self._draw(2 * n_words)
            return np.array([w[2 * i] | w[2 * i + 1] << 32 for i in range(n_words)], dtype=np.uint64)
        raise ValueError('only support uint32 or uint64')

    def spawn(self, n_children, /):
        first = self.n_children_spawned
        self.n_children_spawned += n_children
        return [type(self)(self.entropy, spawn_key=self.spawn_key + (i,), pool_size=self.pool_size)
                for i in range(first, first + n_children)]


class BitGenerator(_Bits):
    """Source of random words for a Generator or RandomState."""

    _kind = -1
    _n_words = 0

    def __init__(self, seed=None):
        if self._kind < 0:
            raise NotImplementedError('BitGenerator is a base class and cannot be instantized')
        if not isinstance(seed, SeedSequence):
            if hasattr(seed, 'generate_state'):
                words = [int(w) for w in seed.generate_state(self._n_words, np.uint32)]
                self._seed_seq = seed
                self._seed(self._kind, words)
                return
            seed = SeedSequence(seed)
        self._seed_seq = seed
        self._seed(self._kind, seed._draw(self._n_words))

    @property
    def lock(self):
        """For code that draws in several threads; drawing itself needs none here."""
        if not hasattr(self, '_own_lock'):
            import _thread
            self._own_lock = _thread.allocate_lock()
        return self._own_lock

    def _check_state(self, value):
        if not isinstance(value, dict):
            raise TypeError('state must be a dict')
        if value.get('bit_generator', '') != type(self).__name__:
            raise ValueError(f'state must be for a {type(self).__name__} PRNG')

    def __getstate__(self):
        return self.state

    def __setstate__(self, state):
        self.state = state

    def __reduce__(self):
        from numpy.random._pickle import reduce_bits
        return reduce_bits(self)


class MT19937(BitGenerator):
    """The Mersenne Twister."""

    _kind = 0
    _n_words = 624

    def _legacy_seeding(self, seed):
        if seed is None:
            self._seed(0, SeedSequence()._draw(624))
            return
        try:
            n = _index(np.squeeze(seed)) if hasattr(seed, 'squeeze') else _index(seed)
        except TypeError:
            obj = np.asarray(seed)
            if obj.size == 0:
                raise ValueError('Seed must be non-empty') from None
            if obj.dtype.kind not in 'biu' or obj.dtype == np.dtype(np.uint64):
                what = 'scalar' if obj.ndim == 0 else 'array data'
                raise TypeError(f"Cannot cast {what} from {obj.dtype!r} to dtype('int64') according to the rule 'safe'") from None
            if obj.ndim != 1:
                raise ValueError('Seed array must be 1-d') from None
            words = [int(x) for x in obj.tolist()]
            if any(x > _M32 or x < 0 for x in words):
                raise ValueError('Seed must be between 0 and 2**32 - 1') from None
            self._legacy_seed(words)
        else:
            if n > _M32 or n < 0:
                raise ValueError('Seed must be between 0 and 2**32 - 1')
            self._legacy_seed(n)

    @property
    def state(self):
        words = self._get()[0]
        return {'bit_generator': type(self).__name__,
                'state': {'key': np.array(words[:624], dtype=np.uint32), 'pos': words[624]}}

    @state.setter
    def state(self, value):
        if isinstance(value, tuple):
            if value[0] != 'MT19937' or len(value) not in (3, 5):
                raise ValueError('state is not a legacy MT19937 state')
            value = {'bit_generator': 'MT19937', 'state': {'key': value[1], 'pos': value[2]}}
        self._check_state(value)
        s = value['state']
        self._set([int(x) & _M32 for x in s['key']] + [int(s['pos'])], 0, 0, 0, 0.0)

    def jumped(self, jumps=1):
        """A generator whose state is that after jumps * 2 ** 128 draws."""
        from numpy._mt_jump import jump
        words = self._get()[0]
        key, at = words[:624], words[624]
        for _ in range(int(jumps)):
            window, at = jump(key, at)
            split = 624 - at
            key = [int(w) for w in window[split:]] + [int(w) for w in window[:split]]
        other = type(self)()
        other._set([int(w) for w in key] + [at], 0, 0, 0, 0.0)
        return other


def _mixed(pair):
    return pair[0] | pair[1] << 64


class PCG64(BitGenerator):
    """PCG XSL RR 128/64."""

    _kind = 1
    _n_words = 8
    _mult = 0x2360ED051FC65DA44385DF649FCCF645

    @property
    def state(self):
        w, has, u, _, _ = self._get()
        return {'bit_generator': type(self).__name__, 'state': {'state': _mixed(w[:2]), 'inc': _mixed(w[2:])},
                'has_uint32': has, 'uinteger': u}

    @state.setter
    def state(self, value):
        self._check_state(value)
        s, i = value['state']['state'], value['state']['inc']
        self._set([s & _M64, s >> 64, i & _M64, i >> 64], value['has_uint32'], value['uinteger'], 0, 0.0)

    def advance(self, delta, /):
        """Moves the state as if delta draws had been made."""
        delta &= _M128
        st = self.state
        mult, plus, acc_mult, acc_plus = self._mult, st['state']['inc'], 1, 0
        while delta:
            if delta & 1:
                acc_mult = acc_mult * mult & _M128
                acc_plus = (acc_plus * mult + plus) & _M128
            plus = (mult + 1) * plus & _M128
            mult = mult * mult & _M128
            delta >>= 1
        st['state']['state'] = (acc_mult * st['state']['state'] + acc_plus) & _M128
        st['has_uint32'] = st['uinteger'] = 0
        self.state = st
        return self

    def jumped(self, jumps=1):
        other = type(self)(self._seed_seq)
        other.state = self.state
        return other.advance(0x9e3779b97f4a7c15f39cc0605cedc835 * int(jumps))


class PCG64DXSM(PCG64):
    """PCG with the DXSM output and a cheap multiplier."""

    _kind = 2
    _mult = 0xda942042e4dd58b5


class SFC64(BitGenerator):
    """Small Fast Chaotic generator."""

    _kind = 3
    _n_words = 6

    @property
    def state(self):
        w, has, u, _, _ = self._get()
        return {'bit_generator': type(self).__name__, 'state': {'state': np.array(w, dtype=np.uint64)}, 'has_uint32': has,
                'uinteger': u}

    @state.setter
    def state(self, value):
        self._check_state(value)
        self._set([int(x) for x in value['state']['state']], value['has_uint32'], value['uinteger'], 0, 0.0)


class Philox(BitGenerator):
    """Philox 4x64-10, a counter with a key."""

    _kind = 4
    _n_words = 4

    def __init__(self, seed=None, counter=None, key=None):
        if seed is not None and key is not None:
            raise ValueError('seed and key cannot be both used')
        if key is None:
            super().__init__(seed)
            w = self._get()[0]
        else:
            self._seed_seq = None
            self._seed(4, [0] * 4)
            w = self._get()[0]
            w[4:6] = self._split(key, 2)
        if counter is not None:
            w[:4] = self._split(counter, 4)
        self._set(w, 0, 0, 0, 0.0)

    @staticmethod
    def _split(x, n):
        what = 'counter' if n == 4 else 'key'
        if isinstance(x, (int, np.integer)):
            if not 0 <= x < 2 ** (64 * n):
                raise ValueError(f'{what} must be positive and less than 2**{64 * n}.')
            return [int(x) >> 64 * i & _M64 for i in range(n)]
        return [int(v) for v in x]

    @property
    def state(self):
        w, has, u, _, _ = self._get()
        return {'bit_generator': type(self).__name__,
                'state': {'counter': np.array(w[:4], dtype=np.uint64), 'key': np.array(w[4:6], dtype=np.uint64)},
                'buffer': np.array(w[6:10], dtype=np.uint64), 'buffer_pos': w[10], 'has_uint32': has, 'uinteger': u}

    @state.setter
    def state(self, value):
        self._check_state(value)
        s = value['state']
        w = [int(x) for part in (s['counter'], s['key'], value['buffer']) for x in part] + [int(value['buffer_pos'])]
        self._set(w, value['has_uint32'], value['uinteger'], 0, 0.0)

    def advance(self, delta, /):
        w = self._get()[0]
        n = sum(x << 64 * i for i, x in enumerate(w[:4])) + delta
        w[:4] = [n >> 64 * i & _M64 for i in range(4)]
        w[10] = 4
        self._set(w, 0, 0, 0, 0.0)
        return self

    def jumped(self, jumps=1):
        other = type(self)(key=0)
        other.state = self.state
        return other.advance(int(jumps) << 128)


class RandomState(_LegacyStream):
    """The streams of numpy.random's functions, the same for a seed in every version."""

    _poisson_lam_max = _POISSON_LAM_MAX

    def __init__(self, seed=None):
        if seed is None:
            bits = MT19937()
        elif isinstance(seed, BitGenerator):
            bits = seed
        elif isinstance(seed, type) and issubclass(seed, BitGenerator):
            raise ValueError('Invalid bit generator. The bit generator must be instantized.')
        else:
            bits = MT19937.__new__(MT19937)
            bits._seed_seq = None
            bits._legacy_seeding(seed)
        self._attach(bits, True)

    def __repr__(self):
        return f'{self} at 0x{id(self):X}'

    def __str__(self):
        return f'{type(self).__name__}({type(self._bit_generator).__name__})'

    def __getstate__(self):
        return self.get_state(legacy=False)

    def __setstate__(self, state):
        self.set_state(state)

    def __reduce__(self):
        from numpy.random._pickle import reduce_state
        return reduce_state(self)

    def seed(self, seed=None):
        """Starts the stream of seed: None, an int below 2**32 or a sequence of such."""
        if not isinstance(self._bit_generator, MT19937):
            raise TypeError('can only re-seed a MT19937 BitGenerator')
        self._bit_generator._legacy_seeding(seed)

    def get_state(self, legacy=True):
        bits = self._bit_generator
        if legacy and not isinstance(bits, MT19937):
            _arguments.warn('get_state and legacy can only be used with the MT19937 BitGenerator. To silence this warning, set '
                            '`legacy` to False.')
        st = bits.state
        _, _, _, has_gauss, gauss = bits._get()
        if legacy and isinstance(bits, MT19937):
            return 'MT19937', st['state']['key'], st['state']['pos'], has_gauss, gauss
        st['has_gauss'] = has_gauss
        st['gauss'] = gauss
        return st

    def set_state(self, state, /):
        if isinstance(state, dict):
            if 'bit_generator' not in state or 'state' not in state:
                raise ValueError('state dictionary is not valid.')
            st = state
        else:
            if not isinstance(state, (tuple, list)):
                raise TypeError('state must be a dict or a tuple.')
            if state[0] != 'MT19937':
                raise ValueError('set_state can only be used with legacy MT19937 state instances.')
            st = {'bit_generator': state[0], 'state': {'key': state[1], 'pos': state[2]}}
            if len(state) > 3:
                st['has_gauss'] = state[3]
                st['gauss'] = state[4]
        bits = self._bit_generator
        bits.state = st
        words, has, u, _, _ = bits._get()
        bits._set(words, has, u, st.get('has_gauss', 0), st.get('gauss', 0.0))

    def random(self, size=None):
        """Floats in [0, 1)."""
        return self.random_sample(size)

    def randint(self, low, high=None, size=None, dtype=int):
        """Integers in [low, high), or [0, low)."""
        if dtype is int:
            return self._integers(low, high, size, 'int64', False, True)
        return self._integers(low, high, size, _arguments.integer_name(dtype, 'randint'), False, dtype is bool)

    def bytes(self, length, /):
        """Random bytes."""
        return self._bytes(length)

    def random_integers(self, low, high=None, size=None):
        if high is None:
            _arguments.warn(f'This function is deprecated. Please call randint(1, {low} + 1) instead', DeprecationWarning)
            high = low
            low = 1
        else:
            _arguments.warn(f'This function is deprecated. Please call randint({low}, {high} + 1) instead', DeprecationWarning)
        return self.randint(low, int(high) + 1, size=size, dtype='l')

    def shuffle(self, x, /):
        """Shuffles a list or an array along its first axis, in place."""
        if not self._shuffle(x):
            _arguments.swap_shuffle(self, x)

    def permutation(self, x, /):
        """A shuffled copy of x, or of range(x)."""
        if _arguments.is_integer_scalar(x):
            return self._permutation(x)
        arr = np.asarray(x)
        if arr.ndim < 1:
            raise IndexError('x must be an integer or at least 1-dimensional')
        if arr.ndim == 1:
            arr = np.array(arr)
            self.shuffle(arr)
            return arr
        return arr[self._permutation(arr.shape[0])]

    def choice(self, a, size=None, replace=True, p=None):
        """Draws from a, or from range(a), with or without replacement."""
        if not isinstance(a, int):
            a = np.array(a, copy=False)
        if isinstance(a, int) or a.ndim == 0:
            try:
                pop_size = _index(a) if isinstance(a, int) else _index(a.item())
            except TypeError:
                raise ValueError('a must be 1-dimensional or an integer') from None
            if pop_size <= 0 and (size is None or _arguments.count(_arguments.shape_of(size)) != 0):
                raise ValueError('a must be greater than 0 unless no samples are taken')
        elif a.ndim != 1:
            raise ValueError('a must be 1-dimensional')
        else:
            pop_size = a.shape[0]
            if pop_size == 0 and (size is None or _arguments.count(_arguments.shape_of(size)) != 0):
                raise ValueError("'a' cannot be empty unless no samples are taken")
        if p is not None:
            p = _arguments.check_probabilities(p, pop_size, True)
        is_scalar = size is None
        shape, n = _arguments.choice_size(size)
        if replace:
            if p is not None:
                cdf = p.cumsum()
                cdf /= cdf[-1]
                idx = cdf.searchsorted(self.random_sample(None if is_scalar else shape), side='right')
                idx = np.array(idx, copy=False)
            else:
                idx = self._integers(0, pop_size, size, 'int64', False, True) if n or is_scalar else np.zeros(shape, dtype=int)
        else:
            if n > pop_size:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            if n < 0:
                raise ValueError('negative dimensions are not allowed')
            if p is not None:
                idx = _arguments.weighted_without_replacement(self, p, n, shape)
            else:
                idx = self._permutation(pop_size)[:n]
                idx.shape = shape
        if is_scalar and isinstance(idx, np.ndarray):
            idx = idx.item(0)
        if isinstance(a, int) or a.ndim == 0:
            return idx
        return _arguments.picked(a, idx, is_scalar)

    def multinomial(self, n, pvals, size=None):
        n = _whole(n)
        p = _arguments.doubles(pvals, 0, 1)
        if p.ndim == 0:
            raise TypeError('pvals must be a 1-d sequence')
        return _arguments.multinomial(self, n, p, size, pvals)

    def dirichlet(self, alpha, size=None):
        return self._dirichlet(_arguments.dirichlet_alpha(alpha), None if size is None else _arguments.shape_of(size), False)

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8):
        mean, cov, shape = _arguments.normal_inputs(mean, cov, size)
        if check_valid not in ('warn', 'raise', 'ignore'):
            raise ValueError("check_valid must equal 'warn', 'raise', or 'ignore'")
        x = self.standard_normal(shape + (mean.shape[0],)).reshape(-1, mean.shape[0])
        cov = cov.astype(np.double)
        u, s, v = np.linalg.svd(cov)
        if check_valid != 'ignore':
            if not np.allclose(np.dot(v.T * s, v), cov, rtol=tol, atol=tol):
                if check_valid == 'raise':
                    raise ValueError('covariance is not symmetric positive-semidefinite.')
                _arguments.warn('covariance is not symmetric positive-semidefinite.')
        x = np.dot(x, np.sqrt(s)[:, None] * v)
        x += mean
        x.shape = shape + (mean.shape[0],)
        return x


_UNIFORM, _NORMAL, _EXPONENTIAL, _EXPONENTIAL_INV, _GAMMA = range(5)


class Generator(_Stream):
    """The present interface: distributions over any bit generator; default_rng() makes one."""

    _poisson_lam_max = _POISSON_LAM_MAX

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            if isinstance(bit_generator, type):
                raise ValueError('Invalid bit generator. The bit generator must be instantiated.')
            if not hasattr(bit_generator, 'capsule') and not isinstance(bit_generator, BitGenerator):
                raise AttributeError(f"'{type(bit_generator).__name__}' object has no attribute 'capsule'")
        self._attach(bit_generator, False)

    def __repr__(self):
        return f'{self} at 0x{id(self):X}'

    def __str__(self):
        return f'{type(self).__name__}({type(self._bit_generator).__name__})'

    def __getstate__(self):
        return self._bit_generator.state

    def __setstate__(self, state):
        self._bit_generator.state = state

    def __reduce__(self):
        from numpy.random._pickle import reduce_generator
        return reduce_generator(self)

    @property
    def bit_generator(self):
        return self._bit_generator

    def _floating(self, what, name, size, dtype, out, shape=None):
        d = np.dtype(dtype)
        if d.name not in ('float32', 'float64') or not d.isnative:
            raise TypeError(f'Unsupported dtype {d!r} for {name}')
        if out is None:
            return self._standard(what, size, d.name == 'float32', None, shape)
        self._standard(what, size, d.name == 'float32', _arguments.checked_out(out, d, size, what == _GAMMA), shape)
        return out

    def random(self, size=None, dtype=np.float64, out=None):
        """Floats in [0, 1)."""
        if dtype is np.float64 and out is None:
            return self._random_sample(size)
        return self._floating(_UNIFORM, 'random', size, dtype, out)

    def standard_normal(self, size=None, dtype=np.float64, out=None):
        if dtype is np.float64 and out is None:
            return super().standard_normal(size)
        return self._floating(_NORMAL, 'standard_normal', size, dtype, out)

    def standard_exponential(self, size=None, dtype=np.float64, method='zig', out=None):
        return self._floating(_EXPONENTIAL if method == 'zig' else _EXPONENTIAL_INV, 'standard_exponential', size, dtype, out)

    def standard_gamma(self, shape, size=None, dtype=np.float64, out=None):
        if dtype is np.float64 and out is None:
            return super().standard_gamma(shape, size)
        return self._floating(_GAMMA, 'standard_gamma', size, dtype, out, shape)

    def integers(self, low, high=None, size=None, dtype=np.int64, endpoint=False):
        """Integers in [low, high), or [0, low); endpoint includes the upper bound."""
        if dtype is np.int64:
            return self._integers(low, high, size, 'int64', bool(endpoint), False)
        return self._integers(low, high, size, _arguments.integer_name(dtype, 'integers'), bool(endpoint), dtype is int or dtype is bool)

    def bytes(self, length, /):
        """Random bytes."""
        return self._bytes(length)

    def hypergeometric(self, ngood, nbad, nsample, size=None):
        return self._hypergeometric0(ngood, nbad, nsample, size)

    def shuffle(self, x, axis=0):
        """Shuffles a list or an array along an axis, in place."""
        if isinstance(x, np.ndarray):
            if x.ndim == 0 and axis == 0:
                raise TypeError('len() of unsized object')
            axis = _normalize_axis(axis, x.ndim)
            if axis != 0:
                x = np.swapaxes(x, axis, 0)
            if not self._shuffle(x):
                _arguments.swap_shuffle(self, x)
        else:
            if axis != 0:
                raise NotImplementedError('Axis argument is only supported on ndarray objects')
            if not self._shuffle(x):
                _arguments.swap_shuffle(self, x)

    def permutation(self, x, axis=0):
        """A shuffled copy of x along an axis, or of range(x)."""
        if _arguments.is_integer_scalar(x):
            return self._permutation(x)
        arr = np.asarray(x)
        axis = _normalize_axis(axis, arr.ndim)
        if arr.ndim == 1:
            arr = np.array(arr)
            self.shuffle(arr)
            return arr
        return arr.take(self._permutation(arr.shape[axis]), axis=axis)

    def permuted(self, x, *, axis=None, out=None):
        """A copy of x in which the slices along axis are shuffled independently."""
        x = np.asarray(x)
        if axis is not None:
            axis = _normalize_axis(axis, x.ndim)
        elif x.ndim == 0:
            raise TypeError('len() of unsized object')
        if out is None:
            out = x.copy(order='K')
        else:
            if not isinstance(out, np.ndarray):
                raise TypeError('out must be a numpy array')
            if out.shape != x.shape:
                raise ValueError('out must have the same shape as x')
            np.copyto(out, x, casting='safe')
        if axis is None:
            if out.flags.f_contiguous:
                self._shuffle_line(out.T.reshape(-1))  # in the order of memory
            elif x.ndim > 1 and not out.flags.c_contiguous:
                flat = out.flatten()
                self._shuffle_line(flat)
                out[...] = flat.reshape(out.shape)
            else:
                self._shuffle_line(out.reshape(-1))
            return out
        moved = np.moveaxis(out, axis, -1)
        for i in _arguments.indices(moved.shape[:-1]):
            self._shuffle_line(moved[i])
        return out

    def _shuffle_line(self, x):
        if not self._shuffle(x):
            _arguments.swap_shuffle(self, x)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Draws from a along an axis, or from range(a), with or without replacement."""
        shuffle = bool(shuffle)
        whole = isinstance(a, int) or (isinstance(a, np.ndarray) and a.ndim == 0) or isinstance(a, np.integer)
        if not whole:
            if not hasattr(a, '__len__') or np.ndim(a) == 0:
                raise ValueError(f'a must be a sequence or an integer, not {type(a)}')
            a = np.asarray(a)
        is_scalar = size is None
        shape, n = _arguments.choice_size(size)
        if whole:
            pop_size = _index(a)
            if pop_size <= 0 and n != 0:
                raise ValueError('a must be a positive integer unless no samples are taken')
        else:
            pop_size = a.shape[axis]
            if pop_size == 0 and n != 0:
                raise ValueError('a cannot be empty unless no samples are taken')
        if p is not None:
            p = _arguments.check_probabilities(p, pop_size, False)
        if replace:
            if p is not None:
                cdf = p.cumsum()
                cdf /= cdf[-1]
                idx = np.array(cdf.searchsorted(self._random_sample(None if is_scalar else shape), side='right'), copy=False)
                idx = idx.astype(np.int64, copy=False)
            else:
                idx = self._integers(0, pop_size, size, 'int64', False, True) if n else np.zeros(shape, dtype=np.int64)
        else:
            if n > pop_size:
                raise ValueError('Cannot take a larger sample than population when replace is False')
            if n < 0:
                raise ValueError('negative dimensions are not allowed')
            if p is not None:
                idx = _arguments.weighted_without_replacement(self, p, n, shape)
            else:
                idx = self._sample(pop_size, n, shuffle)
                idx.shape = shape
        if is_scalar and isinstance(idx, np.ndarray):
            idx = idx.item(0)
        if whole:
            return idx
        return _arguments.picked(a, idx, is_scalar, axis)

    def multinomial(self, n, pvals, size=None):
        given, n_arr, pvals = pvals, _array_as(n, 'i8'), _array_as(pvals, 'f8')
        if pvals.ndim == 0 or pvals.shape[-1] == 0:
            raise ValueError('pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.')
        if pvals.ndim == 1 and n_arr.ndim == 0:
            return _arguments.multinomial(self, n_arr[()], pvals, size, given)
        lines = np.empty(pvals.shape[:-1], 'i1')
        if size is None:
            shape = np.broadcast(n_arr, lines).shape
        else:
            want = _arguments.shape_of(size)
            shape = np.broadcast(n_arr, lines, np.empty(want, 'i1')).shape
            if shape != want:
                raise ValueError(f'Output size {want} is not compatible with broadcast dimensions of inputs {shape}.')
        n_all = np.broadcast_to(n_arr, shape)
        p_all = np.broadcast_to(pvals, shape + pvals.shape[-1:])
        out = np.zeros(shape + pvals.shape[-1:], dtype=np.int64)
        for i in _arguments.indices(shape):
            out[i] = _arguments.multinomial(self, n_all[i], p_all[i], None)
        return out

    def dirichlet(self, alpha, size=None):
        alpha = _arguments.dirichlet_alpha(alpha)
        size = None if size is None else _arguments.shape_of(size)
        return self._dirichlet(alpha, size, len(alpha) > 0 and bool(alpha.max() < 0.1))

    def multivariate_hypergeometric(self, colors, nsample, size=None, method='marginals'):
        """Counts of each colour among nsample drawn without replacement."""
        if method not in ('count', 'marginals'):
            raise ValueError("method must be \"count\" or \"marginals\".")
        try:
            nsample = _index(nsample)
        except TypeError:
            raise ValueError('nsample must be an integer') from None
        if nsample < 0:
            raise ValueError('nsample must be nonnegative.')
        try:
            colors = np.asarray(colors)
        except ValueError:
            colors = np.empty(0, dtype=object).reshape(0, 0)
        counts = colors.tolist() if colors.ndim == 1 and (colors.dtype.kind in 'iu' or not colors.size) else None
        if counts is None or any(c < 0 for c in counts):
            raise ValueError('colors must be a one-dimensional sequence of nonnegative integers not exceeding 9223372036854775807.')
        total = sum(counts)
        if total > 2 ** 63 - 1:
            raise ValueError(f'sum(colors) must not exceed the maximum value of a 64 bit signed integer ({2 ** 63 - 1})')
        if method == 'count' and total > (2 ** 63 - 1) // 8:
            raise ValueError(f"When method is 'count', sum(colors) must not exceed {(2 ** 63 - 1) // 8}")
        if method == 'marginals' and total >= 1000000000:
            raise ValueError('When method is "marginals", sum(colors) must be less than 1000000000.')
        if nsample > total:
            raise ValueError('nsample > sum(colors)')
        shape = _arguments.rows_shape(size)
        out = np.zeros(shape + (len(counts),), dtype=np.int64)
        more = nsample > total // 2
        k = total - nsample if more else nsample
        pool = [i for i, c in enumerate(counts) for _ in range(c)] if method == 'count' else None
        for i in _arguments.indices(shape):
            row = self._count_colours(pool, total, k, len(counts)) if pool is not None else self._marginals(counts, total, k)
            out[i] = [c - r for c, r in zip(counts, row)] if more else row
        return out

    def _marginals(self, counts, total, left):
        row = [0] * len(counts)
        for j in range(len(counts) - 1):
            if left <= 0:
                break
            total -= counts[j]
            row[j] = self._hypergeometric0(counts[j], total, left)
            left -= row[j]
        if left > 0:
            row[-1] = left
        return row

    def _count_colours(self, pool, total, n, n_colours):
        row = [0] * n_colours
        for j in range(n):
            k = j + self._interval(total - j - 1)
            pool[j], pool[k] = pool[k], pool[j]
            row[pool[j]] += 1
        return row

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8, *, method='svd'):
        if method not in ('eigh', 'svd', 'cholesky'):
            raise ValueError("method must be one of {'eigh', 'svd', 'cholesky'}")
        if 'c' in (np.array(mean).dtype.kind, np.array(cov).dtype.kind):
            raise TypeError('mean and cov must not be complex')
        mean, cov, shape = _arguments.normal_inputs(mean, cov, size)
        if check_valid not in ('warn', 'raise', 'ignore'):
            raise ValueError("check_valid must equal 'warn', 'raise', or 'ignore'")
        x = super().standard_normal(shape + (mean.shape[0],)).reshape(-1, mean.shape[0])
        cov = cov.astype(np.double)
        if method == 'svd':
            u, s, vh = np.linalg.svd(cov)
        elif method == 'eigh':
            s, u = np.linalg.eigh(cov)
        else:
            low = np.linalg.cholesky(cov)
        if method == 'eigh' and np.any(s < -tol):
            if check_valid == 'raise':
                raise ValueError('covariance is not symmetric positive-semidefinite.')
            if check_valid == 'warn':
                _arguments.warn('covariance is not symmetric positive-semidefinite.')
        elif method == 'svd' and check_valid != 'ignore':
            if not np.allclose(np.dot(vh.T * s, vh), cov, rtol=tol, atol=tol):
                if check_valid == 'raise':
                    raise ValueError('covariance is not symmetric positive-semidefinite.')
                _arguments.warn('covariance is not symmetric positive-semidefinite.')
        factor = low if method == 'cholesky' else u * np.sqrt(abs(s) if method == 'eigh' else s)
        x = mean + x @ factor.T
        x.shape = shape + (mean.shape[0],)
        return x


for _cls, _where in ((RandomState, 'mtrand'), (Generator, '_generator'), (MT19937, '_mt19937'), (PCG64, '_pcg64'),
                     (PCG64DXSM, '_pcg64'), (SFC64, '_sfc64'), (Philox, '_philox'), (SeedSequence, 'bit_generator'),
                     (BitGenerator, 'bit_generator')):
    _cls.__module__ = 'numpy.random.' + _where
    _as_native(_cls, 'cython')


def default_rng(seed=None):
    """A Generator over PCG64 started from seed."""
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    if isinstance(seed, Generator):
        return seed
    return Generator(PCG64(seed))


default_rng = _as_native(default_rng, 'cython')

_rand = RandomState()
mtrand = _sys.modules[__name__]  # the name that holds RandomState in NumPy
beta = _rand.beta
binomial = _rand.binomial
bytes = _rand.bytes
chisquare = _rand.chisquare
choice = _rand.choice
dirichlet = _rand.dirichlet
exponential = _rand.exponential
f = _rand.f
gamma = _rand.gamma
geometric = _rand.geometric
get_state = _rand.get_state


def get_bit_generator():
    """The source of the functions of this module."""
    return _rand._bit_generator


def set_bit_generator(bitgen, /):
    """Draws from another source from now on."""
    if not isinstance(bitgen, BitGenerator):
        raise AttributeError(f"'{type(bitgen).__name__}' object has no attribute 'capsule'")
    _rand._attach(bitgen, True)


gumbel = _rand.gumbel
hypergeometric = _rand.hypergeometric
laplace = _rand.laplace
logistic = _rand.logistic
lognormal = _rand.lognormal
logseries = _rand.logseries
multinomial = _rand.multinomial
multivariate_normal = _rand.multivariate_normal
negative_binomial = _rand.negative_binomial
noncentral_chisquare = _rand.noncentral_chisquare
noncentral_f = _rand.noncentral_f
normal = _rand.normal
pareto = _rand.pareto
permutation = _rand.permutation
poisson = _rand.poisson
power = _rand.power
rand = _rand.rand
randint = _rand.randint
randn = _rand.randn
random = _rand.random
random_integers = _rand.random_integers
random_sample = ranf = sample = _rand.random_sample
rayleigh = _rand.rayleigh


def seed(seed=None):
    """Starts the stream anew."""
    bits = _rand._bit_generator
    if isinstance(bits, MT19937):
        _rand.seed(seed)
    else:
        bits.state = type(bits)(seed).state


set_state = _rand.set_state
shuffle = _rand.shuffle
standard_cauchy = _rand.standard_cauchy
standard_exponential = _rand.standard_exponential
standard_gamma = _rand.standard_gamma
standard_normal = _rand.standard_normal
standard_t = _rand.standard_t
triangular = _rand.triangular
uniform = _rand.uniform
vonmises = _rand.vonmises
wald = _rand.wald
weibull = _rand.weibull
zipf = _rand.zipf


__getattr__ = _not_built.of(__name__, ('bit_generator',))
