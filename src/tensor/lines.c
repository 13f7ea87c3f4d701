/* Lines along a dimension. See lines.h. */
#include "lines.h"

#include <string.h>

#include "ops.h"

void kt_for_lines(int dim, int n_ops, KtTensor *const *ts, KtLineFn fn, void *arg) {
    int64_t index[KT_MAX_DIMS] = {0};
    char *p[KT_LINES_OPS] = {NULL};
    const KtTensor *model = NULL;
    for (int k = 0; k < n_ops; k++) {
        if (!ts[k]) continue;
        p[k] = ts[k]->data;
        if (!model) model = ts[k];
    }
    if (!model) return;
    for (int d = 0; d < model->ndim; d++)
        if (d != dim && model->sizes[d] == 0) return;
    for (;;) {
        fn(arg, p);
        int d = model->ndim - 1;
        for (; d >= 0; d--) {
            if (d == dim) continue;
            for (int k = 0; k < n_ops; k++)
                if (ts[k]) p[k] += ts[k]->strides[d] * (int64_t)ts[k]->itemsize;
            if (++index[d] < model->sizes[d]) break;
            for (int k = 0; k < n_ops; k++)
                if (ts[k]) p[k] -= ts[k]->strides[d] * (int64_t)ts[k]->itemsize * model->sizes[d];
            index[d] = 0;
        }
        if (d < 0) return;
    }
}

int kt_line_sizes(const KtTensor *t, int dim, int64_t n, bool keepdim, int64_t *sizes) {
    int nd = 0;
    for (int d = 0; d < t->ndim; d++) {
        if (d == dim && !keepdim) continue;
        sizes[nd++] = d == dim ? n : t->sizes[d];
    }
    return nd;
}

KtTensor *kt_drop_dim(KtCtx *ctx, KtTensor *t, int dim) {
    if (t->ndim == 0) return t;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int nd = 0;
    for (int d = 0; d < t->ndim; d++) {
        if (d == dim) continue;
        sizes[nd] = t->sizes[d];
        strides[nd++] = t->strides[d];
    }
    KtTensor *r = kt_view_raw(ctx, t, t->dtype, t->data, nd, sizes, strides);
    if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    kt_decref(ctx, t);
    return r;
}

bool kt_give_order(KtCtx *ctx, KtTensor *a, int dim, bool ok, KtTensor *ix, KtTensor **values,
                   KtTensor **indices) {
    if (ok && values) {
        *values = a->ndim ? kt_gather(ctx, a, dim, ix, NULL) : kt_copy_c(ctx, a);
        ok = *values != NULL;
    }
    if (ok && indices)
        *indices = ix;
    else
        kt_xdecref(ctx, ix);
    return ok;
}
