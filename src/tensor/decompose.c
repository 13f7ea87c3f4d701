/* What the decompositions share (decompose_private.h). */
#include "decompose_private.h"

#include <stdio.h>
#include <string.h>

/* The kernel that PyTorch misses where its checks let numbers of half the precision pass, or
 * whatever there is. */
static const char *unguarded_kernel(const char *who) {
    static const char *const kernels[][2] = {{"linalg.svd", "linalg_svd_cpu"},
                                             {"linalg.qr", "geqrf_cpu"},
                                             {"linalg.det", "lu_cpu"},
                                             {"linalg.lu_factor", "lu_cpu"},
                                             {"linalg.cholesky", "cholesky_cpu"},
                                             {"cholesky", "cholesky_cpu"},
                                             {"torch.geqrf", "geqrf_cpu"},
                                             {"cholesky_inverse", "cholesky_inverse_out_cpu"}};
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (!strcmp(who, kernels[i][0])) return kernels[i][1];
    return NULL;
}

bool la_matrix(KtCtx *ctx, const char *who, const KtTensor *a) {
    if (ctx->numpy) {
        if (a->ndim < 2)
            return kt_fail(ctx, KT_LINALG_ERROR,
                           "%d-dimensional array given. Array must be at least two-dimensional",
                           a->ndim);
        if (!kt_lapack(a->dtype))
            return kt_fail(ctx, KT_TYPE_ERROR, "array type %s is unsupported in linalg",
                           kt_dtype_info[a->dtype].numpy_name);
    } else {
        if (a->ndim < 2)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s: The input tensor A must have at least 2 dimensions.", who);
        const char *kernel = unguarded_kernel(who);
        bool any = strncmp(who, "linalg.", 7) != 0 || !strcmp(who, "linalg.lu_factor");
        if (kernel && !kt_lapack(a->dtype) && (any || kt_is_inexact_dtype(a->dtype)))
            return kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel,
                           kt_dtype_info[a->dtype].scalar_name);
        if (!kt_is_inexact_dtype(a->dtype))
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s: Expected a floating point or complex tensor as input. Got %s", who,
                           kt_dtype_info[a->dtype].scalar_name);
        if (!kt_lapack(a->dtype))
            return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: Low precision dtypes not supported. Got %s",
                           who, kt_dtype_info[a->dtype].scalar_name);
    }
    if (la_rows(a) > INT32_MAX / 2 || la_cols(a) > INT32_MAX / 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: matrix too large", who);
    return true;
}

bool la_square(KtCtx *ctx, const char *who, const KtTensor *a) {
    bool early = !ctx->numpy && a->ndim >= 2 && la_rows(a) != la_cols(a); /* before types */
    if (!early && !la_matrix(ctx, who, a)) return false;
    if (la_rows(a) == la_cols(a)) return true;
    if (ctx->numpy)
        return kt_fail(ctx, KT_LINALG_ERROR, "Last 2 dimensions of the array must be square");
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: A must be batches of square matrices, but they are %lld by %lld matrices",
                   who, (long long)la_rows(a), (long long)la_cols(a));
}

KtTensor *la_empty_tail(KtCtx *ctx, const KtTensor *a, int dtype, int n_drop, int n_tail,
                        const int64_t *tail) {
    int64_t sizes[KT_MAX_DIMS + 2];
    int n = a->ndim - n_drop;
    memcpy(sizes, a->sizes, sizeof(int64_t) * (size_t)n);
    if (n_tail) memcpy(sizes + n, tail, sizeof(int64_t) * (size_t)n_tail);
    return n_tail == 2 ? la_empty_cm(ctx, dtype, n + 2, sizes)
                       : kt_empty(ctx, dtype, n + n_tail, sizes);
}

KtTensor *la_empty_cm(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) {
    KtTensor *t = kt_empty(ctx, dtype, ndim, sizes);
    if (!t) return NULL;
    t->strides[ndim - 2] = 1;
    t->strides[ndim - 1] = sizes[ndim - 2] > 0 ? sizes[ndim - 2] : 1;
    kt_update_flags(t);
    return t;
}

KtTensor *la_copy_cm(KtCtx *ctx, const KtTensor *a) {
    KtTensor *t = la_empty_cm(ctx, a->dtype, a->ndim, a->sizes);
    if (t && !kt_copy(ctx, t, a)) {
        kt_decref(ctx, t);
        return NULL;
    }
    return t;
}

KtTensor *la_finish(KtCtx *ctx, KtTensor *t) {
    if (!t || !ctx->numpy || kt_is_contiguous(t)) return t;
    KtTensor *r = kt_copy_c(ctx, t);
    kt_decref(ctx, t);
    return r;
}

KtTensor *la_expand_batch(KtCtx *ctx, KtTensor *a, int n_batch, const int64_t *batch, int keep) {
    int64_t sizes[KT_MAX_DIMS + 2];
    memcpy(sizes, batch, sizeof(int64_t) * (size_t)n_batch);
    memcpy(sizes + n_batch, a->sizes + a->ndim - keep, sizeof(int64_t) * (size_t)keep);
    return kt_expand(ctx, a, n_batch + keep, sizes);
}

const char *la_batch_text(char *buf, size_t n, const KtTensor *a, int64_t i) {
    if (a->ndim <= 2) return "";
    snprintf(buf, n, "(Batch element %lld): ", (long long)i);
    return buf;
}

int64_t la_first_failure(const KtTensor *info) {
    const int32_t *p = (const int32_t *)(const void *)info->data;
    for (int64_t i = 0; i < info->numel; i++)
        if (p[i]) return i;
    return -1;
}
