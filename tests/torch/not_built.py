# Names of the originals that are not built say so; other unknown names get the usual message.
import numpy as np
import torch


def ask(module, name):
    assert not hasattr(module, name)
    try:
        getattr(module, name)
    except AttributeError as e:
        print(e)


ask(torch, 'fbgemm_linear_int8_weight')
ask(torch.distributed, 'batch_isend_irecv')
ask(torch, 'no_such_name')
ask(torch.nn.functional, 'no_such_name')
ask(torch, '_no_such_name')
ask(np, 'no_such_name')
ask(np.linalg, 'lapack_lite')
try:
    torch.jit.trace(None, None)
except NotImplementedError as e:
    print(e)
for f in (lambda: torch.zeros(2, 2, names=('a', 'b')), lambda: torch.tensor([1.], names=['a']), lambda: torch.randn(2, names=['a'])):
    try:
        f()
    except NotImplementedError as e:
        print(e)
