"""Calls of the wrong form: what each is refused with."""
import torch
import numpy as np

M, S, V = torch.ones(2, 3), torch.ones(2, 2), torch.ones(3)
double = torch.ones(2, dtype=torch.float64)


def refused(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(', please')[0])


for f in (lambda: torch.mean(M, 1, dim=0, keepdim=False, dtype=None, out=None), lambda: torch.max(M, 0, 1, keepdim=False, out=None),
          lambda: torch.std(M, 1, dim=0, unbiased=True), lambda: torch.clamp(V, 1, min=0, max=1, out=None), lambda: M.var(1, dim=0, unbiased=True),
          lambda: torch.flatten(M, 1, start_dim=0, end_dim=1), lambda: torch.kthvalue(M, 1, 1, dim=-1), lambda: torch.cumsum(M, 1, dim=0),
          lambda: torch.sub(alpha=2), lambda: torch.addmm(beta=1, alpha=1), lambda: torch.addr(beta=1, alpha=1), lambda: torch.addcmul(value=1),
          lambda: torch.quantile(M, 0.5, 1, dim=0), lambda: torch.repeat_interleave(M, 2, 1, dim=0, output_size=4),
          lambda: M.to(2**70), lambda: torch.zeros(2, device=2**70), lambda: torch.device(2**70), lambda: torch.device('cuda', 2**70), lambda: torch.Generator(device=-2**70),
          lambda: M.type(int), lambda: M.type(list), lambda: S.view(int), lambda: S.view(float), lambda: V.view(bool).shape, lambda: V.view(int),
          lambda: torch.from_numpy(), lambda: torch.from_numpy(np.ones(2), 1), lambda: torch.from_numpy(np.ones(2), a=1), lambda: V.clone().apply_(),
          lambda: V.clone().apply_(abs, 1), lambda: V.clone().apply_(abs, a=1), lambda: torch.Generator().manual_seed(), lambda: torch.Generator().manual_seed(1, 2),
          lambda: torch.Generator().manual_seed(1, a=2), lambda: torch.index_put(M, [], V[0]), lambda: M.clone().index_put_((), V[0]),
          lambda: M.clone().set_(), lambda: M.clone().set_(double), lambda: M.clone().map_(double, max), lambda: M.clone().map_(M.bool(), max),
          lambda: torch.linalg.tensorinv(torch.eye(4).reshape(2, 2, 2, 2), ind=7), lambda: torch.linalg.tensorinv(double, ind=2),
          lambda: torch.linalg.tensorsolve(double, S), lambda: torch.linalg.tensorsolve(torch.eye(4).reshape(2, 2, 2, 2), torch.ones(5, 4))):
    refused(f)
