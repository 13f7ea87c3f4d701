"""Numbers before tensors, out= beside bounds, means and deviations that are tensors of one number, and what only torch.nn.functional takes."""
import torch

M = torch.arange(6.).reshape(2, 3)
S, I = torch.ones(2, 2), torch.tensor([1, 2])
for source in '''
torch.sub(-1, S, alpha=2)|torch.add(-1, S, alpha=1, out=None)|torch.add(2, 3, alpha=2)|torch.sub(2.5, S[0].double(), alpha=2)|torch.add(1, S, alpha=1.5)
torch.sub(2.5, I, alpha=2)|torch.add(1, I, alpha=2)|torch.add(1, I, alpha=2.5)|torch.sub(True, S, alpha=2)|torch.sub(1j, S, alpha=2)|torch.add(1, S, alpha=2, out=torch.empty(2, 2))
torch.sub(1, S.clone().requires_grad_(), alpha=3)|torch.add(1, S.clone().requires_grad_(), alpha=3)|torch.rsub(S, 1, alpha=2)|torch.rsub(I, 2.5)
torch.arange(1, 5, out=None, dtype=None, requires_grad=False)|torch.arange(1, 5, out=None)|torch.arange(1, 5, out=None, dtype=torch.float32)|torch.arange(5, out=None)
torch.arange(1, 5, out=torch.empty(0))|torch.arange(1, 5, 2, out=torch.empty(0))|torch.arange(1, 5, out=torch.empty(0, dtype=torch.int64), dtype=torch.float32)
torch.normal(torch.tensor(2.), 1.0, (2,)).shape|torch.normal(0., torch.tensor(1), (2,)).shape|torch.normal(torch.tensor(2), 1.0, (2,)).dtype|torch.normal(S, 1.0, (2,))
torch.normal(torch.tensor(2.), torch.tensor(1.), size=(2,)).shape|torch.normal(torch.tensor(2.), torch.tensor(1.)).shape|torch.normal(S, S, 1)
torch.selu(S, 1)|torch.selu(S, True)|torch.celu(S, 1, 1)|torch.threshold(S, 0, 1, 1)|torch.isin(-1, 2)|torch.isin(1, S)|torch.isin(S, 1)|S
torch.nn.functional.selu(S.clone(), True)|torch.nn.functional.celu(S.clone(), 1., True)|torch.nn.functional.threshold(S.clone(), 0, 1, True)
torch.autograd.functional.vjp(torch.exp, S[0], S[0], 3)|torch.autograd.functional.hvp(lambda x: (x ** 3).sum(), S[0], S[0], 7)
'''.strip().replace('\n', '|').split('|'):
    torch.manual_seed(0)
    try:
        print(source, '->', eval(source))
    except Exception as e:
        print(source, '!', type(e).__name__, str(e).split('\n')[0])
for name in ('SGD', 'Adam', 'Rprop'):
    for options in (dict(foreach=S), dict(foreach=torch.ones(1)), dict(differentiable=S)):
        if name == 'Rprop' and 'differentiable' in options:
            continue
        p = torch.nn.Parameter(torch.ones(2))
        p.grad = torch.ones(2)
        try:
            getattr(torch.optim, name)([p], lr=0.1, **options).step()
            print(name, p.tolist()[0] < 1)
        except Exception as e:
            print(name, type(e).__name__, e)
X = torch.arange(9.).reshape(3, 3) ** 2
for source in '''
torch.gradient(X, spacing=None, dim=0)|torch.gradient(X, spacing=None, dim=None)|torch.gradient(X, spacing=None, edge_order=2)|torch.gradient(X, spacing=2, dim=None)
torch.linalg.norm(X, dim=[])|torch.linalg.norm(X, 2, dim=())|torch.linalg.norm(X[None], dim=(0, 1, 2))|torch.linalg.norm(X, dim=(0, 1))|torch.linalg.norm(X, dim=-1)
torch.random.fork_rng([], True, 'a', 'b').__enter__()|torch.random.fork_rng([], True, 'a', 'b', 1)|torch.random.fork_rng(zork=1)
'''.strip().replace('\n', '|').split('|'):
    try:
        print(source, '->', eval(source))
    except Exception as e:
        print(source, '!', type(e).__name__, str(e).split('\n')[0])
