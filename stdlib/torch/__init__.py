"""PyTorch's interface over Kukri's tensor engine."""
import _not_built
from torch import _C
from torch._as_native import as_function as _as_function, method_of as _method_of, signed as _signed, type_name as _type_name
from torch._C import *
from torch._C import Tensor, Generator, Size, device, dtype, layout, memory_format
from torch._functions import *
del unique_dim    # known to torch._C alone
from torch._spectral import istft, stft

from torch import _asking, _utils
from torch.autograd import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch.version import __version__
import torch.autograd as autograd
import torch.nn as nn
import torch.cuda as cuda
import torch.backends as backends
import torch.version as version
import torch.storage as storage
from torch.storage import TypedStorage, UntypedStorage
from torch.serialization import load, save
import torch.serialization as serialization
import torch.random as random

from math import inf, nan
pi = 3.141592653589793
e = 2.718281828459045

globals().update(storage._CLASSES)  # FloatStorage and its like

chunk = _C.chunk
default_generator = _C.default_generator
Storage = storage._CLASSES['FloatStorage']
legacy_contiguous_format = _C.contiguous_format


def typename(o):
    """The name under which an object's type is known, e.g. torch.FloatTensor."""
    if isinstance(o, Tensor):
        return o.type()
    home = 'torch' if isinstance(o, dtype) else getattr(o, '__module__', None)
    name = getattr(o, '__qualname__', None) or getattr(o, '__name__', None) or type(o).__name__
    return name if home in ('builtins', None) else f'{home}.{name}'


def adaptive_max_pool1d(input, output_size):
    """The largest in each window, and where."""
    _C._check_arguments('adaptive_max_pool1d', 'f', (input, output_size), {})
    return _C._nn.adaptive_max_pool1d(input, output_size, True)


def is_storage(obj):
    """Whether obj is a storage."""
    return isinstance(obj, storage._Storage)


def set_default_tensor_type(t):
    """'torch.FloatTensor' or 'torch.DoubleTensor', as a name or a class."""
    if isinstance(t, str):
        import importlib
        home, _, name = t.rpartition('.')
        t = getattr(importlib.import_module(home or t), name)
    kind = getattr(t, 'dtype', None)
    if not isinstance(t, type) or not isinstance(kind, dtype):
        raise TypeError('invalid type object: only floating-point types are supported as the default type')
    _C.set_default_dtype(kind)


def use_deterministic_algorithms(mode, *, warn_only=False):
    for name, place, flag in ('mode', ' (position 1)', mode), ('warn_only', '', warn_only):
        if flag is not True and flag is not False:
            raise TypeError(f"_set_deterministic_algorithms(): argument '{name}'{place} must be bool, not {_type_name(flag)}")
    _C._set_deterministic(not not mode)
    _C._set_deterministic_warns(not not warn_only)


def is_deterministic_algorithms_warn_only_enabled():
    old = _C._set_deterministic_warns(False)
    _C._set_deterministic_warns(old)
    return old


def are_deterministic_algorithms_enabled():
    old = _C._set_deterministic(False)
    _C._set_deterministic(old)
    return old


def _legacy(name, kind):
    """torch.FloatTensor and its siblings: tensors by sizes or by data, of one dtype."""
    class Meta(type):
        def __instancecheck__(cls, obj):
            return isinstance(obj, Tensor) and obj.dtype is kind

    class Legacy(metaclass=Meta):
        dtype = kind

        def __new__(cls, *args, **kwargs):
            return _C._legacy_new(kind, *args, **kwargs)
    Legacy.__name__ = Legacy.__qualname__ = name
    Legacy.__module__ = 'torch'
    return Legacy


FloatTensor = _legacy('FloatTensor', _C.float32)
DoubleTensor = _legacy('DoubleTensor', _C.float64)
HalfTensor = _legacy('HalfTensor', _C.float16)
BFloat16Tensor = _legacy('BFloat16Tensor', _C.bfloat16)
ByteTensor = _legacy('ByteTensor', _C.uint8)
CharTensor = _legacy('CharTensor', _C.int8)
ShortTensor = _legacy('ShortTensor', _C.int16)
IntTensor = _legacy('IntTensor', _C.int32)
LongTensor = _legacy('LongTensor', _C.int64)
BoolTensor = _legacy('BoolTensor', _C.bool)

