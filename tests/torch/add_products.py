"""addmm and its relatives: complex factors, numbers the elements cannot hold, sums of other shapes, in place and into out=."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))


x = torch.arange(4.).reshape(2, 2)
c, i, v = x.to(torch.cfloat), torch.arange(4).reshape(2, 2), x[0]
for name, operands in (('add', 'x, x'), ('sub', 'x, x'), ('add', 'c, x'), ('add', 'i, i'), ('add', 'i, x')):
    for alpha in ('1j', 'True', '1.5'):
        show(f'torch.{name}({operands}, alpha={alpha})')
for t in 'xci':
    for name, operands in (('addmm', f'{t}, {t}, {t}'), ('addmv', f'{t}[0], {t}, {t}[0]'), ('addr', f'{t}, {t}[0], {t}[0]'),
                           ('baddbmm', f'{t}[None], {t}[None], {t}[None]'), ('addbmm', f'{t}, {t}[None], {t}[None]')):
        for factor in ('alpha', 'beta'):
            for value in ('1j', 'True', '1.5', '0'):
                show(f'torch.{name}({operands}, {factor}={value})')
for name, operands, sums in (('addmm', 'x, x', ('x', 'x[:1]', 'x[0]', 'torch.ones(3, 2)')), ('addmv', 'x, v', ('v', 'v[:1]', 'torch.ones(3)', 'v.long()')),
                             ('addr', 'v, v', ('x', 'v', 'torch.ones(3, 2)')), ('baddbmm', 'x[None], x[None]', ('x[None]', 'v', 'x[None].long()')),
                             ('addbmm', 'x[None], x[None]', ('x', 'torch.ones(3, 2)'))):
    for s in sums:
        show(f'torch.{name}({s}, {operands})')
        if not (name == 'addmv' and '(3)' in s):
            show(f'{s}.clone().{name}_({operands})')
    if name != 'addbmm':
        show(f'torch.{name}({sums[0]}, {operands}, out=torch.empty(0, dtype=torch.int64))')
for name in ('baddbmm', 'addbmm'):
    for operands in ('x, i', 'x[None], i', 'torch.tensor(1.), x', 'x[None], torch.ones(2, 2, 2)', 'v, v'):
        show(f'torch.{name}(x, {operands})')
z = torch.tensor([[1 + 2j, 3j], [2., 1 - 1j]], requires_grad=True)
r = torch.addmm(z, z, z, beta=1j, alpha=2 - 1j)
r.abs().sum().backward()
print(r, z.grad)
