/* Several tensors brought together: cat, stack, meshgrid, block_diag, and atleast_nd, which takes
 * any number. */
#include "../tensor/ew.h"
#include "../tensor/repr_cpp.h"
#include "torch_args.h"

/* May the output hold what is to be joined? That is asked once the dimension is known to be one. */
static bool cat_into(Ta *a, const TaList *l, int dim) {
    if (!ta_given(a, 2)) return true;
    KtResultType common;
    bool wrapped = false; /* by the first tensor that counts */
    kt_result_type_init(&common, false);
    for (int64_t i = 0; i < l->n; i++) {
        const KtTensor *t = l->t[i];
        if (t->ndim == 0) return true; /* refused */
        bool counts = !wrapped && (t->ndim != 1 || t->numel);
        if (counts && !kt_wrap_dim(a->ctx, &dim, t->ndim)) return false;
        wrapped |= counts;
        kt_result_type_tensor(&common, t);
    }
    return l->n == 0 || ta_out_fits(a, 2, kt_result_type_finish(&common));
}
static KtTensor *join(Ta *a, bool stack, int dim) {
    TaList l;
    ta_list(a, 0, &l);
    int at = dim;
    if (!a->failed &&
        (stack ? l.n && !kt_wrap_dim(a->ctx, &at, l.t[0]->ndim + 1) : !cat_into(a, &l, dim))) {
        ta_list_free(a, &l);
        return NULL;
    }
    KtTensor *r = a->failed ? NULL
                  : stack   ? kta_stack(a->ctx, l.t, l.n, dim)
                            : kta_cat(a->ctx, l.t, l.n, dim);
    ta_list_free(a, &l);
    return r;
}
TA_FN(f_cat) {
    TA_BIND("cat", 1, 2, "tensors", "dim", "out");
    int dim = ta_dim(&a, 1, 0, 0);
    return ta_ret_out(&a, 2, join(&a, false, dim));
}
TA_FN(f_stack) {
    TA_BIND("stack", 1, 2, "tensors", "dim", "out");
    int dim = ta_dim(&a, 1, 0, 1);
    return ta_ret_out(&a, 2, join(&a, true, dim));
}
/* At least n dimensions, as atleast_nd and the stack family place new ones. */
static KtTensor *at_least(KtCtx *ctx, KtTensor *x, int n) {
    int64_t s[3] = {1, 1, 1};
    if (x->ndim >= n) return kt_incref(x);
    if (n == 1) return kta_reshape(ctx, x, 1, s);
    if (n == 2) return x->ndim == 0 ? kta_reshape(ctx, x, 2, s) : kta_unsqueeze(ctx, x, 0);
    if (x->ndim == 0) return kta_reshape(ctx, x, 3, s);
    if (x->ndim == 2) return kta_unsqueeze(ctx, x, 2);
    KtTensor *row = kta_unsqueeze(ctx, x, 0), *r = row ? kta_unsqueeze(ctx, row, 2) : NULL;
    kt_xdecref(ctx, row);
    return r;
}
static KiValue stack_along(KiState *ks, const char *name, int dims, int along, KiValue *args,
                           int nargs, KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 2, {"tensors", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    TaList l;
    ta_list(&a, 0, &l);
    KtTensor *r = NULL, **parts = a.failed ? NULL : ta_new_places(ks, l.n);
    if (parts) {
        bool ok =
            l.n > 0 || kt_fail(a.ctx, KT_RUNTIME_ERROR, "%s expects a non-empty TensorList", name);
        for (int64_t i = 0; ok && i < l.n; i++) {
            if (dims == 0) { /* column_stack: vectors are columns */
                KtTensor *x = l.t[i];
                int64_t s[2] = {x->numel, 1};
                parts[i] = x->ndim < 2 ? kta_reshape(a.ctx, x, 2, s) : kt_incref(x);
            } else {
                parts[i] = at_least(a.ctx, l.t[i], dims);
            }
            ok = parts[i] != NULL;
        }
        if (ok && dims == 1 && l.n && parts[0]->ndim == 1) along = 0;
        r = ok ? kta_cat(a.ctx, parts, l.n, along) : NULL;
        for (int64_t i = 0; i < l.n; i++)
            kt_xdecref(a.ctx, parts[i]);
        kb_free(&ks->alloc, parts, (size_t)(l.n + 1) * sizeof *parts);
    }
    KiValue v = a.failed || !parts ? KI_ERR : ta_ret_out(&a, 1, r);
    ta_list_free(&a, &l);
    return v;
}
TA_FN(f_hstack) {
    return stack_along(ks, "hstack", 1, 1, args, nargs, kwnames);
}
TA_FN(f_vstack) {
    return stack_along(ks, "vstack", 2, 0, args, nargs, kwnames);
}
TA_FN(f_dstack) {
    return stack_along(ks, "dstack", 3, 2, args, nargs, kwnames);
}
TA_FN(f_column_stack) {
    return stack_along(ks, "column_stack", 0, 1, args, nargs, kwnames);
}
static KiValue at_least_all(KiState *ks, const char *name, int n, KiValue *args, int nargs,
                            KiValue kwnames) {
    if (nargs == 1 && kwnames == KI_ABSENT && ki_is_tensor(args[0]))
        return ki_tensor_wrap(ks, at_least(ki_kt(ks), ki_tensor_of(args[0]), n));
    const TaSpec spec = {name, 1, 1, 1, {"tensors"}};
    Ta a;
    KiValue all;
    if (!ta_bind_packed(&a, ks, &spec, true, args, nargs, kwnames, &all)) return KI_ERR;
    TaList l;
    ta_list(&a, 0, &l);
    for (int64_t i = 0; !a.failed && i < l.n; i++)
        l.t[i] = at_least(a.ctx, l.t[i], n);
    KiValue r = a.failed ? KI_ERR : ta_ret_tuple(&a, l.t, l.n);
    ta_list_free(&a, &l);
    ki_decref(ks, all);
    return r;
}
TA_FN(f_atleast_1d) {
    return at_least_all(ks, "atleast_1d", 1, args, nargs, kwnames);
}
TA_FN(f_atleast_2d) {
    return at_least_all(ks, "atleast_2d", 2, args, nargs, kwnames);
}
TA_FN(f_atleast_3d) {
    return at_least_all(ks, "atleast_3d", 3, args, nargs, kwnames);
}

/* Views of t[i] along dimension i of all, or xy with the first two exchanged. */
static bool meshgrid(KtCtx *ctx, KtTensor *const *t, int n, bool xy, KtTensor **out) {
    int64_t sizes[KT_MAX_DIMS], one[KT_MAX_DIMS];
    if (n > KT_MAX_DIMS) return kt_fail(ctx, KT_RUNTIME_ERROR, "meshgrid got too many tensors");
    bool swap = xy && n > 1;
    for (int i = 0; i < n; i++)
        sizes[swap && i < 2 ? 1 - i : i] = t[i]->numel;
    for (int i = 0; i < n; i++) {
        int at = swap && i < 2 ? 1 - i : i;
        for (int d = 0; d < n; d++)
            one[d] = d == at ? t[i]->numel : 1;
        KtTensor *v = kta_view(ctx, t[i], n, one);
        out[i] = v ? kta_expand(ctx, v, n, sizes) : NULL;
        kt_xdecref(ctx, v);
        if (out[i]) continue;
        while (i-- > 0)
            kt_decref(ctx, out[i]);
        return false;
    }
    return true;
}
static void refuse_grid(Ta *a, KtTensor *t) {
    KbStrbuf b;
    kb_strbuf_init(&b, &a->ks->alloc, KB_STRBUF_NO_MAX);
    if (kt_repr_cpp(a->ctx, t, &b))
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: %s", b.data);
    else
        (void)ki_kt_raise(a->ks);
    kb_strbuf_free(&b);
}
TA_FN(f_meshgrid) {
    TA_SPEC("meshgrid", 1, 1, "tensors", "indexing");
    KiValue all;
    if (!ta_bind_packed(&a, ks, &spec, true, args, nargs, kwnames, &all)) return KI_ERR;
    const char *how = ta_str(&a, 1, NULL);
    TaList l;
    KiValue r = KI_ERR;
    ta_list(&a, 0, &l);
    if (!a.failed && !l.n) {
        a.failed = true;
        ki_raise(ks, KI_EXC_RuntimeError, "meshgrid expects a non-empty TensorList");
    }
    if (!a.failed && !how && !kt_torch_warn(a.ctx, KT_WARN_MESHGRID))
        a.failed = true, ki_kt_raise(ks);
    if (!a.failed && how && strcmp(how, "ij") && strcmp(how, "xy")) {
        a.failed = true;
        ki_raise(ks, KI_EXC_RuntimeError,
                 "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: %s", how);
    }
    for (int64_t i = 1; !a.failed && i < l.n; i++)
        if (l.t[i]->dtype != l.t[0]->dtype) {
            a.failed = true;
            ki_raise(ks, KI_EXC_RuntimeError,
                     "meshgrid expects all tensors to have the same dtype");
        }
    bool xy = how && !strcmp(how, "xy");
    for (int64_t i = 0; !a.failed && i < l.n; i++)
        if (l.t[xy && i < 2 && l.n > 1 ? 1 - i : i]->ndim > 1) {
            a.failed = true;
            refuse_grid(&a, l.t[xy && i < 2 && l.n > 1 ? 1 - i : i]);
        }
    KtTensor **out = a.failed ? NULL : ta_new_places(ks, l.n);
    if (out) {
        bool ok = meshgrid(a.ctx, l.t, (int)l.n, xy, out);
        r = ok ? ta_ret_tuple(&a, out, l.n) : ki_kt_raise(ks);
        kb_free(&ks->alloc, out, (size_t)(l.n + 1) * sizeof *out);
    }
    ta_list_free(&a, &l);
    ki_decref(ks, all);
    return r;
}

TA_FN(f_block_diag) {
    TA_SPEC("block_diag", 1, 1, "tensors");
    KiValue all;
    if (!ta_bind_packed(&a, ks, &spec, false, args, nargs, kwnames, &all)) return KI_ERR;
    TaList l;
    ta_list(&a, 0, &l);
    for (int64_t i = 0; !a.failed && i < l.n; i++) {
        if (l.t[i]->ndim <= 2) continue;
        a.failed = true;
        ki_raise(ks, KI_EXC_RuntimeError,
                 "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input %lld has "
                 "%d dimensions",
                 (long long)i, l.t[i]->ndim);
    }
    KtTensor **parts = a.failed ? NULL : ta_new_places(ks, l.n), *r = NULL;
    int64_t width = 0, at = 0;
    KtWhole w = {.in = NULL};
    bool ok = parts && kta_whole_begin(a.ctx, &w, KT_WHOLE_BLOCK_DIAG, (int)l.n, l.t);
    KtResultType common; /* of the tensors as they came: numbers count less than lines */
    kt_result_type_init(&common, false);
    for (int64_t i = 0; ok && i < l.n; i++)
        kt_result_type_tensor(&common, l.t[i]);
    int dtype = ok && l.n ? (int)kt_result_type_finish(&common) : KT_NO_DTYPE;
    if (kt_result_type_complex_half(&common)) ok = kt_complex_half_not_built(a.ctx);
    for (int64_t i = 0; ok && i < l.n; i++) {
        KtTensor *flat = at_least(a.ctx, w.in[i], 2);
        parts[i] = flat ? kta_cast(a.ctx, flat, dtype) : NULL;
        kt_xdecref(a.ctx, flat);
        ok = parts[i] != NULL;
        if (ok) width += parts[i]->sizes[1];
    }
    for (int64_t i = 0; ok && i < l.n; i++) {
        int64_t pads[2] = {at, width - at - parts[i]->sizes[1]};
        KtScalar zero = kt_scalar_int(0);
        at += parts[i]->sizes[1];
        KtTensor *wide = kta_pad_const(a.ctx, parts[i], 2, pads, &zero);
        kt_decref(a.ctx, parts[i]);
        parts[i] = wide;
        ok = wide != NULL;
    }
    if (ok && l.n == 0)
        r = kt_zeros(a.ctx, KT_F32, 2, (int64_t[]){1, 0});
    else if (ok)
        r = kta_whole_end(a.ctx, &w, kta_cat(a.ctx, parts, l.n, 0));
    kta_whole_drop(a.ctx, &w);
    for (int64_t i = 0; parts && i < l.n; i++)
        kt_xdecref(a.ctx, parts[i]);
    if (parts) kb_free(&ks->alloc, parts, (size_t)(l.n + 1) * sizeof *parts);
    KiValue v = ta_ret(&a, r);
    ta_list_free(&a, &l);
    ki_decref(ks, all);
    return v;
}

static const TfRow rows[] = {
    {"cat/f,concat/f,concatenate/f", f_cat},
    {"stack/f", f_stack},
    {"hstack/f", f_hstack},
    {"vstack/f,row_stack/f", f_vstack},
    {"dstack/f", f_dstack},
    {"column_stack/f", f_column_stack},
    {"atleast_1d/fz", f_atleast_1d},
    {"atleast_2d/fz", f_atleast_2d},
    {"atleast_3d/fz", f_atleast_3d},
    {"meshgrid/fz", f_meshgrid},
    {"block_diag/f", f_block_diag},
};

bool tf_init_join(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
