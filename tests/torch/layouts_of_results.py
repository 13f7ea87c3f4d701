"""Memory layouts of results: powers of a number are laid out row by row, other functions as their operands; and gradients that are lazy zeros."""
import torch

b = torch.arange(1., 7.).reshape(3, 2).T
a = torch.tensor(2., requires_grad=True)
for r in (torch.pow(2, b), torch.pow(1, b), 2 ** b, torch.float_power(2, b), torch.ldexp(a, b), torch.ldexp(b, a), b.pow(2), torch.pow(a, b),
          torch.pow(2, b.clone().requires_grad_()), torch.special.xlog1py(b, 2), torch.special.xlog1py(b, b), torch.special.zeta(b + 1, b),
          torch.special.gammainc(b, b), torch.isclose(b, b), torch.isclose(b, b[:, :1])):
    print(list(r.shape), r.stride(), r.dtype)

for f in (lambda x: x.transpose(0, 1), lambda x: x.permute(1, 0) * 2, lambda x: x.T + 1):
    x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    torch.sgn(f(x * 1)).sum().backward()
    print(x.grad)
    try:
        print(x.grad.zero_())
    except RuntimeError as e:
        print(e)
