/* Making arrays: from Python data, filled, in ranges. */
#include <math.h>

#include "../object/number.h"
#include "../object/obj_memoryview.h"
#include "numpy_stepped.h"
#include "tensor_loan.h"

/* --- from data --- */

static KtTensor *with_ndmin(KtCtx *ctx, KtTensor *t, int ndmin) {
    if (!t || t->ndim >= ndmin) return t;
    int64_t sizes[KT_MAX_DIMS];
    int lead = ndmin - t->ndim;
    for (int i = 0; i < ndmin; i++)
        sizes[i] = i < lead ? 1 : t->sizes[i - lead];
    KtTensor *r = kt_reshape(ctx, t, ndmin, sizes);
    kt_decref(ctx, t);
    return r;
}

static bool order_fits(const KtTensor *t, char order) {
    if (order == 'C') return kt_is_contiguous(t);
    if (order == 'F') return kt_is_fortran(t) || (t->ndim <= 1 && kt_is_contiguous(t));
    return true;
}

static KiValue from_plain(KiState *ks, KiValue v, int num, bool copy, char order, int ndmin) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = ki_tensor_of(v);
    bool same = (num < 0 || num == t->dtype) && order_fits(t, order) && ndmin <= t->ndim;
    if (!copy && same) return ki_new_ref(v);
    KtTensor *r;
    if (!copy && (num < 0 || num == t->dtype) && order_fits(t, order)) {
        r = with_ndmin(ctx, kt_incref(t), ndmin);
        return np_wrap_view(ks, r, v);
    }
    if (num >= 0 && num != t->dtype && !np_warns_complex(ks, t->dtype, num)) return KI_ERR;
    r = with_ndmin(ctx, np_checked_cast(ctx, t, num >= 0 ? num : t->dtype, order), ndmin);
    return np_wrap(ks, r, KI_ABSENT);
}

/* An integer list with values beyond int64: uint64 if all fit there, else objects. */
static KiValue from_big_ints(KiState *ks, KiValue v) {
    KiValue exc = ki_take_exc(ks);
    ki_decref(ks, exc);
    return np_helper(ks, "_array_of_big_ints", &v, 1);
}

static bool is_text_value(KiValue v) {
    return ki_is_str(v) || ki_has_layout(v, KI_K_BYTES);
}

/* A fresh array (consumed) of other elements in the order of `x`, or in C or Fortran order. */
static KiValue in_order(KiState *ks, KiValue r, KtTensor *x, char order) {
    KtTensor *t = r == KI_ERR ? NULL : ki_tensor_of(r);
    if (!t || t->ndim < 2 || order == 'C' || (order == 'K' && kt_is_contiguous(x))) return r;
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *to = order == 'K' ? kt_empty_like_order(ctx, x, t->dtype)
                                : kt_empty_fortran(ctx, t->dtype, t->ndim, t->sizes);
    bool ok = to && kt_copy(ctx, to, t);
    KiValue w = !ok                     ? ki_kt_raise(ks)
                : np_array_of(r)->descr ? np_object_wrap(ks, to, r, false)
                                        : np_wrap(ks, to, KI_ABSENT);
    if (!ok) kt_xdecref(ctx, to);
    ki_decref(ks, r);
    return w;
}

/* The order of a new array, 'C' or 'F'; 0 raised. */
static char new_order(Na *a, int i) {
    char order = na_order(a, i, 'C');
    if (a->failed) return 0;
    if (order == 'C' || order == 'F') return order;
    ki_raise(a->ks, KI_EXC_ValueError, "only 'C' or 'F' order is permitted");
    return 0;
}

/* The number type that a format means, in the other byte order if *big; -1: none. */
static int dtype_of_format(const char *f, bool *big) {
    *big = f && (*f == '>' || *f == '!') && f[1] != '?' && f[1] != 'b' && f[1] != 'B';
    if (!f) return KT_U8;
    if (strchr("@=<>!^", *f)) f++;
    if (*f == 'Z')
        return !strcmp(f, "Zf")   ? KT_C64
               : !strcmp(f, "Zd") ? KT_C128
               : !strcmp(f, "Zg") ? KT_CLD
                                  : -1;
    return kt_dtype_by_numpy_name(f);
}

/* An array over the memory that memoryview, bytearray, array.array and the like lend, if it holds
 * numbers; KI_ABSENT: it does not. */
static KiValue over_lender(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || !ki_slots_of(ks, v)->get_buffer || ki_is_tensor(v) || ki_is_ndarray(v) ||
        is_text_value(v) || np_is_scalar(ks, v) || np_is_other_scalar(v))
        return KI_ABSENT;
    KiLoan *loan = ki_loan_take(ks, v);
    if (!loan) {
        ki_clear_exc(ks); /* told by the way that copies */
        return KI_ABSENT;
    }
    const KiBuffer *b = &loan->buffer;
    bool big;
    int own = dtype_of_format(b->format, &big), ndim = b->shape ? b->ndim : 1;
    bool fits = own >= 0 && ndim <= 32 && (size_t)b->itemsize == kt_dtype_size(own);
    if (b->copy || (own < 0 && ki_is_memoryview(v))) { /* of arrays of text, objects, records */
        ki_loan_end(loan);
        return np_helper(ks, "_array_of_view", &v, 1);
    }
    int64_t sizes[KT_MAX_DIMS] = {fits ? b->len / b->itemsize : 0}, strides[KT_MAX_DIMS];
    for (int i = 0; fits && b->shape && i < ndim; i++) {
        sizes[i] = b->shape[i];
        strides[i] = b->strides ? b->strides[i] / b->itemsize : 0;
        fits = !b->strides || b->strides[i] % b->itemsize == 0;
    }
    if (!fits) {
        ki_loan_end(loan);
        return KI_ABSENT;
    }
    bool readonly = b->readonly;
    KtTensor *t;
    if (b->len) {
        t = ki_loan_tensor(ki_kt_np(ks), loan, own, ndim, sizes,
                           b->shape && b->strides ? strides : NULL, b->data);
    } else {
        t = kt_empty(ki_kt_np(ks), own, ndim, sizes);
        ki_loan_end(loan);
    }
    if (!t) return ki_kt_raise(ks);
    if (readonly) t->flags |= KT_T_READ_ONLY;
    KiNpDtype *d = big ? np_swapped_dtype(ks, own) : NULL;
    KiValue base = ki_memoryview_new(ks, v); /* NumPy asks for the loan through one */
    KiValue r = base == KI_ERR ? KI_ERR
                : !big         ? ki_ndarray_wrap(ks, t, base)
                : d            ? np_carried_wrap(ks, t, d, base)
                               : KI_ERR;
    ki_decref(ks, base);
    if (d) ki_decref_obj(ks, &d->h);
    return r;
}

