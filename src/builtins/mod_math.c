/* The module math: functions of floats. Those of integers (factorial, gcd, comb ...) are in
 * math_int.c. Domain and range errors are found from the result, as CPython does. */
#include <errno.h>
#include <float.h>
#include <math.h>

#include "math_int.h"

static KiValue domain_error(KiState *ks) {
    return ki_raise(ks, KI_EXC_ValueError, "math domain error");
}
static KiValue range_error(KiState *ks) {
    return ki_raise(ks, KI_EXC_OverflowError, "math range error");
}

static inline bool arg(KiState *ks, KiValue v, double *out) {
    if (KB_LIKELY(ki_is_float(v))) {
        *out = ki_float_val(v);
        return true;
    }
    if (ki_is_int(v)) {
        *out = (double)ki_int_val(v);
        return true;
    }
    return ki_to_double(ks, v, out);
}

/* A nan that did not come in is a domain error; an infinity that did not come in overflowed, or
 * is a pole. */
static inline KiValue checked(KiState *ks, double x, double r, bool overflows) {
    if (KB_LIKELY(isfinite(r))) return ki_float(r);
    if (isnan(r) && !isnan(x)) return domain_error(ks);
    if (isinf(r) && isfinite(x)) return overflows ? range_error(ks) : domain_error(ks);
    return ki_float(r);
}

#define UNARY(name, call, overflows)                                                               \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        double x;                                                                                  \
        return arg(ks, a[0], &x) ? checked(ks, x, call(x), overflows) : KI_ERR;                    \
    }
UNARY(acos, acos, false)
UNARY(acosh, acosh, false)
UNARY(asin, asin, false)
UNARY(asinh, asinh, false)
UNARY(atan, atan, false)
UNARY(atanh, atanh, false)
UNARY(cbrt, cbrt, false)
UNARY(cos, cos, false)
UNARY(cosh, cosh, true)
UNARY(erf, erf, false)
UNARY(erfc, erfc, false)
UNARY(exp, exp, true)
UNARY(exp2, exp2, true)
UNARY(expm1, expm1, true)
UNARY(fabs, fabs, false)
UNARY(log1p, log1p, false)
UNARY(sin, sin, false)
UNARY(sinh, sinh, true)
UNARY(sqrt, sqrt, false)
UNARY(tan, tan, false)
UNARY(tanh, tanh, false)

/* gamma and lgamma by Lanczos's sum with the 13 coefficients of Boost's lanczos13m53, so that the
 * results are CPython's, which uses the same (Pugh 2004; Boost.Math documentation). */
#define LANCZOS_G 6.024680040776729583740234375
enum { LANCZOS_N = 13 };
static const double lanczos_num[LANCZOS_N] = {23531376880.410759688572007674451636754734846804940,
                                              42919803642.649098768957899047001988850926355848959,
                                              35711959237.355668049440185451547166705960488635843,
                                              17921034426.037209699919755754458931112671403265390,
                                              6039542586.3520280050642916443072979210699388420708,
                                              1439720407.3117216736632230727949123939715485786372,
                                              248874557.86205415651146038641322942321632125127801,
                                              31426415.585400194380614231628318205362874684987640,
                                              2876370.6289353724412254090516208496135991145378768,
                                              186056.26539522349504029498971604569928220784236328,
                                              8071.6720023658162106380029022722506138218516325024,
                                              210.82427775157934587250973392071336271166969580291,
                                              2.5066282746310002701649081771338373386264310793408};
static const double lanczos_den[LANCZOS_N] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

static double lanczos_sum(double x) {
    double num = 0, den = 0;
    if (x < 5) {
        for (int i = LANCZOS_N - 1; i >= 0; i--) {
            num = num * x + lanczos_num[i];
            den = den * x + lanczos_den[i];
        }
    } else { /* the powers of 1/x do not overflow */
        for (int i = 0; i < LANCZOS_N; i++) {
            num = num / x + lanczos_num[i];
            den = den / x + lanczos_den[i];
        }
    }
    return num / den;
}

