"""Arguments at the edge of what a parameter takes, and the order in which a message lists keywords."""
import torch

x = torch.tensor([[3., 1, 2], [1, 1, 0]])
B = 2 ** 70


def show(text):
    try:
        r = eval(text)
    except Exception as e:
        print(text, type(e).__name__, str(e).split('\n')[0].split('sort():')[-1])
    else:
        print(text, r)


for text in '''x.sum(B)|x.sum((0, B))|x.topk(B)|torch.zeros(B)|torch.zeros((1, B))|torch.zeros(1, B)|x.view(1, B)|x.roll(B)|x.permute(0, B)
torch.eye(B)|x.unsqueeze(-B)|x.repeat(B)|x.narrow(0, B, 1)|x.cumsum(B)|torch.cat([x], B)|torch.randint(0, B, (2,))|x.expand(B, 3)|x.reshape([2 ** 63])
x.sort(torch.tensor(True))|x.sort(torch.tensor(1))|x.argsort(torch.tensor(True))
torch.sort(x, stable=None)|x.sort(stable=None, dim=5)|torch.sort(x, stable=None, descending=True)|x.argsort(stable=True)
torch.max(x, x, 0)|torch.max(x, torch.tensor(1), True)|torch.max(x, dim=torch.tensor(1))|torch.min(x, torch.tensor(1))|torch.min(x, x, x)
x.mode(stable=None, dim=0, descending=True)|x.sort(stable=None, dim=0, descending=True, out=(x, x))|x.kthvalue(foo=1, bar=2, dim=3)
torch.sum(x, keepdim=1, dim=0, dtype=3)|torch.full((2,), out=x, device=3, layout=1, dtype=2, requires_grad=5, fill_value='a')
torch.zeros(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, size=2)'''.replace('\n', '|').split('|'):
    show(text)
