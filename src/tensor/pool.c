/* Pooling in 1, 2 and 3 dimensions: maximum (with indices), average, adaptive; with gradients.
 * Everything runs in three spatial dimensions, missing ones having size 1. */
#include <math.h>
#include <string.h>

#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

static int64_t pooled(int64_t in, int64_t k, int64_t pad, int64_t stride, int64_t dil,
                      bool ceil_mode) {
    int64_t span = in + 2 * pad - dil * (k - 1) - 1;
    int64_t out = (span >= 0 ? (span + (ceil_mode ? stride - 1 : 0)) / stride : -1) + 1;
    if (ceil_mode && (out - 1) * stride >= in + pad) /* the last window must start inside */
        out--;
    return out;
}

static bool check_rank(KtCtx *ctx, const KtTensor *x, int n, const char *what) {
    char a[512];
    if (x->ndim == n + 1 || x->ndim == n + 2) return true;
    if (n == 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected 3D or 4D (batch mode) tensor for input, but got: %s", what,
                       kt_nn_sizes(x, a));
    return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: Expected %dD or %dD input to %s, but got: %s", what,
                   n + 1, n + 2, what, kt_nn_sizes(x, a));
}

static void spatial(const KtTensor *x, int n, NnPlane *p) {
    memset(p, 0, sizeof *p);
    p->planes = 1;
    for (int d = 0; d < x->ndim - n; d++)
        p->planes *= x->sizes[d];
    for (int d = 0; d < 3; d++) {
        p->in[d] = d >= 3 - n ? x->sizes[x->ndim - 3 + d] : 1;
        p->out[d] = p->k[d] = p->stride[d] = p->dil[d] = 1;
    }
    p->n_in = p->in[0] * p->in[1] * p->in[2];
}

static bool windows(KtCtx *ctx, const KtTensor *x, const KtPoolSpec *s, const char *what,
                    NnPlane *p) {
    if (!check_rank(ctx, x, s->n, what)) return false;
    spatial(x, s->n, p);
    for (int d = 0; d < s->n; d++) {
        int e = 3 - s->n + d;
        p->k[e] = s->kernel[d];
        p->stride[e] = s->stride[d];
        p->pad[e] = s->padding[d];
        p->dil[e] = s->dilation[d];
        if (p->k[e] <= 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "kernel size should be greater than zero, but got kH: %lld kW: %lld",
                           (long long)s->kernel[0], (long long)s->kernel[s->n - 1]);
        if (p->stride[e] <= 0) return kt_fail(ctx, KT_RUNTIME_ERROR, "stride should not be zero");
        if (p->dil[e] <= 0)
            return kt_fail(
                ctx, KT_RUNTIME_ERROR,
                "dilation should be greater than zero, but got dilationH: %lld dilationW: %lld",
                (long long)s->dilation[0], (long long)s->dilation[s->n - 1]);
        if (p->pad[e] < 0 || p->pad[e] > p->k[e] / 2)
            return kt_fail(
                ctx, KT_RUNTIME_ERROR,
                "pad should be at most half of kernel size, but got pad=%lld and kernel_size=%lld",
                (long long)p->pad[e], (long long)p->k[e]);
        p->out[e] = pooled(p->in[e], p->k[e], p->pad[e], p->stride[e], p->dil[e], s->ceil_mode);
    }
    p->n_out = p->out[0] * p->out[1] * p->out[2];
    int64_t channels = x->sizes[x->ndim - s->n - 1];
    for (int d = 3 - s->n; d < 3; d++)
        if (p->out[d] < 1) {
            char a[512], b[512];
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Given input size: (%lldx%s). Calculated output size: (%lldx%s). Output "
                           "size is too small",
                           (long long)channels, kt_nn_join(s->n, p->in + 3 - s->n, "x", a),
                           (long long)channels, kt_nn_join(s->n, p->out + 3 - s->n, "x", b));
        }
    p->count_pad = s->count_include_pad;
    p->divisor = s->divisor;
    return true;
}

static KtTensor *pooled_like(KtCtx *ctx, const KtTensor *x, int dtype, int n, const NnPlane *p) {
    int64_t sizes[5];
    for (int d = 0; d < x->ndim; d++)
        sizes[d] = d < x->ndim - n ? x->sizes[d] : p->out[3 - x->ndim + d];
    return kt_empty(ctx, dtype, x->ndim, sizes);
}

KtTensor *kt_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s, KtTensor **indices) {
    NnPlane p;
    char what[16] = "max_pool2d";
    what[8] = (char)('0' + s->n);
    if (!windows(ctx, x, s, what, &p) || !kt_nn_check_float(ctx, x, "max_pool2d")) return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, s->n, &p) : NULL;
    KtTensor *ix = y && indices ? pooled_like(ctx, x, KT_I64, s->n, &p) : NULL;
    if (!y || (indices && !ix)) {
        KT_NN_DROP(ctx, xc, y);
        return NULL;
    }
    int64_t *at = ix ? (int64_t *)ix->data : NULL;
    if (x->dtype == KT_F32)
        NN_F32(ctx)->max_pool(&p, (float *)xc->data, (float *)y->data, at);
    else
        NN_F64(ctx)->max_pool(&p, (double *)xc->data, (double *)y->data, at);
    kt_decref(ctx, xc);
    if (indices) *indices = ix;
    return y;
}

