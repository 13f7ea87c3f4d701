/* The module cmath: functions of complex numbers.
 *
 * The inverse functions are built from square roots and real functions as in W. Kahan, "Branch cuts
 * for complex elementary functions" (1987): they keep the sign of zero on the cuts. Where a plain
 * formula would overflow the argument is halved or quartered first. Arguments that are not finite
 * go to the C library, whose results are those of C99's Annex G; where that leaves a sign or a nan
 * open, CPython's choice stands before the call. A function reports a pole or an
 * argument outside its domain in Fault. */
#include <complex.h>
#include <float.h>
#include <math.h>

#include "../object/number.h"
#include "builtins.h"

typedef KiComplexNum Num;
typedef enum Fault { FINE, DOMAIN, RANGE } Fault;
typedef Num Function(Num z, Fault *fault);

#define LARGE      (DBL_MAX / 4)
#define SQRT_LARGE 6.703903964971298e+153  /* of LARGE */
#define LOG_LARGE  708.3964185322641       /* of LARGE */
#define SQRT_MIN   1.4916681462400413e-154 /* of DBL_MIN */

static inline bool finite_num(Num z) {
    return isfinite(z.re) && isfinite(z.im);
}
static inline double complex to_c(Num z) {
    return __builtin_complex(z.re, z.im); /* CMPLX, which the C library leaves out for clang */
}
static inline Num from_c(double complex z) {
    return (Num){creal(z), cimag(z)};
}
static inline bool is_large(Num z) {
    return fabs(z.re) > LARGE || fabs(z.im) > LARGE;
}
/* log|z/2| of a large z. */
static inline double log_half(Num z) {
    return log(hypot(z.re / 2, z.im / 2));
}
/* i*z and -i*z: the circular functions are the hyperbolic ones turned by a right angle. */
static inline Num turn(Num z) {
    return (Num){-z.im, z.re};
}
static inline Num turn_back(Num z) {
    return (Num){z.im, -z.re};
}

static Num c_sqrt(Num z, Fault *fault) {
    if (!finite_num(z)) return from_c(csqrt(to_c(z)));
    double ax = fabs(z.re), ay = fabs(z.im), s;
    if (z.re == 0 && z.im == 0) return (Num){0, z.im};
    if (ax < DBL_MIN && ay < DBL_MIN) { /* subnormal: scaled by 2^53, the halving done by it too */
        ax = ldexp(ax, 53);
        s = ldexp(sqrt(ax + hypot(ax, ldexp(ay, 53))), -27);
    } else {
        ax /= 8;
        s = 2 * sqrt(ax + hypot(ax, ay / 8));
    }
    double d = ay / (2 * s);
    if (z.re >= 0) return (Num){s, copysign(d, z.im)};
    return (Num){d, copysign(s, z.im)};
}

static Num c_acos(Num z, Fault *fault) {
    if (isinf(z.re) && isnan(z.im)) return (Num){NAN, INFINITY};
    if (!finite_num(z)) return from_c(cacos(to_c(z)));
    if (is_large(z)) {
        double size = log_half(z) + M_LN2 * 2;
        return (Num){atan2(fabs(z.im), z.re), copysign(size, -z.im)};
    }
    Num s = c_sqrt((Num){1 - z.re, -z.im}, fault), t = c_sqrt((Num){1 + z.re, z.im}, fault);
    return (Num){2 * atan2(s.re, t.re), asinh(t.re * s.im - t.im * s.re)};
}

static Num c_acosh(Num z, Fault *fault) {
    if (z.re == 0 && isnan(z.im)) return (Num){NAN, NAN};
    if (!finite_num(z)) return from_c(cacosh(to_c(z)));
    if (is_large(z)) return (Num){log_half(z) + M_LN2 * 2, atan2(z.im, z.re)};
    Num s = c_sqrt((Num){z.re - 1, z.im}, fault), t = c_sqrt((Num){z.re + 1, z.im}, fault);
    return (Num){asinh(s.re * t.re + s.im * t.im), 2 * atan2(s.im, t.re)};
}

static Num c_asinh(Num z, Fault *fault) {
    if (isnan(z.re) && isinf(z.im)) return (Num){INFINITY, NAN};
    if (!finite_num(z)) return from_c(casinh(to_c(z)));
    if (is_large(z)) {
        double size = log_half(z) + M_LN2 * 2;
        return (Num){copysign(size, z.re), atan2(z.im, fabs(z.re))};
    }
    Num s = c_sqrt((Num){1 + z.im, -z.re}, fault), t = c_sqrt((Num){1 - z.im, z.re}, fault);
    return (Num){asinh(s.re * t.im - t.re * s.im), atan2(z.im, s.re * t.re - s.im * t.im)};
}

