#ifndef KT_SMALL_PRODUCT_H
#define KT_SMALL_PRODUCT_H
/* Products of small matrices by own loops: a BLAS call costs 22 ns before it multiplies anything.
 *
 * c (m x n, its rows ldc apart) becomes alpha a b + beta c. `fused` rounds as the kernels of
 * OpenBLAS do: one chain of fused steps along k for each element, then alpha times that and beta
 * times c. `in_steps` is what the originals' own loops do where they do not call BLAS: c times
 * beta, then every product rounded and added; it takes products of any size. */
#include "linalg.h"

#define KT_SMALL_PRODUCT 2048 /* m n k up to which these loops win */

typedef void (*KtSmallProduct)(int64_t m, int64_t n, int64_t k, double alpha, KtMat a, KtMat b,
                               double beta, void *c, int64_t ldc);
typedef struct KtSmallProducts {
    KtSmallProduct fused[2], in_steps[2]; /* of float, of double */
} KtSmallProducts;

/* The loop that is to make products of these shapes and strides; NULL: kt_gemm, or with in_steps
 * kt_gemm_in_steps, has no such loop for them. */
KtSmallProduct kt_gemm_small(const KtCtx *ctx, int dtype, int64_t m, int64_t n, int64_t k, KtMat b,
                             bool in_steps);

extern const KtSmallProducts kt_small_products_base, kt_small_products_avx2,
    kt_small_products_avx512;
#endif
