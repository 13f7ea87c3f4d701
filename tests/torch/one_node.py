"""Operations that are one node in PyTorch: its edges, what it keeps (a second pass, operands and results that were changed), results
that are no views, and gradients of gradients."""
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
torch.manual_seed(0)
D = torch.float64
long = torch.long


def t(*sizes, dtype=D):
    n = torch.Size(sizes).numel()
    return torch.tensor([((i * 37 + 11) % 101 - 50) / 23 for i in range(n)], dtype=dtype).reshape(sizes).clone()


def positive(n):
    a = t(n, n)
    return a @ a.T + 3 * torch.eye(n, dtype=D)


lu, pivots = torch.linalg.lu_factor(positive(3))
I, M = torch.tensor([2, 0]), torch.tensor([[True, False, True], [False, True, True]])
places = torch.tensor([[[[0, 2], [5, 7]]]])
OPERATIONS = {
    'addmv': (torch.addmv, t(3), t(3, 2), t(2)), 'addr': (torch.addr, t(3, 2), t(3), t(2)), 'addbmm': (torch.addbmm, t(3, 3), t(2, 3, 2), t(2, 2, 3)),
    'block_diag': (torch.block_diag, t(2, 2), t(3)),
    'diag': (torch.diag, t(3, 3)), 'cholesky_inverse': (torch.cholesky_inverse, positive(3)), 'cholesky_solve': (torch.cholesky_solve, t(3, 2), positive(3)),
    'lu_unpack': (lambda x: torch.lu_unpack(x, pivots), lu.detach()), 'lu': (torch.linalg.lu, positive(3)),
    'lu_solve': (lambda x, b: torch.linalg.lu_solve(x, pivots, b), lu.detach(), t(3, 2)), 'masked_select': (torch.masked_select, t(2, 3), M),
    'masked_scatter': (lambda x, m, s: x.masked_scatter(m, s), t(2, 3), M, t(5)), 'pdist': (torch.pdist, t(4, 2)), 'glu': (F.glu, t(2, 4)),
    'unfold': (lambda x: F.unfold(x, 2), t(1, 1, 3, 3)), 'pinv': (torch.linalg.pinv, t(3, 2)), 'pinv of nothing': (torch.linalg.pinv, t(0, 2)),
    'lstsq': (lambda a, b: torch.linalg.lstsq(a, b)[0], t(3, 2), t(3, 2)), 'householder': (torch.linalg.householder_product, t(3, 2), t(2)),
    'mvlgamma': (lambda x: torch.mvlgamma(x, 2), t(3) + 4), 'soft_margin_loss': (F.soft_margin_loss, t(4), t(4).sign()),
    'multi_margin_loss': (F.multi_margin_loss, t(3), torch.tensor(1)), 'multilabel_margin_loss': (F.multilabel_margin_loss, t(3), torch.tensor([1, -1, 0])),
    'max_unpool2d': (lambda x: F.max_unpool2d(x, places, 2, output_size=(3, 3)), t(1, 1, 2, 2)),
    'embedding': (lambda i, w: F.embedding(i, w), I, t(3, 2)), 'embedding_bag': (lambda i, w, p: F.embedding_bag(i, w, torch.tensor([0, 1]), mode='sum', per_sample_weights=p), I, t(3, 2), t(2)),
    'pixel_shuffle': (lambda x: F.pixel_shuffle(x, 2), t(1, 4, 1, 2)), 'pixel_unshuffle': (lambda x: F.pixel_unshuffle(x, 2), t(1, 1, 2, 2)),
    'index_fill': (lambda x, i: x.index_fill(0, i, 2.), t(3, 2), I), 'index_fill of a number': (lambda x, i: x.index_fill(0, i, 2.), t(), I[1:]),
    'index_copy': (lambda x, i, s: x.index_copy(0, i, s), t(3, 2), I, t(2, 2)), 'select_scatter': (lambda x, s: x.select_scatter(s, 0, 1), t(3, 2), t(2)),
    'slice_scatter': (lambda x, s: x.slice_scatter(s, 0, 1, 3, 1), t(3, 2), t(2, 2)), 'diagonal_scatter': (lambda x, s: x.diagonal_scatter(s), t(3, 2), t(2)),
    'reflect': (lambda x: F.pad(x, (1, 1), 'reflect'), t(1, 2, 3)), 'replicate': (lambda x: F.pad(x, (1, 1, 2, 0), 'replicate'), t(1, 1, 2, 3)),
    'nearest': (lambda x: F.interpolate(x, scale_factor=2), t(1, 1, 3)), 'bilinear': (lambda x: F.interpolate(x, scale_factor=2, mode='bilinear'), t(1, 1, 2, 2)),
    'grid_sample': (lambda x, g: F.grid_sample(x, g, align_corners=True), t(1, 1, 3, 3), t(1, 2, 2, 2) / 3), 'erfinv': (torch.erfinv, t(3) / 3),
    'log_ndtr': (torch.special.log_ndtr, t(3)), 'div': (lambda x, y: torch.div(x, y, rounding_mode='floor'), t(3), t(3)), 'renorm': (lambda x: x.renorm(2, 0, 1.), t(2, 3)),
    'slogdet': (torch.linalg.slogdet, positive(3)), 'scatter_reduce': (lambda x, s: x.scatter_reduce(0, I, s, 'sum'), t(3), t(2)), 'frexp': (lambda x: torch.frexp(x)[0], t(3)),
    'lu_factor': (torch.linalg.lu_factor, positive(3)), 'fft': (torch.fft.rfft, t(4)), 'diff': (lambda x: x.diff(0), t(3)),
    'bilinear layer': (F.bilinear, t(2, 2), t(2, 2), t(1, 2, 2)), 'index_reduce_': (lambda x, s: (x * 1).index_reduce_(0, I, s, 'mean'), t(3), t(2)),
    'polygamma_': (lambda x: (x * 1).polygamma_(1), t(3)), 'masked_scatter_': (lambda x, s: (x * 1).masked_scatter_(M, s), t(2, 3), t(5)),
    'index_copy_': (lambda x, s: (x * 1).index_copy_(0, I, s), t(3, 2), t(2, 2)), 'addr_': (lambda x, a, b: (x * 1).addr_(a, b), t(3, 2), t(3), t(2)),
    'mvlgamma_': (lambda x: (x * 1).mvlgamma_(2), t(3) + 4),
}


