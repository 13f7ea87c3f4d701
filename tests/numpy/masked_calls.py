# Masked arrays: methods, functions, operators and assignments over arrays of several types, masks and shapes; all that can be seen of the result.
import operator
import pickle
import warnings

import numpy as np

warnings.simplefilter('ignore')
ma, masked = np.ma, np.ma.masked


def seen(x):
    if isinstance(x, ma.MaskedArray):
        return (f'{type(x).__name__} {x.dtype.str} {x.shape} {np.asarray(x._data).tolist()} mask {np.asarray(x._mask).tolist()} '
                f'{x.fill_value!r} {x._hardmask} {x.sharedmask}')
    if isinstance(x, np.ndarray):
        return f'{type(x).__name__} {x.dtype.str} {x.tolist()}'
    if isinstance(x, (tuple, list)):
        return ', '.join(map(seen, x))
    return f'{type(x).__name__} {x!r}'


def show(name, f):
    try:
        r = seen(f())
    except Exception as e:
        r = f'{type(e).__name__}: {e}'
    print(name, '->', r)


def arrays():
    return {'i': ma.array([[1, 2, 3], [4, 5, 6]], mask=[[0, 1, 0], [0, 0, 1]], fill_value=7),
            'f': ma.array([1., -2., 0., 4.], mask=[0, 1, 0, 0]), 'n': ma.array([3., 0., 2.]),
            'h': ma.array([3, 1, 2], mask=[1, 0, 0], hard_mask=True), 'a': ma.array([2, 9], mask=True), 'z': ma.array(5., mask=False),
            'm': masked, 'c': ma.array([1 + 1j, 2, 3j], mask=[0, 0, 1]), 'o': ma.array([1, 2.5, 3], dtype=object, mask=[0, 1, 0])}


for text in '''max(0) min(axis=-1) ptp(0) sum(0) prod() mean(0) mean() var(0) std(ddof=1) all() any(0) argmax() argmin(0) cumsum() cumprod(0) count(0)
        count(keepdims=True) anom() trace() round() clip(1,3) clip(None,2) ravel() ravel('F') flatten() reshape(-1) transpose() swapaxes(0,-1)
        repeat(2) take([0,1]) take(ma.array([0,1],mask=[0,1])) diagonal() copy() astype(int) astype('f4') view('u1') view(np.ndarray)
        filled() filled(-1) compressed() compress([1,0,1]) tolist() tolist(0) toflex() nonzero() argsort() sort() item(0) itemset(0,8) fill(3)
        choose([[1,2,3],[4,5,6]]) put([0,1],[7,8]) put([0,1],ma.array([7,8],mask=[1,0])) shrink_mask() unshare_mask() harden_mask()
        real imag flat[0] flat[::2] flat[1] __float__() __int__() __bool__() __iter__().__next__() dot([1,2,3]) byteswap() newbyteorder() T
        set_fill_value(3) recordmask mask sharedmask get_imag() searchsorted(2) tobytes() argpartition(0) getfield('i2')'''.split():
    for key, a in arrays().items():
        if not (key == 'm' and text in ('clip(1,3)', 'clip(None,2)', 'sort()', 'itemset(0,8)', 'fill(3)', 'harden_mask()', 'unshare_mask()', 'set_fill_value(3)')
                or (text, key) in (('tobytes()', 'o'), ('argpartition(0)', 'o'), ('newbyteorder()', 'i'))):
            show(f'{key}.{text}', lambda: (eval('a.' + text, {'a': a, 'np': np, 'ma': ma}), a))
for name in 'max min ptp sum prod mean var std all any argmax argmin cumsum cumprod round'.split():
    for out in ('np.zeros(3)', 'ma.zeros(3)', 'ma.array([9.,9,9],mask=[1,0,1])', 'np.zeros(3,int)', 'ma.zeros(3,int)', 'np.zeros((2,3))', 'ma.zeros((2,3))'):
        o = eval(out)
        show(f'{name} {out}', lambda: (getattr(arrays()['i'], name)(0, out=o), o))
        show('', lambda: o)
for sign in '+ - * / // % ** & | ^ << >> == != < <= > >= @'.split():
    for x, y in ('if', 'in', 'fn', 'nf', 'ff', 'ii', 'hh', 'hn', 'zm', 'zz', 'mz', 'cc'):
        show(f'{x} {sign} {y}', lambda: eval(f'x {sign} y', {'x': arrays()[x], 'y': arrays()[y]}))
    for y in (2, 0, 0.5, masked, None, [1], np.int8(3)):
        show(f'f {sign} {y!r}', lambda: eval(f'x {sign} y', {'x': arrays()['f'], 'y': y}))
        show(f'{y!r} {sign} i', lambda: eval(f'y {sign} x', {'x': arrays()['i'], 'y': y}))
for name in 'iadd isub imul itruediv ifloordiv imod ipow iand ior ilshift imatmul'.split():
    for x, y in ('in', 'nf', 'ff', 'ii', 'hh', 'zm', 'mz', 'cc'):
        a = arrays()[x]
        show(f'{name} {x} {y}', lambda: (getattr(operator, name)(a, arrays()[y]), a))
