/* Methods and attributes of float. */
#include <math.h>
#include <stdio.h>

#include "../base/num.h"
#include "../object/containers.h"
#include "../object/number.h"
#include "builtins.h"
#include "type_number.h"

static KiValue float_format(KiState *ks, KiValue *args, int nargs) {
    KbFormatArg a;
    if (!ki_format_arg(ks, args[0], args[1], &a)) return KI_ERR;
    if (a.spec_len == 0) return ki_str(ks, args[0]);
    KbStrbuf out;
    KbFmtError err;
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = kb_format_float(&out, ki_float_of(args[0]), &a, &err);
    return ki_format_result(ks, ok, &out, &err);
}

/* Correctly rounded to n decimals, halves to even in decimal: through the exact decimal text. */
static KiValue round_digits(KiState *ks, double x, int64_t n) {
    if (!isfinite(x) || x == 0) return ki_float(x);
    if (n > 323) return ki_float(x);
    if (n < -308) return ki_float(0.0 * x);
    double r;
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, 4096);
    if (n >= 0) {
        kb_format_double(&out, x, 'f', (int)n, false, false);
    } else { /* round the integer part: significant digits of %e */
        int e = (int)floor(log10(fabs(x)));
        char buf[32];
        for (int guess = e - 1; guess <= e + 1; guess++) { /* the exponent itself, exactly */
            double low = pow(10, guess), high = pow(10, guess + 1);
            if (fabs(x) >= low && fabs(x) < high) e = guess;
        }
        int64_t keep = e + n; /* digits after the first */
        if (keep < -1) {
            kb_strbuf_free(&out);
            return ki_float(copysign(0.0, x));
        }
        if (keep == -1) { /* between 0 and one unit: the unit if above its half */
            double unit = pow(10, (double)-n);
            kb_strbuf_free(&out);
            return ki_float(copysign(fabs(x) > unit / 2 ? unit : 0.0, x));
        }
        (void)buf;
        kb_format_double(&out, x, 'e', (int)keep, false, false);
    }
    bool ok = !out.failed && kb_parse_double(out.data, out.len, &r) == out.len;
    kb_strbuf_free(&out);
    if (!ok) return ki_raise_nomem(ks);
    if (isinf(r)) return ki_raise(ks, KI_EXC_OverflowError, "rounded value too large to represent");
    return ki_float(r);
}

static KiValue float_round(KiState *ks, KiValue *args, int nargs) {
    double x = ki_float_of(args[0]);
    if (args[1] == KI_ABSENT || args[1] == KI_NONE) {
        if (isfinite(x)) x = rint(x); /* halves to even */
        return ki_int_from_double(ks, x);
    }
    int64_t n;
    KiValue i = ki_index(ks, args[1]);
    if (i == KI_ERR) return KI_ERR;
    if (!ki_int_try_i64(i, &n)) n = ki_int_sign(i) < 0 ? -1000 : 1000;
    ki_decref(ks, i);
    return round_digits(ks, x, n);
}

static KiValue float_is_integer(KiState *ks, KiValue *args, int nargs) {
    double x = ki_float_of(args[0]);
    return ki_bool(isfinite(x) && x == floor(x));
}

static KiValue float_trunc(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_double(ks, ki_float_of(args[0]));
}
static KiValue float_floor(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_double(ks, floor(ki_float_of(args[0])));
}
static KiValue float_ceil(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_double(ks, ceil(ki_float_of(args[0])));
}
static KiValue float_same(KiState *ks, KiValue *args, int nargs) {
    return ki_unbox(args[0]);
}

