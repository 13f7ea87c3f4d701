/* Batch, layer and group normalisation with their gradients.
 *
 * With xhat = (x - mean) rstd over a set of M elements and gradients g' = g weight, all three share
 *   gx = rstd (g' - mean(g') - xhat mean(g' xhat)).
 * Source: Ioffe and Szegedy 2015; Ba, Kiros and Hinton 2016; Wu and He 2018. */
#include <math.h>
#include <string.h>

#include "half.h"
#include "memory_format.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "norm_low.h"
#include "ops.h"

/* Optional per-channel vectors, made contiguous in x's type. */
static bool vector(KtCtx *ctx, KtTensor *v, const KtTensor *x, KtTensor **out) {
    *out = NULL;
    if (!v) return true;
    if (!kt_nn_same_dtype(ctx, x, v)) return false;
    return (*out = kt_contiguous(ctx, v)) != NULL;
}
#define DATA(T, t) ((t) ? (T *)(t)->data : NULL)

static bool split(KtCtx *ctx, const KtTensor *x, NnShape *s) {
    if (x->ndim < 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "expected at least 2D input (got %dD input)",
                       x->ndim);
    s->batch = x->sizes[0];
    s->channels = x->sizes[1];
    s->plane = 1;
    for (int d = 2; d < x->ndim; d++)
        s->plane *= x->sizes[d];
    return true;
}

/* How batch normalisation sees a tensor: channels as planes, as columns of rows where they lie side
 * by side (the shape is then changed to rows of single elements), or any other layout, for which
 * PyTorch has a form of its own. */
typedef enum Layout { PLANES, ROWS, LOOSE } Layout;
static Layout layout_of(const KtTensor *x, NnShape *s) {
    if (kt_is_contiguous(x)) return PLANES;
    if (!kt_has_format(x, KT_CHANNELS_LAST)) return LOOSE;
    s->batch *= s->plane;
    s->plane = 1;
    return ROWS;
}
/* Of a gradient and its input together. */
static Layout common_layout(const KtTensor *x, const KtTensor *grad, NnShape *s) {
    NnShape other = *s;
    Layout of_grad = layout_of(grad, &other), l = layout_of(x, &other);
    if (l == LOOSE || of_grad != l || kt_suggested_format(x) != kt_suggested_format(grad))
        return LOOSE;
    *s = other;
    return l;
}
/* x as it lies where that is rows, else in C order. */
static KtTensor *laid_out(KtCtx *ctx, KtTensor *x, Layout l) {
    return l == ROWS ? kt_incref(x) : kt_contiguous(ctx, x);
}
/* All dimensions but that of the channels. */
static KtTensor *over_channels(KtCtx *ctx, KtOp op, KtTensor *x) {
    int dims[KT_MAX_DIMS] = {0};
    for (int d = 2; d < x->ndim; d++)
        dims[d - 1] = d;
    return kt_reduce(ctx, op, x, dims, x->ndim - 1, false, KT_NO_DTYPE, NULL);
}

static bool channel_vector(KtCtx *ctx, const KtTensor *v, int64_t channels, const char *name) {
    return !v || v->numel == channels ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "%s should contain %lld elements not %lld", name,
                   (long long)channels, (long long)v->numel);
}

/* torch looks at the first vector given: of another type than x they must be floats beside
 * bfloat16, which kta_batch_norm has dealt with. */
static bool batch_dtypes(KtCtx *ctx, const KtTensor *x, KtTensor *const vectors[4]) {
    for (int i = 0; i < 4; i++) {
        if (!vectors[i]) continue;
        if (vectors[i]->dtype == x->dtype) break;
        bool floats = vectors[i]->dtype == KT_F32;
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "mixed dtype (CPU): expect %s to have scalar type of %s",
                       floats ? "input" : "parameter", floats ? "BFloat16" : "Float");
    }
    for (int i = 0; i < 4; i++)
        if (vectors[i] && !kt_nn_same_dtype(ctx, x, vectors[i])) return false;
    return true;
}

/* Running statistics are written in place: a contiguous copy of those that are not, */
static bool open_statistic(KtCtx *ctx, KtTensor *t, KtTensor **out) {
    *out = t ? kt_contiguous(ctx, t) : NULL;
    return !t || *out;
}
/* which goes back behind the computation. PyTorch counts that as no change. */
static bool close_statistic(KtCtx *ctx, KtTensor *t, KtTensor *open, bool ok, bool changed) {
    if (ok && t && changed && open->data != t->data) {
        uint32_t version = t->storage->version;
        ok = kt_copy(ctx, t, open);
        t->storage->version = version;
    }
    kt_xdecref(ctx, open);
    return ok;
}