/* sin(pi * x), exact at integers and halves. */
static double sin_pi(double x) {
    double y = fmod(fabs(x), 2.0), r;
    int n = (int)round(2.0 * y);
    switch (n) {
    case 0:
        r = sin(M_PI * y);
        break;
    case 1:
        r = cos(M_PI * (y - 0.5));
        break;
    case 2:
        r = sin(M_PI * (1.0 - y));
        break;
    case 3:
        r = -cos(M_PI * (y - 1.5));
        break;
    default:
        r = sin(M_PI * (y - 2.0));
        break;
    }
    return copysign(1.0, x) * r;
}

static double gamma_of(double x) {
    double a = fabs(x), r;
    if (a < 1e-20) return 1.0 / x;
    if (a > 200.0) return x < 0 ? 0.0 / sin_pi(x) : INFINITY;
    double y = a + (LANCZOS_G - 0.5), q, z;
    if (a > LANCZOS_G - 0.5) { /* the rounding error of y */
        q = y - a;
        z = q - (LANCZOS_G - 0.5);
    } else {
        q = y - (LANCZOS_G - 0.5);
        z = q - a;
    }
    z = z * LANCZOS_G / y;
    if (x < 0) {
        r = -M_PI / sin_pi(a) / a * exp(y) / lanczos_sum(a);
        r -= z * r;
        if (a < 140.0) return r / pow(y, a - 0.5);
        double root = pow(y, a / 2.0 - 0.25);
        return r / root / root;
    }
    r = lanczos_sum(a) / exp(y);
    r += z * r;
    if (a < 140.0) return r * pow(y, a - 0.5);
    double root = pow(y, a / 2.0 - 0.25);
    return r * root * root;
}

static double lgamma_of(double x) {
    double a = fabs(x);
    if (a <= 1e-20) return -log(a);
    double r = log(lanczos_sum(a)) - LANCZOS_G;
    r += (a - 0.5) * (log(a + LANCZOS_G - 0.5) - 1);
    if (x < 0) r = log(M_PI) - log(fabs(sin_pi(a))) - log(a) - r;
    return r;
}

static KiValue f_gamma(KiState *ks, KiValue *a, int n) {
    double x;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    if (isnan(x) || x == INFINITY) return ki_float(x);
    if (x == -INFINITY || (x <= 0 && x == floor(x))) return domain_error(ks);
    if (x == floor(x) && x <= 23) { /* exact */
        double r = 1;
        for (double i = 2; i < x; i++)
            r *= i;
        return ki_float(r);
    }
    return checked(ks, x, gamma_of(x), true);
}

static KiValue f_lgamma(KiState *ks, KiValue *a, int n) {
    double x;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    if (isnan(x)) return ki_float(x);
    if (isinf(x)) return ki_float(INFINITY);
    if (x <= 0 && x == floor(x)) return domain_error(ks);
    if (x == 1 || x == 2) return ki_float(0);
    return checked(ks, x, lgamma_of(x), true);
}

/* --- logarithms: of integers of any size --- */

static KiValue log_of(KiState *ks, KiValue v, double (*fn)(double)) {
    double x;
    if (ki_is_integer(v) && !ki_is_int(v) && !ki_is_bool(v)) {
        int64_t e;
        double m = ki_int_frexp(ki_unbox(v), &e);
        if (m <= 0) return domain_error(ks);
        if (e < 1020) return ki_float(fn(ldexp(m, (int)e)));
        return ki_float(fn(m) + fn(2.0) * (double)e);
    }
    if (!arg(ks, v, &x)) return KI_ERR;
    if (x <= 0 || (isinf(x) && x < 0)) return domain_error(ks);
    return ki_float(fn(x));
}
static KiValue f_log(KiState *ks, KiValue *a, int n, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "log() takes no keyword arguments");
    if (n < 1 || n > 2) return ki_raise(ks, KI_EXC_TypeError, "math.log requires 1 to 2 arguments");
    KiValue x = log_of(ks, a[0], log);
    if (x == KI_ERR || n == 1) return x;
    KiValue base = log_of(ks, a[1], log);
    if (base == KI_ERR) return KI_ERR;
    if (ki_float_val(base) == 0)
        return ki_raise(ks, KI_EXC_ZeroDivisionError, "float division by zero");
    return ki_float(ki_float_val(x) / ki_float_val(base));
}
static KiValue f_log2(KiState *ks, KiValue *a, int n) {
    return log_of(ks, a[0], log2);
}
static KiValue f_log10(KiState *ks, KiValue *a, int n) {
    return log_of(ks, a[0], log10);
}

