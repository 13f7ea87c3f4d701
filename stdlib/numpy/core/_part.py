"""What the modules of numpy.core that are parts of numpy share: their names are numpy's own."""
import numpy


def part_of_numpy(module):
    """The __getattr__ of the module."""
    def __getattr__(name):
        if not name.startswith('_') and hasattr(numpy, name):
            return getattr(numpy, name)
        raise AttributeError(f'module {module!r} has no attribute {name!r}')
    return __getattr__
