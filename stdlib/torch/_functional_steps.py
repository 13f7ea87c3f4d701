"""What PyTorch's functions of torch.functional, which are written in Python, do with their arguments before native functions compute:
for those that are native here (see torch.nn._functional_steps)."""
from torch import Tensor
from torch._as_native import kernel, native

STEPS = {}      # by the names of functions
OF_METHODS = {}


def _steps_of(function):
    STEPS[function.__name__] = function
    return function


def _split(self, split_size, dim=0):
    if isinstance(split_size, Tensor):
        try:
            split_size = int(split_size)
        except ValueError:
            pass
    kernel('split', self, split_size, dim) if isinstance(split_size, int) else native('split_with_sizes', self, split_size, dim)


@_steps_of
def split(tensor, split_size_or_sections, dim=0):
    tensor.split
    _split(tensor, split_size_or_sections, dim)


@_steps_of
def norm(input, p='fro', dim=None, keepdim=False, out=None, dtype=None):
    everything = list(range(input.dim()))
    dims = everything if dim is None else [dim] if isinstance(dim, int) else dim
    named = {'keepdim': keepdim} if out is None else {'keepdim': keepdim, 'out': out}
    if not isinstance(p, str):
        kernel('norm', input, p, dim=everything, keepdim=keepdim) if dim is None and out is None and dtype is None and p is not None else \
            kernel('norm', input, p, dims, **named, **({} if dtype is None else {'dtype': dtype}))
    elif p == 'fro':
        if dim is None and out is None and dtype is None:
            native('frobenius_norm', input, dim=(), keepdim=keepdim)
            return
        if dtype is not None:
            raise ValueError('dtype argument is not supported in frobenius norm')
        native('frobenius_norm', input, dims, **named)
    elif p == 'nuc':
        if dtype is not None:
            raise ValueError('dtype argument is not supported in nuclear norm')
        native('nuclear_norm', input, *(() if dim is None else (dims,)), **named)
    else:
        raise RuntimeError(f"only valid string values are 'fro' and 'nuc', found {p}")


@_steps_of
def tensordot(a, b, dims=2, out=None):
    if not isinstance(dims, (int, tuple, list, Tensor)):
        return      # the function itself refuses them
    if isinstance(dims, (tuple, list)):
        _, _ = dims
    elif isinstance(dims, int):
        range(-dims, 0)
    elif dims.numel() > 1:
        assert dims.size()[0] == 2
    else:
        dims.item()
    kernel('tensordot', a, b, [], [], **({} if out is None else {'out': out}))


# Those of which a call can only have the wrong arguments.

@_steps_of
def manual_seed(seed):
    pass


@_steps_of
def set_rng_state(new_state):
    pass


@_steps_of
def is_tensor(obj):
    pass


@_steps_of
def broadcast_shapes(*shapes):
    pass


def _at_least(name):
    def steps(*tensors):
        kernel(name, tensors[0] if len(tensors) == 1 else tensors)
    steps.__name__ = steps.__qualname__ = name
    STEPS[name] = steps


for _name in ('atleast_1d', 'atleast_2d', 'atleast_3d'):
    _at_least(_name)


@_steps_of
def cdist(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary'):
    modes = {'use_mm_for_euclid_dist_if_necessary': None, 'use_mm_for_euclid_dist': 1, 'donot_use_mm_for_euclid_dist': 2}
    if compute_mode not in list(modes):
        raise ValueError(f'{compute_mode} is not a valid value for compute_mode')
    kernel('cdist', x1, x2, p, modes[compute_mode])


# --- methods ---

def _norm(self, p='fro', dim=None, keepdim=False, dtype=None):
    norm(self, p, dim, keepdim, dtype=dtype)


def _backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    """All but the arguments themselves is torch.autograd's."""


def _by_signature(*methods):
    """Those of which only the binding of arguments is PyTorch's Python."""
    for method in methods:
        method.__qualname__ = 'Tensor.' + method.__name__
        OF_METHODS[method.__name__] = method


def __array__(self, dtype=None):
    pass


def __deepcopy__(self, memo):
    pass


def is_shared(self):
    pass


def register_hook(self, hook):
    pass


def storage(self):
    pass


_by_signature(__array__, __deepcopy__, is_shared, register_hook, storage)

for _name, _steps in ('split', _split), ('norm', _norm), ('backward', _backward):
    _steps.__name__, _steps.__qualname__ = _name, 'Tensor.' + _name
    OF_METHODS[_name] = _steps
