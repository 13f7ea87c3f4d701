"""Calls of NumPy's functions with arguments that fit, by topic, and values that fit few arguments (diff_numpy_calls.py)."""

WRONG = ['None', "'x'", '-1', '1.5', '[]', '()', '...', "[[1, 2], [3]]", 'np.zeros((0, 3))', "b'z'", '{}', '1j', '3', 'True', "np.array(['a', 'b'])", "[None, 'q']", '(0, 5)']

_LINALG = '''inv(S) det(S) slogdet(S) solve(S, V) cholesky(S) eigvals(S) eigvalsh(S, UPLO='U') cond(S, p=1) norm(S, ord=2, axis=None, keepdims=True) norm(V, 1) norm(F(), axis=1)
matrix_rank(S, tol=None, hermitian=False) pinv(S, rcond=1e-15, hermitian=False) matrix_power(S, 2) multi_dot([S, S, V]) lstsq(F(), V, rcond=None) qr(S, mode='r') svd(S, full_matrices=True, compute_uv=False, hermitian=False)
tensorinv(np.eye(4).reshape(2, 2, 2, 2), ind=2) tensorsolve(np.eye(4).reshape(2, 2, 2, 2), S, axes=None) inv(M3) det(M3) eigvals(C)'''
_FFT = '''fft(V, n=4, axis=-1, norm='ortho') ifft(V, n=None, axis=-1, norm=None) rfft(F(), n=4, axis=0) irfft(C, n=2, axis=-1) hfft(C, n=4) ihfft(F(), n=2) fft2(F(), s=(2, 2), axes=(0, 1), norm='forward')
ifft2(F(), s=None, axes=(-2, -1)) fftn(F(), s=(2, 2), axes=(0, 1)) ifftn(F()) rfftn(F(), s=(2, 2), axes=(0, 1)) irfftn(C, s=(2, 2)) rfft2(F()) irfft2(C) fftshift(F(), axes=0) ifftshift(F(), axes=(0, 1)) fftfreq(4, d=0.5) rfftfreq(4, d=0.5)'''
_SERIES = '''add(P, [1, 2]) sub(P, [1, 2]) mul(P, [1, 2]) mulx(P) div(P, [1, 2]) pow(P, 2, maxpower=5) val(X, P, tensor=True) val2d(X, X, S) val3d(V, V, V, M3) grid2d(X, V, S) grid3d(V, V, V, M3) der(P, m=1, scl=2, axis=0)
int(P, m=1, k=[1], lbnd=0, scl=1, axis=0) vander(X, 2) vander2d(X, X, [1, 2]) vander3d(V, V, V, [1, 1, 1]) fit(X, X, 2, rcond=None, full=False, w=None) fromroots([1, 2]) roots(P) companion(P) trim(P, tol=0) line(1, 2)'''
_OF_SERIES = {'polynomial': 'poly', 'chebyshev': 'cheb', 'legendre': 'leg', 'laguerre': 'lag', 'hermite': 'herm', 'hermite_e': 'herme'}
_CLASS = '''(P, domain=[-1, 1], window=[-1, 1], symbol='x') (P)(X) (P).convert(domain=[0, 1], kind=None, window=None) (P).deriv(m=1) (P).integ(m=1, k=[], lbnd=None) (P).linspace(n=4, domain=None) (P).roots() (P).trim(tol=0) (P).truncate(2)
(P).cutdeg(1) (P).degree() (P).mapparms() (P).has_samecoef(3) .fit(X, X, 2, domain=None, rcond=None, full=False, w=None, window=[-1, 1], symbol='x') .fromroots([1, 2], domain=[-1, 1], window=[-1, 1], symbol='x') .identity(domain=None, window=None, symbol='x')
.basis(2, domain=None, window=None, symbol='x') .cast(np.polynomial.Polynomial([1, 2]), domain=None, window=None)'''


def _calls(text):
    """The calls of a table, which stand apart by spaces outside of brackets."""
    depth, word, found = 0, '', []
    for c in text + ' ':
        depth += (c in '([') - (c in ')]')
        if c in ' \n' and depth == 0:
            found += [word] if word else []
            word = ''
        else:
            word += c
    return found


