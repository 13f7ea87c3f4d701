#ifndef KT_SPECIAL_H
#define KT_SPECIAL_H
/* Special functions that libm lacks, in double precision; and thread-safe lgamma. */
/* What digamma of x takes off log(x) - 1 / 2x from 10 on, for z = 1 / x^2. */
double kt_digamma_series(double z);
double kt_digamma(double x);
float kt_digammaf(float x);
double kt_trigamma(double x);
float kt_trigammaf(float x);
/* Those of special_bessel.c and special_polynomial.c come in double and, with an f, in float. */
#define KT_SPECIAL1(name)                                                                          \
    double name(double x);                                                                         \
    float name##f(float x);
#define KT_SPECIAL2(name)                                                                          \
    double name(double x, double d);                                                               \
    float name##f(float x, float d);
#define KT_BESSELS(X)                                                                              \
    X(kt_bessel_i0)                                                                                \
    X(kt_bessel_i0e)                                                                               \
    X(kt_bessel_i1)                                                                                \
    X(kt_bessel_i1e)                                                                               \
    X(kt_modified_bessel_i1) X(kt_bessel_k0) X(kt_bessel_k0e) X(kt_bessel_k1) X(kt_bessel_k1e)
#define KT_POLYNOMIALS(X)                                                                          \
    X(kt_chebyshev_t)                                                                              \
    X(kt_chebyshev_u)                                                                              \
    X(kt_chebyshev_v)                                                                              \
    X(kt_chebyshev_w)                                                                              \
    X(kt_shifted_chebyshev_t)                                                                      \
    X(kt_shifted_chebyshev_u)                                                                      \
    X(kt_shifted_chebyshev_v)                                                                      \
    X(kt_shifted_chebyshev_w) X(kt_hermite_h) X(kt_hermite_he) X(kt_laguerre_l) X(kt_legendre_p)
KT_BESSELS(KT_SPECIAL1)
KT_POLYNOMIALS(KT_SPECIAL2)
/* Hurwitz zeta; polygamma of any order; incomplete gamma functions, regularized. */
double kt_zeta(double s, double q);
double kt_polygamma(double n, double x);
float kt_polygammaf(float n, float x);
double kt_igamma(double a, double x);
float kt_igammaf(float a, float x);
double kt_igammac(double a, double x);
float kt_igammacf(float a, float x);
/* How a sample moves with its distribution's parameter at a fixed probability. */
double kt_gamma_grad(double a, double x); /* gamma distribution of shape a */
double kt_beta_grad(double x, double a,
                    double total); /* beta distribution of (a, total - a), by a, over 1 - x */
float kt_beta_gradf(float x, float a, float total);
/* Coefficients for kt_igamma, made at build time by tools/gen_temme.py. */
#define KT_TEMME 25
extern const double kt_temme[KT_TEMME][KT_TEMME];
double kt_lgamma(double x);
float kt_lgammaf(float x);
double kt_spacing(double x);
float kt_spacingf(float x);
#endif
