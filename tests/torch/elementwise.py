"""Further element-wise functions, printing options, Python numbers."""
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
t(lambda: torch.lerp(x,x+1,0.5)[0])
t(lambda: torch.addcmul(x,x,x,value=2)[0])
t(lambda: torch.logical_not(x)[0])
t(lambda: torch.atan2(x,x)[0])
t(lambda: torch.maximum(x,x.flip(0)))
t(lambda: x.sign())
t(lambda: torch.erf(x)[0])
t(lambda: torch.frac(x/3)[0])
t(lambda: x.neg().abs()[0])
t(lambda: x.lt(5).sum())
t(lambda: torch.square(x)[0])
t(lambda: x.reciprocal()[0])
t(lambda: torch.float_power(x,2)[0])
t(lambda: torch.logaddexp(x,x)[0])
t(lambda: torch.rsqrt(x)[0])
t(lambda: torch.heaviside(torch.tensor([-1.,0]),torch.tensor(0.5)))
t(lambda: torch.gcd(torch.tensor(6),torch.tensor(4)))
torch.set_printoptions(precision=2)
t(lambda: x/3)
torch.set_printoptions(profile='default')
torch.set_printoptions(sci_mode=True)
t(lambda: x[0])
torch.set_printoptions(sci_mode=None)
t(lambda: torch.tensor(5).item())
t(lambda: x.apply_(lambda v: v+1)[0])
t(lambda: x.fill_diagonal_(0))
t(lambda: list(torch.tensor([1,2])))
t(lambda: [1,2,3][torch.tensor(1)])
t(lambda: range(torch.tensor(3)))
t(lambda: max(torch.tensor([1,2])))
t(lambda: sum(torch.tensor([1,2])))
t(lambda: sorted(torch.tensor([2,1])))
t(lambda: round(torch.tensor(2.567).item(),1))
t(lambda: '%d' % torch.tensor(3))
t(lambda: '{:.2f}'.format(torch.tensor(3.)))
t(lambda: f'{x:.2f}')
t(lambda: math.sqrt(torch.tensor(4.)) if 0 else 1)
