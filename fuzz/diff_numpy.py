"""Random programs through Kukri and NumPy: every difference in what they print is a bug (see diff_tensor.py).

usage: diff_numpy.py KUKRI PYTHON [--seed N] [--count M] [--jobs J] [--topics unary,indexing,...] [--examples K]

PYTHON must have NumPy. Each statement stands alone and prints its result with dtype, memory order and text, its
warnings or its error, so that a difference names the expression that caused it.
"""
import pathlib
import re
import warnings

import diff_tensor
from numpy_topics import Topics

warnings.simplefilter('ignore')  # of programs that are compiled to see whether they are ones
PRELUDE = (pathlib.Path(__file__).parent.parent / 'tests/numpy/regress/_programs.py').read_text() + r'''
import re
np.set_printoptions(suppress=False)
_NUMBER = re.compile(r'(?<![\w.])[-+]?\d[\d.]*(?:e[-+]?\d+)?')
def show(seed, number, tag, f):
    text = re.sub(' at 0x[0-9a-f]+', '', outcome(f))
    ends = [m.end() for m in _NUMBER.finditer(text)]  # counted in numbers: another last digit does not move the end
    _write('\x1e%d %d %s\x1f%s\n' % (seed, number, tag, text[:ends[200] if len(ends) > 200 else 4000]))
'''

# NumPy picks its loops by the processor. Those for AVX-512 multiply complex numbers in one step and add floats in another
# order, which moves last digits and what they warn of; Kukri follows the loops that every processor has.
MACHINE = {'NPY_DISABLE_CPU_FEATURES': 'AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL'}

INTS = ['i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8']
FLOATS = ['f2', 'f4', 'f8']
COMPLEX = ['c8', 'c16']
REAL = ['f8'] * 4 + ['f4', 'f2', 'i8', 'i8', 'i4', 'u1', 'i1', '?', 'u4', 'u8', 'i2', 'u2']
NUMBERS = REAL + ['c16', 'c8']
RECORDS = ["[('a','i4'),('b','f8')]", "[('x','i2'),('s','U3')]", "[('p','f4',(2,)),('q','u1')]"]
SHAPES = ['(3,)', '(2, 3)', '(4, 1)', '()', '(2, 1, 3)', '(1, 4, 3)', '(3, 2)', '(0, 3)', '(2, 2, 2)', '(5,)', '(0,)', '(1,)', '(3, 3)', '(12,)']
UNARY = ('negative positive absolute fabs rint sign conjugate exp exp2 log log2 log10 expm1 log1p sqrt square cbrt reciprocal sin cos tan arcsin arccos arctan sinh '
         'cosh tanh arcsinh arccosh arctanh degrees radians deg2rad rad2deg invert logical_not isfinite isinf isnan signbit spacing floor ceil trunc isneginf isposinf '
         'iscomplex isreal real imag angle nan_to_num fix sinc i0 real_if_close').split()
BINARY = ('add subtract multiply divide true_divide floor_divide remainder mod fmod power float_power maximum minimum fmax fmin arctan2 hypot copysign nextafter '
          'logaddexp logaddexp2 heaviside gcd lcm bitwise_and bitwise_or bitwise_xor left_shift right_shift greater greater_equal less less_equal equal not_equal '
          'logical_and logical_or logical_xor ldexp').split()
OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '<', '<=', '==', '!=', '>', '>=', '&', '|', '^', '<<', '>>', '@']
SCALARS = ['2', '3', '-1', '0', '0.5', 'True', '-3', '2.5', '300', '1e10', '1j', 'np.float32(1.5)', 'np.int8(3)', 'np.uint8(200)', 'np.float16(2)', 'np.int64(-2)', 'np.bool_(True)',
           'np.nan', 'np.inf', 'np.complex64(1+2j)', '70000', '-1.0', 'np.array(3)', 'np.array(2.5, "f4")', '[1, 2, 3]', '1 << 40', '"a"']
REDUCE = ('sum prod max min mean std var any all argmax argmin ptp cumsum cumprod median average nansum nanprod nanmax nanmin nanmean nanstd nanvar nanargmax '
          'nanargmin nanmedian nancumsum nancumprod count_nonzero amax amin').split()
AXES = ['None', '0', '-1', '1', '(0, 1)', '(-1, 0)', '2', '()', '(0, 0)', '-3']
INDEX = ['0', '-1', '1', '5', ':', '1:', ':-1', '::2', '::-1', '-2::-1', 'None', '...', 'np.array([0, 1])', 'np.array([[0], [1]])', '[1, 0]', '[0]', 'True', 'False', '[True, False, True]',
         'np.array([True, False])', 'np.array(1)', '2:1', 'slice(None, None, 3)', '[]', 'np.array([-1, 0], "i1")', 'np.int64(1)', '1.0', '"a"', 'np.uint8(1)', '[[True, False, True]]', '(0, 1)', '-4']