static KiValue float_ratio(KiState *ks, KiValue *args, int nargs) {
    double x = ki_float_of(args[0]);
    if (isinf(x))
        return ki_raise(ks, KI_EXC_OverflowError, "cannot convert Infinity to integer ratio");
    if (isnan(x)) return ki_raise(ks, KI_EXC_ValueError, "cannot convert NaN to integer ratio");
    int e;
    double m = frexp(x, &e);
    for (int i = 0; i < 300 && m != floor(m); i++) {
        m *= 2;
        e--;
    }
    KiValue num = ki_int_from_double(ks, m), two = KI_ERR, den = ki_small_int(1);
    if (num != KI_ERR)
        two = ki_int_binary(ks, ki_small_int(1), ki_small_int(e < 0 ? -e : e), KI_LSHIFT);
    if (two != KI_ERR) {
        if (e > 0)
            ki_assign(ks, &num, ki_int_binary(ks, num, two, KI_MUL));
        else
            ki_assign(ks, &den, ki_new_ref(two));
    }
    KiValue r = num == KI_ERR || two == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, num, den);
    ki_decref(ks, num);
    ki_decref(ks, den);
    ki_decref(ks, two);
    return r;
}

static KiValue float_hex(KiState *ks, KiValue *args, int nargs) {
    double x = ki_float_of(args[0]);
    if (!isfinite(x)) return ki_repr(ks, ki_float(x));
    if (x == 0) return ki_str_from_cstr(ks, signbit(x) ? "-0x0.0p+0" : "0x0.0p+0");
    int e;
    double m = frexp(fabs(x), &e);
    int shift = 1 - (-1021 - e > 0 ? -1021 - e : 0);
    m = ldexp(m, shift);
    e -= shift;
    char buf[64];
    uint64_t frac = (uint64_t)ldexp(m - floor(m), 52);
    snprintf(buf, sizeof buf, "%s0x%d.%013llxp%c%d", x < 0 ? "-" : "", (int)m,
             (unsigned long long)frac, e < 0 ? '-' : '+', e < 0 ? -e : e);
    return ki_str_from_cstr(ks, buf);
}

/* [sign] ["0x"] hex ["." hex] ["p" exponent], rounded half to even. */
static KiValue float_fromhex(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "bad argument type for built-in operation");
    size_t n;
    const char *s = ki_str_check_encodable(ks, ki_str_of(args[1]))
                        ? ki_str_utf8(ks, ki_str_of(args[1]), &n)
                        : NULL;
    if (!s) return KI_ERR;
    const char *end = s + n;
    while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
        s++;
    while (end > s && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
        end--;
    double x;
    size_t len = (size_t)(end - s), used = 0;
    const char *p = s;
    bool neg = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    if (end - p >= 3 && (*p == 'i' || *p == 'I' || *p == 'n' || *p == 'N')) {
        used = kb_parse_double(s, len, &x);
    } else {
        if (end - p >= 2 && p[0] == '0' && (p[1] | 32) == 'x') p += 2;
        /* digits into a 64-bit window with a sticky bit; exponent counted separately */
        uint64_t m = 0;
        int64_t e = 0;
        bool sticky = false, any = false, point = false;
        for (; p < end; p++) {
            int d = *p >= '0' && *p <= '9'                 ? *p - '0'
                    : (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (*p | 32) - 'a' + 10
                                                           : -1;
            if (*p == '.' && !point) {
                point = true;
                continue;
            }
            if (d < 0) break;
            any = true;
            if (m >> 60) {
                sticky |= d != 0;
                e += point ? 0 : 4;
            } else {
                m = m << 4 | (unsigned)d;
                e -= point ? 4 : 0;
            }
        }
        int64_t pe = 0;
        bool good = any;
        if (good && p < end && (*p | 32) == 'p') {
            bool eneg = false, digits = false;
            p++;
            if (p < end && (*p == '-' || *p == '+')) eneg = *p++ == '-';
            for (; p < end && *p >= '0' && *p <= '9'; p++) {
                digits = true;
                if (pe < 100000000) pe = pe * 10 + (*p - '0');
            }
            good = digits;
            if (eneg) pe = -pe;
        }
        if (good && p == end) {
            used = len;
            e += pe;
            x = 0;
            if (m) {
                int top = 63 - __builtin_clzll(m);
                int64_t exp2 = top + e; /* value in [2^exp2, 2^(exp2+1)) */
                if (exp2 > 1024)
                    return ki_raise(ks, KI_EXC_OverflowError,
                                    "hexadecimal value too large to represent as a float");
                int64_t keep = exp2 < -1022 ? 53 - (-1022 - exp2) : 53; /* bits of the result */
                int64_t drop = top + 1 - keep;
                if (drop > 0) {
                    uint64_t low = drop > 63 ? m : m & ((UINT64_C(1) << drop) - 1),
                             half = drop > 64    ? 0
                                    : drop == 64 ? UINT64_C(1) << 63
                                                 : UINT64_C(1) << (drop - 1);
                    uint64_t q = drop > 63 ? 0 : m >> drop;
                    if (half && (low > half || (low == half && (sticky || (q & 1))))) q++;
                    x = ldexp((double)q, (int)(e + drop));
                } else {
                    x = ldexp((double)m, (int)(e < -5000 ? -5000 : e));
                }
                if (isinf(x))
                    return ki_raise(ks, KI_EXC_OverflowError,
                                    "hexadecimal value too large to represent as a float");
            }
            if (neg) x = -x;
        }
    }
    if (!len || used != len)
        return ki_raise(ks, KI_EXC_ValueError, "invalid hexadecimal floating-point string");
    return ki_number_for_class(ks, args[0], KI_K_FLOAT, ki_float(x));
}

static KiValue float_getnewargs(KiState *ks, KiValue *args, int nargs) {
    return ki_tuple_pack(ks, 1, ki_unbox(args[0]));
}

static KiValue float_getformat(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__getformat__() argument must be str, not %s",
                        ki_arg_type_name(ks, args[1]));
    size_t len;
    if (!ki_str_check_encodable(ks, ki_str_of(args[1]))) return KI_ERR;
    const char *word = ki_str_utf8(ks, ki_str_of(args[1]), &len);
    if (!word) return KI_ERR;
    if (strlen(word) != len) return ki_raise(ks, KI_EXC_ValueError, "embedded null character");
    if (strcmp(word, "double") && strcmp(word, "float"))
        return ki_raise(ks, KI_EXC_ValueError,
                        "__getformat__() argument 1 must be 'double' or 'float'");
    return ki_str_from_cstr(ks, "IEEE, little-endian");
}

