# Operations on several operands, views, shapes, joining, indices, order, creation: at least one case for each name of the table.
from _harness import Cases
from _rows import rows

cases = Cases('shape')
seen = cases.table('''
where: b, x, y | b, x, r | x > 0, x, 1.5 | b, 2.0, y | b, e, x
clamp: x, -0.5, 0.7 | x, min=0 | x, max=1 | x, y, z | x, min=r | x, max=y
clip: x, -0.5, 0.7
clamp_min: x, 0 | x, y
clamp_max: x, 0.5 | x, y
lerp: x, y, 0.3 | x, y, z | x, y, e
addcmul: x, y, z | x, y, z, value=2 | x, col, row
addcdiv: x, y, z | x, y, z, value=2
isclose: x, x | x, y, 0.5, 0.1 | x, x * 1.000001 | x, y, equal_nan=True
clone: x | xt | xe
real: x
imag: x
complex: x, y
view_as_real: x
view_as_complex: C[..., :2]
reshape: x, (2, 6) | xt, (-1,) | xs, (4, 3) | emp, (0,)
flatten: B | B, 1 | B, 0, 1 | e
ravel: xt | e
unflatten: x, 1, (2, 2) | x, 0, (3, -1)
permute: B, (2, 0, 1)
movedim: B, 0, 2 | B, (0, 1), (2, 0)
moveaxis: B, 0, -1
transpose: B, 0, 2 | x, -1, 0
swapaxes: B, 0, 1
swapdims: B, 0, 1
t: x | r | e
adjoint: B
broadcast_to: r, (3, 4) | col, (2, 3, 5)
squeeze: col | col, 1 | x, 0 | col, -1
unsqueeze: x, 0 | x, -1 | x, 2
select: x, 0, 1 | B, -1, -2
narrow: x, 1, 1, 2 | x, 0, -2, 1
diagonal: x | x, 1 | B, 0, 1, 2 | x, -2
as_strided: x, (2, 2), (1, 2) | x, (2, 2), (1, 2), 1
unbind: x | x, 1
split: x, 2 | x, [1, 2], 0 | x, 3, 1
chunk: x, 2 | x, 3, 1 | x, 5, 1
tensor_split: x, 2 | x, (1, 2), 1 | x, 3, dim=1
hsplit: x, 2 | r, (1, 3)
vsplit: m, 2
dsplit: B, 2
cat: (x, y) | (x, y), 1 | (x, k) | (x, xt, xs), -1 | [x], 0
concat: (x, y), 0
concatenate: (x, y), dim=1
hstack: (x, y) | (r, q)
vstack: (x, y) | (r, r)
dstack: (x, y)
row_stack: (x, r)
column_stack: (r, r) | (x, y)
stack: (x, y) | (x, y), 1 | (x, y), -1
flip: x, (0,) | x, (0, 1) | B, [-1]
fliplr: x
flipud: x
roll: x, 1 | x, -1, 1 | x, (1, 2), (0, 1)
rot90: x | x, 2 | B, 1, (1, 2) | x, -1
tile: x, (2, 1) | r, (2, 2, 1)
repeat_interleave: x, 2 | x, 2, 1 | r, cnt | x, cnt, dim=1
tril: x | x, 1 | B, -1
triu: x | x, 1 | B, -1
diag: r | s | r, 1 | x, -1
diag_embed: x | x, 1 | x, 0, 0, 2
diagflat: r | x, 1
meshgrid: r, q, indexing='ij' | r, q, indexing='xy'
constant_pad_nd: x, (1, 2) | x, (1, 0, 0, 2), 1.5 | x, (-1, 1)
index_put: x, (idx,), r | x, (idx, idx), torch.zeros(3, dtype=x.dtype) | x, (idx,), r, True
gather: x, 1, k | x, 0, k % 3
scatter: x, 1, k, y | x, 0, k, y | x, 1, k, 1.5 | x, 1, k, y, reduce='add' | x, 1, k, y, reduce='multiply'
scatter_add: x, 1, k, y | x, 0, k, y
scatter_reduce: x, 1, k, y, 'sum' | x, 1, k, y, 'prod' | x, 1, k, y, 'mean' | x, 1, k, y, 'amax' | x, 1, k, y, 'amin', include_self=False
index_select: x, 0, idx | x, 1, idx | r, 0, one
index_add: x, 0, idx, y | x, 0, idx, y, alpha=2 | x, 1, idx, y[:, :3]
index_copy: x, 0, idx, y | x, 1, idx, y[:, :3]
index_fill: x, 0, idx, 2 | x, 1, one, e
masked_fill: x, b, 1.5 | x, b, e | x, b[0], 2
masked_select: x, b | r, b
masked_scatter: x, b, y
take: x, k | x, idx
put: x, idx, q | x, idx, q, True
nonzero: x | b | x, as_tuple=True
argwhere: b
sort: x | x, 0 | x, 1, True | e
msort: x
argsort: x | x, 0 | x, 1, True
unique: k | k, return_inverse=True | k, return_counts=True | k, return_inverse=True, return_counts=True, dim=0 | x, dim=1 | x
unique_consecutive: k | k, return_inverse=True, return_counts=True | torch.tensor([[1, 1, 2], [1, 1, 2]]), dim=0
searchsorted: r.sort()[0], x | r.sort()[0], x, right=True | x.sort()[0], y | r.sort()[0], 0.5, side='right' | r.sort()[0], x, out_int32=True
bucketize: x, r.sort()[0] | x, r.sort()[0], right=True | 0.3, r.sort()[0]
bincount: k[0] | k[0], r | k[0], minlength=5
histc: x | x, 5 | x, 4, -1, 1
histogram: x, 4 | x, 4, range=(-1., 1.) | x, 3, weight=x.abs(), density=True
isin: k, idx | x, x[0] | k, 1 | k, idx, invert=True
arange: 5 | 2, 9, 3 | 0.5, 2, 0.25 | 5, 0, -2
range: 1, 4 | 0, 1, 0.5
linspace: 0, 1, 5 | -3, 3, 4 | 0, 10, 1
logspace: 0, 2, 5 | 0, 3, 4, base=2
eye: 3 | 2, 4
tril_indices: 3, 3 | 3, 4, -1
triu_indices: 3, 3 | 3, 4, 1
atleast_1d: e | x
atleast_2d: r
atleast_3d: x | B
block_diag: x, s | r, x
cartesian_prod: r, q
combinations: r | r, 3 | r, 2, True
broadcast_tensors: r, col
cumulative_trapezoid: x | x, y | x, dx=0.5, dim=0
trapezoid: x | x, y | x, dx=0.5, dim=0
gradient: r | x | x, spacing=0.5 | x, dim=1, edge_order=2
cov: x | x, correction=0 | r | x, fweights=cnt | x, aweights=r.abs()
corrcoef: x
vander: r | r, 3 | r, 3, True
cross: x[:, :3], y[:, :3] | x[:, :3], y[:, :3], 1
renorm: x, 2, 0, 1.0
heaviside: x, y
select_scatter: x, r, 0, 1
slice_scatter: x, y[:, :2], 1, 0, 4, 2 | x, y[:1], 0, 1, 2
diagonal_scatter: s, q
logical_not: x
nan_to_num: x
flatten: x
bernoulli: x * 0
''')
seen |= cases.table('''
topk: x, 2 | x, 2, 0 | x, 1, 1, False | x, 3, sorted=True
''', dtypes=['f64', 'f32', 'bf16'])   # which of equal elements is not promised
METHODS = '''
view: 2, 6 | -1 | 3, 2, 2 | torch.int16
view_as: y
reshape_as: m
expand: 2, 3, 4 | -1, 4
expand_as: B
unfold: 0, 2, 1 | 1, 3, 1
repeat: 2, 1 | 2, 1, 3
new_zeros: 2, 2
new_full: (2,), 3
masked_fill_: b, 2.0
fill_diagonal_: 5
put_: idx, q
copy_: y | r
index_put_: (idx,), r
squeeze_:
unsqueeze_: 0
transpose_: 0, 1
t_:
swapaxes_: 0, 1
swapdims_: 0, 1
clamp_: -1, 1
sum_to_size: 1, 4 | 3, 1
'''
for line in METHODS.strip().splitlines():
    name, _, every = line.partition(':')
    seen.add(name)
    for args in every.split('|'):
        cases.run(name, args.strip(), home='x.clone()' if name.endswith('_') else 'x')
cases.done('shapes and indices')
HERE = {'WHERE', 'CLAMP', 'LERP', 'ADDCMUL', 'ADDCDIV', 'ISCLOSE', 'CLONE', 'REAL', 'IMAG', 'COMPLEX', 'VIEW_AS_REAL', 'VIEW_AS_COMPLEX', 'DIFF', 'CROSS'}
started = False
for row in rows():
    started = started or row.name == 'ALIAS'
    if row.name == 'MM':
        break
    if started or row.name in HERE:
        for name, where in row.torch:
            if name not in seen and where != 'n' and name != 'diff':
                print(f'no case for {name} of row {row.name}')
