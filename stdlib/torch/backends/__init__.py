"""Switches of back ends that this build does not have."""
import _not_built
from . import cuda, cudnn, mkl, mkldnn, mps, openmp


__getattr__ = _not_built.of(__name__)