/* Is v a list whose first item is an array of text or objects? Its type counts, even of an empty
 * one. */
static bool begins_with_others(KiValue v) {
    if (!(ki_is_list(v) ? ki_list_of(v)->len : ki_is_tuple(v) ? ki_tuple_of(v)->len : 0))
        return false;
    KiValue first = ki_is_list(v) ? ki_list_of(v)->items[0] : ki_tuple_of(v)->items[0];
    return ki_is_ndarray(first) && np_array_of(first)->pool &&
           np_array_of(first)->descr->kind != 'V';
}

KiValue np_array_from(KiState *ks, KiValue v, KiNpDtype *dtype, bool copy, char order, int ndmin) {
    KtCtx *ctx = ki_kt_np(ks);
    int num = dtype ? dtype->num : KT_NO_DTYPE;
    if (ndmin > 32)
        return ki_raise(ks, KI_EXC_ValueError,
                        "ndmin bigger than allowable number of dimensions NPY_MAXDIMS (=32)");
    if (KB_UNLIKELY(np_is_stepped(v)) && (copy || dtype || ndmin || !strchr("KA", order))) {
        KiValue dense = np_stepped_dense(ks, v);
        KiValue r = dense == KI_ERR ? KI_ERR : np_array_from(ks, dense, dtype, copy, order, ndmin);
        ki_decref(ks, dense);
        return r;
    }
    if (ki_is_ndarray(v) && !np_array_of(v)->descr && (!dtype || num >= 0))
        return from_plain(ks, v, num, copy, order, ndmin);
    bool other = dtype && num < 0, text = other && strchr("US", dtype->kind);
    KiNpDtype *own = ki_is_ndarray(v) ? np_array_of(v)->descr : NULL;
    if (text && !dtype->itemsize && own && own->kind == dtype->kind)
        return np_array_from(ks, v, own, copy, order, ndmin);
    if (ki_is_ndarray(v) && dtype &&
        (num >= 0 || np_is_described(dtype) ||
         ((text || strchr("mM", dtype->kind) ||
           ((!own || own->fields != KI_ABSENT) && dtype->fields != KI_ABSENT)) &&
          !(own && np_dtype_equal(ks, dtype, own))))) { /* elements of another sort are cast */
        KiValue arg[3] = {v, ki_from_obj(dtype),
                          ki_str_from_cstr(ks, order == 'F'   ? "F"
                                               : order == 'C' ? "C"
                                                              : "K")};
        KiValue cast = arg[2] == KI_ERR ? KI_ERR : np_helper_new(ks, "_astype_slow", arg, 3);
        ki_decref(ks, arg[2]);
        if (cast == KI_ERR || ndmin <= ki_tensor_of(cast)->ndim) return cast;
        KtTensor *t = with_ndmin(ctx, kt_incref(ki_tensor_of(cast)), ndmin);
        KiValue wide = !t        ? ki_kt_raise(ks)
                       : num < 0 ? np_object_wrap(ks, t, cast, true)
                                 : np_wrap(ks, t, KI_ABSENT);
        ki_decref(ks, cast);
        return wide;
    }
    if (np_is_time_scalar(v) && dtype && !other) { /* counts of its unit */
        KiValue times = np_array_from(ks, v, NULL, true, order, ndmin);
        KiValue arg = ki_from_obj(dtype);
        KiValue cast = times == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, times, "astype", &arg, 1);
        ki_decref(ks, times);
        return cast;
    }
    KiValue lent = over_lender(ks, v);
    if (lent == KI_ABSENT) lent = np_array_of_like(ks, v);
    if (lent == KI_ERR) return KI_ERR;
    if (lent != KI_ABSENT) {
        bool as_it_is = !copy && !dtype && !ndmin && order == 'K';
        KiValue made = as_it_is ? lent : np_array_from(ks, lent, dtype, copy, order, ndmin);
        if (!as_it_is) ki_decref(ks, lent);
        return made;
    }
    if (np_is_other_array(v) && num < 0 &&
        (!dtype || (np_dtype_equal(ks, dtype, np_array_of(v)->descr)))) {
        if (!copy && ki_tensor_of(v)->ndim >= ndmin && order_fits(ki_tensor_of(v), order))
            return ki_new_ref(v);
        KtTensor *t = with_ndmin(ctx, np_copy(ctx, ki_tensor_of(v), KT_NO_DTYPE, order), ndmin);
        return t ? np_object_wrap(ks, t, v, false) : ki_kt_raise(ks);
    }
    KiValue r;
    if (other || (!dtype && (is_text_value(v) || np_is_other_scalar(v)))) {
        r = np_object_array_from(ks, v, dtype);
        if (r != KI_ERR && np_array_of(r)->descr)
            r = in_order(ks, r, ki_tensor_of(ki_is_ndarray(v) ? v : r), 'K');
    } else if (!dtype && begins_with_others(v)) {
        r = np_object_array_from(ks, v, NULL);
    } else {
        KtTensor *t = np_from_any(ks, v, num);
        if (!t) {
            if (dtype) return KI_ERR;
            if (ki_pending_is(ks, KI_EXC_OverflowError)) return from_big_ints(ks, v);
            if (!ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
            KiValue exc = ki_take_exc(ks);
            r = np_object_array_from(ks, v, NULL);
            if (r == KI_ERR && !ki_pending(ks))
                ki_restore_exc(ks, exc);
            else
                ki_decref(ks, exc);
        } else {
            bool shared = ki_is_tensor(v) || ki_is_ndarray(v);
            if ((copy && shared && t->refs + (ki_is_tensor(v) ? 1 : 0) > 1) ||
                (order == 'F' && t->ndim > 1)) {
                KtTensor *c = np_copy(ctx, t, KT_NO_DTYPE, order == 'F' ? 'F' : 'C');
                kt_decref(ctx, t);
                t = c;
            }
            return np_wrap(ks, with_ndmin(ctx, t, ndmin), KI_ABSENT);
        }
    }
    if (r != KI_ERR && order == 'F' && !kt_is_fortran(ki_tensor_of(r)))
        r = in_order(ks, r, ki_tensor_of(r), 'F');
    if (r != KI_ERR && ndmin > ki_tensor_of(r)->ndim) {
        KtTensor *t = with_ndmin(ctx, kt_incref(ki_tensor_of(r)), ndmin);
        KiValue w = t ? np_object_wrap(ks, t, r, true) : ki_kt_raise(ks);
        ki_decref(ks, r);
        return w;
    }
    return r;
}

