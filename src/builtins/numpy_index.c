/* Picking and placing elements of numpy arrays by index arrays and masks. */
#include "../tensor/overlap.h"
#include "numpy_core.h"

static KtTensor *any_arr(Na *a, int i) {
    return ki_is_ndarray(a->v[i]) ? ki_tensor_of(a->v[i]) : na_arr(a, i);
}

char na_clip_mode(Na *a, int i) {
    bool word = ki_is_str(a->v[i]) || ki_has_layout(a->v[i], KI_K_BYTES);
    int64_t mode = 0;
    if (!a->failed && na_given(a, i) && !word) {
        if (!np_read_index(a->ks, a->v[i], "", &mode)) {
            ki_clear_exc(a->ks);
            ki_raise(a->ks, KI_EXC_TypeError, "clipmode not understood");
            a->failed = true;
            return 'r';
        }
        if (mode >= 0 && mode <= 2) return "cwr"[mode];
        ki_raise(a->ks, KI_EXC_ValueError,
                 "integer clipmode must be np.RAISE, np.WRAP, or np.CLIP");
        a->failed = true;
        return 'r';
    }
    const char *s = na_word(a, i, "clipmode");
    if (!s) return 'r';
    if (!strcmp(s, "raise") || !strcmp(s, "wrap") || !strcmp(s, "clip")) return s[0];
    if (*s && strchr("CcWwRr", *s)) {
        a->failed = !np_warns_of_word(a->ks, "clip mode", "'clip', 'raise', or 'wrap'");
        return (char)(*s | 0x20);
    }
    na_refuse_word(a, i, "clipmode must be one of 'clip', 'raise', or 'wrap'");
    return 'r';
}

/* An index argument: empty lists count as integers, floats are refused. */
static KtTensor *index_arr(Na *a, int i) {
    KtTensor *t = na_arr(a, i);
    if (!t && !ki_is_ndarray(a->v[i]) && ki_pending_is(a->ks, KI_EXC_TypeError)) {
        ki_clear_exc(a->ks); /* text and the like become integers one by one */
        KiValue v = np_array_from(a->ks, a->v[i], np_dtype_of_num(a->ks, KT_I64), false, 'K', 0);
        if (v == KI_ERR) return NULL;
        a->failed = false;
        t = na_keep(a, kt_incref(ki_tensor_of(v)));
        ki_decref(a->ks, v);
    }
    if (a->failed || kt_is_int_dtype(t->dtype)) return t;
    bool empty = t->numel == 0 && !ki_is_ndarray(a->v[i]);
    if (t->dtype == KT_BOOL || empty || ki_is_float(a->v[i]))
        return na_keep(a, kt_cast(a->ctx, t, KT_I64));
    ki_raise(a->ks, KI_EXC_TypeError,
             "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule "
             "'safe'",
             kt_dtype_info[t->dtype].numpy_name);
    a->failed = true;
    return NULL;
}

/* A single element counts as an array of one dimension where an axis is given. */
static KtTensor *with_axis(Na *a, int i_axis, KtTensor *x) {
    if (x->ndim || !na_given(a, i_axis)) return x;
    return na_keep(a, kt_reshape(a->ctx, x, 1, (int64_t[]){1}));
}

