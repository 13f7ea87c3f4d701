"""What PyTorch's functions of torch.nn.functional do with their arguments before native functions compute: for those that are native
here (src/builtins/torch_steps.h). Each takes the arguments as its namesake does and makes the same checks in the same order, holding
what it would hand on against the signatures of the native functions; results are of no interest."""
import torch
from torch import _C
from torch._as_native import kernel, native
from torch.nn.modules.utils import _list_with_default

STEPS = {}


def _steps_of(function):
    STEPS[function.__name__] = function
    return function


# --- activations ---

def _activation(name, check, in_place_check):
    def steps(input, inplace=False):
        (in_place_check if inplace else check)(name + '_' * bool(inplace), input)
    steps.__name__ = steps.__qualname__ = name
    STEPS[name] = steps


for _name in ('relu', 'selu'):
    _activation(_name, native, native)
for _name in ('hardsigmoid', 'hardswish', 'mish', 'relu6', 'silu'):
    _activation(_name, kernel, kernel)


def _shared(name, *args):
    """A native function that torch.nn.functional has itself."""
    _C._check_arguments(name, 'n', args, {})


@_steps_of
def elu(input, alpha=1.0, inplace=False):
    _shared('elu_', input, alpha) if inplace else kernel('elu', input, alpha)


@_steps_of
def celu(input, alpha=1.0, inplace=False):
    native('celu_' if inplace else 'celu', input, alpha)


@_steps_of
def leaky_relu(input, negative_slope=0.01, inplace=False):
    _shared('leaky_relu_', input, negative_slope) if inplace else kernel('leaky_relu', input, negative_slope)


@_steps_of
def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    _shared('hardtanh_', input, min_val, max_val) if inplace else kernel('hardtanh', input, min_val, max_val)


@_steps_of
def threshold(input, threshold, value, inplace=False):
    native('threshold_' if inplace else 'threshold', input, threshold, value)


STEPS['threshold'].__name__ = STEPS['threshold'].__qualname__ = '_threshold'    # as errors call it


@_steps_of
def glu(input, dim=-1):
    if input.dim() == 0:
        raise RuntimeError('glu does not support scalars because halving size must be even')
    kernel('glu', input, dim)


# --- pools ---

def _max_pool(name, plain, with_indices):
    def both(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        check, called = with_indices if return_indices else plain
        check(called, input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)

    def steps(*args, **kwargs):
        flag = kwargs['return_indices'] if 'return_indices' in kwargs else args[6] if len(args) > 6 else False
        both.__name__ = both.__qualname__ = name + '_with_indices' if flag else '_' + name
        both(*args, **kwargs)
    STEPS[name] = steps


_max_pool('max_pool1d', (native, 'max_pool1d'), (native, 'max_pool1d_with_indices'))
for _name in ('max_pool2d', 'max_pool3d'):
    _max_pool(_name, (native, _name), (kernel, _name + '_with_indices'))


def _adaptive_max_pool(name, check):
    """Of one dimension, the native function takes the size as it is."""
    def both(input, output_size, return_indices=False):
        check(name, input, output_size if check is native else _list_with_default(output_size, input.size()))

    def steps(*args, **kwargs):
        flag = kwargs['return_indices'] if 'return_indices' in kwargs else args[2] if len(args) > 2 else False
        both.__name__ = both.__qualname__ = name + '_with_indices' if flag else '_' + name
        both(*args, **kwargs)
    STEPS[name] = steps


_adaptive_max_pool('adaptive_max_pool1d', native)
_adaptive_max_pool('adaptive_max_pool2d', kernel)
_adaptive_max_pool('adaptive_max_pool3d', kernel)


@_steps_of
def adaptive_avg_pool2d(input, output_size):
    kernel('adaptive_avg_pool2d', input, _list_with_default(output_size, input.size()))


@_steps_of
def adaptive_avg_pool3d(input, output_size):
    kernel('adaptive_avg_pool3d', input, _list_with_default(output_size, input.size()))


# --- normalization ---

def _more_than_one(size, first, rest, what):
    count = first
    for n in rest:
        count *= n
    if count == 1:
        raise ValueError(f'Expected more than 1 {what} when training, got input size {size}')


@_steps_of
def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    if training:
        size = input.size()
        _more_than_one(size, size[0], size[2:], 'value per channel')
    native('batch_norm', input, weight, bias, running_mean, running_var, training, momentum, eps, True)


@_steps_of
def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5):
    if use_input_stats:
        size = input.size()
        _more_than_one(size, 1, size[2:], 'spatial element')
    native('instance_norm', input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, True)


@_steps_of
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    native('layer_norm', input, normalized_shape, weight, bias, eps, True)


@_steps_of
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    size = [input.size(0) * input.size(1) // num_groups, num_groups, *input.size()[2:]]
    _more_than_one(size, size[0], size[2:], 'value per channel')
    native('group_norm', input, num_groups, weight, bias, eps, True)


# --- losses ---

def _number_of(reduction, size_average=None, reduce=None):
    """The number by which native functions know a reduction."""
    if size_average is not None or reduce is not None:
        average = size_average is None or bool(size_average)
        return 0 if reduce is not None and not reduce else 1 if average else 2
    if reduction == 'none':
        return 0
    if reduction == 'mean' or reduction == 'elementwise_mean':
        return 1
    if reduction == 'sum':
        return 2
    raise ValueError(f'{reduction} is not a valid value for reduction')


def _compared(name, input, target, *way, more=()):
    if not target.size() == input.size():
        try:
            torch.broadcast_shapes(input.size(), target.size())
        except RuntimeError:
            return      # the function itself warns of the sizes before it fails
    if way[1:] != (None, None):     # names of old are read before, others after that
        _number_of(*way)
    kernel(name, input, target, _number_of(*way), *more)


@_steps_of
def mse_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    _compared('mse_loss', input, target, reduction, size_average, reduce)


@_steps_of
def l1_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    _compared('l1_loss', input, target, reduction, size_average, reduce)


@_steps_of
def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0):
    _compared('smooth_l1_loss', input, target, reduction, size_average, reduce, more=(beta,))


@_steps_of
def huber_loss(input, target, reduction='mean', delta=1.0):
    _compared('huber_loss', input, target, reduction, more=(delta,))


def _same_size(input, target, text):
    if not target.size() == input.size():
        raise ValueError(text.format(target.size(), input.size()))


@_steps_of
def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction='mean'):
    way = _number_of(reduction, size_average, reduce)
    _same_size(input, target, 'Using a target size ({}) that is different to the input size ({}) is deprecated. Please ensure they have '
               'the same size.')
    if weight is not None:
        weight.size()
    kernel('binary_cross_entropy', input, target, weight, way)


@_steps_of
def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None):
    way = _number_of(reduction, size_average, reduce)
    _same_size(input, target, 'Target size ({}) must be the same as input size ({})')
    native('binary_cross_entropy_with_logits', input, target, weight, pos_weight, way)


@_steps_of
def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'):
    kernel('nll_loss_nd', input, target, weight, _number_of(reduction, size_average, reduce), ignore_index)


@_steps_of
def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0):
    kernel('cross_entropy_loss', input, target, weight, _number_of(reduction, size_average, reduce), ignore_index, label_smoothing)


@_steps_of
def kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False):
    of_batch = size_average is None and reduce is None and reduction == 'batchmean'
    way = 2 if of_batch else _number_of(reduction, size_average, reduce)
    native('kl_div', input, target, way, log_target=log_target)
