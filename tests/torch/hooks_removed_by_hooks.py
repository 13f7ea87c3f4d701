# A hook may remove itself, and others, while it runs.
import torch

x = torch.tensor([1., 2.], requires_grad=True)
for target in (lambda y: y, lambda y: x, lambda y: y.grad_fn, lambda y: y.expand_as(y).grad_fn.next_functions[0][0]):
    for victims in ((0,), (1,), (0, 1), (2,), (0, 2)):
        y = x * 2
        t, seen, handles = target(y), [], []

        def hook(i, *args):
            seen.append(i)
            if i == victims[0] or i == 0:
                for v in victims:
                    handles[v].remove()

        handles += [t.register_hook(lambda *args, i=i: hook(i)) for i in range(3)]
        y.sum().backward(retain_graph=True)
        seen.append('|')
        y.sum().backward()
        print(victims, seen)
        for h in handles:
            h.remove()