static Num c_asin(Num z, Fault *fault) {
    return turn_back(c_asinh(turn(z), fault));
}

static Num c_atanh(Num z, Fault *fault) {
    if (isnan(z.re) && isinf(z.im)) return (Num){0, copysign(M_PI_2, z.im)};
    if (!finite_num(z)) return from_c(catanh(to_c(z)));
    if (signbit(z.re)) {
        Num r = c_atanh((Num){-z.re, -z.im}, fault);
        return (Num){-r.re, -r.im};
    }
    double ay = fabs(z.im);
    if (z.re > SQRT_LARGE || ay > SQRT_LARGE) {
        double h = hypot(z.re / 2, z.im / 2);
        return (Num){z.re / 4 / h / h, copysign(M_PI_2, z.im)};
    }
    if (z.re == 1 && ay < SQRT_MIN) {
        if (ay == 0) {
            *fault = DOMAIN;
            return (Num){INFINITY, z.im};
        }
        return (Num){-log(sqrt(ay) / sqrt(hypot(ay, 2))), copysign(atan2(2, -ay) / 2, z.im)};
    }
    double near = 1 - z.re;
    return (Num){log1p(4 * z.re / (near * near + ay * ay)) / 4,
                 -atan2(-2 * z.im, near * (1 + z.re) - ay * ay) / 2};
}

static Num c_atan(Num z, Fault *fault) {
    return turn_back(c_atanh(turn(z), fault));
}

/* cosh and sinh of a z whose real part is so large that e**x overflows though the product may not.
 */
static Num hyperbolic_large(Num z, double (*of_cos)(double), double (*of_sin)(double)) {
    double x = z.re - copysign(1, z.re);
    return (Num){cos(z.im) * of_cos(x) * M_E, sin(z.im) * of_sin(x) * M_E};
}
static Num checked_range(Num r, Fault *fault) {
    if (isinf(r.re) || isinf(r.im)) *fault = RANGE;
    return r;
}

static Num c_cosh(Num z, Fault *fault) {
    if (!finite_num(z)) {
        if (isinf(z.im) && !isnan(z.re)) *fault = DOMAIN;
        if (isnan(z.re) && z.im == 0) return (Num){NAN, 0};
        return from_c(ccosh(to_c(z)));
    }
    if (fabs(z.re) > LOG_LARGE) return checked_range(hyperbolic_large(z, cosh, sinh), fault);
    return checked_range((Num){cos(z.im) * cosh(z.re), sin(z.im) * sinh(z.re)}, fault);
}

static Num c_sinh(Num z, Fault *fault) {
    if (!finite_num(z)) {
        if (isinf(z.im) && !isnan(z.re)) *fault = DOMAIN;
        if (z.re == 0 && isnan(z.im)) return (Num){0, NAN};
        return from_c(csinh(to_c(z)));
    }
    if (fabs(z.re) > LOG_LARGE) return checked_range(hyperbolic_large(z, sinh, cosh), fault);
    return checked_range((Num){cos(z.im) * sinh(z.re), sin(z.im) * cosh(z.re)}, fault);
}

static Num c_tanh(Num z, Fault *fault) {
    if (!finite_num(z)) {
        if (isinf(z.im) && isfinite(z.re)) *fault = DOMAIN;
        if (z.re == 0) return (Num){NAN, NAN};
        if (isinf(z.re) && isinf(z.im)) return (Num){copysign(1, z.re), 0};
        return from_c(ctanh(to_c(z)));
    }
    if (fabs(z.re) > LOG_LARGE)
        return (Num){copysign(1, z.re), 4 * sin(z.im) * cos(z.im) * exp(-2 * fabs(z.re))};
    double tx = tanh(z.re), ty = tan(z.im), cx = 1 / cosh(z.re), both = tx * ty;
    double d = 1 + both * both;
    return (Num){tx * (1 + ty * ty) / d, ((ty / d) * cx) * cx};
}

static Num c_cos(Num z, Fault *fault) {
    return c_cosh(turn(z), fault);
}
static Num c_sin(Num z, Fault *fault) {
    return turn_back(c_sinh(turn(z), fault));
}
static Num c_tan(Num z, Fault *fault) {
    return turn_back(c_tanh(turn(z), fault));
}

