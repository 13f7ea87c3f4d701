/* Views, joining and rearranging in torch: view, permute, split, cat, flip, repeat, tril ... */
#include "../tensor/ew.h"
#include "../tensor/repr_cpp.h"
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
    if (view && a.va_at < 0 && ki_is_torch_dtype(ks, a.v[1]))
        return ta_ret(&a, kt_view_dtype(a.ctx, x, ki_torch_dtype_of(a.v[1])));
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
            out[i] = kta_expand(a.ctx, l.t[i], n, sizes);
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
    if (!a.failed && x->ndim > 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "t_() expects a tensor with <= 2 dimensions, but self is %dD", x->ndim);
    return become(&a, a.failed ? NULL : kta_t(a.ctx, x), "TBackward1");
}
TA_FN(i_transpose) {
    TA_BIND("transpose_", 3, 3, "self", "dim0", "dim1");
    KtTensor *x = ta_tensor(&a, 0);
    int d0 = ta_dim(&a, 1, 0, 0), d1 = ta_dim(&a, 2, 0, 0);
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

static KtTensor **new_list(KiState *ks, int64_t n) {
    KtTensor **t = kb_calloc(&ks->alloc, (size_t)(n + 1) * sizeof *t);
    if (!t) ki_raise_nomem(ks);
    return t;
}
/* The parts with these lengths as a tuple. */
static KiValue split_lengths(Ta *a, KtTensor *x, const int64_t *lengths, int64_t n, int dim,
                             bool listed) {
    KtTensor **out = new_list(a->ks, n);
    if (!out) return KI_ERR;
    KiValue r = kta_split_sizes(a->ctx, x, n, lengths, dim, listed, out) ? ta_ret_tuple(a, out, n)
                                                                         : ki_kt_raise(a->ks);
    kb_free(&a->ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}
static KiValue split_every(Ta *a, KtTensor *x, int64_t size, int dim) {
    if (x->ndim == 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "split expects at least a 1-dimensional tensor");
    if (size < 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "split expects split_size be non-negative, but got split_size=%lld",
                        (long long)size);
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return ki_kt_raise(a->ks);
    int64_t len = x->sizes[dim];
    if (size == 0 && len != 0)
        return ki_raise(
            a->ks, KI_EXC_RuntimeError,
            "split_size can only be 0 if dimension size is 0, but got dimension size of %lld",
            (long long)len);
    int64_t n = size ? (len + size - 1) / size : 1;
    if (n == 0) n = 1;
    int64_t *lengths = kb_malloc(&a->ks->alloc, (size_t)n * sizeof *lengths);
    if (!lengths) return ki_raise_nomem(a->ks);
    for (int64_t i = 0; i < n; i++)
        lengths[i] = i + 1 < n ? size : len - size * (n - 1);
    KiValue r = split_lengths(a, x, lengths, n, dim, false);
    kb_free(&a->ks->alloc, lengths, (size_t)n * sizeof *lengths);
    return r;
}
/* torch.split and Tensor.split are functions of Python in PyTorch, with its words for an argument
 * that is missing. */
static KiValue split(KiState *ks, const char *shown, const char *size_name, KiValue *args,
                     int nargs, KiValue kwnames) {
    const TaSpec spec = {"split", 1, 3, 3, {"input", size_name, "dim"}};
    Ta a;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    if (a.v[1] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "%s() missing 1 required positional argument: '%s'",
                        shown, size_name);
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 2, 0, 0);
    if (a.failed) return KI_ERR;
    int64_t size;
    if (ki_is_tensor(a.v[1]) && ki_tensor_of(a.v[1])->numel == 1 &&
        !kt_is_complex_dtype(ki_tensor_of(a.v[1])->dtype)) { /* its int() */
        KtScalar s = kt_first(ki_tensor_of(a.v[1]));
        return split_every(&a, x, (int64_t)kt_scalar_as_double(&s), dim);
    }
    int r = ki_to_i64(ks, a.v[1], &size);
    if (r < 0) return KI_ERR;
    if (r) return split_every(&a, x, size, dim);
    KiTuple *t = ki_is_tuple(a.v[1]) || ki_is_list(a.v[1]) ? ki_to_tuple(ks, a.v[1]) : NULL;
    if (!t) {
        return ki_pending(ks) ? KI_ERR
                              : ki_raise(ks, KI_EXC_TypeError,
                                         "split_with_sizes(): argument 'split_sizes' (position 2) "
                                         "must be tuple of ints, not %s",
                                         ki_type_name(ks, a.v[1]));
    }
    int64_t *lengths = kb_malloc(&ks->alloc, (size_t)t->len * sizeof *lengths + 8);
    bool ok = lengths != NULL;
    for (int64_t i = 0; ok && i < t->len; i++)
        if (ki_to_i64(ks, t->items[i], &lengths[i]) != 1) ok = false;
    if (!ok && !ki_pending(ks)) ta_bad(&a, 1, "tuple of ints");
    KiValue v = ok ? split_lengths(&a, x, lengths, t->len, dim, true) : KI_ERR;
    kb_free(&ks->alloc, lengths, (size_t)t->len * sizeof *lengths + 8);
    ki_decref_obj(ks, &t->h);
    return v;
}
TA_FN(f_split) {
    return split(ks, "split", "split_size_or_sections", args, nargs, kwnames);
}
TA_FN(m_split) {
    return split(ks, "Tensor.split", "split_size", args, nargs, kwnames);
}
/* A dimension without elements has as many chunks without elements as are asked for. */
static KiValue empty_chunks(Ta *a, KtTensor *x, int64_t n, int dim) {
    size_t size = (size_t)n * sizeof(int64_t);
    int64_t *lengths = kb_malloc(&a->ks->alloc, size);
    if (!lengths) return ki_raise_nomem(a->ks);
    memset(lengths, 0, size);
    KiValue r = split_lengths(a, x, lengths, n, dim, true);
    kb_free(&a->ks->alloc, lengths, size);
    return r;
}
TA_FN(f_chunk) {
    TA_BIND("chunk", 2, 3, "input", "chunks", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, 1);
    int dim = ta_dim(&a, 2, 0, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "chunk expects at least a 1-dimensional tensor");
    if (n <= 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "chunk expects `chunks` to be greater than 0, got: %lld", (long long)n);
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    if (x->sizes[dim] == 0) return empty_chunks(&a, x, n, dim);
    return split_every(&a, x, (x->sizes[dim] + n - 1) / n, dim);
}
/* The n slices from each edge to the next; an edge before the one it follows ends an empty one. */
static KiValue slices(Ta *a, KtTensor *x, const int64_t *edges, int64_t n, int dim) {
    KtTensor **out = new_list(a->ks, n);
    if (!out) return KI_ERR;
    bool ok = true;
    int64_t k = 0;
    for (; ok && k < n; k++) {
        int64_t to = edges[k + 1] > edges[k] ? edges[k + 1] : edges[k];
        out[k] = kta_slice(a->ctx, x, dim, edges[k], to, 1);
        ok = out[k] != NULL;
    }
    if (!ok)
        while (k > 1)
            kt_decref(a->ctx, out[--k - 1]);
    KiValue r = ok ? ta_ret_tuple(a, out, n) : ki_kt_raise(a->ks);
    kb_free(&a->ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}
/* The pieces of x between m cuts. */
static KiValue split_at(Ta *a, KtTensor *x, const int64_t *cuts, int64_t m, int dim) {
    int64_t len = x->sizes[dim], *edges = kb_malloc(&a->ks->alloc, (size_t)(m + 2) * sizeof *edges);
    if (!edges) return ki_raise_nomem(a->ks);
    edges[0] = 0;
    for (int64_t k = 0; k <= m; k++) {
        int64_t to = k < m ? cuts[k] : len;
        if (to < 0) to += len;
        edges[k + 1] = to < 0 ? 0 : to > len ? len : to;
    }
    KiValue r = slices(a, x, edges, m + 1, dim);
    kb_free(&a->ks->alloc, edges, (size_t)(m + 2) * sizeof *edges);
    return r;
}
/* Cuts given as a tensor of one dimension. */
static KiValue split_at_tensor(Ta *a, KtTensor *x, KtTensor *t, int dim) {
    if (t->dtype != KT_I64)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected tensor_indices_or_sections to have dtype of long, "
                        "but got %s",
                        kt_dtype_info[t->dtype].scalar_name);
    if (t->ndim != 1)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected tensor_indices_or_sections to be a zero-dimensional "
                        "or one-dimensional tensor, but got a tensor with %d dims",
                        t->ndim);
    KtTensor *c = kt_contiguous(a->ctx, t);
    if (!c) return ki_kt_raise(a->ks);
    KiValue r = split_at(a, x, (const int64_t *)c->data, c->numel, dim);
    kt_decref(a->ctx, c);
    return r;
}
/* n pieces whose lengths differ by one at most, the longer ones first. */
static KiValue split_evenly(Ta *a, KtTensor *x, int64_t n, int dim) {
    KbAlloc *alloc = &a->ks->alloc;
    if (n >= INT32_MAX) return ki_raise_nomem(a->ks);
    int64_t len = x->sizes[dim], *edges = kb_malloc(alloc, (size_t)(n + 1) * sizeof *edges);
    if (!edges) return ki_raise_nomem(a->ks);
    edges[0] = 0;
    for (int64_t k = 0; k < n; k++)
        edges[k + 1] = edges[k] + len / n + (k < len % n);
    KiValue r = slices(a, x, edges, n, dim);
    kb_free(alloc, edges, (size_t)(n + 1) * sizeof *edges);
    return r;
}
/* The ints of a tuple or list, however many; what is no such thing is refused in PyTorch's words.
 */