def _series():
    out = []
    for module, prefix in _OF_SERIES.items():
        for call in _calls(_SERIES):
            name = call if call.startswith('grid') else prefix + call
            if (module, call.split('(')[0]) not in {('polynomial', 'mulx'), ('polynomial', 'gauss')}:
                out.append(f'np.polynomial.{module}.{prefix + call}' if not call.startswith('grid') else f'np.polynomial.{module}.{prefix}{name}')
        if prefix != 'poly':
            out += [f'np.polynomial.{module}.{prefix}gauss(3)', f'np.polynomial.{module}.{prefix}weight(X)', f'np.polynomial.{module}.{prefix}2poly(P)', f'np.polynomial.{module}.poly2{prefix}(P)']
    return out


_FILES = '''np.loadtxt(lines(), dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding='bytes', max_rows=None, quotechar=None)
savetxt(F(), fmt='%.18e', delimiter=' ', newline='|', header='h', footer='f', comments='# ', encoding=None)
np.genfromtxt(lines(), dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None, filling_values=None, usecols=None, names=None)
np.genfromtxt(lines('a b|1 2'.replace('|', chr(10))), excludelist=None, deletechars='', replace_space='_', autostrip=False, case_sensitive=True, defaultfmt='f%i', unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None, encoding='bytes', names=True)
np.fromstring('1 2 3', dtype=int, count=-1, sep=' ') np.fromfile(binary(), dtype='i4', count=-1, sep='', offset=0) np.frombuffer(b'12345678', dtype='i4', count=-1, offset=0) np.fromregex(lines(), '([0-9]) ([0-9])', [('a', 'i4'), ('b', 'i4')])
saved(np.save, F(), allow_pickle=True, fix_imports=True) saved(np.savez, F(), a=V) saved(np.savez_compressed, F(), a=V) np.load(npy(), mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII')
np.memmap(binary(), dtype='u1', mode='r', offset=0, shape=(4, 2), order='C') np.fromiter([1, 2, 3], float, count=-1) F().tofile('out.bin', sep='', format='%s') np.lib.format.open_memmap('new.npy', mode='w+', dtype='f4', shape=(2,), fortran_order=False)
np.lib.format.header_data_from_array_1_0(F()) np.lib.format.descr_to_dtype('<f8') np.lib.format.dtype_to_descr(np.dtype('f8')) np.lib.format.magic(1, 0) np.lib.format.read_magic(npy()) np.recfromcsv(lines('a,b|1,2'.replace('|', chr(10)))) np.recfromtxt(lines())'''
_TESTING = '''assert_equal(V, V, err_msg='m', verbose=True) assert_equal([1, 2], [1, 3]) assert_almost_equal(1.0, 1.0000001, decimal=7) assert_approx_equal(1.0, 1.01, significant=7) assert_array_equal(V, V, err_msg='', verbose=True, strict=False)
assert_array_almost_equal(V, V, decimal=6) assert_array_less(V, V + 1) assert_allclose(V, V, rtol=1e-7, atol=0, equal_nan=True, err_msg='', verbose=True) assert_array_almost_equal_nulp(V, V, nulp=1) assert_array_max_ulp(V, V, maxulp=1, dtype=None)
assert_string_equal('a', 'a') assert_raises(ValueError, int, 'x') assert_raises_regex(ValueError, 'lit', int, 'x') assert_warns(UserWarning, int, 3) assert_no_warnings(int, 3) assert_(True, msg='') assert_no_gc_cycles(int, 3)
print_assert_equal('t', 1, 1) build_err_msg([1, 2], 'text', header='H', verbose=True, names=('A', 'B'), precision=8) runstring('1', {})'''
_MA = '''array([1, 2, 3], dtype=None, copy=False, mask=[0, 1, 0], fill_value=None, keep_mask=True, hard_mask=None, shrink=True, ndmin=0) masked_where([0, 1, 0], [1, 2, 3], copy=True) masked_equal([1, 2, 3], 2, copy=True) masked_greater([1, 2, 3], 2)
masked_inside([1, 2, 3], 1, 2) masked_outside([1, 2, 3], 1, 2) masked_values([1., 2, 3], 2., rtol=1e-5, atol=1e-8) masked_object([1, 2], 1) masked_invalid([1, np.nan]) fix_invalid([1, np.nan], fill_value=3) masked_all((2, 2), dtype=float) masked_all_like(F())
getmask(Q()) getmaskarray(Q()) getdata(Q(), subok=True) make_mask([0, 1], copy=False, shrink=True, dtype=bool) make_mask_none((2,), dtype=None) make_mask_descr('f8') mask_or([0, 1], [1, 0]) filled(Q(), fill_value=9) compressed(Q()) common_fill_value(Q(), Q())
default_fill_value(1.5) maximum_fill_value(V) minimum_fill_value(V) set_fill_value(Q(), 3) is_masked(Q()) isMaskedArray(Q()) concatenate([Q(), Q()], axis=0) append(Q(), Q(), axis=0) sum(Q(), axis=0, dtype=None, out=None) mean(Q(), axis=0) std(Q(), axis=0, ddof=0)
median(Q(), axis=0, overwrite_input=False, keepdims=False) average(Q(), axis=0, weights=None, returned=False) max(Q(), axis=0, fill_value=None) min(Q(), axis=0) ptp(Q(), axis=0) sort(Q(), axis=-1, kind=None, order=None, endwith=True, fill_value=None) argsort(Q(), axis=0)
argmax(Q(), axis=0) argmin(Q(), axis=0) count(Q(), axis=0) cumsum(Q(), axis=0) cumprod(Q(), axis=0) prod(Q(), axis=0) all(Q(), axis=0) any(Q(), axis=0) anom(Q(), axis=0) var(Q(), axis=0) where(Q() > 2, Q(), 0) choose([0, 1], [[1, 2], [3, 4]]) take(Q(), [0, 1], axis=1)
put(Q(), [0], [9]) putmask(Q(), [[1, 0, 0], [0, 0, 0]], 5) reshape(Q(), (3, 2)) resize(Q(), (2, 2)) transpose(Q(), axes=None) swapaxes(Q(), 0, 1) squeeze(Q()) ravel(Q()) repeat(Q(), 2, axis=0) diagonal(Q()) trace(Q()) dot(Q(), Q().T, strict=False) inner(Q(), Q())
outer(Q(), Q()) power(Q(), 2) left_shift(np.ma.array([1]), 2) clip(Q(), 1, 2) round(Q(), decimals=1) add(Q(), 1) divide(Q(), 0) sqrt(Q()) log(Q()) equal(Q(), 3) maximum(Q(), 2) allequal(Q(), Q(), fill_value=True) allclose(Q(), Q(), masked_equal=True, rtol=1e-5, atol=1e-8)
asarray(Q(), dtype=None, order=None) asanyarray(Q()) arange(3) zeros((2,)) ones((2,)) empty_like(Q()) identity(2) indices((2, 2)) ids(Q()) nonzero(Q()) vstack([Q(), Q()]) hstack([Q(), Q()]) column_stack([Q(), Q()]) stack([Q(), Q()], axis=0) atleast_2d(Q())
unique(np.ma.array([1, 1, 2]), return_index=False) union1d([1, 2], [2, 3]) intersect1d([1, 2], [2, 3]) setdiff1d([1, 2], [2]) setxor1d([1], [2]) in1d([1], [1, 2]) isin([1], [1, 2]) ediff1d(np.ma.array([1, 2, 4]), to_end=None, to_begin=None) diff(Q(), 1, axis=-1) cov(Q(), y=None, rowvar=True, bias=False, allow_masked=True, ddof=None)
corrcoef(Q()) polyfit(np.ma.array([1., 2, 3]), np.ma.array([1., 2, 3]), 1) vander(np.ma.array([1., 2]), n=None) notmasked_edges(Q(), axis=None) notmasked_contiguous(Q(), axis=None) flatnotmasked_edges(np.ma.array([1, 2])) clump_masked(np.ma.array([1, 2], mask=[0, 1])) clump_unmasked(np.ma.array([1, 2]))
compress_rowcols(Q(), axis=None) compress_rows(Q()) compress_nd(Q(), axis=None) mask_rowcols(Q(), axis=None) mask_rows(Q()) mask_cols(Q()) apply_along_axis(np.sum, 0, Q()) apply_over_axes(np.sum, Q(), [0]) harden_mask(Q()) soften_mask(Q()) flatten_mask([0, 1]) flatten_structured_array(R()) fromflex(np.ma.array([1]).toflex())
convolve([1, 2], [1, 2], mode='full', propagate_mask=True) correlate([1, 2], [1, 2], mode='valid', propagate_mask=True) ndenumerate(Q()) angle(Q()) hypot(Q(), 2) arctan2(Q(), 2) mod(Q(), 2) squeeze(Q()) expand_dims(Q(), 0) hsplit(Q(), 3) diag(np.ma.array([1, 2]), k=0) '''
_METHODS = '''all(axis=0, out=None, keepdims=False) any(axis=0) argmax(axis=0, out=None) argmin(axis=1) argpartition(1, axis=-1, kind='introselect', order=None) argsort(axis=-1, kind=None, order=None) astype('f4', order='K', casting='unsafe', subok=True, copy=True) byteswap(inplace=False)
choose([[1, 2, 3]] * 9, out=None, mode='clip') clip(1, 2, out=None) compress([1, 0], axis=0, out=None) conj() conjugate() copy(order='C') cumprod(axis=0, dtype=None, out=None) cumsum(axis=1) diagonal(offset=0, axis1=0, axis2=1) dot([1, 2, 3], out=None) fill(3) flatten(order='F')
getfield('f4', offset=0) item(0) item(0, 1) itemset(0, 5) max(axis=0, out=None, keepdims=False, initial=0, where=True) mean(axis=0, dtype=None, out=None, keepdims=False, where=True) min(axis=1) newbyteorder('S') nonzero() partition(1, axis=-1, kind='introselect', order=None)
prod(axis=0) ptp(axis=0, out=None, keepdims=False) put([0, 1], [7, 8], mode='raise') ravel(order='C') repeat(2, axis=0) reshape((3, 2), order='C') reshape(3, 2) round(decimals=1, out=None) searchsorted([1], side='left', sorter=None) setfield(1, 'f4', offset=0) setflags(write=None, align=None, uic=None)
sort(axis=-1, kind=None, order=None) squeeze(axis=None) std(axis=0, dtype=None, out=None, ddof=0, keepdims=False, where=True) sum(axis=0, dtype=None, out=None, keepdims=False, initial=0, where=True) swapaxes(0, 1) take([0, 1], axis=0, out=None, mode='raise') tobytes(order='C') tolist() trace(offset=0, axis1=0, axis2=1, dtype=None, out=None)
transpose(1, 0) transpose((1, 0)) var(axis=0) view(np.ndarray) view('i8') view(dtype='i4', type=np.ndarray) resize((3, 2), refcheck=False) __array__('f4') __getitem__((0, 1)) __setitem__((0, 1), 5) __len__() __contains__(3) __format__('') __copy__() __deepcopy__({}) __pow__(2) __divmod__(2) __matmul__([1, 2, 3]) __iadd__(1) __array_wrap__(V) __array_prepare__(V) __reduce__() __class_getitem__(int)
__array_ufunc__(np.add, '__call__', 1, 2) __bool__() __int__() __index__() __complex__() __setstate__((1, (2,), np.dtype('f8'), False, bytes(16))) dumps() tostring(order='C') '''
_DTYPES = '''np.dtype('f8').newbyteorder('S') np.dtype('f8', align=False, copy=True) np.dtype([('a', 'i4')], align=True) R().dtype.__getitem__('a') R().dtype.__getitem__(0) np.dtype('f8').__reduce__() np.dtype('f8').__setstate__((3, '<', None, None, None, -1, -1, 0)) np.dtype([('a', 'i4')]).__mul__(2) np.dtype('f8').__eq__('f8')
np.dtype('f8').__lt__('f4') np.promote_types('i4', 'f4') np.result_type('i4', 3, V) np.can_cast('i4', 'f8', casting='safe') np.min_scalar_type(3) np.find_common_type(['f4'], ['f8']) np.issubdtype('f4', np.floating) np.issubclass_(np.float64, float) np.issctype('f4') np.sctype2char('f4') np.obj2sctype('f4', default=None) np.maximum_sctype('f4')
np.mintypecode(['f', 'd'], typeset='GDFgdf', default='d') np.typename('f') np.finfo('f4') np.iinfo('i4') np.datetime_data('M8[2s]') np.common_type(V, S) np.asfarray(V, dtype='f4') np.deprecate(int) np.dtype('f8').__hash__() np.format_parser('f4,i4', ['a', 'b'], [], aligned=False, byteorder=None) np.isdtype(V) np.cast['f4'](3) '''
_PRINTING = '''inside(np.printoptions(precision=3, threshold=5, edgeitems=2, linewidth=60, suppress=True, nanstr='N', infstr='I', formatter=None, sign='-', floatmode='maxprec', legacy=False)) np.array2string(F(), max_line_width=None, precision=3, suppress_small=None, separator=' ', prefix='', formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None)
np.array_repr(F(), max_line_width=None, precision=None, suppress_small=None) np.array_str(F(), max_line_width=None, precision=None, suppress_small=None) np.format_float_positional(1.5, precision=3, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, min_digits=None) np.format_float_scientific(1.5, precision=3, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None)
np.base_repr(5, base=2, padding=0) np.binary_repr(5, width=8) np.datetime_as_string(np.datetime64('2000-01-01'), unit='D', timezone='naive', casting='same_kind') np.seterr(all='warn', divide=None, over=None, under=None, invalid=None) np.seterrcall(None) np.errstate(all='ignore', call=None) np.setbufsize(8192) np.set_string_function(None, repr=True) np.info(3)'''
_NP = '''zeros((2,), dtype=float, order='C') ones((2,), dtype=None) empty_like(F(), dtype=None, order='K', subok=True, shape=None) full((2,), 3, dtype=None, order='C') full_like(F(), 3) eye(2, M=None, k=0, dtype=float, order='C') identity(2) arange(1, 5, 2, dtype=None) linspace(0, 1, num=3, endpoint=True, retstep=False, dtype=None, axis=0)
logspace(0, 1, num=3, base=10.0) geomspace(1, 8, num=4) meshgrid(V, V, copy=True, sparse=False, indexing='xy') tri(2, M=None, k=0) tril(S, k=0) triu(S, k=0) vander(V, N=None, increasing=False) diag(S, k=0) diagflat(V, k=0) array([1, 2], dtype=None, copy=True, order='K', subok=False, ndmin=0) asarray(V, dtype=None, order=None) copy(V, order='K')
reshape(F(), (3, 2), order='C') ravel(F(), order='C') transpose(F(), axes=None) moveaxis(F(), 0, 1) rollaxis(F(), 1, start=0) swapaxes(F(), 0, 1) squeeze(F(), axis=None) expand_dims(F(), 0) broadcast_to(V, (2, 2), subok=False) broadcast_arrays(V, S, subok=False) atleast_1d(V) concatenate((V, V), axis=0, out=None, dtype=None, casting='same_kind')
stack([V, V], axis=0, out=None) vstack([V, V]) hstack([V, V]) dstack([V, V]) column_stack([V, V]) block([V, V]) split(V, 2, axis=0) array_split(V, 2) hsplit(F(), 3) vsplit(F(), 2) tile(V, 2) repeat(V, 2, axis=0) delete(V, 0, axis=None) insert(V, 0, 3, axis=None) append(V, 3, axis=None) resize(V, (3,)) trim_zeros([0, 1, 0], trim='fb')
unique(V, return_index=False, return_inverse=False, return_counts=False, axis=None) flip(F(), axis=0) roll(F(), 1, axis=0) rot90(F(), k=1, axes=(0, 1)) take(V, [0], axis=None, mode='raise') take_along_axis(F(), np.array([[0]]), axis=1) choose([0, 1], [V, V]) compress([1, 0], V, axis=0) diagonal(F(), offset=0, axis1=0, axis2=1) select([V > 1], [V], default=0)
put(F(), [0], [1], mode='raise') place(F(), F() > 2, [1]) putmask(F(), F() > 2, 0) fill_diagonal(F(), 1, wrap=False) nonzero(F()) where(V > 1, V, 0) argwhere(F()) flatnonzero(F()) searchsorted(V, 1.5, side='left', sorter=None) extract(V > 1, V) count_nonzero(F(), axis=None, keepdims=False) sort(F(), axis=-1, kind=None, order=None) lexsort((V, V), axis=-1)
argsort(F(), axis=-1) partition(F(), 1, axis=-1, kind='introselect') argpartition(F(), 1) sum(F(), axis=0, dtype=None, out=None, keepdims=False, initial=0, where=True) prod(F(), axis=0) mean(F(), axis=0, dtype=None, out=None) std(F(), axis=0, ddof=0) var(F(), axis=0) median(F(), axis=0, out=None, overwrite_input=False, keepdims=False) average(F(), axis=0, weights=None, returned=False)
percentile(F(), 50, axis=0, out=None, overwrite_input=False, method='linear', keepdims=False) quantile(F(), 0.5, axis=0) ptp(F(), axis=0) max(F(), axis=0) nanmax(F(), axis=0) nansum(F(), axis=0) nanmean(F(), axis=0) nanstd(F(), axis=0) nanmedian(F(), axis=0) nanpercentile(F(), 50, axis=0) cumsum(F(), axis=0) diff(F(), n=1, axis=-1, prepend=0) ediff1d(V, to_end=None, to_begin=None)
gradient(V, 1.0, axis=0, edge_order=1) cross([1, 2, 3], [4, 5, 6], axisa=-1, axisb=-1, axisc=-1, axis=None) trapz(V, x=None, dx=1.0, axis=-1) histogram(V, bins=3, range=None, density=None, weights=None) histogram2d(V, V, bins=2) histogramdd(F(), bins=2) bincount([0, 1], weights=None, minlength=0) digitize(V, [0, 1], right=False) cov(F(), rowvar=True, bias=False, ddof=None)
corrcoef(F(), rowvar=True) correlate(V, V, mode='valid') convolve(V, V, mode='full') interp(1.5, V, V, left=None, right=None, period=None) dot(S, V, out=None) vdot(V, V) inner(V, V) outer(V, V, out=None) matmul(S, V) tensordot(S, S, axes=2) einsum('ij,j', S, V, optimize=False) kron(S, S) trace(S, offset=0) clip(V, 0, 1, out=None) round(V, decimals=0) around(V, decimals=1)
nan_to_num(V, copy=True, nan=0.0, posinf=None, neginf=None) real_if_close(C, tol=100) unwrap(V, discont=None, axis=-1, period=6.28) i0(V) sinc(V) angle(C, deg=False) isclose(V, V, rtol=1e-5, atol=1e-8, equal_nan=False) allclose(V, V) array_equal(V, V, equal_nan=False) array_equiv(V, V) isin(V, V, assume_unique=False, invert=False, kind=None) in1d(V, V)
intersect1d(V, V, assume_unique=False, return_indices=False) union1d(V, V) setdiff1d(V, V) setxor1d(V, V) pad(V, 1, mode='constant', constant_values=0) apply_along_axis(np.sum, 0, F()) apply_over_axes(np.sum, F(), [0]) piecewise(V, [V > 1], [1, 0]) vectorize(abs)(V) fromfunction(lambda i: i, (2,), dtype=float) indices((2, 2), dtype=int, sparse=False) unravel_index(3, (2, 2), order='C')
ravel_multi_index((1, 1), (2, 2), mode='raise', order='C') ix_([0, 1]) mask_indices(2, np.triu) tril_indices(2, k=0, m=None) diag_indices(2, ndim=2) ndindex(2) ndenumerate(V) nditer(V) poly([1, 2]) roots(P) polyval(P, V) polyfit(X, X, 1, rcond=None, full=False, w=None, cov=False) polyder(P, m=1) polyint(P, m=1, k=None) polyadd(P, P) polydiv(P, [1]) poly1d(P, r=False, variable=None)
hanning(3) hamming(3) kaiser(3, 1.0) bartlett(3) blackman(3) packbits([1, 0], axis=None, bitorder='big') unpackbits(np.array([3], 'u1'), axis=None, count=None, bitorder='big') shares_memory(V, V, max_work=None) may_share_memory(V, V) busday_offset('2011-06', 1, roll='forward') busday_count('2011-06', '2011-07') is_busday('2011-06-01') isscalar(3) ndim(V) size(V, axis=None) shape(V)
lib.stride_tricks.as_strided(V, shape=(2,), strides=(8,), writeable=True) lib.stride_tricks.sliding_window_view(V, 2, axis=None) require(V, dtype=None, requirements=None) msort(F()) matrix([[1, 2]], dtype=None) bmat([[S, S]]) rec.array([(1, 2)], names='a,b') rec.fromarrays([V, V], names='a,b') rec.fromrecords([(1, 2)], names='a,b') mat(S) asmatrix(S) copyto(F(), 1, casting='same_kind', where=True)'''
_RANDOM = '''seed(1) rand(2) randn(2) randint(0, high=5, size=2, dtype=int) random_integers(1, high=3, size=2) random_sample(2) bytes(3) choice(5, size=2, replace=True, p=None) shuffle([1, 2]) permutation(3) beta(1, 2, size=2) binomial(5, 0.5, size=2) chisquare(2, size=2) dirichlet([1, 2], size=2) exponential(scale=1, size=2) f(2, 3, size=2) gamma(2, scale=1, size=2)
geometric(0.5, size=2) gumbel(loc=0, scale=1, size=2) hypergeometric(5, 5, 3, size=2) laplace(loc=0, scale=1, size=2) logistic(loc=0, scale=1, size=2) lognormal(mean=0, sigma=1, size=2) logseries(0.5, size=2) multinomial(3, [0.5, 0.5], size=2) multivariate_normal([0, 0], [[1, 0], [0, 1]], size=2, check_valid='warn', tol=1e-8) negative_binomial(2, 0.5, size=2)
noncentral_chisquare(2, 1, size=2) noncentral_f(2, 3, 1, size=2) normal(loc=0, scale=1, size=2) pareto(2, size=2) poisson(lam=2, size=2) power(2, size=2) rayleigh(scale=1, size=2) standard_cauchy(size=2) standard_exponential(size=2) standard_gamma(2, size=2) standard_normal(size=2) standard_t(2, size=2) triangular(0, 1, 2, size=2) uniform(low=0, high=1, size=2) vonmises(0, 1, size=2)
wald(1, 1, size=2) weibull(2, size=2) zipf(2, size=2) tomaxint(size=2)'''
_GENERATOR = '''integers(0, high=5, size=2, dtype='i8', endpoint=False) random(size=2, dtype='f8', out=None) choice(5, size=2, replace=True, p=None, axis=0, shuffle=True) bytes(3) shuffle([1, 2], axis=0) permutation(3, axis=0) permuted(F(), axis=0, out=None) multivariate_hypergeometric([3, 2], 2, size=2, method='marginals') standard_normal(size=2, dtype='f8', out=None)
standard_exponential(size=2, dtype='f8', method='zig', out=None) standard_gamma(2, size=2, dtype='f8', out=None) multivariate_normal([0, 0], [[1, 0], [0, 1]], size=2, check_valid='warn', tol=1e-8, method='svd') dirichlet([1, 2], size=2) multinomial(3, [0.5, 0.5], size=2) hypergeometric(5, 5, 3, size=2) normal(loc=0, scale=1, size=2)'''

CALLS = {
    'linalg': ['np.linalg.' + c for c in _calls(_LINALG)],
    'fft': ['np.fft.' + c for c in _calls(_FFT)],
    'series': _series(),
    'series_classes': [f'np.polynomial.{name}{c}' for name in ('Polynomial', 'Chebyshev', 'HermiteE') for c in _calls(_CLASS)],
    'files': _calls(_FILES),
    'testing': ['np.testing.' + c for c in _calls(_TESTING)],
    'ma': ['np.ma.' + c for c in _calls(_MA)],
    'methods': [f'F().{c}' for c in _calls(_METHODS)],
    'dtypes': _calls(_DTYPES),
    'printing': _calls(_PRINTING),
    'np': ['np.' + c for c in _calls(_NP)],
    'random': [f'np.random.RandomState(3).{c}' for c in _calls(_RANDOM)],
    'generator': [f'np.random.default_rng(3).{c}' for c in _calls(_GENERATOR)],
}
