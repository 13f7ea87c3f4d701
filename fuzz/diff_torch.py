"""Random programs through Kukri and PyTorch: every difference in what they print is a bug (see diff_tensor.py).

usage: diff_torch.py KUKRI PYTHON [--seed N] [--count M] [--jobs J] [--topics elementwise,reduce,...] [--examples K]

PYTHON must have PyTorch. Each seed takes one or more topics. Values are small multiples of 1/8, so that most sums are exact.
A difference in values is counted apart if it is within what an ulp of the input does to PyTorch itself: the rule is in
diff_moved.py. make, which builds the inputs, then moves them.
"""
import re

import diff_tensor
import diff_torch_calls
import diff_torch_graph
import diff_torch_nn
from diff_tensor import Program

PRELUDE = r'''
import torch
from torch import nn
import torch.nn.functional as F
torch.set_num_threads(1)
inf, nan = float('inf'), float('nan')
def _number(x):
    if isinstance(x, complex):
        return '%r %r' % (x.real + 0.0, x.imag + 0.0)
    return repr(x + 0.0) if isinstance(x, float) else repr(x)
def describe(v):
    if isinstance(v, torch.Tensor):
        d = v.detach()
        if getattr(torch, '_is_zerotensor', lambda t: False)(d):    # PyTorch's lazy zeros refuse tolist()
            d = torch.zeros(d.shape, dtype=d.dtype)
        values = ' '.join(_number(x) for x in d.flatten()[:60].tolist())
        fn = type(v.grad_fn).__name__ if v.grad_fn is not None else '.' if not v.requires_grad else 'leaf'
        return 'T(%s %s %s [%s])' % (str(v.dtype)[6:], tuple(v.shape), fn, values)
    if isinstance(v, (tuple, list)):
        return '(' + ', '.join(describe(x) for x in v) + ')'
    if isinstance(v, dict):
        return '{' + ', '.join('%s: %s' % (k, describe(x)) for k, x in v.items()) + '}'
    if isinstance(v, (float, complex)):
        return _number(v)
    return type(v).__name__ + ' ' + str(v)
_pattern = _makes = 0
def start(pattern):
    global _pattern, _makes
    _pattern, _makes = pattern, 0
    torch.manual_seed(0)
def steps(change):
    from torch.utils._python_dispatch import TorchDispatchMode
    class Steps(TorchDispatchMode):
        def __torch_dispatch__(self, f, types, args=(), kwargs=None):
            change()
            return f(*args, **kwargs or {})
    change()
    return Steps()
def _moved(x):
    """x, each number moved by at most two ulps, up or down as the pattern and the place in the statement say."""
    import random
    global _makes
    _makes += 1
    r = random.Random(1000 * _pattern + _makes)
    parts = torch.view_as_real(x) if x.is_complex() else x
    steps = torch.tensor([r.choice((-1, -0.5, 0.5, 1)) for _ in range(parts.numel())], dtype=torch.float64).reshape(parts.shape)
    parts = (parts.double() * (1 + steps * torch.finfo(parts.dtype).eps)).to(parts.dtype)
    return torch.view_as_complex(parts) if x.is_complex() else parts
def make(shape, kind, k, layout=0):
    """A tensor with small values in one of several memory layouts."""
    kind = getattr(torch, kind)
    n = 1
    for s in shape:
        n *= s
    x = torch.tensor([((i * 7 + k * 5) % 23 - 11) for i in range(n)], dtype=torch.float64).reshape(shape)
    if kind.is_floating_point or kind.is_complex:
        x = x / 8
    if kind == torch.bool:
        x = x % 2 == 0
    elif kind == torch.uint8:
        x = x.abs()
    x = x.to(kind)
    if kind.is_complex:
        x = x + 1j * x.flip(-1) / 2 if shape else x + 0.5j
    if _pattern and (kind.is_floating_point or kind.is_complex):
        x = _moved(x)
    if layout == 1 and len(shape) > 1:
        return x.transpose(0, -1).contiguous().transpose(0, -1)
    if layout == 2 and shape:
        return torch.stack([x, x], -1)[..., 0]
    if layout == 3 and shape and shape[0] > 0:
        return x[:1].expand(*shape)
    if layout == 4 and shape:
        return torch.cat([x[:1], x])[x[:1].shape[0]:]
    if layout == 5 and shape:
        return x.flip(0)
    return x
'''
KINDS = ['float32'] * 5 + ['float64'] * 2 + ['int64'] * 2 + ['int32', 'uint8', 'bool', 'int16', 'int8', 'float16', 'bfloat16', 'complex64', 'complex128']
SHAPES = [(3,), (2, 3), (4, 1), (), (2, 1, 3), (1, 4, 3), (3, 2), (0, 3), (2, 2, 2), (1,), (3, 3), (2, 3, 4), (0,), (1, 3)]
UNARY = '''abs absolute neg negative sign floor ceil trunc fix relu sigmoid tanh exp exp2 square isnan isinf isfinite logical_not sin cos tan asin acos atan
sinh cosh asinh acosh atanh sqrt frac bitwise_not log log2 log10 log1p erf erfc reciprocal round expm1 rsqrt sgn positive arcsin arccos arctan arcsinh arccosh
arctanh lgamma digamma erfinv i0 sinc deg2rad rad2deg isposinf isneginf signbit angle conj conj_physical real imag isreal nan_to_num logit
is_floating_point is_complex is_signed is_nonzero numel clone detach resolve_conj resolve_neg view_as_real t ravel flatten squeeze
is_inference is_conj is_neg nonzero argwhere mvlgamma selu celu rrelu erf matrix_exp'''.split()
SPECIAL = '''airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i0e i1 i1e log1p log_ndtr logit
modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 scaled_modified_bessel_k0 scaled_modified_bessel_k1 spherical_bessel_j0
ndtr ndtri psi round sinc'''.split()
SPECIAL2 = '''gammainc gammaincc xlog1py xlogy zeta chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v chebyshev_polynomial_w
hermite_polynomial_h hermite_polynomial_he laguerre_polynomial_l legendre_polynomial_p shifted_chebyshev_polynomial_t
shifted_chebyshev_polynomial_u shifted_chebyshev_polynomial_v shifted_chebyshev_polynomial_w'''.split()
OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '<', '<=', '==', '!=', '>', '>=', '&', '|', '^', '@', '<<', '>>']
BINARY = '''maximum minimum fmod remainder atan2 arctan2 logical_and logical_or logical_xor copysign hypot fmax fmin floor_divide true_divide div divide mul multiply
add sub subtract rsub pow float_power bitwise_and bitwise_or bitwise_xor gcd lcm xlogy heaviside ldexp logaddexp logaddexp2 eq ne lt le gt ge greater less
greater_equal less_equal not_equal outer ger matmul kron dist nextafter bitwise_left_shift bitwise_right_shift inner mm mv dot vdot bmm isclose allclose
equal cross complex polar igamma igammac max min expand_as view_as reshape_as isin cdist tensordot result_type can_cast bitwise_left_shift'''.split()
NOT_METHODS = {'complex', 'polar', 'cdist', 'tensordot', 'result_type', 'can_cast', 'view_as_real', 'isin', 'selu', 'celu', 'rrelu'}
REDUCE = '''sum mean prod amax amin any all argmax argmin max min std var cumsum cumprod logsumexp median nanmedian sort argsort softmax norm flip unbind diff
cummax cummin mode nansum nanmean count_nonzero aminmax log_softmax std_mean var_mean logcumsumexp msort quantile nanquantile kthvalue topk fliplr flipud
renorm cov corrcoef unique unique_consecutive histc bincount trapz trapezoid cumulative_trapezoid'''.split()
METHODS_SHAPE = '''.t() .T .mT .H .mH .reshape(-1) .unsqueeze(0) .unsqueeze(-1) .unsqueeze(3) .squeeze() .squeeze(0) .squeeze(-1) .flatten() .transpose(0,-1) .contiguous() .view(-1)
.expand(2,-1) .expand(2,3) .expand(-1) .repeat(2,1) .repeat(2) .permute(1,0) .permute(2,0,1) .permute(0,-1) .diagonal() .diagonal(1) .diagonal(offset=-1,dim1=-1,dim2=0) .tril() .triu(1) .tril(-1)
.roll(1) .roll(1,0) .roll((1,2),(0,1)) .chunk(2) .chunk(2,-1) .split(2) .split([1,1],0) .split(2,dim=-1) .tensor_split(2) .tensor_split((1,2),-1) .hsplit(2) .vsplit(2) .dsplit(2) .narrow(0,0,2) .narrow(-1,1,1)
.unfold(0,2,1) .unfold(-1,2,2) .movedim(0,-1) .moveaxis((0,1),(1,0)) .swapaxes(0,1) .swapdims(0,-1) .flatten(0,1) .flatten(1) .flatten(start_dim=-2) .unflatten(0,(1,-1)) .unflatten(-1,(3,-1))
.view(3,-1) .view(2,-1) .view(1,1,-1) .view(torch.int32) .view(torch.uint8) .view(torch.float16) .tile(2) .tile((2,1)) .tile(2,1,1)
.nonzero() .nonzero(as_tuple=True) .float() .long() .half() .bool() .double() .int() .short() .char() .byte() .bfloat16() .cfloat() .cdouble() .to(torch.int64) .to('cpu') .to(torch.float64,copy=True) .type_as(torch.zeros(1))
.clamp(-0.5,1) .clamp(min=0) .clamp(max=1) .clip(0,2) .clamp(2,0) .clamp() .clamp(min=torch.tensor(0.5)) .clamp_min(0) .clamp_max(1.5) .clamp_(0,1)
.item() .tolist() .numel() .stride() .is_contiguous() .storage_offset() .element_size() .nelement() .dim() .ndimension() .size() .size(0) .size(-1) .size(5) .shape .ndim .dtype .device .layout .is_leaf .requires_grad .grad .is_sparse
.topk(1) .topk(2,0) .topk(1,-1,False) .topk(2,largest=False,sorted=True) .topk(9) .kthvalue(1) .kthvalue(2,0) .kthvalue(5) .cumsum(0) .cumsum(-1,dtype=torch.float64) .new_zeros(2) .new_ones((2,1)) .new_full((2,),3) .new_tensor([1,2]) .new_empty(0)
.type() .type('torch.FloatTensor') .type(torch.int64) .clone() .detach() .pow(2) .pow(-1) .pow(0.5) .pow(3) .unique() .unique(return_counts=True) .unique(return_inverse=True,return_counts=True) .unique(dim=0) .unique(sorted=True) .unique_consecutive() .unique_consecutive(return_inverse=True)
.masked_fill(torch.tensor(True),2) .masked_fill(torch.tensor([True,False,True]),-1) .masked_select(torch.tensor([True,False,True])) .masked_select(torch.tensor(True)) .index_select(0,torch.tensor([0,1])) .index_select(-1,torch.tensor([0,0])) .index_select(1,torch.tensor(0)) .take(torch.tensor([0,1])) .take(torch.tensor([[-1]]))
.take_along_dim(torch.tensor([[0]]),-1) .gather(0,torch.tensor([[0,0]])) .gather(-1,torch.tensor([0])) .scatter(0,torch.tensor([[0,1]]),5) .scatter(-1,torch.tensor([0,0]),torch.ones(2)) .scatter_add(0,torch.tensor([0,0]),torch.ones(2)) .scatter(0,torch.tensor([0]),2,reduce='add')
.index_fill(0,torch.tensor([0]),2) .index_add(0,torch.tensor([0,0]),torch.ones(2,3)) .index_copy(0,torch.tensor([1]),torch.zeros(1,3)) .put(torch.tensor([0]),torch.tensor([5.])) .fill_(3) .fill_(torch.tensor(2)) .zero_() .fill_diagonal_(7) .repeat_interleave(2) .repeat_interleave(2,0) .repeat_interleave(torch.tensor([1,2]),dim=0)
.rot90() .rot90(2,(0,1)) .rot90(1,(0,-1)) .flip(0) .flip(0,1) .flip(-1) .flip((0,0)) .flip(()) .fliplr() .flipud() .diag() .diag(1) .diagflat() .diag_embed() .diag_embed(1,0,2) .trace() .det() .inverse() .logdet() .slogdet() .pinverse() .matrix_power(2) .matrix_power(-1) .cholesky() .qr() .svd() .triangular_solve(torch.eye(3))
.norm() .norm(1) .norm(float('inf')) .norm(2,0) .norm(p='fro') .norm('nuc') .norm(3,-1,True) .norm(0) .norm(dim=0) .norm(p=float('-inf'),dim=0) .renorm(2,0,1) .dist(torch.ones(3)) .quantile(0.5) .quantile(torch.tensor([0.25,0.5])) .quantile(0.3,0) .quantile(0.5,dim=-1,keepdim=True) .quantile(0.5,interpolation='lower') .nanquantile(0.4) .median(0) .median(-1,True) .mode(0) .histc(4) .histc(4,0,1) .bincount() .bincount(minlength=3)
.sort(0) .sort(-1,True) .sort(descending=True) .sort(stable=True) .sort(dim=0,stable=True,descending=True) .argsort() .argsort(0,True) .argsort(dim=-1,stable=True) .msort() .std(unbiased=False) .std(0,False) .std(0,unbiased=True,keepdim=True) .var(-1) .var(dim=(0,1),unbiased=False) .var(0,correction=0) .std(correction=2) .var_mean() .std_mean()
.sum((0,1)) .sum(dtype=torch.float64) .sum(-1,keepdim=True) .sum(dim=()) .sum(()) .sum((0,0)) .sum(0,1) .mean((0,1)) .mean(dtype=torch.float32) .prod(0) .prod(-1,True) .prod(dtype=torch.int64) .all(0) .any(-1,True) .all() .any() .amax((0,1)) .amin(-1) .amax() .amax(()) .aminmax() .aminmax(dim=0) .aminmax(dim=-1,keepdim=True) .max(0) .min(-1,True) .max(dim=0,keepdim=True) .argmax(0) .argmin(-1,True) .argmax(keepdim=True) .argmax(None) .logsumexp(0) .logsumexp((0,1)) .logsumexp(-1,True) .count_nonzero(0) .count_nonzero((0,1)) .nansum(0) .nanmean(0) .softmax(0) .softmax(-1,torch.float64) .softmax(1) .log_softmax(-1) .softmax(dim=-1) .cummax(0) .cummin(-1) .cumprod(0) .logcumsumexp(0) .diff() .diff(2) .diff(1,0) .diff(prepend=torch.zeros(1)) .addcmul(torch.ones(3),torch.ones(3)) .addcdiv(torch.ones(3),torch.tensor([2.]),value=0.5) .lerp(torch.zeros(3),0.5) .lerp(torch.zeros(3),torch.tensor(0.25)) .addmm(torch.ones(2,3),torch.ones(3,3)) .addmv(torch.ones(3,3),torch.ones(3)) .baddbmm(torch.ones(2,2,2),torch.ones(2,2,2)) .addr(torch.ones(2),torch.ones(3)) .addbmm(torch.ones(2,2,2),torch.ones(2,2,2),beta=0.5,alpha=2) .sub(1,alpha=2) .add(torch.ones(3),alpha=0.5) .add(1,alpha=True) .div(2,rounding_mode='floor') .div(torch.tensor(3),rounding_mode='trunc') .div(2,rounding_mode='x') .round(decimals=1) .round(decimals=-1) .nan_to_num(1.0) .nan_to_num(nan=0.,posinf=1.) .logit(0.1) .logit(eps=0.2) .polygamma(1) .mvlgamma(2) .bernoulli(0.0) .where(torch.tensor([True,False,True]),torch.zeros(3)) .where(torch.tensor(True),torch.tensor(0)) .cross(torch.ones(3)) .heaviside(torch.tensor(0.5)) .sum_to_size(1) .sum_to_size(3) .expand_as(torch.zeros(2,3)) .view_as(torch.zeros(3)) .reshape(3,2) .reshape((2,3)) .reshape(-1,-1) .reshape(5) .resize_(2,2).shape .unbind() .unbind(-1) .unbind(5) .select(0,0) .select(-1,-1) .select(0,9) .index_put((torch.tensor([0]),),torch.tensor(1.)) .adjoint() .positive() .real .imag .conj() .view_as_real() .is_same_size(torch.zeros(3)) .equal(torch.zeros(3)) .allclose(torch.zeros(3)) .isclose(torch.zeros(3)) .stft(2) .corrcoef() .cov() .cov(correction=0) .square() .square_() .sqrt_() .add_(1) .add_(0.5) .mul_(torch.ones(3)) .mul_(2j) .div_(2) .sub_(True) .pow_(2) .relu_() .floor_divide(2) .floor_divide_(2) .remainder(3) .remainder(-0.5) .fmod(2) .bitwise_and(3) .bitwise_or(1) .__and__(1) .logical_and(torch.ones(3)) .masked_fill_(torch.tensor([True]),1) .masked_scatter(torch.tensor([True,False,True]),torch.zeros(9)) .unsafe_chunk(2) .unsafe_split(1) .swapaxes(0,3) .squeeze(7) .unsqueeze(-9) .transpose(0,4) .flatten(2,1) .cumsum() .cumsum(4) .softmax() .chunk(0) .split(0) .narrow(0,0,99) .narrow(0,-2,1) .repeat() .tile() .permute() .permute(0,0) .permute(0) .expand(7,7) .view(7,7) .diagonal(dim1=0,dim2=0) .foo() .max(0,0,0) .sum('x') .sum(dim='x') .sum(keepdim=True) .mean(1,2,3,4) .to('cuda') .to(3) .reshape('a') .item(1) .size('a') .index_select(0,[0]) .gather(0,0) .clamp('a') .add('a') .add() .mul(None) .pow() .argmax('a') .sort('a') .topk() .topk('a') .chunk() .split() .split('a') .transpose() .transpose(0) .expand() .expand('a') .repeat('a') .roll() .roll('a') .flip() .flip('a') .squeeze('a') .unsqueeze() .masked_fill(1,2) .masked_select(1) .where(1) .norm('x') .type('x') .std('x') .var() .cumsum('a') .addmm(1,2) .lerp(1) .index_fill(0,1,2) .scatter(0) .copy_(torch.ones(3)) .copy_(1) .copy_(torch.ones(2,2)) .swapdims(0) .dot(torch.ones(3)) .mv(torch.ones(3)) .mm(torch.ones(3,2)) .matmul(torch.ones(3)) .matmul(torch.ones(3,2)) .bmm(torch.ones(2,4,1)) .outer(torch.ones(2)) .inner(torch.ones(3)) .kron(torch.ones(2)) .vdot(torch.ones(3))'''.split()


