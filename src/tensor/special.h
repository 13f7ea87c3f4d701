#ifndef KT_SPECIAL_H
#define KT_SPECIAL_H
/* Special functions that libm lacks, in double precision; and thread-safe lgamma. */
double kt_digamma(double x);
float kt_digammaf(float x);
double kt_trigamma(double x);
double kt_bessel_i0(double x);
double kt_lgamma(double x);
float kt_lgammaf(float x);
double kt_spacing(double x);
float kt_spacingf(float x);
#endif
