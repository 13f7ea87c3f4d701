/* Long doubles to Python's whole numbers and from text: what Python's float has no room for. */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "numpy_core.h"

/* Without its fraction, as Python's int. */
KiValue np_int_from_long(KiState *ks, long double x) {
    if (isnan(x))
        return ki_raise(ks, KI_EXC_ValueError, "cannot convert longdouble NaN to integer");
    if (isinf(x))
        return ki_raise(ks, KI_EXC_OverflowError, "cannot convert longdouble infinity to integer");
    int exponent;
    long double m = frexpl(fabsl(truncl(x)), &exponent);
    KiValue r = ki_small_int(0);
    while (r != KI_ERR && exponent > 0) { /* 32 bits at a time */
        int bits = exponent < 32 ? exponent : 32;
        m = ldexpl(m, bits);
        exponent -= bits;
        KiValue shifted = ki_binary(ks, r, ki_small_int(bits), KI_LSHIFT);
        KiValue next =
            shifted == KI_ERR ? KI_ERR : ki_binary(ks, shifted, ki_small_int((int64_t)m), KI_ADD);
        m -= truncl(m);
        ki_decref(ks, shifted);
        ki_decref(ks, r);
        r = next;
    }
    if (r == KI_ERR || !(x < 0)) return r;
    KiValue negative = ki_binary(ks, ki_small_int(0), r, KI_SUB);
    ki_decref(ks, r);
    return negative;
}

/* A long double of digits, as strtold reads them. */
bool np_long_from_text(KiState *ks, KiValue v, KtScalar *out) {
    size_t len;
    const char *text =
        ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), &len) : (const char *)ki_bytes_of(v)->data;
    if (!text) return false;
    char *end;
    errno = 0;
    *out = kt_scalar_long(strtold(text, &end));
    if (errno == ERANGE &&
        !ki_warn(ks, KI_EXC_RuntimeWarning, 1, "overflow encountered in conversion from string"))
        return false;
    if (end != text && !*end && !isspace((unsigned char)*text)) return true;
    ki_raise(ks, KI_EXC_ValueError, "invalid literal for long double: %s", text);
    return false;
}