/* --- two arguments --- */

static bool args2(KiState *ks, KiValue *a, double *x, double *y) {
    return arg(ks, a[0], x) && arg(ks, a[1], y);
}

static KiValue f_atan2(KiState *ks, KiValue *a, int n) {
    double x, y;
    return args2(ks, a, &x, &y) ? ki_float(atan2(x, y)) : KI_ERR;
}
static KiValue f_copysign(KiState *ks, KiValue *a, int n) {
    double x, y;
    return args2(ks, a, &x, &y) ? ki_float(copysign(x, y)) : KI_ERR;
}
static KiValue f_nextafter(KiState *ks, KiValue *a, int n) {
    double x, y;
    return args2(ks, a, &x, &y) ? ki_float(nextafter(x, y)) : KI_ERR;
}
static KiValue f_fmod(KiState *ks, KiValue *a, int n) {
    double x, y;
    if (!args2(ks, a, &x, &y)) return KI_ERR;
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain_error(ks) : ki_float(r);
}
static KiValue f_remainder(KiState *ks, KiValue *a, int n) {
    double x, y;
    if (!args2(ks, a, &x, &y)) return KI_ERR;
    double r = remainder(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain_error(ks) : ki_float(r);
}
static KiValue f_pow(KiState *ks, KiValue *a, int n) {
    double x, y;
    if (!args2(ks, a, &x, &y)) return KI_ERR;
    double r = pow(x, y);
    if (isfinite(r) || !isfinite(x) || !isfinite(y)) return ki_float(r);
    return isnan(r) || x == 0 ? domain_error(ks) : range_error(ks);
}
static KiValue f_ldexp(KiState *ks, KiValue *a, int n) {
    double x;
    int64_t e;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    if (!ki_is_integer(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "Expected an int as second argument to ldexp.");
    if (!ki_int_try_i64(a[1], &e)) e = ki_int_sign(a[1]) < 0 ? INT32_MIN : INT32_MAX;
    e = e > 100000 ? 100000 : e < -100000 ? -100000 : e;
    double r = ldexp(x, (int)e);
    return isinf(r) && isfinite(x) ? range_error(ks) : ki_float(r);
}

static KiValue f_frexp(KiState *ks, KiValue *a, int n) {
    double x;
    int e = 0;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    double m = isfinite(x) ? frexp(x, &e) : x;
    return ki_tuple_pack(ks, 2, ki_float(m), ki_small_int(e));
}
static KiValue f_modf(KiState *ks, KiValue *a, int n) {
    double x, whole;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    double part = modf(x, &whole);
    return ki_tuple_pack(ks, 2, ki_float(part), ki_float(whole));
}
static KiValue f_degrees(KiState *ks, KiValue *a, int n) {
    double x;
    return arg(ks, a[0], &x) ? ki_float(x * (180.0 / M_PI)) : KI_ERR;
}
static KiValue f_radians(KiState *ks, KiValue *a, int n) {
    double x;
    return arg(ks, a[0], &x) ? ki_float(x * (M_PI / 180.0)) : KI_ERR;
}
static KiValue f_isfinite(KiState *ks, KiValue *a, int n) {
    double x;
    return arg(ks, a[0], &x) ? ki_bool(isfinite(x)) : KI_ERR;
}
static KiValue f_isinf(KiState *ks, KiValue *a, int n) {
    double x;
    return arg(ks, a[0], &x) ? ki_bool(isinf(x)) : KI_ERR;
}
static KiValue f_isnan(KiState *ks, KiValue *a, int n) {
    double x;
    return arg(ks, a[0], &x) ? ki_bool(isnan(x)) : KI_ERR;
}
static KiValue f_ulp(KiState *ks, KiValue *a, int n) {
    double x;
    if (!arg(ks, a[0], &x)) return KI_ERR;
    x = fabs(x);
    if (!isfinite(x)) return ki_float(x);
    double up = nextafter(x, INFINITY);
    return ki_float(isinf(up) ? x - nextafter(x, -INFINITY) : up - x);
}

static KiValue f_isclose(KiState *ks, KiValue *a, int n) {
    double x, y, rel, abs_tol;
    if (!args2(ks, a, &x, &y) || !arg(ks, a[2], &rel) || !arg(ks, a[3], &abs_tol)) return KI_ERR;
    if (rel < 0 || abs_tol < 0)
        return ki_raise(ks, KI_EXC_ValueError, "tolerances must be non-negative");
    if (x == y) return KI_TRUE;
    if (isinf(x) || isinf(y)) return KI_FALSE;
    double diff = fabs(y - x);
    return ki_bool(diff <= fabs(rel * y) || diff <= fabs(rel * x) || diff <= abs_tol);
}

/* --- to integers --- */

static KiValue to_integer(KiState *ks, KiValue v, const char *dunder, double (*fn)(double)) {
    double x;
    if (ki_is_float(v)) return ki_int_from_double(ks, fn(ki_float_val(v)));
    if (ki_is_int(v)) return v;
    KiStr *name = ki_intern_cstr(ks, dunder);
    if (!name) return KI_ERR;
    KiValue r = ki_call_special(ks, v, name, NULL, 0);
    ki_decref_obj(ks, &name->h);
    if (r != KI_ABSENT) return r;
    if (!strcmp(dunder, "__trunc__"))
        return ki_raise(ks, KI_EXC_TypeError, "type %.100s doesn't define __trunc__ method",
                        ki_type_name(ks, v));
    return ki_to_double(ks, v, &x) ? ki_int_from_double(ks, fn(x)) : KI_ERR;
}
static KiValue f_floor(KiState *ks, KiValue *a, int n) {
    return to_integer(ks, a[0], "__floor__", floor);
}
static KiValue f_ceil(KiState *ks, KiValue *a, int n) {
    return to_integer(ks, a[0], "__ceil__", ceil);
}
static KiValue f_trunc(KiState *ks, KiValue *a, int n) {
    return to_integer(ks, a[0], "__trunc__", trunc);
}

/* --- sums --- */

/* Non-overlapping doubles: each has at least one of the 2098 bits of a double's range to itself. */
enum { MAX_PARTIALS = 2100 };

/* Exact sum of floats: a list of non-overlapping partial sums (Shewchuk 1997). */
static KiValue f_fsum(KiState *ks, KiValue *a, int nargs) {
    double p[MAX_PARTIALS], special = 0, inf_sum = 0;
    int n = 0;
    KiValue it = ki_iter(ks, a[0]), v;
    if (it == KI_ERR) return KI_ERR;
    while ((v = ki_next(ks, it)) != KI_ABSENT) {
        double x, original;
        bool ok = v != KI_ERR && arg(ks, v, &x);
        ki_decref(ks, v);
        if (!ok) goto fail;
        original = x;
        int i = 0;
        for (int j = 0; j < n; j++) {
            double y = p[j];
            if (fabs(x) < fabs(y)) {
                double t = x;
                x = y;
                y = t;
            }
            volatile double hi = x + y;
            volatile double lo = y - (hi - x);
            if (lo != 0) p[i++] = lo;
            x = hi;
        }
        n = i;
        if (x != 0) {
            if (!isfinite(x)) {
                if (isfinite(original)) {
                    ki_raise(ks, KI_EXC_OverflowError, "intermediate overflow in fsum");
                    goto fail;
                }
                if (isinf(original)) inf_sum += original;
                special += original;
                n = 0;
            } else {
                p[n++] = x;
            }
        }
    }
    ki_decref(ks, it);
    if (special != 0) {
        if (isnan(inf_sum)) return ki_raise(ks, KI_EXC_ValueError, "-inf + inf in fsum");
        return ki_float(special);
    }
    double hi = 0, lo = 0;
    if (n > 0) {
        hi = p[--n];
        while (n > 0) {
            double x = hi, y = p[--n];
            volatile double sum = x + y;
            lo = y - (sum - x);
            hi = sum;
            if (lo != 0) break;
        }
        if (n > 0 &&
            ((lo < 0 && p[n - 1] < 0) || (lo > 0 && p[n - 1] > 0))) { /* round half to even */
            double y = lo * 2;
            volatile double x = hi + y;
            if (y == x - hi) hi = x;
        }
    }
    return ki_float(hi);
fail:
    ki_decref(ks, it);
    return KI_ERR;
}

/* sqrt(sum of squares) without overflow, squares and sum in double-double. x[n] are absolute
 * values. */
static double norm(const double *x, int64_t n) {
    double max = 0;
    bool nan = false;
    for (int64_t i = 0; i < n; i++) {
        if (isinf(x[i])) return INFINITY;
        nan = nan || isnan(x[i]);
        max = x[i] > max ? x[i] : max;
    }
    if (nan) return NAN;
    if (max == 0 || n == 1) return max;
    int e;
    frexp(max, &e);
    double hi = 0, lo = 0;
    for (int64_t i = 0; i < n; i++) {
        double s = ldexp(x[i], -e), sq = s * s, err = fma(s, s, -sq);
        double sum = hi + sq, bb = sum - hi;
        lo += (hi - (sum - bb)) + (sq - bb) + err;
        hi = sum;
    }
    double root = sqrt(hi + lo);
    /* one correction step: root^2 compared with the double-double sum */
    double sq = root * root, err = fma(root, root, -sq);
    double rest = (hi - sq) + (lo - err);
    root += rest / (2 * root);
    return ldexp(root, e);
}

static KiValue f_hypot(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    double small[16], *x = small;
    if (!ki_check_args(ks, "math.hypot", nargs, kwnames, 0, -1)) return KI_ERR;
    size_t size = sizeof *x * (size_t)nargs;
    if (nargs > 16 && !(x = kb_malloc(&ks->alloc, size))) return ki_raise_nomem(ks);
    bool ok = true;
    for (int i = 0; ok && i < nargs; i++) {
        ok = arg(ks, args[i], &x[i]);
        x[i] = fabs(x[i]);
    }
    KiValue r = ok ? ki_float(norm(x, nargs)) : KI_ERR;
    if (x != small) kb_free(&ks->alloc, x, size);
    return r;
}

static KiValue f_dist(KiState *ks, KiValue *a, int n) {
    KiTuple *p = ki_to_tuple(ks, a[0]), *q = p ? ki_to_tuple(ks, a[1]) : NULL;
    KiValue r = KI_ERR;
    double *x = NULL;
    if (!q) goto done;
    if (p->len != q->len) {
        ki_raise(ks, KI_EXC_ValueError, "both points must have the same number of dimensions");
        goto done;
    }
    size_t size = sizeof *x * (size_t)(p->len + 1);
    if (!(x = kb_malloc(&ks->alloc, size))) {
        ki_raise_nomem(ks);
        goto done;
    }
    bool ok = true;
    for (int64_t i = 0; ok && i < p->len; i++) {
        double u, v;
        ok = arg(ks, p->items[i], &u) && arg(ks, q->items[i], &v);
        x[i] = ok ? fabs(u - v) : 0;
    }
    if (ok) r = ki_float(norm(x, p->len));
    kb_free(&ks->alloc, x, size);
done:
    if (p) ki_decref_obj(ks, &p->h);
    if (q) ki_decref_obj(ks, &q->h);
    return r;
}

static KiValue f_prod(KiState *ks, KiValue *a, int n) {
    KiValue it = ki_iter(ks, a[0]), v;
    if (it == KI_ERR) return KI_ERR;
    KiValue r = ki_new_ref(a[1]);
    while ((v = ki_next(ks, it)) != KI_ABSENT) {
        KiValue next = v == KI_ERR ? KI_ERR
                       : ki_is_float(r) && ki_is_float(v)
                           ? ki_float(ki_float_val(r) * ki_float_val(v))
                           : ki_binary(ks, r, v, KI_MUL);
        ki_decref(ks, v);
        ki_decref(ks, r);
        r = next;
        if (r == KI_ERR) break;
    }
    ki_decref(ks, it);
    return r;
}

bool ki_mod_math_init(KiState *ks, KiModule *m) {
#define ONE(name, doc)                                                                             \
    { #name, "(x, /)", f_##name, doc, 0 }
#define TWO(name, doc)                                                                             \
    { #name, "(x, y, /)", f_##name, doc, 0 }
    static const KiDef functions[] = {
        ONE(acos, "Arc cosine, in radians."),
        ONE(acosh, "Inverse hyperbolic cosine."),
        ONE(asin, "Arc sine, in radians."),
        ONE(asinh, "Inverse hyperbolic sine."),
        ONE(atan, "Arc tangent, in radians."),
        {"atan2", "(y, x, /)", f_atan2, "Angle of the point (x, y), in radians.", 0},
        ONE(atanh, "Inverse hyperbolic tangent."),
        ONE(cbrt, "Cube root."),
        ONE(ceil, "The least integer not below x."),
        TWO(copysign, "x with the sign of y."),
        ONE(cos, "Cosine of an angle in radians."),
        ONE(cosh, "Hyperbolic cosine."),
        ONE(degrees, "Radians to degrees."),
        {"dist", "(p, q, /)", f_dist, "Distance between two points given by their coordinates.", 0},
        ONE(erf, "Error function."),
        ONE(erfc, "1 - erf(x), exact for large x."),
        ONE(exp, "e ** x."),
        ONE(exp2, "2 ** x."),
        ONE(expm1, "exp(x)-1, exact also for small x."),
        ONE(fabs, "Absolute value, as a float."),
        ONE(floor, "The greatest integer not above x."),
        TWO(fmod, "fmod(x, y), with the sign of x."),
        ONE(frexp, "(m, e) with x == m * 2**e and 0.5 <= abs(m) < 1."),
        {"fsum", "(seq, /)", f_fsum, "Sum of floats without rounding errors on the way.", 0},
        ONE(gamma, "Gamma function."),
        {"hypot", "(...)", (void *)f_hypot, "hypot(*coordinates) -> value\n\nThe Euclidean norm.",
         0},
        {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", f_isclose,
         "Are two numbers equal within a tolerance?", 0},
        ONE(isfinite, "Is x neither infinite nor nan?"),
        ONE(isinf, "Is x infinite?"),
        ONE(isnan, "Is x not a number?"),
        {"ldexp", "(x, i, /)", f_ldexp, "x * (2**i).", 0},
        ONE(lgamma, "Logarithm of the absolute value of gamma(x)."),
        {"log", "(...)", (void *)f_log, "Logarithm, natural unless a base is given.",
         KI_DEF_COUNTED},
        ONE(log10, "Logarithm to base 10."),
        ONE(log1p, "log(1 + x), exact for small x."),
        ONE(log2, "Logarithm to base 2."),
        ONE(modf, "(fraction, whole part), both with the sign of x."),
        TWO(nextafter, "The float next to x on the way to y."),
        TWO(pow, "x ** y in floats."),
        {"prod", "(iterable, /, *, start=1)", f_prod, "Product of the items.", 0},
        ONE(radians, "Degrees to radians."),
        TWO(remainder, "x minus the multiple of y nearest to it."),
        ONE(sin, "Sine of an angle in radians."),
        ONE(sinh, "Hyperbolic sine."),
        ONE(sqrt, "Square root."),
        ONE(tan, "Tangent of an angle in radians."),
        ONE(tanh, "Hyperbolic tangent."),
        ONE(trunc, "x without its fractional part."),
        ONE(ulp, "Distance to the next float."),
        KI_DEF_END};
    return ki_module_add(ks, m, "pi", ki_float(M_PI)) && ki_module_add(ks, m, "e", ki_float(M_E)) &&
           ki_module_add(ks, m, "tau", ki_float(2 * M_PI)) &&
           ki_module_add(ks, m, "inf", ki_float(INFINITY)) &&
           ki_module_add(ks, m, "nan", ki_float(NAN)) &&
           ki_module_add_functions(ks, m, functions) &&
           ki_module_add_functions(ks, m, ki_math_int_functions);
}
