/* Shapes of numpy arrays: reshape, transpose, joining and splitting, repeating, flipping. */
#include <stdlib.h>

#include "numpy_stepped.h"

/* --- views --- */

KtTensor *np_reshape(KtCtx *ctx, KtTensor *x, int n, const int64_t *sizes, char order) {
    if (order == 'A') order = kt_is_fortran(x) && !kt_is_contiguous(x) ? 'F' : 'C';
    return order == 'F' ? kt_reshape_fortran(ctx, x, n, sizes) : kt_reshape(ctx, x, n, sizes);
}

static KiValue reshape_to(Na *a, KtTensor *x, int i, int i_order) {
    int64_t sizes[KT_MAX_DIMS];
    int n;
    bool given = na_sizes(a, i, sizes, &n);
    char order = i_order >= 0 ? na_order(a, i_order, 'C') : 'C';
    if (a->failed) return na_ret_obj(a, KI_ERR);
    if (order == 'K')
        return na_raise(a, KI_EXC_ValueError, "order 'K' is not permitted for reshaping");
    if (!given) return na_ret_view(a, kt_alias(a->ctx, x)); /* None: a view as it is */
    return na_ret_view(a, np_reshape(a->ctx, x, n, sizes, order));
}
static KtTensor *any_self(Na *a) {
    return ki_is_ndarray(a->v[0]) ? ki_tensor_of(a->v[0]) : na_arr(a, 0);
}
/* reshape(a, newshape, order='C') */
NA_FN(f_reshape) {
    NP_OBJECTS(f_reshape, 3);
    NA;
    return reshape_to(&a, any_self(&a), 1, 2);
}
/* x.reshape(*shape, order='C') */
static KiValue m_reshape(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    NA;
    KtTensor *x = any_self(&a);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    char order = 'C';
    if (kwnames != KI_ABSENT) {
        static const char *const words[] = {"order"};
        KiValue given, *named[] = {&given};
        if (!np_keywords(ks, args + nargs, kwnames, words, named, 1)) return na_ret_obj(&a, KI_ERR);
        if (ki_tuple_of(kwnames)->len) order = na_order(&a, nargs, 'C');
    }
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    if (!a.failed && order == 'K')
        return na_raise(&a, KI_EXC_ValueError, "order 'K' is not permitted for reshaping");
    if (nargs == 2) {
        if (ki_is_none(args[1])) /* a view as it is */
            return na_ret_view(&a, a.failed ? NULL : kt_alias(a.ctx, x));
        na_sizes(&a, 1, sizes, &n);
    } else {
        for (int i = 1; i < nargs && i <= KT_MAX_DIMS; i++)
            sizes[n++] = na_index(&a, i, 0);
        if (nargs == 1 && !a.failed)
            return na_raise(&a, KI_EXC_TypeError, "reshape() takes exactly 1 argument (0 given)");
    }
    return na_ret_view(&a, a.failed ? NULL : np_reshape(a.ctx, x, n, sizes, order));
}
/* The axes of x from the slowest to the fastest, as NumPy's iterator orders them for one operand:
 * by the size of their steps; an axis without one (repeated, or of a single element) says nothing
 * and stays where it is. */
static void axes_by_memory(const KtTensor *x, int *axes) {
    for (int i = x->ndim - 1; i >= 0; i--) { /* axes[i + 1 ...] are in order */
        int64_t step = x->sizes[i] == 1 ? 0 : llabs(x->strides[i]);
        int at = i;
        for (int k = i + 1; step && k < x->ndim; k++) {
            int64_t other = x->sizes[axes[k]] == 1 ? 0 : llabs(x->strides[axes[k]]);
            if (other && other <= step) break;
            if (other) at = k;
        }
        memmove(axes + i, axes + i + 1, sizeof *axes * (size_t)(at - i));
        axes[at] = i;
    }
}
/* x with all its dimensions in one, a view if the elements lie so; 'K' takes them as they lie in
 * memory. */
static KtTensor *one_dimension(KtCtx *ctx, KtTensor *x, char order) {
    if (order != 'K' || kt_is_contiguous(x)) return np_reshape(ctx, x, 1, &x->numel, order);
    int axes[KT_MAX_DIMS];
    axes_by_memory(x, axes);
    KtTensor *laid = kt_permute(ctx, x, x->ndim, axes);
    KtTensor *r = laid ? kt_reshape(ctx, laid, 1, &x->numel) : NULL;
    kt_xdecref(ctx, laid);
    return r;
}
/* ravel(a, order='C'): a view if possible; flatten: always a copy. */
NA_FN(f_ravel) {
    NP_OBJECTS(f_ravel, 2);
    if (np_is_other_scalar(args[0])) return np_with_array(ks, f_ravel, args, 2);
    NA;
    KtTensor *x = any_self(&a);
    char order = na_order(&a, 1, 'C');
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KtTensor *r = one_dimension(a.ctx, x, order);
    if (r && !kt_is_contiguous(r)) { /* always in one piece */
        KtTensor *c = kt_copy_c(a.ctx, r);
        kt_decref(a.ctx, r);
        r = c;
    }
    return na_ret_view(&a, r);
}
NA_FN(m_flatten) {
    NA;
    KtTensor *x = any_self(&a);
    char order = na_order(&a, 1, 'C');
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KtTensor *r = one_dimension(a.ctx, x, order);
    if (np_is_view_of(r, x)) {
        KtTensor *c = kt_copy_c(a.ctx, r);
        kt_decref(a.ctx, r);
        r = c;
    }
    return na_ret_view(&a, r);
}