static KiValue split_at_ints(Ta *a, KtTensor *x, int i, int dim) {
    int64_t few[KT_MAX_DIMS];
    int m;
    KiTuple *t = ki_is_tuple(a->v[i]) || ki_is_list(a->v[i]) ? ki_to_tuple(a->ks, a->v[i]) : NULL;
    if (!t || t->len <= KT_MAX_DIMS) {
        if (t) ki_decref_obj(a->ks, &t->h);
        if (!t && ki_pending(a->ks)) return KI_ERR;
        return ta_sizes(a, i, few, &m) ? split_at(a, x, few, m, dim) : KI_ERR;
    }
    size_t size = (size_t)t->len * sizeof(int64_t);
    int64_t *cuts = kb_malloc(&a->ks->alloc, size);
    bool ok = cuts != NULL;
    for (int64_t k = 0; ok && k < t->len; k++)
        ok = ki_to_i64(a->ks, t->items[k], &cuts[k]) == 1;
    if (!cuts)
        ki_raise_nomem(a->ks);
    else if (!ok && !ki_pending(a->ks))
        ta_bad(a, i, "tuple of ints");
    KiValue r = ok ? split_at(a, x, cuts, t->len, dim) : KI_ERR;
    if (cuts) kb_free(&a->ks->alloc, cuts, size);
    ki_decref_obj(a->ks, &t->h);
    return r;
}
static KiValue tensor_split(Ta *a, KtTensor *x, int i, int dim) {
    int64_t n;
    if (x->ndim == 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected at least a 1-dimensional tensor, but got a tensor "
                        "with 0 dims");
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return ki_kt_raise(a->ks);
    int r = ki_to_i64(a->ks, a->v[i], &n);
    if (r < 0) return KI_ERR;
    if (r && n <= 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "number of sections must be larger than 0, got %lld", (long long)n);
    if (r) return split_evenly(a, x, n, dim);
    if (ki_is_tensor(a->v[i])) return split_at_tensor(a, x, ki_tensor_of(a->v[i]), dim);
    return split_at_ints(a, x, i, dim);
}
TA_FN(f_tensor_split) {
    TA_BIND("tensor_split", 2, 3, "input", "indices_or_sections", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 2, 0, 0);
    return a.failed ? KI_ERR : tensor_split(&a, x, 1, dim);
}
static KiValue split_along(KiState *ks, const char *name, int least, KiValue *args, int nargs,
                           KiValue kwnames) {
    static const TaSpec spec = {"", 2, 2, 2, {"input", "indices_or_sections"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim < least)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.%s requires a tensor with at least %d dimension, but got a tensor "
                        "with %d dimensions!",
                        name, least, x->ndim);
    int dim = least == 1 ? x->ndim > 1 : least - 1 - (least == 2);
    int64_t n;
    if (ki_to_i64(ks, a.v[1], &n) == 1 && (n == 0 || x->sizes[dim] % n))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.%s attempted to split along dimension %d, but the size of the "
                        "dimension %lld is not divisible by the split_size %lld!",
                        name, dim, (long long)x->sizes[dim], (long long)n);
    return tensor_split(&a, x, 1, dim);
}
TA_FN(f_hsplit) {
    return split_along(ks, "hsplit", 1, args, nargs, kwnames);
}
TA_FN(f_vsplit) {
    return split_along(ks, "vsplit", 2, args, nargs, kwnames);
}
TA_FN(f_dsplit) {
    return split_along(ks, "dsplit", 3, args, nargs, kwnames);
}
TA_FN(f_unbind) {
    TA_BIND("unbind", 1, 2, "input", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0);
    if (a.failed) return KI_ERR;
    int at = dim;
    if (!kt_wrap_dim(a.ctx, &at, x->ndim)) return ki_kt_raise(ks);
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as 0 but tensor has no dimensions");
    int64_t n = x->sizes[at];
    KtTensor **out = new_list(ks, n);
    if (!out) return KI_ERR;
    KiValue r = kta_unbind(a.ctx, x, at, out) ? ta_ret_tuple(&a, out, n) : ki_kt_raise(ks);
    kb_free(&ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}

/* --- joining --- */

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
    KtTensor *r = NULL, **parts = a.failed ? NULL : new_list(ks, l.n);
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
        KtTensor *v = kta_reshape(ctx, t[i], n, one);
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
    KtTensor **out = a.failed ? NULL : new_list(ks, l.n);
    if (out) {
        bool ok = meshgrid(a.ctx, l.t, (int)l.n, xy, out);
        r = ok ? ta_ret_tuple(&a, out, l.n) : ki_kt_raise(ks);
        kb_free(&ks->alloc, out, (size_t)(l.n + 1) * sizeof *out);
    }
    ta_list_free(&a, &l);
    ki_decref(ks, all);
    return r;
}