_LAZY = {'sparse', 'optim', 'utils', 'fft', 'linalg', 'special', 'distributions', 'jit', 'multiprocessing', 'onnx', 'testing', 'amp', 'distributed',
         'cpu', 'hub', 'profiler', 'storage', 'fx', 'functional', 'types', 'return_types', 'overrides', 'futures', '_tensor_str', '_six'}


has_cuda = has_cudnn = has_mkl = has_mps = has_mkldnn = False
has_lapack = has_openmp = has_spectral = True


def is_autocast_enabled():
    return False


def get_autocast_gpu_dtype():
    return _C.float16


def _autocast():
    state = _C._set_autocast(None, None)
    return state


def is_autocast_cpu_enabled():
    return _autocast()[0]


def get_autocast_cpu_dtype():
    return _autocast()[1]


def _must_be_bool(enabled):
    if enabled is not True and enabled is not False:
        raise TypeError(f'enabled must be a bool (got {type(enabled).__name__})')


def set_autocast_cpu_enabled(enabled):
    _must_be_bool(enabled)
    _C._set_autocast(enabled, None)


def set_autocast_cpu_dtype(dtype):
    if not isinstance(dtype, _C.dtype):
        raise TypeError(f'dtype must be a torch.dtype (got {type(dtype).__name__})')
    _C._set_autocast(None, dtype)


def clear_autocast_cache():
    pass


def is_autocast_cache_enabled():
    return True


def get_float32_matmul_precision():
    return 'highest'


def set_float32_matmul_precision(precision):
    if not isinstance(precision, str):
        raise RuntimeError(f'set_float32_matmul_precision expects a str, but got {_type_name(precision)}')
    if precision not in ('highest', 'high', 'medium'):
        import warnings
        warnings.warn(f'{precision} is not one of \'highest\', \'high\', or \'medium\'; the current setFloat32MatmulPrecision call has no effect.')


def set_autocast_enabled(enabled):
    """For CUDA, which there is not."""
    _must_be_bool(enabled)


def set_autocast_gpu_dtype(dtype):
    """For CUDA, which there is not."""


def set_autocast_cache_enabled(enabled):
    """Casts are not cached."""
    _must_be_bool(enabled)


def set_warn_always(b):
    """Whether warnings that torch gives but once are given each time."""
    if b is not True and b is not False:
        raise RuntimeError(f'setWarnOnlyOnce expects a bool, but got {_type_name(b)}')
    _C._warn_always(b)


def get_num_interop_threads():
    return 1


def set_num_interop_threads(n):
    if n <= 0:
        raise RuntimeError('set_num_interop_threads expects a positive integer')


def is_warn_always_enabled():
    old = _C._warn_always(False)
    _C._warn_always(old)
    return old


def _assert(condition, message):
    """An assert statement as a function."""
    assert condition, message


def is_distributed(tensor):
    return False


# methods that are functions too, and functions of torch.nn.functional that are functions of torch
_METHODS = {'addmv_', 'clamp_', 'clamp_max_', 'clamp_min_', 'clip_', 'conj_physical_', 'deg2rad_', 'detach_', 'fill_', 'gcd_', 'lcm_', 'ldexp_',
            'nan_to_num_', 'rad2deg_', 'resize_as_', 'resize_as_sparse_', 'xlogy_', 'zero_', 'q_scale', 'q_zero_point', 'q_per_channel_scales',
            'q_per_channel_zero_points', 'q_per_channel_axis', 'int_repr'}
_NN = {'bilinear', 'celu_', 'channel_shuffle', 'embedding_bag', 'pdist', 'rrelu',
       'rrelu_', 'selu_', 'threshold_'}
_LOSSES = {'binary_cross_entropy_with_logits', 'cosine_embedding_loss', 'ctc_loss', 'hinge_embedding_loss', 'kl_div', 'margin_ranking_loss',
           'poisson_nll_loss', 'triplet_margin_loss'}


_SPARSE = {'sparse_coo_tensor', 'hsmm', 'saddmm', '_sparse_coo_tensor_unsafe', '_validate_sparse_coo_tensor_args', 'smm', 'hspmm', 'spmm', 'dsmm', 'sspaddmm',
           'sparse_csr_tensor', 'sparse_csc_tensor', 'sparse_bsr_tensor', 'sparse_bsc_tensor', 'sparse_compressed_tensor'}
