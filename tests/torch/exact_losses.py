"""Values and gradients to the last bit where the order of steps decides: gates, losses and embeddings of random numbers."""
import torch
import torch.nn.functional as F


def digest(t):
    if t is None:
        return None
    bits = t.detach().contiguous().view({8: torch.int64, 4: torch.int32, 2: torch.int16}[t.element_size()]).flatten().long()
    return int((bits % 1000003 * torch.arange(1, bits.numel() + 1)).sum() % 1000000007)


def show(name, f, *xs):
    xs = [x.clone().requires_grad_() for x in xs]
    y = f(*xs)
    torch.manual_seed(7)
    g = torch.randn(y.shape, dtype=torch.float64).to(y.dtype)
    print(name, xs[0].dtype, digest(y), *(digest(t) for t in torch.autograd.grad(y, xs, g, allow_unused=True)))


torch.manual_seed(5)
for dtype in torch.float32, torch.float64, torch.bfloat16:
    x = torch.randn(60, 34, dtype=torch.float64).to(dtype)
    show('glu', F.glu, x)
    show('glu', lambda x: F.glu(x, 0), x)
for dtype in torch.float32, torch.float64:
    x = torch.randn(100, 13, dtype=torch.float64).to(dtype)
    y = torch.randint(0, 13, (100,))
    y[::3] = -100
    w = torch.rand(13, dtype=torch.float64).to(dtype)
    for way in 'mean', 'sum', 'none':
        show('smoothed', lambda x: F.cross_entropy(x, y, w, reduction=way, label_smoothing=0.1), x)
    table = torch.randn(9, 5, dtype=torch.float64).to(dtype)
    indices = torch.randint(0, 9, (200,))
    starts = torch.arange(0, 200, 7)
    for often in False, True:
        show('embedding', lambda w: F.embedding(indices, w, 3, scale_grad_by_freq=often), table)
        for mode in 'sum', 'mean':
            show(mode, lambda w: F.embedding_bag(indices, w, starts, mode=mode, padding_idx=2, scale_grad_by_freq=often), table)
for shape in (2, 3), (2, 3, 4), (2, 3, 2, 2), (2, 3, 1, 2, 2):     # which kernel it is that halves miss
    try:
        print(F.nll_loss(torch.zeros(shape).half(), torch.zeros(shape[:1] + shape[2:], dtype=torch.int64)))
    except RuntimeError as e:
        print(e)