/* take(a, indices, axis=None, out=None, mode='raise') */
NA_FN(f_take) {
    if (args[3] != KI_ABSENT && !ki_is_none(args[3])) {
        KiValue v[5] = {args[0], args[1], args[2] == KI_ABSENT ? KI_NONE : args[2], args[3],
                        args[4]};
        KiValue usual = KI_ABSENT;
        if (v[4] == KI_ABSENT) v[4] = usual = ki_str_from_cstr(ks, "raise");
        KiValue into = usual == KI_ERR ? KI_ERR : np_helper(ks, "_take_into", v, 5);
        ki_decref(ks, usual);
        return into;
    }
    NP_OBJECTS(f_take, 5);
    NA;
    KtTensor *x = any_arr(&a, 0), *ix = a.failed ? NULL : index_arr(&a, 1);
    int axis = KT_ALL_DIMS;
    if (!a.failed) x = with_axis(&a, 2, x);
    if (!a.failed) na_axis(&a, 2, x->ndim, &axis);
    char mode = na_clip_mode(&a, 4);
    KtTensor *r = a.failed ? NULL : kt_take(a.ctx, x, ix, axis, mode);
    if (np_is_other_array(args[0])) {
        if (r && r->ndim == 0) {
            KiValue v = np_object_value(ks, np_array_of(args[0]), r->data);
            kt_decref(a.ctx, r);
            return na_ret_obj(&a, v);
        }
        return na_ret_obj(&a, r ? np_object_wrap(ks, r, args[0], false) : KI_ERR);
    }
    return na_ret_sum(&a, r, args[0], KI_ABSENT);
}
NP_IN_STEPS(f_take, "take", "a indices axis out mode")
/* put(a, ind, v, mode='raise') */
NA_FN(f_put) {
    NA;
    if (!ki_is_ndarray(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "argument 1 must be numpy.ndarray, not %s",
                        ki_type_name(ks, args[0]));
    KiValue v[4] = {args[0], args[1], args[2], args[3]};
    return np_helper(ks, "_put", v, 4);
}
static bool warns_of_no_dimensions(KiState *ks, int dtype) {
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "Calling nonzero on 0d arrays is deprecated, as it behaves surprisingly. Use "
                   "`atleast_1d(%s).nonzero()` if the old behavior was intended.%s",
                   dtype == KT_BOOL ? "cond" : "arr",
                   dtype == KT_BOOL ? " If the context of this warning is of the form "
                                      "`arr[nonzero(cond)]`, just use `arr[cond]`."
                                    : "");
}
/* Column i of r, a row of n for each place. */
static KtTensor *column(KtCtx *ctx, KtTensor *r, int n, int i) {
    const int64_t step = n;
    char *first = r->sizes[0] ? r->data + (size_t)i * r->itemsize : r->data;
    return kt_view_raw(ctx, r, r->dtype, first, 1, &r->sizes[0], &step);
}
NA_FN(f_nonzero) {
    NP_OBJECTS(f_nonzero, 1);
    if (np_is_other_array(args[0])) return np_helper(ks, "_object_nonzero", args, 1);
    NA;
    KtTensor *x = na_arr(&a, 0);
    if (!a.failed && x->ndim == 0) {
        if (!warns_of_no_dimensions(ks, x->dtype)) return na_ret_obj(&a, KI_ERR);
        x = na_keep(&a, kt_reshape(a.ctx, x, 1, (int64_t[]){1}));
    }
    KtTensor *r = a.failed ? NULL : kt_nonzero(a.ctx, x);
    KiValue all = r ? ki_ndarray_wrap(ks, r, KI_ABSENT) : KI_ERR;
    if (all == KI_ERR) return na_ret_obj(&a, KI_ERR);
    KiTuple *t = ki_tuple_alloc(ks, x->ndim);
    bool ok = t != NULL;
    for (int i = 0; ok && i < x->ndim; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; ok && i < x->ndim; i++) {
        KiValue v = ki_ndarray_wrap(ks, column(a.ctx, r, x->ndim, i), all);
        ok = v != KI_ERR;
        if (ok) t->items[i] = v;
    }
    ki_decref(ks, all);
    if (t && !ok) ki_decref_obj(ks, &t->h);
    return na_ret_obj(&a, ok ? ki_from_obj(t) : KI_ERR);
}
NA_FN(f_argwhere) {
    NP_OBJECTS(f_argwhere, 1);
    if (np_has_other_class(ks, args[0])) return np_steps(ks, "argwhere", "a", args);
    if (np_is_other_array(args[0])) return np_helper(ks, "_argwhere_other", args, 1);
    NA;
    KtTensor *x = na_arr(&a, 0);
    bool lone = !a.failed && !x->ndim;
    if (lone) x = na_keep(&a, kt_reshape(a.ctx, x, 1, (int64_t[]){1}));
    KtTensor *r = a.failed ? NULL : na_keep(&a, kt_nonzero(a.ctx, x));
    KtTensor *rows = r ? na_keep(&a, kt_transpose(a.ctx, r, 0, 1)) : NULL;
    rows =
        rows ? kt_copy_c(a.ctx, rows) : NULL; /* the array of which the result is the transpose */
    KiValue base = rows ? ki_ndarray_wrap(ks, rows, KI_ABSENT) : KI_ERR;
    if (base == KI_ERR) return na_ret_obj(&a, KI_ERR);
    const int64_t none[2] = {rows->sizes[1], 0}, steps[2] = {rows->strides[1], rows->strides[0]};
    KtTensor *t = lone ? kt_view_raw(a.ctx, rows, rows->dtype, rows->data, 2, none, steps)
                       : kt_transpose(a.ctx, rows, 0, 1);
    KiValue v = ki_ndarray_wrap(ks, t, base);
    ki_decref(ks, base);
    return na_ret_obj(&a, v);
}
NA_FN(f_flatnonzero) {
    NP_OBJECTS(f_flatnonzero, 1);
    if (np_has_other_class(ks, args[0])) return np_steps(ks, "flatnonzero", "a", args);
    if (np_is_other_array(args[0])) return np_helper(ks, "_flatnonzero_other", args, 1);
    NA;
    KtTensor *x = na_arr(&a, 0);
    KtTensor *flat = a.failed ? NULL : na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel));
    KtTensor *r = flat ? kt_nonzero(a.ctx, flat) : NULL;
    KiValue base = r ? ki_ndarray_wrap(ks, r, KI_ABSENT) : KI_ERR;
    KiValue v = base == KI_ERR ? KI_ERR : ki_ndarray_wrap(ks, column(a.ctx, r, 1, 0), base);
    ki_decref(ks, base);
    return na_ret_obj(&a, v);
}
/* where(condition, [x, y]) */
NA_FN(f_where) {
    bool x = args[1] != KI_ABSENT, y = args[2] != KI_ABSENT;
    if (!x && !y) return f_nonzero(ks, args, 1);
    if (x != y)
        return ki_raise(ks, KI_EXC_ValueError, "either both or neither of x and y should be given");
    if (np_is_other_array(args[0]) || np_is_other_scalar(args[0]))
        return np_helper(ks, "_object_where", args, 3);
    for (int i = 0; i < 3; i++)
        if (np_is_array_like(ks, args[i])) return np_helper(ks, "_object_where", args, 3);
    for (int i = 1; i < 3; i++)
        if (np_is_other_array(args[i]) || np_is_other_scalar(args[i]) || ki_is_str(args[i]) ||
            ki_is_none(args[i]) || ki_has_layout(args[i], KI_K_BYTES))
            return np_helper(ks, "_object_where", args, 3);
    NA;
    KtTensor *c = na_arr(&a, 0);
    KtOperand p = na_operand(&a, 1), q = na_operand(&a, 2);
    if (a.failed && ki_pending_is(ks, KI_EXC_TypeError)) {
        KiValue exc = ki_take_exc(ks);
        na_end(&a);
        KiValue r = np_helper(ks, "_object_where", args, 3);
        ki_decref(ks, exc);
        return r;
    }
    KtTensor *r = a.failed ? NULL : kt_where(a.ctx, c, &p, &q, NULL);
    if (!r && !a.failed && (!p.t || !q.t)) { /* the shapes in the message are three */
        kt_clear_error(a.ctx);
        KtTensor *all[3] = {c, p.t, q.t};
        char text[3][300];
        for (int i = 0; i < 3; i++)
            kt_shape_str_np(text[i], sizeof text[i], all[i] ? all[i]->ndim : 0,
                            all[i] ? all[i]->sizes : NULL);
        return na_raise(&a, KI_EXC_ValueError,
                        "operands could not be broadcast together with shapes %s %s %s ", text[0],
                        text[1], text[2]);
    }
    return na_ret_plain(&a, r);
}
/* compress(condition, a, axis=None, out=None) */
static KiValue compress(KiState *ks, KiValue *args, int i_cond, int i_arr) {
    if (args[3] != KI_ABSENT && ki_has_layout(args[3], KI_K_NDARRAY)) /* casts as take does */
        return np_steps(ks, "compress", i_cond ? "a condition axis out" : "condition a axis out",
                        args);
    NA;
    KtTensor *c = na_arr_dtype(&a, i_cond, KT_BOOL), *x = any_arr(&a, i_arr);
    int axis = KT_ALL_DIMS;
    if (!a.failed) x = with_axis(&a, 2, x);
    if (!a.failed) na_axis(&a, 2, x->ndim, &axis);
    if (!a.failed && c->ndim != 1)
        return na_raise(&a, KI_EXC_ValueError, "condition must be a 1-d array");
    KtTensor *ix = a.failed ? NULL : na_keep(&a, kt_nonzero(a.ctx, c));
    ix = ix ? na_keep(&a, kt_reshape(a.ctx, ix, 1, &ix->sizes[0])) : NULL;
    KtTensor *r = ix ? kt_take(a.ctx, x, ix, axis, 'r') : NULL;
    if (np_is_other_array(args[i_arr]))
        return na_ret_obj(&a, r ? np_object_wrap(ks, r, args[i_arr], false) : KI_ERR);
    if (r && !na_given(&a, 3)) return na_ret_obj(&a, np_wrap(ks, r, args[i_arr]));
    return na_ret_out(&a, 3, r);
}
NA_FN(f_compress) {
    return compress(ks, args, 0, 1);
}
NP_IN_STEPS(f_compress, "compress", "condition a axis out")
NA_FN(m_compress) {
    return compress(ks, args, 1, 0);
}
NP_IN_STEPS(m_compress, "compress", "a condition axis out")
/* Indices that do not go with the other dimensions, as the index arrays that NumPy makes of both.
 */
