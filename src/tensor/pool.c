/* Pooling in 1, 2 and 3 dimensions: maximum (with indices), average, adaptive; with gradients.
 * Everything runs in three spatial dimensions, missing ones having size 1. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "memory_format.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

static int64_t pooled(int64_t in, int64_t k, int64_t pad, int64_t stride, int64_t dil,
                      bool ceil_mode) {
    int64_t span = in + 2 * pad - dil * (k - 1) - 1 + (ceil_mode ? stride - 1 : 0);
    int64_t out = (span >= 0 ? span / stride : -1) + 1;
    if (ceil_mode && (out - 1) * stride >= in + pad) /* the last window must start inside */
        out--;
    return out;
}

static bool wrong_rank(KtCtx *ctx, const KtTensor *x, int from, const char *name) {
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Expected %d to %d dimensions, but got %d-dimensional tensor for argument #1 "
                   "'self' (while checking arguments for %s)",
                   from, from + 1, x->ndim, name);
}

/* x's sizes as messages of pools along one dimension have them, which PyTorch pools along two. */
static const char *sizes_in_plane(const KtTensor *x, int n, char *buf) {
    int64_t sizes[KT_MAX_DIMS + 1];
    if (n != 1) return kt_nn_sizes(x, buf);
    memcpy(sizes, x->sizes, sizeof *sizes * (size_t)(x->ndim - 1));
    sizes[x->ndim - 1] = 1;
    sizes[x->ndim] = x->sizes[x->ndim - 1];
    return kt_shape_str(buf, 512, x->ndim + 1, sizes);
}

/* Sizes that pooling of n dimensions takes, and what is said of others. */
static bool check_sizes(KtCtx *ctx, const KtTensor *x, int n, bool max) {
    char a[512];
    static const char *const volumes[] = {"avg_pool3d", "max_pool3d_with_indices_out_cpu_template"};
    bool rank = x->ndim == n + 1 || x->ndim == n + 2, empty = false;
    for (int d = x->ndim == n + 2; rank && d < x->ndim; d++)
        empty = empty || x->sizes[d] == 0;
    if (rank && !empty && (n < 3 || x->numel || x->ndim == 5)) return true;
    if (n == 1 && !max && !rank) return wrong_rank(ctx, x, 2, "avg_pool1d");
    if (n == 3 && !rank)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "non-empty 4D or 5D (batch mode) tensor expected for input");
    for (int d = x->ndim == 5; n == 3 && d < x->ndim; d++)
        if (x->sizes[d] == 0) /* the message has the size where it means the dimension */
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s(): Expected input's non-batch dimensions to have positive length, "
                           "but input has a shape of %s and non-batch dimension 0 has length zero!",
                           volumes[max], kt_nn_sizes(x, a));
    if (n == 2 && !rank && !max && x->ndim < 3) {
        int channel = -3;
        if (x->ndim == 0)
            return kt_fail(ctx, KT_INDEX_ERROR,
                           "Dimension specified as -3 but tensor has no dimensions");
        return kt_wrap_dim(ctx, &channel, x->ndim);
    }
    if (n == 2 && !rank)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "non-empty 3D or 4D (batch mode) tensor expected for input");
    int shown = n == 1 && !max ? 2 : n; /* PyTorch averages a row as a plane of height 1 */
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%sExpected %dD or %dD (batch mode) tensor with optional 0 dim batch size for "
                   "input, but got:%s",
                   shown == 1 ? "max_pool1d: " : "", shown + 1, shown + 2,
                   shown == n ? kt_nn_sizes(x, a) : sizes_in_plane(x, n, a));
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

/* The windows of one dimension, in max_pool1d's words and in those of all others. */
static bool check_window_1d(KtCtx *ctx, int64_t k, int64_t stride, int64_t pad, int64_t dil) {
    if (k <= 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "max_pool1d() kernel_size must be greater than zero, but got %lld",
                       (long long)k);
    if (stride <= 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "max_pool1d() stride must be greater than zero, but got %lld",
                       (long long)stride);
    if (pad < 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "max_pool1d() padding must be non-negative, but got %lld", (long long)pad);
    if (pad > k / 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "max_pool1d() padding should be at most half of kernel size, but got "
                       "padding=%lld and kernel_size=%lld",
                       (long long)pad, (long long)k);
    return dil > 0 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "max_pool1d() dilation must be greater than zero, but got %lld", (long long)dil);
}
/* Refuses numbers of a window by their names in PyTorch's words: "kH: 1 kW: 2". One dimension is
 * the width of a picture of height 1. */
