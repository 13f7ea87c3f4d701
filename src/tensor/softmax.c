/* softmax and log_softmax with their gradients, whose loops are in kernel_softmax.inc.h, and the
 * softmax of what a mask leaves. */
#include <math.h>

#include "half.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

static NnLines lines_of(const KtTensor *x, int dim) {
    NnLines l = {.outer = 1, .n = x->ndim ? x->sizes[dim] : 1, .inner = 1};
    for (int d = 0; d < dim; d++)
        l.outer *= x->sizes[d];
    for (int d = dim + 1; d < x->ndim; d++)
        l.inner *= x->sizes[d];
    return l;
}

/* Of floats or doubles; low: floats that were bfloat16. */
static KtTensor *forward(KtCtx *ctx, KtTensor *x, int dim, bool log_form, bool low) {
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? kt_empty_like(ctx, xc, KT_NO_DTYPE) : NULL;
    NnLines l = lines_of(x, dim);
    l.low = low;
    bool ok = y != NULL;
    if (ok && y->numel) {
        NnMath math = {.exp = kt_unary_loop(ctx->kernels, KT_OP_EXP, x->dtype),
                       .log = kt_unary_loop(ctx->kernels, KT_OP_LOG, x->dtype)};
        size_t nb = log_form && l.inner > 1 ? (size_t)(l.n * l.inner) * x->itemsize : 0;
        void *scratch = nb ? kb_malloc(ctx->alloc, nb) : NULL;
        ok = !nb || scratch || kt_fail_memory(ctx, nb);
        if (ok && x->dtype == KT_F32)
            NN_F32(ctx)->softmax((float *)y->data, (float *)xc->data, l, log_form, scratch, &math);
        else if (ok)
            NN_F64(ctx)->softmax((double *)y->data, (double *)xc->data, l, log_form, scratch,
                                 &math);
        if (scratch) kb_free(ctx->alloc, scratch, nb);
    }
    kt_xdecref(ctx, xc);
    if (!ok) kt_xdecref(ctx, y);
    return ok ? y : NULL;
}

KtTensor *kt_softmax(KtCtx *ctx, KtTensor *x, int dim, bool log_form) {
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) return NULL;
    if (x->numel == 0 && !ctx->numpy) return kt_empty_like(ctx, x, KT_NO_DTYPE);
    const char *name = dim < x->ndim - 1 ? "softmax_kernel_impl"
                       : log_form        ? "log_softmax_lastdim_kernel_impl"
                                         : "softmax_lastdim_kernel_impl";
    if (x->dtype == KT_F16 && !ctx->numpy)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for 'Half'", name);
    if (x->dtype == KT_F16 || x->dtype == KT_BF16) {
        bool low = x->dtype == KT_BF16 && !ctx->numpy;
        KtTensor *f = kt_cast(ctx, x, KT_F32), *y = f ? forward(ctx, f, dim, log_form, low) : NULL;
        KtTensor *r = y ? kt_cast(ctx, y, x->dtype) : NULL;
        KT_NN_DROP(ctx, f, y);
        return r;
    }
    return kt_nn_check_float(ctx, x, name) ? forward(ctx, x, dim, log_form, false) : NULL;
}
static KtTensor *backward(KtCtx *ctx, KtTensor *grad, KtTensor *y, int dim, bool log_form,
                          bool low) {
    KtTensor *g = kt_contiguous(ctx, grad), *yc = g ? kt_contiguous(ctx, y) : NULL;
    KtTensor *r = yc ? kt_empty_like(ctx, yc, KT_NO_DTYPE) : NULL;
    if (r && r->numel) {
        NnLines l = lines_of(y, dim);
        l.low = low;
        NnMath math = {.exp = kt_unary_loop(ctx->kernels, KT_OP_EXP, y->dtype)};
        if (y->dtype == KT_F32)
            NN_F32(ctx)->softmax_backward((float *)r->data, (float *)g->data, (float *)yc->data, l,
                                          log_form, &math);
        else
            NN_F64(ctx)->softmax_backward((double *)r->data, (double *)g->data, (double *)yc->data,
                                          l, log_form, &math);
    }
    KT_NN_DROP(ctx, g, yc);
    return r;
}

