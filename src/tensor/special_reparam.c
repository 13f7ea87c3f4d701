/* How samples of gamma and beta distributions move with their parameters at a fixed probability:
 * series near the ends, saddle points for large parameters and rational fits between. These are
 * approximations, of four to six digits, and PyTorch's: their errors show in gradients. */
#include <math.h>
#include <stdbool.h>

#include "special.h"

/* ---- gamma ---- */

/* Below x = 0.8: the distribution function as a series, and its derivative by a. */
static double gamma_near_zero(double a, double x) {
    double above = 1, below = a, sum = 1 / a, squares = 1 / (a * a);
    for (int i = 1; i <= 5; i++) {
        above *= -x / i;
        below += 1;
        sum += above / below;
        squares += above / (below * below);
    }
    double power = pow(x, a), density = pow(x, a - 1) * exp(-x);
    double slope = (log(x) - kt_digamma(a)) * (power * sum) - power * squares;
    double r = -slope / density;
    return isnan(r) ? 0 : r;
}
/* Rice's saddle point expansion, with a series where it is singular. */
static double gamma_saddle(double a, double x) {
    if (0.9 * a <= x && x <= 1.1 * a) {
        double lead = 1 + 24 * a * (1 + 12 * a), a2 = a * a;
        double rest = 1440 * a2 + 6 * x * (53 - 120 * x) - 65 * x * x / a + a * (107 + 3600 * x);
        return lead * rest / (1244160 * a2 * a2);
    }
    double scale = sqrt(8 * a), ratio = log(x / a), off = a - x;
    double bend = pow(x - a - a * ratio, -1.5);
    double term =
        ratio * (scale / off + (x < a ? -bend : bend)) - sqrt(2 / a) * (a + x) / (off * off);
    double stirling = 1 + 1 / (12 * a) * (1 + 1 / (24 * a));
    return -stirling * x * term / scale;
}
double kt_gamma_grad(double a, double x) {
    if (x < 0.8f) return gamma_near_zero(a, x);
    if (a > 8) return gamma_saddle(a, x);
    /* by powers of log(x / a), then of log a: numerators, then denominators */
    static const double fit[3][8] = {{0.16009398, -0.094634809, 0.025146376, -0.0030648343, 1,
                                      0.32668115, 0.10406089, 0.0014179084},
                                     {0.53487893, 0.1298071, 0.065735949, -0.0015649758, 0.16639465,
                                      0.020070113, -0.0035938915, -0.00058392623},
                                     {0.040121004, -0.0065914022, -0.0026286047, -0.0013441777,
                                      0.017050642, -0.0021309326, 0.00085092367, -1.5247877e-07}};
    double u = log(x / a), v = log(a), c[8];
    for (int i = 0; i < 8; i++)
        c[i] = fit[0][i] + u * (fit[1][i] + u * fit[2][i]);
    double p = c[0] + v * (c[1] + v * (c[2] + v * c[3])),
           q = c[4] + v * (c[5] + v * (c[6] + v * c[7]));
    return exp(p / q);
}

/* ---- beta: by a, at x near 0; by b, there; by a, for large a and b ---- */

#define T          double
#define NAME(f)    f##_f64
#define LIBM(name) name
#define DIGAMMA    kt_digamma
#include "special_reparam.inc.h"

/* Of floats, but summed in double. */
static float digamma_f32(float x) {
    double sum = 0;
    while (x < 10) {
        sum -= 1 / x;
        x += 1;
    }
    if (x == 10) return (float)(sum + 2.25175258906672110764);
    return (float)(sum + logf(x) - 0.5f / x - kt_digamma_series(1.0 / (x * x)));
}
#define T          float
#define NAME(f)    f##_f32
#define LIBM(name) name##f
#define DIGAMMA    digamma_f32
#include "special_reparam.inc.h"

