# Layers, losses and distributions called with what does not fit: which check speaks first, and how.
import torch
import torch.distributions as D
import torch.nn as nn
import torch.nn.functional as F


def tell(f):
    try:
        r = f()
        print(tuple(r.shape) if isinstance(r, torch.Tensor) else r)
    except Exception as e:
        print(type(e).__name__, str(e)[:260])


M, V, Z, N = torch.ones(2, 3), torch.ones(2), torch.tensor(2.), torch.tensor(1)
sequence = torch.ones(3, 1, 2)
for x in (Z, N, torch.ones(3), torch.ones(2, 2, 2, 2)):
    for layer in (nn.RNN(2, 3), nn.LSTM(2, 3), nn.GRU(2, 3)):
        tell(lambda: layer(x)[0])
    tell(lambda: F.unfold(x, 2))
    tell(lambda: F.ctc_loss(x, torch.tensor([[1, 2]]), torch.tensor([4]), torch.tensor([2])))
    tell(lambda: F.cosine_embedding_loss(M, x, torch.tensor([1., -1.])))
    tell(lambda: F.cosine_embedding_loss(x, M, torch.tensor([1., -1.])))
tell(lambda: F.ctc_loss(torch.zeros(4, 1, 3), Z, torch.tensor([4]), torch.tensor([2])))
tell(lambda: nn.MultiheadAttention(2, 1, dropout=1.5)(sequence, sequence, sequence))
for weight in (Z, N, V, torch.ones(2, dtype=torch.float64)):
    for x in (M, sequence, V):
        tell(lambda: F.linear(x, weight, torch.ones(3)))
tell(lambda: F.local_response_norm(torch.ones(1, 2, 4), -1))
tell(lambda: nn.LazyLinear(3)(M, unheard_of=1))
tell(lambda: nn.LazyConv2d(2, 1)(torch.ones(1, 2, 4, 4), unheard_of=1))
tell(lambda: F.embedding(torch.tensor([0]), torch.ones(0, 3)))
for factor in (float('inf'), float('nan'), 2.**70, 1e9):
    for mode in ('nearest', 'bilinear', 'bicubic', 'area'):
        tell(lambda: F.interpolate(torch.ones(1, 1, 2, 2), scale_factor=factor, mode=mode))

exp = D.ExpTransform()
for kind in (D.StackTransform, D.CatTransform):
    for parts in ([exp], [exp, exp], 'x', [], [1, 2], V):
        for dim in (0, -1, 1, None, 'x', 1.5, V):
            tell(lambda: kind(parts, dim)(V))
            tell(lambda: kind(parts, dim).inv(V))
for x in (None, 'x', 1, V, [1]):
    tell(lambda: D.ReshapeTransform((2,), (1, 2))(x))
    tell(lambda: D.ReshapeTransform((2,), (1, 2)).inv(x))
    tell(lambda: D.TransformedDistribution(x, [exp]))
    tell(lambda: D.Wishart(x, torch.eye(2)))
    tell(lambda: D.LKJCholesky(2, x))
for make in (D.Normal, D.Beta, D.Cauchy, D.Gamma, D.Uniform):
    tell(lambda: make(1j, V))
    tell(lambda: make(V, 1j))
    tell(lambda: make(V, '1'))
for concentration in (True, 1j, torch.tensor([1, 2], dtype=torch.uint8), [1, 2], 2):
    tell(lambda: D.LKJCholesky(2, concentration).batch_shape)
tell(lambda: D.Multinomial(total_count=-1, probs=V))
tell(lambda: D.Multinomial(3, torch.ones(2, 4)).expand((5, 2)).sample())

picture, volume = torch.arange(32.).view(1, 2, 4, 4), torch.arange(128.).view(1, 2, 4, 4, 4)
for size in ([], [2], (2, 2), (2, 2, 2), 7, 'x', None):
    for pool, x, n in (F.fractional_max_pool2d, picture, 2), (F.fractional_max_pool3d, volume, 3):
        samples = torch.full((1, 2, n), 0.5)
        tell(lambda: pool(x, size, output_size=2, _random_samples=samples))
        tell(lambda: pool(x, 2, output_size=size, _random_samples=samples))
        tell(lambda: pool(x, 2, output_size=-1, _random_samples=samples))
        tell(lambda: pool(x, 2, output_size=0, _random_samples=samples))
P = torch.full((1, 3), 0.25)
for w in (torch.ones(0, 3), torch.ones(2, 1, 3), torch.ones(3), torch.ones(2, 3), torch.ones(4), torch.ones(1, 1)):
    tell(lambda: F.binary_cross_entropy(P, P, w))
    tell(lambda: F.binary_cross_entropy_with_logits(P, P, w))
    tell(lambda: F.binary_cross_entropy_with_logits(P, P, pos_weight=w))
    tell(lambda: w in P)
    tell(lambda: P in w)
    tell(lambda: torch.zeros(3).scatter_(0, w.int(), torch.arange(3)))
tell(lambda: torch.lu(torch.ones(3)))
for dim in ([], (0,), (0, 1, 2)):
    tell(lambda: torch.linalg.matrix_norm(P, dim=dim))
packed = nn.utils.rnn.pack_padded_sequence(torch.ones(3, 2, 1), [3, 2])
for layer in (nn.LSTM(2, 2), nn.GRU(2, 2), nn.RNN(2, 2)):
    tell(lambda: layer(packed))
    tell(lambda: layer(packed, torch.zeros(1, 2, 2)))

for n, x in ((1, torch.arange(16.).view(1, 2, 8)), (2, picture), (3, volume)):
    y, at = getattr(F, f'max_pool{n}d')(x, 2, return_indices=True)
    unpool = getattr(F, f'max_unpool{n}d')
    for size in (-1, 2, 3, 0):
        tell(lambda: unpool(y, at, size))
        tell(lambda: unpool(y, at, 2, size))
    for padding in (1, 2, 3, 7):
        tell(lambda: unpool(y, at, 2, padding=padding))
    tell(lambda: unpool(y, at.int(), 2))
    tell(lambda: unpool(y[..., :1], at, 2))