static Num c_exp(Num z, Fault *fault) {
    if (!finite_num(z)) {
        if (isinf(z.im) && (isfinite(z.re) || z.re == INFINITY)) *fault = DOMAIN;
        if (z.re == -INFINITY && isinf(z.im)) return (Num){0, 0};
        return from_c(cexp(to_c(z)));
    }
    if (z.re > LOG_LARGE) {
        double size = exp(z.re - 1);
        return checked_range((Num){size * cos(z.im) * M_E, size * sin(z.im) * M_E}, fault);
    }
    double size = exp(z.re);
    return checked_range((Num){size * cos(z.im), size * sin(z.im)}, fault);
}

static Num c_log(Num z, Fault *fault) {
    double ax = fabs(z.re), ay = fabs(z.im), angle = atan2(z.im, z.re);
    if (!finite_num(z)) return from_c(clog(to_c(z)));
    if (is_large(z)) return (Num){log_half(z) + M_LN2, angle};
    if (ax < DBL_MIN && ay < DBL_MIN) {
        if (ax == 0 && ay == 0) {
            *fault = DOMAIN;
            return (Num){-INFINITY, angle};
        }
        return (Num){log(hypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * M_LN2, angle};
    }
    double h = hypot(ax, ay);
    if (0.71 <= h && h <= 1.73) { /* log(h) would lose digits near 1 */
        double big = ax > ay ? ax : ay, small = ax > ay ? ay : ax;
        return (Num){log1p((big - 1) * (big + 1) + small * small) / 2, angle};
    }
    return (Num){log(h), angle};
}

static Num c_log10(Num z, Fault *fault) {
    Num r = c_log(z, fault);
    return (Num){r.re / M_LN10, r.im / M_LN10};
}

/* --- the Python functions --- */

static KiValue raise_fault(KiState *ks, Fault fault) {
    if (fault == DOMAIN) return ki_raise(ks, KI_EXC_ValueError, "math domain error");
    return ki_raise(ks, KI_EXC_OverflowError, "math range error");
}

static KiValue apply(KiState *ks, KiValue v, Function *fn) {
    Num z;
    Fault fault = FINE;
    if (!ki_to_complex(ks, v, &z)) return KI_ERR;
    z = fn(z, &fault);
    return fault ? raise_fault(ks, fault) : ki_complex_new(ks, z.re, z.im);
}

#define UNARY(name)                                                                                \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        return apply(ks, a[0], c_##name);                                                          \
    }
UNARY(acos)
UNARY(acosh)
UNARY(asin)
UNARY(asinh)
UNARY(atan)
UNARY(atanh)
UNARY(cos)
UNARY(cosh)
UNARY(exp)
UNARY(log10)
UNARY(sin)
UNARY(sinh)
UNARY(sqrt)
UNARY(tan)
UNARY(tanh)

static KiValue f_log(KiState *ks, KiValue *a, int n) {
    Num z, base;
    Fault fault = FINE;
    if (a[1] == KI_ABSENT) return apply(ks, a[0], c_log);
    if (!ki_to_complex(ks, a[0], &z) || !ki_to_complex(ks, a[1], &base)) return KI_ERR;
    z = c_log(z, &fault);
    base = c_log(base, &fault);
    if (!ki_complex_quotient(z, base, &z)) fault = DOMAIN;
    return fault ? raise_fault(ks, fault) : ki_complex_new(ks, z.re, z.im);
}

static KiValue f_phase(KiState *ks, KiValue *a, int n) {
    Num z;
    return ki_to_complex(ks, a[0], &z) ? ki_float(atan2(z.im, z.re)) : KI_ERR;
}

static KiValue f_polar(KiState *ks, KiValue *a, int n) {
    Num z;
    if (!ki_to_complex(ks, a[0], &z)) return KI_ERR;
    double size = hypot(z.re, z.im);
    if (isinf(size) && finite_num(z)) return raise_fault(ks, RANGE);
    return ki_tuple_pack(ks, 2, ki_float(size), ki_float(atan2(z.im, z.re)));
}