static KiValue permuted(Na *a, KtTensor *x, int i) {
    int64_t given[KT_MAX_DIMS];
    int axes[KT_MAX_DIMS], n;
    if (a->failed) return na_ret_obj(a, KI_ERR);
    if (!na_sizes(a, i, given, &n))
        return na_ret_view(a, a->failed ? NULL : kt_reverse_dims(a->ctx, x));
    for (int k = 0; k < n; k++)
        axes[k] = given[k] < INT32_MIN   ? INT32_MIN
                  : given[k] > INT32_MAX ? INT32_MAX
                                         : (int)given[k];
    return na_ret_view(a, kt_permute(a->ctx, x, n, axes));
}
NA_FN(f_transpose) {
    NP_OBJECTS(f_transpose, 2);
    NA;
    return permuted(&a, any_self(&a), 1);
}
static KiValue m_transpose(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_is_ndarray(args[0])) return np_scalar_method(ks, "transpose", args, nargs, kwnames);
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "ndarray.transpose() takes no keyword arguments");
    NA;
    KtTensor *x = any_self(&a);
    if (nargs <= 2) {
        KiValue v[2] = {args[0], nargs == 1 ? KI_NONE : args[1]};
        a.v = v;
        return permuted(&a, x, 1);
    }
    int axes[KT_MAX_DIMS], n = 0;
    for (int i = 1; i < nargs && n < KT_MAX_DIMS; i++)
        axes[n++] = (int)na_index(&a, i, 0);
    return na_ret_view(&a, a.failed ? NULL : kt_permute(a.ctx, x, n, axes));
}
/* Two axes that arguments name axis1 and axis2. */
static void check_pair(Na *a, const KtTensor *x, int i, int j) {
    for (int k = 0; k < 2 && !a->failed; k++) {
        int d = k ? j : i;
        if (d >= -x->ndim && d < x->ndim) continue;
        a->ctx->error_axis = d;
        a->ctx->error_ndim = x->ndim;
        kt_fail(a->ctx, KT_AXIS_ERROR, "axis%d: axis %d is out of bounds for array of dimension %d",
                k + 1, d, x->ndim);
        na_fail(a);
    }
}
NA_FN(f_swapaxes) {
    NP_OBJECTS(f_swapaxes, 3);
    NA;
    KtTensor *x = any_self(&a);
    int i = na_c_int(&a, 1, 0), j = na_c_int(&a, 2, 0);
    if (!a.failed) check_pair(&a, x, i, j);
    return na_ret_view(&a, a.failed ? NULL : kt_transpose(a.ctx, x, i, j));
}
/* Says which argument an axis outside of x came from; `what` may be NULL. */
static bool check_axes(Na *a, const char *what, const KtTensor *x, const int *axes, int n) {
    for (int i = 0; i < n; i++) {
        if (axes[i] >= -x->ndim && axes[i] < x->ndim) continue;
        a->ctx->error_axis = axes[i];
        a->ctx->error_ndim = x->ndim;
        kt_fail(a->ctx, KT_AXIS_ERROR, "%s%saxis %d is out of bounds for array of dimension %d",
                what ? what : "", what ? ": " : "", axes[i], x->ndim);
        na_fail(a);
        return false;
    }
    return true;
}
/* moveaxis(a, source, destination) */
NA_FN(f_moveaxis) {
    if (ki_is_tensor(args[0])) return np_helper(ks, "_moveaxis_other", args, 3);
    NP_OBJECTS(f_moveaxis, 3);
    NA;
    KtTensor *x = any_self(&a);
    int from[KT_MAX_DIMS], to[KT_MAX_DIMS], n, m;
    na_axes(&a, 1, from, &n);
    na_axes(&a, 2, to, &m);
    if (!a.failed &&
        !(check_axes(&a, "source", x, from, n) && check_axes(&a, "destination", x, to, m)))
        return na_ret_obj(&a, KI_ERR);
    if (!a.failed && n != m)
        return na_raise(
            &a, KI_EXC_ValueError,
            "`source` and `destination` arguments must have the same number of elements");
    return na_ret_view(&a, a.failed ? NULL : kt_movedim(a.ctx, x, n, from, to));
}
NP_IN_STEPS(f_moveaxis, "moveaxis", "a source destination")
NA_FN(f_squeeze) {
    NP_OBJECTS(f_squeeze, 2);
    NA;
    KtTensor *x = any_self(&a);
    bool scalar_axis = ki_is_int(a.v[1]) && (ki_int_val(a.v[1]) == 0 || ki_int_val(a.v[1]) == -1);
    bool scalar = ki_is_np_scalar(args[0]) || np_is_scalar(ks, args[0]);
    if (!a.failed && x->ndim == 0 && scalar_axis) return na_ret_obj(&a, ki_new_ref(args[0]));
    int axes[KT_MAX_DIMS], n;
    if (!a.failed && ki_is_bool(args[1]))
        return na_raise(&a, KI_EXC_TypeError, "an integer is required for the axis");
    bool have = na_axis_or_tuple(&a, 1, axes, &n);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (scalar && !have) return na_ret_obj(&a, ki_new_ref(args[0]));
    KtTensor *r = have ? kt_squeeze_dims(a.ctx, x, n, axes) : kt_squeeze(a.ctx, x);
    if (r && r->ndim == x->ndim && ki_is_ndarray(args[0])) { /* nothing was squeezed */
        kt_decref(a.ctx, r);
        return na_ret_obj(&a, ki_new_ref(args[0]));
    }
    return r && r->ndim == x->ndim ? na_ret(&a, r) : na_ret_view(&a, r);
}
/* expand_dims(a, axis) */
NA_FN(f_expand_dims) {
    NP_OBJECTS(f_expand_dims, 2);
    if (np_has_other_class(ks, args[0])) return np_steps(ks, "expand_dims", "a axis", args);
    NA;
    KtTensor *x = any_self(&a);
    int axes[KT_MAX_DIMS], n;
    bool given = na_axes(&a, 1, axes, &n);
    if (!a.failed && !given)
        return na_raise(&a, KI_EXC_TypeError,
                        "'NoneType' object cannot be interpreted as an integer");
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int nd = x->ndim + n;
    uint64_t seen = 0;
    if (nd > KT_MAX_DIMS) return na_raise(&a, KI_EXC_ValueError, "too many dimensions");
    for (int i = 0; i < n; i++) {
        if (!kt_wrap_dim(a.ctx, &axes[i], nd)) return na_ret_obj(&a, KI_ERR);
        if (seen >> axes[i] & 1) return na_raise(&a, KI_EXC_ValueError, "repeated axis");
        seen |= (uint64_t)1 << axes[i];
    }
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0, k = 0; d < nd; d++)
        sizes[d] = seen >> d & 1 ? 1 : x->sizes[k++];
    return na_ret_view(&a, np_reshape(a.ctx, x, nd, sizes, 'C'));
}
NP_IN_STEPS(f_expand_dims, "expand_dims", "a axis")
/* broadcast_to(array, shape, subok=False) */
NA_FN(f_broadcast_to) {
    NP_OBJECTS(f_broadcast_to, 3);
    int subok = args[2] == KI_ABSENT ? 0 : ki_truth(ks, args[2]);
    if (subok < 0) return KI_ERR;
    if (np_has_other_class(ks, args[0]) && !subok) {
        KiValue plain[3] = {np_as_base(ks, ki_new_ref(args[0])), args[1], args[2]};
        KiValue r = plain[0] == KI_ERR ? KI_ERR : f_broadcast_to(ks, plain, nargs);
        ki_decref(ks, plain[0]);
        return r;
    }
    NA;
    KtTensor *x = any_self(&a);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    bool given = na_sizes(&a, 1, sizes, &n);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!given) n = 0;
    int64_t count = 1, bytes;
    for (int i = 0; i < n; i++)
        if (sizes[i] >= 0 && __builtin_mul_overflow(count, sizes[i], &count))
            return na_raise(&a, KI_EXC_ValueError, "iterator is too large");
    KtTensor *r = kt_broadcast_to(a.ctx, x, n, sizes);
    if (r && __builtin_mul_overflow(count, (int64_t)r->itemsize, &bytes)) {
        kt_decref(a.ctx, r);
        return na_raise(&a, KI_EXC_ValueError,
                        "array is too big; `arr.size * arr.dtype.itemsize` is larger than the "
                        "maximum possible size.");
    }
    for (int i = 0; r && i < n; i++) /* as the iterator has it that NumPy makes the view with */
        if (r->sizes[i] == 1) r->strides[i] = 0;
    if (r) kt_update_flags(r);
    if (r) r->flags |= KT_T_READ_ONLY;
    KiValue v = na_ret_view(&a, r);
    return subok ? v : np_as_base(ks, v);
}
NP_IN_STEPS(f_broadcast_to, "broadcast_to", "array shape subok")
/* diagonal(a, offset=0, axis1=0, axis2=1) */
NA_FN(f_diagonal) {
    NP_OBJECTS(f_diagonal, 4);
    NA;
    KtTensor *x = any_self(&a);
    int64_t off = na_c_int(&a, 1, 0);
    int i = na_c_int(&a, 2, 0), j = na_c_int(&a, 3, 1);
    if (!a.failed && x->ndim > 1) check_pair(&a, x, i, j);
    KtTensor *r = a.failed ? NULL : kt_diagonal(a.ctx, x, off, i, j);
    if (r) r->flags |= KT_T_READ_ONLY;
    return na_ret_view(&a, r);
}
NA_FN(m_trace) {
    NP_OBJECTS(m_trace, 6);
    if (args[5] != KI_ABSENT && !ki_is_none(args[5]) && !ki_is_ndarray(args[5]))
        return ki_raise(ks, KI_EXC_TypeError, "output must be an array");
    bool asks = (args[4] != KI_ABSENT && !ki_is_none(args[4])) ||
                (args[5] != KI_ABSENT && !ki_is_none(args[5]));
    if (asks || np_is_nonnumeric(args[0]) || np_has_other_class(ks, args[0]))
        return np_helper(ks, "_trace_other", args, 6);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t off = na_whole(&a, 1, 0);
    int i = na_whole(&a, 2, 0), j = na_whole(&a, 3, 1);
    if (!a.failed && x->ndim > 1) check_pair(&a, x, i, j);
    KtTensor *d = a.failed ? NULL : na_keep(&a, kt_diagonal(a.ctx, x, off, i, j));
    int last = -1;
    KtTensor *r = d ? kt_reduce(a.ctx, KT_OP_SUM, d, &last, 1, false, KT_NO_DTYPE, NULL) : NULL;
    return na_ret_sum(&a, r, args[0], KI_ABSENT);
}
/* The function asks the class of its argument. */
NA_FN(f_trace) {
    if (np_has_other_class(ks, args[0])) return np_helper(ks, "_trace_by_method", args, 6);
    return m_trace(ks, args, nargs);
}
/* diag(v, k=0) */
NA_FN(f_diag) {
    NP_OBJECTS(f_diag, 2);
    if (np_has_other_class(ks, args[0])) return np_steps(ks, "diag", "v k", args);
    if (np_is_other_array(args[0])) return np_helper(ks, "_diag_other", args, 2);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t k = na_int(&a, 1, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (x->ndim == 2) {
        k = na_c_int(&a, 1, 0);
        if (a.failed) return na_ret_obj(&a, KI_ERR);
        KtTensor *r = kt_diagonal(a.ctx, x, k, 0, 1);
        if (r) r->flags |= KT_T_READ_ONLY;
        return na_ret_view(&a, r);
    }
    if (x->ndim != 1) return na_raise(&a, KI_EXC_ValueError, "Input must be 1- or 2-d.");
    return na_ret_plain(&a, kt_diag_embed(a.ctx, x, k, 0, 1));
}
NP_IN_STEPS(f_diag, "diag", "v k")
NA_FN(f_diagflat) {
    NP_OBJECTS(f_diagflat, 2);
    if (np_is_other_array(args[0])) return np_helper(ks, "_diagflat_other", args, 2);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t k = na_int(&a, 1, 0);
    KtTensor *flat = a.failed ? NULL : na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel));
    return na_ret(&a, flat ? kt_diag_embed(a.ctx, flat, k, 0, 1) : NULL);
}
NP_IN_STEPS(f_diagflat, "diagflat", "v k")
static KiValue triangle(KiState *ks, KiValue *args, bool upper) {
    if (ki_is_ndarray(args[0]) && ki_tensor_of(args[0])->ndim == 0)
        return ki_raise(ks, KI_EXC_TypeError, "tri() missing 1 required positional argument: 'N'");
    const KtTensor *own = ki_is_ndarray(args[0]) ? ki_tensor_of(args[0]) : NULL;
    if (np_is_other_array(args[0]) || (own && own->ndim > 2 && !kt_is_contiguous(own))) {
        KiValue v[3] = {args[0], args[1], ki_bool(upper)};
        return np_helper(ks, "_triangle_other", v, 3); /* in the memory order of a where() */
    }
    if (ki_is_float(args[1]))
        return np_helper(ks, "_triangle_between", (KiValue[]){args[0], args[1], ki_bool(upper)}, 3);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t k = na_int(&a, 1, 0);
    if (!a.failed && x->ndim == 1) {
        int64_t sizes[2] = {x->sizes[0], x->sizes[0]};
        x = na_keep(&a, kt_broadcast_to(a.ctx, x, 2, sizes));
    }
    if (!a.failed && x->ndim > 1)
        k = np_diagonal_within(k, x->sizes[x->ndim - 2], x->sizes[x->ndim - 1]);
    return na_ret_plain(&a, a.failed ? NULL : kt_tril(a.ctx, x, k, upper, NULL));
}
NA_FN(f_tril) {
    NP_OBJECTS(f_tril, 2);
    return triangle(ks, args, false);
}
NP_IN_STEPS(f_tril, "tril", "m k")
NA_FN(f_triu) {
    NP_OBJECTS(f_triu, 2);
    return triangle(ks, args, true);
}
NP_IN_STEPS(f_triu, "triu", "m k")

