"""record_api_names.py > stdlib/_public_names.py: the public names of NumPy and PyTorch, recorded from the originals.

Run by an interpreter that has both installed. Only names are recorded: for each public module and for the classes
people use most, what a user can reach under it without a leading underscore and what belongs to the library; and which
of them `from module import *` leaves out, for the modules that have a list. tools/api_docs.py tells from the names what
works; the modules' __getattr__ tells what is not built and makes __all__ (_not_built).
"""
import importlib
import sys
import types
import warnings

NUMPY = '''numpy numpy.linalg numpy.fft numpy.random numpy.testing numpy.polynomial numpy.polynomial.polynomial
numpy.polynomial.chebyshev numpy.polynomial.hermite numpy.polynomial.hermite_e numpy.polynomial.laguerre
numpy.polynomial.legendre numpy.polynomial.polyutils numpy.ma numpy.ma.extras numpy.ma.mrecords numpy.char numpy.rec numpy.emath numpy.typing
numpy.ctypeslib numpy.matlib numpy.lib numpy.lib.stride_tricks numpy.lib.format numpy.lib.recfunctions numpy.lib.mixins
numpy.lib.index_tricks numpy.lib.scimath '''.split()
NUMPY_CLASSES = '''numpy.ndarray numpy.generic numpy.dtype numpy.ufunc numpy.nditer numpy.flatiter numpy.broadcast numpy.matrix
numpy.recarray numpy.memmap numpy.poly1d numpy.finfo numpy.iinfo numpy.vectorize numpy.random.Generator
numpy.random.RandomState numpy.random.BitGenerator numpy.random.SeedSequence numpy.random.PCG64 numpy.random.MT19937
numpy.ma.MaskedArray numpy.polynomial.Polynomial numpy.polynomial.Chebyshev'''.split()
TORCH = '''torch torch.nn torch.nn.functional torch.nn.init torch.nn.utils torch.nn.utils.rnn torch.nn.utils.parametrize
torch.nn.utils.parametrizations torch.nn.utils.prune torch.nn.utils.stateless torch.nn.parallel torch.nn.parameter
torch.nn.modules torch.optim torch.optim.lr_scheduler torch.optim.swa_utils torch.optim.optimizer torch.autograd
torch.autograd.functional torch.autograd.function torch.autograd.gradcheck torch.autograd.grad_mode torch.autograd.graph
torch.autograd.forward_ad torch.autograd.profiler torch.utils torch.utils.data torch.utils.data.sampler
torch.utils.data.dataloader torch.utils.data.distributed torch.utils.checkpoint torch.utils.dlpack torch.utils.hooks
torch.utils.model_zoo torch.utils.benchmark torch.fft torch.linalg torch.special torch.distributions
torch.distributions.constraints torch.distributions.transforms torch.distributions.kl torch.distributions.utils
torch.cuda torch.cuda.amp torch.cuda.nvtx torch.amp torch.cpu torch.cpu.amp torch.backends torch.backends.cuda
torch.backends.cudnn torch.backends.mkl torch.backends.mkldnn torch.backends.mps torch.backends.openmp
torch.backends.opt_einsum torch.random torch.serialization torch.hub torch.multiprocessing torch.sparse torch.nested
torch.futures torch.jit torch.onnx torch.profiler torch.testing torch.distributed torch.overrides torch.quasirandom
torch.return_types torch.storage torch.types torch.functional torch.library torch.masked torch.package torch.fx
torch.ao torch.quantization torch.monitor torch.version'''.split()
TORCH_CLASSES = '''torch.Tensor torch.Generator torch.Size torch.dtype torch.device torch.finfo torch.iinfo torch.UntypedStorage
torch.TypedStorage torch.nn.Module torch.nn.Sequential torch.nn.ModuleList torch.nn.ModuleDict torch.nn.ParameterList
torch.nn.ParameterDict torch.nn.MultiheadAttention torch.nn.Transformer torch.nn.utils.rnn.PackedSequence
torch.optim.Optimizer torch.optim.lr_scheduler.ReduceLROnPlateau
torch.autograd.Function torch.utils.data.DataLoader torch.utils.data.Dataset torch.distributions.Distribution
torch.distributions.Normal torch.distributions.Transform torch.cuda.amp.GradScaler torch.nn.utils.prune.BasePruningMethod'''.split()


