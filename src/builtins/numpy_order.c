/* Sorting, searching and comparing of numpy arrays. */
#include <math.h>

#include "../tensor/ew.h"
#include "../tensor/partition.h"
#include "numpy_core.h"

/* order= is for arrays with fields. */
static bool check_fields(Na *a, int i) {
    if (a->failed || !na_given(a, i)) return !a->failed;
    ki_raise(a->ks, KI_EXC_ValueError, "Cannot specify order when the array has no fields.");
    a->failed = true;
    return false;
}

static bool check_kind(Na *a, int i) {
    const char *s = na_word(a, i, "sort kind");
    if (!s || a->failed || (s[0] && strchr("qmhsQMHS", s[0]))) return !a->failed;
    na_refuse_word(a, i, "sort kind must be one of 'quick', 'heap', or 'stable'");
    return false;
}

/* What argument i, which check_kind() liked, asks for: by its first letter. */
static KtSortKind sort_kind(Na *a, int i) {
    const char *s = na_word(a, i, "sort kind");
    return !s || *s == 'q' || *s == 'Q' ? KT_QUICK : *s == 'h' || *s == 'H' ? KT_HEAP : KT_STABLE;
}

/* Sorted along the axis of argument 1, by the kind of argument 2. */
static bool sorted(Na *a, KtTensor *x, KtTensor **values, KtTensor **indices) {
    enum { i_axis = 1, i_kind };
    int axis = x->ndim - 1;
    KtTensor *from = x;
    if (a->v[i_axis] != KI_ABSENT && ki_is_none(a->v[i_axis])) {
        from = na_keep(a, kt_reshape(a->ctx, x, 1, &x->numel));
        axis = 0;
    } else if (a->v[i_axis] != KI_ABSENT) {
        (indices ? na_axis : na_whole_axis)(a, i_axis, x->ndim, &axis);
    }
    return !a->failed && kt_sort(a->ctx, from, axis, false, sort_kind(a, i_kind), values, indices);
}

/* v (consumed) in the memory order of x, of which it is a sorted copy. */
static KtTensor *in_order_of(Na *a, KtTensor *x, KtTensor *v) {
    if (v->ndim < 2 || v->ndim != x->ndim || kt_is_contiguous(x)) return v;
    KtTensor *r = kt_empty_like_order(a->ctx, x, KT_NO_DTYPE);
    if (r && !kt_copy(a->ctx, r, v)) {
        kt_decref(a->ctx, r);
        r = NULL;
    }
    kt_decref(a->ctx, v);
    return r;
}

/* sort(a, axis=-1, kind=None, order=None) */
NA_FN(f_sort) {
    NP_OBJECTS(f_sort, 4);
    NA;
    if (np_is_other_array(args[0]))
        return check_kind(&a, 2)
                   ? np_helper(ks, "_object_sort", (KiValue[]){args[0], args[1], args[3]}, 3)
                   : KI_ERR;
    KtTensor *x = na_arr(&a, 0), *v = NULL;
    if (a.failed || !check_kind(&a, 2) || !check_fields(&a, 3)) return na_ret_obj(&a, KI_ERR);
    if (x->ndim == 0 && !ki_is_none(args[1])) {
        int axis = -1;
        if (!kt_wrap_dim(a.ctx, args[1] == KI_ABSENT ? &axis : &(int){(int)na_int_opt(&a, 1, -1)},
                         0))
            return na_ret(&a, NULL);
    }
    return na_ret(&a, sorted(&a, x, &v, NULL) ? in_order_of(&a, x, v) : NULL);
}
/* x.sort(axis=-1, kind=None, order=None): in place. */
NA_FN(m_sort) {
    if (np_is_other_array(args[0])) {
        if (ki_tensor_of(args[0])->flags & KT_T_READ_ONLY)
            return ki_raise(ks, KI_EXC_ValueError, "sort array is read-only");
        KiValue r = np_helper(ks, "_object_sort", (KiValue[]){args[0], args[1], args[3]}, 3);
        bool ok = r != KI_ERR && ki_setitem(ks, args[0], KI_ELLIPSIS, r);
        ki_decref(ks, r);
        return ok ? KI_NONE : KI_ERR;
    }
    NA;
    KtTensor *x = na_arr(&a, 0), *v = NULL;
    na_whole(&a, 1, -1); /* None is no axis here */
    if (!a.failed && x->flags & KT_T_READ_ONLY)
        return na_raise(&a, KI_EXC_ValueError, "sort array is read-only");
    if (a.failed || !check_kind(&a, 2) || !check_fields(&a, 3) || !kt_before_write(a.ctx, x) ||
        !sorted(&a, x, &v, NULL))
        return na_ret_obj(&a, KI_ERR);
    bool ok = kt_copy(a.ctx, x, v);
    kt_decref(a.ctx, v);
    return na_ret_none(&a, ok);
}
NA_FN(f_argsort) {
    NP_OBJECTS(f_argsort, 4);
    NA;
    if (np_is_other_array(args[0]))
        return check_kind(&a, 2) ? np_helper(ks, "_object_argsort",
                                             (KiValue[]){args[0], args[1], args[3],
                                                         args[2] == KI_ABSENT ? KI_NONE : args[2]},
                                             4)
                                 : KI_ERR;
    KtTensor *x = na_arr(&a, 0), *ix = NULL, *v = NULL;
    if (a.failed || !check_kind(&a, 2) || !check_fields(&a, 3)) return na_ret_obj(&a, KI_ERR);
    if (x->ndim == 0 && !(x = na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel))))
        return na_ret_obj(&a, KI_ERR);
    bool ok = sorted(&a, x, &v, &ix);
    kt_xdecref(a.ctx, v);
    return na_ret(&a, ok ? ix : NULL);
}