static double stirling(double a) {
    return 1 + 1 / (12 * a) + 1 / (288 * a * a);
}
static double large_first(double x, double a, double b) {
    double total = a + b, mean = a / total, deviation = sqrt(a * b / (total + 1)) / total;
    if (mean - 0.1 * deviation <= x && x <= mean + 0.1 * deviation) { /* singular at the mean */
        double b2 = b * b,
               c[5] = {47 * x * b2 * b2, (43 + 20 * (16 + 27 * b) * x) * b2 * b,
                       3 * (59 + 180 * b - 90 * x) * b2, (453 + 1620 * b * (1 - x) - 455 * x) * b,
                       8 * (1 - x) * (135 * b - 11)};
        double sum = c[0] + a * (c[1] + a * (c[2] + a * (c[3] + a * c[4])));
        double above = (1 + 12 * a) * (1 + 12 * b) / (total * total);
        return above / (1 - x) * sum / (12960 * a * a * a * b2 * (1 + 12 * total));
    }
    double off = a * (x - 1) + b * x;
    double first = (2 * a * a * (x - 1) + a * b * (x - 1) - x * b * b) /
                   (sqrt(2 * a / b) * pow(total, 1.5) * off * off);
    double half = 0.5 * log(a / (total * x)), third = sqrt(8 * a * b / total) / off;
    double bend = pow(b * log(b / (total * (1 - x))) + a * log(a / (total * x)), -1.5);
    double sum = first + half * (third + (x < mean ? bend : -bend));
    return stirling(a) * stirling(b) / stirling(total) * (-x / sqrt(2 * a * b / total)) * sum;
}
/* What corrects an analytic approximation elsewhere: numerator and denominator, by powers of log x,
 * of log(a / x), of log(total x / a). */
static const double correction[2][3][3][4] = {
    {{{1.003668233, -0.01061107488, -0.0657888334, 0.01201642863},
      {0.6336835991, -0.3557432599, 0.05486251648, -0.001465281033},
      {-0.03276231906, 0.004474107445, 0.002429354597, -0.0001557569013}},
     {{0.221950385, -0.3187676331, 0.01799915743, 0.01074823814},
      {-0.2951249643, 0.06219954479, 0.01535556598, 0.001550077057},
      {0.02155310298, 0.004170831599, 0.001292462449, 6.976601077e-05}},
     {{-0.05980841433, 0.008441916499, 0.01085618172, 0.002319392565},
      {0.02911413504, 0.01400243777, -0.002721828457, 0.000751041181},
      {0.005900514878, -0.001936558688, -9.495446725e-06, 5.385558597e-05}}},
    {{{1, -0.02924021934, -0.04438342661, 0.007285809825},
      {0.6357567472, -0.3473456711, 0.05454656494, -0.002407477521},
      {-0.03301322327, 0.004845219414, 0.00231480583, -0.0002307248149}},
     {{0.5925320577, -0.1757678135, 0.01505928619, 0.000564515273},
      {0.1014815858, -0.06589186703, 0.01272886114, -0.0007316646956},
      {-0.007258481865, 0.001096195486, 0.0003934994223, -4.12701925e-05}},
     {{0.06469649321, -0.0236701437, 0.002902096474, -5.896963079e-05},
      {0.001925008108, -0.002869809258, 0.0008000589141, -6.063713228e-05},
      {-0.0003477407336, 6.959756487e-05, 1.097287507e-05, -1.650964693e-06}}}};

static double corrected(double x, double a, double total, double b) {
    const double u = log(x), v = log(a) - u, w = log(total) - v;
    const double us[3] = {1, u, u * u}, vs[3] = {1, v, v * v};
    double sum[2] = {0, 0};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) {
                const double *c = correction[k][i][j];
                sum[k] += us[i] * vs[j] * (c[0] + w * (c[1] + w * (c[2] + w * c[3])));
            }
    return sum[0] / sum[1] * (x * (kt_digamma(total) - kt_digamma(a)) / b);
}

double kt_beta_grad(double x, double a, double total) {
    const double b = total - a, boundary = total * x * (1 - x);
    if (x <= 0.5 && boundary < 2.5) return by_first_f64(x, a, b);
    if (x >= 0.5 && boundary < 0.75) return -by_second_f64(1 - x, b, a);
    return a > 6 && b > 6 ? large_first(x, a, b) : corrected(x, a, total, b);
}
float kt_beta_gradf(float x, float a, float total) {
    const float b = total - a, boundary = total * x * (1 - x);
    if (x <= 0.5f && boundary < 2.5f) return by_first_f32(x, a, b);
    if (x >= 0.5f && boundary < 0.75f) return -by_second_f32(1 - x, b, a);
    return (float)(a > 6 && b > 6 ? large_first(x, a, b) : corrected(x, a, total, b));
}
