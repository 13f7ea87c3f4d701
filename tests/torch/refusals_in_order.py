"""Which refusal of quantile, index_fill, scatter and pdist comes first."""
import torch


def tr(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for f in (torch.quantile, torch.nanquantile):
    for x in (torch.zeros(1, 3).double(), torch.zeros(1, 3).int(), torch.zeros(0), torch.ones(2, 3)):
        for q in (torch.tensor([.25, .75]), torch.tensor([.25, 7.]).double(), 7., torch.zeros(1, 1).double(), torch.tensor([]), torch.tensor([True]), .5):
            for kw in (dict(interpolation='x'), dict(dim=9), {}, dict(dim=9, interpolation='x')):
                tr(lambda: f(x, q, **kw))
i = torch.tensor
for v in (300, 2j, -1, 'x'):
    tr(lambda: torch.index_fill(torch.zeros(3, 2).byte(), 0, i([0, 9]), v))
    tr(lambda: torch.zeros(3, 2).byte().index_fill_(5, i([0, 9]), v))
    tr(lambda: torch.zeros(3, 2).byte().index_fill_(0, i([[0, 9]]), v))
    tr(lambda: torch.zeros(3, 2).byte().index_fill_(0, i([0., 9]), v))
    tr(lambda: torch.zeros(()).byte().index_fill_(0, i([1]), v))
    tr(lambda: torch.zeros(3, 2).byte().index_fill_(0, i([], dtype=torch.long), v))
for v in (2j, 300, 'x'):
    tr(lambda: torch.zeros(2, 3, dtype=torch.int8).scatter_(-2, i([[0, 0, 1]]), v, reduce='x'))
    tr(lambda: torch.zeros(2, 3, dtype=torch.int8).scatter_(-2, i([[0, 0, 1]]), v, reduce='add'))
    tr(lambda: torch.zeros(2, 3, dtype=torch.int8).scatter_(-2, i([[0, 0, 9]]), v, reduce='x'))
    tr(lambda: torch.zeros(2, 3, dtype=torch.int8).scatter_(5, i([[0, 0, 9]]), v, reduce='x'))
for p in (0, 1, 2):
    for n in (0, 1, 2):
        tr(lambda: torch.pdist(torch.ones(n, 3, dtype=torch.float16), p))