static void cannot_take_along(Na *a, const KtTensor *x, const KtTensor *ix, int axis) {
    char text[1024];
    size_t at = 0;
    for (int d = 0; d < x->ndim; d++) {
        for (int k = 0; k < x->ndim && at < sizeof text; k++) {
            int64_t n = d == axis ? ix->sizes[k] : k == d ? x->sizes[k] : 1;
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%lld", k ? "," : "(",
                                   (long long)n);
        }
        if (at < sizeof text) at += (size_t)snprintf(text + at, sizeof text - at, ") ");
    }
    ki_raise(a->ks, KI_EXC_IndexError,
             "shape mismatch: indexing arrays could not be broadcast together with shapes %s",
             text);
    a->failed = true;
}

/* take_along_axis(arr, indices, axis) */
NA_FN(f_take_along_axis) {
    if (ki_is_list(args[1]) || ki_is_tuple(args[1]))
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'dtype'",
                        ki_type_name(ks, args[1]));
    if (ki_is_ndarray(args[0]) && ki_slots_of(ks, args[0])->getitem !=
                                      ks->types[KI_K_NDARRAY]->slots->getitem) /* which is asked */
        return np_steps(ks, "take_along_axis", "arr indices axis", args);
    NA;
    KtTensor *x = any_arr(&a, 0), *ix = a.failed ? NULL : index_arr(&a, 1);
    int axis = 0;
    if (!a.failed && ki_is_ndarray(args[1]) && ki_tensor_of(args[1])->dtype == KT_BOOL)
        return na_raise(&a, KI_EXC_IndexError, "`indices` must be an integer array");
    if (!a.failed && ki_is_none(args[2])) {
        x = na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel));
    } else if (!a.failed) {
        na_axis(&a, 2, x->ndim, &axis);
    }
    if (!a.failed && x->ndim != ix->ndim)
        return na_raise(&a, KI_EXC_ValueError,
                        "`indices` and `arr` must have the same number of dimensions");
    /* the other dimensions broadcast */
    if (!a.failed && x->ndim) {
        int64_t sx[KT_MAX_DIMS], si[KT_MAX_DIMS];
        for (int d = 0; d < x->ndim; d++) {
            sx[d] = x->sizes[d];
            si[d] = ix->sizes[d];
            if (d == axis) continue;
            if (sx[d] != si[d] && sx[d] != 1 && si[d] != 1) {
                cannot_take_along(&a, x, ix, axis);
                return na_ret_obj(&a, KI_ERR);
            }
            int64_t n = sx[d] == 1 ? si[d] : sx[d];
            sx[d] = si[d] = n;
        }
        x = na_keep(&a, kt_broadcast_to(a.ctx, x, x->ndim, sx));
        if (x) ix = na_keep(&a, kt_broadcast_to(a.ctx, ix, ix->ndim, si));
    }
    KtTensor *r = a.failed ? NULL : kt_gather(a.ctx, x, axis, ix, NULL);
    if (np_is_other_array(args[0]))
        return na_ret_obj(&a, r ? np_object_wrap(ks, r, args[0], false) : KI_ERR);
    return na_ret(&a, r);
}
NP_IN_STEPS(f_take_along_axis, "take_along_axis", "arr indices axis")
/* put_along_axis(arr, indices, values, axis) */
NA_FN(f_put_along_axis) {
    return np_helper(ks, "_put_along_axis", args, 4);
}

