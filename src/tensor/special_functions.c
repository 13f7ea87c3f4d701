/* Special functions that are asked for by name. None is in an inner loop of anything, so those of
 * this file are written for accuracy and brevity, in double precision: the Airy function goes
 * through K of order 1/3, by the trapezoidal rule on its integral (which converges exponentially,
 * as the integrand falls off doubly exponentially). The gamma family is special_gamma.c's. */
#include "special_functions.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "half.h"
#include "special.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* exp(x) K_v(x) for x > 0: the integral of exp(-x (cosh t - 1)) cosh(v t) over t > 0. */
static double scaled_k(double v, double x) {
    const double h = 1 / (16 + 8 * sqrt(x)); /* the peak narrows with x */
    double sum = 0.5;
    for (int i = 1;; i++) {
        double t = i * h, s = sinh(t / 2), e = 2 * x * s * s;
        if (e > 745) break;
        sum += exp(-e) * cosh(v * t);
    }
    return sum * h;
}

/* --- other functions of one number --- */

/* PyTorch has no limit of these at infinity. */
static double bessel_j0(double x) {
    return isinf(x) ? NAN : j0(x);
}
static double bessel_j1(double x) {
    return isinf(x) ? NAN : j1(x);
}
static double bessel_y0(double x) {
    return isinf(x) ? NAN : y0(x);
}
static double bessel_y1(double x) {
    return isinf(x) ? NAN : y1(x);
}

static double spherical_j0(double x) {
    if (isinf(x)) return 0;
    return x == 0 ? 1 : sin(x) / x;
}

static double airy_series(double x) {
    long double f = 1, g = x, tf = 1, tg = x, c = (long double)x * x * x;
    for (int k = 1; k < 200; k++) {
        tf *= c / ((3.0L * k - 1) * (3.0L * k));
        tg *= c / ((3.0L * k) * (3.0L * k + 1));
        f += tf;
        g += tg;
        if (fabsl(tf) < 1e-25L && fabsl(tg) < 1e-25L) break;
    }
    return (double)(0.355028053887817239260063186L * f - 0.258819403792806798405183560L * g);
}

/* Ai(-x) for large x. */
static double airy_wave(double x) {
    double z = 2 * x * sqrt(x) / 3, even = 0, odd = 0, u = 1;
    for (int k = 0; k < 20; k++) {
        double term = u / pow(z, k);
        if (k > 4 && fabs(term) < 1e-18) break;
        double sign = (k / 2) % 2 ? -1 : 1;
        if (k % 2)
            odd += sign * term;
        else
            even += sign * term;
        u *= (6.0 * k + 5) * (6.0 * k + 3) * (6.0 * k + 1) / (216.0 * (k + 1) * (2.0 * k + 1));
    }
    double angle = z - M_PI / 4;
    return (cos(angle) * even + sin(angle) * odd) / (sqrt(M_PI) * sqrt(sqrt(x)));
}

static double airy_ai(double x) {
    if (isinf(x)) return NAN;
    if (isnan(x)) return x;
    if (x > 103.892) return 0;
    if (x < -9) return airy_wave(-x);
    if (x < 1) return airy_series(x);
    double z = 2 * x * sqrt(x) / 3;
    return scaled_k(1.0 / 3, z) * exp(-z) * sqrt(x / 3) / M_PI;
}

static double entr(double x) {
    if (isnan(x)) return x;
    return x > 0 ? -x * log(x) : x == 0 ? 0 : -INFINITY;
}

static float entrf(float x) {
    return x > 0 ? -x * logf(x) : (float)entr((double)x);
}

/* Of bfloat16, whose logarithm is rounded to it. */
static float rounded_bf16(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}
static float entr_bf16(float x) {
    return x > 0 ? -x * rounded_bf16(logf(x)) : entrf(x);
}

static double erfcx(double x) {
    if (x < 10) return x < -26.7 ? INFINITY : (double)(expl((long double)x * x) * erfcl(x));
    double f = x; /* continued fraction */
    for (int k = 60; k >= 1; k--)
        f = x + k / 2.0 / f;
    return 1 / (f * sqrt(M_PI));
}

static double lower_tail(double x) {
    return 0.5 * erfc(-x * M_SQRT1_2);
}
static double log_ndtr(double x) {
    double t = x * M_SQRT1_2;
    return x < -1 ? log(erfcx(-t) / 2) - t * t : log1p(-erfc(t) / 2);
}
static float log_ndtrf(float x) {
    float t = (float)((double)x * M_SQRT1_2);
    return x < -1 ? logf((float)erfcx((double)-t) / 2) - t * t : log1pf(-erfcf(t) / 2);
}

