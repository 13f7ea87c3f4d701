# Products, decompositions and solvers, Fourier transforms: every name of the table and the composed functions of torch.linalg and torch.fft.
from _harness import Cases
from _rows import rows

cases = Cases('linear')
FLOATS = ['f64', 'f32', 'c128', 'i64', 'bf16']
seen = cases.table('''
mm: x, m
matmul: x, m | x, r | r, m | B, C | x, C | B, m | B, r | D, q
bmm: B, C
mv: x, r
inner: r, r | x, y | x, r | x, e
outer: r, q
ger: r, q
addmm: s, x, m | q, x, m | s, x, m, beta=0.5, alpha=2 | e, x, m
addmv: q, x, r | q, x, r, beta=0.5, alpha=2
addr: m, r, q | m, r, q, beta=0.5, alpha=2
baddbmm: D, B, C | D, B, C, beta=0.5, alpha=2 | s, B, C
addbmm: s, B, C | s, B, C, beta=0.5, alpha=2
einsum: 'ij,jk->ik', x, m | 'bij,bjk->bik', B, C | 'ii->i', s | 'ij->', x | '...ij,...jk', B, C | 'i,j->ij', r, q | 'ij,ij->j', x, y | 'bij,ij,j->b', B, x, r
tensordot: B, C, 1 | x, m, ([1], [0]) | x, y, 2 | B, x, dims=([1, 2], [0, 1])
kron: s, x | r, q
cdist: x, y | x, y, 1.0 | B, B + 1 | x, y, float('inf') | x, y, 3.0
trace: s
det: s | D
slogdet: s | D
logdet: pd
inverse: pd | D
cholesky: pd | pd, upper=True
cholesky_solve: s, torch.linalg.cholesky(pd)
cholesky_inverse: torch.linalg.cholesky(pd)
svd: x | x, False
pinverse: x
matrix_power: s, 3 | s, 0 | pd, -2
matrix_exp: s | D
chain_matmul: x, m, x
dist: x, y | x, y, 1
lu: pd
triangular_solve: s, pd
''', dtypes=FLOATS)
# without complex numbers, for which some builds of the original answer 0
seen |= cases.table('''
dot: r, r
vdot: r, r
matmul: r, r
''', dtypes=['f64', 'f32', 'i64', 'bf16'])
LINALG = '''
cross: x[:, :3], y[:, :3] | D, s
det: s | D
slogdet: D
inv: pd | D
inv_ex: pd
solve: pd, s | D, s[:, :1] | pd, q
solve_ex: pd, s
cholesky: pd | pd, upper=True
cholesky_ex: pd
qr: x | m | m, 'complete' | m, 'r'
svd: x | x, False | B, False
svdvals: x | B
eigh: pd | pd, 'U'
eigvalsh: pd
eig: pd
eigvals: pd
lstsq: m, m[:, :2] | m, r[:, None]
matrix_norm: x | x, 'nuc' | x, 1 | x, -1 | x, float('inf') | x, 2 | x, -2 | B, 'fro', (0, 2), True
vector_norm: x | x, 1 | x, 3, 0 | x, float('inf'), 1, True | B, 2, (0, 2) | x, 0
norm: x | x, 1 | x, 'fro' | x, 2, 1 | r, 3 | x, 'nuc' | x, float('inf')
matrix_rank: x | pd | D
matrix_power: s, 3 | pd, -1
pinv: x | pd, hermitian=True | B
cond: pd | pd, 1 | pd, 'fro' | x
multi_dot: [x, m, x] | [r, m, x, r]
tensorinv: torch.stack([pd, pd @ pd, pd + 1]).reshape(3, 9)[:, :3].reshape(3, 3), 1
tensorsolve: pd, q
solve_triangular: torch.triu(pd), s, upper=True | torch.tril(pd), s, upper=False | torch.triu(pd), s, upper=True, left=False | torch.triu(pd), s, upper=True, unitriangular=True
lu: pd | x
lu_factor: pd
lu_solve: *torch.linalg.lu_factor(pd), s
vander: r | r, N=3
vecdot: x, y | x, y, dim=0
diagonal: D
matmul: x, m
matrix_exp: s
householder_product: *torch.geqrf(m)
'''
seen |= cases.table(LINALG, home='torch.linalg', dtypes=FLOATS)
FFT = '''
fft: x | x, 6 | x, 3, 0 | r, norm='ortho' | x, norm='forward'
ifft: x | x, 6 | x, norm='ortho'
rfft: x | x, 6 | x, 3, 0, 'ortho'
irfft: x | x, 5 | x, 6, 0, 'forward'
fft2: x | B, (2, 5) | B, None, (0, 2)
ifft2: x
rfft2: B
irfft2: B
fftn: B | B, (2, 2), (0, 1)
ifftn: B
rfftn: B
irfftn: B
hfft: x | x, 5
ihfft: x
fftshift: x | x, 1
ifftshift: x
'''
seen |= cases.table(FFT, home='torch.fft', dtypes=['f64', 'f32', 'i64', 'c128'])
cases.table('''
fftfreq: 5 | 6, 0.5
rfftfreq: 5 | 6, 0.5
''', home='torch.fft', dtypes=['f32'])
cases.done('linear algebra and Fourier transforms')
started = False
for row in rows():
    started = started or row.name == 'MM'
    if started:
        for name, where in row.torch:
            if name not in seen and where != 'n' and row.name not in ('SOFTMAX', 'LOG_SOFTMAX', 'CONV', 'PRELU'):
                print(f'no case for {name} of row {row.name}')