/* --- joining --- */

typedef struct Parts {
    KtTensor **t;
    int64_t n;
    KiTuple *seq;
    int64_t n_flat; /* so many of t are reshaped, and belong to the parts */
    bool objects;
} Parts;

/* The arrays of a sequence; a failure is in a. Tensors made on the way stay in made. */
static void take_parts(Na *a, KiValue v, Parts *p, KiList **made) {
    KiState *ks = a->ks;
    *p = (Parts){0};
    *made = NULL;
    if (ki_is_ndarray(v) ? ki_tensor_of(v)->ndim == 0
                         : !ki_is_ptr(v) || np_is_scalar(ks, v) || ki_is_none(v)) {
        ki_raise(ks, KI_EXC_TypeError,
                 "dispatcher for __array_function__ did not return an iterable");
        a->failed = true;
        return;
    }
    if (!ki_is_list(v) && !ki_is_tuple(v) && !ki_is_ndarray(v)) {
        if (!ki_is_ptr(v) || ki_is_str(v) || !ki_slots_of(ks, v)->len) {
            ki_raise(
                ks, KI_EXC_TypeError,
                "arrays to stack must be passed as a \"sequence\" type such as list or tuple.");
            a->failed = true;
            return;
        }
    }
    p->seq = ki_to_tuple(ks, v);
    p->n = p->seq ? p->seq->len : 0;
    p->t = p->seq ? kb_calloc(&ks->alloc, (size_t)(p->n + 1) * sizeof *p->t) : NULL;
    *made = p->t ? ki_list_new(ks, 0) : NULL;
    if (!*made) {
        if (!ki_pending(ks)) ki_raise_nomem(ks);
        a->failed = true;
        return;
    }
    for (int64_t i = 0; i < p->n && !a->failed; i++) {
        KiValue e = p->seq->items[i];
        if (ki_is_ndarray(e)) {
            p->objects = p->objects || np_array_of(e)->descr;
            p->t[i] = ki_tensor_of(e);
            continue;
        }
        KiValue w = np_array_from(ks, e, NULL, false, 'K', 0);
        if (w == KI_ERR || !ki_list_push(ks, *made, w)) {
            a->failed = true;
            break;
        }
        p->objects = p->objects || np_array_of(w)->descr;
        p->t[i] = ki_tensor_of(w);
    }
    a->ctx->numpy = true;
}
static void drop_parts(Na *a, Parts *p, KiList *made) {
    for (int64_t i = 0; i < p->n_flat; i++)
        kt_xdecref(a->ctx, p->t[i]);
    if (p->t) kb_free(&a->ks->alloc, p->t, (size_t)(p->n + 1) * sizeof *p->t);
    if (p->seq) ki_decref_obj(a->ks, &p->seq->h);
    if (made) ki_decref_obj(a->ks, &made->h);
}

