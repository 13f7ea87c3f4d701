# pooling and convolution of rows of all lengths, against plain loops; transposed copies of many shapes
import math

import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.RandomState(1)


def pooled(rows, k, s, p, d):
    """The largest of each window of a plane and where it is."""
    h, w = len(rows), len(rows[0])
    size = [(n + 2 * p - d * (k - 1) - 1) // s + 1 for n in (h, w)]
    for i in range(size[0]):
        for j in range(size[1]):
            best, at = None, None
            for a in range(i * s - p, i * s - p + d * k, d):
                for b in range(j * s - p, j * s - p + d * k, d):
                    if 0 <= a < h and 0 <= b < w:
                        v = rows[a][b]
                        if best is None or v > best or v != v:
                            best, at = v, a * w + b
            yield best, at


for dt in torch.float32, torch.float64:
    for width in list(range(1, 24)) + [31, 32, 33, 34, 64, 65]:
        for k, s, p, d in (1, 1, 0, 1), (2, 2, 0, 1), (2, 2, 1, 1), (3, 2, 1, 1), (3, 1, 1, 1), (2, 3, 0, 1), (2, 2, 1, 2), (3, 1, 1, 2):
            if d * (k - 1) + 1 > width + 2 * p or d * (k - 1) + 1 > 6 + 2 * p:
                continue
            x = rng.randint(-9, 9, (3, 6, width)).astype('f8')
            x[1, 2, width // 2] = math.nan
            x[2, 1:3] = -math.inf
            y, at = F.max_pool2d(torch.tensor(x, dtype=dt), k, s, p, d, return_indices=True)
            for plane, ys, ats in zip(x.tolist(), y.flatten(1).tolist(), at.flatten(1).tolist()):
                wanted = list(pooled(plane, k, s, p, d))
                if (None, None) in wanted:  # nothing but padding
                    continue
                assert ats == [i for _, i in wanted], (dt, width, k, s, p, d)
                assert all(a == b or a != a and b != b for a, (b, _) in zip(ys, wanted))
print('pooled')

for dt in torch.float32, torch.float64:
    for width in list(range(3, 22)) + [31, 32, 33, 34, 40]:
        for p in 0, 1, 2:
            x = torch.tensor(rng.randint(-4, 5, (2, 3, 4, width)), dtype=dt, requires_grad=True)
            w = torch.tensor(rng.randint(-4, 5, (2, 3, 3, 3)), dtype=dt)
            y = F.conv2d(x, w, padding=p)
            wide, a, b = F.pad(x.detach(), (p, p, p, p)), y.shape[2], y.shape[3]
            g = torch.tensor(rng.randint(-4, 5, y.shape), dtype=dt)
            back, plain = torch.zeros_like(wide), torch.zeros_like(y)
            for i in range(3):
                for j in range(3):
                    plain += torch.einsum('bchw,oc->bohw', wide[:, :, i:i + a, j:j + b], w[:, :, i, j])
                    back[:, :, i:i + a, j:j + b] += torch.einsum('bohw,oc->bchw', g, w[:, :, i, j])
            y.backward(g)
            assert y.tolist() == plain.tolist() and x.grad.tolist() == back[:, :, p:p + 4, p:p + width].tolist(), (dt, width, p)
print('convolved')

for sizes, order in [((32, 8, 784), (0, 2, 1)), ((8, 5, 28, 7), (0, 2, 3, 1)), ((17, 18, 19), (2, 1, 0)), ((200, 5, 6), (0, 2, 1)),
                     ((40, 3, 60), (0, 2, 1)), ((3, 5, 7, 9, 11), (4, 2, 0, 3, 1)), ((2, 3, 33, 65), (1, 0, 3, 2)), ((90, 91), (1, 0))]:
    for dt in 'f4', 'f8', 'i2', 'i4':
        a = np.arange(math.prod(sizes)).astype(dt).reshape(sizes)
        t = a.transpose(order)
        c = np.ascontiguousarray(t)
        assert c.flags.c_contiguous and c.tolist() == t.tolist()
        assert np.copy(t[..., ::-1], order='C').tolist() == t[..., ::-1].tolist()
        assert np.copy(t[1:, 1:], order='C').tolist() == t[1:, 1:].tolist()
        u = torch.from_numpy(a).permute(order)
        assert u.contiguous().tolist() == c.tolist()
        out = np.zeros(t.shape[:-1] + (t.shape[-1] + 3,), dt)
        out[..., 1:-2] = t
        assert out[..., 1:-2].tolist() == t.tolist() and not out[..., 0].any() and not out[..., -2:].any()
print('transposed')
