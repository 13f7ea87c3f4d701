"""Gradients of convolutions by themselves: with respect to the input, or to the weight, from the gradient of the output."""
import torch
from torch.nn import functional as F


def _gradient(n, of_input, input, weight, grad_output, stride, padding, dilation, groups):
    """By the backward pass of a convolution of n dimensions; the one of input and weight that is sought stands for a size."""
    def unknown(size):
        return torch.zeros(size, dtype=grad_output.dtype, requires_grad=True)
    input, weight = (unknown(input), weight) if of_input else (input, unknown(weight))
    recorded = torch.is_grad_enabled() and (input.requires_grad and weight.requires_grad or grad_output.requires_grad)
    with torch.enable_grad():
        output = getattr(F, f'conv{n}d')(input, weight, None, stride, padding, dilation, groups)
        return torch.autograd.grad(output, input if of_input else weight, grad_output, create_graph=recorded)[0]


def conv1d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv1d with respect to an input of this size."""
    return _gradient(1, True, input_size, weight, grad_output, stride, padding, dilation, groups)


def conv1d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv1d with respect to a weight of this size."""
    return _gradient(1, False, input, weight_size, grad_output, stride, padding, dilation, groups)


def conv2d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv2d with respect to an input of this size."""
    return _gradient(2, True, input_size, weight, grad_output, stride, padding, dilation, groups)


def conv2d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv2d with respect to a weight of this size."""
    return _gradient(2, False, input, weight_size, grad_output, stride, padding, dilation, groups)


def conv3d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv3d with respect to an input of this size."""
    return _gradient(3, True, input_size, weight, grad_output, stride, padding, dilation, groups)


def conv3d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    """The gradient of conv3d with respect to a weight of this size."""
    return _gradient(3, False, input, weight_size, grad_output, stride, padding, dilation, groups)
