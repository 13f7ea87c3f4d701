"""Parameters as one flat vector and back."""
import torch


def parameters_to_vector(parameters):
    return torch.cat([_on_one_device(p).view(-1) for p in parameters])


def _on_one_device(p):
    p.is_cuda   # what is no tensor fails here
    return p


def vector_to_parameters(vec, parameters):
    if not isinstance(vec, torch.Tensor):
        raise TypeError(f'expected torch.Tensor, but got: {torch.typename(vec)}')
    at = 0
    for p in parameters:
        n = _on_one_device(p).numel()
        p.data = vec[at:at + n].view_as(p).data
        at += n
