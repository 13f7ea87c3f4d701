# What is wrong with the sizes, the indices and the numbers that a function is given, and which of it is said.
import torch


def t(text):
    try:
        r = eval(text)
        print(text, '->', r.tolist() if isinstance(r, torch.Tensor) else r)
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for shape in ('()', '(1,)', '(3,)', '(2, 3)'):
    for sizes in ('-1', '3, -1', '-2', '-2, 3', '2, 3'):
        t(f'torch.zeros({shape}).expand({sizes}).shape')
    for dim in (-1, 0, 1, -3):
        for sizes in ('(3, -1)', '(-1, -1)', '()', '(1, 3)', '(0, -1)', '(-2, 3)'):
            t(f'torch.zeros({shape}).unflatten({dim}, {sizes}).shape')
t('torch.zeros(2, 3).bool().expand(-1)')
t('torch.zeros(3, 2, dtype=torch.int16).t().view(torch.float64)')
t('torch.zeros(4, 2, dtype=torch.int16).t().view(torch.float64)')
for shape in ('(0,)', '(0, 3)', '(3, 0)', '(2, 3)', '(2, 3, 0)'):
    for dim in (0, 1):
        for index in ('[]', '[0]', '[5]', '[0, -7]'):
            index = f'torch.tensor({index}, dtype=torch.long)'
            t(f'torch.index_select(torch.zeros({shape}), {dim}, {index}).shape')
            t(f'torch.zeros({shape}).index_fill({dim}, {index}, 2).shape')
            if '-7' not in index:
                t(f'torch.zeros({shape}).index_add({dim}, {index}, torch.zeros(2, 3)).shape')
t('torch.zeros(0, 3).index_copy(0, torch.tensor([0]), torch.zeros(1, 3))')
for shape in ('()', '(3,)'):
    t(f'torch.zeros({shape}).index_put((torch.tensor([0]),), torch.tensor(1.))')
    t(f'torch.zeros({shape}).index_put((torch.tensor([0]), torch.tensor([0])), torch.tensor(1.))')
for a, b, dims in (('(4, 1)', '(0,)', ''), ('(3,)', '()', ', 2'), ('(2, 3)', '(1,)', ''), ('(2, 3)', '(3, 2)', ', ([0], [0])'), ('(2, 3)', '(2, 3)', ', ([0, 0], [0, 0])'),
                   ('(2, 3)', '(3,)', ', -1'), ('(1, 3)', '(2, 3)', ', ([0], [0])'), ('(1, 3)', '(1, 3)', ', ([0], [0])')):
    t(f'torch.tensordot(torch.ones({a}), torch.ones({b}){dims})')
    t(f'torch.tensordot(torch.ones({a}, dtype=torch.int16), torch.ones({b}, dtype=torch.int32){dims})')
for kind in ('bool', 'float16'):
    for product in ('x @ x', 'x[0] @ x[0]', 'x @ x[0, 0]', 'x[0] @ x[0, 0]', 'x[0, 0] @ x[0, 0]', 'torch.bmm(x, x)', 'x.matrix_power(2)'):
        t(f'[{product} for x in [torch.ones(2, 2, 2, dtype=torch.{kind})]]')
t('torch.zeros(2, 2, dtype=torch.bfloat16).matrix_power(0)')
t('torch.ones(2, 2, dtype=torch.int16).matrix_exp()')
t('torch.ones(1, 1, dtype=torch.float16).matrix_exp()')
for kind in ('uint8', 'int16', 'float16', 'bool'):
    for ends in ('0, 300, 3', '300, 0, 1', '0, 300, 1', '-5, 250, 4', "float('inf'), 0, 3", '0, 70000, 2'):
        t(f'torch.linspace({ends}, dtype=torch.{kind})')
        t(f'torch.linspace({ends}, out=torch.zeros(0, dtype=torch.{kind}))')
    t(f'torch.ones(3, dtype=torch.{kind}).pow(300)')
    t(f'torch.zeros(0, dtype=torch.{kind}).pow_(300)')
    t(f'torch.full((1,), 2 ** 40, dtype=torch.{kind})')
t('torch.logspace(300, 0, 1, dtype=torch.int16)')
for x in ('torch.ones(2)', 'torch.ones(2, dtype=torch.bool)', 'torch.ones(())'):
    for y in ('True', 'torch.tensor(True)', '2'):
        t(f'torch.rsub({x}, {y}, alpha=2)')
        t(f'torch.rsub({x}, {y})')
for f in ('floor', 'ceil', 'trunc', 'sign', 'rad2deg', 'logit', 'nan_to_num', 'round', 'square'):
    for kind in ('complex64', 'float16', 'bool'):
        t(f'torch.{f}(torch.ones(2, dtype=torch.{kind}), out=torch.zeros(2, dtype=torch.bfloat16)).shape')
t('torch.ones(2, dtype=torch.bool).square_()')
t('torch.rad2deg(torch.tensor([0.34375, 1.375]).half(), out=torch.zeros(2))')
t('torch.rad2deg(torch.tensor([6, -10], dtype=torch.int8), out=torch.zeros(2, dtype=torch.float64))')
for f in ('gammainc', 'gammaincc'):
    t(f'torch.special.{f}(torch.ones(2, dtype=torch.int32), torch.ones(2, dtype=torch.bool))')
    t(f'torch.special.{f}(torch.tensor(1), torch.ones(2)).shape')
for shape in ('()', '(3,)'):
    for kind in ('bool', 'float32'):
        for dim in (-1, 1):
            t(f'torch.cumulative_trapezoid(torch.ones({shape}, dtype=torch.{kind}), dim={dim})')
t('torch.zeros(0, 3).half().corrcoef()')

# kernels, types of outputs and types of factors in PyTorch's order: mv, cross, cdist
def said(f):
    try:
        print(f())
    except RuntimeError as e:
        print(e)


kinds = [torch.bool, torch.int64, torch.float16, torch.bfloat16, torch.float32]
for a in kinds:
    for b in kinds:
        x, y = torch.ones(1, 3, dtype=a), torch.ones(2, 3, dtype=b)
        said(lambda: torch.mv(x, y[0]))
        said(lambda: torch.cross(x, y))
        for o in kinds:
            said(lambda: torch.mv(x, y[0], out=torch.zeros(1, dtype=o)))
            said(lambda: torch.cross(x, y, out=torch.zeros(2, 3, dtype=o)))
        if a.is_floating_point and b.is_floating_point:
            for n, columns in ((2, 0), (0, 2), (2, 2), (30, 2)):
                said(lambda: torch.cdist(torch.ones(2, columns, dtype=a), torch.ones(n, columns, dtype=b)).sum())
