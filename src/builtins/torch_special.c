/* torch._C._special_values: the functions of special_functions.h over whole tensors of float64 or
 * float32, for torch/special.py, which does types, shapes and gradients. */
#include "../tensor/special_functions.h"
#include "torch_args.h"

static float one_of_float(const KtSpecial1 *s, float x) {
    return s->of_float ? s->of_float(x) : (float)s->f((double)x);
}
static float two_of_float(const KtSpecial2 *s, float x, float y) {
    return s->of_float ? s->of_float(x, y) : (float)s->f((double)x, (double)y);
}

/* r, taken over, in memory as a function of `like` has it. */
static KtTensor *laid_out(KtCtx *ctx, KtTensor *r, KtTensor *like) {
    KtTensor *s = kt_empty_like_order(ctx, like, r->dtype);
    bool ok = s && kt_copy(ctx, s, r);
    kt_decref(ctx, r);
    if (ok) {
        s->storage->version = 0; /* nobody saw it being put together */
        return s;
    }
    kt_xdecref(ctx, s);
    return NULL;
}
TA_FN(f_special_values) {
    TA_BIND("_special_values", 2, 4, "name", "x", "y", "like");
    const char *name = ta_str(&a, 0, "");
    KtTensor *x = ta_tensor(&a, 1), *y = ta_tensor_opt(&a, 2), *like = ta_tensor_opt(&a, 3);
    if (a.failed) return KI_ERR;
    const KtSpecial1 *one = y ? NULL : kt_special1(name);
    const KtSpecial2 *two = y ? kt_special2(name) : NULL;
    if (!(one || two) || (x->dtype != KT_F64 && x->dtype != KT_F32) || !kt_is_contiguous(x) ||
        (y && (y->dtype != x->dtype || y->numel != x->numel || !kt_is_contiguous(y))))
        return ki_raise(ks, KI_EXC_ValueError, "_special_values(): arguments of another kind");
    KtTensor *r = kt_empty(a.ctx, x->dtype, x->ndim, x->sizes);
    const void *p = x->data, *q = y ? y->data : NULL;
    for (int64_t i = 0; r && i < x->numel; i++)
        if (x->dtype == KT_F64)
            ((double *)(void *)r->data)[i] =
                y ? two->f(((const double *)p)[i], ((const double *)q)[i])
                  : one->f(((const double *)p)[i]);
        else
            ((float *)(void *)r->data)[i] =
                y ? two_of_float(two, ((const float *)p)[i], ((const float *)q)[i])
                  : one_of_float(one, ((const float *)p)[i]);
    return ta_ret(&a, r && like ? laid_out(a.ctx, r, like) : r);
}

/* torch._C._frexp(x): mantissas and exponents, without a history */
TA_FN(f_frexp) {
    TA_BIND("_frexp", 1, 1, "x");
    KtTensor *x = ta_tensor(&a, 0), *pair[2];
    if (a.failed || !kt_frexp(a.ctx, x, &pair[0], &pair[1])) return ki_kt_raise(ks);
    return ta_ret_tuple(&a, pair, 2);
}

static const TfRow rows[] = {
    {"_frexp/f", f_frexp},
    {"_special_values/f", f_special_values},
};

bool tf_init_special(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
