# Splits into thousands of pieces, and einsum of many operands.
import torch

x = torch.arange(5000)
for pieces in [torch.tensor_split(x, 2000), torch.tensor_split(x, list(range(1, 200))), torch.hsplit(x, 2500), torch.hsplit(x, list(range(100))),
               x.tensor_split(torch.arange(100)), x.split([2] * 2500), x.chunk(3000), x.unbind()]:
    print(len(pieces), pieces[0].shape, pieces[-1].shape, sum(p.sum().item() for p in pieces))
for call in [lambda: torch.tensor_split(x, list(range(100)) + ['a']), lambda: torch.tensor_split(x, 0), lambda: torch.hsplit(x, 0), lambda: torch.hsplit(x, -5)]:
    try:
        call()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, str(e).splitlines()[0])
print(torch.einsum('i,' * 20 + 'i->i', *[torch.tensor([1.0, 1.5])] * 21))
print(torch.einsum(','.join('abcdefghij') + '->', *[torch.ones(2)] * 10))