/* In evaluation the forward pass takes the root in the type of the values, the gradient in double.
 */
static void finer_deviations(KtTensor *rstd, const KtTensor *var, double eps) {
    for (int64_t c = 0; c < rstd->numel; c++)
        if (rstd->dtype == KT_F32)
            ((float *)rstd->data)[c] = (float)(1 / sqrt((double)((float *)var->data)[c] + eps));
        else
            ((double *)rstd->data)[c] = 1 / sqrt(((double *)var->data)[c] + eps);
}

static inline float low(double x) {
    return kt_bf16_to_float(kt_float_to_bf16((float)x));
}
/* The statistics of training where parameters are bfloat16: means and sums of squares are kept in
 * it, and what is made of them is rounded again. */
static bool low_stats(KtCtx *ctx, const NnShape *s, const KtTensor *x, KtTensor *run_mean,
                      KtTensor *run_var, double momentum, double eps, KtTensor *mean,
                      KtTensor *rstd) {
    KtTensor *seen = kt_zeros(ctx, KT_F32, 1, &s->channels),
             *spread = seen ? kt_zeros(ctx, KT_F32, 1, &s->channels) : NULL;
    if (spread) {
        float *mu = (float *)mean->data, *r = (float *)rstd->data, *rm = DATA(float, run_mean),
              *rv = DATA(float, run_var);
        const float *variance = (float *)spread->data;
        NN_F32(ctx)->batch_stats(s, (float *)x->data, (float *)seen->data, (float *)spread->data,
                                 true, 1, eps, mu, r);
        const double n = (double)(s->batch * s->plane);
        const float take = low(momentum), keep = low((double)(1 - take));
        for (int64_t c = 0; c < s->channels; c++) {
            double squares = n > 1 ? (double)low((double)variance[c] * (n - 1)) : 0;
            mu[c] = low((double)mu[c]);
            r[c] = low(1 / sqrt((double)low(squares / (double)low(n)) + eps));
            if (rm)
                rm[c] = low((double)(low((double)(take * mu[c])) + low((double)(keep * rm[c]))));
            if (rv) {
                float unbiased = low(squares / (double)low(n - 1));
                rv[c] = low((double)fmaf(take, unbiased, low((double)(keep * rv[c]))));
            }
        }
    }
    KT_NN_DROP(ctx, seen, spread);
    return spread != NULL;
}

/* What training sees of a tensor of loose layout; x in C order. */
static bool loose_stats(KtCtx *ctx, const NnShape *s, KtTensor *x, KtTensor *dense,
                        KtTensor *run_mean, KtTensor *run_var, double momentum, double eps,
                        KtTensor *mean, KtTensor *rstd) {
    KtTensor *means = over_channels(ctx, KT_OP_MEAN, x),
             *squares = means ? kt_empty(ctx, KT_F64, 1, &s->channels) : NULL;
    bool ok = squares && kt_copy(ctx, mean, means);
    double *sq = ok ? (double *)squares->data : NULL;
    const double n = (double)(s->batch * s->plane);
    if (ok && x->dtype == KT_F32)
        NN_F32(ctx)->loose_stats(s, (float *)dense->data, (float *)mean->data, sq);
    else if (ok)
        NN_F64(ctx)->loose_stats(s, (double *)dense->data, (double *)mean->data, sq);
#define UPDATE(T)                                                                                  \
    for (int64_t c = 0; c < s->channels; c++) {                                                    \
        T *m = (T *)mean->data, *rm = DATA(T, run_mean), *rv = DATA(T, run_var);                   \
        ((T *)rstd->data)[c] = (T)(1 / sqrt(sq[c] / n + eps));                                     \
        if (rm) rm[c] = (T)(momentum * (double)m[c] + (1 - momentum) * (double)rm[c]);             \
        if (rv) rv[c] = (T)(momentum * (sq[c] / (n - 1)) + (1 - momentum) * (double)rv[c]);        \
    }
    if (ok && x->dtype == KT_F32) {
        UPDATE(float)
    } else if (ok) {
        UPDATE(double)
    }
#undef UPDATE
    KT_NN_DROP(ctx, means, squares);
    return ok;
}

