"""Outputs and operands that want a gradient in calls with out=: refused by the function itself, by the one that writes
the output, or written with history."""
import torch


def show(text, call):
    o = torch.ones(3, requires_grad=True)
    m = torch.ones(2, 2, requires_grad=True)
    try:
        r = call(o, m)
    except RuntimeError as e:
        print(text, "-", e)
    else:
        print(text, "->", r.requires_grad, r.shape)


a = torch.tensor([1.0, 2.0, 3.0])
for name in "add mul sub div atan2 maximum fmod pow hypot copysign float_power true_divide subtract eq lt logical_and".split():
    f = getattr(torch, name)
    show(name, lambda o, m: f(a, a, out=o if name != "float_power" else torch.ones(3, dtype=torch.double, requires_grad=True)))
for name in "exp sin abs absolute neg square floor sigmoid erf rsqrt logical_not conj_physical msort".split():
    f = getattr(torch, name)
    show(name, lambda o, m: f(a, out=o))
    if name != "logical_not":
        show(name + " of o", lambda o, m: f(o, out=torch.zeros(3)))
for name in "zeros ones empty rand randn randperm arange eye".split():
    f = getattr(torch, name)
    show(name, lambda o, m: f(3, out=o))
show("full", lambda o, m: torch.full((3,), 2.0, out=o))
show("linspace", lambda o, m: torch.linspace(0, 1, 3, out=o))
show("addmm", lambda o, m: torch.addmm(m.detach(), m.detach(), m.detach(), out=m))
show("cat", lambda o, m: torch.cat([a, o], out=torch.zeros(6)))
show("hstack", lambda o, m: torch.hstack([a, a], out=o))
show("stack", lambda o, m: torch.stack([a, a], out=m))
show("sum", lambda o, m: torch.sum(o, 0, out=torch.tensor(0.0)))
show("sort", lambda o, m: torch.sort(a, out=(o, torch.tensor([0])))[0])
show("topk", lambda o, m: torch.topk(a, 3, out=(o, torch.tensor([0, 0, 0])))[0])
show("softmax", lambda o, m: torch.softmax(o, 0, out=torch.zeros(3)))
show("softmax into", lambda o, m: torch.softmax(a, 0, out=o))
show("matmul", lambda o, m: torch.matmul(m, m, out=torch.zeros(2, 2)))
show("matmul 1d", lambda o, m: torch.matmul(o, a, out=torch.tensor(0.0)))
show("matmul 3d", lambda o, m: torch.matmul(torch.ones(2, 2, 2), torch.ones(2, 2, 2), out=torch.ones(2, 2, 2).requires_grad_()))
show("det", lambda o, m: torch.linalg.det(m, out=torch.tensor(0.0)))
show("inv", lambda o, m: torch.linalg.inv(torch.eye(2), out=m))
show("svd", lambda o, m: torch.linalg.svdvals(m, out=torch.ones(2)))
show("rfft", lambda o, m: torch.fft.rfft(o, out=torch.zeros(2, dtype=torch.cfloat)))
show("irfft", lambda o, m: torch.fft.irfft(torch.ones(2, dtype=torch.cfloat), 3, out=o))
show("argmax", lambda o, m: torch.argmax(o, out=torch.tensor(1)))
show("isin", lambda o, m: torch.isin(o, a, out=torch.ones(3) > 0))
show("multinomial", lambda o, m: torch.multinomial(a, 1, out=o))
with torch.no_grad():
    show("no_grad", lambda o, m: torch.add(o, 1, out=o))

# written in place with history, which has a rule or none
x = torch.tensor([1.0, 2.0], requires_grad=True)
for f in (torch.softmax, torch.linalg.norm):
    y = torch.zeros(2 if f is torch.softmax else ())
    f(x, **({"dim": 0} if f is torch.softmax else {}), out=y)
    try:
        y.sum().backward()
    except RuntimeError as e:
        print(y, e)
    else:
        print(y, x.grad)