/* The parts cast to the type of the result, if casting= allows it; false: an error. */
static bool cast_parts(Na *a, Parts *p, int dtype, const char *casting, bool flat) {
    KtCasting c = !strcmp(casting, "no")          ? KT_CAST_NO
                  : !strcmp(casting, "equiv")     ? KT_CAST_NO
                  : !strcmp(casting, "safe")      ? KT_CAST_SAFE
                  : !strcmp(casting, "same_kind") ? KT_CAST_SAME_KIND
                                                  : KT_CAST_UNSAFE;
    for (int64_t i = 0; i < p->n && dtype >= 0; i++) {
        int own = p->t[i]->dtype;
        if (own == dtype) continue;
        bool lone = flat && p->t[i]->ndim == 0; /* counts by its value */
        KtScalar s = lone ? kt_load_scalar(own, p->t[i]->data) : kt_scalar_int(0);
        if (!kt_can_cast_numpy(own, dtype, c) && !(lone && np_value_fits(&s, dtype, c))) {
            ki_raise(a->ks, KI_EXC_TypeError,
                     "Cannot cast %s from dtype('%s') to dtype('%s') according to the rule '%s'",
                     lone ? "scalar" : "array data", kt_dtype_info[own].numpy_name,
                     kt_dtype_info[dtype].numpy_name, casting);
            return false;
        }
        if (!np_warns_complex(a->ks, own, dtype)) return false;
    }
    return true;
}