/* Without a second dimension there are no channels: what is given for each must be empty. */
static bool no_channels_fit(KtCtx *ctx, const KtTensor *x, const KtTensor *weight,
                            const KtTensor *bias, const KtTensor *mean, const KtTensor *var) {
    const struct {
        const char *name;
        const KtTensor *t;
    } given[] = {{"running_mean", mean}, {"running_var", var}, {"weight", weight}, {"bias", bias}};
    for (size_t i = 0; x->ndim < 2 && i < sizeof given / sizeof *given; i++)
        if (given[i].t && given[i].t->numel)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "%s should contain 0 elements not %lld",
                           given[i].name, (long long)given[i].t->numel);
    return true;
}
static KtTensor *batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                            KtTensor *running_mean, KtTensor *running_var, bool training,
                            double momentum, double eps, KtTensor **save_mean, KtTensor **save_rstd,
                            bool low_form) {
    NnShape s;
    if (!no_channels_fit(ctx, x, weight, bias, running_mean, running_var)) return NULL;
    if (!split(ctx, x, &s)) return NULL;
    if (!training && (!running_mean || !running_var))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s must be defined in evaluation mode",
                            running_mean ? "running_var" : "running_mean");
    KtTensor *vectors[4] = {weight, bias, running_mean, running_var};
    if (!channel_vector(ctx, running_mean, s.channels, "running_mean") ||
        !channel_vector(ctx, running_var, s.channels, "running_var") ||
        !channel_vector(ctx, weight, s.channels, "weight") ||
        !channel_vector(ctx, bias, s.channels, "bias") ||
        !kt_nn_check_float(ctx, x, "batch_norm") || !batch_dtypes(ctx, x, vectors))
        return NULL;
    KtTensor *w, *b = NULL, *xc = NULL, *y = NULL, *mean = NULL, *rstd = NULL, *rm = NULL,
                 *rv = NULL;
    const bool low_stats_wanted = low_form && training;
    const Layout layout = low_stats_wanted ? PLANES : layout_of(x, &s);
    bool ok = vector(ctx, weight, x, &w) && vector(ctx, bias, x, &b) &&
              open_statistic(ctx, running_mean, &rm) && open_statistic(ctx, running_var, &rv) &&
              (xc = laid_out(ctx, x, layout)) &&
              (y = layout == ROWS ? kt_empty_like_format(ctx, x, -1, KT_CHANNELS_LAST)
                                  : kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (mean = kt_empty(ctx, x->dtype, 1, &s.channels)) &&
              (rstd = kt_empty(ctx, x->dtype, 1, &s.channels));
    const bool loose = layout == LOOSE && x->numel, loose_training = loose && training;
    if (ok && loose_training) ok = loose_stats(ctx, &s, x, xc, rm, rv, momentum, eps, mean, rstd);
    if (ok && low_stats_wanted) ok = low_stats(ctx, &s, xc, rm, rv, momentum, eps, mean, rstd);
    if (ok && !low_stats_wanted && !loose_training) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->batch_stats(&s, (float *)xc->data, DATA(float, rm), DATA(float, rv),
                                     training, momentum, eps, (float *)mean->data,
                                     (float *)rstd->data);
        else
            NN_F64(ctx)->batch_stats(&s, (double *)xc->data, DATA(double, rm), DATA(double, rv),
                                     training, momentum, eps, (double *)mean->data,
                                     (double *)rstd->data);
    }
    if (ok) {
        if (x->dtype == KT_F32)
            (loose ? NN_F32(ctx)->loose_apply : NN_F32(ctx)->batch_apply)(
                &s, (float *)xc->data, (float *)mean->data, (float *)rstd->data, DATA(float, w),
                DATA(float, b), (float *)y->data);
        else
            (loose ? NN_F64(ctx)->loose_apply : NN_F64(ctx)->batch_apply)(
                &s, (double *)xc->data, (double *)mean->data, (double *)rstd->data, DATA(double, w),
                DATA(double, b), (double *)y->data);
        if (!training) finer_deviations(rstd, rv, eps);
    }
    KT_NN_DROP(ctx, w, b, xc);
    ok = close_statistic(ctx, running_mean, rm, ok, training);
    ok = close_statistic(ctx, running_var, rv, ok, training);
    if (!ok) {
        KT_NN_DROP(ctx, y, mean, rstd);
        return NULL;
    }
    *save_mean = mean;
    *save_rstd = rstd;
    if (layout == LOOSE) y = kt_in_format_of(ctx, y, x);
    if (!y) KT_NN_DROP(ctx, mean, rstd);
    return y;
}

