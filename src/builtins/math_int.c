/* The integer functions of the module math: factorial, comb, perm, gcd, lcm, isqrt. */
#include "math_int.h"

#include <math.h>

double ki_int_frexp(KiValue v, int64_t *e) {
    int ex;
    *e = 0;
    if (!ki_is_ptr(v)) {
        double d = frexp((double)(ki_is_bool(v) ? v == KI_TRUE : ki_int_val(v)), &ex);
        *e = ex;
        return d;
    }
    KiInt *i = (KiInt *)ki_obj(v);
    int64_t n = i->size < 0 ? -i->size : i->size;
    double d = 0;
    for (int64_t k = n - 1; k >= 0 && k >= n - 3; k--)
        d = d * 18446744073709551616.0 + (double)i->limb[k];
    d = frexp(d, &ex);
    *e = ex + 64 * (n > 3 ? n - 3 : 0);
    return i->size < 0 ? -d : d;
}

/* r = f(a, b), consuming a. */
static KiValue fold(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) {
    KiValue r = a == KI_ERR || b == KI_ERR ? KI_ERR : ki_binary(ks, a, b, op);
    ki_decref(ks, a);
    return r;
}

/* Product of the integers lo..hi, halved so that the factors stay of like size. */
static KiValue product(KiState *ks, int64_t lo, int64_t hi) {
    if (hi - lo < 8) {
        KiValue r = ki_int_from_i64(ks, lo);
        for (int64_t i = lo + 1; i <= hi && r != KI_ERR; i++)
            r = fold(ks, r, ki_small_int(i), KI_MUL);
        return r;
    }
    int64_t mid = lo + (hi - lo) / 2;
    KiValue b = product(ks, mid + 1, hi);
    KiValue r = b == KI_ERR ? KI_ERR : fold(ks, product(ks, lo, mid), b, KI_MUL);
    ki_decref(ks, b);
    return r;
}

static KiValue f_factorial(KiState *ks, KiValue *a, int n) {
    int64_t k;
    if (ki_is_float(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "'float' object cannot be interpreted as an integer");
    KiValue i = ki_index(ks, a[0]);
    if (i == KI_ERR) return KI_ERR;
    bool fits = ki_int_try_i64(i, &k);
    int sign = ki_int_sign(i);
    ki_decref(ks, i);
    if (sign < 0)
        return ki_raise(ks, KI_EXC_ValueError, "factorial() not defined for negative values");
    if (!fits || k > INT64_C(1) << 40)
        return ki_raise(ks, KI_EXC_OverflowError, "factorial() argument should not exceed %lld",
                        (long long)INT64_MAX);
    return k < 2 ? ki_small_int(1) : product(ks, 2, k);
}

/* |v| as an int, owned. */
static KiValue magnitude(KiState *ks, KiValue v) {
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return KI_ERR;
    KiValue r = ki_unary(ks, i, KI_ABS);
    ki_decref(ks, i);
    return r;
}

static bool is_zero(KiValue v) {
    return v == ki_small_int(0);
}

static bool is_natural(KiValue v) {
    return ki_is_int(v) && ki_int_val(v) >= 0;
}

static KiValue short_gcd(int64_t x, int64_t y) {
    while (y) {
        int64_t t = x % y;
        x = y;
        y = t;
    }
    return ki_small_int(x);
}

/* Both consumed, both >= 0. */
static KiValue gcd(KiState *ks, KiValue a, KiValue b) {
    while (a != KI_ERR && b != KI_ERR && !is_zero(b)) {
        if (ki_both_int(a, b)) return short_gcd(ki_int_val(a), ki_int_val(b));
        KiValue r = fold(ks, a, b, KI_MOD);
        a = b;
        b = r;
    }
    if (a == KI_ERR || b == KI_ERR) {
        ki_decref(ks, a);
        ki_decref(ks, b);
        return KI_ERR;
    }
    return a;
}

static KiValue f_gcd(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "math.gcd", nargs, kwnames, 0, -1)) return KI_ERR;
    if (nargs == 2 && is_natural(args[0]) && is_natural(args[1]))
        return short_gcd(ki_int_val(args[0]), ki_int_val(args[1]));
    KiValue r = ki_small_int(0);
    for (int i = 0; i < nargs && r != KI_ERR; i++)
        r = gcd(ks, r, magnitude(ks, args[i]));
    return r;
}

static KiValue f_lcm(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "math.lcm", nargs, kwnames, 0, -1)) return KI_ERR;
    KiValue r = ki_small_int(1);
    for (int i = 0; i < nargs && r != KI_ERR; i++) {
        KiValue m = magnitude(ks, args[i]);
        if (m == KI_ERR || is_zero(m) || is_zero(r)) {
            ki_decref(ks, r);
            r = m == KI_ERR ? KI_ERR : ki_small_int(0);
            ki_decref(ks, m);
            continue;
        }
        KiValue g = gcd(ks, ki_new_ref(r), ki_new_ref(m));
        KiValue q = g == KI_ERR ? KI_ERR : ki_binary(ks, m, g, KI_FLOORDIV);
        r = fold(ks, r, q, KI_MUL);
        ki_decref(ks, q);
        ki_decref(ks, g);
        ki_decref(ks, m);
    }
    return r;
}