static bool check_select_kind(Na *a) {
    const char *s = na_text(a, 3, "select kind");
    if (a->failed || !strcmp(s, "introselect")) return !a->failed;
    na_refuse_word(a, 3, "select kind must be 'introselect'");
    return false;
}
/* kth as an array of its own, whose places among n elements are counted from the front, rising. */
static KtTensor *places(Na *a, KtTensor *kth, int64_t n) {
    a->failed = true; /* until all is checked */
    if (kth->ndim > 1) {
        ki_raise(a->ks, KI_EXC_ValueError, "object too deep for desired array");
        return NULL;
    }
    if (!kt_is_int_dtype(kth->dtype) && kth->dtype != KT_BOOL) {
        ki_raise(a->ks, KI_EXC_TypeError, "Partition index must be integer");
        return NULL;
    }
    if (kth->dtype == KT_BOOL &&
        !ki_warn(a->ks, KI_EXC_DeprecationWarning, 1,
                 "Passing booleans as partition index is deprecated (warning added in NumPy 1.22)"))
        return NULL;
    KtTensor *wide = na_keep(a, kt_cast(a->ctx, kth, KT_I64)),
             *own = wide ? na_keep(a, kt_copy_c(a->ctx, wide)) : NULL;
    if (!own) return NULL;
    int64_t *p = (int64_t *)(void *)own->data;
    for (int64_t i = 0; i < own->numel; i++) {
        if (p[i] < 0) p[i] += n;
        if (p[i] < 0 || p[i] >= n) {
            ki_raise(a->ks, KI_EXC_ValueError, "kth(=%lld) out of bounds (%lld)", (long long)p[i],
                     (long long)n);
            return NULL;
        }
    }
    a->failed = false;
    KtTensor *rising = NULL;
    if (!kt_sort(a->ctx, own, 0, false, KT_STABLE, &rising, NULL)) return NULL;
    return na_keep(a, rising);
}
static bool partitioned(Na *a, KtTensor *x, KtTensor **values, KtTensor **indices) {
    int axis = x->ndim - 1;
    KtTensor *from = x;
    if (a->failed || !check_select_kind(a) || !check_fields(a, 4)) return false;
    if (ki_is_none(a->v[2]) || (x->ndim == 0 && indices)) {
        from = na_keep(a, kt_reshape(a->ctx, x, 1, &x->numel));
        axis = 0;
    } else {
        (indices ? na_axis : na_whole_axis)(a, 2, x->ndim, &axis);
    }
    if (a->failed) return false;
    KtTensor *kth = na_arr(a, 1);
    if (!kth && (ki_pending_is(a->ks, KI_EXC_TypeError) ||
                 ki_pending_is(a->ks, KI_EXC_NotImplementedError))) {
        ki_clear_exc(a->ks);
        ki_raise(a->ks, KI_EXC_TypeError, "Partition index must be integer");
    }
    if (kth && from->numel) kth = places(a, kth, from->ndim ? from->sizes[axis] : 1);
    return kth && kt_partition(a->ctx, from, axis, (const int64_t *)(void *)kth->data,
                               (int)kth->numel, values, indices);
}
static KiValue object_partition(KiState *ks, KiValue *args, KiValue places_only) {
    KiValue order = args[4] == KI_ABSENT ? KI_NONE : args[4];
    return np_helper(ks, "_object_partition",
                     (KiValue[]){args[0], args[1], args[2], places_only, order}, 5);
}
/* partition(a, kth, axis=-1, kind='introselect', order=None) */
NA_FN(f_partition) {
    NP_OBJECTS(f_partition, 5);
    if (np_is_other_array(args[0])) return object_partition(ks, args, KI_FALSE);
    NA;
    KtTensor *x = na_arr(&a, 0), *v = NULL;
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    return na_ret(&a, partitioned(&a, x, &v, NULL) ? in_order_of(&a, x, v) : NULL);
}
NA_FN(m_partition) {
    if (np_is_other_array(args[0])) {
        KiValue r = f_partition(ks, args, nargs);
        bool ok = r != KI_ERR && ki_setitem(ks, args[0], KI_ELLIPSIS, r);
        ki_decref(ks, r);
        return ok ? KI_NONE : KI_ERR;
    }
    NA;
    KtTensor *x = na_arr(&a, 0), *v = NULL;
    na_whole(&a, 2, -1); /* None is no axis here */
    if (a.failed || !kt_before_write(a.ctx, x) || !partitioned(&a, x, &v, NULL))
        return na_ret_obj(&a, KI_ERR);
    bool ok = kt_copy(a.ctx, x, v);
    kt_decref(a.ctx, v);
    return na_ret_none(&a, ok);
}
NA_FN(f_argpartition) {
    NP_OBJECTS(f_argpartition, 5);
    if (np_is_other_array(args[0])) return object_partition(ks, args, KI_TRUE);
    NA;
    KtTensor *x = na_arr(&a, 0), *ix = NULL;
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    return na_ret(&a, partitioned(&a, x, NULL, &ix) ? ix : NULL);
}