KtTensor *kt_batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                        KtTensor *running_mean, KtTensor *running_var, bool training,
                        double momentum, double eps, KtTensor **save_mean, KtTensor **save_rstd) {
    return batch_norm(ctx, x, weight, bias, running_mean, running_var, training, momentum, eps,
                      save_mean, save_rstd, false);
}
KtTensor *kt_batch_norm_low(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                            KtTensor *running_mean, KtTensor *running_var, bool training,
                            double momentum, double eps, KtTensor **save_mean,
                            KtTensor **save_rstd) {
    return batch_norm(ctx, x, weight, bias, running_mean, running_var, training, momentum, eps,
                      save_mean, save_rstd, true);
}

bool kt_batch_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *weight,
                            KtTensor *mean, KtTensor *rstd, bool training, KtTensor **gx,
                            KtTensor **gw, KtTensor **gb) {
    NnShape s;
    if (!split(ctx, x, &s) || !kt_nn_check_float(ctx, x, "batch_norm_backward") ||
        !kt_nn_same_dtype(ctx, x, grad))
        return false;
    KtTensor *w, *xc = NULL, *g = NULL, *rx = NULL, *rw = NULL, *rb = NULL;
    const Layout layout = x->numel ? common_layout(x, grad, &s) : PLANES;
    bool ok = vector(ctx, weight, x, &w) && (xc = laid_out(ctx, x, layout)) &&
              (g = laid_out(ctx, grad, layout)) &&
              (rx = layout == ROWS ? kt_empty_like_format(ctx, x, -1, KT_CHANNELS_LAST)
                                   : kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (rw = kt_zeros(ctx, x->dtype, 1, &s.channels)) &&
              (rb = layout == LOOSE ? over_channels(ctx, KT_OP_SUM, grad)
                                    : kt_zeros(ctx, x->dtype, 1, &s.channels));
    if (ok && layout == LOOSE) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->loose_backward(
                &s, (float *)g->data, (float *)xc->data, (float *)mean->data, (float *)rstd->data,
                DATA(float, w), training, (float *)rx->data, (float *)rw->data, (float *)rb->data);
        else
            NN_F64(ctx)->loose_backward(&s, (double *)g->data, (double *)xc->data,
                                        (double *)mean->data, (double *)rstd->data, DATA(double, w),
                                        training, (double *)rx->data, (double *)rw->data,
                                        (double *)rb->data);
    } else if (ok) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->batch_backward(
                &s, (float *)g->data, (float *)xc->data, (float *)mean->data, (float *)rstd->data,
                DATA(float, w), training, (float *)rx->data, (float *)rw->data, (float *)rb->data);
        else
            NN_F64(ctx)->batch_backward(&s, (double *)g->data, (double *)xc->data,
                                        (double *)mean->data, (double *)rstd->data, DATA(double, w),
                                        training, (double *)rx->data, (double *)rw->data,
                                        (double *)rb->data);
    }
    KT_NN_DROP(ctx, w, xc, g);
    if (ok && layout == LOOSE) ok = (rx = kt_in_format_of(ctx, rx, x)) != NULL;
    if (ok && gx) *gx = kt_incref(rx);
    if (ok && gw) *gw = kt_incref(rw);
    if (ok && gb) *gb = kt_incref(rb);
    KT_NN_DROP(ctx, rx, rw, rb);
    return ok;
}

/* Rows of `size` elements; the affine vectors have one entry per element (layer norm). */
static bool layer_rows(KtCtx *ctx, const KtTensor *x, int n, const int64_t *shape, int64_t *rows,
                       int64_t *size) {
    char a[512], b[512];
    bool fits = n <= x->ndim;
    if (n == 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected normalized_shape to be at least 1-dimensional, i.e., containing "
                       "at least one element, but got normalized_shape = []");
    *size = 1;
    for (int d = 0; fits && d < n; d++) {
        fits = x->sizes[x->ndim - n + d] == shape[d];
        *size *= shape[d];
    }
    if (!fits) {
        kt_nn_join(n, shape, ", ", a);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given normalized_shape=[%s], expected input with shape [*, %s], but got "
                       "input of size%s",
                       a, a, kt_nn_sizes(x, b));
    }
    *rows = *size ? x->numel / *size : 0;
    return true;
}

