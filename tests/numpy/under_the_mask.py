"""Masked arrays: what lies under the mask, masks, fill values, methods of their functions."""
import warnings

import numpy as np
import numpy.ma as ma


def show(v):
    if isinstance(v, tuple):
        return '(' + '; '.join(map(show, v)) + ')'
    if v is ma.masked:
        return 'masked'
    if isinstance(v, ma.MaskedArray):
        return '%r %s | %r | %r' % (np.asarray(ma.getdata(v)).tolist(), v.dtype, np.asarray(ma.getmask(v)).tolist(), v.fill_value)
    return type(v).__name__ + ' ' + repr(v)


def sh(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            text = show(eval(source))
        except Exception as e:
            text = '!%s: %s' % (type(e).__name__, str(e)[:150])
    print(source, '->', text, [w.category.__name__ for w in caught])


def inplace(x, op, y):
    names = {'x': x, 'y': y}
    exec('x %s= y' % op, None, names)
    return x


def setting(x, k, v):
    x[k] = v
    return x


X = ma.array([1., -2, 3, 0], mask=[0, 1, 0, 0])
Y = ma.array([2, 0, -1, 4], mask=[0, 0, 1, 0])
Z = ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]], fill_value=7)
N = ma.array([1, 2, 3, 4])
B = ma.array([True, False, True], mask=[1, 0, 0])
for f in 'cos sqrt log log2 log10 arcsin arccos arccosh arctanh absolute negative floor ceil logical_not conjugate fabs arcsinh'.split():
    sh('ma.%s(X)' % f)
    sh('np.%s(X)' % f)
    if f in ('sqrt', 'log', 'negative'):
        sh('ma.%s(Y)' % f)
        sh('ma.%s(2.)' % f)
        sh('ma.%s(X[1])' % f)
        sh('np.%s(Z)' % f)
for f in 'add subtract multiply divide true_divide floor_divide remainder fmod power maximum minimum hypot logical_and logical_or logical_xor equal not_equal less greater_equal'.split():
    for a, b in (('X', 'Y'), ('Y', 'X'), ('X', '2'), ('2', 'Y'), ('Z', 'Z[0]'), ('N', 'N'), ('X', 'ma.masked')):
        sh('ma.%s(%s, %s)' % (f, a, b))
        sh('np.%s(%s, %s)' % (f, a, b))
for op in ('+', '-', '*', '/', '//', '%', '**', '==', '!=', '<', '>='):
    for a, b in (('X', 'Y'), ('X', '0'), ('2', 'Y'), ('Z', '[1, 2]'), ('N', '2'), ('X[1]', '3'), ('X[0]', 'X[2]'), ('X', 'ma.masked'), ('B', 'B')):
        sh('%s %s %s' % (a, op, b))
        if op in '+-*/**//' and a in 'XZN':
            sh('inplace(%s.copy(), %r, %s)' % (a, op, b))
for f in ('add', 'multiply', 'logical_and', 'maximum', 'bitwise_or', 'hypot', 'equal'):
    for call in ('reduce(X)', 'reduce(Z, axis=1)', 'reduce(N)', 'reduce(Z, axis=None)', 'outer(Y, Y[:2])', 'accumulate(Y)', 'outer([1, 2], [3])'):
        sh('ma.%s.%s' % (f, call))
for m in ('sum() prod() mean() var() std() min() max() ptp() any() all() count() argmin() argmax() cumsum() cumprod() filled() filled(9) compressed() tolist() nonzero() ravel() anom() round() argsort() '
          'sum(axis=0) mean(axis=0) var(axis=0) std(axis=0) min(axis=0) count(axis=0) sum(axis=-1,keepdims=True) mean(0,keepdims=True) sum(dtype=float) mean(dtype=int) var(ddof=1) copy() astype(float) T transpose() reshape(-1) '
          'repeat(2) take([0,1]) squeeze() swapaxes(0,-1) diagonal() trace() dot(Z) clip(1,2) mask data fill_value flatten() item(0) sum(axis=(0,)) view() conj() real imag').split():
    for a in 'XYZNB':
        sh('%s.%s' % (a, m))
for k in ('0', '1', '[0, 1]', 'slice(1, None)', '...', '[True, False, True, False]', '(0,)', 'X > 0', '-1', '9'):
    for v in ('5', 'ma.masked', '[1, 2]', 'Y', 'ma.array([8, 9], mask=[1, 0])', 'None', 'np.nan'):
        sh('setting(X.copy(), %s, %s)' % (k, v))
    sh('X[%s]' % k)