/* lexsort(keys, axis=-1) */
NA_FN(f_lexsort) {
    int64_t len = ki_len(ks, args[0]);
    if (len <= 0) {
        if (len < 0) ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_TypeError, "need sequence of keys with len > 0 in lexsort");
    }
    if (ki_is_str(args[0]) || !ki_is_ptr(args[0]) || ki_is_none(args[0]) ||
        ki_has_layout(args[0], KI_K_COMPLEX) ||
        (args[1] != KI_ABSENT && args[1] != ki_small_int(-1)))
        return np_helper(ks, "_lexsort_along", args, 2);
    NA;
    KiTuple *t = ki_to_tuple(ks, args[0]);
    if (!t) return KI_ERR;
    KtTensor *keys[NA_TEMPS];
    int n = 0;
    for (int64_t i = 0; i < t->len && n < NA_TEMPS && !a.failed; i++) {
        if (np_is_other_array(t->items[i]) || np_holds_objects(ks, t->items[i])) {
            KiValue codes = np_helper(ks, "_object_ranks", &t->items[i], 1);
            KtTensor *r = codes == KI_ERR ? NULL : kt_incref(ki_tensor_of(codes));
            ki_decref(ks, codes);
            keys[n++] = na_keep(&a, r);
            continue;
        }
        keys[n++] = na_arr_of(&a, t->items[i]);
    }
    KtTensor *r = a.failed || n == 0 ? NULL : kt_lexsort(a.ctx, keys, n);
    KiValue v = r ? np_value(ks, r, KI_ABSENT) : KI_ERR;
    v = na_ret_obj(&a, v);
    ki_decref_obj(ks, &t->h);
    return v;
}

