"""Calls by PyTorch's signatures, with odd numbers and tensors, through Kukri and PyTorch: every difference is a bug.

usage: diff_torch_signatures.py KUKRI PYTHON [--topics f,m,...] [--seed N] [--count M] [--kinds 0,1,2] [--examples K]

src/builtins/torch_signature.def says what each function takes. A program (one seed) calls one of its rows a few times: every
parameter gets a value of its type, drawn from VALUES, or is left out if that may be. The values are those that other
generators rarely draw: nan and infinities where a number is asked for, numbers that no int64 or float holds, tensors of every
dtype, without dimensions and without elements. Topics are the places of the table: f torch, m Tensor, n torch.nn.functional,
l torch.linalg, s torch.special, t torch.fft. Most calls fail; --kinds 0,1,2 leaves out differences in the words of errors.
"""
import pathlib
import re

import diff_tensor
from diff_torch import PRELUDE

TABLE = pathlib.Path(__file__).resolve().parents[1] / 'src/builtins/torch_signature.def'
CALLS = {'f': 'torch.%s', 'm': '%s', 'n': 'F.%s', 'l': 'torch.linalg.%s', 's': 'torch.special.%s', 't': 'torch.fft.%s'}
# Random numbers, memory that nobody wrote, other devices and layouts, and results that the signs of vectors are free in.
LEFT_OUT = re.compile(
    r'rand|normal|bernoulli|multinomial|poisson|dropout|empty|uniform|cauchy|exponential|geometric|gumbel|rrelu|binomial|resize|set_|new_tensor|storage|'
    r'cuda|cudnn|mkldnn|miopen|vulkan|mps|xpu|ipu|quant|fbgemm|fake_|sparse|csr|csc|bsr|bsc|hspmm|nested|named|refine|rename|align|seed|Generator|device|'
    r'data_ptr|share_memory|pin_memory|record_stream|from_file|compile|dlpack|_cufft|_validate|__|native_channel_shuffle|batch_norm_|'
    r'eig|svd|lobpcg|qr$|lu$|lu_|ldl|lstsq|geqrf|ormqr|orgqr|householder|solve|cholesky|inv|det|matrix_power|matrix_exp')
UNUSED = ('out', 'layout', 'device', 'pin_memory', 'generator', 'memory_format', 'names')
NUMBERS = ('2 0.5 nan inf -inf -1 0 True 1e40 10**20 torch.tensor(2.) 1j -0.0 3 None -2.5 1e-40 2**31 2**63 "a" torch.tensor(nan)').split()
VALUES = {
    'Tensor': 'X X X X.double() X[0] Y I B C E Z X.t() N torch.tensor(1.5) X.half() X.bfloat16() U W'.split(),
    'Number': NUMBERS,
    'float': '0.5 1 nan inf -inf -1 0 2 True 1e-40 1e40 torch.tensor(0.5) 10**20 None -0.0 1j'.split(),
    'int': '0 1 -1 0 1 -1 2 -2 3 10 -10 True 2**31 2**63 10**20 torch.tensor(1) 1.0 None nan 4'.split(),
    'bool': 'True False True False 1 None'.split(),
    'str': "'mean' 'sum' 'none' 'constant' 'a' 'fro' 'reflect' 'linear'".split(),
    'tuple of Tensors': ['(X, X)', '[X]', '[]', '(X, Y)', '[X, I]', '(X[0], X[1])'],
    'tuple of floats': ['[1., 2.]', '[0.5]', '[nan, 1.]'],
    'tuple of ints': ['(1, 1)', '[2]', '(0, 1)', '[2, 2]', '(-1,)', '(1, 1, 1)', '[]', '(2, 3)', '0', '1', '(3, -1)', '[0]', '(4, 4)'],
    'torch.dtype': 'torch.float64 torch.int64 torch.float16 torch.complex64 torch.bool None torch.bfloat16'.split(),
}
VALUES |= {'SymInt': VALUES['int'], 'tuple of SymInts': VALUES['tuple of ints']}
SETUP = '''
X = torch.tensor([[0.5, -1.5, 2.], [3., 0.25, -0.75], [1., -2., 0.1]])
Y = torch.tensor([[1., 2., 0.5], [-1., 0., 4.], [2., 2., 2.]], dtype=torch.float64)
I = torch.tensor([[2, 0, 1], [1, 1, 0], [0, 2, 1]])
B = torch.tensor([[True, False, True], [False, False, True], [True, True, True]])
C = torch.tensor([[1 + 2j, 0.5, -1j], [2, 1j, 1 - 1j], [0, 1, 3 + 0.5j]], dtype=torch.complex64)
E, Z, N = torch.zeros(0, 3), torch.zeros(2, 3, 4), torch.tensor([nan, inf, -inf])
U, W = torch.tensor([3, 255, 0], dtype=torch.uint8), torch.arange(24.).reshape(1, 2, 3, 4) / 7
'''


def parameters(text):
    """(type, name, may be left out, by keyword only) of each parameter of a signature."""
    keyword = False
    for word in filter(None, (w.strip() for w in text.lstrip('+-').split(','))):
        if word == '*':
            keyword = True
            continue
        kind, name = word.rstrip('=').rsplit(' ', 1)
        yield re.sub(r'\[\d*\](?=\??$)', '', kind).rstrip('?'), name, word.endswith('='), keyword


def signatures(topics):
    for name, place, texts in re.findall(r'TS\("([^"]+)", \'(.)\', "([^"]*)"\)', TABLE.read_text()):
        if place in (topics or CALLS) and not LEFT_OUT.search(name):
            yield from ((name, place, text) for text in texts.split('|'))


def call(p, name, place, text):
    """The source of a call, or None where a parameter is of a type that VALUES does not have."""
    arguments, by_name = [], False
    wanted = list(parameters(text))
    if place == 'm':
        wanted.insert(0, ('Tensor', 'self', False, False))
    for kind, word, optional, keyword in wanted:
        if word in UNUSED or optional and p.chance(0.4):
            by_name = by_name or word not in UNUSED
        elif kind in VALUES:
            value = p.pick(VALUES[kind]) + ('.clone()' if name.endswith('_') and not arguments and kind == 'Tensor' else '')
            arguments.append(f'{word}={value}' if keyword or by_name else value)
        elif optional:
            by_name = True
        else:
            return None
    if place == 'm':
        return f'{arguments[0]}.{name}({", ".join(arguments[1:])})'
    return f'{CALLS[place] % name}({", ".join(arguments)})'


def generate(seed, topics=None):
    p = diff_tensor.Program(seed)
    name, place, text = p.pick(list(signatures(topics)))
    for source in dict.fromkeys(call(p, name, place, text) for _ in range(8)):
        if source:
            p.add(f'{place} {name}', source)
    return p


if __name__ == '__main__':
    raise SystemExit(diff_tensor.main(generate, PRELUDE + SETUP, __doc__))