/* The array r made of v, which must not be a copy. */
static KiValue not_a_copy(KiState *ks, KiValue r, KiValue v) {
    KiValue base = r == KI_ERR ? KI_ABSENT : ((KiTensorObj *)ki_obj(r))->base;
    if (r == KI_ERR || r == v || (base && base != KI_ABSENT)) return r;
    bool cast = ki_is_ndarray(v) && ki_tensor_of(v)->dtype != ki_tensor_of(r)->dtype;
    bool text = ki_is_ndarray(v) && np_array_of(v)->descr;
    ki_decref(ks, r);
    return ki_raise(ks, KI_EXC_ValueError, "Unable to avoid copy while creating %s.",
                    cast || text       ? "an array from given array"
                    : ki_is_ndarray(v) ? "a new array"
                                       : "an array");
}

static KiValue array_call(KiState *ks, KiValue v, KiValue dtype, NpCopy mode, char order,
                          bool subok, int ndmin) {
    KiNpDtype *d = NULL;
    if (np_names_shape(ks, dtype)) {
        char name[2] = {order, 0};
        KiValue w[4] = {v, dtype, ki_str_from_cstr(ks, name), ki_small_int(ndmin)};
        KiValue r = np_helper(ks, "_array_of_shaped", w, 4);
        ki_decref(ks, w[2]);
        return r;
    }
    if (dtype != KI_ABSENT && !ki_is_none(dtype) && !(d = np_to_dtype(ks, dtype))) return KI_ERR;
    KiValue r = np_array_from(ks, v, d, mode == NP_COPY_ALWAYS, order, ndmin);
    if (d) ki_decref_obj(ks, &d->h);
    if (mode == NP_COPY_NEVER) r = not_a_copy(ks, r, v);
    if (r == KI_ERR || !ki_is_ndarray(v)) return r;
    KiType *own = ki_obj(v)->shape->type, *plain = ks->types[KI_K_NDARRAY];
    if (own == plain) return r;
    if (subok) return np_in_class_of(ks, r, v);
    if (ki_obj(r)->shape->type != plain) {
        KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(r));
        KiValue w = !t                      ? ki_kt_raise(ks)
                    : np_array_of(r)->descr ? np_object_view_as(ks, t, r, plain)
                                            : ki_ndarray_wrap(ks, t, r);
        ki_decref(ks, r);
        return w;
    }
    return r;
}

/* array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None) */
NA_FN(f_array) {
    NA;
    NpCopy copy = na_copy_mode(&a, 2);
    bool subok = na_bool(&a, 4, false);
    char order = na_order(&a, 3, 'K');
    int ndmin = na_whole(&a, 5, 0);
    return a.failed ? KI_ERR : array_call(ks, args[0], args[1], copy, order, subok, ndmin);
}
NA_FN(f_asarray) {
    if (np_is_plain(args[0]) && ki_is_none(args[1]) && ki_is_none(args[2]) &&
        ki_obj(args[0])->shape->type == ks->types[KI_K_NDARRAY])
        return ki_new_ref(args[0]);
    NA;
    char order = na_order(&a, 2, 'K');
    return a.failed ? KI_ERR : array_call(ks, args[0], args[1], NP_COPY_IF_NEEDED, order, false, 0);
}
NA_FN(f_asanyarray) {
    NA;
    char order = na_order(&a, 2, 'K');
    return a.failed ? KI_ERR : array_call(ks, args[0], args[1], NP_COPY_IF_NEEDED, order, true, 0);
}
NA_FN(f_ascontiguousarray) {
    return array_call(ks, args[0], args[1], NP_COPY_IF_NEEDED, 'C', false, 1);
}
NA_FN(f_asfortranarray) {
    return array_call(ks, args[0], args[1], NP_COPY_IF_NEEDED, 'F', false, 1);
}
NA_FN(f_copy) {
    NA;
    char order = na_order(&a, 1, 'K');
    bool subok = na_bool(&a, 2, false);
    return a.failed ? KI_ERR : array_call(ks, args[0], KI_ABSENT, NP_COPY_ALWAYS, order, subok, 0);
}
/* asarray_chkfinite is in Python. */