static const KiDef float_defs[] = {
    {"conjugate", "(self, /)", float_same, "Return self, the complex conjugate of any float.", 0},
    {"__trunc__", "(self, /)", float_trunc, "Return the Integral closest to x between 0 and x.", 0},
    {"__floor__", "(self, /)", float_floor, "Return the floor as an Integral.", 0},
    {"__ceil__", "(self, /)", float_ceil, "Return the ceiling as an Integral.", 0},
    {"__round__", "(self, ndigits=None, /)", float_round,
     "Return the Integral closest to x, rounding half toward even.", 0},
    {"as_integer_ratio", "(self, /)", float_ratio, "Return integer ratio.", 0},
    {"fromhex", "(cls, string, /)", float_fromhex,
     "Create a floating-point number from a hexadecimal string.", KI_DEF_CLASS},
    {"hex", "(self, /)", float_hex,
     "Return a hexadecimal representation of a floating-point number.", 0},
    {"is_integer", "(self, /)", float_is_integer, "Return True if the float is an integer.", 0},
    {"__getnewargs__", "(self, /)", float_getnewargs, NULL, 0},
    {"__getformat__", "(cls, typestr, /)", float_getformat, NULL, KI_DEF_CLASS},
    {"__format__", "(self, format_spec, /)", float_format,
     "Formats the float according to format_spec.", 0},
    KI_DEF_END,
};

static KiValue get_real(KiState *ks, KiValue self, void *closure) {
    return ki_unbox(self);
}
static KiValue get_imag(KiState *ks, KiValue self, void *closure) {
    return ki_float(0.0);
}
static const KiGetsetDef float_getsets[] = {
    {"real", get_real, NULL, "the real part of a complex number", NULL},
    {"imag", get_imag, NULL, "the imaginary part of a complex number", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

bool ki_init_float_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_FLOAT], float_defs) &&
           ki_type_add_getsets(ks, ks->types[KI_K_FLOAT], float_getsets);
}
