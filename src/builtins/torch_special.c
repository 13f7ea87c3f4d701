/* torch._C._special_values: the functions of special_functions.h over whole tensors of float64,
 * for torch/special.py, which does types, shapes and gradients. */
#include "../object/containers.h"
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

/* Keeps a name as long as the state; NULL with an exception. */
static const char *keep_name(KiState *ks, const char *name) {
    KiValue *names = &ks->bi->slot[KI_BI_NODE_NAMES];
    if (*names == KI_ABSENT) {
        KiSet *made = ki_set_new(ks, false);
        if (!made) return NULL;
        *names = ki_from_obj(made);
    }
    KiStr *kept = ki_intern_cstr(ks, name);
    if (!kept) return NULL;
    bool ok = ki_set_add(ks, ki_set_of(*names), ki_from_obj(kept));
    ki_decref_obj(ks, &kept->h);
    return ok ? ki_str_utf8(ks, kept, NULL) : NULL;
}

/* _name_node(tensor, name): the graph node that made it is shown under that name */
TA_FN(f_name_node) {
    TA_BIND("_name_node", 2, 2, "tensor", "name");
    KtTensor *x = ta_tensor(&a, 0);
    const char *name = ta_str(&a, 1, "");
    const char *kept = a.failed ? NULL : keep_name(ks, name);
    if (!kept) return KI_ERR;
    kta_name_node(x, kept);
    return ta_ret_self(&a, true);
}

static const TfRow rows[] = {
    {"_special_values/f", f_special_values},
    {"_name_node/f", f_name_node},
};

bool tf_init_special(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
