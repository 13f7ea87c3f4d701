"""The memory order of gradients of activations, of operands in several orders; and what oneDNN refuses."""
import torch, torch.nn.functional as F
fs = dict(gelu=F.gelu, gelut=lambda x: F.gelu(x, approximate='tanh'), silu=F.silu, mish=F.mish, sigmoid=torch.sigmoid, tanh=torch.tanh, elu=F.elu, selu=F.selu, softplus=F.softplus, hardswish=F.hardswish, hardsigmoid=F.hardsigmoid, hardtanh=F.hardtanh, relu6=F.relu6, hardshrink=F.hardshrink, softshrink=F.softshrink, sin=torch.sin, exp=torch.exp, abs=torch.abs, celu=F.celu, p3=lambda x: x**3, sqrt=lambda x: x.abs().sqrt(), div=lambda x: 1/x, nn=lambda x: x.nan_to_num(), )
for dt in (torch.float32, torch.float64):
    for n, f in fs.items():
        for shape in ((3, 4), (1, 3), (3, 1)):
            for xs in ((shape[1], 1), (1, shape[0]), (2 * shape[1], 2), (0, 1)):
                x = (torch.arange(60.) / 61).to(dt).as_strided(shape, xs).detach().requires_grad_()
                y = f(x); r = [y.stride()]
                for gs in ((shape[1], 1), (1, shape[0]), (2 * shape[1], 2), (0, 1), (1, 0), (0, 0), (1, 1), (9, 4), (4, 9)):
                    go = torch.ones(60).to(dt).as_strided(shape, gs)
                    try: g, = torch.autograd.grad(y, x, go, retain_graph=True); r.append(g.stride())
                    except Exception as e: r.append(str(e))
                print(str(dt)[6:], n, shape, xs, *r)
