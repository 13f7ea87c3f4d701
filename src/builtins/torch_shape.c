/* Views of one tensor in torch: view, permute, expand, squeeze, select, as_strided ... */
#include "../tensor/ew.h"
#include "torch_args.h"

/* --- other sizes --- */

static KiValue reshape_to(KiState *ks, const char *name, bool view, KiValue *args, int nargs,
                          KiValue kwnames) {
    static const TaSpec spec = {"", 2, 2, 2, {"input", "size"}};
    TaSpec own = spec;
    own.name = name;
    if (!view) own.names[1] = "shape";
    Ta a;
    if (view && kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len == 1 &&
        ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[0]), "dtype"))
        own.names[1] = "dtype";
    if (!ta_bind_var(&a, ks, &own, 1, args, nargs, kwnames)) {
        if (view && nargs == 1 && kwnames == KI_ABSENT) {
            ki_clear_exc(ks);
            return ta_no_match(&a, args, nargs, kwnames,
                               "m: * (torch.dtype dtype)\n * (tuple of SymInts size)\n");
        }
        return KI_ERR;
    }
    int64_t sizes[KT_MAX_DIMS];
    int n;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (view && a.va_at < 0 && (ki_is_torch_dtype(ks, a.v[1]) || ki_is_type(a.v[1]))) {
        int dtype = ta_dtype(&a, 1);
        KtTensor *r = a.failed ? NULL : kt_view_dtype(a.ctx, x, dtype);
        if (r && r != x) r->flags &= (uint8_t)~KT_T_VIEW; /* PyTorch does not count it as one */
        return ta_ret(&a, r);
    }
    if (view && a.va_at < 0 && (ki_is_str(a.v[1]) || ki_is_float(a.v[1]))) {
        char text[300];
        const char *got = ki_type_name(ks, a.v[1]);
        snprintf(text, sizeof text,
                 "m: * (torch.dtype dtype)\n      didn't match because some of the arguments have "
                 "invalid types: (!%s!)\n"
                 " * (tuple of SymInts size)\n      didn't match because some of the arguments "
                 "have invalid types: (!%s!)\n",
                 got, got);
        return ta_no_match(&a, args, nargs, kwnames, text);
    }
    if (!ta_sizes(&a, 1, sizes, &n)) return KI_ERR;
    return ta_ret(&a, view ? kta_view(a.ctx, x, n, sizes) : kta_reshape(a.ctx, x, n, sizes));
}
TA_FN(f_view) {
    return reshape_to(ks, "view", true, args, nargs, kwnames);
}
TA_FN(f_reshape) {
    return reshape_to(ks, "reshape", false, args, nargs, kwnames);
}
TA_FN(f_view_as) {
    TA_BIND("view_as", 2, 2, "self", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kta_view(a.ctx, x, y->ndim, y->sizes));
}
TA_FN(f_reshape_as) {
    TA_BIND("reshape_as", 2, 2, "self", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kta_reshape(a.ctx, x, y->ndim, y->sizes));
}
TA_FN(f_flatten) {
    TA_BIND("flatten", 1, 3, "input", "start_dim", "end_dim");
    KtTensor *x = ta_tensor(&a, 0);
    int from = ta_dim(&a, 1, 0, 0), to = ta_dim(&a, 2, -1, 0);
    if (!a.failed && x->ndim > 0) { /* a single dimension: the tensor itself */
        int f = from < 0 ? from + x->ndim : from, t = to < 0 ? to + x->ndim : to;
        if (f == t && f >= 0 && f < x->ndim) return ta_ret_self(&a, true);
    }
    return ta_ret(&a, a.failed ? NULL : kta_flatten(a.ctx, x, from, to));
}
TA_FN(f_ravel) {
    TA_BIND("ravel", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    KtTensor *c = kta_contiguous(a.ctx, x), *r = c ? kta_view(a.ctx, c, 1, &x->numel) : NULL;
    kt_xdecref(a.ctx, c);
    return ta_ret(&a, r);
}
/* For functions that do not count a 0-d tensor as one of a single dimension. */
static bool has_dims(KiState *ks, const KtTensor *x, int dim) {
    if (x->ndim || (dim != 0 && dim != -1)) return true;
    ki_raise(ks, KI_EXC_IndexError, "Dimension specified as %d but tensor has no dimensions", dim);
    return false;
}
TA_FN(f_unflatten) {
    TA_BIND_VAR(2, "unflatten", 3, 3, "input", "dim", "sizes");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0), n;
    int64_t sizes[KT_MAX_DIMS], all[KT_MAX_DIMS];
    ta_sizes(&a, 2, sizes, &n);
    if (a.failed) return KI_ERR;
    if (n && x->ndim == 0 && dim == -1) dim = 0;
    if (n && !has_dims(ks, x, dim)) return KI_ERR;
    KtTensor *plan = kt_unflatten(a.ctx, x, dim, n, sizes);
    if (!plan) return ki_kt_raise(ks);
    int total = plan->ndim;
    memcpy(all, plan->sizes, sizeof(int64_t) * (size_t)total);
    kt_decref(a.ctx, plan);
    return ta_ret(&a, kta_view(a.ctx, x, total, all));
}

