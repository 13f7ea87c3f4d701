"""Functions mapped over a dimension of their inputs: one call for each slice, whose results are stacked."""
import functools

import torch
from functorch._src.trees import flatten, unflatten


def _sizes(func, name, in_dims, args):
    """(leaves, spec, dimension of each, size of the mapped one), or the errors of arguments that do not go together."""
    head = f'vmap({name}, in_dims={in_dims}, ...)(<inputs>)'
    if not isinstance(in_dims, (int, tuple)):
        raise ValueError(f'{head}: expected `in_dims` to be int or a (potentially nested) tuple matching the structure of inputs, got: {type(in_dims)}.')
    if not args:
        raise ValueError(f'vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to vmap over a function with no '
                         'inputs. The latter is unsupported.')
    leaves, spec = flatten(args)
    dims = spec.spread(in_dims)
    if dims is None:
        raise ValueError(f'{head}: in_dims is not compatible with the structure of `inputs`. in_dims has structure {flatten(in_dims)[1]} but inputs '
                         f'has structure {spec}.')
    for i, (x, dim) in enumerate(zip(leaves, dims)):
        if not isinstance(dim, int) and dim is not None:
            raise ValueError(f'{head}: Got in_dim={dim} for an input but in_dim must be either an integer dimension or None.')
        if dim is not None and not isinstance(x, torch.Tensor):
            raise ValueError(f'{head}: Got in_dim={dim} for an input but the input is of type {type(x)}. We cannot vmap over non-Tensor arguments, '
                             'please use None as the respective in_dim')
        if dim is not None and not -x.dim() <= dim < x.dim():
            raise ValueError(f'{head}: Got in_dim={dim} for some input, but that input is a Tensor of dimensionality {x.dim()} so expected in_dim to '
                             f'satisfy -{x.dim()} <= in_dim < {x.dim()}.')
    sizes = [x.size(dim) for x, dim in zip(leaves, dims) if dim is not None]
    if not sizes:
        raise ValueError('vmap: Expected at least one Tensor to vmap over')
    if any(n != sizes[0] for n in sizes):
        raise ValueError(f'vmap: Expected all tensors to have the same size in the mapped dimension, got sizes {sizes} for the mapped dimension')
    return leaves, spec, dims, sizes[0]


def _checked(output, name):
    leaves, spec = flatten(output)
    for t in leaves:
        if not isinstance(t, torch.Tensor):
            raise ValueError(f'vmap({name}, ...): `{name}` must only return Tensors, got type {type(t)} as a return.')
    return leaves, spec


def _places(out_dims, spec, name):
    """The dimension in which each output gets the mapped one."""
    if not all(isinstance(d, int) for d in flatten(out_dims)[0]):
        raise ValueError(f'vmap({name}, ..., out_dims={out_dims}): `out_dims` must be an int or a python collection of ints representing where in the '
                         'outputs the vmapped dimension should appear.')
    places = spec.spread(out_dims)
    if places is None and isinstance(out_dims, (tuple, list)) and len(out_dims) == 1 and repr(spec) == '*':
        return list(out_dims)
    if places is None:
        raise ValueError(f'vmap({name}, ..., out_dims={out_dims})(<inputs>): out_dims is not compatible with the structure of `outputs`. out_dims has '
                         f'structure {flatten(out_dims)[1]} but outputs has structure {spec}.')
    return places


def vmap(func, in_dims=0, out_dims=0, randomness='error'):
    """func mapped over the dimensions in_dims of its inputs. randomness: whether random numbers may be drawn in it, the same for all slices or not."""
    if randomness not in ('error', 'different', 'same'):
        raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        name = func.__name__ if hasattr(func, '__name__') else repr(func)
        leaves, spec, dims, n = _sizes(func, name, in_dims, args)
        before = torch.get_rng_state() if randomness != 'different' else None
        results, out_spec = [], None
        for i in range(max(n, 1)):
            if randomness == 'same' and i:
                torch.set_rng_state(before)
            # an empty dimension still has outputs of some shape: those of a slice of zeros
            slices = [x if d is None else x.select(d, i) if n else x.new_zeros(x.shape[:d % x.dim()] + x.shape[d % x.dim() + 1:])
                      for x, d in zip(leaves, dims)]
            output, out_spec = _checked(func(*unflatten(slices, spec), **kwargs), name)
            results.append(output)
            if randomness == 'error' and i == 0 and not torch.equal(before, torch.get_rng_state()):
                raise RuntimeError("vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' randomness "
                                   'flags on vmap or perform the randomness operation out of vmap')
        places = _places(out_dims, out_spec, name)
        stacked = [torch.stack(column, d) if n else column[0].new_empty((0,) + tuple(column[0].shape)).movedim(0, d)
                   for column, d in zip(zip(*results), places)]
        return unflatten(stacked, out_spec)
    return wrapped