/* The values of dtype= (index i) and casting= for joining; false: an error. */
static bool join_words(Na *a, int i_out, int i_dtype, const char **casting) {
    KiValue v = a->v[i_dtype + 1];
    *casting = "same_kind";
    const char *s = v == KI_ABSENT ? NULL : na_text(a, i_dtype + 1, "casting");
    static const char *const known[] = {"no", "equiv", "safe", "same_kind", "unsafe"};
    bool found = !s;
    for (int k = 0; s && k < 5; k++)
        if (!strcmp(s, known[k])) {
            *casting = known[k];
            found = true;
        }
    if (!a->failed && !found) {
        na_refuse_word(a, i_dtype + 1,
                       "casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'");
    }
    if (!a->failed && na_given(a, i_out) && !ki_is_ndarray(a->v[i_out])) {
        ki_raise(a->ks, KI_EXC_TypeError, "'out' must be an array");
        a->failed = true;
    }
    if (!a->failed && na_given(a, i_out) && na_given(a, i_dtype)) {
        ki_raise(
            a->ks, KI_EXC_TypeError,
            "concatenate() only takes `out` or `dtype` as an argument, but both were provided.");
        a->failed = true;
    }
    return !a->failed;
}

/* r (consumed) into out= or as it is, in the type asked for. */
static KiValue deliver_joined(Na *a, KtTensor *r, int dtype, KiValue out, KiValue like) {
    if (r && dtype >= 0 && dtype != r->dtype) {
        KtTensor *c = kt_cast(a->ctx, r, dtype);
        kt_decref(a->ctx, r);
        r = c;
    }
    if (!r) return ki_kt_raise(a->ks);
    if (!ki_is_ndarray(out) && like != KI_ABSENT) /* made of no array */
        return np_wrap_as(a->ks, ki_obj(like)->shape->type, r, KI_NONE, KI_ABSENT);
    if (!ki_is_ndarray(out)) return np_wrap(a->ks, r, like);
    KtTensor *to = ki_tensor_of(out);
    KiValue v = KI_ERR;
    if (!np_is_plain(out) || !kt_same_shape(to, r))
        ki_raise(a->ks, KI_EXC_ValueError, "Output array is the wrong shape");
    else if (kt_before_write(a->ctx, to) && kt_copy(a->ctx, to, r))
        v = ki_new_ref(out);
    else
        (void)ki_kt_raise(a->ks);
    kt_decref(a->ctx, r);
    return v;
}

/* Parts or a result of another type than those of numbers. */
static KiValue join_others(KiState *ks, const char *helper, KiValue *args, const char *casting) {
    KiValue rule = ki_str_from_cstr(ks, casting);
    if (rule == KI_ERR) return KI_ERR;
    KiValue out = args[2] == KI_ABSENT ? KI_NONE : args[2];
    KiValue v[5] = {args[0], args[1], args[3] == KI_ABSENT ? KI_NONE : args[3], rule, out};
    KiValue r = np_helper_new(ks, helper, v, 5);
    ki_decref(ks, rule);
    return r;
}

/* The part whose class the whole takes: the first with the highest priority above an array's. */
static KiValue dominant(KiState *ks, const Parts *p) {
    KiValue best = KI_ABSENT;
    double highest = 0;
    for (int64_t i = 0; i < p->n; i++) {
        KiValue v = p->seq->items[i];
        if (!ki_is_ndarray(v) || ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY]) continue;
        double own = np_priority(ks, v);
        if (own > highest) {
            highest = own;
            best = v;
        }
    }
    return best;
}

static KiValue join(KiState *ks, KiValue *args, bool stacks) {
    NA;
    Parts p;
    KiList *made;
    const char *casting = "same_kind";
    take_parts(&a, args[0], &p, &made);
    KiValue v = KI_ERR, out = args[2] == KI_ABSENT || ki_is_none(args[2]) ? KI_ABSENT : args[2];
    if (!a.failed) join_words(&a, 2, 3, &casting);
    KiNpDtype *d = NULL;
    if (!a.failed && na_given(&a, 3) && !(d = np_to_dtype(ks, args[3]))) a.failed = true;
    bool others = p.objects || (d && d->num < 0) || (ki_is_ndarray(out) && !np_is_plain(out));
    int dtype = out != KI_ABSENT && np_is_plain(out) ? ki_tensor_of(out)->dtype : d ? d->num : -1;
    if (stacks && !a.failed && ki_is_none(args[1])) {
        ki_raise(ks, KI_EXC_TypeError, "'NoneType' object cannot be interpreted as an integer");
        a.failed = true;
    }
    if (!a.failed && others) {
        v = join_others(ks, stacks ? "_object_stack" : "_object_concatenate", args, casting);
        KiValue like = out == KI_ABSENT ? dominant(ks, &p) : KI_ABSENT;
        if (v != KI_ERR && like != KI_ABSENT) {
            KiValue cls = ki_from_obj(ki_obj(like)->shape->type);
            KiValue seen = ki_call_method_cstr(ks, v, "view", &cls, 1);
            ki_decref(ks, v);
            v = seen;
        }
    } else if (!a.failed) {
        bool flat = ki_is_none(args[1]);
        int64_t number = 0;
        if (stacks)
            number = na_int(&a, 1, 0);
        else if (!flat && args[1] != KI_ABSENT &&
                 !np_read_index(ks, args[1], "an integer is required for the axis", &number))
            a.failed = true;
        int axis = (int)number;
        KtResultType meeting; /* all parts meet at once; flattened ones as what they were */
        kt_result_type_init(&meeting, true);
        bool meets = p.n && dtype < 0 && (flat || p.n > 2);
        for (int64_t i = 0; meets && i < p.n; i++)
            kt_result_type_tensor(&meeting, p.t[i]);
        if (meets) dtype = kt_result_type_finish(&meeting);
        if (flat && p.n && !cast_parts(&a, &p, dtype, casting, true)) a.failed = true;
        for (; flat && p.n_flat < p.n && !a.failed; p.n_flat++) {
            KtTensor **t = &p.t[p.n_flat];
            if (!(*t = kt_reshape(a.ctx, *t, 1, &(*t)->numel))) na_fail(&a);
        }
        KtTensor *r = a.failed ? NULL
                      : stacks ? kt_stack(a.ctx, p.t, p.n, axis, NULL)
                               : kt_cat(a.ctx, p.t, p.n, axis, NULL);
        KiValue like = dominant(ks, &p);
        bool castable =
            r && (flat || cast_parts(&a, &p, dtype < 0 ? r->dtype : dtype, casting, false));
        if (castable) {
            v = deliver_joined(&a, r, dtype, out, like);
        } else {
            kt_xdecref(a.ctx, r);
            if (!ki_pending(ks)) (void)ki_kt_raise(ks);
        }
    }
    if (d) ki_decref_obj(ks, &d->h);
    drop_parts(&a, &p, made);
    return na_ret_obj(&a, v);
}
/* concatenate((a1, a2, ...), axis=0, out=None, dtype=None, casting='same_kind') */
NA_FN(f_concatenate) {
    return join(ks, args, false);
}
NP_IN_STEPS(f_concatenate, "concatenate", "arrays axis out dtype casting")
/* stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind') */
NA_FN(f_stack) {
    return join(ks, args, true);
}
NP_IN_STEPS(f_stack, "stack", "arrays axis out dtype casting")