/* --- other order --- */

TA_FN(f_permute) {
    TA_BIND_VAR(1, "permute", 2, 2, "input", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    ta_one_dim(&a, 1);
    ta_dims(&a, 1, dims, &n);
    return ta_ret(&a, a.failed ? NULL : kta_permute(a.ctx, x, n, dims));
}
static const char *dims_text(char *text, size_t size, const int *dims, int n) {
    int64_t wide[KT_MAX_DIMS];
    for (int i = 0; i < n; i++)
        wide[i] = dims[i];
    return kt_shape_str(text, size, n, wide);
}
TA_FN(f_movedim) {
    TA_BIND("movedim", 3, 3, "input", "source", "destination");
    KtTensor *x = ta_tensor(&a, 0);
    int from[KT_MAX_DIMS], to[KT_MAX_DIMS], n, m;
    ta_one_dim(&a, 1);
    ta_one_dim(&a, 2);
    ta_dims(&a, 1, from, &n);
    ta_dims(&a, 2, to, &m);
    if (a.failed) return KI_ERR;
    if (n != m) {
        char source[16 * KT_MAX_DIMS], destination[16 * KT_MAX_DIMS];
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "movedim: Invalid source or destination dims: source (%s dims) should "
                        "contain the same number of dims as destination (%s dims)",
                        dims_text(source, sizeof source, from, n),
                        dims_text(destination, sizeof destination, to, m));
    }
    return ta_ret(&a, kta_movedim(a.ctx, x, n, from, to));
}
TA_FN(f_transpose) {
    TA_SPEC("transpose", 3, 3, "input", "dim0", "dim1");
    if (nargs < 3 && kwnames == KI_ABSENT) {
        a.ks = ks;
        a.name = "transpose";
        return ta_no_match(&a, args, nargs, kwnames,
                           "m: * (int dim0, int dim1)\n * (name dim0, name dim1)\n");
    }
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    int d0 = ta_dim(&a, 1, 0, 0), d1 = ta_dim(&a, 2, 0, 0);
    return ta_ret(&a, a.failed ? NULL : kta_transpose(a.ctx, x, d0, d1));
}
TA_FN(f_swapaxes) {
    TA_BIND("swapaxes", 3, 3, "input", "axis0", "axis1");
    KtTensor *x = ta_tensor(&a, 0);
    int d0 = ta_dim(&a, 1, 0, 0), d1 = ta_dim(&a, 2, 0, 0);
    return ta_ret(&a, a.failed ? NULL : kta_transpose(a.ctx, x, d0, d1));
}
TA_FN(f_swapdims) {
    TA_BIND("swapdims", 3, 3, "input", "dim0", "dim1");
    KtTensor *x = ta_tensor(&a, 0);
    int d0 = ta_dim(&a, 1, 0, 0), d1 = ta_dim(&a, 2, 0, 0);
    return ta_ret(&a, a.failed ? NULL : kta_transpose(a.ctx, x, d0, d1));
}
TA_FN(f_t) {
    TA_BIND("t", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_t(a.ctx, x));
}
TA_FN(f_adjoint) {
    TA_BIND("adjoint", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim == 1)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "tensor.adjoint() is only supported on matrices or batches of matrices. "
                        "Got 1-D tensor.");
    return ta_ret(&a, kta_adjoint(a.ctx, x));
}

