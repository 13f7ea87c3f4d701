/* The gamma family: Hurwitz zeta by Euler-Maclaurin summation, polygamma from it, the incomplete
 * beta function by a continued fraction, and how samples of gamma and beta
 * distributions move with their parameters (implicit differentiation of the distribution function).
 */
#include <math.h>
#include <stdbool.h>

#include "special.h"

/* In Cephes' order of sums, which PyTorch's kernels follow to the last bit. */
double kt_zeta(double s, double q) {
    if (s == 1) return INFINITY;
    if (s < 1) return NAN;
    if (q <= 0) {
        if (q == floor(q)) return INFINITY;
        if (s != floor(s)) return NAN;
    }
    const double half_ulp = 0x1p-53;
    double sum = pow(q, -s), at = q, power = 0;
    for (int k = 0; k < 9 || at <= 9; k++) {
        at += 1;
        power = pow(at, -s);
        sum += power;
        if (fabs(power) < half_ulp * sum) return sum;
    }
    /* (2j)! over the Bernoulli numbers */
    static const double b[] = {12.0,
                               -720.0,
                               30240.0,
                               -1209600.0,
                               47900160.0,
                               -1.8924375803183791606e9,
                               7.47242496e10,
                               -2.950130727918164224e12,
                               1.1646782814350067249e14,
                               -4.5979787224074726105e15,
                               1.8152105401943546773e17,
                               -7.1661652561756670113e18};
    sum += power * at / (s - 1);
    sum = fma(-0.5, power, sum);
    double rising = 1;
    for (int j = 0; j < 12; j++) {
        rising *= s + 2 * j;
        power /= at;
        double term = rising * power / b[j];
        sum += term;
        if (fabs(term / sum) < half_ulp) break;
        rising *= s + 2 * j + 1;
        power /= at;
    }
    return sum;
}

double kt_polygamma(double n, double x) {
    if (n == 0) return kt_digamma(x);
    if (n == 1) return kt_trigamma(x);
    return (fmod(n, 2) == 0 ? -1 : 1) * exp(kt_lgamma(n + 1)) * kt_zeta(n + 1, x);
}

float kt_polygammaf(float n, float x) {
    if (n == 1) return kt_trigammaf(x);
    if (n == 0) return (float)kt_digamma((double)x);
    double factor = exp(kt_lgamma((double)n + 1)), zeta = (float)kt_zeta(n + 1, x);
    return (float)((fmodf(n, 2) == 0 ? -1 : 1) * factor * zeta);
}

/* x^a exp(-x) / gamma(a + 1) */
static double gamma_weight(double a, double x) {
    return exp(a * log(x) - x - kt_lgamma(a + 1));
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
