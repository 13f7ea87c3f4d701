/* What the neural-network kernels share. */
#include "nn_util.h"

#include <stdio.h>

bool kt_nn_check_float(KtCtx *ctx, const KtTensor *t, const char *op) {
    return t->dtype == KT_F32 || t->dtype == KT_F64 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", op,
                   kt_dtype_info[t->dtype].scalar_name);
}

bool kt_nn_same_dtype(KtCtx *ctx, const KtTensor *a, const KtTensor *b) {
    return a->dtype == b->dtype ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "expected scalar type %s but found %s",
                   kt_dtype_info[a->dtype].scalar_name, kt_dtype_info[b->dtype].scalar_name);
}

const char *kt_nn_join(int n, const int64_t *v, const char *sep, char *buf) {
    int at = 0;
    buf[0] = 0;
    for (int i = 0; i < n && at < 460; i++)
        at += sprintf(buf + at, "%s%lld", i ? sep : "", (long long)v[i]);
    return buf;
}

const char *kt_nn_sizes(const KtTensor *t, char *buf) {
    char inner[512];
    snprintf(buf, 512, "[%.500s]", kt_nn_join(t->ndim, t->sizes, ", ", inner));
    return buf;
}

void kt_nn_drop(KtCtx *ctx, int n, KtTensor **ts) {
    for (int i = 0; i < n; i++)
        kt_xdecref(ctx, ts[i]);
}
