/* Arguments that sequences take: indices, slice bounds, and the small argument parser of their
 * constructors. */
#include "containers.h"
#include "object_private.h"
#include "slot.h"

bool ki_no_keywords(KiState *ks, const KiType *cls, const char *fname, KiValue kwnames) {
    if (kwnames == KI_ABSENT || ki_tuple_of(kwnames)->len == 0) return true;
    if (cls->slots->init != ki_object_init) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", fname);
    return false;
}

bool ki_parse_any_args(KiState *ks, const char *fname, const char *const *names, int n_posonly,
                       int n_min, int n_max, KiValue *args, int nargs, KiValue kwnames,
                       KiValue *out) {
    int64_t n_kw = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    for (int i = 0; i < n_max; i++)
        out[i] = KI_ABSENT;
    if (n_kw && n_posonly == n_max) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", fname);
        return false;
    }
    if (nargs + n_kw > n_max) {
        if (n_posonly == n_max)
            ki_raise(ks, KI_EXC_TypeError, "%s expected %s%d argument%s, got %d", fname,
                     n_min == n_max ? "" : "at most ", n_max, n_max == 1 ? "" : "s", nargs);
        else
            ki_raise(ks, KI_EXC_TypeError, "%s() takes at most %d %sargument%s (%d given)", fname,
                     n_max, nargs ? "" : "keyword ", n_max == 1 ? "" : "s", (int)(nargs + n_kw));
        return false;
    }
    for (int i = 0; i < nargs; i++)
        out[i] = args[i];
    KiStr *unknown = NULL;
    int twice = n_max;
    for (int64_t k = 0; k < n_kw; k++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[k]);
        int at = n_posonly;
        while (at < n_max && !ki_str_eq_cstr(name, names[at]))
            at++;
        if (at == n_max)
            unknown = unknown ? unknown : name;
        else if (out[at] != KI_ABSENT)
            twice = at < twice ? at : twice;
        else
            out[at] = args[nargs + k];
    }
    for (int i = 0; i < n_min; i++) {
        if (out[i] != KI_ABSENT) continue;
        if (n_posonly == n_max)
            ki_raise(ks, KI_EXC_TypeError, "%s expected %s%d argument%s, got %d", fname,
                     n_min == n_max ? "" : "at least ", n_min, n_min == 1 ? "" : "s", nargs);
        else
            ki_raise(ks, KI_EXC_TypeError, "%s() missing required argument '%s' (pos %d)", fname,
                     names[i], i + 1);
        return false;
    }
    if (twice < n_max)
        ki_raise(ks, KI_EXC_TypeError, "argument for %s() given by name ('%s') and position (%d)",
                 fname, names[twice], twice + 1);
    else if (unknown)
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s()",
                 ki_cstr(ks, unknown), fname);
    return twice == n_max && !unknown;
}

KiValue ki_own_keywords(KiState *ks, KiType *cls, KiKind base, KiStr *method, KiValue kwnames) {
    if (kwnames == KI_ABSENT || cls == ks->types[base]) return kwnames;
    return ki_type_lookup(ks, cls, method) == ki_type_lookup(ks, ks->types[base], method)
               ? kwnames
               : KI_ABSENT;
}

int ki_seq_index(KiState *ks, KiValue key, int64_t *out) {
    if (KB_LIKELY(ki_is_int(key))) {
        *out = ki_int_val(key);
        return 1;
    }
    if (ki_is_bool(key)) {
        *out = key == KI_TRUE;
        return 1;
    }
    if (!ki_slots_of(ks, key)->unary[KI_INDEX]) return 0;
    KiValue n = ki_index(ks, key);
    if (n == KI_ERR) return -1;
    bool ok = ki_int_try_i64(n, out);
    ki_decref(ks, n);
    if (ok) return 1;
    ki_raise(ks, KI_EXC_IndexError, "cannot fit '%s' into an index-sized integer",
             ki_type_name(ks, key));
    return -1;
}

bool ki_arg_i64(KiState *ks, KiValue v, int64_t *out) {
    if (KB_LIKELY(ki_is_int(v))) {
        *out = ki_int_val(v);
        return true;
    }
    KiValue n = ki_index(ks, v);
    if (n == KI_ERR) return false;
    bool ok = ki_int_try_i64(n, out);
    ki_decref(ks, n);
    if (!ok) ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    return ok;
}

bool ki_arg_slice_index(KiState *ks, KiValue v, int64_t *out) {
    if (v == KI_NONE || v == KI_ABSENT) return true;
    if (KB_LIKELY(ki_is_int(v))) {
        *out = ki_int_val(v);
        return true;
    }
    if (ki_is_bool(v)) {
        *out = v == KI_TRUE;
        return true;
    }
    if (!ki_slots_of(ks, v)->unary[KI_INDEX]) {
        ki_raise(ks, KI_EXC_TypeError,
                 "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    KiValue n = ki_index(ks, v);
    if (n == KI_ERR) return false;
    if (!ki_int_try_i64(n, out)) *out = ki_int_sign(n) < 0 ? INT64_MIN : INT64_MAX;
    ki_decref(ks, n);
    return true;
}

bool ki_arg_index_bound(KiState *ks, KiValue v, int64_t *out) {
    if (v != KI_NONE &&
        (v == KI_ABSENT || ki_is_int(v) || ki_is_bool(v) || ki_slots_of(ks, v)->unary[KI_INDEX]))
        return ki_arg_slice_index(ks, v, out);
    ki_raise(ks, KI_EXC_TypeError, "slice indices must be integers or have an __index__ method");
    return false;
}