/* The order given as argument i, of one dimension and integers. */
static KtTensor *sorter_of(Na *a, int i) {
    if (a->failed || !na_given(a, i)) return NULL;
    KiValue v = np_array_from(a->ks, a->v[i], NULL, false, 'K', 0);
    bool fits = v != KI_ERR && ki_tensor_of(v)->ndim == 1;
    bool whole = fits && np_is_plain(v) && kt_is_int_dtype(ki_tensor_of(v)->dtype);
    KtTensor *t = whole ? na_keep(a, kt_incref(ki_tensor_of(v))) : NULL;
    ki_decref(a->ks, v);
    if (t) return t;
    ki_clear_exc(a->ks);
    ki_raise(a->ks, KI_EXC_TypeError,
             fits ? "sorter must only contain integers" : "could not parse sorter argument");
    a->failed = true;
    return NULL;
}

/* searchsorted(a, v, side='left', sorter=None) */
NA_FN(f_searchsorted) {
    NP_OBJECTS(f_searchsorted, 4);
    bool objects =
        np_is_other_array(args[1]) || np_is_other_scalar(args[1]) || np_holds_objects(ks, args[1]);
    if (np_is_other_array(args[0]) || objects)
        return np_helper(ks, "_object_searchsorted", args, 4);
    NA;
    KtTensor *x = na_arr(&a, 0);
    KtOperand v = na_operand(&a, 1);
    const char *side = na_text(&a, 2, "search side");
    if (!a.failed && side[0] != 'l' && side[0] != 'r' && side[0] != 'L' && side[0] != 'R')
        na_refuse_word(&a, 2, "search side must be 'left' or 'right'");
    else if (!a.failed && strcmp(side, "left") && strcmp(side, "right"))
        a.failed = !np_warns_of_word(ks, "search side", "'left' or 'right'");
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (x->ndim != 1)
        return na_raise(&a, KI_EXC_ValueError,
                        x->ndim ? "object too deep for desired array"
                                : "object of too small depth for desired array");
    KtTensor *sorter = sorter_of(&a, 3);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!v.t && v.s.kind == KT_S_UINT) v.t = na_keep(&a, kt_scalar_tensor(a.ctx, KT_U64, &v.s));
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (v.t && v.t->dtype != x->dtype) { /* compare in the common type */
        int d = kt_promote_numpy(v.t->dtype, x->dtype);
        x = na_keep(&a, kt_cast(a.ctx, x, d));
        v.t = x ? na_keep(&a, kt_cast(a.ctx, v.t, d)) : NULL;
        if (a.failed) return na_ret_obj(&a, KI_ERR);
    } else if (!v.t && !kt_is_inexact_dtype(x->dtype) && v.s.kind == KT_S_FLOAT) {
        x = na_keep(&a, kt_cast(a.ctx, x, v.s.dtype == KT_LD ? KT_LD : KT_F64));
        if (a.failed) return na_ret_obj(&a, KI_ERR);
    }
    bool right = side[0] == 'r' || side[0] == 'R';
    KtTensor *r = kt_searchsorted(a.ctx, x, &v, right, false, sorter);
    na_end(&a);
    return np_value(ks, r, KI_ABSENT);
}

/* isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False) */
static KtTensor *close_to(Na *a) {
    KtOperand p = na_operand(a, 0), q = na_operand(a, 1);
    double rtol = na_float(a, 2, 1e-5), atol = na_float(a, 3, 1e-8);
    bool equal_nan = na_bool(a, 4, false);
    KtTensor *t[2] = {p.t, q.t};
    for (int i = 0; i < 2 && !a->failed; i++) {
        const KtScalar *s = i ? &q.s : &p.s;
        if (!t[i])
            t[i] = na_keep(a, kt_scalar_tensor(a->ctx,
                                               s->dtype >= 0
                                                   ? s->dtype
                                                   : (int)kt_scalar_default_dtype(s, true, KT_F64),
                                               s));
        if (!a->failed && !kt_is_inexact_dtype(t[i]->dtype))
            t[i] = na_keep(a, kt_cast(a->ctx, t[i], KT_F64));
    }
    return a->failed ? NULL : kt_isclose(a->ctx, t[0], t[1], rtol, atol, equal_nan);
}
/* Text, objects, complex numbers, tolerances that are negative or no finite numbers: as NumPy
 * composes it. */