def tensor(p, kinds=KINDS, shapes=SHAPES, layouts=True):
    layout = p.pick([0, 0, 0, 1, 2, 3, 4, 5]) if layouts else 0
    return f"make({p.pick(shapes)}, '{p.pick(kinds)}', {p.r.randrange(9)}{f', {layout}' if layout else ''})"


def operand(p):
    return tensor(p) if p.chance(0.7) else p.pick(['2', '0.5', 'True', '-3', '0', '1.5', '2j', '1e10'])


def without_repeats(f, x):
    """x, dense if f selects the k-th: of equal elements, and those of an expanded tensor are, PyTorch's partition (nth_element)
    names whichever it left there, and its medians read beyond them."""
    return re.sub(r"(', \d), 3\)$", r'\1)', x) if 'median' in f or 'kthvalue' in f else x


def scalar_product(f, *operands):
    """Can it be one of complex vectors? PyTorch as Debian builds it calls BLAS for that in a way that leaves the result unwritten:
    torch.dot of any two complex vectors is 0."""
    return f in ('dot', 'vdot', 'matmul', '@') and all('complex' in x for x in operands)


def comparison_of_numbers(f, *operands):
    """Is it one of complex numbers for equality? In an output that is not of bools PyTorch then leaves a comparison of each part
    in full vectors and of the number in the lanes that remain: torch.full((9,), 1 + 2j).ne_(0) is eight times 1+1j and once 1."""
    return f in ('eq', 'ne', 'not_equal') and any('complex' in x or '2j' in x for x in operands)


