"""clamp and its relatives: bounds of every sort, types that refuse them, nan, in place and into out=."""
import torch


def show(s):
    try:
        r = eval(s)
    except Exception as e:
        r = type(e).__name__ + ': ' + str(e)
    print(s, '->', str(r).replace('\n', ' '))



nan = float('nan')
x = torch.tensor([-3, 1, 8])
BOUNDS = ['0, 1', 'min=0', 'max=1', 'None, None', '1j', 'min=1j', 'torch.tensor(0.), torch.tensor(1.)', 'torch.tensor(1j)', 'torch.tensor(1.5).double(), 2', '1, torch.tensor(1.5).double()',
          'min=torch.ones(3), max=torch.ones(3)', '-1, 300', 'nan', '0, nan', 'torch.ones(2, 3)', 'torch.ones(2)']
for kind in ('float32', 'float16', 'bfloat16', 'int64', 'int8', 'uint8', 'bool', 'complex64'):
    for b in BOUNDS:
        show(f'x.to(torch.{kind}).clamp({b})')
        show(f'x.to(torch.{kind}).clamp_({b})')
        show(f'torch.clamp(x.to(torch.{kind}), {b}, out=torch.zeros(3))')
    for b in ('1', '1j', 'nan', 'torch.tensor(1.)', 'torch.ones(2, 3)', 'torch.tensor(1j)'):
        show(f'x.to(torch.{kind}).clamp_min({b})')
        show(f'x.to(torch.{kind}).clamp_max_({b})')
    show(f'x.to(torch.{kind}).expand(2, 3).clamp_(0, 1)')
