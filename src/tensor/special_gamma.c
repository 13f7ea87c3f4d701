/* The gamma family: Hurwitz zeta by Euler-Maclaurin summation, polygamma from it, the incomplete
 * gamma and beta functions by series and continued fractions, and how samples of gamma and beta
 * distributions move with their parameters (implicit differentiation of the distribution function).
 */
#include <math.h>
#include <stdbool.h>

#include "special.h"

double kt_zeta(double s, double q) {
    if (s == 1) return INFINITY;
    if (!(s > 1) || isnan(q) || q == INFINITY) return NAN; /* infinity: as Cephes has it */
    if (q <= 0) {
        if (q == floor(q)) return INFINITY;
        if (s != floor(s)) return NAN;
    }
    if (q > 1e8) return (1 / (s - 1) + 1 / (2 * q)) * pow(q, 1 - s);
    double sum = 0, at = q;
    for (int k = 0; k < 12 || at < 10; k++, at += 1) {
        double term = pow(at, -s);
        sum += term;
        if (k > 12 && fabs(term) < 1e-17 * fabs(sum)) return sum;
    }
    if (isinf(s)) return sum;
    /* Bernoulli numbers B(2j) / (2j)! */
    static const double b[] = {1. / 12,           -1. / 720,
                               1. / 30240,        -1. / 1209600,
                               1. / 47900160,     -691. / 1307674368000.,
                               1. / 74724249600., -3617. / 10670622842880000.};
    double power = pow(at, -s), rising = s;
    sum += at * power / (s - 1) + power / 2;
    power /= at;
    for (int j = 0; j < 8; j++) {
        double term = b[j] * rising * power;
        sum += term;
        if (fabs(term) < 1e-17 * fabs(sum)) break;
        rising *= (s + 2 * j + 1) * (s + 2 * j + 2);
        power /= at * at;
    }
    return sum;
}

double kt_polygamma(double n, double x) {
    if (n == 0) return kt_digamma(x);
    if (n == 1) return kt_trigamma(x);
    double value = exp(kt_lgamma(n + 1)) * kt_zeta(n + 1, x);
    return fmod(n, 2) == 0 ? -value : value;
}

float kt_polygammaf(float n, float x) {
    return n == 1 ? kt_trigammaf(x) : (float)kt_polygamma((double)n, (double)x);
}

/* x^a exp(-x) / gamma(a + 1) */
static double gamma_weight(double a, double x) {
    return exp(a * log(x) - x - kt_lgamma(a + 1));
}

static double lower_series(double a, double x) {
    double term = 1, sum = 1;
    for (int k = 1; k < 100000; k++) {
        term *= x / (a + k);
        sum += term;
        if (term < sum * 1e-17) break;
    }
    return sum * gamma_weight(a, x);
}

/* Lentz's evaluation of the continued fraction of the upper function. */
static double upper_fraction(double a, double x) {
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (int k = 1; k < 100000; k++) {
        double an = -k * (k - a);
        b += 2;
        d = an * d + b;
        c = b + an / c;
        if (fabs(d) < 1e-300) d = 1e-300;
        if (fabs(c) < 1e-300) c = 1e-300;
        d = 1 / d;
        h *= d * c;
        if (fabs(d * c - 1) < 1e-16) break;
    }
    return h * a * gamma_weight(a, x);
}

/* The part below x (upper: above) of gamma(a), with the limits at 0 and infinity; the smaller of
 * the two is computed, the other is its complement. */
static double gamma_part(double a, double x, bool upper) {
    if (x == 0 && !(a <= 0)) return upper;
    if (!(x >= 0) || !(a >= 0)) return NAN;
    double low;
    if (a == 0) {
        if (x == 0) return NAN;
        low = 1;
    } else if (isinf(a)) {
        if (isinf(x)) return NAN;
        low = 0;
    } else if (isinf(x)) {
        low = 1;
    } else if (x < a + 1) {
        low = lower_series(a, x);
    } else {
        double high = upper_fraction(a, x);
        return upper ? high : 1 - high;
    }
    return upper ? 1 - low : low;
}

double kt_igamma(double a, double x) {
    return gamma_part(a, x, false);
}

double kt_igammac(double a, double x) {
    return gamma_part(a, x, true);
}

static double beta_fraction(double a, double b, double x) {
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < 1e-300 ? 1e-300 : d);
    double h = d;
    for (int m = 1; m < 10000; m++) {
        for (int half = 0; half < 2; half++) {
            double t = half == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                 : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + t * d;
            c = 1 + t / c;
            if (fabs(d) < 1e-300) d = 1e-300;
            if (fabs(c) < 1e-300) c = 1e-300;
            d = 1 / d;
            h *= d * c;
        }
        if (fabs(d * c - 1) < 1e-16) break;
    }
    return h;
}

static double beta_density_log(double a, double b, double x) {
    return a * log(x) + b * log1p(-x) + kt_lgamma(a + b) - kt_lgamma(a) - kt_lgamma(b);
}

double kt_betainc(double a, double b, double x) {
    if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return NAN;
    if (x == 0 || x == 1) return x;
    double weight = exp(beta_density_log(a, b, x));
    return x < (a + 1) / (a + b + 2) ? weight * beta_fraction(a, b, x) / a
                                     : 1 - weight * beta_fraction(b, a, 1 - x) / b;
}

/* Moves with a at a fixed probability: -(dP/da) / density. P as a series whose terms
 * x^(a+k) exp(-x) / gamma(a+k+1) have the logarithmic derivative log x - digamma(a+k+1); beyond the
 * bulk the complement's difference is taken, where the series would cancel. */
double kt_gamma_grad(double a, double x) {
    if (!(a > 0) || !(x >= 0)) return NAN;
    if (x == 0) return 0;
    double density = a * gamma_weight(a, x) / x;
    if (density == 0) return x / a;
    if (x < a + 1 || x < 20) {
        double term = 1, sum = 0, lx = log(x), psi = kt_digamma(a + 1);
        for (int k = 0; k < 100000; k++) {
            double part = term * (lx - psi);
            sum += part;
            if (k > x && fabs(part) < 1e-17 * fabs(sum)) break;
            psi += 1 / (a + k + 1);
            term *= x / (a + k + 1);
        }
        return -sum * gamma_weight(a, x) / density;
    }
    double h = 1e-4 * a;
    double slope = (8 * (kt_igammac(a + h, x) - kt_igammac(a - h, x)) -
                    (kt_igammac(a + 2 * h, x) - kt_igammac(a - 2 * h, x))) /
                   (12 * h);
    return slope / density;
}

double kt_beta_grad(double x, double a, double total) {
    double b = total - a;
    if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return NAN;
    if (x == 0 || x == 1) return 0;
    double h = 1e-4 * a, density = exp(beta_density_log(a, b, x)) / (x * (1 - x));
    if (density == 0) return 0;
    double slope = (8 * (kt_betainc(a + h, b, x) - kt_betainc(a - h, b, x)) -
                    (kt_betainc(a + 2 * h, b, x) - kt_betainc(a - 2 * h, b, x))) /
                   (12 * h);
    return -slope / density / (1 - x);
}
