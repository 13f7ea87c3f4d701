#ifndef KT_LINALG_H
#define KT_LINALG_H
/* Linear algebra: products (matmul.c over gemm.c) and decompositions (decompose.c, on LAPACK).
 * Operands must have one dtype (the faces promote for NumPy); PyTorch's messages otherwise. */
#include "tensor.h"

/* ---- products; out may be NULL ---- */
KtTensor *kt_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK; /* @ */
/* Whether a batch of more than two dimensions lies so that torch does not fold it into a matrix. */
bool kt_is_turned_batch(const KtTensor *many);
KtTensor *kt_mm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_mv(KtCtx *ctx, KtTensor *a, KtTensor *v, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_dot(KtCtx *ctx, KtTensor *a,
                 KtTensor *b) KB_MUST_CHECK; /* 1-d with 1-d, no conjugation */
KtTensor *kt_outer(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
/* beta c + alpha (a b); c broadcasts to the product's shape. Also bmm and mv shapes. */
KtTensor *kt_addmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta, double alpha,
                   KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta,
                     double alpha) KB_MUST_CHECK;
/* x (..., in) w (out, in) bias (out) or NULL -> (..., out). */
KtTensor *kt_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) KB_MUST_CHECK;

/* C (m x n, row stride ldc, contiguous rows) = alpha A B + beta C with A and B given by element
 * strides: gemm takes rows or columns of stride 1 directly, anything else is packed once.
 * A B with one column whose step is 0 is a vector and goes to gemv, as in the originals.
 * dtype f32, f64, c64, c128; others run in plain loops. False: out of memory. */
typedef struct KtMat {
    const void *data;
    int64_t rs, cs; /* strides between rows and between columns, in elements */
} KtMat;
bool kt_gemm(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a, KtMat b,
             double beta, void *c, int64_t ldc) KB_MUST_CHECK;

/* The same by BLAS itself, whatever its size: floats and complex numbers, none of m, n, k 0. */
bool kt_gemm_blas(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                  KtMat b, double beta, void *c, int64_t ldc) KB_MUST_CHECK;
/* The same of bfloat16, of which PyTorch rounds every product and every sum unless it sums in
 * float; KT_BF16_ONEDNN: the m n k of a batch above which it always does. */
#define KT_BF16_ONEDNN 4096
void kt_gemm_bf16(bool sums_in_float, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                  KtMat b, double beta, void *c, int64_t ldc);
/* The same, where the original runs a loop of its own instead of BLAS (small_product.h). */
bool kt_gemm_in_steps(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a,
                      KtMat b, double beta, void *c, int64_t ldc) KB_MUST_CHECK;

/* The product of two matrices as np.matmul rounds it (product_numpy.c), its n columns side by side.
 */
bool kt_numpy_product(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                      void *out) KB_MUST_CHECK;
/* np.dot of types that have one by BLAS: one type, shapes that fit, neither of them of no
 * dimensions or of one element; and where one of them is such a number, the others more or none,
 * in at most two dimensions. */
bool kt_numpy_has_dot(int dtype);
KtTensor *kt_numpy_scaled(KtCtx *ctx, KtTensor *one, KtTensor *all) KB_MUST_CHECK;
KtTensor *kt_numpy_dot(KtCtx *ctx, KtTensor *x, KtTensor *y) KB_MUST_CHECK;

/* C = A B, or C + A B, where the order of additions is free: no original is met bit for bit. Rows
 * of B had better be dense. */
bool kt_gemm_free(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat a, KtMat b,
                  bool add, void *c, int64_t ldc) KB_MUST_CHECK;

/* ---- decompositions (decompose*.c, on LAPACK): batches over leading dimensions ----
 * Operands of f32, f64, c64 or c128. The _ex forms report failure per matrix in *info (int32, 0:
 * fine) instead of raising; the kt_check_ functions turn that into the error. `who` is the name in
 * messages. In PyTorch's dialect results are column-major, as there; in NumPy's C-ordered. */
KtTensor *kt_det(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kt_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabsdet) KB_MUST_CHECK;
KtTensor *kt_inv(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kt_inv_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **x,
               KtTensor **info) KB_MUST_CHECK;
bool kt_check_inv(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) KB_MUST_CHECK;
/* A X = B; b may be a vector (kt_is_vector_solve says by whose rule). */
KtTensor *kt_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
bool kt_solve_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *b, KtTensor **x,
                 KtTensor **info) KB_MUST_CHECK;