/* --- filled --- */

static KiValue filled_other(KiState *ks, KiNpDtype *d, int n, const int64_t *sizes, KiValue value) {
    bool unsized = (d->kind == 'U' || d->kind == 'S') && d->itemsize == 0;
    KiNpDtype *one = unsized ? np_text_dtype(ks, d->kind, 1) : NULL;
    if (unsized && !one) return KI_ERR;
    KiValue r = np_object_array(ks, one ? one : d, n, sizes, NULL);
    if (one) ki_decref_obj(ks, &one->h);
    if (r == KI_ERR || value == KI_ABSENT) return r;
    bool time = d->kind == 'M' || d->kind == 'm';
    if (time || np_is_described(d)) { /* the value is an array first, as for native numbers */
        KiValue v[4] = {r, value, ki_str_from_cstr(ks, "unsafe"), KI_TRUE};
        KiValue done = v[2] == KI_ERR ? KI_ERR : np_helper(ks, "_copyto", v, 4);
        ki_decref(ks, v[2]);
        if (done != KI_ERR) return r;
        ki_decref(ks, r);
        return KI_ERR;
    }
    bool sequence = n == 0 && (ki_is_list(value) || ki_is_tuple(value)) && d->fields == KI_ABSENT;
    if (sequence) value = np_array_from(ks, value, NULL, false, 'K', 0); /* that is copied */
    bool ok = value != KI_ERR && ki_setitem(ks, r, KI_ELLIPSIS, value);
    if (sequence) ki_decref(ks, value);
    if (ok) return r;
    ki_decref(ks, r);
    return KI_ERR;
}

/* The value becomes an array of its own type first, as where it is copied unsafely. */
static KiValue filled_records(KiState *ks, KiNpDtype *d, int n, const int64_t *sizes,
                              KiValue value) {
    KiValue x = np_array_from(ks, value, NULL, false, 'K', 0), as = ki_from_obj(d);
    KiValue y = x == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, x, "astype", &as, 1);
    KiValue r = y == KI_ERR ? KI_ERR : filled_other(ks, d, n, sizes, y);
    ki_decref(ks, x);
    ki_decref(ks, y);
    return r;
}

static KtTensor *empty_in(KtCtx *ctx, int dtype, int n, const int64_t *sizes, char order) {
    return order == 'F' ? kt_empty_fortran(ctx, dtype, n, sizes) : kt_empty(ctx, dtype, n, sizes);
}
static KtTensor *zeros_in(KtCtx *ctx, int dtype, int n, const int64_t *sizes, char order) {
    KtTensor *t = kt_zeros(ctx, dtype, n, sizes);
    return order == 'F' ? kt_to_fortran(ctx, t) : t;
}

static KiValue bad_shape(KiState *ks, KiValue v) {
    KiValue s = ki_str(ks, v);
    const char *text = s == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(s), NULL);
    if (text)
        ki_raise(ks, KI_EXC_TypeError,
                 "expected a sequence of integers or a single integer, got '%s'", text);
    ki_decref(ks, s);
    return KI_ERR;
}

/* As a shape, None is (). */
static bool warn_none(KiState *ks, KiValue shape) {
    return !ki_is_none(shape) ||
           ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "Passing None into shape arguments as an alias for () is deprecated.");
}

/* shape, dtype=None, order='C'; what: 'z' zeros, 'o' ones, 'e' empty. */
static KiValue filled(KiState *ks, KiValue *args, char what) {
    NA;
    int64_t sizes[KT_MAX_DIMS];
    int n, num = KT_F64;
    if (ki_is_int(args[0])) {
        n = 1;
        sizes[0] = ki_int_val(args[0]);
    } else {
        if (ki_is_float(args[0]) || ki_is_real_float(args[0])) return bad_shape(ks, args[0]);
        na_sizes(&a, 0, sizes, &n);
        if (ki_is_none(args[0])) n = 0;
        if (!warn_none(ks, args[0])) return KI_ERR;
    }
    if (a.failed) return KI_ERR;
    if (!ki_is_none(args[1])) {
        KiNpDtype *d = np_to_dtype_shaped(ks, args[1], &n, sizes);
        if (!d) return KI_ERR;
        num = d->num;
        if (num < 0) {
            KiValue fill = what == 'z'   ? ki_small_int(0)
                           : what == 'o' ? ki_small_int(1)
                                         : KI_ABSENT;
            if (d->kind != 'O' && what == 'z') fill = KI_ABSENT;
            char order = new_order(&a, 2);
            KiValue r = !order                          ? KI_ERR
                        : d->kind == 'V' && what == 'o' ? filled_records(ks, d, n, sizes, fill)
                                                        : filled_other(ks, d, n, sizes, fill);
            ki_decref_obj(ks, &d->h);
            return r == KI_ERR ? r : in_order(ks, r, ki_tensor_of(r), order);
        }
        ki_decref_obj(ks, &d->h);
    }
    char order = new_order(&a, 2);
    if (!order) return KI_ERR;
    KtTensor *t;
    if (what == 'z') {
        t = zeros_in(a.ctx, num, n, sizes, order);
    } else {
        t = empty_in(a.ctx, num, n, sizes, order);
        KtScalar one = kt_scalar_int(1);
        if (t && what == 'o' && !kt_fill(a.ctx, t, &one)) {
            kt_decref(a.ctx, t);
            return ki_kt_raise(ks);
        }
        if (t && what == 'e' && num == KT_BOOL) memset(t->data, 0, kt_nbytes(t));
    }
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}
NA_FN(f_zeros) {
    return filled(ks, args, 'z');
}
NA_FN(f_ones) {
    return filled(ks, args, 'o');
}
NA_FN(f_empty) {
    return filled(ks, args, 'e');
}

