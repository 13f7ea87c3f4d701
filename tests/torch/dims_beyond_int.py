"""Dimensions that no C int holds are out of range like others."""
import torch

x, s, n = torch.ones(2, 3), torch.tensor(1.), 2**31
for f in (lambda: x.unsqueeze(n), lambda: torch.stack([x, x], n), lambda: torch.cat([x, x], n), lambda: torch.diag_embed(x, 0, n, 1), lambda: x.flatten(n),
          lambda: x.flatten(0, n), lambda: s.unsqueeze(n), lambda: s.sum(n), lambda: x.sum((0, 2**40)), lambda: x.argmax(n), lambda: x.prod(n),
          lambda: torch.softmax(x, n), lambda: torch.count_nonzero(x, n), lambda: x.transpose(0, -2**40), lambda: x.squeeze(n), lambda: x.unbind(n),
          lambda: torch.cross(x, x, n), lambda: x.movedim(n, 0), lambda: torch.diagonal(x, 0, n, 1), lambda: x.select(n, 0), lambda: x.narrow(n, 0, 1),
          lambda: x.chunk(2, n), lambda: x.split(1, n), lambda: x.unfold(n, 1, 1), lambda: x.permute(0, n), lambda: torch.repeat_interleave(x, 2, n),
          lambda: x.tensor_split(2, n), lambda: torch.flip(x, [n]), lambda: torch.logsumexp(x, n), lambda: torch.cumsum(x, n), lambda: x.norm(2, n),
          lambda: torch.mode(x, n), lambda: x.kthvalue(1, n), lambda: x.topk(1, n), lambda: x.argsort(n), lambda: x.sort(n, True), lambda: torch.var(x, n),
          lambda: torch.nn.functional.glu(x, n), lambda: torch.index_select(x, n, torch.tensor([0])), lambda: torch.gather(x, n, torch.zeros(2, 3).long()),
          lambda: x.index_add(n, torch.tensor([0]), x), lambda: x.max(n), lambda: x.median(n), lambda: x.swapaxes(0, n), lambda: torch.std_mean(x, n),
          lambda: x.index_fill(n, torch.tensor([0]), 0), lambda: x.logcumsumexp(n), lambda: x.all(n), lambda: x.amax(n), lambda: x.nansum(n),
          lambda: s.scatter(n, torch.tensor(0), s), lambda: x.argmin(n), lambda: x.min(-n - 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