_COMPOSED = {'frexp', 'gradient', 'narrow_copy', 'kaiser_window', 'nuclear_norm', 'norm_except_dim', 'svd_lowrank', 'pca_lowrank', 'resize_as_'}
_SELDOM = set('''
    _sample_dirichlet _standard_gamma
    affine_grid_generator alias_copy alpha_dropout alpha_dropout_ as_strided_ as_strided_copy as_strided_scatter batch_norm instance_norm
    compiled_with_cxx11_abi conv_tbc convolution dequantize detach_copy diagonal_copy dropout_ embedding embedding_renorm_ expand_copy
    feature_alpha_dropout feature_alpha_dropout_ feature_dropout feature_dropout_ fill from_file get_deterministic_debug_mode grid_sampler grid_sampler_2d grid_sampler_3d gru
    gru_cell histogramdd index_reduce is_vulkan_available lstm lstm_cell max_pool1d_with_indices
    native_batch_norm native_channel_shuffle native_dropout native_group_norm native_layer_norm permute_copy rnn_relu rnn_relu_cell rnn_tanh
    rnn_tanh_cell segment_reduce select_copy set_deterministic_debug_mode slice_copy split_copy split_with_sizes_copy
    from_dlpack squeeze_copy t_copy to_dlpack transpose_copy unbind_copy unfold_copy unsqueeze_copy view_as_complex_copy view_as_real_copy view_copy'''.split())
_C._add_tensor_methods({name: _method_of(module, name) for module, names in {
    'utils.dlpack': '__dlpack__ __dlpack_device__',
    '_composed': 'frexp narrow_copy swapaxes_ swapdims_ renorm_ resize_as_',
    '_special_methods': '__array_wrap__ __nonzero__ __long__ __reversed__ __div__ __rdiv__ __idiv__ _is_zerotensor _conj_physical _to_dense '
                        'resize_as_sparse_ rename rename_ refine_names align_to align_as to_mkldnn chalf _reduce_ex_internal', '_share': 'share_memory_',
    '_of_other_layouts': '_values _indices _nnz _dimI _dimV _coalesced_ to_sparse to_sparse_coo to_sparse_csr to_sparse_csc to_sparse_bsr '
                         'to_sparse_bsc smm sspaddmm values indices crow_indices col_indices ccol_indices row_indices sparse_dim dense_dim coalesce is_coalesced sparse_mask '
                         'sparse_resize_ sparse_resize_and_clear_ q_scale q_zero_point q_per_channel_scales q_per_channel_zero_points '
                         'q_per_channel_axis qscheme int_repr to_padded_tensor',
    '_seldom': 'as_strided_ as_strided_scatter index_reduce index_reduce_ map2_ new_empty_strided resize resize_as dequantize eig '
               'solve lstsq reinforce ipu xpu record_stream'}.items() for name in names.split()}
    | {'__array_priority__': 1000})


def _found_in(name):
    """A function of the names above in its module."""
    import importlib
    if name in _METHODS:
        return _as_function(getattr(Tensor, name), name)
    module = '_lobpcg' if name == 'lobpcg' else '_sparse_coo' if name in _SPARSE else '_composed' if name in _COMPOSED else '_losses' if name in _LOSSES else '_seldom' if name in _SELDOM else 'nn.functional'
    return getattr(importlib.import_module('torch.' + module), name)


def __getattr__(name):
    """Submodules are loaded when first named; what is not built yet says so."""
    if name == '__all__':
        return _not_built.names_for_star('torch')
    if name == 'autocast':
        from torch.amp import autocast
        return autocast
    if name == 'set_printoptions':
        from torch._tensor_str import set_printoptions
        return globals().setdefault(name, set_printoptions)
    if name == 'lobpcg' or name in _METHODS or name in _SPARSE or name in _COMPOSED or name in _LOSSES or name in _SELDOM or name in _NN:
        return globals().setdefault(name, _asking.late(_signed(_found_in(name), name=name), 'torch.' + name))
    if name in _LAZY:
        import importlib
        return importlib.import_module('torch.' + name)
    raise _not_built.error('torch', name)


_C._asking_from_now()
