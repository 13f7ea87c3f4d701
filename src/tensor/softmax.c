/* softmax and log_softmax with their gradients. The exponentials go through the vectorised unary
 * kernel over the whole shifted tensor. */
#include <math.h>

#include "nn_kernels.h"
#include "nn_util.h"
#include "ops.h"

typedef struct Lines { /* x seen as outer x n x inner */
    int64_t outer, n, inner;
} Lines;

static Lines lines_of(const KtTensor *x, int dim) {
    Lines l = {1, x->ndim ? x->sizes[dim] : 1, 1};
    for (int d = 0; d < dim; d++)
        l.outer *= x->sizes[d];
    for (int d = dim + 1; d < x->ndim; d++)
        l.inner *= x->sizes[d];
    return l;
}

#define T       float
#define NAME(x) x##_f32
#define LOG     logf
#define EXP     expf
#include "kernel_softmax.inc.h"
#undef T
#undef NAME
#undef LOG
#undef EXP
#define T       double
#define NAME(x) x##_f64
#define LOG     log
#define EXP     exp
#include "kernel_softmax.inc.h"
#undef T
#undef NAME
#undef LOG
#undef EXP

KtTensor *kt_softmax(KtCtx *ctx, KtTensor *x, int dim, bool log_form) {
    const char *name = log_form ? "log_softmax_lastdim_kernel_impl" : "softmax_lastdim_kernel_impl";
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) return NULL;
    if (x->dtype == KT_F16 || x->dtype == KT_BF16) {
        KtTensor *f = kt_cast(ctx, x, KT_F32), *y = f ? kt_softmax(ctx, f, dim, log_form) : NULL;
        KtTensor *r = y ? kt_cast(ctx, y, x->dtype) : NULL;
        KT_NN_DROP(ctx, f, y);
        return r;
    }
    if (!kt_nn_check_float(ctx, x, name)) return NULL;
    KtTensor *y = kt_copy_c(ctx, x), *e = NULL;
    if (!y || y->numel == 0) return y;
    Lines l = lines_of(x, dim);
    if (x->dtype == KT_F32)
        shift_by_max_f32((float *)y->data, l);
    else
        shift_by_max_f64((double *)y->data, l);
    e = kt_unary(ctx, KT_OP_EXP, y, KT_NO_DTYPE, log_form ? NULL : y);
    if (!e) {
        kt_decref(ctx, y);
        return NULL;
    }
    if (x->dtype == KT_F32)
        log_form ? sub_log_sum_f32((float *)y->data, (float *)e->data, l)
                 : div_by_sum_f32((float *)y->data, l);
    else
        log_form ? sub_log_sum_f64((double *)y->data, (double *)e->data, l)
                 : div_by_sum_f64((double *)y->data, l);
    kt_decref(ctx, e);
    return y;
}

KtTensor *kt_softmax_backward(KtCtx *ctx, KtTensor *grad, KtTensor *y, int dim, bool log_form) {
    if (!kt_wrap_dim(ctx, &dim, y->ndim) || !kt_nn_same_dtype(ctx, y, grad) ||
        !kt_nn_check_float(ctx, y, "softmax_backward"))
        return NULL;
    KtTensor *g = kt_contiguous(ctx, grad), *yc = g ? kt_contiguous(ctx, y) : NULL;
    KtTensor *e = yc && log_form ? kt_unary(ctx, KT_OP_EXP, yc, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *r = yc && (e || !log_form) ? kt_empty_like(ctx, yc, KT_NO_DTYPE) : NULL;
    if (r && r->numel) {
        Lines l = lines_of(y, dim);
        if (y->dtype == KT_F32)
            backward_f32((float *)r->data, (float *)g->data, (float *)(log_form ? e : yc)->data, l,
                         log_form);
        else
            backward_f64((double *)r->data, (double *)g->data, (double *)(log_form ? e : yc)->data,
                         l, log_form);
    }
    KT_NN_DROP(ctx, g, yc, e);
    return r;
}
