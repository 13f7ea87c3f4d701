/* Images brought to another size in 1, 2 or 3 dimensions, by the nearest element or linearly
 * between two, with the gradient. Places and weights are worked out once per dimension; loops run
 * in three dimensions, missing ones having size 1. Weights, sums and the order in which an element
 * of the gradient gets its parts are PyTorch's, so that bits are. */
#include <math.h>

#include "memory.h"
#include "memory_format.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "tensor.h"

typedef struct Tables { /* places, then weights, of all dimensions in one block */
    NnResize r;
    void *block;
    size_t size;
} Tables;

/* Input steps per output step, rounded as a float where the elements are floats. */
static double step_of(const KtImageResize *s, int d, bool f32, int64_t in) {
    int64_t out = s->out[d];
    double step = s->linear && s->align ? (out > 1 ? (double)(in - 1) / (double)(out - 1) : 0)
                  : s->factor[d] > 0    ? 1 / s->factor[d]
                                        : (double)in / (double)out;
    return f32 || !s->linear ? (double)(float)step : step;
}
static void linear_table(const KtImageResize *s, int d, bool f32, int64_t in, int64_t *lo,
                         int64_t *hi, double *weight) {
    double step = step_of(s, d, f32, in);
    for (int64_t i = 0; i < s->out[d]; i++) {
        double at = s->align ? step * (double)i : fma(step, (double)i + 0.5, -0.5);
        if (at < 0) at = 0;
        int64_t k = (int64_t)at < in - 1 ? (int64_t)at : in - 1;
        bool same = in == s->out[d];
        double w = at - (double)k < 1 ? at - (double)k : 1;
        lo[i] = same ? i : k;
        hi[i] = same || k == in - 1 ? lo[i] : k + 1;
        weight[i] = same ? 0 : w;
    }
}
int64_t kt_nearest_place(int64_t i, float step, bool middle) {
    return (int64_t)floorf(middle ? (float)(((double)i + 0.5) * (double)step) : (float)i * step);
}
static void nearest_table(const KtImageResize *s, int d, int64_t in, int64_t *lo) {
    float step = (float)step_of(s, d, true, in);
    for (int64_t i = 0; i < s->out[d]; i++) {
        int64_t k = kt_nearest_place(i, step, s->align);
        lo[i] = k < in ? k : in - 1;
    }
}

/* The geometry between images of x's sizes and their resized ones. */
static bool make_tables(KtCtx *ctx, Tables *t, const KtImageResize *s, int dtype, int ndim,
                        const int64_t *sizes) {
    int64_t total = 0;
    *t = (Tables){.r = {.n = s->n, .n_in = 1, .n_out = 1}};
    t->r.planes = 1;
    for (int d = 0; d < ndim - s->n; d++)
        t->r.planes *= sizes[d];
    for (int e = 0; e < 3; e++) {
        int d = e - (3 - s->n);
        t->r.in[e] = d < 0 ? 1 : sizes[ndim - s->n + d];
        t->r.out[e] = d < 0 ? 1 : s->out[d];
        t->r.n_in *= t->r.in[e];
        t->r.n_out *= t->r.out[e];
        total += t->r.out[e];
    }
    t->size = (size_t)total * (2 * sizeof(int64_t) + sizeof(double));
    if (!(t->block = kb_calloc(ctx->alloc, t->size))) return kt_fail_memory(ctx, t->size);
    int64_t *lo = t->block, *hi = lo + total;
    double *weight = (double *)(hi + total);
    for (int e = 0; e < 3; e++) {
        int d = e - (3 - s->n);
        t->r.lo[e] = lo;
        t->r.hi[e] = hi;
        t->r.weight[e] = weight;
        if (d >= 0 && s->linear)
            linear_table(s, d, dtype == KT_F32, t->r.in[e], lo, hi, weight);
        else if (d >= 0)
            nearest_table(s, d, t->r.in[e], lo);
        lo += t->r.out[e];
        hi += t->r.out[e];
        weight += t->r.out[e];
    }
    return true;
}

KtTensor *kt_image_resize(KtCtx *ctx, KtTensor *x, const KtImageResize *s) {
    Tables t;
    int64_t sizes[KT_MAX_DIMS], lines;
    for (int d = 0; d < x->ndim; d++)
        sizes[d] = d < x->ndim - s->n ? x->sizes[d] : s->out[d - (x->ndim - s->n)];
    if (!kt_nn_check_float(ctx, x, "interpolate") ||
        !make_tables(ctx, &t, s, x->dtype, x->ndim, x->sizes))
        return NULL;
    lines = 6 * t.r.out[2];
    KtTensor *xc = kt_contiguous(ctx, x), *y = xc ? kt_empty(ctx, x->dtype, x->ndim, sizes) : NULL,
             *room = y ? kt_empty(ctx, x->dtype, 1, &lines) : NULL;
    if (room && x->dtype == KT_F32 && s->linear)
        NN_F32(ctx)->resize_linear(&t.r, (float *)xc->data, (float *)y->data, (float *)room->data);
    else if (room && s->linear)
        NN_F64(ctx)->resize_linear(&t.r, (double *)xc->data, (double *)y->data,
                                   (double *)room->data);
    else if (room && x->dtype == KT_F32)
        NN_F32(ctx)->resize_nearest(&t.r, (float *)xc->data, (float *)y->data, false);
    else if (room)
        NN_F64(ctx)->resize_nearest(&t.r, (double *)xc->data, (double *)y->data, false);
    kb_free(ctx->alloc, t.block, t.size);
    KT_NN_DROP(ctx, xc, room);
    if (!room) {
        kt_xdecref(ctx, y);
        return NULL;
    }
    return kt_in_format_of(ctx, y, x);
}

KtTensor *kt_image_resize_backward(KtCtx *ctx, KtTensor *grad, const KtTensor *like,
                                   const KtImageResize *s) {
    Tables t;
    if (!kt_nn_same_dtype(ctx, like, grad) ||
        !make_tables(ctx, &t, s, grad->dtype, like->ndim, like->sizes))
        return NULL;
    KtTensor *g = kt_contiguous(ctx, grad),
             *r = g ? kt_zeros(ctx, g->dtype, like->ndim, like->sizes) : NULL;
    if (r && g->dtype == KT_F32 && s->linear)
        NN_F32(ctx)->resize_linear_back(&t.r, (float *)g->data, (float *)r->data);
    else if (r && s->linear)
        NN_F64(ctx)->resize_linear_back(&t.r, (double *)g->data, (double *)r->data);
    else if (r && g->dtype == KT_F32)
        NN_F32(ctx)->resize_nearest(&t.r, (float *)r->data, (float *)g->data, true);
    else if (r)
        NN_F64(ctx)->resize_nearest(&t.r, (double *)r->data, (double *)g->data, true);
    kb_free(ctx->alloc, t.block, t.size);
    kt_xdecref(ctx, g);
    return kt_in_format_of(ctx, r, like);
}
