"""Nodes behind functions that PyTorch composes of others, with the gradients that go through them."""
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')


def graph(n, depth=9):
    if n is None:
        return '-'
    name = n.name().replace('torch::autograd::', '').replace('AccumulateGrad', '*').replace('Backward0', '')
    return name + ('(' + ', '.join(graph(f, depth - 1) for f, _ in n.next_functions) + ')' if n.next_functions and depth else '')


x = (torch.arange(12.).reshape(3, 4) / 7).sin().requires_grad_()
y = (torch.arange(12.).reshape(3, 4) / 5).cos().requires_grad_()
v = torch.tensor([.3, .6, .8, .1], requires_grad=True)
w = torch.tensor([.5, -.6, .2, .9], requires_grad=True)
im = (torch.arange(96.) / 9).sin().reshape(2, 3, 4, 4).requires_grad_()
signal = torch.linspace(-1, 1, 16).requires_grad_()
at = torch.tensor([0, 2])
leaves = (x, y, v, w, im, signal)


def in_place(f, t):
    t = t * 1
    f(t)
    return t


for name, f in {
        'nanmean': lambda: x.nanmean(), 'of a dimension': lambda: x.nanmean(0, keepdim=True), 'cov': lambda: x.cov(), 'one row': lambda: v.cov(),
        'weighted': lambda: x.cov(fweights=torch.tensor([1, 2, 1, 1]), aweights=torch.ones(4)), 'corrcoef': lambda: x.corrcoef(), 'of one': lambda: v.corrcoef(),
        'stft': lambda: torch.stft(signal, 4, window=torch.ones(4), return_complex=False), 'batch': lambda: torch.stft(signal[None], 4, center=False, return_complex=True).abs(),
        'inner': lambda: torch.inner(v, w), 'matrices': lambda: torch.inner(x, y), 'batches': lambda: torch.inner(im, x), 'number': lambda: torch.inner(v, torch.tensor(2.)),
        'combinations': lambda: torch.combinations(v), 'three': lambda: torch.combinations(v, 3, True), 'one': lambda: torch.combinations(v, 1),
        'rot90': lambda: torch.rot90(x), 'twice': lambda: torch.rot90(x, 2), 'none': lambda: torch.rot90(x, 0), 'back': lambda: torch.rot90(x, -1, [1, 0]),
        'index_put': lambda: x.index_put((at,), v), 'mask': lambda: torch.index_put(x, (x > 0,), torch.tensor(0.)),
        'response': lambda: F.local_response_norm(im, 2), 'lines': lambda: F.local_response_norm(im[0], 3), 'volumes': lambda: F.local_response_norm(im[None], 2),
        'exact': lambda: F.interpolate(im, scale_factor=2, mode='nearest-exact'), 'volume': lambda: F.interpolate(im[None], size=(3, 3, 3), mode='nearest-exact'),
        'classes': lambda: F.cross_entropy(x, y.softmax(1)), 'each': lambda: F.cross_entropy(x, y, reduction='none', weight=w.detach()),
        'smooth': lambda: F.cross_entropy(x, y, label_smoothing=.1, reduction='sum'), 'poisson': lambda: F.poisson_nll_loss(x, y.abs(), log_input=False),
        'histogram': lambda: torch.histogram(x, 3)[1], 'floor': lambda: in_place(lambda t: t.floor_divide_(2), x), 'step': lambda: in_place(lambda t: t.heaviside_(y), x),
        'part': lambda: in_place(lambda t: t[:2].floor_divide_(2), x)}.items():
    for t in leaves:
        t.grad = None
    r = f()
    print(name, graph(r.grad_fn))
    try:
        r.square().sum().backward()
        print('   ', list(r.shape), r.stride(), *(round(t.grad.sum().item(), 3) for t in leaves if t.grad is not None))
    except RuntimeError as e:
        print('   ', e)
