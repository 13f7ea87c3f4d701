"""Types, conversion, complex numbers."""
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
t(lambda: torch.promote_types(torch.int32,torch.float16))
t(lambda: torch.result_type(x,1))
t(lambda: torch.can_cast(torch.float,torch.int))
t(lambda: torch.is_tensor(x))
t(lambda: torch.numel(x))
t(lambda: x.is_floating_point())
t(lambda: torch.get_default_dtype())
t(lambda: torch.equal(x,x))
t(lambda: x.nbytes if False else 1)
t(lambda: x.byte())
t(lambda: x.half())
t(lambda: x.bool())
t(lambda: torch.tensor(3.7).int())
t(lambda: torch.isnan(torch.tensor([float('nan')])))
t(lambda: torch.nan_to_num(torch.tensor([float('nan'),float('inf')])))
t(lambda: torch.complex(torch.tensor(1.),torch.tensor(2.)))
t(lambda: torch.angle(torch.tensor(1j)))
t(lambda: torch.view_as_real(torch.tensor([1+2j])))
t(lambda: torch.tensor(1+2j).real)
t(lambda: torch.polar(torch.tensor(1.),torch.tensor(0.)))
t(lambda: complex(torch.tensor(1+2j)))