/* Values for elements of a type: arrays must be castable to it safely, others become elements. */
static KtTensor *taken(KiState *ks, KiValue v, int dtype) {
    if (np_is_plain(v) && ki_tensor_of(v)->dtype == dtype) return kt_incref(ki_tensor_of(v));
    KiValue arg[2] = {v, ki_from_obj(np_dtype_of_num(ks, dtype))};
    KiValue r = np_helper(ks, "_taken", arg, 2);
    KtTensor *t = r == KI_ERR ? NULL : kt_incref(ki_tensor_of(r));
    ki_decref(ks, r);
    return t;
}

/* putmask(a, mask, values), place(arr, mask, vals) */
static KiValue masked_put(KiState *ks, KiValue *args, bool successive) {
    if (np_is_other_array(args[0]) && !successive && ki_tensor_of(args[0])->flags & KT_T_READ_ONLY)
        return ki_raise(ks, KI_EXC_ValueError, "putmask: output array is read-only");
    if (np_is_other_array(args[0]))
        return np_helper(ks, successive ? "_object_place" : "_object_putmask", args, 3);
    NA;
    if (!np_is_plain(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "%sargument 1 must be numpy.ndarray, not %s",
                        successive ? "" : "putmask() ",
                        !successive && ki_is_none(args[0]) ? "None" : ki_type_name(ks, args[0]));
    KtTensor *x = ki_tensor_of(args[0]), *m = na_arr_dtype(&a, 1, KT_BOOL), *v = NULL;
    if (x->flags & KT_T_READ_ONLY)
        return na_raise(&a, KI_EXC_ValueError, "%s",
                        successive ? "WRITEBACKIFCOPY base is read-only"
                                   : "putmask: output array is read-only");
    if (!a.failed && (m->numel != x->numel))
        return na_raise(&a, KI_EXC_ValueError, "%s",
                        successive ? "place: mask and data must be the same size"
                                   : "putmask: mask and data must be the same size");
    if (!a.failed) v = na_keep(&a, taken(ks, args[2], x->dtype));
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    bool lies_in_values = kt_overlap(x, v, 1) != KT_OVERLAP_NO;
    KtTensor *vc =
        na_keep(&a, lies_in_values ? np_copy(a.ctx, v, KT_NO_DTYPE, 'C') : kt_contiguous(a.ctx, v));
    bool lies_in_mask = kt_overlap(x, m, 1) != KT_OVERLAP_NO;
    KtTensor *mc =
        na_keep(&a, lies_in_mask ? np_copy(a.ctx, m, KT_NO_DTYPE, 'C') : kt_contiguous(a.ctx, m));
    KtTensor *xc = na_keep(&a, kt_contiguous(a.ctx, x));
    if (a.failed || !kt_before_write(a.ctx, x)) return na_ret_obj(&a, KI_ERR);
    int64_t k = 0;
    for (int64_t i = 0; i < xc->numel; i++) {
        if (!mc->data[i]) continue;
        if (vc->numel == 0) {
            if (!successive) break;
            return na_raise(&a, KI_EXC_ValueError, "Cannot insert from an empty array!");
        }
        int64_t from = (successive ? k++ : i) % vc->numel;
        memcpy(xc->data + i * xc->itemsize, vc->data + from * xc->itemsize, xc->itemsize);
    }
    return na_ret_none(&a, xc == x || kt_copy(a.ctx, x, xc));
}
NA_FN(f_putmask) {
    return masked_put(ks, args, false);
}
NA_FN(f_place) {
    return masked_put(ks, args, true);
}
/* copyto(dst, src, casting='same_kind', where=True) */
NA_FN(f_copyto) {
    NA;
    if (!ki_is_ndarray(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "copyto() argument 1 must be numpy.ndarray, not %s",
                        ki_is_none(args[0]) ? "None" : ki_type_name(ks, args[0]));
    if (ki_is_none(args[2]))
        return ki_raise(ks, KI_EXC_TypeError, "casting must be str, not NoneType");
    bool whole = (args[3] == KI_TRUE || args[3] == KI_ABSENT) &&
                 (!na_given(&a, 2) ||
                  (ki_is_str(args[2]) && ki_str_eq_cstr((KiStr *)ki_obj(args[2]), "same_kind")));
    if (whole && np_is_plain(args[0]) && np_is_plain(args[1])) {
        KtTensor *x = ki_tensor_of(args[0]), *v = ki_tensor_of(args[1]);
        if (x->dtype == v->dtype && kt_same_shape(x, v))
            return na_ret_none(&a, kt_before_write(a.ctx, x) && kt_copy(a.ctx, x, v));
    }
    KiValue v[4] = {args[0], args[1], args[2] == KI_ABSENT ? KI_NONE : args[2],
                    args[3] == KI_ABSENT ? KI_TRUE : args[3]};
    return np_helper(ks, "_copyto", v, 4);
}
/* _same_place(a, b): do two arrays have the same elements of memory at the same places? */
NA_FN(f_same_place) {
    const KtTensor *x = ki_tensor_of(args[0]), *y = ki_tensor_of(args[1]);
    bool same = x->data == y->data && kt_same_shape(x, y);
    for (int i = 0; same && i < x->ndim; i++)
        same = x->strides[i] == y->strides[i];
    return ki_bool(same);
}
/* unravel and ravel of flat indices are in Python. */

NA_FN(m_nonzero) {
    return np_takes(ks, "function", ki_tuple_of(args[1])->len, 0, 0) ? f_nonzero(ks, args, 1)
                                                                     : KI_ERR;
}

static const NpRow rows[] = {
    {"take", "fmr", "(a, indices, axis=None, out=None, mode='raise')", (void *)f_take_in_steps},
    {"put", "f", "(a, ind, v, mode='raise')", (void *)f_put},
    {"put", "m", "(self, indices, values, mode='raise')", (void *)f_put},
    {"nonzero", "f", "(a)", (void *)f_nonzero},
    {"nonzero", "mt", "(self, *args)", (void *)m_nonzero},
    {"argwhere", "f", "(a)", (void *)f_argwhere},
    {"flatnonzero", "f", "(a)", (void *)f_flatnonzero},
    {"where", "f", "(condition, x=<absent>, y=<absent>, /)", (void *)f_where},
    {"compress", "f", "(condition, a, axis=None, out=None)", (void *)f_compress_in_steps},
    {"compress", "m", "(a, condition, axis=None, out=None)", (void *)m_compress_in_steps},
    {"take_along_axis", "f", "(arr, indices, axis)", (void *)f_take_along_axis_in_steps},
    {"put_along_axis", "f", "(arr, indices, values, axis)", (void *)f_put_along_axis},
    {"putmask", "f", "(a, mask, values)", (void *)f_putmask},
    {"place", "f", "(arr, mask, vals)", (void *)f_place},
    {"_same_place", "f", "(a, b, /)", (void *)f_same_place},
    {"copyto", "f", "(dst, src, casting='same_kind', where=True)", (void *)f_copyto},
};

bool np_init_index(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