static KiValue f_rect(KiState *ks, KiValue *a, int n) {
    double r, phi;
    if (!ki_to_double(ks, a[0], &r) || !ki_to_double(ks, a[1], &phi)) return KI_ERR;
    if (isinf(phi) && r != 0 && !isnan(r)) return raise_fault(ks, DOMAIN);
    if (isinf(r) && isfinite(phi) && phi != 0) { /* the parts are infinite, not inf * 0 = nan */
        double x = copysign(INFINITY, cos(phi)), y = copysign(INFINITY, sin(phi));
        return r > 0 ? ki_complex_new(ks, x, y) : ki_complex_new(ks, -x, -y);
    }
    if (phi == 0) {
        double y = isfinite(r) ? r * phi : isnan(r) ? 0 : copysign(0, r) * phi;
        return ki_complex_new(ks, r, y);
    }
    if (r == 0 && !isfinite(phi)) return ki_complex_new(ks, 0, 0);
    if (isinf(r)) return ki_complex_new(ks, INFINITY, NAN);
    return ki_complex_new(ks, r * cos(phi), r * sin(phi));
}

static KiValue f_isfinite(KiState *ks, KiValue *a, int n) {
    Num z;
    return ki_to_complex(ks, a[0], &z) ? ki_bool(finite_num(z)) : KI_ERR;
}
static KiValue f_isinf(KiState *ks, KiValue *a, int n) {
    Num z;
    return ki_to_complex(ks, a[0], &z) ? ki_bool(isinf(z.re) || isinf(z.im)) : KI_ERR;
}
static KiValue f_isnan(KiState *ks, KiValue *a, int n) {
    Num z;
    return ki_to_complex(ks, a[0], &z) ? ki_bool(isnan(z.re) || isnan(z.im)) : KI_ERR;
}

static KiValue f_isclose(KiState *ks, KiValue *a, int n) {
    Num x, y;
    double rel, abs_tol;
    if (!ki_to_complex(ks, a[0], &x) || !ki_to_complex(ks, a[1], &y) ||
        !ki_to_double(ks, a[2], &rel) || !ki_to_double(ks, a[3], &abs_tol))
        return KI_ERR;
    if (rel < 0 || abs_tol < 0)
        return ki_raise(ks, KI_EXC_ValueError, "tolerances must be non-negative");
    if (x.re == y.re && x.im == y.im) return KI_TRUE;
    if (isinf(x.re) || isinf(x.im) || isinf(y.re) || isinf(y.im)) return KI_FALSE;
    double diff = hypot(x.re - y.re, x.im - y.im);
    return ki_bool(diff <= rel * hypot(y.re, y.im) || diff <= rel * hypot(x.re, x.im) ||
                   diff <= abs_tol);
}

static bool add_complex(KiState *ks, KiModule *m, const char *name, double im) {
    KiValue v = ki_complex_new(ks, 0, im);
    return v != KI_ERR && ki_module_add(ks, m, name, v);
}

bool ki_mod_cmath_init(KiState *ks, KiModule *m) {
#define ONE(name, doc)                                                                             \
    { #name, "(z, /)", f_##name, doc, 0 }
    static const KiDef functions[] = {
        ONE(acos, "Arc cosine."),
        ONE(acosh, "Inverse hyperbolic cosine."),
        ONE(asin, "Arc sine."),
        ONE(asinh, "Inverse hyperbolic sine."),
        ONE(atan, "Arc tangent."),
        ONE(atanh, "Inverse hyperbolic tangent."),
        ONE(cos, "Cosine."),
        ONE(cosh, "Hyperbolic cosine."),
        ONE(exp, "e to the power of z."),
        {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", f_isclose,
         "Are two numbers equal within a tolerance?", 0},
        ONE(isfinite, "Are both parts finite?"),
        ONE(isinf, "Is a part infinite?"),
        ONE(isnan, "Is a part not a number?"),
        {"log", "(z, base=<absent>, /)", f_log, "Logarithm, natural unless a base is given.", 0},
        ONE(log10, "Logarithm to base 10."),
        ONE(phase, "Angle of z, from -pi to pi."),
        ONE(polar, "(absolute value, angle) of z."),
        {"rect", "(r, phi, /)", f_rect, "The number with that absolute value and angle.", 0},
        ONE(sin, "Sine."),
        ONE(sinh, "Hyperbolic sine."),
        ONE(sqrt, "Square root."),
        ONE(tan, "Tangent."),
        ONE(tanh, "Hyperbolic tangent."),
        KI_DEF_END};
    return ki_module_add(ks, m, "pi", ki_float(M_PI)) && ki_module_add(ks, m, "e", ki_float(M_E)) &&
           ki_module_add(ks, m, "tau", ki_float(2 * M_PI)) &&
           ki_module_add(ks, m, "inf", ki_float(INFINITY)) &&
           ki_module_add(ks, m, "nan", ki_float(NAN)) && add_complex(ks, m, "infj", INFINITY) &&
           add_complex(ks, m, "nanj", NAN) && ki_module_add_functions(ks, m, functions);
}
