/* Special functions. Digamma and trigamma: recurrence up to a large argument, then the asymptotic
 * series; reflection for negatives. I0: its power series while that
 * converges quickly, else the asymptotic expansion. */
#include "special.h"

#include <math.h>

double kt_lgamma(double x) {
    int sign;
    return lgamma_r(x, &sign);
}
float kt_lgammaf(float x) {
    int sign;
    return lgammaf_r(x, &sign);
}

double kt_spacing(double x) {
    double away = nextafter(x, x < 0 ? -INFINITY : INFINITY);
    return away - x;
}
float kt_spacingf(float x) {
    float away = nextafterf(x, x < 0 ? -INFINITY : INFINITY);
    return away - x;
}

double kt_digamma_series(double z) {
    static const double c[] = {8.33333333333333333333e-2, -8.33333333333333333333e-3,
                               3.96825396825396825397e-3, -4.16666666666666666667e-3,
                               7.57575757575757575758e-3, -2.10927960927960927961e-2,
                               8.33333333333333333333e-2};
    double y = 0;
    for (int i = 6; i >= 0; i--)
        y = y * z + c[i];
    return y * z;
}

double kt_digamma(double x) {
    if (x == 0) return copysign(INFINITY, -x);
    if (x < 0) {
        double whole;
        double r = modf(x, &whole);
        if (r == 0) return NAN;
        return kt_digamma(1 - x) - M_PI / tan(M_PI * r);
    }
    double shift = 0;
    while (x < 10) {
        shift -= 1 / x;
        x += 1;
    }
    if (x == 10) return shift + 2.25175258906672110764;
    return shift + log(x) - 0.5 / x - kt_digamma_series(1 / (x * x));
}

/* The same in float throughout, as PyTorch computes it: the rounding shows. */
float kt_digammaf(float x) {
    if (x == 0) return copysignf(INFINITY, -x);
    float result = 0;
    if (x < 0) {
        double whole, r = modf((double)x, &whole);
        if (r == 0) return NAN;
        return kt_digammaf(1 - x) - (float)(M_PI / tan(M_PI * r));
    }
    while (x < 10) {
        result -= 1 / x;
        x += 1;
    }
    if (x == 10) return result + 2.25175258906672110764f;
    static const float c[] = {8.33333333333333333333e-2f, -8.33333333333333333333e-3f,
                              3.96825396825396825397e-3f, -4.16666666666666666667e-3f,
                              7.57575757575757575758e-3f, -2.10927960927960927961e-2f,
                              8.33333333333333333333e-2f};
    float y = 0;
    if (x < 1.0e17f) {
        float z = 1 / (x * x);
        for (int i = 6; i >= 0; i--)
            y = y * z + c[i];
        y *= z;
    }
    return result + logf(x) - 0.5f / x - y;
}

double kt_trigamma(double x) {
    double sign = 1, r = 0;
    if (x < 0.5) {
        sign = -1;
        double s = sin(M_PI * x);
        r -= M_PI * M_PI / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        r += 1 / (x * x);
        x += 1;
    }
    double z = 1 / (x * x);
    r += (1 + 1 / (2 * x) + z * (1. / 6 - z * (1. / 30 - z * (1. / 42)))) / x;
    return sign * r;
}

/* The same in float: near a pole the rounding of pi x is all there is. */
float kt_trigammaf(float x) {
    const float pi = (float)M_PI;
    float sign = 1, r = 0;
    if (x < 0.5f) {
        sign = -1;
        float s = sinf(pi * x);
        r -= pi * pi / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        r += 1 / (x * x);
        x += 1;
    }
    float z = 1 / (x * x);
    r += (1 + 1 / (2 * x) + z * (1.f / 6 - z * (1.f / 30 - z * (1.f / 42)))) / x;
    return sign * r;
}
