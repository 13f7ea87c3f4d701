# Which arguments may be of a class with __torch_function__, and which calls are refused before anybody is asked.
import torch


class D:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return func.__name__, [t.__name__ for t in types], len(args), kwargs and sorted(kwargs)


d, one = D(), torch.ones(2)
for f in (lambda: torch.stack([one, d], 0), lambda: torch.cat((d, d), dim=0), lambda: torch.stack((d,), dim=0, out=one),
          lambda: torch.sum(d, 0, 1, 2, 3), lambda: one.sum(d), lambda: one.expand(d), lambda: one.view(d), lambda: torch.addmm(one, d, 's'),
          lambda: torch.add(d, d, alpha=d), lambda: torch.add(one, one, alpha=d), lambda: torch.clamp(one, d),
          lambda: torch.clamp(one, min=d, max=1), lambda: torch.where(d, 1, 2), lambda: torch.full((2,), d), lambda: torch.meshgrid(d, d),
          lambda: torch.pow(2, d), lambda: torch.pow(d, 2.), lambda: torch.bmm(d, d, out=d), lambda: torch.max(d, 1), lambda: torch.max(d, d),
          lambda: torch.max(one, d), lambda: one.copy_(d), lambda: one.scatter_(0, d, 1.), lambda: one.masked_fill(d, 1),
          lambda: one.index_add_(0, d, d), lambda: one.type_as(d), lambda: one.expand_as(d), lambda: one.view_as(d), lambda: one.to(d),
          lambda: one.reshape_as(d), lambda: torch.equal(one, d), lambda: torch.allclose(one, d), lambda: torch.quantile(d, .5),
          lambda: torch.searchsorted(one, d), lambda: torch.bincount(d), lambda: torch.block_diag(d, one), lambda: torch.cartesian_prod(one, d),
          lambda: torch.histc(d), lambda: torch.nn.functional.linear(one, one, d), lambda: torch.combinations(d), lambda: torch.arange(d),
          lambda: torch.linspace(0, d, 3), lambda: torch.is_tensor(d), lambda: torch.lerp(one, one, d),
          lambda: torch.chunk(d, 2), lambda: torch.flip(d, (0,)), lambda: torch.roll(d, 1), lambda: torch.tensor_split(d, 2),
          lambda: torch.split(one, d), lambda: torch.unbind(d), lambda: torch.std_mean(d), lambda: torch.norm(d, 2), lambda: torch.topk(d, 1),
          lambda: torch.logsumexp(d, 0), lambda: torch.squeeze(d, 0), lambda: torch.permute(d, (0,)), lambda: torch.reshape(d, (1,)),
          lambda: torch.movedim(d, 0, 1), lambda: torch.unflatten(d, 0, (1,)) , lambda: torch.empty_like(d, dtype=torch.float64),
          lambda: torch.bernoulli(d), lambda: torch.multinomial(d, 1), lambda: torch.dist(one, d), lambda: torch.cov(d),
          lambda: torch.trapezoid(one, d), lambda: torch.nonzero(d), lambda: torch.nonzero(d, as_tuple=True),
          lambda: torch.diff(one, prepend=d), lambda: torch.corrcoef(d), lambda: torch.take_along_dim(one, d), lambda: torch.isin(one, d),
          lambda: torch.isin(d, 1), lambda: torch.bitwise_and(1, d), lambda: torch.floor_divide(d, 2), lambda: torch.remainder(2, d),
          lambda: torch.rsub(d, 1), lambda: torch.float_power(2, d), lambda: torch.xlogy(2, d), lambda: torch.special.xlog1py(2, d),
          lambda: torch.polygamma(1, d), lambda: torch.repeat_interleave(d), lambda: torch.repeat_interleave(one, d), lambda: torch.tril(d),
          lambda: torch.complex(one, d), lambda: torch.fft.fftn(d, dim=(0,)), lambda: torch.linalg.norm(d, 2),
          lambda: torch.linalg.solve(one, d), lambda: torch.nn.functional.cross_entropy(one, one, weight=d),
          lambda: torch.nn.functional.grid_sample(one, d), lambda: torch.nn.functional.ctc_loss(d, one, one, one),
          lambda: torch.nn.functional.pad(d, (1, 1), value=2.), lambda: torch.nn.functional.unfold(d, 2),
          lambda: torch.nn.functional.max_pool1d(d, 2, return_indices=True)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).partition('\n')[0])