def owned(value, root):
    """Whether a value that a module shows belongs to the library and was not just imported by it."""
    if isinstance(value, types.ModuleType):
        return value.__name__.split('.')[0] == root
    if isinstance(value, types.BuiltinFunctionType) or not callable(value):
        return type(value).__module__ not in ('typing', '__future__')
    home = getattr(value, '__module__', None) or root
    return home.split('.')[0] in (root, 'builtins') if isinstance(home, str) else True


def reach(path):
    """The object of that name: a module, or what a module shows under the name (numpy.char)."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        home, _, name = path.rpartition('.')
        return getattr(importlib.import_module(home), name)


def borrowed(path, name, value, listed):
    """Names that a module without a list only imported for itself, or repeats from the library's top."""
    if path in ('numpy', 'torch') or name in listed and path != 'numpy.matlib':
        return False
    top = sys.modules[path.split('.')[0]]
    return value is top or vars(top).get(name) is value and (path == 'numpy.matlib' or isinstance(value, type))


def public_names(path):
    module = reach(path)
    root = path.split('.')[0]
    listed = set(getattr(module, '__all__', ()))
    names = listed if listed and path not in ('numpy', 'torch') else set(dir(module)) | listed
    names = set(names)
    for name, value in vars(module).items(): # submodules are names too
        if isinstance(value, types.ModuleType) and value.__name__ == f'{path}.{name}':
            names.add(name)
        home = getattr(value, '__module__', None) # and what the module's list forgets
        if callable(value) and isinstance(home, str) and root == 'torch' and (home == path or home.startswith(path + '.')):
            names.add(name)
    found = []
    for name in sorted(names):
        if name.startswith('_') or name in ('test', 'tests', 'conftest', 'setup'):
            continue
        try:
            value = getattr(module, name)
        except AttributeError: # some lists name what is not there
            continue
        if owned(value, root) and not borrowed(path, name, value, listed):
            found.append(name)
    return found


def unlisted(path, names):
    """Which of the public names the module's __all__ lacks; None if it has none."""
    listed = getattr(reach(path), '__all__', None)
    return None if listed is None else [n for n in names if n not in listed]


def class_names(path):
    home, _, name = path.rpartition('.')
    cls = getattr(reach(home), name)
    return sorted(n for n in dir(cls) if not n.startswith('_'))


def section(title, table):
    print(f'\n{title} = {{')
    for path, names in table.items():
        print(f'    {path!r}: """')
        line = ''
        for n in names:
            if len(line) + len(n) > 114:
                print(line.rstrip())
                line = ''
            line += n + ' '
        print(line.rstrip() + '""",')
    print('}')


def main():
    warnings.simplefilter('ignore')
    import numpy
    import torch
    modules, classes = {}, {}
    for path in NUMPY + TORCH:
        try:
            modules[path] = public_names(path)
        except (ImportError, AttributeError) as e:
            print(f'left out: {path} ({e})', file=sys.stderr)
    for path in NUMPY_CLASSES + TORCH_CLASSES:
        try:
            classes[path] = class_names(path)
        except AttributeError as e:
            print(f'left out: {path} ({e})', file=sys.stderr)
    print('"""Public names of NumPy and PyTorch, by module and by class.\n\nRecorded by tools/record_api_names.py; not '
          'edited by hand.\n"""')
    versions = {'numpy': numpy.__version__, 'torch': torch.__version__.split('a')[0].split('+')[0]}
    print(f'VERSIONS = {versions}')
    section('MODULES', modules)
    left_out = {path: unlisted(path, names) for path, names in modules.items()}
    section('UNLISTED', {path: names for path, names in left_out.items() if names is not None})
    section('CLASSES', classes)


main()