/* n and k of comb and perm as ints >= 0, owned. */
static bool two_naturals(KiState *ks, KiValue *a, KiValue *n, KiValue *k) {
    *k = KI_ABSENT;
    *n = ki_index(ks, a[0]);
    if (*n == KI_ERR) return false;
    *k = ki_index(ks, a[1]);
    if (*k != KI_ERR && ki_int_sign(*n) >= 0 && ki_int_sign(*k) >= 0) return true;
    if (*k != KI_ERR)
        ki_raise(ks, KI_EXC_ValueError, "%s must be a non-negative integer",
                 ki_int_sign(*n) < 0 ? "n" : "k");
    ki_decref(ks, *n);
    ki_decref(ks, *k);
    return false;
}

/* n * (n-1) * ... , k factors; divided along the way by 1..k for comb. Consumes n. */
static KiValue falling(KiState *ks, KiValue n, int64_t k, bool divide) {
    KiValue r = ki_small_int(1), f = n;
    for (int64_t i = 1; i <= k && r != KI_ERR && f != KI_ERR; i++) {
        r = fold(ks, r, f, KI_MUL);
        if (divide && r != KI_ERR) {
            KiValue d = ki_small_int(i);
            r = fold(ks, r, d, KI_FLOORDIV);
        }
        if (i < k) f = fold(ks, f, ki_small_int(1), KI_SUB);
    }
    ki_decref(ks, f);
    if (f == KI_ERR) {
        ki_decref(ks, r);
        r = KI_ERR;
    }
    return r;
}

static KiValue f_comb(KiState *ks, KiValue *a, int nargs) {
    KiValue n, k;
    int64_t count;
    if (!two_naturals(ks, a, &n, &k)) return KI_ERR;
    KiValue rest = ki_binary(ks, n, k, KI_SUB);
    if (rest == KI_ERR || ki_int_sign(rest) < 0) {
        ki_decref(ks, n);
        ki_decref(ks, k);
        ki_decref(ks, rest);
        return rest == KI_ERR ? KI_ERR : ki_small_int(0);
    }
    bool fits = ki_int_try_i64(ki_int_compare(rest, k) < 0 ? rest : k, &count);
    ki_decref(ks, k);
    ki_decref(ks, rest);
    if (!fits) {
        ki_decref(ks, n);
        return ki_raise(ks, KI_EXC_OverflowError, "min(n - k, k) must not exceed %lld",
                        (long long)INT64_MAX);
    }
    return falling(ks, n, count, true);
}

static KiValue f_perm(KiState *ks, KiValue *a, int nargs) {
    KiValue n, k;
    int64_t count;
    if (a[1] == KI_ABSENT || ki_is_none(a[1])) return f_factorial(ks, a, 1);
    if (!two_naturals(ks, a, &n, &k)) return KI_ERR;
    bool none = ki_int_compare(k, n) > 0, fits = ki_int_try_i64(k, &count);
    ki_decref(ks, k);
    if (none || !fits) {
        ki_decref(ks, n);
        return none ? ki_small_int(0)
                    : ki_raise(ks, KI_EXC_OverflowError, "k must not exceed %lld",
                               (long long)INT64_MAX);
    }
    return falling(ks, n, count, false);
}

/* Newton's iteration from above, on integers. */
static KiValue f_isqrt(KiState *ks, KiValue *a, int nargs) {
    KiValue n = ki_index(ks, a[0]);
    if (n == KI_ERR) return KI_ERR;
    if (ki_int_sign(n) < 0) {
        ki_decref(ks, n);
        return ki_raise(ks, KI_EXC_ValueError, "isqrt() argument must be nonnegative");
    }
    if (ki_is_int(n) || ki_is_bool(n)) {
        int64_t v = ki_is_bool(n) ? n == KI_TRUE : ki_int_val(n), r = (int64_t)sqrt((double)v);
        while (r * r > v)
            r--;
        while ((r + 1) * (r + 1) <= v)
            r++;
        return ki_small_int(r);
    }
    int64_t e;
    ki_int_frexp(n, &e);
    KiValue shift = ki_small_int(e / 2 + 1), one = ki_small_int(1);
    KiValue x = ki_binary(ks, one, shift, KI_LSHIFT);
    while (x != KI_ERR) {
        KiValue q = ki_binary(ks, n, x, KI_FLOORDIV);
        KiValue y = fold(ks, q, x, KI_ADD);
        y = fold(ks, y, one, KI_RSHIFT);
        if (y == KI_ERR || ki_int_compare(y, x) >= 0) {
            bool failed = y == KI_ERR;
            ki_decref(ks, y);
            if (failed) {
                ki_decref(ks, x);
                x = KI_ERR;
            }
            break;
        }
        ki_decref(ks, x);
        x = y;
    }
    ki_decref(ks, n);
    return x;
}

const KiDef ki_math_int_functions[] = {
    {"comb", "(n, k, /)", f_comb, "How many ways to choose k of n things, order not counting.", 0},
    {"factorial", "(n, /)", f_factorial, "n!", 0},
    {"gcd", "(...)", (void *)f_gcd, "gcd($module, *integers)\n--\n\nGreatest Common Divisor.", 0},
    {"isqrt", "(n, /)", f_isqrt, "The integer part of the square root of the input.", 0},
    {"lcm", "(...)", (void *)f_lcm, "lcm($module, *integers)\n--\n\nLeast Common Multiple.", 0},
    {"perm", "(n, k=None, /)", f_perm, "How many ways to choose k of n things in order.", 0},
    KI_DEF_END};
