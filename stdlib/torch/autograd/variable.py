"""The older name of a tensor: torch.autograd.variable.Variable."""
from . import Variable

__all__ = ['Variable']