/* --- repeating and reversing --- */

/* repeat(a, repeats, axis=None) */
NA_FN(f_repeat) {
    NP_OBJECTS(f_repeat, 3);
    if (ki_is_ptr(args[0]) && !ki_is_ndarray(args[0]) && !ki_is_tensor(args[0]))
        return np_with_array(ks, f_repeat, args, 3);
    NA;
    KtTensor *x = any_self(&a), *counts = na_arr_dtype(&a, 1, KT_I64);
    int axis = KT_ALL_DIMS;
    if (!a.failed && x->ndim == 0) x = na_keep(&a, kt_reshape(a.ctx, x, 1, (int64_t[]){1}));
    if (!a.failed) na_axis(&a, 2, x->ndim, &axis);
    if (!a.failed && counts->ndim == 1 && counts->numel != 1) {
        int64_t want = axis == KT_ALL_DIMS ? x->numel : x->sizes[axis];
        if (counts->numel != want)
            return na_raise(&a, KI_EXC_ValueError,
                            "operands could not be broadcast together with shape (%lld,) (%lld,)",
                            (long long)want, (long long)counts->numel);
    }
    return na_ret_view(&a, a.failed ? NULL : kt_repeat_interleave(a.ctx, x, counts, axis));
}
NP_IN_STEPS(f_repeat, "repeat", "a repeats axis")
/* tile(A, reps) */
NA_FN(f_tile) {
    NP_OBJECTS(f_tile, 2);
    NA;
    KtTensor *x = any_self(&a);
    int64_t reps[KT_MAX_DIMS];
    int n;
    if (ki_is_none(args[1])) /* of which a product is asked */
        return na_raise(&a, KI_EXC_TypeError, "None repetitions");
    na_sizes(&a, 1, reps, &n);
    KtTensor *r = a.failed ? NULL : kt_tile(a.ctx, x, n, reps);
    if (r && x->numel == 0) r->flags |= x->flags & KT_T_READ_ONLY; /* nothing is copied */
    if (!r) return na_ret_view(&a, r);
    bool copy = n <= x->ndim && ki_is_ndarray(args[0]);
    for (int i = 0; i < n; i++)
        copy = copy && reps[i] == 1;
    KiValue v = na_ret_view(&a, r);
    if (copy || v == KI_ERR) return v;
    KiValue base = ((KiTensorObj *)ki_obj(v))->base;
    return base && base != KI_ABSENT ? v : np_viewed(ks, v);
}
NP_IN_STEPS(f_tile, "tile", "A reps")
static KiValue flip_dims(Na *a, KtTensor *x, const int *axes, int n) {
    return na_ret_view(a, kt_flip(a->ctx, x, n, axes));
}
/* flip(m, axis=None) */
NA_FN(f_flip) {
    if (ki_is_tensor(args[0]))
        return np_helper(ks, "_flip_other",
                         (KiValue[]){args[0], args[1] == KI_ABSENT ? KI_NONE : args[1]}, 2);
    NP_OBJECTS(f_flip, 2);
    NA;
    KtTensor *x = any_self(&a);
    int axes[KT_MAX_DIMS], n;
    bool have = na_axes(&a, 1, axes, &n);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!have && x->ndim == 0) { /* indexed by nothing */
        KiValue all = ki_new_ref(ks->empty_tuple);
        KiValue r = ki_is_ndarray(args[0]) ? ki_getitem(ks, args[0], all) : KI_ABSENT;
        ki_decref(ks, all);
        return r == KI_ABSENT ? na_ret_value(&a, kt_alias(a.ctx, x)) : na_ret_obj(&a, r);
    }
    if (!have)
        for (n = 0; n < x->ndim; n++)
            axes[n] = n;
    return flip_dims(&a, x, axes, n);
}
NP_IN_STEPS(f_flip, "flip", "m axis")
NA_FN(f_fliplr) {
    NP_OBJECTS(f_fliplr, 1);
    NA;
    KtTensor *x = any_self(&a);
    if (!a.failed && x->ndim < 2) return na_raise(&a, KI_EXC_ValueError, "Input must be >= 2-d.");
    return a.failed ? na_ret_obj(&a, KI_ERR) : flip_dims(&a, x, (int[]){1}, 1);
}
NA_FN(f_flipud) {
    NP_OBJECTS(f_flipud, 1);
    NA;
    KtTensor *x = any_self(&a);
    if (!a.failed && x->ndim < 1) return na_raise(&a, KI_EXC_ValueError, "Input must be >= 1-d.");
    return a.failed ? na_ret_obj(&a, KI_ERR) : flip_dims(&a, x, (int[]){0}, 1);
}
/* r (consumed) in x's memory order. */
static KtTensor *in_order_of(KtCtx *ctx, KtTensor *r, KtTensor *x) {
    if (!r || r->ndim < 2 || kt_is_contiguous(x)) return r;
    KtTensor *to = kt_empty_like_order(ctx, x, r->dtype);
    if (to && !kt_copy(ctx, to, r)) {
        kt_decref(ctx, to);
        to = NULL;
    }
    kt_decref(ctx, r);
    return to;
}

