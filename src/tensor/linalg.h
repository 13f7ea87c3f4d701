#ifndef KT_LINALG_H
#define KT_LINALG_H
/* Linear algebra: products (matmul.c over gemm.c) and decompositions (decompose.c, on LAPACK).
 * Operands must have one dtype (the faces promote for NumPy); PyTorch's messages otherwise. */
#include "tensor.h"

/* ---- products; out may be NULL ---- */
KtTensor *kt_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK; /* @ */
KtTensor *kt_mm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_mv(KtCtx *ctx, KtTensor *a, KtTensor *v, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_dot(KtCtx *ctx, KtTensor *a,
                 KtTensor *b) KB_MUST_CHECK; /* 1-d with 1-d, no conjugation */
KtTensor *kt_outer(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
/* beta c + alpha (a b); c broadcasts to the product's shape. Also bmm and mv shapes. */
KtTensor *kt_addmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta, double alpha,
                   KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_addmv(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *v, double beta,
                   double alpha) KB_MUST_CHECK;
KtTensor *kt_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta,
                     double alpha) KB_MUST_CHECK;
/* x (..., in) w (out, in) bias (out) or NULL -> (..., out). */
KtTensor *kt_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) KB_MUST_CHECK;

/* C (m x n, row stride ldc, contiguous rows) = alpha A B + beta C with A and B given by element
 * strides: gemm takes rows or columns of stride 1 directly, anything else is packed once.
 * dtype f32, f64, c64, c128; others run in plain loops. False: out of memory. */
typedef struct KtMat {
    const void *data;
    int64_t rs, cs; /* strides between rows and between columns, in elements */
} KtMat;
bool kt_gemm(KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, double alpha, KtMat a, KtMat b,
             double beta, void *c, int64_t ldc) KB_MUST_CHECK;

/* ---- decompositions: batches over leading dimensions ---- */
KtTensor *kt_det(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kt_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabsdet) KB_MUST_CHECK;
KtTensor *kt_inv(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kt_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
KtTensor *kt_cholesky(KtCtx *ctx, KtTensor *a, bool upper) KB_MUST_CHECK;
/* mode 'r' reduced, 'c' complete, 'R' only R (then *q is NULL). */
bool kt_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) KB_MUST_CHECK;
/* u and vh may be NULL together: singular values only. */
bool kt_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s,
            KtTensor **vh) KB_MUST_CHECK;
bool kt_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w,
             KtTensor **v /* or NULL */) KB_MUST_CHECK;
/* Complex results. */
bool kt_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v /* or NULL */) KB_MUST_CHECK;
/* numpy.linalg.lstsq: minimum-norm solution by SVD (gelsd). rank, residuals, s may be NULL. */
bool kt_lstsq(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtTensor **x,
              KtTensor **residuals, int64_t *rank, KtTensor **s) KB_MUST_CHECK;
KtTensor *kt_trace(KtCtx *ctx, KtTensor *a, int64_t offset) KB_MUST_CHECK;
#endif
