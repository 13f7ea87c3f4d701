# What out= may be where the call names a dtype, or where PyTorch asks for it ahead of kernels.
import torch

ones = torch.ones


def show(text):
    try:
        r = eval(text)
    except Exception as e:
        print(f'{text}: {type(e).__name__}: {e}')
    else:
        print(f'{text}: {(r.dtype, r.tolist())}')


for text in '''torch.sum(ones(3), 0, dtype=torch.float64, out=ones(()) * 1j)
torch.prod(ones(3), 0, dtype=torch.float64, out=ones(()).short())
torch.cumsum(ones(3), 0, dtype=torch.float64, out=ones(3).half())
torch.cumprod(ones(3), 0, dtype=torch.float64, out=ones(3).int())
torch.logcumsumexp(ones(3), 4, out=ones(3) * 1j)
torch.mean(ones(3), 0, out=ones(()).int())
torch.nansum(ones(3).int(), 0, out=ones(()) * 1j)
torch.softmax(ones(3).long(), -1, out=ones(3).half())
torch.log_softmax(ones(3).byte(), -1, out=ones(3))
torch.softmax(ones(3).byte(), 1, out=ones(3))
torch.maximum(ones(2) * 1j, ones(2), out=ones(2))
torch.heaviside(ones(2), ones(3).double(), out=ones(2))
torch.full_like(ones(3), ones(1))
torch.scalar_tensor(ones(1))
torch.isposinf(ones(2) * 1j, out=ones(2))
torch.pow(ones(2).int(), 2.5, out=ones(2).int())
torch.pow(ones(2).int(), 2, out=ones(2).double())
torch.pow(ones(2).int(), ones(2), out=ones(2).int())
torch.mean(ones(2), 0, dtype=torch.float64, out=ones(()))
torch.var(ones(2), 0, out=ones(()) * 1j)
torch.var(ones(2, 2), 0, out=ones(()) * 1j)
torch.var(torch.arange(4.), 0, out=ones(()).int())
torch.std(ones(2, 2), 4, out=ones(()).int())
torch.var(ones(0), 0, out=ones(()).byte())
torch.std(ones(0, 2), 0, out=ones(()).bool())
torch.matmul(ones(3), ones(3), out=ones(()).double())
torch.matmul(ones(3), ones(2), out=ones(()).int())
torch.nonzero(ones(2), out=ones(2, 1))
torch.nonzero(ones(2), as_tuple=True, out=ones(2, 1).long())
torch.norm(ones(2), 2, out=ones(()).int())
torch.norm(ones(2), 2, 4, out=ones(()).int())
torch.norm(ones(2) * 3, 'fro', out=ones(()).int())
torch.norm(ones(2), 2, out=ones(()).double())
torch.norm(ones(2), 2, 0, dtype=torch.float64, out=ones(()).bool())
torch.clamp(ones(2), ones(2) * 1j, out=ones(2) * 1j)
torch.abs(ones(2) * 3j, out=ones(2) * 1j)
torch.abs(ones(2) * 3j, out=ones(2).cdouble())
torch.abs(ones(2) * 3j, out=ones(2).int())
torch.heaviside(ones(2), ones(2).int(), out=ones(2) * 1j)
torch.nansum(ones(2) * 1j, out=ones(()).int())
torch.unique_consecutive(ones(2), True, out=ones(2))
torch.unique_consecutive(ones(2), False, True, out=ones(2))'''.splitlines():
    show(text)
