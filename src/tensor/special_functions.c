/* Special functions in double precision that are asked for by name. None is in an inner loop of
 * anything, so they are written for accuracy and brevity: Bessel functions of imaginary argument by
 * the trapezoidal rule on their integrals (which converges exponentially: the integrands are
 * periodic, or fall off doubly exponentially), the Airy function through K of order 1/3.
 * The gamma family is special_gamma.c's. */
#include "special_functions.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "special.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* --- Bessel functions of imaginary argument --- */

/* exp(-|x|) I_n(x), n 0 or 1: the mean of exp(|x| (cos t - 1)) cos(n t) over a half period. */
static double scaled_i(int n, double x) {
    double a = fabs(x), sum = 0;
    if (isnan(x)) return x;
    if (isinf(x)) return 0;
    if (n && a < 1) { /* the integral would cancel */
        double term = a / 2, q = a * a / 4;
        for (int k = 1; k < 30; k++) {
            sum += term;
            term *= q / ((double)k * (k + 1));
        }
        return copysign(sum * exp(-a), x);
    }
    if (a > 1e4) { /* asymptotic series */
        double mu = 4.0 * n * n, term = 1;
        for (int k = 1; k < 8; k++) {
            sum += term;
            term *= -(mu - (2.0 * k - 1) * (2.0 * k - 1)) / (k * 8 * a);
        }
        sum /= sqrt(2 * M_PI * a);
        return n && x < 0 ? -sum : sum;
    }
    int steps = 40 + (int)(9 * sqrt(a));
    for (int i = 0; i <= steps; i++) {
        double c = cos(M_PI * i / steps);
        double f = exp(a * (c - 1)) * (n ? c : 1);
        sum += i == 0 || i == steps ? f / 2 : f;
    }
    sum /= steps;
    return n && x < 0 ? -sum : sum;
}

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

static double i0e(double x) {
    return scaled_i(0, x);
}
static double i1e(double x) {
    return scaled_i(1, x);
}
static double i0(double x) {
    return scaled_i(0, x) * exp(fabs(x));
}
static double i1(double x) {
    return scaled_i(1, x) * exp(fabs(x));
}