class Program(Topics, diff_tensor.Program):
    UNARY, BINARY, OPERATORS, SCALARS, NUMBERS = UNARY, BINARY, OPERATORS, SCALARS, NUMBERS

    def line(self, expression):
        expression = self.whole(expression)
        found = re.search(r'np\.(?!array|inf|nan|int|float|uint|bool_|complex)([a-z_0-9.]+)\(|\)\.([a-z_]+)', expression)
        self.add(f"{self.topic} {found and (found[1] or found[2]) or ''}", expression)

    def some(self, chance):
        return self.r.random() < chance

    def array(self, kinds=NUMBERS, shapes=SHAPES, special=0.15, layout=0.3):
        shape, kind = self.pick(shapes), self.pick(kinds)
        k = self.pick([7, 8]) if self.some(special) else self.r.randrange(7)
        lay = self.pick('FTRSNB') if self.some(layout) and shape != '()' else 'C'
        kind = kind if kind.startswith('[') else repr(kind)
        return f'A({shape}, {kind}, {k}' + (f", '{lay}')" if lay != 'C' else ')')

    def finite(self, x):
        """x without nan and inf: OpenBLAS multiplies them by zeros of its own, as its kernels for the machine are built
        (np.dot([inf, 1], [2-1j, 3]) is nan-infj, where the products are inf-infj and 3)."""
        return re.sub(r', [78](?=[,)])', ', 1', x)

    def whole(self, expression):
        """expression without nan and inf where complex numbers are multiplied: with AVX-512 NumPy adds up two of the four
        products in one step, in which inf * 0 + nan is no event, and reports another number of invalid values than without
        (np.multiply(A((2, 1, 3), 'c16', 7), np.nan) warns only under NPY_DISABLE_CPU_FEATURES=AVX512F); and where the divisors
        of objects are looked for, which never ends with nan."""
        product = re.search(r'multiply|cross|kron|outer|prod| \*=? |\'\*=\'', expression)
        endless = re.search(r'\b(gcd|lcm)\b', expression) and re.search(r"'O'|object", expression)
        if endless or product and re.search(r"'c8'|'c16'|complex|1j", expression):
            expression = re.sub(r'np\.nan(?!\w)|np\.inf', '2', self.finite(expression))
        return expression

    def operand(self):
        return self.array() if self.some(0.7) else self.pick(SCALARS)

    def keywords(self, *groups):
        """Some of the keyword arguments, each group a list of choices."""
        return ''.join(', ' + self.pick(g) for g in groups if self.some(0.3))

    # --- element by element ---

    def unary(self):
        self.line(f'np.{self.pick(UNARY)}({self.operand() if self.some(0.2) else self.array()})')

    def binary(self):
        f = self.pick(BINARY)
        if self.some(0.5):
            self.line(f'np.{f}({self.operand()}, {self.operand()})')
        else:
            x, y = (self.array(), self.operand()) if self.some(0.6) else (self.operand(), self.array())
            op = self.pick(OPERATORS)
            self.line(f'{self.finite(x)} @ {self.finite(y)}' if op == '@' else f'{x} {op} {y}')

    def ufunc_keywords(self):
        f = self.pick(BINARY[:34] + UNARY[:42])
        shape = self.pick(["(3,)", "(2, 3)", "()"])
        x, y = self.array(shapes=[shape]), self.array(shapes=[shape])
        args = x if f in UNARY else f'{x}, {y}'
        words = self.keywords(["dtype='f4'", "dtype='f8'", "dtype=int", "dtype='c16'", 'dtype=bool'], ["casting='unsafe'", "casting='same_kind'", "casting='no'", "casting='bad'"],
                              [f"out=np.zeros({shape}, '{self.pick(NUMBERS)}')", f"out=(np.zeros({shape}),)", 'out=np.zeros((4, 4))', 'out=3'], ["order='F'", "order='C'"], ['subok=False'])
        if self.some(0.3):
            words += f", where={self.array(['?'], [shape, '(3,)'])}"
            if 'out=' not in words:
                words += f", out=np.ones({shape}, '{self.pick(REAL)}')"
        # The compiler turns four numbers at once into uint32, the rest one by one: np.array([np.nan] * 6).astype('u4')
        # holds 2147483648 four times and 0 twice.
        words = words.replace("'u4')", "'u8')")
        self.line(f'np.{f}({args}{words})')

    def ufunc_method(self):
        f, m = self.pick(BINARY[:37]), self.pick(['reduce', 'accumulate', 'outer', 'at', 'reduceat'])
        # With AVX-512 NumPy's vector loops of these read a running result that they overwrite:
        # np.arctan2.reduce([1., 2, 3]) is arctan2(1, 3) there, np.power.reduce(x) is x[0] ** x[-1].
        while m in ('reduce', 'reduceat') and f in ('arctan2', 'power', 'float_power'):
            f = self.pick(BINARY[:37])
        x = self.array(shapes=['(3,)', '(2, 3)', '(4,)', '(2, 3, 2)', '(0, 2)', '(6,)'])
        # Which of two errors numbers get depends on what was called before: after np.less_equal([True], [1.]) the message of
        # np.less_equal.reduce([1.]) is another.
        if m in ('reduce', 'accumulate', 'reduceat') and f in BINARY[-11:-1] and not f.startswith('logical'):
            x = self.array(['?'], ['(3,)', '(2, 3)', '(2, 3, 2)'])
        if m == 'reduce':
            w = self.keywords(['axis=' + self.pick(AXES)], ['keepdims=True'], ["dtype='f8'", "dtype='f4'", "dtype='i8'"], ['initial=2', 'initial=None', 'initial=0.5'])
            if self.some(0.15):
                w += ', where=' + self.array(['?'], ['(3,)', '()', '(2, 3)'])
            self.line(f'np.{f}.reduce({x}{w})')
        elif m == 'accumulate':
            self.line(f"np.{f}.accumulate({x}{self.keywords(['axis=' + self.pick(AXES)], ['dtype=float', 'dtype=complex'])})")
        elif m == 'outer':
            self.line(f'np.{f}.outer({x}, {self.operand()})')
        elif m == 'at':
            # at writes single elements of read-only arrays, and fails in the memory of others (a fault of signal 11)
            x = x.replace(", 'B')", ')')
            self.line(f"after({x}, lambda x: np.{f}.at(x, {self.index(1)}, {self.pick(['1', '2', '[1, 2]', '0.5'])}))")
        else:
            self.line(f"np.{f}.reduceat({x}, {self.pick(['[0, 1]', '[0, 2, 1]', '[0, 0]', '[1]', '[0, 9]', '[-1, 0]'])}{self.keywords(['axis=' + self.pick(AXES)])})")

    def augmented(self):
        self.line(f"augmented({self.array()}, '{self.pick(OPERATORS[:7] + OPERATORS[13:18])}=', {self.operand()})")

    def modf(self):
        f = self.pick(['modf', 'frexp', 'divmod', 'clip', 'clip', 'round', 'around', 'isclose', 'allclose', 'array_equal', 'where', 'select', 'piecewise', 'interp', 'unwrap', 'diff', 'ediff1d',
                       'gradient', 'trapz', 'cross', 'convolve', 'correlate', 'nan_to_num', 'digitize', 'bincount', 'copysign', 'float_power', 'array_equiv', 'isin', 'polyval', 'vander'])
        x, y = self.array(), self.array()
        calls = {'modf': x, 'frexp': x, 'divmod': f'{x}, {self.operand()}', 'clip': f"{x}, {self.pick(SCALARS)}, {self.pick(SCALARS)}", 'round': x + self.pick(['', ', 1', ', -1', ', 2', ', decimals=0']),
                 'around': x + self.pick(['', ', 1', ', -1']), 'isclose': f'{x}, {self.operand()}', 'allclose': f'{x}, {y}', 'array_equal': f'{x}, {self.operand()}', 'array_equiv': f'{x}, {y}',
                 'where': f"{self.array(['?', 'f8'])}, {self.operand()}, {self.operand()}", 'select': f"[{x} > 0, {x} < 0], [{x}, {self.pick(SCALARS)}]" + self.pick(['', ', 5', ', default=0.5']),
                 'piecewise': f'{x}, [{x} > 0], [{self.pick(SCALARS[:8])}, lambda v: v * 2]', 'interp': f"{self.array(REAL)}, [0, 1, 2], {self.pick(['[3., 1, 4]', '[1, 2, 3]', '[1j, 2, 3]', '[1, 2]'])}" + self.keywords(['left=-1'], ['right=9'], ['period=3']),
                 'unwrap': x, 'diff': x + self.keywords(['n=2', 'n=0', 'n=-1'], ['axis=0', 'axis=-1'], ['prepend=0'], ['append=[[1]]', 'append=1']), 'ediff1d': x + self.keywords(['to_begin=1'], ['to_end=[1, 2]']),
                 'gradient': x + self.pick(['', ', 2', ', edge_order=2', ', axis=0', ', 2., 3.']), 'trapz': f'{x}{self.keywords(["dx=2"], ["axis=0"])}', 'cross': f"{self.array(shapes=['(3,)', '(2, 3)', '(2,)'])}, {self.array(shapes=['(3,)', '(2, 3)', '(2,)'])}",
                 'convolve': self.finite(f"{self.array(shapes=['(3,)', '(5,)', '(0,)'])}, {self.array(shapes=['(3,)', '(2,)'])}") + self.pick(['', ", 'same'", ", 'valid'", ", 'x'"]),
                 'correlate': self.finite(f"{self.array(shapes=['(3,)', '(5,)', '(2, 3)'])}, {self.array(shapes=['(3,)', '(2,)'])}") + self.pick(['', ", 'same'", ", 'full'"]), 'nan_to_num': f'{x}{self.keywords(["nan=1"], ["posinf=5"], ["neginf=-5"], ["copy=False"])}',
                 'digitize': f"{self.array(REAL)}, {self.pick(['[0, 1, 2]', '[1., 0, -1]', '[0, 2, 1]', '[]'])}" + self.pick(['', ', right=True']), 'bincount': f"{self.array(INTS + ['f8', '?'])}" + self.keywords(['weights=[1, 2, .5]'], ['minlength=4', 'minlength=-1']),
                 'copysign': f'{x}, {y}', 'float_power': f'{x}, {self.operand()}', 'isin': f'{x}, {self.operand()}' + self.pick(['', ', invert=True']), 'polyval': f'[1, 2.5, -1], {x}', 'vander': f"{x}{self.keywords(['N=2'], ['increasing=True'])}"}
        self.line(f'np.{f}({calls[f]})' if f != 'divmod' or self.some(0.5) else f'divmod({calls[f]})')

    # --- reductions ---

    def reduction(self):
        f = self.pick(REDUCE)
        words = self.keywords(['axis=' + self.pick(AXES)], ['keepdims=True'])
        if f in ('sum', 'prod', 'mean', 'std', 'var', 'cumsum', 'cumprod', 'nansum', 'nanmean'):
            words += self.keywords(["dtype='f4'", 'dtype=float', 'dtype=int', "dtype='f2'", 'dtype=complex'])
        if f in ('sum', 'prod', 'max', 'min', 'amax', 'nansum') and self.some(0.2):
            words += ', initial=' + self.pick(['0', '2', '-1.5', '100'])
        if f in ('sum', 'prod', 'mean', 'max', 'any', 'all', 'std', 'nansum') and self.some(0.15):
            words += ', where=' + self.array(['?'], ['(3,)', '()', '(2, 3)', '(1,)'])
        if f in ('std', 'var', 'nanstd', 'nanvar'):
            words += self.keywords(['ddof=1', 'ddof=9'])
        if self.some(0.12):
            words += f", out=np.zeros({self.pick(['()', '(3,)', '(2,)', '(2, 3)'])}, '{self.pick(NUMBERS)}')"
        x = self.array(special=0.3)
        if self.some(0.3) and not f.startswith('nan') and f not in ('median', 'average', 'count_nonzero', 'amax', 'amin'):
            self.line(f"{x}.{f}({words[2:]})")
        else:
            self.line(f'np.{f}({x}{words})')

    def quantile(self):
        f = self.pick(['percentile', 'quantile', 'nanpercentile', 'nanquantile'])
        q = self.pick(['50', '[25, 75]', '0', '100', '33.3', '101', '[[10], [90]]']) if 'percentile' in f else self.pick(['0.5', '[0.25, 0.75]', '0', '1', '0.333', '-0.1', '[[0.1], [0.9]]'])
        method = self.pick(['linear', 'lower', 'higher', 'midpoint', 'nearest', 'inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen', 'weibull',
                            'median_unbiased', 'normal_unbiased', 'bad'])
        self.line(f"np.{f}({self.array(special=0.3)}, {q}{self.keywords(['axis=' + self.pick(AXES)], ['keepdims=True'])}" + (f", method='{method}'" if self.some(0.6) else '') + ')')

    def histogram(self):
        x = self.array(REAL, special=0.05)
        bins = self.pick(['3', '[0, 1, 2]', "'auto'", "'sturges'", "'fd'", '5', '[-1, 0, 0.5, 1]', '0', '[1, 0]', "'doane'", "'scott'", "'rice'", "'sqrt'", "'stone'"])
        if bins == "'doane'":  # AVX-512 cubes -1.6867 and 1.6867 to other last digits: a skewness of 0 is one of 1e-7
            x = x.replace("'f4'", "'f8'")
        kind = self.r.randrange(4)
        words = self.keywords(['range=(-1, 1)', 'range=(0, 5)', 'range=(1, 0)'], ['density=True'])
        if kind < 2:
            self.line(f'np.histogram({x}, {bins}{words}' + (f', weights={x}' if self.some(0.2) else '') + ')')
        elif kind == 2:
            self.line(f"np.histogram2d(A((5,), 'f8', 1), A((5,), 'f8', {self.r.randrange(5)}), bins={self.pick(['2', '[2, 3]', '[[0, 1], 2]'])})")
        else:
            self.line(self.pick([f"np.histogramdd(A((4, 2), 'f8', 2), bins={self.pick(['2', '(2, 3)'])})", f'np.histogram_bin_edges({x}, {bins})']))

    # --- indexing ---

    def index(self, most=3):
        n = self.r.randrange(1, most + 1)
        text = ', '.join(self.pick(INDEX) for _ in range(n))
        if ':' in text.replace('lambda:', '') or text == '...':
            return 'np.s_[' + text + ']'
        return text if n == 1 else f'({text})'

    def indexing(self):
        kinds = NUMBERS + ['U3', 'S2', 'O'] + RECORDS
        x = self.array(kinds, ['(3,)', '(2, 3)', '(3, 2, 3)', '(3, 3, 2)', '()', '(2, 3)'], special=0.05)
        key = self.index()
        if self.some(0.5):
            self.line(f'{x}[{key}]')
        else:
            value = self.pick(['7', '0.5', '[1, 2]', 'np.ones(3)', 'np.array(3)', 'True', '[[1], [2]]', '1e20', '-1', '"xyz"', '300', 'None', '1j', 'np.float32(2.5)', '[1, 2, 3]', 'np.zeros((2, 3))', 'np.nan'])
            self.line(f'setting({x}, {key}, {value})')

    def picking(self):
        x = self.array(NUMBERS + ['U3', 'O'], special=0.05)
        axis = self.pick(['', ', 0', ', axis=-1', ', axis=None', ', axis=1', ', axis=5'])
        ix = self.pick(['[0, 1]', '0', '[[0], [1]]', '[]', '[-1, 2]', '[5]', 'np.array([1, 0])', '1.5', '[True, False]'])
        mode = self.pick(['', '', ", mode='wrap'", ", mode='clip'", ", mode='raise'"])
        self.line(self.pick([f'np.take({x}, {ix}{axis}{mode})', f'{x}.take({ix}{axis}{mode})', f'np.compress([True, False, True], {x}{axis})', f"np.extract(A((3,), '?', 1), {x})",
                             f'np.delete({x}, {ix}{axis})', f'np.insert({x}, {ix}, {self.pick(SCALARS[:20])}{axis})', f'np.append({x}, {self.operand()}{axis})', f'np.repeat({x}, {self.pick(["2", "[1, 2, 0]", "0", "-1", "[2]"])}{axis})',
                             f'after({x}, lambda x: np.put(x, {ix}, {self.pick(SCALARS[:12])}))', f'after({x}, lambda x: np.place(x, x == x, [1, 2]))', f'after({x}, lambda x: np.putmask(x, x == x, [1, 2]))', f'after({x}, lambda x: np.fill_diagonal(x, {self.pick(["1", "[5, 6]", "2.5"])}))',
                             f'np.choose([0, 1, 0], [{x}, 3]{mode})', f'np.nonzero({x})', f'np.argwhere({x})', f'np.flatnonzero({x})', f'np.diagonal({x})', f'np.diag({x}{self.pick(["", ", 1", ", -1"])})', f'np.trace({x}{self.pick(["", ", 1", ", axis1=1, axis2=0"])})',
                             f'np.tril({x}{self.pick(["", ", 1", ", -1"])})', f'np.triu({x})', f'np.unravel_index({self.pick(["3", "[1, 2]", "7", "100"])}, (2, 3){self.pick(["", ", order=" + repr("F")])})', f'np.ravel_multi_index(([0, 1], [1, 2]), (2, 3){mode})',
                             'np.ix_([0, 1], [True, False, True])', 'np.indices((2, 2))', 'np.mgrid[0:2, 0:1:3j]', 'np.ogrid[0:2, :3]', 'np.r_[1:3, 0, [4, 5]]', 'np.c_[[1, 2], [3, 4]]', "np.r_['0,2', [1, 2], [3, 4]]", f'{x}.item({self.pick(["", "0", "-1", "(0, 1)", "7"])})',
                             f'{x}.flat[{self.pick(["0", "1:3", "[0, 1]", "::-1", "-1", "99"])}]', f'np.take_along_axis({x}, np.array([[0, 1]]), {self.pick(["0", "1", "-1", "None"])})']))

    # --- shape ---

    def shape(self):
        x = self.array(NUMBERS + ['U2', 'O'], special=0.02)
        args = {'reshape': ['-1', '(3, -1)', '(2, 3)', '(-1, -1)', '(1, -1)', '6', '-1, order="F"', '(0, 3)', '()'], 'ravel': ['', "'F'", "'A'", "'K'"], 'transpose': ['', '(1, 0)', '1, 0', '(0, 0)', '(2, 0, 1)'],
                'swapaxes': ['0, 1', '0, -1', '0, 5'], 'squeeze': ['', '0', '-1', 'axis=(0, 1)'], 'flatten': ['', "'F'"], 'copy': ['', "'F'", "'K'", "'A'"], 'resize': ['3, 2', '(2, 2)'], 'T': None, 'real': None, 'imag': None, 'strides': None,
                'nbytes': None, 'tolist': [''], 'tobytes': ['', "'F'"], 'view': ["'u1'", "'i8'", "'f4'", "np.matrix", "'i2'", "'c16'"], 'astype': [repr(k) for k in NUMBERS] + ["'U'", "'S5'", "'O'", "'f8', order='F'", "'i4', casting='safe'", "'f4', casting='same_kind'", "float, copy=False"],
                'sort': ['', '0', 'axis=-1', 'kind="stable"'], 'dot': ['[1, 2, 3]', '2'], 'byteswap': [''], 'conj': [''], 'repeat': ['2', '2, axis=0'], 'choose': ['[1, 2, 3]'], 'nonzero': [''], 'fill': ['3', '2.5'], 'round': ['', '1'],
                'searchsorted': ['1', '[0, 2]'], 'diagonal': ['', '1'], 'trace': [''], 'compress': ['[True, False]'], '__len__': [''], 'itemset': ['0, 3'], 'flags': None, 'ndim': None, '__format__': ["''", "'.2f'"], '__index__': [''], '__float__': [''],
                '__int__': [''], '__bool__': [''], '__complex__': ['']}
        name = self.pick(sorted(args))
        if name == 'tobytes' and "'O'" in x or name == 'byteswap' and "'U" in x:
            return  # addresses; swapped code points are no characters, and printing them fails in NumPy
        if args[name] is None:
            self.line(f'{x}.{name}')
        elif name in ('sort', 'resize', 'fill', 'itemset'):
            self.line(f'after({x}, lambda x: x.{name}({self.pick(args[name])}))')
        else:
            self.line(f'{x}.{name}({self.pick(args[name])})')

    def rearranging(self):
        # without np.pad(..., 'empty'), which shows memory that nothing was written to
        x, y = self.array(NUMBERS + ['U2'], special=0.02), self.array(NUMBERS + ['U2'], special=0.02)
        axis = self.pick(['', ', 0', ', axis=-1', ', axis=1', ', axis=None', ', axis=4'])
        self.line(self.pick([f'np.concatenate(({x}, {y}){axis})', f'np.concatenate(({x}, {x}){axis})', f'np.stack([{x}, {x}]{axis})', f'np.vstack([{x}, {y}])', f'np.hstack([{x}, {y}])', f'np.dstack([{x}, {y}])', f'np.column_stack([{x}, {x}])', f'np.block([[{x}, {x}]])',
                             f'np.split({x}, {self.pick(["2", "3", "[1]", "[1, 2]", "0"])}{axis})', f'np.array_split({x}, {self.pick(["2", "4", "[1, 5]"])}{axis})', f'np.hsplit({x}, 3)', f'np.vsplit({x}, 2)', f'np.tile({x}, {self.pick(["2", "(2, 1)", "(1, 2, 2)", "0"])})',
                             f'np.flip({x}{axis})', f'np.fliplr({x})', f'np.flipud({x})', f'np.rot90({x}{self.pick(["", ", 2", ", -1", ", axes=(0, 1)"])})', f'np.roll({x}, {self.pick(["1", "-2", "(1, 2)", "100"])}{axis})', f'np.moveaxis({x}, 0, -1)', f'np.rollaxis({x}, {self.pick(["0", "1", "-1", "2"])})',
                             f'np.expand_dims({x}, {self.pick(["0", "-1", "(0, 2)", "5"])})', f'np.squeeze({x}{axis})', f'np.atleast_1d({x})', f'np.atleast_2d({x})', f'np.atleast_3d({x})', f'np.broadcast_to({x}, {self.pick(["(2, 3)", "(3,)", "(4, 2, 3)", "(2, 2)"])})', f'np.broadcast_arrays({x}, {y})',
                             f'np.broadcast_shapes({self.pick(["(2, 1), (3,)", "(2,), (3,)", "(), (1, 0)"])})', f'np.pad({x}, {self.pick(["1", "(1, 2)", "((1, 0), (0, 2))", "-1"])}{self.pick(["", ", constant_values=5"])})',
                             f"np.pad({x}, {self.pick(['1', '(1, 2)', '3'])}, '{self.pick(['edge', 'reflect', 'symmetric', 'wrap', 'mean', 'maximum', 'minimum', 'median', 'linear_ramp'])}')" if self.some(0.6) else f"np.pad({x}, 2, 'reflect', reflect_type='odd')",
                             f'np.meshgrid({self.array(shapes=["(2,)", "(3,)"])}, [1, 2]{self.keywords(["indexing=" + repr("ij")], ["sparse=True"])})', f'np.resize({x}, {self.pick(["(2, 2)", "5", "(0,)", "(3, 4)"])})', f'np.trim_zeros([0, 0, 1, 2, 0])', f'np.kron({x}, {y})',
                             f'np.apply_along_axis(lambda v: v[::-1], 0, {x})', f'np.apply_over_axes(np.sum, {x}, [0])', f'np.lib.stride_tricks.sliding_window_view({x}, {self.pick(["2", "(2, 2)", "4"])})', f'np.diagflat({x})', f'np.shares_memory({x}, {y})', f'np.asfortranarray({x})', f'np.ascontiguousarray({x})',
                             f'np.require({x}, "f4", ["F"])', f'np.transpose({x}, {self.pick(["None", "(1, 0)", "(0, 1)"])})']))

    # --- order ---

    def ordering(self):
        x = self.array(NUMBERS + ['U3', 'S2'], special=0.25)
        axis = self.pick(['', ', 0', ', axis=-1', ', axis=None', ', axis=1', ', axis=3'])
        kind = self.pick(['', '', ", kind='stable'", ", kind='heapsort'", ", kind='x'"])
        sets = self.pick(['intersect1d', 'union1d', 'setdiff1d', 'setxor1d', 'in1d', 'isin'])
        self.line(self.pick([f'np.sort({x}{axis}{kind})', f'np.argsort({x}{axis}, kind="stable")', f'np.lexsort(({self.array(shapes=["(3,)"])}, {self.array(shapes=["(3,)"])}))', f'np.sort_complex({x})', f'np.msort({x})', f'np.sort(np.partition({x}, {self.pick(["0", "1", "[0, 1]", "-1"])}))',
                             f'np.searchsorted([-1, 0, 0.5, 1], {x}{self.pick(["", ", side=" + repr("right")])})', f"np.searchsorted(np.sort({self.array(REAL, ['(5,)', '(3,)'])}), {x})", f'np.unique({x}{self.keywords(["return_index=True"], ["return_inverse=True"], ["return_counts=True"], ["axis=0", "axis=1", "axis=-1"], ["equal_nan=False"])})',
                             f'np.{sets}({x}, {self.array(NUMBERS)})', f"np.{sets}({self.array(['U3'])}, ['bc', 'a1'])", f'np.intersect1d({x}, {x}, return_indices=True)', f'np.argmax({x}{axis})', f'np.argmin({x}{axis})', f'np.max({x}{axis})', f'np.bincount({self.array(["u1", "i8"], ["(5,)"])})',
                             f'np.cumsum({x}{axis})', f'np.median({x}{axis})', f"np.sort({self.array(RECORDS[:2], ['(4,)'])}, order={self.pick(['None', repr('b'), repr('x'), '[' + repr('a') + ']'])})", f'np.count_nonzero({x}{axis})', f'np.sort(np.argpartition({x}, 1))', f'np.maximum.reduce({x}{axis})']))

    # --- products, linear algebra, transforms ---

    def product(self):
        a, b = self.array(special=0.03), self.array(special=0.03)
        m = self.pick(['(2, 3)', '(3, 2)', '(3, 3)', '(3,)', '(2,)', '(2, 3, 2)', '()'])
        # which flags a product of nan or inf raises depends on how BLAS packs the blocks for the machine: with zeros
        # between, inf * 0 is invalid although the matrices hold no zero
        p, q = self.array(shapes=[m, '(3, 2)', '(3,)'], special=0), self.array(shapes=['(3, 2)', '(3,)', '(2, 3)', '(3, 3)'], special=0)
        spec = self.pick(['ij,jk', 'ij,jk->ik', 'ij->ji', 'ii', 'ii->i', 'ij,ij->', 'i,j->ij', '...j,j', 'ij->j', 'ij,kj->ik', 'i...->...', 'ij,jk,kl->il', 'ab,bc', 'ijk->', 'i,i', 'i->', ' ij , jk -> ik', 'ij,jk->ij k', 'i%j'])
        operands = ', '.join([p, q, q][:spec.count(',') + 1])
        self.line(self.pick([f'np.dot({p}, {q})', f'np.matmul({p}, {q})', f'{p} @ {q}', f'np.inner({p}, {q})', f'np.outer({a}, {b})', f'np.vdot({p}, {q})', f'np.tensordot({p}, {q}, {self.pick(["1", "0", "2", "([0], [0])", "(1, 0)", "[[0, 1], [0, 1]]"])})', f"np.einsum('{spec}', {operands})",
                             # the letters that an ellipsis stands for are taken from a set: messages differ from run to run
                             f"np.einsum('{spec}', {operands}{', optimize=True' if spec != '...j,j' else ''})", f"np.einsum({p}, [0, 1], {q}, [1, 2])", f'np.linalg.multi_dot([{p}, {q}])', f"np.einsum_path('ij,jk,kl->il', {p}, {q}, {q})", f'np.kron({p}, {q})', f"np.convolve([1, 2, 3], {q})", f'np.cov({p})', f'np.corrcoef({p})']))

    def linalg(self):
        square = self.pick(['(2, 2)', '(3, 3)', '(2, 3, 3)', '(3, 2)', '(0, 0)', '(1, 1)', '(3,)'])
        x = self.array(['f8', 'f8', 'f4', 'c16', 'i8', 'c8', '?', 'f2'], [square], special=0)  # LAPACK's flags for nan are the build's
        good = f"({x} + 3 * np.eye({square[-2] if square != '(3,)' else 3}))"
        x = self.pick([x, good, good])
        f = self.pick(['inv', 'det', 'slogdet', 'matrix_rank', 'norm', 'solve', 'matrix_power', 'pinv', 'eigvalsh', 'svd', 'cholesky', 'qr', 'cond', 'lstsq', 'eigvals', 'tensorinv', 'eigh', 'eig'])
        ord_ = self.pick(['', ', 1', ', 2', ', np.inf', ', "fro"', ', "nuc"', ', -1', ', 0', ', axis=0', ', axis=(0, 1)', ', axis=-1, keepdims=True', ', 3', ', "x"'])
        extra = {'norm': ord_, 'solve': ', ' + self.array(['f8', 'c16', 'i8'], ['(3,)', '(2,)', '(3, 2)', '(2, 3)'], special=0), 'matrix_power': self.pick([', 2', ', 0', ', -1', ', 3', ', 1.5']), 'svd': ', compute_uv=False', 'lstsq': ', [1., 2., 3.], rcond=None',
                 'cond': self.pick(['', ', 1', ', "fro"']), 'qr': self.pick([", 'r'", ", 'complete'", '', ", 'x'"])}.get(f, '')
        expression = f'np.linalg.{f}({x}{extra})'
        if f in ('eig', 'eigh'):
            expression = f'np.sort({expression}[0])'
        elif f == 'eigvals':
            expression = f'np.sort_complex(np.round({expression}, 6))'
        elif f == 'qr':
            expression = f'(lambda r: abs(r[1] if isinstance(r, tuple) else r))({expression})'
        self.line(expression)

    def fft(self):
        f = self.pick(['fft', 'ifft', 'rfft', 'irfft', 'hfft', 'ihfft', 'fft2', 'ifft2', 'fftn', 'ifftn', 'rfftn', 'irfftn', 'rfft2', 'irfft2', 'fftshift', 'ifftshift', 'fftfreq', 'rfftfreq'])
        if 'freq' in f:
            self.line(f'np.fft.{f}({self.r.randrange(0, 9)}{self.pick(["", ", 0.1", ", d=2"])})')
            return
        x = self.array(special=0)
        words = self.keywords(['norm="ortho"', 'norm="forward"', 'norm="backward"', 'norm="x"']) if 'shift' not in f else self.pick(['', ', 0', ', axes=(0, 1)'])
        if 'shift' not in f:
            words += self.keywords(['n=4', 'n=3', 'n=1', 'n=0'], ['axis=0', 'axis=-1', 'axis=3']) if '2' not in f and 'n' != f[-1] else self.keywords(['s=(2, 4)', 's=(3,)'], ['axes=(0, 1)', 'axes=(1,)', 'axes=(0, 0)'])
        self.line(f'np.fft.{f}({x}{words})')

    # --- making, types ---

    def creation(self):
        d = self.pick(['', '', f", dtype='{self.pick(NUMBERS)}'", ", dtype='U4'", ', dtype=object'])
        signed = d.replace("'u4'", "'i4'")  # see ufunc_keywords: nan becomes one of two numbers of uint32
        nested = self.pick(['[1, 2, 3]', '[1, 2.5]', '[True, 2]', '[1, 1j]', "['a', 'bcd']", "[1, 'a']", '[[1, 2], [3, 4]]', '[[1, 2], [3]]', '[]', '[[], []]', '[None, 1]', '(1, 2)', 'range(3)', '3', "'abc'", '[np.float32(1), 2]', '[np.int8(1), np.int16(2)]', '[1, 2**63]', '[2**64]',
                            '{1: 2}', '[b"x", b"yz"]', '[[1, 2], [3, 4.5]]', '[np.array([1, 2]), [3, 4]]', '[-1, 2**63]', '[1e400, 2]', '[300, -1]', 'np.float16(3)', '[True, None]', '[[[1]], [[2]]]', "['1', '2.5']", '[1, [2, 3]]', '[1.0, "x", None]', 'object()', '[np.nan, 1]'])
        self.line(self.pick([f'np.array({nested}{d}{self.keywords(["ndmin=2"], ["copy=False"], ["order=" + repr("F")])})', f'np.asarray({nested}{d})', f'np.zeros({self.pick(["3", "(2, 3)", "()", "-1", "(2, -1)", "2.5"])}{d})', f'np.ones((2,){d})', f'np.full({self.pick(["2", "(2, 2)"])}, {self.pick(SCALARS)}{d})', f'np.eye({self.pick(["3", "2, 3", "3, k=1", "2, k=-1"])}{d})',
                             f'np.identity(2{d})', f'np.arange({self.pick(["5", "1, 4", "0, 1, 0.25", "5, 0, -2", "3.5", "0", "1, 2, 0", "0, 1, 0.1", "-3", "np.int8(3)", "10, 1"])}{d})', f'np.linspace({self.pick(["0, 1, 5", "0, 1", "1, 0, 3", "0, 5, 1", "0, 1, 0", "0, 1, -1", "1j, 2, 3", "[0, 1], [2, 3], 3", "0, 1, 4, endpoint=False", "0, 1, 4, retstep=True", "0, 10, 5, axis=-1"])}{d})',
                             f'np.logspace({self.pick(["0, 2, 3", "0, 2, 3, base=2"])}{d})', f'np.geomspace({self.pick(["1, 1000, 4", "1, 256, 9", "-1, -8, 4", "0, 1, 3", "1j, 8j, 4"])}{d})', f'np.tri({self.pick(["3", "2, 3", "3, 3, 1"])}{d})', f'np.full_like({self.array()}, {self.pick(SCALARS)}{d})', f'np.zeros_like({self.array()}{d})', f'np.ones_like({self.array()}{d}{self.keywords(["shape=(2,)"], ["order=" + repr("F")])})',
                             f'np.fromiter((i * 2 for i in range(4)), {self.pick(["int", "float", repr("i1"), "bool"])})', f'np.fromstring("1 2 3", sep=" "{d})', f'np.frombuffer(b"abcdefgh"{d})', f'np.fromfunction(lambda i, j: i + j, (2, 2){d})', f'np.diag([1, 2, 3])', f'np.array({self.array()}{signed})', f'np.asanyarray({nested}{d})', f'np.copy({self.array()})', f'np.matrix({self.pick(["[[1, 2], [3, 4]]", repr("1 2; 3 4")])})', f'np.hanning({self.r.randrange(7)})', f'np.kaiser(4, 2.5)', f'np.blackman(5)', f'np.bartlett(5)']))

    def types(self):
        k, m = self.pick(NUMBERS + ['U3', 'S2', 'O', 'V4']), self.pick(NUMBERS + ['U3', 'S4', 'O'])
        spec = self.pick(["'i4,f8'", "[('a','i4'),('b','U3')]", "'>f8'", "'float'", "'double'", 'int', 'float', 'bool', 'complex', 'str', 'bytes', 'object', "'nope'", "'U10'", "'S'", "'i3'", 'np.number', 'np.floating', 'np.int_', 'None', "{'names': ['a'], 'formats': ['i4']}", "'u8'", "'3i4'", "('f8', (2,))", "'V8'", "np.dtype('f4')", "'?'", "'datetime64[D]'", "'m8[s]'", "'<i8'", "'|b1'", "'=f4'"])
        what = self.pick(['name', 'kind', 'char', 'str', 'itemsize', 'alignment', 'num', 'type', 'byteorder', 'isnative', 'hasobject', 'names', 'fields', 'shape', 'ndim', 'base', 'descr', 'flags', 'isbuiltin', 'subdtype', 'newbyteorder()', '__hash__() is not None'])
        s = self.pick(['np.float32', 'np.float64', 'np.int8', 'np.uint8', 'np.int64', 'np.complex64', 'np.bool_', 'np.float16', 'np.str_', 'np.uint64', 'np.int32'])
        v, w = self.pick(['1', '2.5', '-3', '300', '"4"', 'True', '0', '1e20', 'np.nan']), self.pick(SCALARS[:22])
        if s == 'np.complex64' and v == 'np.nan' and w == 'np.inf':
            w = '2'  # 0 * inf + nan in one instruction is not invalid, without AVX2 and AVX-512 the product warns
        self.line(self.pick([f"np.promote_types('{k}', '{m}')", f"np.result_type('{k}', {self.pick(SCALARS[:20])})", f"np.result_type({self.array()}, {self.operand()})", f"np.can_cast('{k}', '{m}'{self.pick(['', ', ' + repr('same_kind'), ', ' + repr('unsafe'), ', ' + repr('no'), ', ' + repr('equiv')])})", f"np.can_cast({self.pick(SCALARS[:16])}, '{m}')",
                             f'np.min_scalar_type({self.pick(SCALARS[:26])})', f'np.dtype({spec})', f'np.dtype({spec}).{what}', f'np.dtype({spec}) == {spec}', f"np.issubdtype('{k}', {self.pick(['np.integer', 'np.floating', 'np.number', 'np.generic', 'float', 'int', 'np.signedinteger', 'np.character'])})", f'{s}({v})', f'{s}({v}) {self.pick(OPERATORS[:18])} {w}', f'{w} {self.pick(OPERATORS[:18])} {s}({v})',
                             f"{s}({v}).{self.pick(['dtype', 'item()', 'real', 'imag', 'T', 'shape', 'ndim', 'astype(int)', 'round(1)', 'tobytes()', 'nbytes', 'conj()', 'sum()', 'max()', 'reshape(1)', 'is_integer()', 'as_integer_ratio()', 'hex()', 'bit_length()', '__hash__() is None', 'tolist()', 'view(' + repr('u1') + ')', 'squeeze()', 'any()', 'clip(0, 2)', 'fill(3)', 'argmax()'])}",
                             f"format({s}({v}), {self.pick([repr(''), repr('.3f'), repr('5'), repr('x'), repr('e'), repr('>8')])})", f'str({s}({v}))', f"np.find_common_type(['{self.pick(NUMBERS)}'], ['{self.pick(NUMBERS)}'])", f"np.finfo('{self.pick(FLOATS)}').{self.pick(['eps', 'max', 'min', 'tiny', 'bits', 'precision', 'resolution', 'nmant'])}", f"np.iinfo('{self.pick(INTS)}')", f"np.common_type({self.array()}, {self.array()})", f'{self.pick(["int", "float", "complex", "bool", "len", "abs", "round", "hash", "list", "sum", "max"])}({self.array()})', f'np.isscalar({w})', f"np.obj2sctype({spec})", f"np.typename('{self.pick('bBhHiIlLqQfdgFDG?SUVO')}')", f"np.array({self.pick(SCALARS)}).dtype"]))

    # --- text, records ---

    def strings(self):
        x = self.array(['U3', 'S2', 'U3'], ['(3,)', '(2, 2)', '()', '(5,)'])
        f = self.pick(['upper', 'capitalize', 'title', 'swapcase', 'isalpha', 'isdigit', 'str_len', 'strip', 'lower'])
        g = self.pick(['add', 'equal', 'find', 'count', 'startswith', 'endswith', 'rfind', 'less'])
        self.line(self.pick([f'np.char.{f}({x})', f"np.char.{g}({x}, 'a')", f'np.char.multiply({x}, 2)', f"np.char.replace({x}, 'a', 'zz')", f"np.char.center({x}, 6)", f"np.char.split({x})", f"np.char.zfill({x}, 5)", f"np.char.ljust({x}, 5, '*')", f"{x} == 'bc'", f"{x} {self.pick(['<', '!=', '>=', '+', '*'])} {x}", f"np.where({x} == 'bc', {x}, 'other')", f"np.unique({x}, return_counts=True)", f'np.sort({x}, axis=None)', f"{x}.astype('{self.pick(['U1', 'S5', 'O', 'f8', 'i4', '?'])}')", f"np.array(['1', '2.5', 'x']).astype({self.pick(['float', 'int', repr('U2')])})",
                             f"np.array(['3', '4']).astype({self.pick(['float', 'int', 'complex', 'bool', repr('S1')])})", f'np.argsort({x})', f'np.concatenate([{x}.ravel(), {self.array()}.ravel()])', f"{self.array()}.astype('{self.pick(['U', 'U4', 'S', 'S3'])}')", f"np.char.join('-', {x})", f"np.char.encode({x})", f"np.char.decode({x})", f"np.char.mod('%s!', {x})", f'np.array2string({x})', f"np.char.partition({x}, 'a')"]))

    def records(self):
        d = self.pick(RECORDS)
        x = self.array([d], ['(3,)', '(2, 2)', '()', '(1,)'], layout=0.1)
        field = repr(d.split("'")[1])
        self.line(self.pick([f'{x}', f'{x}[{field}]', f"{x}[[{field}]]", f"{x}[0]", f"{x}['zz']", f"setting({x}, {field}, {self.pick(['5', '[1, 2, 3]', '2.5'])})", f"setting({x}, 0, {self.pick(['(1, 2)', '(1, ' + repr('ab') + ')', '3', '((1, 2), 3)', '(1, 2, 3)'])})", f'{x}.dtype', f'{x}.dtype.{self.pick(["names", "fields", "itemsize", "descr", "str", "kind", "alignment", "hasobject"])}', f'{x} == {x}', f'{x}.tolist()', f'{x}.tobytes()', f'{x}.view(np.recarray)', f'np.sort({x})', f'np.unique({x})', f"np.array([(1, 2.5), (3, 4)], dtype=[('a', 'i4'), ('b', 'f8')])", f"np.zeros(2, {d})", f'{x}.astype([("u", "f8"), ("v", "U4")])', f'np.concatenate([{x}, {x}])', f'len({x})', f'{x}.ravel()[0].{self.pick(["dtype", "item()", "tolist()", "__len__()"])}', f'np.lib.recfunctions.structured_to_unstructured({x})' if self.some(0.3) else f'{x}.copy()', f'{x}.reshape(-1)', f'{x} + 1', f'{x} != {x}', f"(lambda x: (x[{field}].__setitem__(0, 9), x)[1])({x})"]))

    # --- printing ---

    def printing(self):
        x = self.array(NUMBERS + ['U3', 'O', RECORDS[0], 'S2'], SHAPES + ['(3, 4, 2)', '(30,)', '(2, 600)', '(1100,)', '(40, 30)'], special=0.2)
        scale = self.pick(['', '', ' * 1e8', ' * 1e-5', ' * 1e200', ' / 3', ' * 12345.678', ' + 1e6'])
        x = f'({x}{scale})' if scale and "'U" not in x and "'S" not in x and '[' not in x and "'O'" not in x else x
        w = self.keywords(['precision=3', 'precision=0', 'precision=12', 'precision=None'], ['suppress=True'], ['threshold=5', 'threshold=0'], ['edgeitems=1', 'edgeitems=2'], ['linewidth=30', 'linewidth=10'], ["floatmode='fixed'", "floatmode='unique'", "floatmode='maxprec_equal'", "floatmode='maxprec'"], ["sign='+'", "sign=' '"], ["nanstr='N'"], ["infstr='I'"],
                          ["formatter={'float': lambda v: '<%.1f>' % v}", "formatter={'all': lambda v: 'x'}", "formatter={'int': hex}", "formatter={'float_kind': '{:.2e}'.format}", "formatter={'complex_kind': str}", "formatter={'bool': lambda v: 'TF'[int(v)]}"], ['precision=4'], ["legacy='1.13'", "legacy='1.21'", 'legacy=False'])
        v = self.pick(['1e300', '0.1', '1/3', '1e-7', '123456789.123', '5', 'np.float32(0.1)', 'np.nan', '1e16', 'np.float16(0.3)', '-0.0', '1e22'])
        self.line(self.pick([f'printed({x}{w})'] * 6 + [f'np.array2string({x}{self.keywords(["precision=2"], ["separator=" + repr(", ")], ["prefix=" + repr("abc ")], ["max_line_width=20"], ["suppress_small=True"], ["floatmode=" + repr("fixed")], ["threshold=3, edgeitems=1"], ["suffix=" + repr(")")])})', f'str({x})', f'repr({x})', f'np.array_repr({x}{self.keywords(["precision=2"], ["suppress_small=True"], ["max_line_width=30"])})', f'np.array_str({x}{self.keywords(["precision=2"])})', f'np.format_float_positional({v}{self.keywords(["precision=3"], ["unique=False, precision=5"], ["trim=" + repr("-")], ["trim=" + repr("0")], ["fractional=False, precision=4"], ["sign=True"], ["pad_left=6"], ["pad_right=3"], ["min_digits=3"])})', f'np.format_float_scientific({v}{self.keywords(["precision=3"], ["exp_digits=3"], ["trim=" + repr("k")], ["sign=True"], ["pad_left=4"], ["min_digits=3"])})', f'np.base_repr({self.r.randrange(-50, 200)}, {self.pick(["2", "3", "16", "36"])}{self.pick(["", ", 3"])})', f'np.binary_repr({self.r.randrange(-50, 200)}{self.pick(["", ", 10", ", width=8"])})', f'repr(np.{self.pick(["float32", "float64", "float16", "complex64", "complex128"])}({self.pick(["1e300", "0.1", "1/3", "1e-7", "123456789.123", "5", "1e16", "-0.0"])}))']))

    # --- random numbers ---

    def random(self):
        seed = self.r.randrange(1000)
        size = self.pick(['', '3', '(2, 2)', '5', '()', '0'])
        comma = ', ' if size else ''
        two = f"size={size}" if size else ''
        d = self.pick(['normal(1, 2', 'uniform(-1, 3', 'exponential(2', 'gamma(2.5, 1.5', 'gamma(0.5', 'beta(2, 3', 'beta(0.5, 0.4', 'binomial(10, 0.3', 'binomial(100, 0.5', 'poisson(3', 'poisson(50', 'geometric(0.3', 'chisquare(3', 'f(3, 5', 'standard_t(4', 'laplace(0, 1', 'logistic(0, 1', 'lognormal(0, 1', 'pareto(3', 'power(2', 'rayleigh(2', 'triangular(0, 1, 3', 'vonmises(0, 2',
                       'wald(1, 2', 'weibull(2', 'zipf(3', 'negative_binomial(5, 0.4', 'hypergeometric(10, 5, 7', 'logseries(0.6', 'gumbel(0, 1', 'noncentral_chisquare(3, 1', 'noncentral_f(3, 4, 1', 'standard_cauchy(', 'standard_exponential(', 'standard_gamma(2', 'standard_normal(', 'dirichlet([1, 2, 3]', 'multinomial(10, [0.2, 0.3, 0.5]', 'multivariate_normal([0, 1], [[2, 0.5], [0.5, 1]]', 'normal([0, 1, 2], 1', 'poisson([1, 20, 3]',
                       'normal(0, -1', 'binomial(5, 2', 'exponential(-1', 'uniform(0, np.inf', 'triangular(3, 1, 0', 'gamma(-1'])
        call = d + (('' if d.endswith('(') else ', ') + two if two and not ('[' in d and 'size' in two and d.startswith(('normal([', 'poisson(['))) else '') + ')'
        bits = self.pick(['PCG64', 'PCG64', 'MT19937', 'Philox', 'SFC64', 'PCG64DXSM'])
        g = f'np.random.Generator(np.random.{bits}({self.pick([str(seed), "[1, 2, " + str(seed) + "]"])}))' if self.some(0.5) else f'np.random.default_rng({seed})'
        legacy = f'np.random.RandomState({seed})'
        x = self.array(shapes=['(5,)', '(3, 2)', '(6,)'])
        gen = self.pick([f'integers({self.pick(["10", "-5, 5", "0, 255, dtype=" + repr("u1"), "0, 256, dtype=" + repr("i2"), "1 << 40", "5, 5", "2, dtype=bool", "0, [3, 5, 9]", "1 << 62", "10, endpoint=True", "300, dtype=" + repr("u1")])}{comma}{two})' if 'size' not in two or True else '', f'random({size}{comma}dtype=np.float32)', f'random({size})', f'standard_normal({size}{comma}dtype="f4")', f'choice({self.pick(["5", "10", "[1, 5, 9]"])}, {self.pick(["2", "3", "(2, 1)"])}, replace={self.pick(["True", "False"])})', 'choice(4, 3, p=[.1, .2, .3, .4])', 'choice(4, 3, p=[.1, .2, .3, .4], replace=False)', f'permutation({self.pick(["5", "[1, 2, 3]", x])})', f'permuted({x}{self.pick(["", ", axis=0", ", axis=1"])})', f'bytes({self.r.randrange(9)})', f'standard_exponential({size}{comma}method="inv")', f'standard_gamma(2{comma}{two}, dtype="f4")', f'multivariate_hypergeometric([5, 3, 4], 4)', 'spawn(2)' if False else f'shuffle({x})', call, call, call])
        old = self.pick([f'randint({self.pick(["10", "-5, 5", "0, 255, dtype=" + repr("u1"), "1 << 40", "5, 5", "0, [3, 5, 9]", "300, dtype=" + repr("u1"), "2, dtype=bool"])}{comma}{two})', f'rand({size if "(" not in size else "2, 3"})', f'randn({size if "(" not in size else "2, 3"})', f'random_sample({size})', f'choice({self.pick(["5", "10", "[1, 5, 9]"])}, {self.pick(["2", "3"])}, replace={self.pick(["True", "False"])})', 'choice(4, 3, p=[.1, .2, .3, .4])', f'permutation({self.pick(["5", "[1, 2, 3]", x])})', f'random_integers(5, size=3)', f'bytes({self.r.randrange(9)})', f'tomaxint({size})', 'get_state()[2:]', call, call, call])
        if 'shuffle' in gen:
            self.line(f"after({x}, lambda x: {g}.shuffle(x))")
        elif self.some(0.55):
            self.line(f'(lambda g: (g.{gen}, g.random()))({g})')
        else:
            self.line(f'(lambda g: (g.{old}, g.random_sample()))({legacy})')

    # --- dates ---

    def dates(self):
        unit = self.pick(['D', 's', 'h', 'M', 'Y', 'ms', 'ns', 'W', 'm', 'us'])
        m, t = self.array([f'M8[{unit}]'], special=0.2), self.array([f'm8[{self.pick(["D", "s", "h", "ms", "ns", "W", "m"])}]'], special=0.2)
        t2 = self.array([f'm8[{unit}]'], special=0.2)
        text = self.pick(["'2005-02-25'", "'2005-02'", "'2005'", "'2005-02-25T03:30'", "'NaT'", "'2005-02-25 03:30:15.123'", "'1969-12-31T23:59:59'", "'0001-01-01'", "'2000-02-29'", "'2001-02-29'", "'x'", "'-0044-03-15'", "'2012-01-01T00:00Z'"])
        span = self.pick(["5, 'D'", "1, 'W'", "-3, 'h'", "7, 's'", "'NaT'", '4', "1, 'Y'", "2, 'M'", "1500, 'ms'"])
        day = f'np.datetime64({text}{self.pick(["", ", " + repr("D"), ", " + repr("s"), ", " + repr("M"), ", " + repr("ns")])})'
        delta = f'np.timedelta64({span})'
        op = self.pick(['+', '-', '<', '==', '>=', '!='])
        self.line(self.pick([day, delta, f'str({day})', f'{day} + {delta}', f'{day} - {day}', f'{delta} {self.pick(["+", "-", "/", "%", "<", "=="])} {delta}', f'{delta} * {self.pick(["2", "0.5", "-1", "np.int64(3)", "1.7"])}', f'{delta} / {self.pick(["2", "0.5", "3"])}', f'-{delta}', f'abs({delta})', f'{m} {op} {m}', f'{m} {self.pick("+-")} {t}', f'{t} {op} {t2}', f'{t} {self.pick(["*", "/", "//", "%"])} {self.pick(["2", "3", "0.5"])}', f'np.isnat({self.pick([m, t])})', f'{m}', f'{t}', f"{m}.astype('M8[{self.pick(['D', 's', 'M', 'Y', 'h', 'ns'])}]')", f"{m}.astype('{self.pick(['i8', 'U', 'O', 'f8', 'S'])}')", f"{t}.astype('{self.pick(['i8', 'f8', 'm8[s]', 'm8[D]', 'O'])}')", f'np.{self.pick(["sort", "max", "min", "argsort", "unique", "argmax", "diff", "ravel", "sum", "mean", "median"])}({self.pick([m, t])})', f"np.arange('2005-02', '2005-03', dtype='datetime64[{self.pick(['D', 'W'])}]')[:4]", f"np.arange({text}, 5, dtype='M8[D]')", f"np.arange(np.datetime64('2005-02-01'), np.datetime64('2005-02-06'), {self.pick(['1', '2', 'np.timedelta64(2, ' + repr('D') + ')'])})", f"np.array(['2007-07-13', '2006-01-13', {text}], dtype='datetime64{self.pick(['', '[D]', '[s]'])}')", f"np.array([{day}, {day}])", f'{day}.dtype', f'{day}.item()', f'{delta}.item()', f'{delta}.astype(int)', f"{day}.astype('{self.pick(['M8[D]', 'M8[Y]', 'i8', 'M8[h]'])}')", f"np.datetime_as_string({m}{self.keywords(['unit=' + repr('D'), 'unit=' + repr('s')])})", f"np.datetime_data('M8[{unit}]')", f"np.promote_types('M8[{unit}]', 'M8[{self.pick(['D', 's', 'Y'])}]')", f"np.is_busday('{self.pick(['2011-07-15', '2011-07-16', '2011-07-18'])}')", f"np.busday_offset('2011-06-{self.r.randrange(10, 30)}', {self.r.randrange(-5, 9)}, roll='{self.pick(['forward', 'backward', 'raise', 'nat', 'modifiedfollowing', 'preceding'])}')", f"np.busday_count('2011-01', '2011-{self.r.randrange(10, 13)}')", f"setting({m}, 0, {text})", f"{m}[{self.index(2)}]", f"np.searchsorted(np.sort({m}.ravel()), {day})", f'np.where(np.isnat({m}), {day}, {m})', f'np.concatenate([{m}.ravel(), {m}.ravel()])', f'{m}.view("i8")', f'np.datetime64({self.pick(["None", "0, " + repr("D"), "12345, " + repr("s"), "5"])})', f'repr(np.dtype("M8[{unit}]"))', f'np.maximum({m}, {m})', f'np.zeros(2, "M8[D]")', f'np.full(2, {day})', f'hash({day}) == hash({day})', f'{day} {op} {day}', f'np.linspace(0, 4, 3).astype("m8[s]")', f'np.add({m}, 1)', f'{m} + 1', f'{delta} + 1', f'{m} + {m}', f'{m} * 2']))

    TOPICS = {'unary': 3, 'binary': 5, 'ufunc_keywords': 3, 'ufunc_method': 3, 'augmented': 2, 'modf': 4, 'reduction': 5, 'quantile': 2, 'histogram': 1, 'indexing': 5, 'picking': 3, 'shape': 4, 'rearranging': 4, 'ordering': 4, 'product': 2, 'linalg': 2, 'fft': 2,
              'creation': 3, 'types': 4, 'strings': 2, 'records': 2, 'printing': 4, 'random': 4, 'dates': 3, **Topics.MORE, 'sights': 3}


def generate(seed, topics=None):
    p = Program(seed)
    names = topics or list(Program.TOPICS)
    for p.topic in p.r.choices(names, [Program.TOPICS[n] for n in names], k=6):
        getattr(p, p.topic)()
    return p


if __name__ == '__main__':
    raise SystemExit(diff_tensor.main(generate, PRELUDE, __doc__, machine=MACHINE))
