"""Flatten and Unflatten."""
from .module import Module


class Flatten(Module):
    __constants__ = ['start_dim', 'end_dim']

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f'start_dim={self.start_dim}, end_dim={self.end_dim}'


class Unflatten(Module):
    __constants__ = ['dim', 'unflattened_size']

    def __init__(self, dim, unflattened_size):
        super().__init__()
        self._check(dim, unflattened_size)
        self.dim = dim
        self.unflattened_size = unflattened_size

    def _check(self, dim, sizes):
        """By number with a tuple of sizes, or by name with pairs of names and sizes."""
        named = isinstance(dim, str)
        if not named and not isinstance(dim, int):
            raise TypeError('invalid argument type for dim parameter')
        what = 'tuple of tuples' if named else 'tuple of ints'
        if not isinstance(sizes, tuple if named else (tuple, list)):
            raise TypeError(f'unflattened_size must be a {what}, but found type {type(sizes).__name__}')
        for i, item in enumerate(sizes):
            if not isinstance(item, tuple if named else int):
                raise TypeError(f'unflattened_size must be {what}, but found element of type {type(item).__name__} at pos {i}')

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self):
        return f'dim={self.dim}, unflattened_size={self.unflattened_size}'