def elementwise(p):
    for _ in range(12):
        kind = p.r.randrange(8)
        if kind <= 1:
            f, x = p.pick(UNARY), tensor(p)
            if f == 'matrix_exp':   # of bfloat16 PyTorch multiplies coefficients that it reads from the bytes of doubles
                x = x.replace('bfloat16', 'float32')
            if p.chance(0.2):
                p.add(f, f'x = {x}', f'r = x.{f}_()', '(r, x)')
            elif p.chance(0.15):
                p.add(f, f'out = {tensor(p)}.clone()', f'r = torch.{f}({x}, out=out)', '(r, out)')
            else:
                p.add(f, f'torch.{f}({x})' if p.chance(0.5) or f in NOT_METHODS else f'{x}.{f}()')
        elif kind == 2:
            o = p.pick(OPERATORS)
            a, b = tensor(p), operand(p)
            if p.chance(0.3):
                a, b = b, a
            if not scalar_product(o, a, b):
                p.add('operator ' + o, f'{a} {o} {b}')
        elif kind == 3:
            o = p.pick(['+', '-', '*', '/', '//', '%', '**', '&', '|', '^', '<<', '>>'])
            p.add('operator ' + o + '=', f'x = {tensor(p, layouts=False)}', f'x {o}= {operand(p)}', 'x')
        elif kind <= 5:
            f, a, b = p.pick(BINARY), tensor(p), operand(p)
            if scalar_product(f, a, b):
                continue
            if p.chance(0.15) and f not in NOT_METHODS:
                x = tensor(p, layouts=False)
                if not comparison_of_numbers(f, x, b):
                    p.add(f, f'x = {x}', f'r = x.{f}_({b})', '(r, x)')
            elif p.chance(0.15):
                out = tensor(p)
                if 'bool' in out or not comparison_of_numbers(f, a, b):
                    p.add(f, f'out = {out}.clone()', f'r = torch.{f}({a}, {b}, out=out)', '(r, out)')
            else:
                p.add(f, f'torch.{f}({a}, {b})' if p.chance(0.6) or f in NOT_METHODS else f'{a}.{f}({b})')
        elif kind == 6:
            if p.chance(0.5):
                f = p.pick(SPECIAL)
                p.add('special.' + f, f'torch.special.{f}({tensor(p)})')
            else:
                f = p.pick(SPECIAL2)
                n = operand(p).replace('1e10', '7')     # PyTorch takes as many steps as the degree: half a minute for 1e10
                p.add('special.' + f, f'torch.special.{f}({tensor(p)}, {n})')
        else:
            f = p.pick(['where({c}, {a}, {b})', 'lerp({t}, {u}, {b})', 'addcmul({t}, {u}, {v})', 'addcdiv({t}, {u}, {v}, value=2)', 'clamp({t}, {b}, {d})', 'clamp({t}, min={u})', 'where({c})',
                        'result_type({a}, {b})', 'promote_types(torch.{k}, torch.{l})', 'stack([{t}, {u}])', 'cat([{t}, {u}], {n})', 'hstack([{t}, {u}])', 'vstack([{t}, {u}])', 'dstack([{t}, {u}])',
                        'column_stack([{t}, {u}])', 'broadcast_tensors({t}, {u})', 'broadcast_to({t}, {s})', 'meshgrid({t}, {u})', 'cartesian_prod({t}, {u})', 'block_diag({t}, {u})', 'atleast_2d({t})',
                        'atleast_1d({t})', 'atleast_3d({t})', 'einsum("i,i->i", {t}, {u})', 'einsum("ij,jk", {t}, {u})', 'einsum("...i,...i", {t}, {u})', 'full({s}, {b}, dtype=torch.{k})', 'full_like({t}, {b})',
                        'arange({e})', 'arange({e}, {g}, 0.5)', 'arange(0, {e}, dtype=torch.{k})', 'linspace(0, {b}, 4)', 'linspace({b}, {d}, 3, dtype=torch.{k})', 'logspace(0, 1, 3, dtype=torch.{k})', 'eye(3, dtype=torch.{k})',
                        'zeros({s}, dtype=torch.{k})', 'tensor({b}, dtype=torch.{k})', 'as_tensor({b})', 'can_cast(torch.{k}, torch.{l})', 'tril_indices(3, 3)', 'vander({t})', 'searchsorted(torch.tensor([1., 2., 3.]), {t})',
                        'bucketize({t}, torch.tensor([-0.5, 0.5]))', 'combinations({t})', 'isin({t}, {u})', 'scalar_tensor({b})', 'chain_matmul({t}, {u})', 'addmm({t}, {u}, {v})', 'einsum("ij->ji", {t})', 'triu({t})',
                        'take_along_dim({t}, torch.tensor([[0]]), {n})', 'tensordot({t}, {u}, {m})', 'tensordot({t}, {u}, ([0], [0]))', 'swapaxes({t}, 0, {n})', 'ones_like({t}, dtype=torch.{k})', 'empty_like({t}).shape', 'numel({t})'])
            o = {'a': operand(p), 'b': operand(p), 'd': operand(p), 'e': p.pick(['2', '0.5', 'True', '-3', '0', '7', 'torch.tensor(3)', 'torch.tensor(2.5)']), 'g': p.pick(['2', '0.5', '-3', '5']), 'c': tensor(p, ['bool'] * 5 + ['uint8', 'float32']), 't': tensor(p), 'u': tensor(p), 'v': tensor(p),
                 'k': p.pick(KINDS), 'l': p.pick(KINDS), 'n': p.r.randrange(-2, 3), 'm': p.r.randrange(3), 's': p.pick(SHAPES)}
            for key, value in o.items():
                f = f.replace('{' + key + '}', str(value))
            p.add(f.split('(')[0], f'torch.{f}')


