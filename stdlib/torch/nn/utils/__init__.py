"""Helpers for training: gradient clipping, parameters as one vector, packed sequences, normalised weights."""
import _not_built
from . import rnn
from .clip_grad import clip_grad_norm, clip_grad_norm_, clip_grad_value_
from .convert_parameters import parameters_to_vector, vector_to_parameters
from .fusion import fuse_conv_bn_eval, fuse_conv_bn_weights
from .init import skip_init
from .memory_format import convert_conv2d_weight_memory_format
from .spectral_norm import remove_spectral_norm, spectral_norm
from .weight_norm import remove_weight_norm, weight_norm


__getattr__ = _not_built.of(__name__, {'parametrize', 'parametrizations', 'prune', 'stateless'})