static bool layer_vector(KtCtx *ctx, const KtTensor *v, int n, const int64_t *shape,
                         const char *name) {
    char a[512], b[512];
    if (!v || (v->ndim == n && !memcmp(v->sizes, shape, sizeof(int64_t) * (size_t)n))) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Expected %s to be of same shape as normalized_shape, but got %s of shape %s "
                   "and normalized_shape = [%s]",
                   name, name, kt_nn_sizes(v, a), kt_nn_join(n, shape, ", ", b));
}

/* bfloat16: by floats that are rounded on the way as PyTorch rounds them. */
static KtTensor *layer_low(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias, int64_t rows,
                           int64_t size, double eps, KtTensor **mean_out, KtTensor **rstd_out) {
    KtTensor *f = kt_cast(ctx, x, KT_F32), *xc = f ? kt_contiguous(ctx, f) : NULL;
    KtTensor *wf = xc && weight ? kt_cast(ctx, weight, KT_F32) : NULL,
             *w = wf ? kt_contiguous(ctx, wf) : NULL,
             *bf = xc && bias ? kt_cast(ctx, bias, KT_F32) : NULL,
             *b = bf ? kt_contiguous(ctx, bf) : NULL;
    KtTensor *y = NULL, *mean = NULL, *rstd = NULL, *r = NULL;
    bool ok = xc && (w || !weight) && (b || !bias) && (y = kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (mean = kt_empty(ctx, KT_F32, 1, &rows)) && (rstd = kt_empty(ctx, KT_F32, 1, &rows));
    if (ok) {
        kt_layer_low(rows, size, (float *)xc->data, DATA(float, w), DATA(float, b), eps,
                     (float *)y->data, (float *)mean->data, (float *)rstd->data);
        *mean_out = kt_cast(ctx, mean, KT_BF16);
        *rstd_out = *mean_out ? kt_cast(ctx, rstd, KT_BF16) : NULL;
        r = *rstd_out ? kt_cast(ctx, y, KT_BF16) : NULL;
        if (!r) KT_NN_DROP(ctx, *mean_out, *rstd_out);
    }
    KT_NN_DROP(ctx, f, xc, wf, w, bf, b, y, mean, rstd);
    return r;
}

KtTensor *kt_layer_norm(KtCtx *ctx, KtTensor *x, int n, const int64_t *shape, KtTensor *weight,
                        KtTensor *bias, double eps, KtTensor **mean_out, KtTensor **rstd_out) {
    int64_t rows, size;
    if ((n && (!layer_vector(ctx, weight, n, shape, "weight") ||
               !layer_vector(ctx, bias, n, shape, "bias"))) ||
        !layer_rows(ctx, x, n, shape, &rows, &size))
        return NULL;
    if (x->dtype == KT_BF16)
        return layer_low(ctx, x, weight, bias, rows, size, eps, mean_out, rstd_out);
    if (!kt_nn_check_float(ctx, x, "LayerNormKernelImpl")) return NULL;
    KtTensor *w, *b = NULL, *xc = NULL, *y = NULL, *mean = NULL, *rstd = NULL;
    KtScalar one = kt_scalar_int(1);
    bool ok = vector(ctx, weight, x, &w) && vector(ctx, bias, x, &b) &&
              (w || !b ||
               (w = kt_full(ctx, x->dtype, 1, &size, &one))) && /* the kernel has none or both */
              (xc = kt_contiguous(ctx, x)) &&
              (y = kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (mean = kt_empty(ctx, x->dtype, 1, &rows)) &&
              (rstd = kt_empty(ctx, x->dtype, 1, &rows));
    if (ok) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->layer_forward(rows, size, (float *)xc->data, DATA(float, w),
                                       DATA(float, b), eps, (float *)y->data, (float *)mean->data,
                                       (float *)rstd->data);
        else
            NN_F64(ctx)->layer_forward(rows, size, (double *)xc->data, DATA(double, w),
                                       DATA(double, b), eps, (double *)y->data,
                                       (double *)mean->data, (double *)rstd->data);
    }
    KT_NN_DROP(ctx, w, b, xc);
    if (!ok) {
        KT_NN_DROP(ctx, y, mean, rstd);
        return NULL;
    }
    *mean_out = mean;
    *rstd_out = rstd;
    return y;
}

static bool layer_low_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int n, int64_t rows,
                               int64_t size, KtTensor *weight, KtTensor *mean, KtTensor *rstd,
                               KtTensor **gx, KtTensor **gw, KtTensor **gb) {
    const int64_t *shape = x->sizes + x->ndim - n;
    KtTensor *in[5] = {grad, x, mean, rstd, weight}, *f[5] = {NULL}, *c[5] = {NULL};
    bool ok = true;
    for (int i = 0; i < 5; i++) {
        f[i] = ok && in[i] ? kt_cast(ctx, in[i], KT_F32) : NULL;
        c[i] = f[i] ? kt_contiguous(ctx, f[i]) : NULL;
        ok = ok && (c[i] || !in[i]);
    }
    KtTensor *rx = ok ? kt_empty_like(ctx, c[1], KT_NO_DTYPE) : NULL,
             *rw = rx ? kt_zeros(ctx, KT_F32, n, shape) : NULL,
             *rb = rw ? kt_zeros(ctx, KT_F32, n, shape) : NULL;
    if (rb)
        kt_layer_low_backward(rows, size, (float *)c[0]->data, (float *)c[1]->data,
                              DATA(float, c[4]), (float *)c[2]->data, (float *)c[3]->data,
                              (float *)rx->data, (float *)rw->data, (float *)rb->data);
    ok = rb && (!gx || (*gx = kt_cast(ctx, rx, KT_BF16))) &&
         (!gw || (*gw = kt_cast(ctx, rw, KT_BF16))) && (!gb || (*gb = kt_cast(ctx, rb, KT_BF16)));
    KT_NN_DROP(ctx, rx, rw, rb);
    kt_nn_drop(ctx, 5, f);
    kt_nn_drop(ctx, 5, c);
    return ok;
}

