# clip_grad_norm_ rounds as the norms, the quotient and the products of tensors do: a bias in front of a batch normalisation has a gradient of
# nothing but such roundings, and Adam makes steps of them.
import torch

torch.manual_seed(0)
sizes = (1,), (3,), (16,), (100,), (16, 4), (33, 9), (4, 3, 5, 5)
for dtype, bits in (torch.float32, torch.int32), (torch.float64, torch.int64):
    for norm_type in 2, 1, 3.5, float('inf'):
        for n in range(1, len(sizes) + 1):
            parameters = [torch.nn.Parameter(torch.zeros(size, dtype=dtype)) for size in sizes[:n]]
            for p in parameters:
                p.grad = torch.randint(-9, 9, p.shape).to(dtype) / 8
            total = torch.nn.utils.clip_grad_norm_(parameters, .1, norm_type)
            print(dtype, norm_type, n, total.dtype, float(total).hex() if norm_type == 2 else f'{total:.6f}',
                  hash(tuple(p.grad.view(bits).sum().item() for p in parameters)) if norm_type == 2 else f'{parameters[-1].grad.sum():.6f}')
one, other = torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.ones(2, dtype=torch.float64))
one.grad, other.grad = torch.ones(2), torch.full((2,), 3., dtype=torch.float64)
print(torch.nn.utils.clip_grad_norm_([one], 1.), one.grad)
for several in [one, other], [torch.nn.Parameter(torch.zeros(0))], []:
    for p in several:
        p.grad = torch.ones_like(p) if p.grad is None else p.grad
    try:
        print(torch.nn.utils.clip_grad_norm_(several, 1.), [p.grad for p in several])
    except RuntimeError as error:
        print(error)
    try:
        print(torch.nn.utils.clip_grad_norm_(several, 1., float('inf')))
    except RuntimeError as error:
        print(error)
one.grad = torch.tensor([float('nan'), 1.])
print(torch.nn.utils.clip_grad_norm_([one], 1.), one.grad, torch.nn.utils.clip_grad_norm_([one], 1., float('inf')))
half = torch.nn.Parameter(torch.ones(3, dtype=torch.bfloat16))
half.grad = torch.tensor([3., 4., 12.], dtype=torch.bfloat16)
print(torch.nn.utils.clip_grad_norm_(half, 1.), half.grad)