/* --- broadcasting --- */

TA_FN(f_expand) {
    TA_BIND_VAR(1, "expand", 2, 2, "self", "size", "implicit");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, sizes, &n);
    return ta_ret(&a, a.failed ? NULL : kta_expand(a.ctx, x, n, sizes));
}
TA_FN(f_expand_as) {
    TA_BIND("expand_as", 2, 2, "self", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kta_expand(a.ctx, x, y->ndim, y->sizes));
}
static KiValue broadcast_to(Ta *a) {
    KtTensor *x = ta_tensor(a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    ta_sizes(a, 1, sizes, &n);
    return ta_ret(a, a->failed ? NULL : kta_expand(a->ctx, x, n, sizes));
}
TA_FN(f_broadcast_to) {
    TA_BIND("broadcast_to", 2, 2, "input", "size");
    return broadcast_to(&a);
}
TA_FN(m_broadcast_to) {
    TA_BIND_VAR(1, "broadcast_to", 2, 2, "input", "size");
    return broadcast_to(&a);
}
TA_FN(f_broadcast_tensors) {
    TA_SPEC("broadcast_tensors", 1, 1, "tensors");
    KiValue all;
    if (!ta_bind_packed(&a, ks, &spec, false, args, nargs, kwnames, &all)) return KI_ERR;
    TaList l;
    ta_list(&a, 0, &l);
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    KiValue r = KI_ERR;
    KtTensor **out = a.failed ? NULL : kb_calloc(&ks->alloc, (size_t)(l.n + 1) * sizeof *out);
    if (out && kt_broadcast_shapes(a.ctx, (int)l.n, l.t, &n, sizes)) {
        for (int64_t i = 0; i < l.n; i++)
            out[i] = l.t[i]->ndim == n && !memcmp(l.t[i]->sizes, sizes, sizeof *sizes * (size_t)n)
                         ? kt_incref(l.t[i])
                         : kta_expand(a.ctx, l.t[i], n, sizes);
        r = ta_ret_tuple(&a, out, l.n);
    } else if (!a.failed) {
        r = ki_kt_raise(ks);
    }
    if (out) kb_free(&ks->alloc, out, (size_t)(l.n + 1) * sizeof *out);
    ta_list_free(&a, &l);
    ki_decref(ks, all);
    return r;
}
/* The exception has two arguments, as a comma stands in PyTorch's raise statement. */
static KiValue not_a_shape(KiState *ks, KiValue v) {
    static const char text[] =
        "Input shapes should be of type ints, a tuple of ints, or a list of ints, got ";
    if (ki_is_tuple(v) || ki_is_list(v)) {
        KiValue first = ki_is_tuple(v) ? ki_tuple_of(v)->items[0] : ki_list_of(v)->items[0];
        if (ki_is_float(first))
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "Shape mismatch: objects cannot be broadcast to a single shape");
        return ki_raise(ks, KI_EXC_TypeError,
                        "'<' not supported between instances of '%s' and 'int'",
                        ki_type_name(ks, first));
    }
    KiValue words[2] = {ki_str_from_cstr(ks, text), v}, e = KI_ERR;
    if (words[0] != KI_ERR)
        e = ki_call(ks, ki_from_obj(&ks->exceptions[KI_EXC_RuntimeError]->h), words, 2, KI_ABSENT);
    ki_decref(ks, words[0]);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    return KI_ERR;
}
TA_FN(f_broadcast_shapes) {
    int64_t out[KT_MAX_DIMS], one[KT_MAX_DIMS];
    int n = 0, m;
    for (int i = 0; i < nargs; i++) {
        int r = ki_to_sizes(ks, args[i], one, &m);
        if (r == 0 || ki_is_tensor(args[i])) return not_a_shape(ks, args[i]);
        if (r != 1) return KI_ERR;
        for (int k = 0; k < m; k++)
            if (one[k] < 0)
                return ki_raise(ks, KI_EXC_RuntimeError,
                                "Trying to create tensor with negative dimension (%lld): (%lld)",
                                (long long)one[k], (long long)one[k]);
        for (; n < m; n++) { /* room in front */
            memmove(out + 1, out, sizeof(int64_t) * (size_t)n);
            out[0] = 1;
        }
        for (int k = 0; k < m; k++) {
            int64_t *o = &out[n - m + k];
            if (one[k] == 1 || one[k] == *o) continue;
            if (*o != 1)
                return ki_raise(ks, KI_EXC_RuntimeError,
                                "Shape mismatch: objects cannot be broadcast to a single shape");
            *o = one[k];
        }
    }
    return ki_torch_size(ks, n, out);
}

