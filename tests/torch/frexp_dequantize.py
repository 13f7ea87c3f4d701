"""frexp at the ends of every type, its gradient and out=; dequantize of tensors that are not quantized; tensorsolve over chosen dimensions."""
import warnings
import torch

warnings.simplefilter('ignore')


def show(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, str(e).split('. ')[0])


values = [0., 1., 2., .5, -3., float('inf'), float('nan'), -float('inf'), 1e-45, 1e-310, 1e300, 5e-324, -0., 1e-38, 3.4e38, 65504., 6e-8]
for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    print(torch.frexp(torch.tensor(values, dtype=torch.float64).to(dtype)))
show('ints', lambda: torch.frexp(torch.arange(3)))
x = torch.tensor([3., .1, 0., -7.], requires_grad=True)
m, e = x.frexp()
print(m.grad_fn.name(), torch.autograd.grad(m.sum(), x), e.requires_grad)
show('out', lambda: torch.frexp(x.detach(), out=(torch.empty(0), torch.empty(0, dtype=torch.int32))))
show('out', lambda: torch.frexp(x.detach(), out=(torch.empty(0), torch.empty(0))))
show('out', lambda: torch.frexp(x.detach(), out=(torch.empty(0).double(), torch.empty(0, dtype=torch.int32))))
print(torch.frexp(torch.ones(2, 3).t()).exponent.stride(), torch.frexp(torch.arange(6.).reshape(2, 3)[:, ::2]))
for t in (torch.ones(2), torch.arange(2), torch.ones(2).double(), x):
    show('dequantize', lambda: torch.dequantize(t))
show('several', lambda: torch.dequantize([torch.ones(2)]))
A, B = torch.arange(16.).reshape(2, 2, 2, 2) ** 2 % 7, torch.tensor([[4., 1.], [1., 3.]])
for dims in ((0, 1), (1,), (3, 0), (2, 2), (0, 5), (1, 0)):
    show(dims, lambda: torch.linalg.tensorsolve(A.double(), B.double(), dims))
show('tensorinv', lambda: torch.linalg.tensorinv(A, -1))
show('vecdot', lambda: torch.linalg.vecdot(torch.ones(2), torch.arange(2.), dim=3))
show('tolerance', lambda: torch.linalg.matrix_rank(B, tol=2 ** 70))
print(torch.nn.utils.rnn.pad_sequence([torch.ones(2), torch.ones(1)], padding_value=2 ** 70), torch.hamming_window(3, False, 2 ** 70))