bool kt_layer_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int n, KtTensor *weight,
                            KtTensor *mean, KtTensor *rstd, KtTensor **gx, KtTensor **gw,
                            KtTensor **gb) {
    int64_t rows, size;
    const int64_t *shape = x->sizes + x->ndim - n;
    if (!layer_rows(ctx, x, n, shape, &rows, &size)) return false;
    if (x->dtype == KT_BF16 && grad->dtype == KT_BF16)
        return layer_low_backward(ctx, grad, x, n, rows, size, weight, mean, rstd, gx, gw, gb);
    if (!kt_nn_check_float(ctx, x, "LayerNormBackwardKernelImpl") ||
        !kt_nn_same_dtype(ctx, x, grad))
        return false;
    KtTensor *w, *xc = NULL, *g = NULL, *rx = NULL, *rw = NULL, *rb = NULL;
    bool ok = vector(ctx, weight, x, &w) && (xc = kt_contiguous(ctx, x)) &&
              (g = kt_contiguous(ctx, grad)) && (rx = kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (rw = kt_zeros(ctx, x->dtype, n, shape)) && (rb = kt_zeros(ctx, x->dtype, n, shape));
    if (ok) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->layer_backward(rows, size, (float *)g->data, (float *)xc->data,
                                        DATA(float, w), (float *)mean->data, (float *)rstd->data,
                                        (float *)rx->data, (float *)rw->data, (float *)rb->data);
        else
            NN_F64(ctx)->layer_backward(rows, size, (double *)g->data, (double *)xc->data,
                                        DATA(double, w), (double *)mean->data, (double *)rstd->data,
                                        (double *)rx->data, (double *)rw->data, (double *)rb->data);
    }
    KT_NN_DROP(ctx, w, xc, g);
    if (ok && gx) *gx = kt_incref(rx);
    if (ok && gw) *gw = kt_incref(rw);
    if (ok && gb) *gb = kt_incref(rb);
    KT_NN_DROP(ctx, rx, rw, rb);
    return ok;
}

/* The message about the bias shows the weight's sizes, as torch's does. */
static bool group_vector(KtCtx *ctx, const KtTensor *v, const KtTensor *shown, const KtTensor *x,
                         const char *name) {
    char a[512] = "[0]", b[512];
    if (!v || (v->ndim == 1 && v->numel == x->sizes[1])) return true;
    if (shown) kt_nn_sizes(shown, a);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Expected %s to be a vector of size equal to the number of channels in input, "
                   "but got %s of shape %s and input of shape %s",
                   name, name, a, kt_nn_sizes(x, b));
}

