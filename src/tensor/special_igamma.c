/* The regularised incomplete gamma functions in double and in float: series, a continued fraction
 * and Temme's expansion, with the bounds between them, the stopping rules and the fused products of
 * PyTorch's kernels, so that results agree to the last bit. */
#include <math.h>
#include <stdbool.h>

#include "special.h"

#define MOST_TERMS 2000
#define LANCZOS_G  6.024680040776729583740234375

#define T            double
#define NAME(f)      f##_f64
#define LIBM(name)   name
#define HALF_ULP     0x1p-53
#define EXP_MAX      7.09782712893383996843e2
#define FRACTION_MAX 0x1p52
#include "special_igamma.inc.h"

#define T            float
#define NAME(f)      f##_f32
#define LIBM(name)   name##f
#define HALF_ULP     0x1p-24f
#define EXP_MAX      88.72283905206835f
#define FRACTION_MAX 0x1p24f
#include "special_igamma.inc.h"

double kt_igamma(double a, double x) {
    return lower_part_f64(a, x);
}
float kt_igammaf(float a, float x) {
    return lower_part_f32(a, x);
}
double kt_igammac(double a, double x) {
    return upper_part_f64(a, x);
}
float kt_igammacf(float a, float x) {
    return upper_part_f32(a, x);
}