static bool refuse_each(KtCtx *ctx, const char *what, const char *prefix, int n, const int64_t *v) {
    char text[128];
    size_t at = 0;
    for (int d = n == 3 ? 0 : 1; d < 3; d++)
        at += (size_t)snprintf(text + at, sizeof text - at, " %s%c: %lld", prefix, "THW"[d],
                               d < 3 - n ? 1LL : (long long)v[d - (3 - n)]);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "%s should be greater than zero, but got%s", what, text);
}
static bool check_window(KtCtx *ctx, int64_t k, int64_t stride, int64_t pad, const KtPoolSpec *s) {
    if (stride == 0) return kt_fail(ctx, KT_RUNTIME_ERROR, "stride should not be zero");
    if (pad < 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "pad must be non-negative, but got pad: %lld",
                       (long long)pad);
    if (pad > k / 2)
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "pad should be at most half of kernel size, but got pad=%lld and kernel_size=%lld",
            (long long)pad, (long long)k);
    if (k <= 0) return refuse_each(ctx, "kernel size", "k", s->n, s->kernel);
    if (stride < 0) return refuse_each(ctx, "stride", "d", s->n, s->stride);
    for (int d = 0; d < s->n; d++)
        if (s->dilation[d] <= 0) return refuse_each(ctx, "dilation", "dilation", s->n, s->dilation);
    return true;
}

static bool too_small(KtCtx *ctx, const KtTensor *x, const KtPoolSpec *s, const NnPlane *p,
                      bool max) {
    char a[512], b[512];
    int64_t channels = x->sizes[x->ndim - s->n - 1];
    int off = 3 - s->n;
    if (s->n == 3 && !max && (p->in[0] < p->k[0] || p->in[1] < p->k[1] || p->in[2] < p->k[2]))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "input image (T: %lld H: %lld W: %lld) smaller than kernel size (kT: %lld "
                       "kH: %lld kW: %lld)",
                       (long long)p->in[0], (long long)p->in[1], (long long)p->in[2],
                       (long long)p->k[0], (long long)p->k[1], (long long)p->k[2]);
    const char *height = s->n == 1 ? "1x" : ""; /* computed as a picture of height 1 */
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Given input size: (%lldx%s%s). Calculated output size: (%lldx%s%s). Output "
                   "size is too small",
                   (long long)channels, height, kt_nn_join(s->n, p->in + off, "x", a),
                   (long long)channels, height, kt_nn_join(s->n, p->out + off, "x", b));
}

/* alone: max_pool1d without indices, which PyTorch does not compute as a picture. */
static bool windows(KtCtx *ctx, const KtTensor *x, const KtPoolSpec *s, bool max, bool alone,
                    NnPlane *p) {
    bool ranked = x->ndim == s->n + 1 || x->ndim == s->n + 2;
    if ((s->n == 1 || !ranked) && !check_sizes(ctx, x, s->n, max)) return false;
    spatial(x, s->n, p);
    for (int d = 0; d < s->n; d++) {
        int e = 3 - s->n + d;
        p->k[e] = s->kernel[d];
        p->stride[e] = s->stride[d];
        p->pad[e] = s->padding[d];
        p->dil[e] = s->dilation[d];
        if (alone ? !check_window_1d(ctx, p->k[e], p->stride[e], p->pad[e], p->dil[e])
                  : !check_window(ctx, p->k[e], p->stride[e], p->pad[e], s))
            return false;
        p->out[e] = pooled(p->in[e], p->k[e], p->pad[e], p->stride[e], p->dil[e], s->ceil_mode);
    }
    if (!check_sizes(ctx, x, s->n, max)) return false;
    p->n_out = p->out[0] * p->out[1] * p->out[2];
    for (int d = 3 - s->n; d < 3; d++)
        if (p->out[d] < 1) return too_small(ctx, x, s, p, max);
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

/* Both in x's memory format; y is returned. */
static KtTensor *with_indices(KtCtx *ctx, const KtTensor *x, KtTensor *y, KtTensor *ix,
                              KtTensor **indices) {
    y = kt_in_format_of(ctx, y, x);
    if (!indices) return y;
    *indices = kt_in_format_of(ctx, ix, x);
    if (y && *indices) return y;
    KT_NN_DROP(ctx, y, *indices);
    return NULL;
}

KtTensor *kt_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s, KtTensor **indices) {
    static const char *const kernels[4] = {"", "max_pool1d_impl", "max_pool2d",
                                           "max_pool3d_with_indices_cpu"};
    NnPlane p;
    if (!windows(ctx, x, s, true, s->n == 1 && !indices, &p) ||
        !kt_nn_check_float(ctx, x, kernels[s->n]))
        return NULL;
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
    return with_indices(ctx, x, y, ix, indices);
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
    return kt_in_format_of(ctx, r, x);
}