KtTensor *kt_group_norm(KtCtx *ctx, KtTensor *x, int64_t groups, KtTensor *weight, KtTensor *bias,
                        double eps, KtTensor **mean_out, KtTensor **rstd_out) {
    NnShape s;
    char a[512];
    if (x->ndim < 2)
        return kt_fail_null(ctx, KT_INDEX_ERROR,
                            x->ndim ? "Dimension out of range (expected to be in range of [-1, 0], "
                                      "but got 1)"
                                    : "Dimension specified as 0 but tensor has no dimensions");
    if (!split(ctx, x, &s)) return NULL;
    if (groups <= 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected num groups to be greater than 0, got %lld",
                            (long long)groups);
    if (s.channels % groups)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected number of channels in input to be divisible by num_groups, "
                            "but got input of shape %s and num_groups=%lld",
                            kt_nn_sizes(x, a), (long long)groups);
    if (!group_vector(ctx, weight, weight, x, "weight") ||
        !group_vector(ctx, bias, weight, x, "bias") ||
        !kt_nn_check_float(ctx, x, "GroupNormKernelImpl"))
        return NULL;
    int64_t rows = s.batch * groups;
    KtTensor *w, *b = NULL, *xc = NULL, *y = NULL, *mean = NULL, *rstd = NULL;
    bool ok = vector(ctx, weight, x, &w) && vector(ctx, bias, x, &b) &&
              (xc = kt_contiguous(ctx, x)) && (y = kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (mean = kt_empty(ctx, x->dtype, 1, &rows)) &&
              (rstd = kt_empty(ctx, x->dtype, 1, &rows));
    if (ok) {
        if (x->dtype == KT_F32) {
            NN_F32(ctx)->group_forward(&s, groups, (float *)xc->data, DATA(float, w),
                                       DATA(float, b), eps, (float *)y->data, (float *)mean->data,
                                       (float *)rstd->data);
        } else {
            NN_F64(ctx)->group_forward(&s, groups, (double *)xc->data, DATA(double, w),
                                       DATA(double, b), eps, (double *)y->data,
                                       (double *)mean->data, (double *)rstd->data);
        }
    }
    KT_NN_DROP(ctx, w, b, xc);
    if (!ok) {
        KT_NN_DROP(ctx, y, mean, rstd);
        return NULL;
    }
    *mean_out = mean;
    *rstd_out = rstd;
    y = kt_in_format_of(ctx, y, x);
    if (!y) KT_NN_DROP(ctx, mean, rstd);
    return y;
}

bool kt_group_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int64_t groups,
                            KtTensor *weight, KtTensor *mean, KtTensor *rstd, KtTensor **gx,
                            KtTensor **gw, KtTensor **gb) {
    NnShape s;
    if (!split(ctx, x, &s) || !kt_nn_check_float(ctx, x, "GroupNormBackwardKernelImpl") ||
        !kt_nn_same_dtype(ctx, x, grad))
        return false;
    KtTensor *w, *xc = NULL, *g = NULL, *rx = NULL, *rw = NULL, *rb = NULL;
    bool ok = vector(ctx, weight, x, &w) && (xc = kt_contiguous(ctx, x)) &&
              (g = kt_contiguous(ctx, grad)) && (rx = kt_empty_like(ctx, xc, KT_NO_DTYPE)) &&
              (rw = kt_zeros(ctx, x->dtype, 1, &s.channels)) &&
              (rb = kt_zeros(ctx, x->dtype, 1, &s.channels));
    if (ok) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->group_backward(&s, groups, (float *)g->data, (float *)xc->data,
                                        DATA(float, w), (float *)mean->data, (float *)rstd->data,
                                        (float *)rx->data, (float *)rw->data, (float *)rb->data);
        else
            NN_F64(ctx)->group_backward(&s, groups, (double *)g->data, (double *)xc->data,
                                        DATA(double, w), (double *)mean->data, (double *)rstd->data,
                                        (double *)rx->data, (double *)rw->data, (double *)rb->data);
    }
    KT_NN_DROP(ctx, w, xc, g);
    if (ok && gx) *gx = kt_incref(rx);
    if (ok && gw) *gw = kt_incref(rw);
    if (ok && gb) *gb = kt_incref(rb);
    KT_NN_DROP(ctx, rx, rw, rb);
    return ok;
}