/* roll(a, shift, axis=None) */
NA_FN(f_roll) {
    NP_OBJECTS(f_roll, 3);
    NA;
    KtTensor *x = any_self(&a);
    int64_t shifts[KT_MAX_DIMS];
    int axes[KT_MAX_DIMS], n, m;
    if (!ki_is_integer(args[1]) && !ki_is_tuple(args[1]) && !ki_is_list(args[1]) &&
        !(np_is_plain(args[1]) && ki_tensor_of(args[1])->ndim <= 1))
        return na_raise(&a, KI_EXC_TypeError, "shifts of another sort");
    na_sizes(&a, 1, shifts, &n);
    bool have = na_axes(&a, 2, axes, &m);
    if (a.failed || (have && !check_axes(&a, NULL, x, axes, m))) return na_ret_obj(&a, KI_ERR);
    if (have && n != m && n != 1 && m != 1)
        return na_raise(&a, KI_EXC_ValueError,
                        "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch "
                        "is between arg 0 with shape (%d,) and arg 1 with shape (%d,).",
                        n, m);
    for (; !have && n > 1; n--) /* over the flattened array, the shifts add up */
        shifts[0] += shifts[n - 1];
    if (!have) /* of what was flat on the way */
        return np_viewed(ks, na_ret_view(&a, kt_roll(a.ctx, x, n, shifts, NULL)));
    while (n < m) /* one shift for several axes */
        shifts[n++] = shifts[0];
    while (m < n)
        axes[m++] = axes[0];
    return na_ret_view(&a, in_order_of(a.ctx, kt_roll(a.ctx, x, n, shifts, axes), x));
}
NP_IN_STEPS(f_roll, "roll", "a shift axis")
/* rot90(m, k=1, axes=(0, 1)) */
NA_FN(f_rot90) {
    NA;
    KtTensor *x = any_self(&a);
    int64_t k = na_int(&a, 1, 1), axes[KT_MAX_DIMS] = {0, 1};
    int n = 2;
    if (args[2] != KI_ABSENT) na_sizes(&a, 2, axes, &n);
    if (!a.failed && n != 2) return na_raise(&a, KI_EXC_ValueError, "len(axes) must be 2.");
    return na_ret_view(&a, a.failed ? NULL
                                    : kt_rot90(a.ctx, x, (int)(k % 4), (int)axes[0], (int)axes[1]));
}
NP_IN_STEPS(f_rot90, "rot90", "m k axes")

enum { RESIZE_HOLDERS = 2 }; /* references to an array that only a name and the call know */

/* x.resize(new_shape, refcheck=True): in place, filled with zeros. */
static KiValue m_resize(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    NA;
    bool refcheck = true;
    static const char *const words[] = {"refcheck"};
    KiValue given = KI_ABSENT, *named[] = {&given};
    int64_t number = 1;
    if (!np_keywords(ks, args + nargs, kwnames, words, named, 1) ||
        (given != KI_ABSENT && !ki_arg_i64(ks, given, &number)))
        return na_ret_obj(&a, KI_ERR);
    refcheck = number != 0;
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    if (nargs == 1 || (nargs == 2 && ki_is_none(args[1]))) return na_ret_obj(&a, KI_NONE);
    if (nargs == 2) {
        na_sizes(&a, 1, sizes, &n);
    } else {
        for (int i = 1; i < nargs && i <= KT_MAX_DIMS; i++)
            sizes[n++] = na_index(&a, i, 0);
    }
    if (a.failed) return KI_ERR;
    KtTensor *x = ki_tensor_of(args[0]);
    if (np_is_stepped(args[0])) {
        int64_t item = np_array_of(args[0])->descr->itemsize;
        bool gaps = np_steps_have_gaps(x, item, false) && np_steps_have_gaps(x, item, true);
        return na_raise(&a, KI_EXC_ValueError,
                        gaps ? "resize only works on single-segment arrays"
                             : "cannot resize this array: it does not own its data");
    }
    int64_t numel = 1;
    for (int i = 0; i < n; i++)
        numel *= sizes[i];
    int64_t old = x->numel;
    bool fortran = !kt_is_contiguous(x) && kt_is_fortran(x);
    if (!kt_is_contiguous(x) && !fortran)
        return ki_raise(ks, KI_EXC_ValueError, "resize only works on single-segment arrays");
    KiValue base = ((KiTensorObj *)ki_obj(args[0]))->base;
    if (numel != x->numel && base && ki_is_ndarray(base))
        return ki_raise(ks, KI_EXC_ValueError,
                        "cannot resize this array: it does not own its data");
    if (numel != x->numel && refcheck && ki_obj(args[0])->rc > RESIZE_HOLDERS)
        return ki_raise(ks, KI_EXC_ValueError,
                        "cannot resize an array that references or is referenced\nby another array "
                        "in this way.\nUse the np.resize function or refcheck=False");
    const KiNpDtype *descr = np_array_of(args[0])->descr;
    if (descr && descr->fields != KI_ABSENT) { /* new columns, as the elements only number rows */
        KiValue shape = ki_sizes_tuple(ks, n, sizes), w[2] = {args[0], shape};
        KiValue made = shape == KI_ERR ? KI_ERR : np_helper(ks, "_resized_records", w, 2);
        bool done = made != KI_ERR && np_become(ks, args[0], made);
        ki_decref(ks, shape);
        ki_decref(ks, made);
        return done ? KI_NONE : KI_ERR;
    }
    if (np_in_rows(np_array_of(args[0]))) { /* the memory that others see stays theirs */
        KtTensor *c = np_copy(a.ctx, x, KT_NO_DTYPE, 'K');
        KiValue own = c ? np_object_wrap(ks, c, args[0], false) : ki_kt_raise(ks);
        bool done = own != KI_ERR && np_become(ks, args[0], own);
        ki_decref(ks, own);
        if (!done) return KI_ERR;
    }
    KtTensor *r =
        fortran ? kt_empty_fortran(a.ctx, x->dtype, n, sizes) : kt_zeros(a.ctx, x->dtype, n, sizes);
    bool ok = r != NULL;
    if (ok) { /* elements stay in the order of the memory */
        size_t all = kt_nbytes(r), kept = kt_nbytes(x) < all ? kt_nbytes(x) : all;
        if (kept) memcpy(r->data, x->data, kept);
        if (kept < all) memset(r->data + kept, 0, all - kept);
        ok = kt_become(a.ctx, x, r);
    }
    kt_xdecref(a.ctx, r);
    if (!ok) return ki_kt_raise(ks);
    if (!descr || descr->kind != 'O' || numel <= old) return KI_NONE;
    KiValue v[2] = {args[0], ki_small_int(old)};
    return np_helper(ks, "_zero_tail", v, 2); /* objects begin as the number 0 */
}