KtTensor *kt_softmax_backward(KtCtx *ctx, KtTensor *grad, KtTensor *y, int dim, bool log_form) {
    if (!kt_wrap_dim(ctx, &dim, y->ndim) || !kt_nn_same_dtype(ctx, y, grad)) return NULL;
    if (y->dtype == KT_BF16) {
        KtTensor *f = kt_cast(ctx, y, KT_F32), *g = f ? kt_cast(ctx, grad, KT_F32) : NULL;
        KtTensor *w = g ? backward(ctx, g, f, dim, log_form, true) : NULL;
        KtTensor *r = w ? kt_cast(ctx, w, KT_BF16) : NULL;
        KT_NN_DROP(ctx, f, g, w);
        return r;
    }
    if (!kt_nn_check_float(ctx, y, "softmax_backward")) return NULL;
    return backward(ctx, grad, y, dim, log_form, false);
}

static float low_of(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}

/* One line of n, of which the places marked in `off` take no part: the C library's exponentials,
 * added up one by one in a wider type. bfloat16 is rounded after every step. */
static void masked_f32(float *y, const float *x, const bool *off, int64_t n, bool low) {
    float max = 0, e;
    double sum = 0;
    bool any = false;
    for (int64_t i = 0; i < n; i++)
        if (!off[i]) {
            max = !any || x[i] > max || x[i] != x[i] ? x[i] : max;
            any = true;
        }
    for (int64_t i = 0; i < n; i++) {
        e = off[i] ? 0 : low ? low_of(expf(low_of(x[i] - max))) : expf(x[i] - max);
        y[i] = e;
        sum = low ? (float)sum + e : sum + (double)e;
    }
    sum = sum == 0 ? NAN : low ? 1 / (float)sum : 1 / sum;
    for (int64_t i = 0; i < n; i++)
        y[i] = (float)((double)y[i] * sum);
}
static void masked_f64(double *y, const double *x, const bool *off, int64_t n) {
    double max = 0, sum = 0;
    bool any = false;
    for (int64_t i = 0; i < n; i++)
        if (!off[i]) {
            max = !any || x[i] > max || x[i] != x[i] ? x[i] : max;
            any = true;
        }
    for (int64_t i = 0; i < n; i++)
        sum += y[i] = off[i] ? 0 : exp(x[i] - max);
    sum = sum == 0 ? (double)NAN : 1 / sum;
    for (int64_t i = 0; i < n; i++)
        y[i] *= sum;
}

static KtTensor *masked(KtCtx *ctx, KtTensor *x, KtTensor *off, bool low) {
    KtTensor *xc = kt_contiguous(ctx, x), *m = xc ? kt_contiguous(ctx, off) : NULL;
    KtTensor *y = m ? kt_empty_like(ctx, xc, KT_NO_DTYPE) : NULL;
    int64_t n = x->ndim ? x->sizes[x->ndim - 1] : 1;
    for (int64_t at = 0; y && at < y->numel; at += n) {
        const bool *line = (const bool *)m->data + at;
        if (x->dtype == KT_F32)
            masked_f32((float *)y->data + at, (float *)xc->data + at, line, n, low);
        else
            masked_f64((double *)y->data + at, (double *)xc->data + at, line, n);
    }
    KT_NN_DROP(ctx, xc, m);
    return y;
}

KtTensor *kt_softmax_masked(KtCtx *ctx, KtTensor *x, KtTensor *off) {
    if (!kt_same_shape(x, off))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Mask shape should match input shape");
    if (off->dtype != KT_BOOL)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Mask should be a boolean tensor");
    if (x->dtype == KT_BF16) {
        KtTensor *f = kt_cast(ctx, x, KT_F32), *y = f ? masked(ctx, f, off, true) : NULL;
        KtTensor *r = y ? kt_cast(ctx, y, KT_BF16) : NULL;
        KT_NN_DROP(ctx, f, y);
        return r;
    }
    return kt_nn_check_float(ctx, x, "softmax") ? masked(ctx, x, off, false) : NULL;
}
