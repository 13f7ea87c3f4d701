"""In-place functions whose operands share memory with what is written: refused unless the elements are the very same."""
import torch


def check(f, a=None):
    a = torch.arange(1., 7.) if a is None else a
    try:
        f(a)
        print(a.tolist())
    except RuntimeError as e:
        print(e)


def square():
    return torch.arange(9.).reshape(3, 3)


check(lambda a: a.add_(a[0]))
check(lambda a: a.div_(a[0]))
check(lambda a: a.copy_(a[0]))
check(lambda a: a.__setitem__(slice(None), a[0]))
check(lambda a: a.__setitem__(slice(1, None), a[:-1]))
check(lambda a: a.__setitem__(slice(1, None), a.data[:-1]))
check(lambda a: a[1:].copy_(a[:-1]))
check(lambda a: a[1:].copy_(a[:-1].long()))
check(lambda a: a[1:].add_(a.data[:-1]))
check(lambda a: a[1:].add_(a[:-1].int()))
check(lambda a: a[::2].add_(a[1::2]))
check(lambda a: a[:3].add_(a[::2].contiguous()))
check(lambda a: a.add_(a))
check(lambda a: a.mul_(a.view(6)))
check(lambda a: a.mul_(a.detach()))
check(lambda a: a.add_(a.flip(0)))
check(lambda a: a.fill_(a[1]))
check(lambda a: a.masked_fill_(a > 2, a[1]))
check(lambda a: a.clamp_(a[1], a[3]))
check(lambda a: a[1:].exp_().log_().round_())
check(lambda a: torch.add(a[:-1], 1, out=a[1:]))
check(lambda a: torch.exp(a[:-1], out=a[1:]))
for f in (lambda a: a.add_(a.t()), lambda a: a.copy_(a.t()), lambda a: a.__imul__(a.T), lambda a: a.addcmul_(a[0], a[1]),
          lambda a: a.addcmul_(a, a.t()), lambda a: a.lerp_(a.t(), .5), lambda a: a.pow_(a.t()), lambda a: a.atan2_(a.t()),
          lambda a: a.gt_(a.t()), lambda a: a.logical_and_(a.t()), lambda a: a.fmod_(a.t()), lambda a: a.sub_(a[0:1]),
          lambda a: a[0].add_(a[1]), lambda a: a.index_add_(0, torch.tensor([0]), a[1:2]),
          lambda a: a.index_copy_(0, torch.tensor([0]), a[1:2]), lambda a: a.scatter_(0, torch.tensor([[0]]), a[1:2]),
          lambda a: a.scatter_add_(0, torch.tensor([[0]]), a), lambda a: a.index_put_((torch.tensor([0]),), a[1]),
          lambda a: a.__setitem__([0, 1], a[1:3]), lambda a: a.__setitem__(a > 2, a[a > 2] * 2),
          lambda a: a.index_fill_(0, torch.tensor([0]), a[1, 1]), lambda a: a.put_(torch.tensor([0]), a[1, :1]),
          lambda a: a.__setitem__(torch.tensor([0]), a[1:2].clone())):
    check(f, square())