static double k_any(double v, double x, bool scaled) {
    if (x == 0) return INFINITY;
    if (x < 0 || isnan(x)) return NAN;
    if (isinf(x)) return 0;
    return scaled_k(v, x) * (scaled ? 1 : exp(-x));
}
static double k0(double x) {
    return k_any(0, x, false);
}
static double k1(double x) {
    return k_any(1, x, false);
}
static double k0e(double x) {
    return k_any(0, x, true);
}
static double k1e(double x) {
    return k_any(1, x, true);
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

static double erfcx(double x) {
    if (x < 10) return x < -26.7 ? INFINITY : (double)(expl((long double)x * x) * erfcl(x));
    double f = x; /* continued fraction */
    for (int k = 60; k >= 1; k--)
        f = x + k / 2.0 / f;
    return 1 / (f * sqrt(M_PI));
}

static double ndtr(double x) {
    return 0.5 * (1 + erf(x * M_SQRT1_2));
}
static double lower_tail(double x) { /* the same, exact for very negative x */
    return 0.5 * erfc(-x * M_SQRT1_2);
}
static double log_ndtr(double x) {
    double t = x * M_SQRT1_2;
    return x < -1 ? log(erfcx(-t) / 2) - t * t : log1p(-erfc(t) / 2);
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

/* --- orthogonal polynomials: x, then the degree, of which the whole part counts --- */

static bool odd(long n) {
    return n % 2 != 0;
}

/* p, then q, go up to degree n by r = (a q - b p) of each step. */
typedef struct Step {
    double a, b;
} Step;
typedef Step (*StepFn)(double x, double k);

static double climb(double x, long n, double first, double second, StepFn step) {
    double p = first, q = second;
    if (n == 0) return p;
    for (long k = 1; k < n && !isnan(q); k++) {
        Step s = step(x, (double)k);
        double r = s.a * q - s.b * p;
        p = q;
        q = r;
    }
    return q;
}
static Step chebyshev_step(double x, double k) {
    return (Step){2 * x + 0 * k, 1};
}
static Step hermite_h_step(double x, double k) {
    return (Step){2 * x, 2 * k};
}
static Step hermite_he_step(double x, double k) {
    return (Step){x, k};
}
static Step laguerre_step(double x, double k) {
    return (Step){(2 * k + 1 - x) / (k + 1), k / (k + 1)};
}
static Step legendre_step(double x, double k) {
    return (Step){(2 * k + 1) * x / (k + 1), k / (k + 1)};
}

/* Degrees beyond any use would take for ever. */
static long degree(double n) {
    return isnan(n) ? -1 : n > 1e7 ? 10000000 : n < 0 ? (n > -1 ? 0 : -1) : (long)n;
}

static double chebyshev_t(double x, double d) {
    long n = degree(d);
    if (n < 0) return 0;
    if (fabs(x) == 1) return x > 0 || !odd(n) ? 1 : -1;
    if (n > 6 && fabs(x) < 1) return cos((double)n * acos(x));
    return climb(x, n, 1, x, chebyshev_step);
}
static double chebyshev_u(double x, double d) {
    long n = degree(d);
    if (n < 0) return 0;
    if (fabs(x) == 1) return (x > 0 || !odd(n) ? 1.0 : -1.0) * (double)(n + 1);
    if (n > 8 && fabs(x) < 1) return sin((double)(n + 1) * acos(x)) / sin(acos(x));
    return climb(x, n, 1, 2 * x, chebyshev_step);
}
static double chebyshev_v(double x, double d) {
    long n = degree(d);
    if (n < 0) return 0;
    if (fabs(x) == 1) return x > 0 ? 1 : (odd(n) ? -1.0 : 1.0) * (double)(2 * n + 1);
    if (n > 8 && fabs(x) < 1) return cos(((double)n + 0.5) * acos(x)) / cos(acos(x) / 2);
    return climb(x, n, 1, 2 * x - 1, chebyshev_step);
}
static double chebyshev_w(double x, double d) {
    long n = degree(d);
    if (n < 0) return 0;
    if (fabs(x) == 1) return x > 0 ? (double)(2 * n + 1) : odd(n) ? -1 : 1;
    if (n > 8 && fabs(x) < 1) return sin(((double)n + 0.5) * acos(x)) / sin(acos(x) / 2);
    return climb(x, n, 1, 2 * x + 1, chebyshev_step);
}
static double shifted_t(double x, double d) {
    return chebyshev_t(2 * x - 1, d);
}
static double shifted_u(double x, double d) {
    return chebyshev_u(2 * x - 1, d);
}
static double shifted_v(double x, double d) {
    return chebyshev_v(2 * x - 1, d);
}
static double shifted_w(double x, double d) {
    return chebyshev_w(2 * x - 1, d);
}
static double hermite_h(double x, double d) {
    long n = degree(d);
    return n < 0 ? 0 : climb(x, n, 1, 2 * x, hermite_h_step);
}
static double hermite_he(double x, double d) {
    long n = degree(d);
    return n < 0 ? 0 : climb(x, n, 1, x, hermite_he_step);
}
static double laguerre_l(double x, double d) {
    long n = degree(d);
    return n < 0 ? 0 : x == 0 ? 1 : climb(x, n, 1, 1 - x, laguerre_step);
}
static double legendre_p(double x, double d) {
    long n = degree(d);
    if (n < 0) return 0;
    if (fabs(x) == 1) return x > 0 || !odd(n) ? 1 : -1;
    return climb(x, n, 1, x, legendre_step);
}

/* --- by name --- */

static const struct {
    const char *name;
    KtSpecial1 f;
} of_one[] = {
    {"airy_ai", airy_ai},
    {"bessel_j0", bessel_j0},
    {"bessel_j1", bessel_j1},
    {"bessel_y0", bessel_y0},
    {"bessel_y1", bessel_y1},
    {"entr", entr},
    {"erfcx", erfcx},
    {"i0e", i0e},
    {"i1", i1},
    {"i1e", i1e},
    {"log_ndtr", log_ndtr},
    {"modified_bessel_i0", i0},
    {"modified_bessel_i1", i1},
    {"modified_bessel_k0", k0},
    {"modified_bessel_k1", k1},
    {"ndtr", ndtr},
    {"ndtri", ndtri},
    {"scaled_modified_bessel_k0", k0e},
    {"scaled_modified_bessel_k1", k1e},
    {"spherical_bessel_j0", spherical_j0},
};
static const struct {
    const char *name;
    KtSpecial2 f;
} of_two[] = {
    {"chebyshev_polynomial_t", chebyshev_t},
    {"chebyshev_polynomial_u", chebyshev_u},
    {"chebyshev_polynomial_v", chebyshev_v},
    {"chebyshev_polynomial_w", chebyshev_w},
    {"gammainc", kt_igamma},
    {"gammaincc", kt_igammac},
    {"hermite_polynomial_h", hermite_h},
    {"hermite_polynomial_he", hermite_he},
    {"laguerre_polynomial_l", laguerre_l},
    {"legendre_polynomial_p", legendre_p},
    {"shifted_chebyshev_polynomial_t", shifted_t},
    {"shifted_chebyshev_polynomial_u", shifted_u},
    {"shifted_chebyshev_polynomial_v", shifted_v},
    {"shifted_chebyshev_polynomial_w", shifted_w},
    {"xlog1py", xlog1py},
    {"zeta", kt_zeta},
};

KtSpecial1 kt_special1(const char *name) {
    for (size_t i = 0; i < COUNT(of_one); i++)
        if (!strcmp(name, of_one[i].name)) return of_one[i].f;
    return NULL;
}
KtSpecial2 kt_special2(const char *name) {
    for (size_t i = 0; i < COUNT(of_two); i++)
        if (!strcmp(name, of_two[i].name)) return of_two[i].f;
    return NULL;
}
