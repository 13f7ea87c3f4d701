/* Sums and products of half precision in NumPy's steps: its loop computes in float along the
 * dimensions that lie one after the other in memory, and rounds before it goes on elsewhere. */
#include <math.h>
#include <stdlib.h>

#include "../tensor/half.h"
#include "../tensor/kernels.h"
#include "../tensor/memory.h"
#include "numpy_core.h"

enum { BUFFER = 8192, BLOCK = 128 };

/* How the dimensions are gone through: `inner` as one line, `outer` step by step, and what remains
 * is the result's. The last of each varies fastest. */
typedef struct Plan {
    int outer[KT_MAX_DIMS], rest[KT_MAX_DIMS];
    int n_outer, n_rest;
    int64_t length, step; /* of a line, in elements */
    int64_t cells;        /* of the result */
} Plan;

/* The dimensions that are folded; false: the axes are none of x, or not apart. */
static bool mark_axes(const KtTensor *x, const int *axes, int n, bool have, bool *folded) {
    for (int i = 0; i < x->ndim; i++)
        folded[i] = !have;
    for (int k = 0; have && k < n; k++) {
        int i = axes[k] < 0 ? axes[k] + x->ndim : axes[k];
        if (i < 0 || i >= x->ndim || folded[i]) return false;
        folded[i] = true;
    }
    return true;
}

static void make_plan(const KtTensor *x, const bool *folded, Plan *p) {
    int order[KT_MAX_DIMS], n = 0, last = -1, k = 0;
    *p = (Plan){.length = 1, .cells = 1};
    for (int i = 0; i < x->ndim;
         i++) { /* the smallest steps first, the later dimension of equals */
        if (!folded[i]) {
            p->rest[p->n_rest++] = i;
            p->cells *= x->sizes[i];
        }
        if (x->sizes[i] <= 1) continue;
        int at = n++;
        for (; at && llabs(x->strides[order[at - 1]]) >= llabs(x->strides[i]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (; k < n && folded[order[k]]; k++) {
        int i = order[k];
        if (last >= 0 && x->strides[i] != x->strides[last] * x->sizes[last]) break;
        if (last < 0) p->step = x->strides[i];
        p->length *= x->sizes[i];
        last = i;
    }
    for (int j = n - 1; j >= k; j--)
        if (folded[order[j]]) p->outer[p->n_outer++] = order[j];
}

static float pairwise_sum(const float *x, int64_t n) {
    if (n < 8) {
        float sum = 0;
        for (int64_t i = 0; i < n; i++)
            sum += x[i];
        return sum;
    }
    if (n > BLOCK) {
        int64_t half = n / 2;
        half -= half % 8;
        return pairwise_sum(x, half) + pairwise_sum(x + half, n - half);
    }
    float r[8];
    memcpy(r, x, sizeof r);
    int64_t i = 8;
    for (; i + 8 <= n; i += 8)
        for (int k = 0; k < 8; k++)
            r[k] += x[i + k];
    float sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++)
        sum += x[i];
    return sum;
}

/* The fold of a line, of start and what comes after it. */
static float fold_line(const Plan *p, bool product, const char *from, float start, float *buffer,
                       KtLoopFn to_float) {
    typedef KtF16 At KT_ANYWHERE;
    const At *x = (const At *)(const void *)from;
    if (p->length == 1) {
        float v = kt_f16_to_float(*x);
        return kt_f16_to_float(kt_float_to_f16(product ? start * v : start + v));
    }
    for (int64_t at = 0; at < p->length; at += BUFFER) {
        int64_t n = p->length - at < BUFFER ? p->length - at : BUFFER;
        char *both[2] = {(char *)buffer, (char *)(uintptr_t)(x + at * p->step)};
        const int64_t steps[2] = {sizeof *buffer, p->step * (int64_t)sizeof *x};
        to_float(n, both, steps, NULL);
        float r = start;
        for (int64_t i = 0; product && i < n; i++)
            r *= buffer[i];
        if (!product) r = start + pairwise_sum(buffer, n);
        start = kt_f16_to_float(kt_float_to_f16(r));
    }
    return start;
}

/* The offset of the next place in those n dimensions, whose counters lie in at; a place that
 * none has after the last. */
static int64_t next_place(const KtTensor *x, const int *dims, int n, int64_t *at, int64_t offset) {
    for (int k = n - 1; k >= 0; k--) {
        offset += x->strides[dims[k]];
        if (++at[k] < x->sizes[dims[k]]) return offset;
        offset -= x->strides[dims[k]] * x->sizes[dims[k]];
        at[k] = 0;
    }
    return INT64_MIN;
}

KtTensor *np_half_fold(KtCtx *ctx, KtOp op, KtTensor *x, const int *axes, int n, bool have,
                       bool keep) {
    bool folded[KT_MAX_DIMS], product = op == KT_OP_PROD;
    if ((op != KT_OP_SUM && !product) || x->dtype != KT_F16 || !x->numel || ctx->errstate_under)
        return NULL;
    if (!mark_axes(x, axes, n, have, folded)) return NULL;
    for (int i = 0; i < x->ndim; i++)
        if (folded[i] && x->sizes[i] > 1 && x->strides[i] < 0) return NULL;
    Plan p;
    make_plan(x, folded, &p);
    if (p.cells == 1 && p.n_outer) return NULL; /* this, too, goes through NumPy's buffer */
    if (p.n_rest > 1 && !kt_is_contiguous(x)) return NULL; /* the order of the results differs */
    int64_t sizes[KT_MAX_DIMS];
    int ndim = 0;
    for (int i = 0; i < x->ndim; i++)
        if (!folded[i] || keep) sizes[ndim++] = folded[i] ? 1 : x->sizes[i];
    KtScratch s;
    size_t bytes = ((size_t)p.cells + BUFFER) * sizeof(float);
    KtTensor *r = kt_empty(ctx, KT_F16, ndim, sizes);
    if (!r || !kt_scratch_alloc(ctx, bytes, &s)) {
        kt_xdecref(ctx, r);
        kt_clear_error(ctx);
        return NULL;
    }
    KtLoopFn to_float = kt_cast_loop(ctx->kernels, KT_F16, KT_F32);
    float *sums = (float *)(void *)s.data, *buffer = sums + p.cells;
    for (int64_t c = 0; c < p.cells; c++)
        sums[c] = product;
    int64_t outer_at[KT_MAX_DIMS] = {0}, outer = 0;
    while (outer != INT64_MIN) {
        int64_t at[KT_MAX_DIMS] = {0}, place = outer;
        for (int64_t c = 0; c < p.cells; c++) {
            sums[c] = fold_line(&p, product, x->data + place * 2, sums[c], buffer, to_float);
            place = next_place(x, p.rest, p.n_rest, at, place);
        }
        outer = next_place(x, p.outer, p.n_outer, outer_at, outer);
    }
    bool finite = true; /* what is not has events to be told of */
    for (int64_t c = 0; c < p.cells; c++) {
        ((KtF16 *)(void *)r->data)[c] = kt_float_to_f16(sums[c]);
        finite = finite && isfinite(sums[c]);
    }
    kt_scratch_free(ctx, &s);
    if (finite) return r;
    kt_decref(ctx, r);
    return NULL;
}
