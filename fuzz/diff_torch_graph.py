"""The topic `graph` of diff_torch.py: chains of differentiable steps on two leaves, with views, writes in place, several
results, functions with gradients of their own, and several ways of asking for the gradients at the end."""

PRELUDE = r'''
from torch.autograd.function import once_differentiable
from torch.utils.checkpoint import checkpoint
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, g):
        return g * 3 * ctx.saved_tensors[0] ** 2
class OnceCube(Cube):
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return g * 3 * ctx.saved_tensors[0] ** 2
class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        r = x * y
        ctx.save_for_backward(x, y, r)
        return r, x - y
    @staticmethod
    def backward(ctx, g, h):
        x, y, r = ctx.saved_tensors
        return (g * y + h).sum_to_size(x.shape), (g * x - h).sum_to_size(y.shape)
class Dirty(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)
    @staticmethod
    def backward(ctx, g):
        return g * 2
class Half(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        a, b = x / 2, x > 0
        ctx.mark_non_differentiable(b)
        return a, b
    @staticmethod
    def backward(ctx, g, h):
        return None if g is None else g / 2
class Shape(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.shape = x.shape
        return x.view(-1)
    @staticmethod
    def backward(ctx, g):
        return g.reshape(ctx.shape)
'''
# Not sgn: the original's gradient of it has no memory, which its kernels read or write all the same.
UNARY = '''abs relu sigmoid tanh exp square sin cos erf atan log1p neg expm1 reciprocal sqrt rsqrt log tan asinh sinh cosh lgamma digamma erfc exp2 sinc i0 frac round
sign log2 log10 logit F.gelu F.silu F.softplus F.leaky_relu F.mish F.softsign F.tanhshrink F.logsigmoid F.hardsigmoid'''.split()
# Their gradient at nan is another in full vectors than in the elements that remain, of which there are as many as the machine's
# vectors leave: of elu with one element 2 (where 2 came in), with 64 elements nan; of hardtanh 2 and 0.
UNARY_OF_NUMBERS = 'F.elu F.selu F.celu F.hardswish F.hardtanh F.relu6 F.softshrink F.hardshrink'.split()
# inverse of a matrix that is not singular: near that PyTorch's answer is as good as its LAPACK's rounding
STEPS = ['x = x {o} y', 'y = y / (x * x + 1)', 'x = torch.maximum(x, y)', 'x = torch.minimum(x, y)', 'x = x.sum(-1, keepdim=True)', 'y = x.mean()', 'x = torch.where(x > 0, x, y)', 'x = x.unsqueeze(0)', 'x = torch.stack([x, x * 2]).sum(0)',
         'x = x.softmax(-1)', 'x = x.cumsum(-1)', 'x = x.clamp(-0.5, 0.5)', 'x = x.flatten()', 'x = x.expand(2, *x.shape)', 'x = x.transpose(0, -1)', 'x = x[..., :1]', 'x[..., 0] = 2', 'x = x.clone(); x *= 2', 'x = x.prod(-1, keepdim=True)',
         'x = x.amax(-1, keepdim=True)', 'x = x.reshape(-1).sort()[0]', 'x = x.norm() + y', 'x = x.var(-1, keepdim=True)', 'x = torch.cat([x.flatten(), y.flatten()])', 'x = x.masked_fill(x > 0.3, 0)', 'x = x.roll(1)', 'x = x.log_softmax(-1)',
         'x = x.pow(2)', 'x = x ** 3', 'x = x.std() * y', 'x = torch.lerp(x, y, 0.25)', 'x = x.index_select(-1, torch.tensor([0, 0]))', 'x = x.logsumexp(-1, keepdim=True)', 'x = x @ x.mT', 'x = torch.matmul(x, y)', 'x = x.diff()', 'x = x.flip(-1)',
         'x = x.max(-1)[0]', 'x = x.median()', 'x = x.cumprod(-1)', 'x = x.repeat(2, 1)', 'x = x.unbind(0)[0]', 'x = x.chunk(2, -1)[-1]', 'x = torch.atan2(x, y)', 'x = torch.hypot(x, y)', 'x = torch.logaddexp(x, y)', 'x = torch.dist(x, y)',
         'x = x.gather(-1, torch.zeros_like(x, dtype=torch.long))', 'x = x.scatter(-1, torch.zeros_like(x, dtype=torch.long), y.expand_as(x))', 'x = x.topk(1)[0]', 'x = x.tril()', 'x = x.diagonal()', 'x = x.renorm(2, 0, 1)', 'x = x.addcmul(y, y, value=0.5)',
         'x = torch.einsum("...i,...i->...", x, x)', 'x = torch.outer(x.flatten(), y.flatten())', 'x = x.kthvalue(1)[0]', 'x = x.cummax(-1)[0]', 'x = x.quantile(0.3)', 'x = x.nansum(-1)', 'x = torch.cdist(x, x)', 'x = torch.addcdiv(x, y, x * x + 1)',
         'x = x.unfold(-1, 1, 1)', 'x = x.movedim(0, -1)', 'x = x.logcumsumexp(-1)', 'x = torch.fmod(x, 1.5)', 'x = torch.remainder(x, y + 3)', 'x = x.detach() * y', 'x = x.double()', 'x = x.squeeze()', 'x = x.tile(2)', 'x = x.index_add(0, torch.tensor([0]), x[:1])',
         'x = x.take(torch.tensor([0]))', 'x = x.relu_()', 'x = x.mul_(y)', 'x = x.add_(1)', 'y += 1', 'x = torch.xlogy(x * x, y * y + 1)', 'x = F.layer_norm(x, x.shape[-1:])', 'x = F.normalize(x, dim=-1)', 'x = F.pad(x, (1, 1))', 'x = torch.kron(x, y)', 'x = x.aminmax()[0]',
         'x = F.glu(x.repeat_interleave(2, -1))', 'x = x.view(-1)', 'x = torch.copysign(x, y)', 'x = x.mean(0)', 'x = x.trace()', 'x = (x @ x.mT + torch.eye(x.shape[-2])).inverse()', 'x = x.det()', 'x = torch.linalg.norm(x)', 'x = torch.stack([x, x], -1)', 'x = x.diag_embed()', 'x = torch.float_power(x * x, 1.5)',
         'x = F.threshold(x, 0.1, 5)', 'x = F.prelu(x, torch.tensor([0.25]))', 'x = x[torch.tensor([0, 0])]', 'x = x[x > 0]', 'x[0] += y.sum()', 'x = F.cosine_similarity(x, y, dim=-1)', 'x = x.to(torch.float16).float()', 'x = x.round(decimals=1)', 'x = x.exp_()']