/* --- dimensions of size 1 --- */

static KtTensor *squeeze_value(Ta *a) {
    KtTensor *x = ta_tensor(a, 0);
    int dims[KT_MAX_DIMS], n;
    ta_one_dim(a, 1);
    bool have = ta_dims(a, 1, dims, &n);
    if (a->failed) return NULL;
    return have ? kta_squeeze_dims(a->ctx, x, n, dims) : kta_squeeze(a->ctx, x);
}
TA_FN(f_squeeze) {
    TA_BIND("squeeze", 1, 2, "input", "dim");
    return ta_ret(&a, squeeze_value(&a));
}
TA_FN(f_unsqueeze) {
    TA_BIND("unsqueeze", 2, 2, "input", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 1);
    return ta_ret(&a, a.failed ? NULL : kta_unsqueeze(a.ctx, x, dim));
}
/* self takes the shape of its own view; node: what its graph calls that, NULL as the view does. */
static KiValue become(Ta *a, KtTensor *view, const char *node) {
    if (a->failed || !view) return ta_ret(a, view);
    KtTensor *x = ki_tensor_of(a->v[0]);
    bool grad = kta_requires_grad(x);
    if (node) kta_name_node(view, node);
    bool ok = (!grad || kta_check_inplace(a->ctx, x)) && kt_become(a->ctx, x, view) &&
              kta_reshaped(a->ctx, x, view);
    kt_decref(a->ctx, view);
    return ta_ret_self(a, ok);
}
/* _become(self, view): for functions in place that are written in Python */
TA_FN(f_become) {
    TA_BIND("_become", 2, 2, "self", "view");
    KtTensor *view = ta_tensor(&a, 1);
    return become(&a, a.failed ? NULL : kt_incref(view), NULL);
}
TA_FN(i_squeeze) {
    TA_BIND("squeeze_", 1, 2, "self", "dim");
    return become(&a, squeeze_value(&a), ta_given(&a, 1) ? "SqueezeBackward3" : "SqueezeBackward2");
}
TA_FN(i_unsqueeze) {
    TA_BIND("unsqueeze_", 2, 2, "self", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 1);
    return become(&a, a.failed ? NULL : kta_unsqueeze(a.ctx, x, dim), "UnsqueezeBackward1");
}
TA_FN(i_t) {
    TA_BIND("t_", 1, 1, "self");
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    if (!a.failed && x->ndim > 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "t_() expects a tensor with <= 2 dimensions, but self is %dD", x->ndim);
    return become(&a, a.failed ? NULL : kta_t(a.ctx, x), "TBackward1");
}
TA_FN(i_transpose) {
    TA_BIND("transpose_", 3, 3, "self", "dim0", "dim1");
    KtTensor *x = ta_tensor(&a, 0);
    int d0 = ta_dim(&a, 1, 0, 0), d1 = ta_dim(&a, 2, 0, 0);
    if (!a.failed && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    return become(&a, a.failed ? NULL : kta_transpose(a.ctx, x, d0, d1), "TransposeBackward1");
}
TA_FN(i_resize) {
    TA_BIND_VAR(1, "resize_", 2, 2, "self", "size", "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, sizes, &n);
    if (a.failed) return KI_ERR;
    if (kta_requires_grad(x))
        return ki_raise(ks, KI_EXC_RuntimeError, "cannot resize variables that require grad");
    bool negative = false, none = false;
    for (int i = 0; i < n; i++)
        negative = negative || sizes[i] < 0, none = none || !sizes[i];
    if (negative && !none) /* as a number without a sign it is too large */
        return ki_raise(ks, KI_EXC_RuntimeError, "numel: integer multiplication overflow");
    if (n == x->ndim && !memcmp(sizes, x->sizes, sizeof(int64_t) * (size_t)n))
        return ta_ret_self(&a, true);
    return ta_ret_self(&a, kt_resize(a.ctx, x, n, sizes));
}

/* --- parts --- */

TA_FN(f_select) {
    TA_BIND("select", 3, 3, "input", "dim", "index");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0);
    int64_t i = ta_int(&a, 2, 0);
    return ta_ret(&a, a.failed ? NULL : kta_select(a.ctx, x, dim, i));
}
TA_FN(f_narrow) {
    TA_BIND("narrow", 4, 4, "input", "dim", "start", "length");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0);
    const KtTensor *at = !a.failed && ki_is_tensor(a.v[2]) ? ki_tensor_of(a.v[2]) : NULL;
    if (at && (at->ndim || !kt_is_int_dtype((int)at->dtype)))
        return ki_raise(ks, KI_EXC_RuntimeError, "start must be an 0-dim integral Tensor.");
    int64_t start = ta_int(&a, 2, 0), n = ta_int(&a, 3, 0);
    return ta_ret(&a, a.failed ? NULL : kta_narrow(a.ctx, x, dim, start, n));
}
TA_FN(f_diagonal) {
    TA_BIND("diagonal", 1, 4, "input", "offset", "dim1", "dim2");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t offset = ta_int(&a, 1, 0);
    int d1 = ta_dim(&a, 2, 0, 0), d2 = ta_dim(&a, 3, 1, 0);
    return ta_ret(&a, a.failed ? NULL : kta_diagonal(a.ctx, x, offset, d1, d2));
}
TA_FN(f_unfold) {
    TA_BIND("unfold", 4, 4, "self", "dimension", "size", "step");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0);
    int64_t size = ta_int(&a, 2, 0), step = ta_int(&a, 3, 0);
    return ta_ret(&a, a.failed ? NULL : kta_unfold(a.ctx, x, dim, size, step));
}
TA_FN(f_as_strided) {
    TA_BIND("as_strided", 3, 4, "input", "size", "stride", "storage_offset");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int n, m;
    ta_sizes(&a, 1, sizes, &n);
    ta_sizes(&a, 2, strides, &m);
    if (a.failed) return KI_ERR;
    if (n != m) return ki_raise(ks, KI_EXC_RuntimeError, "mismatch in length of strides and shape");
    int64_t offset = ta_int(&a, 3, kt_storage_offset(x));
    return ta_ret(&a, a.failed ? NULL : kta_as_strided(a.ctx, x, n, sizes, strides, offset));
}

