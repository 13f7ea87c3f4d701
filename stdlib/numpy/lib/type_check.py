"""The functions of numpy that NumPy keeps in this module."""
from numpy import (
    iscomplexobj, isrealobj, imag, iscomplex, isreal, nan_to_num, real, real_if_close, typename, asfarray,
    mintypecode, common_type)
from numpy import isneginf, isposinf  # NumPy's module has them too, beside those that it lists

__all__ = ['iscomplexobj', 'isrealobj', 'imag', 'iscomplex', 'isreal', 'nan_to_num', 'real', 'real_if_close',
           'typename', 'asfarray', 'mintypecode', 'common_type']