def reduce(p):
    for _ in range(10):
        f = p.pick(REDUCE)
        dim = p.pick(['', '0', '-1', '1', '0, keepdim=True', '-1, True', 'dim=0', 'dim=(0, 1)', '(0, -1)', 'dim=-1, keepdim=True', '3', 'dim=()', 'axis=0', '()', '[0]', 'None', '0, dtype=torch.float64', 'dtype=torch.int64', 'dim=-1'])
        x = without_repeats(f, tensor(p))
        if p.chance(0.1):
            out = tensor(p)
            if f == 'norm' and 'complex' in x:  # into another type PyTorch writes the bytes of what it computed: 1.5e-26 for 1.83
                out = re.sub(r"'\w+'", "'float64'" if 'complex128' in x else "'float32'", out)
            p.add(f, f'out = {out}.clone()', f'torch.{f}({x}, {dim or 0}, out=out)', 'out')
        else:
            p.add(f, f'{x}.{f}({dim})' if p.chance(0.5) else f'torch.{f}({x}{", " if dim else ""}{dim})')


def shape(p):
    for _ in range(10):
        m = p.pick(METHODS_SHAPE)
        x = without_repeats(m, tensor(p))
        if p.chance(0.25):
            m2 = p.pick(METHODS_SHAPE)
            x = without_repeats(m2, x)
            p.add(m.split('(')[0] + ' ' + m2.split('(')[0], f'{x}{m}{m2}')
        elif p.chance(0.5) or not m.endswith(')') or '_(' in m:
            p.add(m.split('(')[0], f'{x}{m}')
        else:
            name, _, rest = m[1:].partition('(')
            p.add(name, f'torch.{name}({x}{"" if rest == ")" else ", "}{rest}')


