"""Memory formats of the weights of a module."""
import torch


def convert_conv2d_weight_memory_format(module, memory_format):
    """Lays the weights of all two-dimensional convolutions in module out in memory_format; returns module."""
    for m in module.modules():
        if isinstance(m, (torch.nn.Conv2d, torch.nn.ConvTranspose2d)):
            m.weight.data = m.weight.detach().clone().contiguous(memory_format=memory_format)
    return module