for place in (0, -1, ..., None, slice(1, None), [0, 0], [True, False, True], (0, 1), (), np.array([0, 1]), ma.array([0, 1], mask=[1, 0]), 5, True):
    for key in 'ifnhz':
        show(f'{key}[{place!r}]', lambda: arrays()[key][place])
        for value in (7, masked, ma.array(3, mask=True), ma.array([4, 5, 6], mask=[0, 1, 0]), [1, masked, 3], None):
            a = arrays()[key]
            b = a[...]
            show(f'{key}[{place!r}] = {value!r}', lambda: (operator.setitem(a, place, value), a, b))
for value in (True, False, ma.nomask, masked, [1, 0, 1], [[1, 0, 1], [0, 0, 1]], 1, None):
    for key in 'ifnhz':
        a = arrays()[key]
        b = a[...]
        show(f'{key}.mask = {value!r}', lambda: (setattr(a, 'mask', value), a, b))
for call in '''ma.median(i) ma.median(i,0) ma.median(i,axis=(0,1),keepdims=True) ma.median(f) ma.median(a) ma.average(i,0) ma.average(i,0,[1,3],returned=True)
        ma.average(f,weights=f) ma.concatenate((i,i)) ma.concatenate((f,n)) ma.append(f,n) ma.vstack((n,h)) ma.stack((n,h),1) ma.where(f>0,f,0) ma.where(i>1,i,masked)
        ma.choose([0,1,0],(n,h)) ma.power(f,2) ma.power(n,-1) ma.maximum(n,h) ma.minimum(h,2) ma.maximum.reduce(f) ma.minimum.reduce(i,axis=1) ma.add.reduce(i)
        ma.multiply.accumulate(f) ma.add.outer(n,h) np.add.accumulate(f) np.hypot.accumulate(f) np.multiply.reduce(i) np.sqrt(f) np.log(n[1:]) np.add(f,f,out=f)
        ma.sqrt(f) ma.log(n[1:]) ma.divide(f,n[:1]) ma.dot(i,i.T) ma.dot(i,i.T,strict=True) ma.inner(n,h) ma.outer(n,h) ma.cov(i) ma.corrcoef(n,h) ma.unique(h) ma.unique(f,True,True)
        ma.in1d(h,n) ma.setdiff1d(f,n) ma.intersect1d(h,h) ma.union1d(h,f) ma.setxor1d(h,n) ma.diff(f) ma.diff(n,prepend=0) ma.ediff1d(f,to_end=[1]) ma.convolve(f,n)
        ma.convolve(f,n,mode='same',propagate_mask=False) ma.masked_where(h>1,n) ma.masked_equal(i,4) ma.masked_inside(f,0,2) ma.masked_values(n,2.5) ma.masked_invalid(f/0)
        ma.fix_invalid(np.array([1,np.nan])) ma.allequal(f,f) ma.allclose(n,h) ma.apply_along_axis(ma.sum,0,i) ma.apply_along_axis(lambda~x:~x*2,1,i) ma.apply_over_axes(ma.sum,i,[0,1])
        ma.diag(h) ma.resize(h,5) ma.zeros_like(i) ma.empty_like(i).mask ma.ones((2,),int) ma.arange(3) ma.clip(f,0,2) ma.round(f,1) ma.sort(i,0) ma.argsort(i,0) ma.take(h,[0,2]) ma.putmask(h,[1,1,0],9)
        ma.mask_rows(i) ma.compress_cols(i) ma.notmasked_edges(i,0) ma.flatnotmasked_contiguous(f) ma.clump_masked(f) ma.count_masked(i,0) ma.polyfit(n,h,1).shape ma.vander(h,2) ma.array(i,mask=True,keep_mask=False)
        ma.array([n,h]) ma.array([1,masked,3]) ma.array(i,mask=[1,0,0,0,0,0]) ma.array(h,dtype=float,copy=True) ma.array(i,ndmin=3) ma.MaskedArray(n,[1,0,0]) ma.mr_[h,1:3] ma.left_shift(h,1) ma.common_fill_value(i,h)
        np.nanmedian(f) np.nanmedian(i,axis=0) np.nanpercentile(f,40) np.nanstd(i,axis=0) np.nansum(i) np.nanmax(i,axis=0) np.concatenate((i,i)) np.vstack((h,arrays()['o'])) np.take_along_axis(i,np.array([[0,1]]),1) np.clip(i,2,4)
        np.array(h) np.array(i,subok=True) np.array([1,z,m]) np.copy(h) np.full_like(i,3) np.where(h>1,h,0) np.diff(f) np.ravel(i) np.repeat(h,2) np.median(i,0) list(h) sorted(h) max(n) sum(h) divmod(h,2) abs(f) -h ~h 1~in~h
        pickle.loads(pickle.dumps(i)) pickle.loads(pickle.dumps(m))~is~m np.bool_(1).view(ma.MaskedArray) np.int64(3).view(ma.MaskedArray)'''.split():
    call = call.replace('~', ' ') if call != '~h' else call
    show(call, lambda: eval(call, {**globals(), **arrays()}))
i, f, h = (arrays()[k] for k in 'ifh')
show('where=', lambda: (np.add(f, f, where=f > 0)[[0, 3]], np.add(i, i, where=i > 3).mask, np.add(f, 1, out=f, where=[True, False, True, True])))
np.copyto(i, [[7, 7, 7]] * 2, where=[[1, 1, 0], [0, 0, 1]])
show('copyto', lambda: i)