/* The shape as Python prints a tuple. */
static void tuple_text(char *to, size_t size, const KtTensor *t) {
    size_t at = (size_t)snprintf(to, size, "(");
    for (int d = 0; d < t->ndim && at < size; d++)
        at += (size_t)snprintf(to + at, size - at, d ? ", %lld" : "%lld", (long long)t->sizes[d]);
    if (at < size) snprintf(to + at, size - at, t->ndim == 1 ? ",)" : ")");
}

/* Names the first two shapes that do not go together, looking at one dimension after the other. */
static void cannot_broadcast(Na *a, int n, KtTensor *const *ts) {
    kt_clear_error(a->ctx);
    int nd = 0;
    for (int i = 0; i < n; i++)
        if (ts[i]->ndim > nd) nd = ts[i]->ndim;
    for (int d = 0; d < nd; d++) {
        int64_t size = 1;
        int from = 0;
        for (int i = 0; i < n; i++) {
            int own = d - (nd - ts[i]->ndim);
            if (own < 0 || ts[i]->sizes[own] == 1 || ts[i]->sizes[own] == size) continue;
            if (size == 1) {
                size = ts[i]->sizes[own];
                from = i;
                continue;
            }
            char p[400], q[400];
            tuple_text(p, sizeof p, ts[from]);
            tuple_text(q, sizeof q, ts[i]);
            ki_raise(a->ks, KI_EXC_ValueError,
                     "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is "
                     "between arg %d with shape %s and arg %d with shape %s.",
                     from, p, i, q);
            return;
        }
    }
}

/* broadcast_shapes(*args): 32 at a time, the first of the later ones being what came of those
 * before, as errors tell. */
NA_FN(f_broadcast_shapes) {
    NA;
    enum { AT_ONCE = 32 };
    KiTuple *t = ki_tuple_of(args[0]);
    int64_t out[KT_MAX_DIMS], zero[KT_MAX_DIMS] = {0}, i = 0;
    int nd = 0;
    do {
        KtTensor *ts[AT_ONCE] = {NULL};
        int n = 0;
        KtScalar s = kt_scalar_bool(false);
        KtTensor *e = na_keep(&a, kt_scalar_tensor(a.ctx, KT_BOOL, &s));
        if (e && i) ts[n++] = na_keep(&a, kt_view_raw(a.ctx, e, KT_BOOL, e->data, nd, out, zero));
        for (; i < t->len && n < AT_ONCE && !a.failed; i++) {
            int64_t sizes[KT_MAX_DIMS];
            int m;
            a.v = &t->items[i];
            na_sizes(&a, 0, sizes, &m);
            if (!a.failed)
                ts[n++] = na_keep(&a, kt_view_raw(a.ctx, e, KT_BOOL, e->data, m, sizes, zero));
        }
        if (a.failed || !kt_broadcast_shapes(a.ctx, n, ts, &nd, out)) {
            if (!a.failed) cannot_broadcast(&a, n, ts);
            return na_ret_obj(&a, KI_ERR);
        }
        na_end(&a);
    } while (i < t->len);
    return na_ret_obj(&a, ki_sizes_tuple(ks, nd, out));
}

static const NpRow rows[] = {
    {"reshape", "f", "(a, newshape, order='C')", (void *)f_reshape},
    {"reshape", "m", "(...)", (void *)m_reshape},
    {"ravel", "fmr", "(a, order='C')", (void *)f_ravel},
    {"flatten", "mr", "(self, order='C')", (void *)m_flatten},
    {"transpose", "f", "(a, axes=None)", (void *)f_transpose},
    {"transpose", "m", "(...)", (void *)m_transpose},
    {"swapaxes", "f", "(a, axis1, axis2)", (void *)f_swapaxes},
    {"swapaxes", "mt", "(self, axis1, axis2, /)", (void *)f_swapaxes},
    {"moveaxis", "f", "(a, source, destination)", (void *)f_moveaxis_in_steps},
    {"squeeze", "fmr", "(a, axis=None)", (void *)f_squeeze},
    {"expand_dims", "f", "(a, axis)", (void *)f_expand_dims_in_steps},
    {"broadcast_to", "f", "(array, shape, subok=False)", (void *)f_broadcast_to_in_steps},
    {"diagonal", "fm", "(a, offset=0, axis1=0, axis2=1)", (void *)f_diagonal},
    {"trace", "f", "(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)", (void *)f_trace},
    {"trace", "mr", "(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)", (void *)m_trace},
    {"diag", "f", "(v, k=0)", (void *)f_diag_in_steps},
    {"diagflat", "f", "(v, k=0)", (void *)f_diagflat_in_steps},
    {"tril", "f", "(m, k=0)", (void *)f_tril_in_steps},
    {"triu", "f", "(m, k=0)", (void *)f_triu_in_steps},
    {"concatenate", "f",
     "(arrays, /, axis=0, out=None, *, dtype=None, casting=<absent 'same_kind'>)",
     (void *)f_concatenate_in_steps},
    {"stack", "f", "(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')",
     (void *)f_stack_in_steps},
    {"repeat", "fm", "(a, repeats, axis=None)", (void *)f_repeat_in_steps},
    {"tile", "f", "(A, reps)", (void *)f_tile_in_steps},
    {"flip", "f", "(m, axis=None)", (void *)f_flip_in_steps},
    {"fliplr", "f", "(m)", (void *)f_fliplr},
    {"flipud", "f", "(m)", (void *)f_flipud},
    {"roll", "f", "(a, shift, axis=None)", (void *)f_roll_in_steps},
    {"rot90", "f", "(m, k=1, axes=<absent>)", (void *)f_rot90_in_steps},
    {"resize", "a", "(...)", (void *)m_resize},
    {"broadcast_shapes", "f", "(*args)", (void *)f_broadcast_shapes},
};

bool np_init_shape(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
