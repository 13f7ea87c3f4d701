/* What NumPy's C functions make of one argument: integers, which they read in three ways, and
 * shapes. See numpy_core.h. */
#include "../object/number.h"
#include "numpy_core.h"

enum { MAX_NUMPY_DIMS = 32 };

static bool is_truth_value(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    return ki_is_bool(v) || (ki_is_np_scalar(v) && np_scalar_get(ks, v, buf) == KT_BOOL);
}

/* v by way of __index__ as a C long. */
static bool index_value(KiState *ks, KiValue v, int64_t *out) {
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool ok = ki_int_try_i64(i, out);
    if (!ok) ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    ki_decref(ks, i);
    return ok;
}

bool np_read_index(KiState *ks, KiValue v, const char *no_truth, int64_t *out) {
    if (KB_LIKELY(ki_is_int(v))) {
        *out = ki_int_val(v);
        return true;
    }
    if (is_truth_value(ks, v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s", no_truth);
        return false;
    }
    return index_value(ks, v, out);
}

bool np_read_int(KiState *ks, KiValue v, int64_t *out) {
    if (KB_LIKELY(ki_is_int(v))) {
        *out = ki_int_val(v);
        return true;
    }
    if (ki_is_float(v)) {
        ki_raise(ks, KI_EXC_TypeError, "integer argument expected, got float");
        return false;
    }
    return index_value(ks, v, out);
}

bool np_read_cython_int(KiState *ks, KiValue v, int64_t *out) {
    if (KB_LIKELY(ki_is_int(v))) {
        *out = ki_int_val(v);
        return true;
    }
    if (!ki_is_integer(v) && !ki_type_of(ks, v)->slots->unary[KI_INT]) {
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
        return false;
    }
    KiValue n = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), v);
    if (n == KI_ERR) return false;
    bool ok = ki_int_try_i64(n, out);
    if (!ok) ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    ki_decref(ks, n);
    return ok;
}

/* One size. */
static bool read_size(KiState *ks, KiValue v, int64_t *out) {
    if (np_read_index(ks, v, "an integer is required", out)) return true;
    if (!ki_pending_is(ks, KI_EXC_OverflowError)) return false;
    ki_clear_exc(ks);
    ki_raise(ks, KI_EXC_ValueError, "Maximum allowed dimension exceeded");
    return false;
}

static bool raise_no_shape(KiState *ks, KiValue v) {
    ki_clear_exc(ks);
    KiValue text = ki_repr(ks, v);
    const char *s = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(ki_unbox(text)), NULL);
    if (s)
        ki_raise(ks, KI_EXC_TypeError,
                 "expected a sequence of integers or a single integer, got '%.100s'", s);
    ki_decref(ks, text);
    return false;
}

/* The items of any sequence, owned; NULL: v is none. */
static KiTuple *items_of(KiState *ks, KiValue v) {
    bool sequence = !ki_is_dict(v) && !ki_is_np_scalar(v) && ki_slots_of(ks, v)->getitem;
    KiTuple *t = sequence ? ki_to_tuple(ks, v) : NULL;
    if (!t) ki_clear_exc(ks);
    return t;
}

bool np_read_shape(KiState *ks, KiValue v, int64_t *out, int *n) {
    const KiValue *items = NULL;
    KiTuple *made = NULL;
    int64_t len = 0;
    *n = 0;
    if (ki_is_none(v)) return true;
    if (ki_is_tuple(v)) {
        items = ki_tuple_of(v)->items;
        len = ki_tuple_of(v)->len;
    } else if (ki_is_list(v)) {
        items = ki_list_of(v)->items;
        len = ki_list_of(v)->len;
    } else if (!ki_is_int(v) && ki_is_ptr(v) && (made = items_of(ks, v))) {
        items = made->items;
        len = made->len;
    }
    if (!items && !ki_is_tuple(v) && !ki_is_list(v) && !made) {
        *n = 1;
        return read_size(ks, v, out) ||
               (ki_pending_is(ks, KI_EXC_TypeError) ? raise_no_shape(ks, v) : false);
    }
    bool ok = len <= MAX_NUMPY_DIMS;
    if (!ok)
        ki_raise(ks, KI_EXC_ValueError,
                 "maximum supported dimension for an ndarray is %d, found %lld", MAX_NUMPY_DIMS,
                 (long long)len);
    for (int64_t i = 0; ok && i < len; i++)
        ok = read_size(ks, items[i], &out[i]);
    *n = (int)len;
    if (made) ki_decref_obj(ks, &made->h);
    return ok;
}

/* --- arguments of a function --- */

static bool is_set(const Na *a, int i) {
    return !a->failed && a->v[i] != KI_ABSENT;
}

int64_t na_index(Na *a, int i, int64_t dflt) {
    int64_t n = dflt;
    if (is_set(a, i) && !np_read_index(a->ks, a->v[i], "an integer is required", &n))
        a->failed = true;
    return n;
}

int64_t na_whole(Na *a, int i, int64_t dflt) {
    int64_t n = dflt;
    if (is_set(a, i) && !np_read_int(a->ks, a->v[i], &n)) a->failed = true;
    return n;
}

static bool checked_axis(Na *a, bool ok, int64_t n, int ndim, int *axis) {
    if (!ok) {
        a->failed = true;
        return false;
    }
    *axis = n > INT32_MAX ? INT32_MAX : n < -INT32_MAX ? -INT32_MAX : (int)n;
    if (kt_wrap_dim(a->ctx, axis, ndim)) return true;
    na_fail(a);
    return false;
}

bool na_axis(Na *a, int i, int ndim, int *axis) {
    int64_t n = 0;
    if (a->failed || !na_given(a, i)) return false;
    bool ok = np_read_index(a->ks, a->v[i], "an integer is required for the axis", &n);
    return checked_axis(a, ok, n, ndim, axis);
}

bool na_whole_axis(Na *a, int i, int ndim, int *axis) {
    int64_t n = 0;
    if (!is_set(a, i)) return false;
    bool ok = np_read_int(a->ks, a->v[i], &n);
    return checked_axis(a, ok, n, ndim, axis);
}

bool na_sizes(Na *a, int i, int64_t *out, int *n) {
    *n = 0;
    if (a->failed || !na_given(a, i)) return false;
    if (!np_read_shape(a->ks, a->v[i], out, n)) a->failed = true;
    return !a->failed;
}
