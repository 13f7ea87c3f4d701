# gradcheck: gradients that are missing have to count as zeros; some direction has to be checked.
import torch
from torch.autograd import Function, gradcheck, gradgradcheck


class Two(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y, x + y

    @staticmethod
    def backward(ctx, g, h):
        x, y = ctx.saved_tensors
        return g * y + h, g * x + h


class Raw(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.set_materialize_grads(False)
        return x * x

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 2 * x * g


class Careless(Raw):
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return torch.ones_like(x) if g is None else 2 * x * g


class Refusing(Raw):
    @staticmethod
    def backward(ctx, g):
        if g is None:
            raise RuntimeError('no gradient')
        return 2 * ctx.saved_tensors[0] * g


def show(*args, check=gradcheck, **options):
    try:
        print(check(*args, **options))
    except (RuntimeError, TypeError, AssertionError) as error:
        print(type(error).__name__, str(error).splitlines()[0])


x, y = (torch.tensor([1., 2.], dtype=torch.double, requires_grad=True) for _ in 'xy')
for fast in (False, True):
    show(Two.apply, (x, y), fast_mode=fast)
    show(Raw.apply, (x,), fast_mode=fast)
    show(Raw.apply, (x,), fast_mode=fast, check_undefined_grad=False)
    show(Careless.apply, (x,), fast_mode=fast)
    show(Careless.apply, (x,), fast_mode=fast, raise_exception=False)
    show(Careless.apply, (x,), fast_mode=fast, check_undefined_grad=False)
    show(Refusing.apply, (x,), fast_mode=fast)
show(torch.sin, (x,), check_grad_dtypes=True)
show(torch.sin, (x,), check_backward_ad=False)
show(torch.sin, (x,), check_backward_ad=False, raise_exception=False)
show(lambda x, y: (x.sin() * y, x.exp(), y.prod()), (x, y))
show(torch.mul, (x, y), check=gradgradcheck)
show(Two.apply, (x, y), check=gradgradcheck)
