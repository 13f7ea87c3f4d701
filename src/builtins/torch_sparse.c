/* Sparse tensors in torch: the gate (torch_sparse.h) and the functions that make them, take them
 * apart and calculate with them, for torch/_sparse_coo.py. */
#include "torch_sparse.h"

#include <ctype.h>
#include <string.h>

#include "../object/containers.h"
#include "tensor_items.h"
#include "torch_profile.h"
#include "torch_signature.h"

/* --- the gate --- */

static bool holds(KiValue v, int depth) {
    if (ki_is_tensor(v)) return kt_is_sparse(ki_tensor_of(v));
    if (depth == KT_MAX_DIMS) return false;
    int64_t n;
    const KiValue *items = ki_items_within(v, &n);
    for (int64_t i = 0; i < n; i++)
        if (holds(items[i], depth + 1)) return true;
    return false;
}

bool ts_any(const KiValue *v, int n) {
    for (int i = 0; i < n; i++)
        if (holds(v[i], 0)) return true;
    return false;
}

KiValue ts_call(KiState *ks, const char *name, char place, const KiValue *args, int nargs,
                KiValue kwnames) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    size_t size = (size_t)(n + 2) * sizeof(KiValue);
    KiValue *all = kb_malloc(&ks->alloc, size);
    if (!all) return ki_raise_nomem(ks);
    char where[2] = {place, 0};
    all[0] = ki_str_from_cstr(ks, name);
    all[1] = ki_str_from_cstr(ks, where);
    memcpy(all + 2, args, (size_t)n * sizeof(KiValue));
    KiValue f = all[0] == KI_ERR || all[1] == KI_ERR
                    ? KI_ERR
                    : ki_import_attr(ks, "torch._sparse_coo", "call");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, all, nargs + 2, kwnames);
    ki_decref(ks, f);
    ki_decref(ks, all[0]);
    ki_decref(ks, all[1]);
    kb_free(&ks->alloc, all, size);
    ki_ts(ks)->ctx->numpy = false;
    return r;
}

KiValue ts_operator(KiState *ks, KtOp op, bool in_place, const KiValue *args, int n) {
    char name[50];
    kt_op_torch_name(op, name);
    if (in_place) strcat(name, "_");
    return ts_call(ks, name, 'o', args, n, KI_ABSENT);
}

KiValue ts_native(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    const KiNativeExplain *e = f->explain;
    if ((nargs > 1 || kwnames != KI_ABSENT) && !e->accept(ks, f, args, nargs, kwnames))
        return KI_ERR;
    KiValue r = ts_call(ks, f->name, ki_torch_place_of(f), args, nargs, kwnames);
    if (r == KI_ERR) r = e->explain(ks, f, args, nargs, kwnames);
    return r;
}

KiValue ts_around(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    int64_t at = KB_UNLIKELY(tp_recording(ks)) ? tp_begin(ks, f->name, args, n) : -1;
    KiValue r = ts_any(args, n) ? ts_native(ks, f, args, nargs, kwnames)
                                : ki_native_call_explained(ks, f, args, nargs, kwnames);
    tp_end(ks, at);
    return r;
}

/* --- making and taking apart --- */

static KtTensor *sparse(Ta *a, int i) {
    KtTensor *t = ta_tensor(a, i);
    if (a->failed || kt_is_sparse(t)) return t;
    ta_bad(a, i, "sparse Tensor");
    return NULL;
}