/* x[...] = fill as copyto does with unsafe casting: the value becomes an array first. */
static bool fill_unsafe(KiState *ks, KiValue x, KiValue fill) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = ki_tensor_of(x);
    if (np_is_time_scalar(fill)) { /* counts of their unit */
        KiValue times = np_array_from(ks, fill, NULL, false, 'K', 0);
        bool ok = times != KI_ERR && ki_setitem(ks, x, KI_ELLIPSIS, times);
        ki_decref(ks, times);
        return ok;
    }
    KtTensor *f = np_from_any(ks, fill, KT_NO_DTYPE);
    if (!f) {
        ki_clear_exc(ks);
        if (ki_is_str(fill) && t->dtype == KT_BOOL && t->numel) { /* text is read as a number */
            KiValue text = np_array_from(ks, fill, NULL, false, 'K', 0),
                    type = ki_str_from_cstr(ks, "?");
            KiValue truth =
                text == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, text, "astype", &type, 1);
            bool ok = truth != KI_ERR && ki_setitem(ks, x, KI_ELLIPSIS, truth);
            ki_decref(ks, text);
            ki_decref(ks, type);
            ki_decref(ks, truth);
            return ok;
        }
        bool lone = ki_is_str(fill) || ki_is_none(fill) || ki_has_layout(fill, KI_K_BYTES);
        return (lone && t->numel == 0) || ki_setitem(ks, x, KI_ELLIPSIS, fill);
    }
    bool ok = true;
    KtTensor *cast = NULL, *wide = kt_broadcast_to(ctx, f, t->ndim, t->sizes);
    bool fits = wide != NULL;
    kt_xdecref(ctx, wide);
    wide = NULL;
    if (fits) {
        ok = np_warns_complex(ks, f->dtype, t->dtype);
        cast = !ok        ? NULL
               : t->numel ? np_checked_cast(ctx, f, t->dtype, 'C')
                          : np_copy(ctx, f, t->dtype, 'C');
        wide = cast ? kt_broadcast_to(ctx, cast, t->ndim, t->sizes) : NULL;
    }
    if (!fits) { /* says what the shapes are */
        kt_clear_error(ctx);
        KiValue whole = ki_ndarray_wrap(ks, kt_incref(f), KI_ABSENT);
        ok = whole != KI_ERR && ki_setitem(ks, x, KI_ELLIPSIS, whole);
        ki_decref(ks, whole);
    } else if (ok) {
        ok = wide && kt_copy(ctx, t, wide);
        if (!ok) (void)ki_kt_raise(ks);
    }
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, cast);
    kt_xdecref(ctx, wide);
    return ok;
}

/* full(shape, fill_value, dtype=None, order='C') */
NA_FN(f_full) {
    NA;
    int64_t sizes[KT_MAX_DIMS];
    int n;
    na_sizes(&a, 0, sizes, &n);
    if (a.failed || !warn_none(ks, args[0])) return KI_ERR;
    char order = new_order(&a, 3);
    if (!order) return KI_ERR;
    KiNpDtype *d = NULL;
    if (na_given(&a, 2)) {
        if (!(d = np_to_dtype_shaped(ks, args[2], &n, sizes))) return KI_ERR;
    } else {
        KiValue as = array_call(ks, args[1], KI_ABSENT, false, 'K', false, 0);
        if (as == KI_ERR) return KI_ERR;
        d = (KiNpDtype *)ki_obj(np_dtype_value(ks, as));
        ki_decref(ks, as);
    }
    KiValue r;
    if (d->num < 0) {
        r = d->kind == 'V' ? filled_records(ks, d, n, sizes, args[1])
                           : filled_other(ks, d, n, sizes, args[1]);
        if (r != KI_ERR) r = in_order(ks, r, ki_tensor_of(r), order);
    } else {
        KtTensor *t = empty_in(a.ctx, d->num, n, sizes, order);
        r = ki_ndarray_wrap(ks, t, KI_ABSENT);
        if (r != KI_ERR && !fill_unsafe(ks, r, args[1])) {
            ki_decref(ks, r);
            r = KI_ERR;
        }
    }
    ki_decref_obj(ks, &d->h);
    return r;
}

