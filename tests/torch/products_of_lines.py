# Products of rows, columns and vectors, in every layout in which they are handed to BLAS: with integers, whose sums are exact in any order.
import itertools

import torch

torch.manual_seed(0)


def matrix(rows, columns, layout, dtype):
    made = torch.randint(-4, 5, (2 * rows, 2 * columns)).to(dtype)
    return {'rows': made[:rows, :columns].contiguous(), 'columns': made[:rows, :columns].t().contiguous().t(), 'part': made[:rows, :columns],
            'spread': made[::2, ::2], 'turned part': made[:rows, :columns].clone().t()[:columns].t()}[layout]


layouts = 'rows', 'columns', 'part', 'spread', 'turned part'
for dtype in torch.float32, torch.float64, torch.complex64:
    total = 0
    for m, k, n in itertools.product((1, 2, 7), (1, 5, 40), (1, 3, 60)):
        for left, right in itertools.product(layouts, layouts):
            a, b = matrix(m, k, left, dtype), matrix(k, n, right, dtype)
            wanted = (a[:, :, None] * b[None]).sum(1)
            got = [a @ b, torch.mm(a, b), torch.addmm(wanted[:1], a, b) - wanted[:1], (a[None] @ b)[0], torch.nn.functional.linear(a, b.t()),
                   torch.einsum('ij,jk->ik', a, b), torch.stack([row @ b for row in a]), torch.stack([a @ column for column in b.t()], 1),
                   torch.stack([torch.nn.functional.linear(row, b.t(), b[0]) - b[0] for row in a])]
            bad = [i for i, r in enumerate(got) if not torch.equal(r, wanted)]
            if bad:
                print(dtype, m, k, n, left, right, bad)
            total += int(wanted.real.sum())
    print(dtype, total)
