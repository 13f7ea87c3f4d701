"""Memory formats of the weights of a module."""
import torch


def convert_conv2d_weight_memory_format(module, memory_format):
    """Lays the weights of all two-dimensional convolutions in module out in memory_format; returns module."""
    if isinstance(module, (torch.nn.Conv2d, torch.nn.ConvTranspose2d)):
        module.weight.data = module.weight.detach().clone().contiguous(memory_format=memory_format)
    for child in module.children():
        convert_conv2d_weight_memory_format(child, memory_format)
    return module