/* An array of other sizes whose dimensions lie in the order of x's. */
static KtTensor *empty_in_order_of(KtCtx *ctx, int dtype, KtTensor *x, const int64_t *sizes) {
    KtTensor *t = empty_in(ctx, dtype, x->ndim, sizes, 'C');
    if (t && t->numel) kt_lay_out_in_order(t, x);
    return t;
}
/* X_like(a, dtype=None, order='K', subok=True, shape=None); value KI_ABSENT: uninitialised. */
static KiValue like(KiState *ks, KiValue *args, KiValue fill, bool zeros) {
    NA;
    KiValue src = args[0];
    if (np_is_other_array(src) && !na_given(&a, 1)) {
        KtTensor *t = ki_tensor_of(src);
        int64_t sizes[KT_MAX_DIMS];
        int n;
        bool shaped = na_sizes(&a, 4, sizes, &n);
        char order = a.failed ? 'C' : na_order(&a, 2, 'K');
        if (a.failed) return na_ret_obj(&a, KI_ERR);
        if (order == 'A') order = kt_is_fortran(t) && !kt_is_contiguous(t) ? 'F' : 'C';
        KiNpDtype *own = np_array_of(src)->descr;
        if (zeros && own->kind != 'O') fill = KI_ABSENT; /* empty text, zero times */
        KiValue r =
            own->kind == 'V' && fill != KI_ABSENT
                ? filled_records(ks, own, shaped ? n : t->ndim, shaped ? sizes : t->sizes, fill)
                : filled_other(ks, own, shaped ? n : t->ndim, shaped ? sizes : t->sizes, fill);
        bool movable = !(shaped && order == 'K');
        r = movable ? in_order(ks, r, t, order) : r;
        return na_ret_obj(&a, na_flag(&a, 3, true) ? np_in_class_of(ks, r, src) : r);
    }
    KtTensor *x;
    if (ki_is_ndarray(src))
        x = ki_tensor_of(src);
    else
        x = na_arr(&a, 0);
    KiNpDtype *d = NULL;
    if (!a.failed && na_given(&a, 1) && !(d = np_to_dtype(ks, args[1]))) a.failed = true;
    char order = na_order(&a, 2, 'K');
    int64_t sizes[KT_MAX_DIMS];
    int n;
    bool shaped = na_sizes(&a, 4, sizes, &n);
    KiValue r = KI_ERR;
    if (!a.failed && d && d->num < 0) {
        if (zeros && d->kind != 'O') fill = KI_ABSENT; /* empty text, zero times */
        r = filled_other(ks, d, shaped ? n : x->ndim, shaped ? sizes : x->sizes, fill);
        if (order == 'A') order = kt_is_fortran(x) && !kt_is_contiguous(x) ? 'F' : 'C';
        if (!(shaped && order == 'K')) r = in_order(ks, r, x, order);
        if (na_flag(&a, 3, true)) r = np_in_class_of(ks, r, src);
    } else if (!a.failed) {
        int num = d ? d->num : x->dtype;
        bool subok = na_flag(&a, 3, true);
        if (shaped && order == 'K' && (n != x->ndim || kt_is_contiguous(x))) order = 'C';
        if (order == 'A') order = kt_is_fortran(x) && !kt_is_contiguous(x) ? 'F' : 'C';
        KtTensor *t = shaped && order == 'K' ? empty_in_order_of(a.ctx, num, x, sizes)
                      : shaped               ? empty_in(a.ctx, num, n, sizes, order)
                      : order == 'K'         ? kt_empty_like_order(a.ctx, x, num)
                                             : empty_in(a.ctx, num, x->ndim, x->sizes, order);
        if (a.failed) {
            kt_xdecref(a.ctx, t);
            t = NULL;
        }
        r = t ? np_wrap(ks, t, subok ? src : KI_ABSENT) : a.failed ? KI_ERR : ki_kt_raise(ks);
        if (r != KI_ERR && fill != KI_ABSENT && !fill_unsafe(ks, r, fill)) {
            ki_decref(ks, r);
            r = KI_ERR;
        }
    }
    if (d) ki_decref_obj(ks, &d->h);
    return na_ret_obj(&a, r);
}
NA_FN(f_zeros_like) {
    NP_OBJECTS(f_zeros_like, 5);
    return like(ks, args, ki_small_int(0), true);
}
NA_FN(f_ones_like) {
    NP_OBJECTS(f_ones_like, 5);
    return like(ks, args, ki_small_int(1), false);
}
NA_FN(f_empty_like) {
    NP_OBJECTS(f_empty_like, 5);
    return like(ks, args, KI_ABSENT, false);
}
/* full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None) */
NA_FN(f_full_like) {
    NP_OBJECTS(f_full_like, 6);
    KiValue v[5] = {args[0], args[2], args[3], args[4], args[5]};
    return like(ks, v, args[1], false);
}

/* --- ranges --- */

/* Does v name a type that the engine does not know? (What names none is complained about later.) */
static bool other_dtype(KiState *ks, KiValue v) {
    if (v == KI_ABSENT || ki_is_none(v)) return false;
    KiNpDtype *d = np_to_dtype(ks, v);
    if (!d) {
        ki_clear_exc(ks);
        return false;
    }
    bool other = d->num < 0;
    ki_decref_obj(ks, &d->h);
    return other;
}
static bool is_time(KiValue v) {
    return np_is_time_scalar(v) || (np_is_nonnumeric(v) && np_is_time(np_array_of(v)->descr));
}
static KiValue arange_times(KiState *ks, KiValue *args) {
    return np_helper_given(ks, "_arange_times", args, 4);
}

/* arange([start,] stop[, step,], dtype=None, *, like=None) */
/* The type that the ends and the step of a range have in common, at least int64; KT_NO_DTYPE: all
 * are Python's, and the engine goes by them. */
