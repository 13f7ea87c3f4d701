/* What NumPy's C functions make of one argument: integers, which they read in three ways,
 * shapes and words. See numpy_core.h. */
#include "../object/number.h"
#include "numpy_core.h"

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
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (ki_is_float(v) || np_scalar_get(ks, v, buf) == KT_F64) {
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
    bool ok = len <= KI_NDARRAY_MAX_DIMS;
    if (!ok)
        ki_raise(ks, KI_EXC_ValueError,
                 "maximum supported dimension for an ndarray is %d, found %lld",
                 KI_NDARRAY_MAX_DIMS, (long long)len);
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

/* An int as PyArg_ParseTuple's "i" takes it. */
int na_c_int(Na *a, int i, int dflt) {
    int64_t n = dflt;
    if (!is_set(a, i)) return dflt;
    if (!ki_is_int(a->v[i]) && !index_value(a->ks, a->v[i], &n)) {
        a->failed = true;
        return dflt;
    }
    if (ki_is_int(a->v[i])) n = ki_int_val(a->v[i]);
    if (n >= INT32_MIN && n <= INT32_MAX) return (int)n;
    ki_raise(a->ks, KI_EXC_OverflowError, "signed integer is %s than %s",
             n > 0 ? "greater" : "less", n > 0 ? "maximum" : "minimum");
    a->failed = true;
    return dflt;
}

static bool read_fitting_int(KiState *ks, KiValue v, int64_t *n) {
    if (!np_read_int(ks, v, n)) return false;
    if (*n >= INT32_MIN && *n <= INT32_MAX) return true;
    ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
    return false;
}

int na_whole(Na *a, int i, int dflt) {
    int64_t n = dflt;
    if (is_set(a, i) && !read_fitting_int(a->ks, a->v[i], &n)) a->failed = true;
    return (int)n;
}

bool np_fits_int(KiState *ks, int64_t n) {
    if (n >= INT32_MIN && n <= INT32_MAX) return true;
    ki_raise(ks, KI_EXC_ValueError, "integer won't fit into a C int");
    return false;
}

static bool checked_axis(Na *a, bool ok, int64_t n, int ndim, int *axis) {
    if (!ok) {
        a->failed = true;
        return false;
    }
    *axis = (int)n;
    if (kt_wrap_dim(a->ctx, axis, ndim)) return true;
    na_fail(a);
    return false;
}

bool na_axis(Na *a, int i, int ndim, int *axis) {
    int64_t n = 0;
    if (a->failed || !na_given(a, i)) return false;
    bool ok = np_read_index(a->ks, a->v[i], "an integer is required for the axis", &n) &&
              np_fits_int(a->ks, n);
    return checked_axis(a, ok, n, ndim, axis);
}

bool na_whole_axis(Na *a, int i, int ndim, int *axis) {
    int64_t n = 0;
    if (!is_set(a, i)) return false;
    bool ok = read_fitting_int(a->ks, a->v[i], &n);
    return checked_axis(a, ok, n, ndim, axis);
}

bool na_sizes(Na *a, int i, int64_t *out, int *n) {
    *n = 0;
    if (a->failed || !na_given(a, i)) return false;
    if (!np_read_shape(a->ks, a->v[i], out, n)) a->failed = true;
    return !a->failed;
}

/* A word of a few, given as text; NULL: not given, or refused. */
const char *na_word(Na *a, int i, const char *what) {
    if (a->failed || !na_given(a, i)) return NULL;
    if (ki_has_layout(a->v[i], KI_K_BYTES)) return (const char *)ki_bytes_of(a->v[i])->data;
    if (ki_is_str(a->v[i])) return na_str(a, i, NULL);
    ki_raise(a->ks, KI_EXC_TypeError, "%s must be str, not %s", what, ki_type_name(a->ks, a->v[i]));
    a->failed = true;
    return NULL;
}

const char *na_text(Na *a, int i, const char *what) {
    if (!a->failed && ki_is_none(a->v[i])) {
        ki_raise(a->ks, KI_EXC_TypeError, "%s must be str, not NoneType", what);
        a->failed = true;
    }
    return na_word(a, i, what);
}

bool np_warns_of_word(KiState *ks, const char *what, const char *words) {
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "inexact matches and case insensitive matches for %s are deprecated, please use "
                   "one of %s instead.",
                   what, words);
}

