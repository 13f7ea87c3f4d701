"""Functions of functions of tensors: gradients, Jacobians, mapping over a dimension, modules as functions of their parameters."""
from functorch._src.vmap import vmap
from functorch._src.eager_transforms import (functionalize, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp)
from functorch._src.make_functional import (FunctionalModule, FunctionalModuleWithBuffers, combine_state_for_ensemble, make_functional,
                                            make_functional_with_buffers)

__version__ = '1.13.0a0'


def make_fx(f, decomposition_table=None, tracing_mode='real'):
    raise NotImplementedError('functorch.make_fx')
