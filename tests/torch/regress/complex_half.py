# A half-precision tensor with a complex number: the type is complex32, for which PyTorch has few kernels.
import warnings

import torch

warnings.simplefilter('ignore')

h, z = torch.tensor([1., 2]).half(), torch.tensor(1j)
out = torch.zeros(2)
for f in (lambda: h / 2j, lambda: h ** 2j, lambda: 2j ** h, lambda: torch.pow(h, z), lambda: h < 2j, lambda: torch.le(z, h), lambda: h // 2j, lambda: h % 2j,
          lambda: torch.atan2(h, z), lambda: torch.copysign(h, 2j), lambda: torch.logical_and(h, z), lambda: torch.hypot(z, h), lambda: torch.gcd(h, z),
          lambda: h == 2j, lambda: h != z, lambda: torch.maximum(h, z), lambda: torch.float_power(h, 2j), lambda: h.clone().add_(2j), lambda: h.clone().mul_(z),
          lambda: h.clone().pow_(2j), lambda: torch.add(h, 2j, out=out), lambda: torch.div(h, 2j, out=out), lambda: torch.div(h, 2j, out=out.to(torch.complex64)),
          lambda: torch.le(h, 2j, out=out), lambda: h.double() * 2j, lambda: h.bfloat16() * 2j):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
