"""Products of bfloat16: what is rounded when, by size and by how the operands lie in memory."""
import torch

torch.manual_seed(0)


def matrix(m, n, turned):
    return torch.randn(n, m).bfloat16().t() if turned else torch.randn(m, n).bfloat16()


for m, k, n in [(3, 3, 3), (2, 8, 5), (1, 16, 1), (5, 7, 1), (1, 7, 5), (4, 40, 3), (16, 16, 16)]:
    print(m, k, n, [(matrix(m, k, p) @ matrix(k, n, q)).double().sum().item() for p in (False, True) for q in (False, True)])
a, b, w, s = matrix(4, 9, False), matrix(9, 5, False), matrix(9, 5, True), matrix(4, 5, False)
for x in (b, w):
    print(torch.addmm(s, a, x, beta=0.5, alpha=0.3), torch.addmm(s[0], a, x))
print(torch.nn.functional.linear(a, w.t(), s[0]))
print(a.mv(b[:, 0]), a.t().contiguous().t().mv(b[:, 0]), b[:, 0] @ b, b[:, 0].dot(b[:, 1]))
x, y = torch.randn(3, 4, 9).bfloat16(), torch.randn(3, 9, 5).bfloat16()
print(torch.bmm(x, y), torch.baddbmm(s, x, y.transpose(1, 2).contiguous().transpose(1, 2)))
l = torch.nn.Linear(3, 3)
with torch.autocast('cpu'):
    torch.nn.functional.cross_entropy(l(torch.randn(3, 3)), torch.tensor([0, 1, 2])).backward()
print(l.weight.grad, l.bias.grad)
