#ifndef KT_SPECIAL_H
#define KT_SPECIAL_H
/* Special functions that libm lacks, in double precision; and thread-safe lgamma. */
double kt_digamma(double x);
float kt_digammaf(float x);
double kt_trigamma(double x);
float kt_trigammaf(float x);
double kt_bessel_i0(double x);
double kt_bessel_i1(double x);
/* Hurwitz zeta; polygamma of any order; incomplete gamma and beta functions, regularized. */
double kt_zeta(double s, double q);
double kt_polygamma(double n, double x);
float kt_polygammaf(float n, float x);
double kt_igamma(double a, double x);
double kt_igammac(double a, double x);
double kt_betainc(double a, double b, double x);
/* How a sample moves with its distribution's parameter at a fixed probability. */
double kt_gamma_grad(double a, double x); /* gamma distribution of shape a */
double kt_beta_grad(double x, double a,
                    double total); /* beta distribution of (a, total - a), by a, over 1 - x */
double kt_lgamma(double x);
float kt_lgammaf(float x);
double kt_spacing(double x);
float kt_spacingf(float x);
#endif