KtTensor *kt_max_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *indices, int n) {
    if (!kt_nn_check_float(ctx, x, "max_pool2d_backward") || !kt_nn_same_dtype(ctx, x, grad))
        return NULL;
    NnPlane p;
    spatial(x, n, &p);
    KtTensor *g = kt_contiguous(ctx, grad), *ix = g ? kt_contiguous(ctx, indices) : NULL;
    KtTensor *r = ix ? kt_zeros(ctx, x->dtype, x->ndim, x->sizes) : NULL;
    if (r && p.planes > 0) {
        int64_t n_out = g->numel / p.planes;
        if (x->dtype == KT_F32)
            NN_F32(ctx)->scatter_planes(p.planes, p.n_in, n_out, (float *)g->data,
                                        (int64_t *)ix->data, (float *)r->data);
        else
            NN_F64(ctx)->scatter_planes(p.planes, p.n_in, n_out, (double *)g->data,
                                        (int64_t *)ix->data, (double *)r->data);
    }
    KT_NN_DROP(ctx, g, ix);
    return r;
}

KtTensor *kt_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s) {
    NnPlane p;
    char what[16] = "avg_pool2d";
    what[8] = (char)('0' + s->n);
    if (!windows(ctx, x, s, what, &p) || !kt_nn_check_float(ctx, x, "avg_pool2d")) return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, s->n, &p) : NULL;
    if (y) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->avg_pool(&p, (float *)xc->data, (float *)y->data, false);
        else
            NN_F64(ctx)->avg_pool(&p, (double *)xc->data, (double *)y->data, false);
    }
    kt_xdecref(ctx, xc);
    return y;
}

KtTensor *kt_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, const KtPoolSpec *s) {
    NnPlane p;
    if (!windows(ctx, x, s, "avg_pool2d", &p) ||
        !kt_nn_check_float(ctx, x, "avg_pool2d_backward") || !kt_nn_same_dtype(ctx, x, grad))
        return NULL;
    KtTensor *g = kt_contiguous(ctx, grad),
             *r = g ? kt_zeros(ctx, x->dtype, x->ndim, x->sizes) : NULL;
    if (r) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->avg_pool(&p, (float *)r->data, (float *)g->data, true);
        else
            NN_F64(ctx)->avg_pool(&p, (double *)r->data, (double *)g->data, true);
    }
    kt_xdecref(ctx, g);
    return r;
}

/* ---- adaptive: window o covers [floor(o in / out), ceil((o + 1) in / out)) ---- */

static bool adaptive(KtCtx *ctx, const KtTensor *x, int n, const int64_t *out, const char *what,
                     NnPlane *p) {
    char a[512];
    if (x->ndim != n + 1 && x->ndim != n + 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s(): Expected %dD or %dD tensor, but got %s", what,
                       n + 1, n + 2, kt_nn_sizes(x, a));
    spatial(x, n, p);
    for (int d = 0; d < n; d++) {
        int e = 3 - n + d;
        p->out[e] = out[d] < 0 ? p->in[e] : out[d];
        if (p->in[e] == 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s(): Expected input to have non-zero size for non-batch dimensions, "
                           "but input has sizes %s with dimension %d being empty",
                           what, kt_nn_sizes(x, a), x->ndim - n + d);
    }
    p->n_out = p->out[0] * p->out[1] * p->out[2];
    return true;
}

KtTensor *kt_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out) {
    NnPlane p;
    char what[32] = "adaptive_avg_pool2d";
    what[17] = (char)('0' + n);
    if (!adaptive(ctx, x, n, out, what, &p) || !kt_nn_check_float(ctx, x, "adaptive_avg_pool2d"))
        return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, n, &p) : NULL;
    if (y) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->adaptive_avg(&p, (float *)xc->data, (float *)y->data, false);
        else
            NN_F64(ctx)->adaptive_avg(&p, (double *)xc->data, (double *)y->data, false);
    }
    kt_xdecref(ctx, xc);
    return y;
}

KtTensor *kt_adaptive_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int n) {
    NnPlane p;
    if (!adaptive(ctx, x, n, grad->sizes + grad->ndim - n, "adaptive_avg_pool2d", &p) ||
        !kt_nn_check_float(ctx, x, "adaptive_avg_pool2d_backward") ||
        !kt_nn_same_dtype(ctx, x, grad))
        return NULL;
    KtTensor *g = kt_contiguous(ctx, grad),
             *r = g ? kt_zeros(ctx, x->dtype, x->ndim, x->sizes) : NULL;
    if (r) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->adaptive_avg(&p, (float *)r->data, (float *)g->data, true);
        else
            NN_F64(ctx)->adaptive_avg(&p, (double *)r->data, (double *)g->data, true);
    }
    kt_xdecref(ctx, g);
    return r;
}

KtTensor *kt_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out,
                               KtTensor **indices) {
    NnPlane p;
    char what[32] = "adaptive_max_pool2d";
    what[17] = (char)('0' + n);
    if (!adaptive(ctx, x, n, out, what, &p) || !kt_nn_check_float(ctx, x, "adaptive_max_pool2d"))
        return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, n, &p) : NULL;
    KtTensor *ix = y && indices ? pooled_like(ctx, x, KT_I64, n, &p) : NULL;
    if (!y || (indices && !ix)) {
        KT_NN_DROP(ctx, xc, y);
        return NULL;
    }
    int64_t *at = ix ? (int64_t *)ix->data : NULL;
    if (x->dtype == KT_F32)
        NN_F32(ctx)->adaptive_max(&p, (float *)xc->data, (float *)y->data, at);
    else
        NN_F64(ctx)->adaptive_max(&p, (double *)xc->data, (double *)y->data, at);
    kt_decref(ctx, xc);
    if (indices) *indices = ix;
    return y;
}
