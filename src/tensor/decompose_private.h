#ifndef KT_DECOMPOSE_PRIVATE_H
#define KT_DECOMPOSE_PRIVATE_H
/* What the decompositions share: argument checks in the dialect's words, column-major copies for
 * LAPACK, walking a batch. `who` is the function's public name for messages. */
#include "lapack.h"
#include "linalg.h"
#include "ops.h"

/* At least two dimensions, a number type LAPACK has, sizes that fit its ints. */
bool la_matrix(KtCtx *ctx, const char *who, const KtTensor *a) KB_MUST_CHECK;
bool la_square(KtCtx *ctx, const char *who, const KtTensor *a) KB_MUST_CHECK;
/* PyTorch's questions to operands, in its order (decompose_check.c). la_check_system: A X = B, or
 * X A = B. */
bool la_check_system(KtCtx *ctx, const char *who, const KtTensor *a, const KtTensor *b,
                     bool left) KB_MUST_CHECK;
bool la_check_cholesky_solve(KtCtx *ctx, const KtTensor *b, const KtTensor *u) KB_MUST_CHECK;
bool la_check_householder(KtCtx *ctx, const KtTensor *a, const KtTensor *tau) KB_MUST_CHECK;
bool la_check_ormqr(KtCtx *ctx, const KtTensor *a, const KtTensor *tau, const KtTensor *c,
                    bool left) KB_MUST_CHECK;
/* sizes of a with the last n_drop dimensions replaced by the given ones */
KtTensor *la_empty_tail(KtCtx *ctx, const KtTensor *a, int dtype, int n_drop, int n_tail,
                        const int64_t *tail) KB_MUST_CHECK;
/* Every matrix column-major, batches in C order. */
KtTensor *la_empty_cm(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *la_copy_cm(KtCtx *ctx, const KtTensor *a) KB_MUST_CHECK;
/* NumPy's results are C-ordered; t consumed, NULL passes through. */
KtTensor *la_finish(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* a with its batch dimensions expanded to those given; a view. */
KtTensor *la_expand_batch(KtCtx *ctx, KtTensor *a, int n_batch, const int64_t *batch,
                          int keep) KB_MUST_CHECK;

/* The batch sizes that a and b broadcast to. */
bool la_join_batch(KtCtx *ctx, const KtTensor *a, const KtTensor *b, int *n,
                   int64_t *sizes) KB_MUST_CHECK;
/* b over a batch, column-major, to be overwritten by a solution. */
KtTensor *la_right_side(KtCtx *ctx, KtTensor *b, int n_batch, const int64_t *batch) KB_MUST_CHECK;

static inline int64_t la_rows(const KtTensor *a) {
    return a->sizes[a->ndim - 2];
}
static inline int64_t la_cols(const KtTensor *a) {
    return a->sizes[a->ndim - 1];
}
static inline int64_t la_batch(const KtTensor *a) { /* number of matrices */
    int64_t n = 1;
    for (int i = 0; i < a->ndim - 2; i++)
        n *= a->sizes[i];
    return n;
}
/* matrix number i of a contiguous or column-major batch */
static inline void *la_at(const KtTensor *a, int64_t i) {
    return a->data + i * la_rows(a) * la_cols(a) * a->itemsize;
}
static inline int la_ld(int64_t n) {
    return n > 0 ? (int)n : 1;
}
/* "(Batch element 3): " or "" */
const char *la_batch_text(char *buf, size_t n, const KtTensor *a, int64_t i);
/* First non-zero of info (int32), or -1 */
int64_t la_first_failure(const KtTensor *info);
#endif
