# Reductions, shapes, indices, order, sets, linear algebra: at least one case for each name of the table.
from _harness import Cases
from _rows import rows

cases = Cases('functions')
FEW = ['f8', 'f4', 'i8', 'u1', 'b', 'c16']
RED = 'x | x, 0 | x, axis=1, keepdims=True | B, (0, 2) | xt'
seen = cases.table('\n'.join(f'{n}: {RED}' for n in ('sum', 'prod', 'mean', 'amax', 'amin', 'max', 'min', 'var', 'std', 'all', 'any', 'ptp', 'product')) + '''
nansum: h | h, 0
nanprod: h | h, 0
nanmean: h | h, 1
nanmax: h | h, 0
nanmin: h | h, 0
nanvar: h | h, 0, ddof=1
nanstd: h | h, 0
nanmedian: h | h, 0
nanquantile: h, 0.3 | h, [0.2, 0.7], 0
nanpercentile: h, 30
nancumsum: h | h, 1
nancumprod: h | h, 1
nanargmax: h
nanargmin: h
argmax: x | x, 0 | x, axis=1, keepdims=True
argmin: x | x, 0
count_nonzero: x | x, 0 | x, axis=1, keepdims=True
var: x, ddof=1 | x, 0, dtype='f8'
median: x | x, 0 | x, axis=1, keepdims=True
quantile: x, 0.3 | x, [0.2, 0.7], 1 | x, 0.4, method='lower' | x, 0.4, method='hazen'
percentile: x, 30 | x, 30, 0
average: x | x, 0 | x, 1, r | x, 1, r, True
cumsum: x | x, 0 | x, 1, dtype='f4'
cumprod: x | x, 0
diff: x | x, 2 | x, 1, 0 | r, prepend=1
ediff1d: x | x, to_end=9
gradient: r | x | x, 2.0, axis=1
trapz: x | x, dx=0.5, axis=0
trace: x | s, 1
where: b, x, y | b, x, 1 | b
clip: x, 0, 1 | x, None, 1 | x, y, 2
isclose: x, x + 1e-9 | x, y
nan_to_num: h | h, nan=7
copy: xt
real: x
imag: x
angle: x | x, deg=True
sinc: x
i0: x
fix: x
around: x, 1 | x * 100, -1
round: x, 2
isposinf: x
isneginf: x
reshape: x, (2, 6) | xt, -1 | x, (4, 3), 'F'
ravel: xt | xt, 'F'
transpose: B | B, (1, 0, 2)
moveaxis: B, 0, -1
rollaxis: B, 2
swapaxes: B, 0, 2
broadcast_to: r, (3, 4)
squeeze: col | col, 1
expand_dims: x, 0 | x, (0, 2)
diagonal: x | x, 1 | B, 0, 1, 2
split: x, 2, 1 | x, [1, 3], 1
array_split: x, 3, 1
hsplit: x, 2
vsplit: m, 2
dsplit: B, 2
concatenate: (x, y) | (x, y), 1 | (x, y), None
hstack: (x, y)
vstack: (x, r)
dstack: (x, y)
column_stack: (r, r)
row_stack: (x, r)
stack: (x, y) | (x, y), -1
flip: x | x, 0
fliplr: x
flipud: x
roll: x, 1 | x, 1, 0 | x, (1, 2), (0, 1)
rot90: x | x, 2
tile: x, 2 | x, (2, 1)
repeat: x, 2 | x, 2, 1 | r, cnt
tril: x | x, 1
triu: x | x, -1
diag: r | s, 1
diagflat: r | x, 1
meshgrid: r, q | r, q, indexing='ij'
take_along_axis: x, k, 1
take: x, k | x, idx, 1 | x, [5, 20], mode='wrap'
compress: b[0], x, 1
extract: b, x
nonzero: x
argwhere: x
flatnonzero: x
choose: k, [x, y, z]
select: [x > 1, x > 0], [x, y], 5
sort: x | x, 0 | x, None
argsort: r | x, 0, 'stable'
lexsort: (r, cnt)
partition: r, 2
argpartition: idx, 1
unique: k | x | k, return_index=True, return_inverse=True, return_counts=True | k, axis=0
searchsorted: np.sort(r), x | np.sort(r), x, 'right'
digitize: x, np.array([-1., 0, 1])
bincount: k[0] | k[0], r | k[0], minlength=6
histogram: x | x, 4 | x, 4, (-1, 1) | x, 3, density=True
isin: k, [0, 2] | x, y
in1d: k, [1]
intersect1d: k, [0, 1, 7]
union1d: k, [9]
setdiff1d: k, [0]
setxor1d: k, [0, 5]
arange: 5 | 2, 9, 3 | 0.5, 2, 0.25
linspace: 0, 1, 5 | 0, 10, 4, False | r, q[0], 3
logspace: 0, 2, 5
geomspace: 1, 100, 4
eye: 3 | 2, 4, 1
identity: 3
tril_indices: 3 | 3, -1, 4
triu_indices: 3, 1
matmul: x, m | x, r | B, C | D, q
dot: x, m | r, r | B, m
vdot: r, r | x, y
inner: x, y | r, r
outer: r, q
einsum: 'ij,jk->ik', x, m | 'ii', s | 'ij->j', x | 'bij,bjk->ik', B, C
tensordot: x, m, 1 | B, x, ([1, 2], [0, 1])
kron: s, x | r, q
cross: s, D[0] | q, q[::-1]
interp: x, [-1., 0, 1], [3., 5, 4]
convolve: r, q | r, q, 'same' | r, q, 'valid'
correlate: r, q | r, q, 'full'
cov: x | x, y | x, ddof=0 | x, rowvar=False
corrcoef: x
polyfit: [0., 1, 2, 3], r, 1
polyval: r, x
vander: r | r, 3, True
pad: x, 1 | x, ((1, 2), (0, 1)), constant_values=3 | x, 2, 'edge' | x, 2, 'reflect' | x, 1, 'wrap' | x, 1, 'mean' | x, 2, 'linear_ramp' | x, 1, 'symmetric'
apply_along_axis: np.sum, 0, x
insert: r, 1, 5 | x, 1, 9, axis=1
delete: r, 1 | x, [0, 2], 1
append: r, q | x, y, 0
resize: x, (2, 3) | r, 6
trim_zeros: k[0]
unwrap: x * 3
piecewise: x, [x < 0, x >= 0], [1, 2]
block: [[x, x], [y, y]]
put_along_axis: x.copy(), k, 0, 1
place: x.copy(), b, [1, 2]
putmask: x.copy(), b, y
put: x.copy(), [0, 2], [7, 8]
array_equal: x, x
allclose: x, x + 1e-9
fill_diagonal: s.copy(), 5
nanargmax: x, 0
''', dtypes=FEW)
LINALG = '''
det: s | D
slogdet: s
inv: pd
solve: pd, s | pd, q
cholesky: pd
qr: m | m, 'r'
svd: x | x, False | x, compute_uv=False
eigvalsh: pd
eigvals: pd
lstsq: m, r, None
norm: x | x, 1 | x, 'nuc' | x, 2, 1 | r, 3 | x, np.inf | x, axis=0, keepdims=True
matrix_rank: x | pd
matrix_power: s, 3 | pd, -1
pinv: x
cond: pd | pd, 1
multi_dot: [x, m, x]
tensorsolve: pd, q
tensorinv: pd, 1
'''
seen |= cases.table(LINALG, home='np.linalg', dtypes=['f8', 'f4', 'i8', 'c16'])
cases.table('''
eig: pd
''', home='np.linalg', dtypes=['f8'])
for part in ('[0]', '[1]'): # the sign of an eigenvector depends on the processor
    cases.run(f'np.abs(np.linalg.eigh(pd){part})', dtypes=['f8', 'f4', 'i8', 'c16'])