static bool isclose_slowly(KiState *ks, KiValue *args) {
    for (int i = 0; i < 2; i++) {
        KiValue v = args[i];
        if (np_has_other_class(ks, v)) return true;
        if (np_is_plain(v) && ki_tensor_of(v)->ndim > 1 && !kt_is_contiguous(ki_tensor_of(v)))
            return true; /* decides on the order of the result */
        if (ki_is_ndarray(v) && ki_obj(v)->shape->type->flags & KI_TF_HEAP)
            return true; /* as may a class of its own on the result */
        if (ki_is_str(v) || ki_is_tensor(v) || np_is_other_array(v) || np_is_other_scalar(v) ||
            ki_has_layout(v, KI_K_COMPLEX) ||
            (np_is_plain(v) && kt_is_complex_dtype(ki_tensor_of(v)->dtype)) ||
            (ki_is_np_scalar(v) && kt_is_complex_dtype(((KiNpScalar *)ki_obj(v))->dtype)))
            return true;
    }
    for (int i = 2; i < 4; i++)
        if (args[i] != KI_ABSENT && !((ki_is_float(args[i]) && isfinite(ki_float_val(args[i])) &&
                                       ki_float_val(args[i]) >= 0) ||
                                      (ki_is_int(args[i]) && ki_int_val(args[i]) >= 0)))
            return true;
    return false;
}
static KiValue isclose_composed(KiState *ks, const char *helper, KiValue *args) {
    if (ki_pending(ks)) ki_decref(ks, ki_take_exc(ks));
    KiValue v[5] = {args[0], args[1], ki_float(1e-5), ki_float(1e-8), KI_FALSE};
    for (int i = 2; i < 5; i++)
        if (args[i] != KI_ABSENT) v[i] = args[i];
    return np_helper(ks, helper, v, 5);
}
NA_FN(f_isclose) {
    if (isclose_slowly(ks, args)) return isclose_composed(ks, "_isclose_slow", args);
    NA;
    KtTensor *r = close_to(&a);
    if (r) return na_ret_value(&a, r);
    na_end(&a); /* the errors come in NumPy's order of checks */
    return isclose_composed(ks, "_isclose_slow", args);
}
NA_FN(f_allclose) {
    if (isclose_slowly(ks, args)) return isclose_composed(ks, "_allclose_slow", args);
    NA;
    KtTensor *r = close_to(&a);
    if (!r) {
        na_end(&a);
        return isclose_composed(ks, "_allclose_slow", args);
    }
    KtTensor *all = na_keep(&a, kt_reduce(a.ctx, KT_OP_ALL, r, NULL, 0, false, KT_NO_DTYPE, NULL));
    kt_decref(a.ctx, r);
    return na_ret_obj(&a, all ? ki_bool(all->data[0] != 0) : KI_ERR);
}
/* array_equal(a1, a2, equal_nan=False) */
NA_FN(f_array_equal) {
    if (np_is_other_array(args[0]) || np_is_other_array(args[1]))
        return np_helper(ks, "_object_equal", args, 2);
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    if (a.failed) {
        bool objects =
            ki_pending_is(ks, KI_EXC_TypeError) || ki_pending_is(ks, KI_EXC_NotImplementedError);
        ki_clear_exc(ks); /* what makes no array equals nothing */
        na_end(&a);
        return objects ? np_helper(ks, "_object_equal", args, 2) : KI_FALSE;
    }
    bool nan_too = na_bool(&a, 2, false);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!kt_same_shape(x, y)) return na_ret_obj(&a, KI_FALSE);
    KtTensor *eq = na_keep(&a, kt_binary(a.ctx, KT_OP_EQ, x, y, KT_NO_DTYPE, NULL));
    if (eq && nan_too && kt_is_inexact_dtype(x->dtype) && kt_is_inexact_dtype(y->dtype)) {
        KtTensor *nx = na_keep(&a, kt_unary(a.ctx, KT_OP_ISNAN, x, KT_NO_DTYPE, NULL));
        KtTensor *ny = nx ? na_keep(&a, kt_unary(a.ctx, KT_OP_ISNAN, y, KT_NO_DTYPE, NULL)) : NULL;
        KtTensor *both =
            ny ? na_keep(&a, kt_binary(a.ctx, KT_OP_LOGICAL_AND, nx, ny, KT_NO_DTYPE, NULL)) : NULL;
        eq = both ? na_keep(&a, kt_binary(a.ctx, KT_OP_LOGICAL_OR, eq, both, KT_NO_DTYPE, NULL))
                  : NULL;
    }
    KtTensor *all =
        eq ? na_keep(&a, kt_reduce(a.ctx, KT_OP_ALL, eq, NULL, 0, false, KT_NO_DTYPE, NULL)) : NULL;
    return na_ret_obj(&a, all ? ki_bool(all->data[0] != 0) : KI_ERR);
}