/* --- rearranged copies --- */

TA_FN(f_flip) {
    TA_BIND_VAR(1, "flip", 2, 2, "input", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    ta_one_dim(&a, 1);
    ta_dims(&a, 1, dims, &n);
    return ta_ret(&a, a.failed ? NULL : kta_flip(a.ctx, x, n, dims));
}
static KiValue flip_one(KiState *ks, const char *name, int dim, KiValue *args, int nargs,
                        KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 1, {"input"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && x->ndim <= dim)
        return ki_raise(ks, KI_EXC_RuntimeError, "Input must be >= %d-d.", dim + 1);
    return ta_ret(&a, a.failed ? NULL : kta_flip(a.ctx, x, 1, &dim));
}
TA_FN(f_fliplr) {
    return flip_one(ks, "fliplr", 1, args, nargs, kwnames);
}
TA_FN(f_flipud) {
    return flip_one(ks, "flipud", 0, args, nargs, kwnames);
}
TA_FN(f_roll) {
    TA_BIND("roll", 2, 3, "input", "shifts", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t shifts[KT_MAX_DIMS];
    int dims[KT_MAX_DIMS], n, m;
    ta_sizes(&a, 1, shifts, &n);
    bool have = ta_dims(&a, 2, dims, &m) && m > 0;
    if (a.failed) return KI_ERR;
    if (n == 0) return ki_raise(ks, KI_EXC_RuntimeError, "`shifts` required");
    if (have && n != m)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "shifts and dimensions must align. shifts: %d, dims:%d", n, m);
    if (have && x->numel == 0) /* PyTorch does not look at the dimensions then */
        return ta_ret(&a, kta_name_node(kta_clone(a.ctx, x), "RollBackward0"));
    return ta_ret(&a, kta_roll(a.ctx, x, n, shifts, have ? dims : NULL));
}
/* x turned k times by a quarter in the plane of two dimensions. */
static KtTensor *turned(KtCtx *ctx, KtTensor *x, int k, const int *dims) {
    if (k == 0) /* in the usual order of memory */
        return kt_is_contiguous(x) ? kta_clone(ctx, x) : kta_contiguous(ctx, x);
    if (k == 2) return kta_flip(ctx, x, 2, dims);
    KtTensor *first = kta_flip(ctx, x, 1, &dims[k == 1]);
    KtTensor *view = first ? kta_transpose(ctx, first, dims[0], dims[1]) : NULL;
    bool ok = view && kt_become(ctx, first, view) && kta_rebase(ctx, first, view);
    kt_xdecref(ctx, view);
    if (ok) return first; /* turned in place: no view */
    kt_xdecref(ctx, first);
    return NULL;
}
TA_FN(f_rot90) {
    TA_BIND("rot90", 1, 3, "input", "k", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int k = ta_int32(&a, 1, 1), dims[KT_MAX_DIMS], n;
    if (!ta_dims(&a, 2, dims, &n)) dims[0] = 0, dims[1] = 1, n = 2;
    if (a.failed) return KI_ERR;
    if (n != 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected total rotation dims == 2, but got dims = %d", n);
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected total dims >= 2, but got total dims = %d", x->ndim);
    if (dims[0] == dims[1] || dims[0] - dims[1] == x->ndim || dims[1] - dims[0] == x->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected rotation dims to be different, but got dim0 = %d and dim1 = %d",
                        dims[0], dims[1]);
    for (int i = 0; i < 2; i++)
        if (dims[i] >= x->ndim || dims[i] < -x->ndim)
            return ki_raise(ks, KI_EXC_RuntimeError, "Rotation dim%d out of range, dim%d = %d", i,
                            i, dims[i]);
    return ta_ret(&a, kta_name_node(turned(a.ctx, x, ((k % 4) + 4) % 4, dims), "Rot90Backward0"));
}
TA_FN(f_repeat) {
    TA_BIND_VAR(1, "repeat", 2, 2, "self", "repeats");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t r[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, r, &n);
    return ta_ret(&a, a.failed ? NULL : kta_repeat(a.ctx, x, n, r));
}
TA_FN(f_tile) {
    TA_BIND_VAR(1, "tile", 2, 2, "input", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t r[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, r, &n);
    if (a.failed) return KI_ERR;
    for (; n < x->ndim; n++) { /* missing ones are 1, in front */
        memmove(r + 1, r, sizeof(int64_t) * (size_t)n);
        r[0] = 1;
    }
    return ta_ret(&a, kta_repeat(a.ctx, x, n, r));
}
/* Is that how long the caller said that the result is? */
static bool has_length(Ta *a, const KtTensor *t, int64_t said) {
    return t->numel == said ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR, "allocated size does not match required size");
}
TA_FN(f_repeat_interleave) {
    TA_BIND("repeat_interleave", 1, 3, "input", "repeats", "dim", "output_size");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1)) { /* of counts alone */
        if (!kt_counts_are_integers(a.ctx, x)) return ki_kt_raise(ks);
        if (x->ndim != 1)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "repeat_interleave only accept 1D vector as repeat");
        KtTensor *n = x,
                 *i =
                     kt_arange(a.ctx, &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = 0},
                               &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = n->numel},
                               &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = 1}, KT_I64);
        KtTensor *wide = i ? kt_repeat_interleave(a.ctx, i, n, 0) : NULL;
        KtTensor *r = wide ? kt_cast(a.ctx, wide, n->dtype) : NULL;
        kt_xdecref(a.ctx, wide);
        kt_xdecref(a.ctx, i);
        int64_t length = ta_int(&a, 3, r ? r->numel : 0);
        if (a.failed || (r && !has_length(&a, r, length))) {
            kt_xdecref(a.ctx, r);
            return a.failed ? KI_ERR : ki_kt_raise(ks);
        }
        return ta_ret(&a, r);
    }
    KtOperand c = ta_operand(&a, 1);
    int dim = ta_dim(&a, 2, KT_ALL_DIMS, 0);
    int64_t size = ta_int(&a, 3, -1);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0 && dim != KT_ALL_DIMS)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as %d but tensor has no dimensions", dim);
    int64_t all = x->numel ? -1 : 0;
    KtTensor *flat = dim == KT_ALL_DIMS ? kta_reshape(a.ctx, x, 1, &all) : kt_incref(x);
    if (dim == KT_ALL_DIMS) dim = 0;
    KtTensor *counts = c.t ? kt_incref(c.t) : kt_scalar_tensor(a.ctx, KT_I64, &c.s), *r = NULL;
    if (flat && counts && kt_wrap_dim(a.ctx, &dim, flat->ndim)) {
        KtScalar from = kt_scalar_int(0), to = kt_scalar_int(flat->ndim ? flat->sizes[dim] : 1),
                 step = kt_scalar_int(1);
        KtTensor *i = kt_arange(a.ctx, &from, &to, &step, KT_I64),
                 *picked = i ? kt_repeat_interleave(a.ctx, i, counts, 0) : NULL;
        if (picked && i->numel && ta_given(&a, 3) && !has_length(&a, picked, size)) {
            kt_decref(a.ctx, picked);
            picked = NULL;
        }
        r = picked ? kta_index_select(a.ctx, flat, dim, picked) : NULL;
        kt_xdecref(a.ctx, i);
        kt_xdecref(a.ctx, picked);
    }
    kt_xdecref(a.ctx, flat);
    kt_xdecref(a.ctx, counts);
    return ta_ret(&a, r);
}
static KtTensor *triangle(Ta *a, bool upper) {
    KtTensor *x = ta_tensor(a, 0);
    int64_t d = ta_int(a, 1, 0);
    if (a->failed || !ta_out_fits(a, 2, x->dtype)) return NULL;
    if (x->ndim == 1 && x->numel == 0)
        return kta_name_node(kta_clone(a->ctx, x), upper ? "TriuBackward0" : "TrilBackward0");
    return kta_tril(a->ctx, x, d, upper);
}
TA_FN(f_tril) {
    TA_BIND("tril", 1, 2, "input", "diagonal", "out");
    return ta_ret_out(&a, 2, triangle(&a, false));
}
TA_FN(f_triu) {
    TA_BIND("triu", 1, 2, "input", "diagonal", "out");
    return ta_ret_out(&a, 2, triangle(&a, true));
}
/* In place they ask for no elements of their own. */
static KiValue triangle_into(Ta *a, KtTensor *value) {
    if (a->failed) return KI_ERR;
    return ta_assign(a->ks, ki_tensor_of(a->v[0]), value) ? ki_new_ref(a->v[0]) : KI_ERR;
}
TA_FN(i_tril) {
    TA_BIND("tril_", 1, 2, "self", "diagonal");
    return triangle_into(&a, triangle(&a, false));
}
TA_FN(i_triu) {
    TA_BIND("triu_", 1, 2, "self", "diagonal");
    return triangle_into(&a, triangle(&a, true));
}
static bool diag_takes(Ta *a, const KtTensor *x) {
    if (x->dtype == KT_F16)
        ki_raise(a->ks, KI_EXC_RuntimeError, "\"diag\" not implemented for 'Half'");
    return x->dtype != KT_F16;
}
TA_FN(f_diag) {
    TA_BIND("diag", 1, 2, "input", "diagonal", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t d = ta_int(&a, 1, 0);
    if (a.failed || !diag_takes(&a, x)) return KI_ERR;
    if (x->ndim == 2 && (d > x->sizes[1] || -d > x->sizes[0]))
        return ki_raise(ks, KI_EXC_RuntimeError, "numel: integer multiplication overflow");
    if (x->ndim == 1)
        return ta_ret_out(&a, 2, kta_name_node(kta_diag_embed(a.ctx, x, d, 0, 1), "DiagBackward0"));
    if (x->ndim != 2) return ki_raise(ks, KI_EXC_RuntimeError, "matrix or a vector expected");
    KtWhole w;
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_DIAG, 1, &x)) return ki_kt_raise(ks);
    KtTensor *v = kta_diagonal(a.ctx, w.in[0], d, 0, 1),
             *r = v ? kta_lay_out(a.ctx, v, v->dtype, KT_CONTIGUOUS_FORMAT) : NULL;
    kt_xdecref(a.ctx, v);
    return ta_ret_out(&a, 2, kta_whole_end(a.ctx, &w, r));
}
TA_FN(f_diag_embed) {
    TA_BIND("diag_embed", 1, 4, "input", "offset", "dim1", "dim2");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t offset = ta_int(&a, 1, 0);
    int d1 = ta_dim(&a, 2, -2, 1), d2 = ta_dim(&a, 3, -1, 1);
    return ta_ret(&a, a.failed ? NULL : kta_diag_embed(a.ctx, x, offset, d1, d2));
}
TA_FN(f_diagflat) {
    TA_BIND("diagflat", 1, 2, "input", "offset");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t offset = ta_int(&a, 1, 0), all = -1;
    if (a.failed || !diag_takes(&a, x)) return KI_ERR;
    KtTensor *flat = kta_reshape(a.ctx, x, 1, &all);
    KtTensor *r = flat ? kta_diag_embed(a.ctx, flat, offset, 0, 1) : NULL;
    kt_xdecref(a.ctx, flat);
    return ta_ret(&a, kta_name_node(r, "DiagBackward0"));
}
TA_FN(f_constant_pad_nd) {
    TA_BIND("constant_pad_nd", 2, 3, "input", "pad", "value");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t pads[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, pads, &n);
    KtScalar v = ta_scalar(&a, 2, kt_scalar_int(0));
    return ta_ret(&a, a.failed ? NULL : kta_pad_const(a.ctx, x, n, pads, &v));
}
TA_FN(f_contiguous) {
    TA_BIND("contiguous", 1, 1, "self", "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    KtMemoryFormat format = ta_memory_format(&a, 1, KT_CONTIGUOUS_FORMAT);
    if (a.failed) return KI_ERR;
    if (format == KT_PRESERVE_FORMAT && !kt_is_contiguous(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "preserve memory format is unsupported by the contiguous operator");
    if (format <= KT_CONTIGUOUS_FORMAT) return ta_ret(&a, kta_contiguous(a.ctx, x));
    return ta_ret(&a, kt_has_format(x, format) ? kt_incref(x) : kta_lay_out(a.ctx, x, -1, format));
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
    KtTensor **parts = a.failed ? NULL : new_list(ks, l.n), *r = NULL;
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
    {"split/fz", f_split},
    {"split/mz", m_split},
    {"chunk/fmz", f_chunk},
    {"tensor_split/fmz", f_tensor_split},
    {"hsplit/fmz", f_hsplit},
    {"vsplit/fmz", f_vsplit},
    {"dsplit/fmz", f_dsplit},
    {"unbind/fmz", f_unbind},
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
    {"flip/fm", f_flip},
    {"fliplr/fm", f_fliplr},
    {"flipud/fm", f_flipud},
    {"roll/fm", f_roll},
    {"rot90/fm", f_rot90},
    {"repeat/m", f_repeat},
    {"tile/fm", f_tile},
    {"repeat_interleave/fm", f_repeat_interleave},
    {"tril/fm", f_tril},
    {"triu/fm", f_triu},
    {"_become/fz", f_become},
    {"tril_/m", i_tril},
    {"triu_/m", i_triu},
    {"diag/fm", f_diag},
    {"diag_embed/fm", f_diag_embed},
    {"diagflat/fm", f_diagflat},
    {"constant_pad_nd/f", f_constant_pad_nd},
    {"contiguous/mz", f_contiguous},
    {"block_diag/f", f_block_diag},
};

bool tf_init_shape(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