seen |= {'eig', 'eigh'}
FFT = '''
fft: x | x, 6 | x, 3, 0 | r, norm='ortho'
ifft: x | x, 6
rfft: x | x, 6
irfft: x | x, 5
fft2: x
ifft2: x
rfft2: x
irfft2: x
fftn: B | B, (2, 2), (0, 1)
ifftn: B
rfftn: B
irfftn: B
hfft: x
ihfft: x
fftshift: x | x, 1
ifftshift: x
fftfreq: 5 | 6, 0.5
rfftfreq: 5
'''
seen |= cases.table(FFT, home='np.fft', dtypes=['f8', 'f4', 'i8', 'c16'])
METHODS = '''
astype: 'f4' | int
sum: axis=0 | dtype='f4'
cumsum: 1
argsort: axis=0, kind='stable'
repeat: 2
take: [0, 5]
clip: 0, 1
round: 1
ptp: 0
dot: m
flatten: 'F'
swapaxes: 0, 1
tolist:
tobytes:
compress: [True, False, True], 0
searchsorted: 1
nonzero:
conj:
item: 5
mean: 1
std: 1, ddof=1
all: 0
any: 1
argmax: 0
trace:
diagonal: 1
'''
for line in METHODS.strip().splitlines():
    name, _, every = line.partition(':')
    for args in every.split('|'):
        home = 'np.sort(r)' if name == 'searchsorted' else 'x'
        cases.run(f'{home}.{name}({args.strip()})', dtypes=FEW)
cases.done('functions')
for row in rows():
    if row.family not in ('UNARY', 'BINARY', 'COMPARE'):
        for name, where in row.numpy:
            if name not in seen and where != 'm' and name != 'partition':
                print(f'no case for {name} of row {row.name}')
