/* Hurwitz zeta by Euler-Maclaurin summation, and polygamma from it. */
#include <math.h>

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
