# Functions that PyTorch writes in Python: calls that their parameters do not fit.
import torch

V = torch.ones(2, 2)
for call in (lambda: torch.manual_seed(), lambda: torch.manual_seed(1, 2), lambda: torch.manual_seed(foo=1), lambda: torch.manual_seed(seed=4).initial_seed(),
             lambda: torch.set_rng_state(), lambda: torch.set_rng_state(foo=1), lambda: torch.tensordot(V), lambda: torch.tensordot(),
             lambda: torch.tensordot(V, V, 1, None, 7), lambda: torch.tensordot(V, V, foo=1), lambda: torch.tensordot(a=V, b=V),
             lambda: torch.tensordot(V, 0), lambda: torch.tensordot(a=V, b=1.5), lambda: torch.tensordot(V, None, 1),
             lambda: torch.tensordot(V, V, dims=[]), lambda: torch.tensordot(V, V, [[0], [1]]), lambda: torch.tensordot(V, V, dims=-1),
             lambda: torch.tensordot(V, V, 3), lambda: torch.tensordot(V, V, 1, torch.zeros(2, 2)), lambda: torch.is_tensor(), lambda: torch.is_tensor(V, 1),
             lambda: torch.is_tensor(V, foo=1), lambda: torch.broadcast_shapes((2,), foo=1), lambda: torch.broadcast_shapes((2, 1), (3,))):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
