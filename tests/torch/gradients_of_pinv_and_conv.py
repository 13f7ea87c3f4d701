# Gradients of pseudo-inverses of any singular values, of transposed convolutions padded by more than a step, of complex convolutions.
import torch
import torch.nn.functional as F
from torch.autograd import grad, gradcheck, gradgradcheck


def rounded(t):
    t = torch.view_as_real(t.resolve_conj()) if t.is_complex() else t
    return [round(v, 4) + 0. for v in t.detach().reshape(-1).tolist()]


for a in (torch.eye(3), torch.zeros(2, 3), torch.ones(3, 2), torch.diag(torch.tensor([2., 2., 0.]))):
    a = a.double().requires_grad_()
    g, = grad(torch.linalg.pinv(a).sum(), a, create_graph=True)
    print(rounded(g), rounded(grad((g * g).sum(), a)[0]), g.grad_fn.name(), torch.linalg.pinv(a).grad_fn.name())
a = torch.tensor([[2., 1.], [1., 3.]], dtype=torch.double, requires_grad=True)
print(rounded(grad((torch.linalg.pinv(a, hermitian=True) * torch.arange(4.).reshape(2, 2)).sum(), a)[0]))
a = torch.arange(6., dtype=torch.double).reshape(3, 2)
a = torch.complex(a, a.flip(0) / 3).requires_grad_()
print(gradcheck(torch.linalg.pinv, a), gradgradcheck(torch.linalg.pinv, a), gradcheck(torch.linalg.pinv, a, check_forward_ad=True))

x = torch.arange(16., dtype=torch.double).sin().reshape(1, 2, 2, 4).requires_grad_()
w = torch.arange(40., dtype=torch.double).cos().reshape(2, 1, 4, 5).requires_grad_()


def padded(x, w):
    return F.conv_transpose2d(x, w, stride=(3, 2), padding=(1, 2), output_padding=(2, 3), groups=2, dilation=(4, 4))


gs = grad((padded(x, w) ** 2).sum(), (x, w), create_graph=True)
print([rounded(g)[:4] for g in gs], [rounded(g)[:4] for g in grad((gs[0] ** 2).sum() + (gs[1] ** 2).sum(), (x, w))])

z = \
    torch.complex(torch.arange(10., dtype=torch.double).sin(), torch.arange(10., dtype=torch.double).cos()).reshape(1, 2, 5).requires_grad_()
k = torch.complex(torch.arange(12., dtype=torch.double).cos(), torch.arange(12., dtype=torch.double)).reshape(2, 2, 3).requires_grad_()
b = torch.tensor([1 + 2j, 3 - 1j], dtype=torch.cdouble, requires_grad=True)
y = F.conv1d(z, k, b, padding=1)
print(rounded(y), y.grad_fn.name(), [f.name() for f, _ in y.grad_fn.next_functions])
print([rounded(g)[:6] for g in grad(torch.view_as_real(y).pow(2).sum(), (z, k, b))])
print(rounded(F.conv_transpose1d(z, k))[:8], gradcheck(F.conv_transpose1d, (z, k, b)))
image = torch.complex(torch.arange(32.).sin(), torch.arange(32.)).reshape(1, 2, 4, 4)
kernel = torch.complex(torch.arange(18.), torch.arange(18.).cos()).reshape(2, 1, 3, 3)
print(F.conv2d(image, kernel, groups=2, padding='same').shape, F.conv3d(image[:, :, None], kernel[:, :, None], groups=2).shape)
for f in (lambda: F.conv_transpose2d(image, kernel), lambda: F.conv_transpose3d(image[:, :, None], kernel[:, :, None])):
    try:
        f()
    except RuntimeError as e:
        print(e)

# second gradients of kernels that do not read their operand
x = torch.tensor([[[1., 2., 3., 4.]]], requires_grad=True)
for f in (lambda x: F.pad(x, (1, 2), mode='reflect'), lambda x: F.pad(x, (1, 2), mode='replicate')):
    g, = grad(f(x).sum(), x, create_graph=True)
    print(g, grad(g.sum(), x))

# what has no derivative in place, and results without gradients
for name in ('acosh_', 'asinh_', 'atanh_'):
    y = getattr(torch.tensor([0.5], requires_grad=True) * 1, name)()
    print(y.grad_fn.name(), getattr(torch.tensor([0.5]), name)())
    try:
        y.backward()
    except NotImplementedError as e:
        print(e)
x = torch.rand(2, 3, requires_grad=True)
print([t.requires_grad for t in torch.native_layer_norm(x, (3,), None, None, 1e-5)],
      [t.requires_grad for t in torch.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-5)])
y = (x * 1)
v = y.cummax(1)[0]
y.add_(1)
try:
    v.sum().backward()
except RuntimeError as e:
    print(e)