void na_refuse_word(Na *a, int i, const char *words) {
    KiValue text = a->failed ? KI_ERR : ki_repr(a->ks, a->v[i]);
    const char *s = text == KI_ERR ? NULL : ki_str_utf8(a->ks, ki_str_of(ki_unbox(text)), NULL);
    if (s) ki_raise(a->ks, KI_EXC_ValueError, "%s (got %s)", words, s);
    ki_decref(a->ks, text);
    a->failed = true;
}

char na_order(Na *a, int i, char dflt) {
    const char *s = na_word(a, i, "order");
    if (!s) return dflt;
    char c = (char)(s[0] & ~0x20);
    if (s[0] && !s[1] && strchr("CFAK", c)) return c;
    na_refuse_word(a, i, "order must be one of 'C', 'F', 'A', or 'K'");
    return dflt;
}

/* --- how many arguments --- */

static const char *plural(int64_t n) {
    return n == 1 ? "" : "s";
}

bool np_takes(KiState *ks, const char *name, int64_t n, int min, int max) {
    if (n >= min && n <= max) return true;
    int bound = n < min ? min : max;
    ki_raise(ks, KI_EXC_TypeError, "%s%s takes %s %d argument%s (%lld given)", name,
             strcmp(name, "function") ? "()" : "",
             min == max ? "exactly"
             : n < min  ? "at least"
                        : "at most",
             bound, plural(bound), (long long)n);
    return false;
}

bool np_keywords(KiState *ks, const KiValue *values, KiValue kwnames, const char *const *words,
                 KiValue *const *out, int n) {
    const KiTuple *names = kwnames == KI_ABSENT ? NULL : ki_tuple_of(kwnames);
    int64_t given = names ? names->len : 0;
    if (given > n) {
        ki_raise(ks, KI_EXC_TypeError, "function takes at most %d keyword argument%s (%lld given)",
                 n, plural(n), (long long)given);
        return false;
    }
    for (int64_t k = 0; k < given; k++) {
        KiStr *name = ki_str_of(names->items[k]);
        int i = 0;
        while (i < n && !ki_str_eq_cstr(name, words[i]))
            i++;
        if (i == n) {
            const char *text = ki_str_utf8(ks, name, NULL);
            if (text)
                ki_raise(ks, KI_EXC_TypeError,
                         "'%s' is an invalid keyword argument for this function", text);
            return false;
        }
        *out[i] = values[k];
    }
    return true;
}

/* --- for functions in Python that are C code in NumPy --- */

/* _read_index(v), _read_axis(v), _read_shape(v), _read_order(v, default), _read_clip_mode(v) */
NA_FN(f_read_index) {
    int64_t n;
    return np_read_index(ks, args[0], "an integer is required", &n) ? ki_int_from_i64(ks, n)
                                                                    : KI_ERR;
}
NA_FN(f_read_axis) {
    int64_t n;
    return np_read_index(ks, args[0], "an integer is required for the axis", &n)
               ? ki_int_from_i64(ks, n)
               : KI_ERR;
}
NA_FN(f_read_shape) {
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (ki_is_none(args[0]) &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "Passing None into shape arguments as an alias for () is deprecated."))
        return KI_ERR;
    return np_read_shape(ks, args[0], sizes, &n) ? ki_sizes_tuple(ks, n, sizes) : KI_ERR;
}
NA_FN(f_read_order) {
    NA;
    char order = na_order(&a, 0, 'C');
    return a.failed ? na_ret_obj(&a, KI_ERR) : ki_str_from_utf8(ks, &order, 1);
}
NA_FN(f_read_clip_mode) {
    NA;
    char mode = na_clip_mode(&a, 0);
    return a.failed ? na_ret_obj(&a, KI_ERR)
                    : ki_str_from_cstr(ks, mode == 'r'   ? "raise"
                                           : mode == 'w' ? "wrap"
                                                         : "clip");
}

static const NpRow readers[] = {
    {"_read_index", "f", "(v, /)", (void *)f_read_index},
    {"_read_axis", "f", "(v, /)", (void *)f_read_axis},
    {"_read_shape", "f", "(v, /)", (void *)f_read_shape},
    {"_read_order", "f", "(v, /)", (void *)f_read_order},
    {"_read_clip_mode", "f", "(v, /)", (void *)f_read_clip_mode},
};

bool np_init_convert(KiState *ks, KiModule *m) {
    return NP_ADD(readers);
}
