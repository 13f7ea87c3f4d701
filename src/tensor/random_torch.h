#ifndef KT_RANDOM_TORCH_H
#define KT_RANDOM_TORCH_H
/* What the files with PyTorch's random functions share: single draws, and the walk over the
 * elements of a tensor in drawing order.
 *
 * The streams are those of PyTorch's builds without MKL, bit for bit. Only what PyTorch's AVX2
 * kernels fuse is a fused multiply-add in these files; the pragmas keep the compiler from
 * contracting more, so that the stream is the same on every machine. Included last. */
#include "random.h"

#include <stdlib.h>
#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

/* [0, 1) from 24 bits. */
static inline float kt_rng_float(KtRng *g) {
    return (float)(kt_rng_u32(g) & 0xffffff) * 0x1p-24f;
}

/* One number at a time; the second one of a pair is kept for the next call. */
double kt_rng_normal(KtRng *g);

/* ---- visiting the elements of any tensor in drawing order ---- */

/* Elements in memory order: dimensions sorted by stride, as PyTorch's iterator walks a tensor that
 * it writes to. A contiguous tensor is the row-major special case. */
typedef struct KtWalk {
    char *at;
    int64_t left, itemsize;
    int ndim;
    int64_t size[KT_MAX_DIMS], step[KT_MAX_DIMS],
        index[KT_MAX_DIMS]; /* innermost first; step in bytes */
} KtWalk;

static inline void kt_walk_init(KtWalk *w, KtTensor *t) {
    w->at = t->data;
    w->left = t->numel;
    w->ndim = 0;
    for (int d = t->ndim - 1; d >= 0; d--) {
        int64_t step = t->strides[d] * t->itemsize, n = t->sizes[d];
        int at = w->ndim++;
        while (at > 0 && llabs(w->step[at - 1]) > llabs(step)) {
            w->step[at] = w->step[at - 1];
            w->size[at] = w->size[at - 1];
            at--;
        }
        w->step[at] = step;
        w->size[at] = n;
    }
    memset(w->index, 0, sizeof w->index);
}

static inline char *kt_walk_next(KtWalk *w) { /* NULL at the end */
    if (w->left-- <= 0) return NULL;
    char *p = w->at;
    for (int d = 0; d < w->ndim; d++) {
        w->at += w->step[d];
        if (++w->index[d] < w->size[d]) break;
        w->at -= w->step[d] * w->size[d];
        w->index[d] = 0;
    }
    return p;
}

/* The error of a kernel that is for floats alone. */
bool kt_random_needs_float(KtCtx *ctx, const KtTensor *t, const char *kernel);

/* Its elements are others now. */
static inline void kt_wrote(KtTensor *t) {
    t->storage->version++;
}

/* Writes the double v to every kind of float. */
static inline void kt_put(int dtype, char *p, double v) {
    if (dtype == KT_F32) {
        *(float *)p = (float)v;
    } else if (dtype == KT_F64) {
        *(double *)p = v;
    } else {
        KtScalar s = kt_scalar_float(v);
        kt_store_scalar(dtype, p, &s);
    }
}

/* The same for whole numbers and every dtype. */
static inline void kt_put_int(int dtype, char *p, int64_t v) {
    if (dtype == KT_I64) {
        *(int64_t *)p = v;
    } else {
        KtScalar s = kt_scalar_int(v);
        kt_store_scalar(dtype, p, &s);
    }
}

#endif