/* The inverse of ndtr: a start from the tail's first order, then Halley steps. */
static double ndtri(double p) {
    if (p == 0) return -INFINITY;
    if (p == 1) return INFINITY;
    if (p == 0.5) return 0;
    if (!(p > 0 && p < 1)) return NAN;
    bool upper = p > 0.5;
    double q = upper ? 1 - p : p; /* exact: p >= 1/2 */
    double t = sqrt(-2 * log(q));
    double x = -(t - (2.515517 + 0.802853 * t + 0.010328 * t * t) /
                         (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t));
    for (int i = 0; i < 4; i++) {
        double e = (lower_tail(x) - q) * sqrt(2 * M_PI) * exp(x * x / 2);
        x -= e / (1 + x * e / 2);
    }
    return upper ? -x : x;
}

/* --- functions of two numbers --- */

static double xlog1py(double x, double y) {
    if (isnan(y)) return NAN;
    return x == 0 ? 0 : x * log1p(y);
}
static float xlog1pyf(float x, float y) {
    if (isnan(y)) return NAN;
    return x == 0 ? 0 : x * log1pf(y);
}

static float xlog1py_bf16(float x, float y) {
    if (isnan(y) || x == 0) return (float)xlog1py(x, y);
    return x * rounded_bf16(log1pf(y));
}

/* --- by name --- */

static const KtSpecial1 of_one[] = {
    {"airy_ai", airy_ai, NULL},
    {"bessel_j0", bessel_j0, NULL},
    {"bessel_j1", bessel_j1, NULL},
    {"bessel_y0", bessel_y0, NULL},
    {"bessel_y1", bessel_y1, NULL},
    {"entr", entr, entrf},
    {"entr_bfloat16", entr, entr_bf16},
    {"erfcx", erfcx, NULL},
    {"i0e", kt_bessel_i0e, kt_bessel_i0ef},
    {"i1", kt_bessel_i1, kt_bessel_i1f},
    {"i1e", kt_bessel_i1e, kt_bessel_i1ef},
    {"log_ndtr", log_ndtr, log_ndtrf},
    {"modified_bessel_i0", kt_bessel_i0, kt_bessel_i0f},
    {"modified_bessel_i1", kt_modified_bessel_i1, kt_modified_bessel_i1f},
    {"modified_bessel_k0", kt_bessel_k0, kt_bessel_k0f},
    {"modified_bessel_k1", kt_bessel_k1, kt_bessel_k1f},
    {"ndtri", ndtri, NULL},
    {"scaled_modified_bessel_k0", kt_bessel_k0e, kt_bessel_k0ef},
    {"scaled_modified_bessel_k1", kt_bessel_k1e, kt_bessel_k1ef},
    {"spherical_bessel_j0", spherical_j0, NULL},
};
static const KtSpecial2 of_two[] = {
    {"chebyshev_polynomial_t", kt_chebyshev_t, kt_chebyshev_tf},
    {"chebyshev_polynomial_u", kt_chebyshev_u, kt_chebyshev_uf},
    {"chebyshev_polynomial_v", kt_chebyshev_v, kt_chebyshev_vf},
    {"chebyshev_polynomial_w", kt_chebyshev_w, kt_chebyshev_wf},
    {"gammainc", kt_igamma, kt_igammaf},
    {"gammaincc", kt_igammac, kt_igammacf},
    {"hermite_polynomial_h", kt_hermite_h, kt_hermite_hf},
    {"hermite_polynomial_he", kt_hermite_he, kt_hermite_hef},
    {"laguerre_polynomial_l", kt_laguerre_l, kt_laguerre_lf},
    {"legendre_polynomial_p", kt_legendre_p, kt_legendre_pf},
    {"shifted_chebyshev_polynomial_t", kt_shifted_chebyshev_t, kt_shifted_chebyshev_tf},
    {"shifted_chebyshev_polynomial_u", kt_shifted_chebyshev_u, kt_shifted_chebyshev_uf},
    {"shifted_chebyshev_polynomial_v", kt_shifted_chebyshev_v, kt_shifted_chebyshev_vf},
    {"shifted_chebyshev_polynomial_w", kt_shifted_chebyshev_w, kt_shifted_chebyshev_wf},
    {"xlog1py", xlog1py, xlog1pyf},
    {"xlog1py_bfloat16", xlog1py, xlog1py_bf16},
    {"zeta", kt_zeta, NULL},
};

const KtSpecial1 *kt_special1(const char *name) {
    for (size_t i = 0; i < COUNT(of_one); i++)
        if (!strcmp(name, of_one[i].name)) return &of_one[i];
    return NULL;
}
const KtSpecial2 *kt_special2(const char *name) {
    for (size_t i = 0; i < COUNT(of_two); i++)
        if (!strcmp(name, of_two[i].name)) return &of_two[i];
    return NULL;
}
