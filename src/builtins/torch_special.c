/* torch._C._special_values: the functions of special_functions.h over whole tensors of float64,
 * for torch/special.py, which does types, shapes and gradients. */
#include "../tensor/special_functions.h"
#include "torch_args.h"

TA_FN(f_special_values) {
    TA_BIND("_special_values", 2, 3, "name", "x", "y");
    const char *name = ta_str(&a, 0, "");
    KtTensor *x = ta_tensor(&a, 1), *y = ta_tensor_opt(&a, 2);
    if (a.failed) return KI_ERR;
    KtSpecial1 one = y ? NULL : kt_special1(name);
    KtSpecial2 two = y ? kt_special2(name) : NULL;
    if (!(one || two) || x->dtype != KT_F64 || !kt_is_contiguous(x) ||
        (y && (y->dtype != KT_F64 || y->numel != x->numel || !kt_is_contiguous(y))))
        return ki_raise(ks, KI_EXC_ValueError, "_special_values(): arguments of another kind");
    KtTensor *r = kt_empty(a.ctx, KT_F64, x->ndim, x->sizes);
    const double *p = (const double *)(const void *)x->data,
                 *q = y ? (const double *)(const void *)y->data : NULL;
    for (int64_t i = 0; r && i < x->numel; i++)
        ((double *)(void *)r->data)[i] = y ? two(p[i], q[i]) : one(p[i]);
    return ta_ret(&a, r);
}

static const TfRow rows[] = {
    {"_special_values/f", f_special_values},
};

bool tf_init_special(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
