"""Division, promotion, bit operations."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)
t(lambda: torch.div(x,3,rounding_mode='floor'))
t(lambda: torch.div(x,-3,rounding_mode='trunc'))
t(lambda: torch.div(x,3,rounding_mode='x'))
t(lambda: x.div(2))
t(lambda: torch.true_divide(torch.tensor(3),2))
t(lambda: torch.remainder(torch.tensor([-3,3]),2))
t(lambda: torch.fmod(torch.tensor([-3,3]),2))
t(lambda: torch.tensor([1,2])+1.5)
t(lambda: torch.tensor([1,2])*True)
t(lambda: i8+300)
t(lambda: torch.tensor([True])+torch.tensor([True]))
t(lambda: torch.tensor([1])/2)
t(lambda: torch.tensor([5])//2)
t(lambda: ~torch.tensor([True]))
t(lambda: torch.tensor([6])&3)
t(lambda: torch.tensor([1])<<2)
