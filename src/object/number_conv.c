/* Conversions into numbers: __index__, results of conversion methods, digits of other scripts. */
#include "../base/unicode_db.h"
#include "containers.h"
#include "number.h"

bool ki_warn_subclass(KiState *ks, const char *method, const char *type, KiValue result) {
    return ki_warn(
        ks, KI_EXC_DeprecationWarning, 1,
        "%s returned non-%s (type %s).  The ability to return an instance of a strict "
        "subclass of %s is deprecated, and may be removed in a future version of Python.",
        method, type, ki_type_name(ks, result), type);
}

/* The plain int of what a method returned, consumed. */
KiValue ki_int_result(KiState *ks, const char *method, KiValue r) {
    if (r == KI_ERR || ki_is_int(r) || ki_is_bigint(r)) return r;
    KiValue plain = KI_ERR;
    if (!ki_is_integer(r))
        ki_raise(ks, KI_EXC_TypeError, "%s returned non-int (type %s)", method,
                 ki_type_name(ks, r));
    else if (ki_warn_subclass(ks, method, "int", r))
        plain = ki_int_plain(r);
    ki_decref(ks, r);
    return plain;
}

KiValue ki_index(KiState *ks, KiValue v) {
    if (ki_is_integer(v)) return ki_int_plain(v);
    const KiSlots *s = ki_slots_of(ks, v);
    if (!s->unary[KI_INDEX])
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer",
                        ki_type_name(ks, v));
    return ki_int_result(ks, "__index__", s->unary[KI_INDEX](ks, v));
}

bool ki_index_i64(KiState *ks, KiValue v, int64_t *out) {
    if (ki_is_int(v)) {
        *out = ki_int_val(v);
        return true;
    }
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return false;
    bool ok = ki_int_try_i64(i, out);
    if (!ok)
        ki_raise(ks, KI_EXC_OverflowError, "cannot fit '%s' into an index-sized integer",
                 ki_type_name(ks, v));
    ki_decref(ks, i);
    return ok;
}

KiValue ki_str_fold_digits(KiState *ks, KiStr *s) {
    KiStr *out = ki_str_alloc(ks, s->len, 4, false);
    if (!out) return KI_ERR;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        int d = c < 128 ? -1 : kb_uc_decimal_value(c);
        out->data.u4[i] = d >= 0                                  ? (uint32_t)('0' + d)
                          : c >= 128 && kb_uc_has(c, KB_UC_SPACE) ? ' '
                                                                  : c;
    }
    KiValue r = ki_str_from_ucs4(ks, out->data.u4, s->len); /* back to the narrowest width */
    ki_decref_obj(ks, &out->h);
    return r;
}