MORE = ['v = x[..., :1]; v.mul_(2)', 'v = x.view(-1); v += 1', 'x = x.split(1)[0]; x += 1', 'x = x.unbind(0)[-1]; x *= 2', 'v = x.diagonal(); v.zero_()', 'x = x * 1; x.t_()', 'x = x + 0; x.squeeze_(); x.exp_()',
        'x = x * 1; x.unsqueeze_(0)', 'v = y[:1]; y = y * 2; v += 1', 'v = x.detach(); v *= 2', 'x.copy_(y)', 'x.fill_(0.5)', 'x.zero_()', 'x[0] = y.sum()', 'x.clamp_(-0.5, 0.5)', 'x.sigmoid_()', 'x.tanh_()', 'x.sqrt_()',
        'x.pow_(2)', 'x.div_(y)', 'x.sub_(y, alpha=2)', 'x.neg_()', 'x = x * 1; x.masked_fill_(x > 0, 1)', 'x.index_fill_(0, torch.tensor([0]), 2)', 'x.addcmul_(x * 2, x * 3)', 'x.lerp_(y, 0.5)', 'x.abs_()', 'x.floor_()', 'x.reciprocal_()',
        'x = Cube.apply(x)', 'x = OnceCube.apply(x)', 'x, y = Both.apply(x, y)', 'x = Both.apply(x, y)[0]', 'x = Both.apply(x, x)[1]', 'x = Dirty.apply(x)', 'x = Dirty.apply(x * 1)', 'x = Half.apply(x)[0]', 'x = Shape.apply(x)',
        'x = Shape.apply(x); x += 1', 'x = checkpoint(lambda t: (t * 2).tanh(), x)', 'x = checkpoint(torch.mul, x, y, use_reentrant=False)', 'x.register_hook(lambda g: g * 2)', 'y.register_hook(lambda g: None)',
        'x = x.detach().requires_grad_() * y', 'p, q = x.max(-1); x = p + q', 'p, q = torch.std_mean(x); x = p * q', 'p, q = x.sort(-1); x = p * q', 'p, q = torch.aminmax(x); x = p / q', 'p, q = x.tensor_split(2, -1); x = p.sum() * q',
        'x = x.nanmean(-1)', 'x = x.nan_to_num()', 'x = torch.special.entr(x)', 'x = F.mse_loss(x, y.expand_as(x))', 'x = F.smooth_l1_loss(x, y.expand_as(x), reduction="none")', 'x = F.huber_loss(x, y.expand_as(x), delta=0.5)',
        'x = F.l1_loss(x, y.expand_as(x))', 'x = F.softmin(x, -1)', 'x = x.index_copy(0, torch.tensor([0]), y[:1])', 'x = x.masked_scatter(x > 0, x * 2)', 'x = torch.trapz(x)', 'x = x.cov()', 'x = x.msort()', 'x = x.nanquantile(0.4)',
        'x = x.quantile(torch.tensor([0.25, 0.5], dtype=x.dtype), -1)', 'x = x.cummin(-1)[0]', 'x = torch.linalg.vector_norm(x, 3)', 'x = x.norm(1, -1)', 'x = x.norm(float("inf"))', 'x = torch.ldexp(x, y)', 'x = x.amin()',
        'x = x.argmax() * x', 'x = torch.complex(x, y).abs()', 'x = torch.polar(x, x).imag', 'x = torch.fft.fft(x).abs()', 'x = torch.view_as_real(torch.complex(x, x)) * 1', 'x = x.half().float()', 'x = torch.rsub(x, y, alpha=2)',
        'x = x.sum_to_size(1)', 'x = x.put(torch.tensor([0]), y.flatten()[:1])', 'x = x.scatter_add(-1, torch.zeros_like(x, dtype=torch.long), y.expand_as(x))', 'x = x.scatter_reduce(-1, torch.zeros_like(x, dtype=torch.long), x * 2, "amax")',
        'x = torch.cumulative_trapezoid(x)', 'x = x.fmax(y)', 'x = x.fmin(y)', 'x = x.clamp(y, y + 1)', 'x = x.triu()', 'x = x.rot90()', 'x = x.take_along_dim(x.argsort(-1), -1)', 'x = torch.cross(x, y, dim=-1)',
        'x = F.embedding(torch.tensor([0, 1, 0]), x)', 'x = F.one_hot(torch.tensor([0, 1, 0])) @ x', 'x = F.linear(x, y)', 'x = torch.addmm(x, x, x)', 'x = torch.baddbmm(x, x, x)', 'x = torch.tensordot(x, x, 1)',
        'with torch.no_grad(): y.mul_(2)', 'with torch.no_grad(): v = x.view(-1); v += 1', 'with torch.no_grad(): x = x * 2', 'y = x', 'x, y = y, x', 'x = x.prod()', 'x = x.logdet()', 'x = torch.pow(2.0, x)', 'x = x ** y',
        'x = torch.special.i0e(x)', 'x = torch.special.ndtr(x)', 'x = torch.polygamma(1, x)', 'x = F.dropout(x, 0.0)', 'x = F.avg_pool1d(x, 1)', 'x = F.max_pool1d(x, 1)', 'x = F.instance_norm(x)', 'x = F.group_norm(x, 1)',
        'x = x.as_strided((2,), (1,))', 'x = x.repeat_interleave(2)', 'x = x.nansum()', 'x = x.std(-1, unbiased=False)', 'x = x.mode(-1)[0]']