INDICES = ['0', '-1', '1', '5', ':', '1:', ':-1', '::2', 'None', '...', 'torch.tensor([0, 1])', 'torch.tensor([[0], [1]])', '[1, 0]', '[0]', 'True', 'False', 'torch.tensor([True, False, True])',
           'torch.tensor([True, False])', 'torch.tensor(1)', '2:1', 'slice(None)', '::3', 'torch.tensor([-1, 0])', 'torch.tensor([], dtype=torch.int64)', 'torch.tensor([[True, False, True], [False, True, True]])',
           '-3:', '::-1', 'torch.tensor(True)', '[[0, 1], [1, 0]]', '[True, False]', '(0, 1)', 'torch.tensor([0, 7])', '1.5', '"a"', 'torch.tensor([0.5])', 'range(2)', 'torch.tensor([1], dtype=torch.uint8)', 'torch.tensor([0, 1], dtype=torch.int32)']


def index(p):
    for _ in range(10):
        items = ', '.join(p.pick(INDICES) for _ in range(p.pick([1, 1, 2, 2, 3])))
        x = tensor(p, shapes=[(3,), (2, 3), (3, 2, 3), (3, 3, 2), (), (2, 2), (0, 3)])
        if p.chance(0.5):
            p.add('x[]', f'{x}[{items}]')
            continue
        value = p.pick(['7', '0.5', 'torch.tensor([1, 2])', 'torch.ones(3)', 'torch.tensor(3)', 'True', 'torch.zeros(2, 3)', 'torch.ones(1, 1)', 'torch.tensor(1.5)', '2j', '[1, 2, 3]', 'torch.tensor([1., 2.], dtype=torch.float64)', 'None'])
        o = p.pick(['=', '=', '=', '+=', '*='])
        p.add('x[] ' + o, f'x = {x}.clone()', f'x[{items}] {o} {value}', 'x')


