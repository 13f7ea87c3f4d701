"""Sequences written into outputs: any shape of as many elements is kept, others become lines."""
import torch
import warnings

warnings.simplefilter("always")
makers = {
    "arange": lambda o: torch.arange(3, out=o),
    "linspace": lambda o: torch.linspace(0, 2, 3, out=o),
    "logspace": lambda o: torch.logspace(0, 2, 3, out=o),
}
for name, make in makers.items():
    for shape in ((3,), (3, 1), (1, 3, 1), (2, 3), (0,), (2,)):
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter("always")
            out = torch.zeros(shape)
            print(name, shape, make(out) is out, out.shape, out.flatten().tolist(), [str(x.message).split(" (Trig")[0] for x in w])
for name in ("max", "min"):
    try:
        getattr(torch, name)(torch.ones(2), torch.ones(2), out=torch.ones(2, requires_grad=True))
    except RuntimeError as e:
        print(e)