KtTensor *kt_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s) {
    NnPlane p;
    if (!windows(ctx, x, s, false, false, &p)) return NULL;
    if (x->dtype == KT_I64) { /* quotients without their fractions */
        KtTensor *d = kt_cast(ctx, x, KT_F64), *y = d ? kt_avg_pool(ctx, d, s) : NULL,
                 *r = y ? kt_cast(ctx, y, KT_I64) : NULL;
        KT_NN_DROP(ctx, d, y);
        return r;
    }
    if (!kt_nn_check_float(ctx, x, s->n == 3 ? "avg_pool3d_out_frame" : "avg_pool2d")) return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, s->n, &p) : NULL;
    if (y) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->avg_pool(&p, (float *)xc->data, (float *)y->data, false);
        else
            NN_F64(ctx)->avg_pool(&p, (double *)xc->data, (double *)y->data, false);
    }
    kt_xdecref(ctx, xc);
    return kt_in_format_of(ctx, y, x);
}

KtTensor *kt_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, const KtPoolSpec *s) {
    NnPlane p;
    if (!windows(ctx, x, s, false, false, &p) ||
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
    return kt_in_format_of(ctx, r, x);
}

/* ---- adaptive: window o covers [floor(o in / out), ceil((o + 1) in / out)) ---- */

static bool adaptive(KtCtx *ctx, const KtTensor *x, int n, const int64_t *out, bool max,
                     NnPlane *p) {
    char a[512], what[32];
    snprintf(what, sizeof what, "adaptive_%s_pool%dd", max ? "max" : "avg", n);
    if (x->ndim != n + 1 && x->ndim != n + 2) {
        if (n == 1) return wrong_rank(ctx, x, 2, what);
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s(): Expected %dD or %dD tensor, but got%s %s",
                       what, n + 1, n + 2, max ? ":" : "", kt_nn_sizes(x, a));
    }
    for (int d = x->ndim - n - ((max || n == 3) && x->ndim == n + 2); d < x->ndim; d++)
        if (x->sizes[d] == 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "adaptive_%s_pool%dd(): Expected input to have non-zero size for "
                           "non-batch dimensions, but input has sizes %s with dimension %d being "
                           "empty",
                           max ? "max" : "avg", n == 1 ? 2 : n, sizes_in_plane(x, n, a),
                           d + (n == 1 && d == x->ndim - 1));
    spatial(x, n, p);
    for (int d = 0; d < n; d++) {
        int e = 3 - n + d;
        p->out[e] = out[d] < 0 ? p->in[e] : out[d];
    }
    p->n_out = p->out[0] * p->out[1] * p->out[2];
    return true;
}

KtTensor *kt_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out) {
    NnPlane p;
    if (!adaptive(ctx, x, n, out, false, &p)) return NULL;
    if (n < 3 && x->numel == 0) return pooled_like(ctx, x, x->dtype, n, &p); /* of any type */
    if (!kt_nn_check_float(ctx, x, n == 3 ? "adaptive_avg_pool3d_cpu" : "adaptive_avg_pool2d"))
        return NULL;
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? pooled_like(ctx, x, x->dtype, n, &p) : NULL;
    if (y) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->adaptive_avg(&p, (float *)xc->data, (float *)y->data, false);
        else
            NN_F64(ctx)->adaptive_avg(&p, (double *)xc->data, (double *)y->data, false);
    }
    kt_xdecref(ctx, xc);
    return kt_in_format_of(ctx, y, x);
}

KtTensor *kt_adaptive_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int n) {
    NnPlane p;
    if (!adaptive(ctx, x, n, grad->sizes + grad->ndim - n, false, &p) ||
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
    return kt_in_format_of(ctx, r, x);
}

KtTensor *kt_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out,
                               KtTensor **indices) {
    NnPlane p;
    if (!adaptive(ctx, x, n, out, true, &p) ||
        !kt_nn_check_float(ctx, x, n == 3 ? "adaptive_max_pool3d_cpu" : "adaptive_max_pool2d"))
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
    return with_indices(ctx, x, y, ix, indices);
}