def leaf(p):
    shape, kind, layout = p.pick([(3,), (2, 3), (3, 1), (2, 1, 3), (), (3, 3)]), p.pick(['float32', 'float64']), p.pick([0, 0, 0, 1, 2, 3, 4, 5])
    return f"make({shape}, '{kind}', {p.r.randrange(9)}{f', {layout}' if layout else ''}).requires_grad_()"


def step(p):
    if p.chance(0.2):
        f = p.pick(UNARY)
        return f"x = {f if f.startswith('F.') else 'torch.' + f}(x)"
    if p.chance(0.08):
        return f'x = {p.pick(UNARY_OF_NUMBERS)}(x.nan_to_num())'
    return p.pick(STEPS if p.chance(0.6) else MORE).replace('{o}', p.pick(['+', '-', '*']))


SECOND = ['z = sum((t * t).sum() for t in g if t is not None)', 'h = torch.autograd.grad(z, (a, b), allow_unused=True) if z.requires_grad else ()']
ENDINGS = [
    ['[x, *torch.autograd.grad(x.sum() + y.sum(), (a, b), allow_unused=True)]'],
    ['g = torch.autograd.grad((x * x).sum() + y.sum(), (a, b), create_graph=True, allow_unused=True)', *SECOND, '[x, h, [t.detach() for t in g if t is not None]]'],
    ['seen = []', 'x.register_hook(lambda g: seen.append(g)) if x.requires_grad else 0', 'x.retain_grad() if x.requires_grad else 0', '(x.sum() * 2 + y.sum()).backward()', '[x, seen, x.grad, a.grad, b.grad]'],
    ['x.backward(torch.ones_like(x), retain_graph=True)', '(x * y).sum().backward()', '[x, a.grad, b.grad]'],
    ['x.sum().backward()', 'x.sum().backward()', '[x, a.grad, b.grad]'],
    ['x.backward()', '[x, a.grad, b.grad]'],
    ['g, = torch.autograd.grad([x, y], [a], [torch.ones_like(x), torch.ones_like(y)], retain_graph=True, allow_unused=True)', 'h, = torch.autograd.grad(x, [b], torch.ones(x.shape))', '[x, g, h]'],
    ['(x.sum() + y.sum()).backward(inputs=[a, b])', '[a.grad, b.grad]'],
    ['(x * x).sum().backward(create_graph=True)', '[x, a.grad, torch.autograd.grad(a.grad.sum(), (a, b), allow_unused=True)]'],
    ['[x, y, x.requires_grad, x.is_leaf, y.is_leaf, [s for s, n in zip(x.stride(), x.shape) if n > 1]]'],
    ['x.sum().backward()', 'with torch.no_grad(): a -= 0.5 * a.grad', 'a.grad.zero_()', '(a * b).sum().backward()', '[a, a.grad, b.grad]'],
]


def graph(p):
    for _ in range(4):
        body = [f'a = {leaf(p)}', f'b = {leaf(p)}', 'x, y = a * 1, b + 0']
        steps = [step(p) for _ in range(p.r.randrange(1, 8))]
        n = p.pick([0, 0, 0, 1, 1, 1, 1, 2, 2, *range(3, len(ENDINGS))])
        p.add('grad ' + p.pick(steps + ['second'] * (n == 1)), *body, *steps, *ENDINGS[n])
