"""Switches of back ends that this build does not have."""
from . import cuda, cudnn, mkl, mkldnn, mps, openmp
