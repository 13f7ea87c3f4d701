# Capsules between torch and numpy: shared memory, taken from once, and what cannot be exported.
import numpy as np
import torch
from torch.utils import dlpack


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, str(e).splitlines()[0])


x = torch.arange(6.).reshape(2, 3)
c = dlpack.to_dlpack(x)
print(type(c), str(c).split(' at ')[0])
y = dlpack.from_dlpack(c)
y[0, 0] = 9
print(y, y.data_ptr() == x.data_ptr(), y._is_view(), y.stride(), x[0, 0])
show('again', lambda: dlpack.from_dlpack(c))
print(str(c).split(' at ')[0])
a = np.arange(4.)
z = torch.from_dlpack(a)
a[0] = 7
n = np.from_dlpack(torch.arange(3))
print(z, n, n.flags.writeable, type(n), np.from_dlpack(x))
for name, f in {
        'tensor': lambda: (torch.from_dlpack(x).data_ptr() == x.data_ptr(), torch.from_dlpack(x) is x), 'strides': lambda: (torch.from_dlpack(x.t()).stride(), torch.from_dlpack(x[:1]).stride()),
        'gradient': lambda: torch.ones(2, requires_grad=True).__dlpack__(), 'conj': lambda: torch.ones(2, dtype=torch.cfloat).conj().__dlpack__(),
        'bool': lambda: dlpack.to_dlpack(torch.ones(2, dtype=torch.bool)), 'bfloat16': lambda: torch.from_dlpack(torch.ones(2, dtype=torch.bfloat16)),
        'device': lambda: (x.__dlpack_device__(), list(dlpack.DLDeviceType)), 'number': lambda: torch.from_dlpack(5), 'stream': lambda: x.__dlpack__(stream='a'),
        'array': lambda: (np.arange(3).__dlpack_device__(), str(np.arange(3).__dlpack__()).split(' at ')[0]), 'array stream': lambda: np.arange(3).__dlpack__(stream=1),
        'read-only': lambda: (lambda a: (a.setflags(write=False), a.__dlpack__()))(np.arange(3)), 'text': lambda: np.array(['a']).__dlpack__(),
        'list': lambda: np.from_dlpack([1])}.items():
    show(name, f)
