# set_printoptions takes any value; what it means shows when a tensor is printed. PRINT_OPTS holds the options.
import math

import torch
from torch._tensor_str import PRINT_OPTS


def shown(**options):
    print(options)
    try:
        torch.set_printoptions(**options)
    except Exception as error:
        print(' refused:', type(error).__name__, error)
    for x in torch.arange(4.) / 3, torch.arange(1200.), torch.arange(6).reshape(2, 3), torch.tensor([1 + 2j, 3.5 - 1j]), torch.tensor(2.5), torch.empty(0, 2):
        try:
            text = str(x)
            print('  ' + (text if len(text) < 200 else f'{text[:60]} <{len(text)}> {text[-60:]}'))
        except Exception as error:
            print('  not printed:', type(error).__name__, error)
    torch.set_printoptions(profile='default')


for value in 0, -1, 2.5, '3', True, [1], math.inf, math.nan, 10**20:
    for name in 'precision', 'threshold', 'edgeitems', 'linewidth', 'sci_mode':
        shown(**{name: value})
shown(profile='short', precision=5)
shown(profile='unknown')
shown(profile=1)
shown(unknown=1)
torch.set_printoptions(3, 5, 1, 30, 'full', False)
print(PRINT_OPTS.precision, PRINT_OPTS.threshold, PRINT_OPTS.edgeitems, PRINT_OPTS.linewidth, PRINT_OPTS.sci_mode)
print(torch.arange(12.).reshape(3, 4) / 7)
PRINT_OPTS.precision = 1
print(torch.arange(3) / 7)
PRINT_OPTS.linewidth = 40.5
print(torch.arange(5.).to(torch.float16), torch.ones(2, 3, requires_grad=True) * 2)
print(torch.nn.Parameter(torch.ones(2)), torch.ones(3, dtype=torch.bfloat16).neg())
print(torch.eye(2).to_sparse())
torch.set_printoptions(profile='default')
print(torch.ones(2).__repr__(tensor_contents='[so]'), torch._tensor_str._str(torch.ones(2, dtype=torch.int8), tensor_contents='?'))
print(torch._tensor_str._tensor_str(torch.arange(3.), 4))
