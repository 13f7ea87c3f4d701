# `from module import *` brings what NumPy lists, also names that are made when first asked for, and hides no built-in.
import builtins


def brought(module, *names):
    space = {}
    exec(f'from {module} import *', space)
    print(module, *[f'{name}={name in space}' for name in names])
    return space


space = brought('numpy', 'average', 'bartlett', 'busday_count', 'linalg', 'random', 'char', 'ma', 'abs', 'max', 'min',
                'round', 'core', 'testing', 'array', 'pi', 'datetime64', 'poly1d', 'genfromtxt', 'r_', 'recarray')
print(space['average']([1, 2, 6]), space['linspace'](0, 1, 3), space['sum']([[1, 2]], axis=1))
print([name for name in vars(builtins) if name in space and not name.startswith('_')])
brought('numpy.ma', 'add', 'masked', 'median', 'sqrt', 'np', 'warnings')
brought('numpy.linalg', 'inv', 'norm', 'LinAlgError', 'np')
brought('numpy.fft', 'fft', 'rfftfreq', 'np')
brought('numpy.random', 'seed', 'default_rng', 'randn', 'RandomState')
brought('numpy.lib', 'average', 'pad', 'npyio', 'scimath')
brought('numpy.polynomial', 'Polynomial', 'polynomial')
brought('numpy.lib.stride_tricks', 'as_strided', 'broadcast_to', 'sliding_window_view')