static int type_of_range(KiState *ks, const KiValue *args, bool one) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int common = KT_I64;
    bool typed = false;
    for (int i = 0; i < 3; i++) {
        KiValue v = one && i < 2 ? (i ? args[0] : KI_ABSENT) : args[i];
        int d = v == KI_ABSENT || ki_is_none(v) ? KT_I64
                : ki_is_ndarray(v)              ? ki_tensor_of(v)->dtype
                                                : np_scalar_get(ks, v, buf);
        typed = typed || (d >= 0 && v != KI_ABSENT && !ki_is_none(v));
        if (d < 0) d = ki_is_bool(v) ? KT_BOOL : ki_is_float(v) ? KT_F64 : KT_I64;
        common = (int)kt_promote_numpy(common, d);
    }
    return typed ? common : KT_NO_DTYPE;
}

NA_FN(f_arange) {
    NA;
    if (args[0] == KI_ABSENT && args[1] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "arange() requires stop to be specified.");
    if (ki_is_none(args[0]) && na_given(&a, 1))
        return ki_raise(ks, KI_EXC_TypeError, "arange: no start");
    for (int i = 0; i < 3; i++)
        if (ki_is_tuple(args[i]) || ki_is_list(args[i]))
            return ki_raise(ks, KI_EXC_TypeError, "arange: scalar arguments expected");
    if (na_given(&a, 3)) {
        KiNpDtype *d = np_to_dtype(ks, args[3]);
        if (!d) return KI_ERR;
        bool time = np_is_time(d), other = d->num < 0;
        ki_decref_obj(ks, &d->h);
        if (time) return arange_times(ks, args);
        if (other) return np_helper_given(ks, "_arange_other", args, 4);
    }
    bool only_none = ki_is_none(args[0]) && (args[1] == KI_ABSENT || ki_is_none(args[1]));
    bool typed_text = na_given(&a, 3) && (ki_is_str(args[0]) || ki_is_str(args[1]));
    bool complex_end = false;
    for (int i = 0; i < 3; i++)
        complex_end = complex_end || ki_has_layout(args[i], KI_K_COMPLEX);
    if (only_none || typed_text || complex_end) return np_helper_given(ks, "_arange_slow", args, 4);
    for (int i = 0; i < 3; i++)
        if (ki_is_str(args[i]))
            return ki_raise(ks, KI_EXC_TypeError,
                            "arange() not supported for inputs with DType <class "
                            "'numpy.dtype[str_]'>.");
    for (int i = 0; i < 3; i++)
        if (is_time(args[i])) return arange_times(ks, args);
    bool one = args[1] == KI_ABSENT || ki_is_none(args[1]);
    KtScalar start =
        one || args[0] == KI_ABSENT ? kt_scalar_int(0) : na_scalar(&a, 0, kt_scalar_int(0));
    KtScalar stop = na_scalar(&a, one ? 0 : 1, kt_scalar_int(0));
    KtScalar step = na_scalar(&a, 2, kt_scalar_int(1));
    int dtype = na_dtype(&a, 3);
    KtScalar *all[3] = {&start, &stop, &step};
    for (int i = 0; i < 3; i++)
        if (all[i]->kind == KT_S_BOOL) all[i]->kind = KT_S_INT;
    if (!a.failed && dtype < 0) dtype = type_of_range(ks, args, one);
    KtTensor *t = a.failed ? NULL : kt_arange(a.ctx, &start, &stop, &step, dtype);
    if (t && dtype == KT_BOOL && t->numel > 2) {
        kt_decref(a.ctx, t);
        return na_raise(&a, KI_EXC_TypeError,
                        "arange() is only supported for booleans when the result has at most "
                        "length 2.");
    }
    na_end(&a);
    if (a.failed) return KI_ERR;
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}
NP_IN_STEPS(f_arange, "arange", "start stop step dtype")

/* linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0) */
static bool other_array(KiValue v) {
    return ki_is_ndarray(v) && !np_is_plain(v);
}
NA_FN(f_linspace) {
    if (np_has_other_class(ks, args[0]) || np_has_other_class(ks, args[1])) {
        KiValue r = np_steps(ks, "linspace", "start stop num endpoint retstep dtype axis", args);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    NA;
    if (np_is_time_scalar(args[0]) || np_is_time_scalar(args[1]) || ki_is_str(args[0]) ||
        ki_is_str(args[1]) || other_array(args[0]) || other_array(args[1]) ||
        (args[6] != KI_ABSENT && args[6] != ki_small_int(0)))
        return np_helper(ks, "_linspace_arrays", args, 7);
    KtOperand x = na_operand(&a, 0), y = na_operand(&a, 1);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    bool scalars = (!x.t || x.t->ndim == 0) && (!y.t || y.t->ndim == 0);
    if (!scalars) {
        na_end(&a);
        return np_helper(ks, "_linspace_arrays", args, 7);
    }
    if (other_dtype(ks, args[5])) {
        na_end(&a);
        return np_helper_given(ks, "_linspace_other", args, 7);
    }
    int64_t num = na_int(&a, 2, 50);
    bool endpoint = na_bool(&a, 3, true), retstep = na_bool(&a, 4, false);
    int dtype = na_dtype(&a, 5);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (num < 0)
        return na_raise(&a, KI_EXC_ValueError, "Number of samples, %lld, must be non-negative.",
                        (long long)num);
    KtScalar s = na_scalar(&a, 0, x.s), e = na_scalar(&a, 1, y.s);
    bool events = !isfinite(kt_scalar_as_double(&s)) || !isfinite(kt_scalar_as_double(&e));
    if (s.kind == KT_S_COMPLEX || e.kind == KT_S_COMPLEX || dtype == KT_BOOL || events) {
        na_end(&a);
        return np_helper(ks, "_linspace_arrays", args, 7);
    }
    bool wide = s.dtype == KT_LD || e.dtype == KT_LD;
    KtTensor *t = kt_linspace(a.ctx, &s, &e, num, endpoint,
                              dtype >= 0 ? dtype
                              : wide     ? KT_LD
                                         : KT_F64);
    na_end(&a);
    KiValue r = ki_ndarray_wrap(ks, t, KI_ABSENT);
    if (r != KI_ERR && num > endpoint && ki_tensor_of(r)->dtype == (wide ? KT_LD : KT_F64))
        r = np_viewed(ks, r); /* of a range in one dimension */
    if (!retstep || r == KI_ERR) return r;
    int64_t div = endpoint ? num - 1 : num;
    if (wide && div > 0) {
        KtLong by =
            kt_long_store((kt_scalar_as_long(&e) - kt_scalar_as_long(&s)) / (long double)div);
        KiValue step = np_scalar(ks, KT_LD, &by);
        KiValue both = step == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, r, step);
        ki_decref(ks, r);
        ki_decref(ks, step);
        return both;
    }
    double step = div > 0 ? (kt_scalar_as_double(&e) - kt_scalar_as_double(&s)) / (double)div : NAN;
    KiValue w = div > 0 ? np_scalar(ks, KT_F64, &step) : ki_float(NAN);
    KiValue pair = w == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, r, w);
    ki_decref(ks, r);
    ki_decref(ks, w);
    return pair;
}

