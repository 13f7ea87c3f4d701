/* Decompositions whose kernels are not built: each says so. A function leaves this file when its
 * own file arrives (a second definition does not link). */
#include "linalg.h"

#define MISSING(what) (kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR, what), 0)

KtTensor *kt_det(KtCtx *ctx, KtTensor *a) {
    return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "det");
}
bool kt_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabsdet) {
    return MISSING("slogdet");
}
KtTensor *kt_inv(KtCtx *ctx, KtTensor *a) {
    return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "inv");
}
KtTensor *kt_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "solve");
}
KtTensor *kt_cholesky(KtCtx *ctx, KtTensor *a, bool upper) {
    return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "cholesky");
}
bool kt_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) {
    return MISSING("qr");
}
bool kt_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s, KtTensor **vh) {
    return MISSING("svd");
}
bool kt_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) {
    return MISSING("eigh");
}
bool kt_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v) {
    return MISSING("eig");
}
bool kt_lstsq(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtTensor **x,
              KtTensor **residuals, int64_t *rank, KtTensor **s) {
    return MISSING("lstsq");
}