def text(e):
    return f'{type(e).__name__}: {e}'.split(' Hint')[0].replace('one of the variables needed for gradient computation has been modified by an inplace operation', 'CHANGED')[:130]


def graph(node, depth=0):
    if node is None or depth > 2:
        return '-' if node is None else '..'
    return node.name().replace('torch::autograd::', '') + ''.join(f' ({graph(n, depth + 1)}:{i})' for n, i in node.next_functions)


def made(name):
    function, *operands = OPERATIONS[name]
    operands = [o.clone().requires_grad_(o.is_floating_point() or o.is_complex()) if not (name == 'soft_margin_loss' and k) else o.clone() for k, o in enumerate(operands)]
    r = function(*operands)
    r = [o for o in (r if isinstance(r, tuple) else (r,)) if isinstance(o, torch.Tensor)]
    return operands, r, [o for o in r if o.requires_grad], [o for o in operands if o.requires_grad]


def passes(results, leaves, n=1):
    for _ in range(n):
        g = torch.autograd.grad(results, leaves, [torch.ones_like(o) for o in results], allow_unused=True)
    return 'passed'


def attempt(f):
    try:
        return f()
    except Exception as e:
        return text(e)


def rounded(values):
    return ' '.join('%.4g' % (v + 0.) for v in values)


def shown(g):
    if g is None:
        return 'None'
    return rounded((torch.view_as_real(g.detach().resolve_conj()) if g.is_complex() else g.detach()).flatten().tolist())


for name in OPERATIONS:
    operands, r, results, leaves = made(name)
    print('==', name, [o._is_view() for o in r], '; '.join(graph(o.grad_fn) for o in results))
    print('again:', attempt(lambda: passes(results, leaves, 2)))
    for k in range(len(operands)):
        operands, r, results, leaves = made(name)
        with torch.no_grad():
            operands[k].zero_()
        print('operand', k, attempt(lambda: passes(results, leaves)))
    for k in range(len(r)):
        operands, r, results, leaves = made(name)
        with torch.no_grad():
            r[k].zero_()
        print('result', k, attempt(lambda: passes(results, leaves)))
    operands, r, results, leaves = made(name)
    total = sum(((o * o.conj()).real * torch.arange(1., o.numel() + 1, dtype=D).view(o.shape)).sum() for o in results)
    first = torch.autograd.grad(total, leaves, create_graph=True, allow_unused=True)
    print('first', *map(shown, first), sep=' | ')
    smooth = [g for g in first if g is not None and g.requires_grad]
    if smooth and name != 'embedding_bag':
        # the result and the gradient together, as in a penalty
        both = total + sum((g * g.conj()).real.sum() for g in smooth)
        print('second', attempt(lambda: ' | '.join(map(shown, torch.autograd.grad(both, leaves, allow_unused=True)))))
