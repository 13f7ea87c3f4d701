"""The functions of numpy that NumPy keeps in this module."""
from numpy import (
    select, piecewise, trim_zeros, copy, iterable, percentile, diff, gradient, angle, unwrap, sort_complex, disp,
    flip, rot90, extract, place, vectorize, asarray_chkfinite, average, bincount, digitize, cov, corrcoef, msort,
    median, sinc, hamming, hanning, bartlett, blackman, kaiser, trapz, i0, add_newdoc, add_docstring, meshgrid,
    delete, insert, append, interp, add_newdoc_ufunc, quantile)

__all__ = ['select', 'piecewise', 'trim_zeros', 'copy', 'iterable', 'percentile', 'diff', 'gradient', 'angle',
           'unwrap', 'sort_complex', 'disp', 'flip', 'rot90', 'extract', 'place', 'vectorize', 'asarray_chkfinite',
           'average', 'bincount', 'digitize', 'cov', 'corrcoef', 'msort', 'median', 'sinc', 'hamming', 'hanning',
           'bartlett', 'blackman', 'kaiser', 'trapz', 'i0', 'add_newdoc', 'add_docstring', 'meshgrid', 'delete',
           'insert', 'append', 'interp', 'add_newdoc_ufunc', 'quantile']
