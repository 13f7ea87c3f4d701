"""Operands without elements or dimensions, outputs of other types, and the steps in which bfloat16 is rounded."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))



none = torch.zeros(0, 3)
for d in ('torch.int64', 'torch.bool', 'torch.complex64', 'torch.float64'):
    show(f'torch.nanmean(none, dtype={d})')
    show(f'torch.nanmean(none, 0, out=torch.zeros(3, dtype={d}))')
    show(f'torch.nanmean(none.half(), 1, dtype={d})')
for f in ('trapezoid', 'trapz', 'cumulative_trapezoid'):
    show(f'torch.{f}(torch.zeros(0, dtype=torch.bool))')
    show(f'torch.{f}(none.bool(), dim=0)')
    show(f'torch.{f}(none.bool())')
for dim in (1, 5, -3):
    show(f'torch.cat([torch.zeros(0), torch.zeros(0, dtype=torch.int64)], {dim})')
    show(f'torch.cat([torch.zeros(0), torch.ones(1, 2)], {dim})')
for s in ('1 + 2j', '300', '1e10', '-1.', '1 + 0j', 'float("nan")'):
    for d in ('float32', 'int8', 'uint8', 'int64', 'bool'):
        show(f'torch.cumsum(torch.tensor({s}), 0, dtype=torch.{d})')
        show(f'torch.cumprod(torch.tensor({s}), 0, out=torch.zeros((), dtype=torch.{d}))')
for d in ('float64', 'float32', 'bfloat16', 'int64'):
    show(f'torch.heaviside(torch.ones(2), torch.ones(2), out=torch.zeros(2, dtype=torch.{d}))')
    show(f'torch.sub(torch.ones(3, 2), torch.ones(3).bool(), out=torch.zeros(0, dtype=torch.{d}))')
show('torch.var(torch.tensor([1 + 2j, 3j]), (), out=torch.zeros((), dtype=torch.bool))')
show('torch.std(torch.tensor([1 + 2j, 3j]), (), out=torch.zeros((), dtype=torch.bool))')
show('torch.std(torch.tensor(1 + 2j), (), out=torch.zeros((), dtype=torch.complex64))')
for f in ('complex', 'polar'):
    show(f'torch.{f}(torch.ones(2).half(), torch.ones(3).half())')
show('torch.polar(torch.ones(3).half(), torch.ones(3).half())')
x = (torch.arange(20) - 8).bfloat16() / 8
for f in ('sinc', 'logit'):
    print(getattr(torch, f)(x).double().tolist())
print(torch.xlogy(x, x.abs()).double().tolist(), torch.logit(x, 0.3).double().tolist())
show('torch.addcdiv(torch.ones(2, dtype=torch.complex64), torch.ones(2), torch.zeros(2))')
show('torch.addcmul(torch.ones(2).half(), torch.tensor(1j), torch.ones(2).half())')
show('torch.addcdiv(torch.ones(2).half(), torch.tensor(1j), torch.ones(2).half())')
show('torch.lerp(torch.ones(4, dtype=torch.uint8), torch.ones(2, dtype=torch.uint8), True)')
for kind in ('bfloat16', 'float16', 'int8', 'uint8', 'bool', 'complex64'):
    for a in ((0, 257), (257, 600), (259, 260), (-257, 5), (255, 257), (0, 2), (3, 2), (-200, 5), (0, 70000)):
        torch.manual_seed(1)
        show(f'torch.empty(6, dtype=torch.{kind}).random_{a}')
