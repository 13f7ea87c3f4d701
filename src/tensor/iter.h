#ifndef KT_ITER_H
#define KT_ITER_H
/* Walks several strided operands of one broadcast shape together. Dimensions are sorted by stride
 * and merged where memory allows, so that the innermost loop (a kernel call) is as long as it can
 * be; large walks are split over the thread pool. */
#include "kernels.h"
#include "tensor.h"

#define KT_ITER_OPS 5

typedef struct KtIter {
    int n_ops, ndim;
    int64_t numel;
    int64_t sizes[KT_MAX_DIMS];
    int64_t strides[KT_ITER_OPS][KT_MAX_DIMS]; /* bytes */
    char *data[KT_ITER_OPS];
} KtIter;

/* Starts with the (broadcast) shape. */
void kt_iter_init(KtIter *it, int ndim, const int64_t *sizes);
/* Adds an operand that broadcasts to the shape (first one: the output, which has the shape). */
void kt_iter_add(KtIter *it, const KtTensor *t);
/* Adds a repeated single element. */
void kt_iter_add_value(KtIter *it, const void *value);
/* Sorts and merges dimensions; call once after the last operand. */
void kt_iter_plan(KtIter *it);
/* Runs the loop over everything. */
void kt_iter_run(KtCtx *ctx, KtIter *it, KtLoopFn loop, const void *param);
/* Plain visit of every inner run, in no particular order, without threads. */
typedef void (*KtIterFn)(void *arg, int64_t n, char *const *p, const int64_t *strides);
void kt_iter_each(KtIter *it, KtIterFn fn, void *arg);
#endif