/* Engine functions for the Python level of unique, bincount, histogram, isin. */
/* _unique(x) -> (values, first, inverse, counts) of a flat plain array. */
NA_FN(f_unique) {
    NA;
    KtTensor *x = na_arr(&a, 0), *t[4] = {NULL};
    bool want[3] = {na_bool(&a, 1, false), na_bool(&a, 2, false), na_bool(&a, 3, false)};
    if (a.failed || !kt_unique(a.ctx, x, &t[0], want[0] ? &t[1] : NULL, want[1] ? &t[2] : NULL,
                               want[2] ? &t[3] : NULL))
        return na_ret_obj(&a, KI_ERR);
    KiValue v[4];
    bool ok = true;
    for (int i = 0; i < 4; i++) {
        v[i] = t[i] ? ki_ndarray_wrap(ks, t[i], KI_ABSENT) : KI_NONE;
        ok = ok && v[i] != KI_ERR;
    }
    KiValue r = ok ? ki_tuple_from(ks, v, 4) : KI_ERR;
    for (int i = 0; i < 4; i++)
        ki_decref(ks, v[i]);
    return na_ret_obj(&a, r);
}
/* bincount(x, weights=None, minlength=0) */
NA_FN(f_bincount) {
    NA;
    KtTensor *x = na_arr(&a, 0), *w = na_arr_opt(&a, 1);
    int64_t min = ki_is_none(args[2]) ? 0 : na_index(&a, 2, 0);
    if (ki_is_none(args[2]) &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "0 should be passed as minlength instead of None; this will error in future."))
        return na_ret_obj(&a, KI_ERR);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (x->ndim != 1)
        return na_raise(&a, KI_EXC_ValueError,
                        x->ndim ? "object too deep for desired array"
                                : "object of too small depth for desired array");
    bool unsafe = kt_is_inexact_dtype(x->dtype) || kt_kernel_dtype(x->dtype) == KT_U64;
    if (unsafe && ki_is_ndarray(args[0]))
        return na_raise(
            &a, KI_EXC_TypeError,
            "Cannot cast array data from dtype('%s') to dtype('int64') according to the "
            "rule 'safe'",
            kt_dtype_info[x->dtype].numpy_name);
    if (unsafe && !(x = na_keep(&a, kt_cast(a.ctx, x, KT_I64)))) return na_ret_obj(&a, KI_ERR);
    if (min < 0) return na_raise(&a, KI_EXC_ValueError, "'minlength' must not be negative");
    if (x->numel == 0) {
        KtTensor *r = kt_zeros(a.ctx, KT_I64, 1, &min);
        na_end(&a);
        return ki_ndarray_wrap(ks, r, KI_ABSENT);
    }
    x = na_keep(&a, kt_cast(a.ctx, x, KT_I64));
    if (w && (kt_is_complex_dtype(w->dtype) || w->dtype == KT_LD))
        return na_raise(&a, KI_EXC_TypeError,
                        "Cannot cast array data from dtype('%s') to dtype('float64') according to "
                        "the rule 'safe'",
                        kt_dtype_info[w->dtype].numpy_name);
    if (w && w->dtype != KT_F64) w = na_keep(&a, kt_cast(a.ctx, w, KT_F64));
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int64_t least = 0, step = x->strides[0];
    const KtAtI64 *each = (const KtAtI64 *)x->data;
    for (int64_t i = 0, count = x->numel; i < count; i++)
        least = each[i * step] < least ? each[i * step] : least;
    if (least < 0)
        return na_raise(&a, KI_EXC_ValueError, "'list' argument must have no negative elements");
    if (w && w->numel != x->numel)
        return na_raise(&a, KI_EXC_ValueError, "The weights and list don't have the same length.");
    KtTensor *r = kt_bincount(a.ctx, x, w, min);
    na_end(&a);
    return ki_ndarray_wrap(ks, r, KI_ABSENT);
}
NP_IN_STEPS(f_bincount, "bincount", "x weights minlength")
/* _isin(x, values, invert) */
NA_FN(f_isin) {
    NA;
    KtTensor *x = na_arr(&a, 0), *v = na_arr(&a, 1);
    bool invert = na_bool(&a, 2, false);
    if (!a.failed && x->dtype != v->dtype) {
        int d = kt_promote_numpy(x->dtype, v->dtype);
        x = na_keep(&a, kt_cast(a.ctx, x, d));
        v = x ? na_keep(&a, kt_cast(a.ctx, v, d)) : NULL;
    }
    return na_ret(&a, a.failed ? NULL : kt_isin(a.ctx, x, v, invert));
}
/* _quantile(x, q, axis or None, keepdims, method, ignore_nan) */
NA_FN(f_quantile) {
    NA;
    KtTensor *x = na_arr(&a, 0), *q = na_arr(&a, 1);
    int axis = KT_ALL_DIMS;
    if (!a.failed) na_axis(&a, 2, x->ndim, &axis);
    bool keep = na_bool(&a, 3, false), nan_too = na_bool(&a, 5, false);
    const char *method = na_str(&a, 4, "linear");
    KtTensor *r = a.failed ? NULL : kt_quantile(a.ctx, x, q, axis, keep, method, nan_too);
    return na_ret_value(&a, r);
}
/* _histogram(x, bins, lo, hi, weights, density), _histogram_edges(x, edges, weights, density) */
NA_FN(f_histogram) {
    NA;
    KtTensor *x = na_arr(&a, 0), *w = na_arr_opt(&a, 4);
    int64_t bins = na_int_opt(&a, 1, 10);
    double lo = na_float(&a, 2, 0), hi = na_float(&a, 3, 1);
    bool density = na_bool(&a, 5, false);
    return na_ret(&a, a.failed ? NULL : kt_histogram_range(a.ctx, x, bins, lo, hi, w, density));
}
NA_FN(f_histogram_edges) {
    NA;
    KtTensor *x = na_arr(&a, 0), *e = na_arr(&a, 1), *w = na_arr_opt(&a, 2);
    bool density = na_bool(&a, 3, false);
    return na_ret(&a, a.failed ? NULL : kt_histogram_edges(a.ctx, x, e, w, density, -1));
}