/* _sparse_make(indices, values, size, coalesced) */
TA_FN(f_make) {
    TA_BIND("_sparse_make", 4, 4, "indices", "values", "size", "coalesced");
    KtTensor *indices = ta_tensor(&a, 0), *values = ta_tensor(&a, 1);
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    ta_sizes(&a, 2, sizes, &n);
    bool coalesced = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kt_sparse_new(a.ctx, indices, values, n, sizes, coalesced));
}
TA_FN(f_indices) {
    TA_BIND("_sparse_indices", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_alias(a.ctx, kt_sparse_of(t)->indices));
}
TA_FN(f_values) {
    TA_BIND("_sparse_values", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_alias(a.ctx, kt_sparse_of(t)->values));
}
TA_FN(f_is_coalesced) {
    TA_BIND("_sparse_is_coalesced", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret_bool(&a, true, !a.failed && kt_sparse_of(t)->coalesced);
}
TA_FN(f_set_coalesced) {
    TA_BIND("_sparse_set_coalesced", 2, 2, "self", "coalesced");
    KtTensor *t = sparse(&a, 0);
    bool coalesced = ta_bool(&a, 1, false);
    if (!a.failed) kt_sparse_of(t)->coalesced = coalesced;
    return ta_ret_self(&a, true);
}
TA_FN(f_coalesce) {
    TA_BIND("_sparse_coalesce", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_sparse_coalesce(a.ctx, t));
}
TA_FN(f_clone) {
    TA_BIND("_sparse_clone", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_sparse_clone(a.ctx, t));
}
/* _sparse_become(self, other): self, a change of it, is now what other is */
TA_FN(f_become) {
    TA_BIND("_sparse_become", 2, 2, "self", "other");
    KtTensor *t = sparse(&a, 0), *other = sparse(&a, 1);
    if (a.failed) return KI_ERR;
    return ta_ret_self(&a, kta_check_inplace(a.ctx, t) && kt_sparse_become(a.ctx, t, other));
}

/* --- calculating --- */

TA_FN(f_dense) {
    TA_BIND("_sparse_dense", 1, 1, "self");
    KtTensor *t = sparse(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_sparse_to_dense(a.ctx, t));
}
/* _sparse_add(a, b, alpha) */
TA_FN(f_add) {
    TA_BIND("_sparse_add", 3, 3, "a", "b", "alpha");
    KtTensor *x = sparse(&a, 0), *y = sparse(&a, 1);
    KtScalar alpha = ta_scalar(&a, 2, kt_scalar_int(1));
    return ta_ret(&a, a.failed ? NULL : kt_sparse_add(a.ctx, x, y, &alpha));
}
/* _sparse_add_into(dense, sparse, alpha) */
TA_FN(f_add_into) {
    TA_BIND("_sparse_add_into", 3, 3, "dense", "sparse", "alpha");
    KtTensor *x = ta_tensor(&a, 0), *y = sparse(&a, 1);
    KtScalar alpha = ta_scalar(&a, 2, kt_scalar_int(1));
    if (a.failed) return KI_ERR;
    return ta_ret_self(&a, kta_check_inplace(a.ctx, x) && kt_before_write(a.ctx, x) &&
                               kt_sparse_add_into(a.ctx, x, y, &alpha));
}
/* _sparse_mm_into(result, sparse, dense, alpha) */
TA_FN(f_mm_into) {
    TA_BIND("_sparse_mm_into", 4, 4, "result", "sparse", "dense", "alpha");
    KtTensor *r = ta_tensor(&a, 0), *x = sparse(&a, 1), *y = ta_tensor(&a, 2);
    KtScalar alpha = ta_scalar(&a, 3, kt_scalar_int(1));
    if (a.failed) return KI_ERR;
    return ta_ret_self(&a, kt_before_write(a.ctx, r) && kt_sparse_mm_into(a.ctx, r, x, y, &alpha));
}

/* --- text --- */

/* _elements_text(self, indent): the elements as they are printed in a line that starts there */
TA_FN(f_elements_text) {
    TA_BIND("_elements_text", 2, 2, "self", "indent");
    KtTensor *t = ta_tensor(&a, 0);
    int indent = ta_int32(&a, 1, 0);
    if (a.failed) return KI_ERR;
    if (a.ctx->torch_print.in_steps) {
        KiValue f = ki_import_attr(ks, "torch._tensor_str", "_tensor_str");
        KiValue text = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, 2, KI_ABSENT);
        ki_decref(ks, f);
        return text;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KtTensor *plain = kt_resolved(a.ctx, t);
    KiValue r = plain && kt_elements_text(a.ctx, plain, indent, &b)
                    ? ki_str_from_utf8(ks, b.data, b.len)
                    : ki_kt_raise(ks);
    kb_strbuf_free(&b);
    kt_xdecref(a.ctx, plain);
    return r;
}

static const TfRow rows[] = {
    {"_sparse_make/fzc", f_make},
    {"_sparse_indices/fzc", f_indices},
    {"_sparse_values/fzc", f_values},
    {"_sparse_is_coalesced/fzc", f_is_coalesced},
    {"_sparse_set_coalesced/fzc", f_set_coalesced},
    {"_sparse_coalesce/fzc", f_coalesce},
    {"_sparse_clone/fzc", f_clone},
    {"_sparse_become/fzc", f_become},
    {"_sparse_dense/fzc", f_dense},
    {"_sparse_add/fzc", f_add},
    {"_sparse_add_into/fzc", f_add_into},
    {"_sparse_mm_into/fzc", f_mm_into},
    {"_elements_text/fz", f_elements_text},
};

bool tf_init_sparse(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