NP_IN_STEPS(f_linspace, "linspace", "start stop num endpoint retstep dtype axis")

/* eye(N, M=None, k=0, dtype=float, order='C') */
NA_FN(f_eye) {
    if (ki_is_none(args[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "'NoneType' object cannot be interpreted as an integer");
    if (other_dtype(ks, args[3])) return np_helper_given(ks, "_eye_other", args, 4);
    NA;
    char order = na_order(&a, 4, 'C');
    if (!a.failed && order != 'C' && order != 'F')
        return na_raise(&a, KI_EXC_ValueError, "only 'C' or 'F' order is permitted");
    int64_t n = na_index(&a, 0, 0), m = na_given(&a, 1) ? na_index(&a, 1, n) : n;
    int64_t k = na_int(&a, 2, 0);
    int dtype = na_given(&a, 3) ? na_dtype(&a, 3) : KT_F64;
    if (a.failed) return KI_ERR;
    k = np_diagonal_within(k, n, m);
    if (order == 'C') return ki_ndarray_wrap(ks, kt_eye(a.ctx, n, m, k, dtype), KI_ABSENT);
    KtTensor *columns = na_keep(&a, kt_eye(a.ctx, m, n, -k, dtype));
    return na_ret(&a, columns ? kt_transpose(a.ctx, columns, 0, 1) : NULL);
}
NP_IN_STEPS(f_eye, "eye", "N M k dtype order")
NA_FN(f_identity) {
    if (ki_is_none(args[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "'NoneType' object cannot be interpreted as an integer");
    if (other_dtype(ks, args[1])) {
        KiValue v[4] = {args[0], KI_NONE, ki_small_int(0), args[1]};
        return np_helper(ks, "_eye_other", v, 4);
    }
    NA;
    int64_t n = na_index(&a, 0, 0);
    int dtype = na_given(&a, 1) ? na_dtype(&a, 1) : KT_F64;
    if (a.failed) return KI_ERR;
    return ki_ndarray_wrap(ks, kt_eye(a.ctx, n, n, 0, dtype), KI_ABSENT);
}

NP_IN_STEPS(f_identity, "identity", "n dtype")

#define LIKE_SIG "(a, dtype=None, order='K', subok=True, shape=None)"
static const NpRow rows[] = {
    {"array", "f", "(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None)",
     (void *)f_array},
    {"asarray", "f", "(a, dtype=None, order=None, *, like=None)", (void *)f_asarray},
    {"asanyarray", "f", "(a, dtype=None, order=None, *, like=None)", (void *)f_asanyarray},
    {"ascontiguousarray", "f", "(a, dtype=None, *, like=None)", (void *)f_ascontiguousarray},
    {"asfortranarray", "f", "(a, dtype=None, *, like=None)", (void *)f_asfortranarray},
    {"copy", "f", "(a, order='K', subok=False)", (void *)f_copy},
    {"zeros", "f", "(shape, dtype=None, order='C', *, like=None)", (void *)f_zeros},
    {"ones", "f", "(shape, dtype=None, order='C', *, like=None)", (void *)f_ones},
    {"empty", "f", "(shape, dtype=None, order='C', *, like=None)", (void *)f_empty},
    {"full", "f", "(shape, fill_value, dtype=None, order='C', *, like=None)", (void *)f_full},
    {"zeros_like", "f", LIKE_SIG, (void *)f_zeros_like},
    {"ones_like", "f", LIKE_SIG, (void *)f_ones_like},
    {"empty_like", "f", "(prototype, dtype=None, order='K', subok=True, shape=None)",
     (void *)f_empty_like},
    {"full_like", "f", "(a, fill_value, dtype=None, order='K', subok=True, shape=None)",
     (void *)f_full_like},
    {"arange", "f", "(start=<absent>, stop=<absent>, step=<absent>, dtype=None, *, like=None)",
     (void *)f_arange_in_steps},
    {"linspace", "f", "(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)",
     (void *)f_linspace_in_steps},
    {"eye", "f", "(N, M=None, k=0, dtype=None, order='C', *, like=None)", (void *)f_eye_in_steps},
    {"identity", "f", "(n, dtype=None, *, like=None)", (void *)f_identity_in_steps},
};

bool np_init_create(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