bool kt_check_solve(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) KB_MUST_CHECK;
bool kt_is_vector_solve(const KtCtx *ctx, const KtTensor *a, const KtTensor *b);
/* L and U in one matrix, pivots from 1 (int32). */
bool kt_lu_factor(KtCtx *ctx, KtTensor *a, bool pivot, KtTensor **lu, KtTensor **pivots,
                  KtTensor **info) KB_MUST_CHECK;
/* trans 'N', 'T' or 'C': A, its transpose or its adjoint. */
/* PyTorch's questions to operands, in its order: a square matrix, lu_solve's and solve's. */
bool kt_check_square(KtCtx *ctx, const char *who, const KtTensor *a) KB_MUST_CHECK;
bool kt_check_lu_solve(KtCtx *ctx, const KtTensor *lu, const KtTensor *pivots, const KtTensor *b,
                       bool left) KB_MUST_CHECK;
bool kt_check_solve_operands(KtCtx *ctx, KtTensor *a, KtTensor *b, bool left) KB_MUST_CHECK;
KtTensor *kt_lu_solve(KtCtx *ctx, KtTensor *lu, KtTensor *pivots, KtTensor *b,
                      char trans) KB_MUST_CHECK;
KtTensor *kt_cholesky(KtCtx *ctx, KtTensor *a, bool upper) KB_MUST_CHECK;
KtTensor *kt_cholesky_named(KtCtx *ctx, const char *who, KtTensor *a, bool upper) KB_MUST_CHECK;
bool kt_cholesky_ex(KtCtx *ctx, const char *who, KtTensor *a, bool upper, KtTensor **l,
                    KtTensor **info) KB_MUST_CHECK;
/* A = L D L' of symmetric (hermitian: Hermitian) matrices, of which only the lower triangles count:
 * factors, exchanges, and info per matrix. */
bool kt_ldl_factor(KtCtx *ctx, const char *who, KtTensor *a, bool hermitian, KtTensor **ld,
                   KtTensor **pivots, KtTensor **info) KB_MUST_CHECK;
/* No factorization was cut off. */
bool kt_check_ldl(KtCtx *ctx, const char *who, KtTensor *info) KB_MUST_CHECK;
KtTensor *kt_ldl_solve(KtCtx *ctx, KtTensor *ld, KtTensor *pivots, KtTensor *b,
                       bool hermitian) KB_MUST_CHECK;
bool kt_check_cholesky(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) KB_MUST_CHECK;
/* l: the factor; b: the right side. */
KtTensor *kt_cholesky_solve(KtCtx *ctx, KtTensor *b, KtTensor *l, bool upper) KB_MUST_CHECK;
KtTensor *kt_cholesky_inverse(KtCtx *ctx, KtTensor *l, bool upper) KB_MUST_CHECK;
KtTensor *kt_solve_triangular(KtCtx *ctx, KtTensor *a, KtTensor *b, bool upper, bool left,
                              bool unit) KB_MUST_CHECK;
/* mode 'r' reduced, 'c' complete, 'R' only R (then q may be NULL, and *q is). */
bool kt_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) KB_MUST_CHECK;
bool kt_geqrf(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **qr,
              KtTensor **tau) KB_MUST_CHECK;
KtTensor *kt_householder_product(KtCtx *ctx, KtTensor *a, KtTensor *tau) KB_MUST_CHECK;
KtTensor *kt_ormqr(KtCtx *ctx, KtTensor *a, KtTensor *tau, KtTensor *c, bool left,
                   bool adjoint) KB_MUST_CHECK;
/* u and vh may be NULL together: singular values only. */
bool kt_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s,
            KtTensor **vh) KB_MUST_CHECK;
bool kt_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w,
             KtTensor **v /* or NULL */) KB_MUST_CHECK;
/* Complex results. */
bool kt_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v /* or NULL */) KB_MUST_CHECK;
/* numpy.linalg.lstsq: minimum-norm solution by SVD (gelsd). residuals (size 0 unless the rank is
 * full and there are more rows than columns), rank and s may be NULL. */
bool kt_lstsq(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtTensor **x,
              KtTensor **residuals, int64_t *rank, KtTensor **s) KB_MUST_CHECK;
/* torch.linalg.lstsq: batches; b has matrices. rank int64 and s per matrix (meaningless for drivers
 * that do not find them). */
typedef enum KtLstsqDriver { KT_GELS, KT_GELSY, KT_GELSD, KT_GELSS } KtLstsqDriver;
bool kt_lstsq_driver(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtLstsqDriver driver,
                     KtTensor **x, KtTensor **residuals, KtTensor **rank,
                     KtTensor **s) KB_MUST_CHECK;
KtTensor *kt_trace(KtCtx *ctx, KtTensor *a, int64_t offset) KB_MUST_CHECK;
#endif