def printing(p):
    for _ in range(6):
        x = tensor(p, shapes=SHAPES + [(30, 40), (1200,), (3, 3, 3, 3), (2, 600)])
        x = p.pick(['{}', '{}', '({} * 1e6)', '({} / 1e5)', '({} * 1e-9)', '({}.float() / 0)', '{}.float().sqrt()', '{}.float().requires_grad_()', '({}.float().requires_grad_() * 2)', '({} + 1e8)', '(({} * 1000).double() / 7)', '({}.to(torch.complex64) * 1e5)', 'nn.Parameter({}.float())']).format(x)
        form = p.pick(['repr({})', 'str({})', "'%s' % {}", "format({})"]).format(x)
        if p.chance(0.4):
            o = p.pick(['precision=2', 'sci_mode=True', 'sci_mode=False', 'threshold=5', 'edgeitems=1', 'linewidth=40', "profile='short'", "profile='full'", 'precision=0', 'precision=6, linewidth=120'])
            p.add('print', f'torch.set_printoptions({o})', f'r = {form}', "torch.set_printoptions(profile='default')", 'r')
        else:
            p.add('print', form)


def calls(p):
    diff_torch_calls.calls(p, tensor, KINDS, SHAPES)


TOPICS = {'elementwise': elementwise, 'calls': calls, 'reduce': reduce, 'shape': shape, 'index': index, 'graph': diff_torch_graph.graph, 'printing': printing}
TOPICS.update(diff_torch_nn.TOPICS)
RARER = {'calls'}   # topics that run when asked for by name


def generate(seed, topics=None):
    p = Program(seed)
    TOPICS[p.pick(sorted(topics or set(TOPICS) - RARER))](p)
    return p


if __name__ == '__main__':
    raise SystemExit(diff_tensor.main(generate, PRELUDE + diff_torch_nn.PRELUDE + diff_torch_graph.PRELUDE, __doc__, movable=True))