static const TfRow rows[] = {
    {"view/mz", f_view},
    {"reshape/fmz", f_reshape},
    {"view_as/mz", f_view_as},
    {"reshape_as/mz", f_reshape_as},
    {"flatten/fmz", f_flatten},
    {"ravel/fmz", f_ravel},
    {"unflatten/fmz", f_unflatten},
    {"permute/fmz", f_permute},
    {"movedim/fmz,moveaxis/fmz", f_movedim},
    {"transpose/fmz", f_transpose},
    {"swapaxes/fmz", f_swapaxes},
    {"swapdims/fmz", f_swapdims},
    {"t/fmz", f_t},
    {"adjoint/fmz", f_adjoint},
    {"expand/mz", f_expand},
    {"expand_as/mz", f_expand_as},
    {"broadcast_to/fz", f_broadcast_to},
    {"broadcast_to/mz", m_broadcast_to},
    {"broadcast_tensors/fz", f_broadcast_tensors},
    {"broadcast_shapes/f", f_broadcast_shapes},
    {"squeeze/fmz", f_squeeze},
    {"unsqueeze/fmz", f_unsqueeze},
    {"squeeze_/mz", i_squeeze},
    {"unsqueeze_/mz", i_unsqueeze},
    {"t_/mz", i_t},
    {"transpose_/mz", i_transpose},
    {"resize_/mz", i_resize},
    {"select/fmz", f_select},
    {"narrow/fmz", f_narrow},
    {"diagonal/fmz", f_diagonal},
    {"unfold/mz", f_unfold},
    {"as_strided/fmz", f_as_strided},
    {"_become/fz", f_become},
};

bool tf_init_shape(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