#define SORT_SIG "(a, axis=-1, kind=None, order=None)"
#define PART_SIG "(a, kth, axis=-1, kind='introselect', order=None)"
static const NpRow rows[] = {
    {"sort", "f", SORT_SIG, (void *)f_sort},
    {"sort", "ar", SORT_SIG, (void *)m_sort},
    {"argsort", "fmr", SORT_SIG, (void *)f_argsort},
    {"partition", "f", PART_SIG, (void *)f_partition},
    {"partition", "ar", PART_SIG, (void *)m_partition},
    {"argpartition", "far", PART_SIG, (void *)f_argpartition},
    {"lexsort", "f", "(keys, axis=-1)", (void *)f_lexsort},
    {"searchsorted", "fmr", "(a, v, side='left', sorter=None)", (void *)f_searchsorted},
    {"isclose", "f", "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", (void *)f_isclose},
    {"allclose", "f", "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", (void *)f_allclose},
    {"array_equal", "f", "(a1, a2, equal_nan=False)", (void *)f_array_equal},
    {"_unique", "f", "(x, first=False, inverse=False, counts=False)", (void *)f_unique},
    {"bincount", "f", "(x, /, weights=None, minlength=0)", (void *)f_bincount_in_steps},
    {"_isin", "f", "(x, values, invert=False)", (void *)f_isin},
    {"_quantile", "f", "(x, q, axis=None, keepdims=False, method='linear', ignore_nan=False)",
     (void *)f_quantile},
    {"_histogram", "f", "(x, bins, lo, hi, weights=None, density=False)", (void *)f_histogram},
    {"_histogram_edges", "f", "(x, edges, weights=None, density=False)", (void *)f_histogram_edges},
};

bool np_init_order(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