for f in ('concatenate', 'vstack', 'hstack', 'stack', 'column_stack', 'dstack'):
    for a in ('[X, Y]', '[N, N]', '[N, X]', '[Z, Z]'):
        sh('ma.%s(%s)' % (f, a))
for s in ('ma.where(X > 1, X, Y)', 'ma.where(Y > 1)', 'ma.median(Z)', 'ma.median(X)', 'ma.average(X, weights=[1, 2, 3, 4])', 'ma.average(Z, axis=0, returned=True)', 'ma.sort(Y)', 'ma.sort(Z, axis=0)', 'ma.sort(Y, endwith=False)', 'ma.argsort(Y)', 'ma.unique(Y)', 'ma.diff(X)', 'ma.ediff1d(Y)', 'ma.dot(Z, Z)', 'ma.inner(X, Y)', 'ma.outer(Y, Y)', 'ma.cov(X)', 'ma.corrcoef(X, Y)',
          'ma.masked_where([1, 0, 1, 0], Y)', 'ma.masked_values([1., 1.1, 2], 1.1)', 'ma.masked_object(["a", "b"], "a")', 'ma.masked_inside(X, 0, 2)', 'ma.masked_outside(X, 0, 2)', 'ma.masked_invalid([1, np.nan])', 'ma.fix_invalid([1., np.nan])', 'ma.mask_or(ma.nomask, [0, 0])', 'ma.make_mask([0, 0])', 'ma.make_mask([0, 0], shrink=False)', 'ma.getmaskarray(N)', 'ma.filled(X, 3)', 'ma.filled([1, 2])', 'ma.compressed([1, 2])', 'ma.count(Z, 0)', 'ma.allequal(X, Y)', 'ma.allclose(X, X)', 'ma.common_fill_value(X, Y)', 'ma.default_fill_value(3.5)', 'ma.default_fill_value("U3")', 'ma.maximum_fill_value(Y)', 'ma.minimum_fill_value(X)',
          'ma.zeros(2)', 'ma.ones((1, 2), int)', 'ma.arange(3)', 'ma.masked_all(2).mask', 'ma.array([1, 2], mask=True)', 'ma.array([1, 2], mask=[1])', 'ma.array([1, 2], mask=[1, 0, 1])', 'ma.array(X, mask=[1, 0, 0, 0])', 'ma.array(X, mask=[1, 0, 0, 0], keep_mask=False)', 'ma.array([1, 2], fill_value="a")', 'ma.array([1, ma.masked, 3])', 'ma.array([X, Y])', 'ma.array(5, mask=True)', 'ma.array(5)', 'ma.array(["a", "b"], mask=[0, 1])', 'ma.array([1, 2], "i1", mask=[0, 1]).filled()', 'ma.array([1.5], "f2", mask=[1]).filled()', 'ma.masked + 1', 'ma.masked == 1', 'ma.masked * X', 'float(ma.masked)', 'bool(ma.masked)', 'repr(ma.masked)', 'ma.notmasked_edges(Y)', 'ma.clump_masked(Y)', 'ma.clump_unmasked(Y)', 'ma.flatnotmasked_contiguous(Y)', 'ma.polyfit([1, 2, 3, 4], X, 1)', 'ma.vander(Y)', 'ma.expand_dims(Y, 0)', 'ma.append(X, Y)', 'ma.union1d(Y, [9])', 'ma.intersect1d(Y, [2, 4])', 'ma.setdiff1d(Y, [2])', 'ma.compress_rows(Z)', 'ma.mask_rows(Z)', 'ma.mask_cols(Z)', 'ma.apply_along_axis(np.sum, 0, Z)', 'ma.choose([0, 1], [Y[:2], X[:2]])', 'ma.put(X.copy(), [0], [5])', 'ma.shape(Z)', 'ma.is_masked(N)', 'np.sum(X)', 'np.mean(Z, axis=0)', 'np.max(Y)', 'np.add.accumulate(N)', 'np.asarray(X)', 'np.array(X)', 'np.where(X > 0, 1, 2)', 'np.isnan(X)', 'len(Z)', 'list(X)', 'X.tolist()', 'str(Z)', 'format(X[0], ".2f")', 'format(ma.masked, "")', 'sum(X)', 'max(Y)', 'X.any()', 'abs(X)', '+X', '-Y', '~B', 'divmod(Y, 2)', 'round(X[0])', '3 - X', '2 ** Y', '1 / X', '5 % Y', 'X & Y', 'Y & 1', 'Y | N', 'Y ^ 1', 'Y << 1', 'Y >> 1'):
    sh(s)
