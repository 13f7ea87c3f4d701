/* The rest of NumPy's distributions, each as RandomState (legacy) and as Generator draws it.
 * Algorithms: von Mises (Best and Fisher 1979), zipf (Devroye 1986), logseries (Kemp 1981), Wald
 * (Michael, Schucany and Haas 1976), hypergeometric HRUA* (Stadlober 1989). */
#include <math.h>

#include "random.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

#define PI 3.14159265358979323846

/* ---- from exponentials, normals and gammas ---- */

double kt_np_exponential(KtNpRng *g, const double *p) {
    return p[0] * kt_np_standard_exponential(g);
}
double kt_np_gamma(KtNpRng *g, const double *p) {
    return p[1] * kt_np_standard_gamma(g, p[0]);
}
double kt_np_gamma1(KtNpRng *g, const double *p) {
    return kt_np_standard_gamma(g, p[0]);
}
double kt_np_uniform(KtNpRng *g, const double *p) {
    return p[0] + p[1] * kt_np_double(g);
}
double kt_np_normal(KtNpRng *g, const double *p) {
    return p[0] + p[1] * kt_np_standard_normal(g);
}
double kt_np_lognormal(KtNpRng *g, const double *p) {
    return exp(kt_np_normal(g, p));
}
double kt_np_chisquare(KtNpRng *g, const double *p) {
    return 2.0 * kt_np_standard_gamma(g, p[0] / 2.0);
}
double kt_np_f(KtNpRng *g, const double *p) {
    double num = kt_np_chisquare(g, p) * p[1];
    return num / (kt_np_chisquare(g, p + 1) * p[0]);
}
double kt_np_noncentral_chisquare(KtNpRng *g, const double *p) {
    double df = p[0], nonc = p[1];
    if (isnan(nonc)) return NAN;
    if (nonc == 0) return kt_np_chisquare(g, p);
    if (df > 1) {
        double less = df - 1, chi2 = kt_np_chisquare(g, &less);
        double n = kt_np_standard_normal(g) + sqrt(nonc);
        return chi2 + n * n;
    }
    double half = nonc / 2.0;
    int64_t twice = (int64_t)(2 * (uint64_t)kt_np_poisson(g, &half)); /* wraps for an infinity */
    double more = df + (double)twice;
    return kt_np_chisquare(g, &more);
}
double kt_np_noncentral_f(KtNpRng *g, const double *p) {
    double q[2] = {p[0], p[2]}, t = kt_np_noncentral_chisquare(g, q) * p[1];
    return t / (kt_np_chisquare(g, p + 1) * p[0]);
}
double kt_np_cauchy(KtNpRng *g, const double *p) {
    (void)p;
    double num = kt_np_standard_normal(g);
    return num / kt_np_standard_normal(g);
}
double kt_np_t(KtNpRng *g, const double *p) {
    double num = kt_np_standard_normal(g), denom = kt_np_standard_gamma(g, p[0] / 2);
    return sqrt(p[0] / 2) * num / sqrt(denom);
}
double kt_np_pareto(KtNpRng *g, const double *p) {
    double e = kt_np_standard_exponential(g) / p[0];
    return g->legacy ? exp(e) - 1 : expm1(e);
}
double kt_np_weibull(KtNpRng *g, const double *p) {
    if (p[0] == 0.0) return 0.0;
    return pow(kt_np_standard_exponential(g), 1.0 / p[0]);
}
double kt_np_power(KtNpRng *g, const double *p) {
    double e = kt_np_standard_exponential(g);
    return pow(g->legacy ? 1 - exp(-e) : -expm1(-e), 1.0 / p[0]);
}
double kt_np_rayleigh(KtNpRng *g, const double *p) {
    if (g->legacy) return p[0] * sqrt(-2.0 * log1p(-kt_np_double(g)));
    return p[0] * sqrt(2.0 * kt_np_standard_exponential(g));
}
double kt_np_wald(KtNpRng *g, const double *p) {
    double mean = p[0], scale = p[1], mu_2l = mean / (2 * scale), y = kt_np_standard_normal(g);
    y = mean * y * y;
    double x = mean + mu_2l * (y - sqrt(4 * scale * y + y * y)), u = kt_np_double(g);
    return u <= mean / (mean + x) ? x : mean * mean / x;
}

/* ---- by inversion of one uniform ---- */

double kt_np_laplace(KtNpRng *g, const double *p) {
    for (;;) {
        double u = kt_np_double(g);
        if (u >= 0.5) {
            u = 2.0 - u - u;
            return p[0] - p[1] * log(u);
        }
        if (u > 0.0) return p[0] + p[1] * log(u + u);
    }
}
double kt_np_gumbel(KtNpRng *g, const double *p) {
    for (;;) {
        double u = 1.0 - kt_np_double(g);
        if (u < 1.0) return p[0] - p[1] * log(-log(u));
    }
}
double kt_np_logistic(KtNpRng *g, const double *p) {
    for (;;) {
        double u = kt_np_double(g);
        if (u > 0.0) return p[0] + p[1] * log(u / (1.0 - u));
    }
}
double kt_np_triangular(KtNpRng *g, const double *p) {
    double left = p[0], mode = p[1], right = p[2], base = right - left, leftbase = mode - left;
    double u = kt_np_double(g);
    if (u <= leftbase / base) return left + sqrt(u * (leftbase * base));
    return right - sqrt((1.0 - u) * ((right - mode) * base));
}

/* The angle in [-pi, pi] that NumPy reduces mu + angle to. */
static double wrap_angle(double x) {
    double mod = fmod(fabs(x) + PI, 2 * PI) - PI;
    return x < 0 ? -mod : mod;
}

double kt_np_vonmises(KtNpRng *g, const double *p) {
    double mu = p[0], kappa = p[1], s;
    if (isnan(kappa)) return NAN;
    if (kappa < 1e-8) return PI * (2 * kt_np_double(g) - 1);
    if (kappa < 1e-5)
        s = 1. / kappa + kappa;
    else if (kappa <= 1e6 || g->legacy) {
        double r = 1 + sqrt(1 + 4 * kappa * kappa), rho = (r - sqrt(2 * r)) / (2 * kappa);
        s = (1 + rho * rho) / (2 * rho);
    } else { /* nearly normal: the rejection would lose all digits */
        double x = mu + sqrt(1. / kappa) * kt_np_standard_normal(g);
        if (x < -PI) x += 2 * PI;
        if (x > PI) x -= 2 * PI;
        return x;
    }
    double w;
    for (;;) {
        double z = cos(PI * kt_np_double(g));
        w = (1 + s * z) / (s + z);
        double y = kappa * (s - w), v = kt_np_double(g);
        if (y * (2 - y) - v >= 0 || log(y / v) + 1 - y >= 0) break;
    }
    double u = kt_np_double(g), x = acos(w);
    return wrap_angle((u < 0.5 ? -x : x) + mu);
}

/* ---- discrete ---- */

int64_t kt_np_negative_binomial(KtNpRng *g, const double *p) {
    double q[2] = {p[0], (1 - p[1]) / p[1]}, y = kt_np_gamma(g, q);
    /* An infinite rate ends as the smallest integer, as the original's cast does. */
    if (y >= 1e19) return INT64_MIN;
    return kt_np_poisson(g, &y);
}

int64_t kt_np_zipf(KtNpRng *g, const double *p) {
    double a = p[0], am1 = a - 1.0, b = pow(2.0, am1);
    if (!g->legacy && a >= 1025) return 1;
    for (;;) {
        double u = 1.0 - kt_np_double(g), v = kt_np_double(g), x = floor(pow(u, -1.0 / am1));
        if (x > 9.223372036854775807e18 || x < 1.0) continue;
        double t = pow(1.0 + 1.0 / x, am1);
        if (v * x * (t - 1.0) / (b - 1.0) <= t / b)
            return x >= 9.223372036854775807e18 ? INT64_MAX : (int64_t)x;
    }
}

int64_t kt_np_logseries(KtNpRng *g, const double *param) {
    double p = param[0], r = g->legacy ? log(1.0 - p) : log1p(-p);
    for (;;) {
        double v = kt_np_double(g);
        if (v >= p) return 1;
        double u = kt_np_double(g), q = g->legacy ? 1.0 - exp(r * u) : -expm1(r * u);
        if (v <= q * q) {
            double x = floor(1 + log(v) / log(q));
            if (!(x >= 1) || v == 0.0) continue;
            return x >= 9.2e18 ? INT64_MAX : (int64_t)x;
        }
        return v >= q ? 1 : 2;
    }
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* log(k!): exact to a double below 126, Stirling's series above. */
static double log_factorial(int64_t k) {
    if (k < 126) return lgamma((double)k + 1);
    double x = (double)k;
    return (x + 0.5) * log(x) - x +
           (0.9189385332046728 + (1.0 / x) * (1 / 12.0 - 1 / (360.0 * x * x)));
}

static int64_t legacy_hyp(KtNpRng *g, int64_t good, int64_t bad, int64_t sample) {
    int64_t d1 = bad + good - sample, k = sample;
    double d2 = (double)least(bad, good), y = d2;
    while (y > 0.0) {
        y -= (double)(int64_t)floor(kt_np_double(g) + y / (double)(d1 + k));
        if (--k == 0) break;
    }
    int64_t z = (int64_t)(d2 - y);
    return good > bad ? sample - z : z;
}

static double legacy_terms(double z, int64_t small, int64_t large, int64_t m) {
    return kt_np_loggam(z + 1) + kt_np_loggam((double)small - z + 1) +
           kt_np_loggam((double)m - z + 1) + kt_np_loggam((double)(large - m) + z + 1);
}

static double new_terms(int64_t k, int64_t small, int64_t large, int64_t m) {
    return log_factorial(k) + log_factorial(small - k) + log_factorial(m - k) +
           log_factorial(large - m + k);
}

static int64_t hrua(KtNpRng *g, int64_t good, int64_t bad, int64_t sample) {
    const double d1 = 1.7155277699214135, d2 = 0.8989161620588988; /* 2 sqrt(2/e), 3-2 sqrt(3/e) */
    int64_t small = least(good, bad), large = good > bad ? good : bad, pop = good + bad;
    int64_t m = least(sample, pop - sample), z;
    double p = (double)small / (double)pop, q = g->legacy ? 1.0 - p : (double)large / (double)pop;
    double a = (double)m * p + 0.5;
    double var = g->legacy ? (double)(pop - m) * (double)sample * p * q / (double)(pop - 1)
                           : (double)(pop - m) * (double)m * p * q / (double)(pop - 1);
    double c = sqrt(var + 0.5), h = d1 * c + d2;
    int64_t mode = (int64_t)floor((double)(m + 1) * (double)(small + 1) / (double)(pop + 2));
    double top =
        g->legacy ? legacy_terms((double)mode, small, large, m) : new_terms(mode, small, large, m);
    double limit = fmin((double)least(m, small) + 1.0, floor(a + 16 * c));
    for (;;) {
        double u = kt_np_double(g), v = kt_np_double(g), x = a + h * (v - 0.5) / u;
        if (x < 0.0 || x >= limit) continue;
        z = (int64_t)floor(x);
        double t = top - (g->legacy ? legacy_terms((double)z, small, large, m)
                                    : new_terms(z, small, large, m));
        if (u * (4.0 - u) - 3.0 <= t) break;
        if (u * (u - t) >= 1) continue;
        if (2.0 * log(u) <= t) break;
    }
    if (good > bad) z = m - z;
    if (m < sample) z = good - z;
    return z;
}

static int64_t draw_without_replacement(KtNpRng *g, int64_t good, int64_t bad, int64_t sample) {
    int64_t total = good + bad, left = total, left_good = good;
    int64_t m = sample > total / 2 ? total - sample : sample;
    while (m > 0 && left_good > 0 && left > left_good) {
        left--;
        if ((int64_t)kt_np_interval(g, (uint64_t)left) < left_good) left_good--;
        m--;
    }
    if (left == left_good) left_good -= m;
    return sample > total / 2 ? left_good : good - left_good;
}

int64_t kt_np_hypergeometric(KtNpRng *g, const double *p) {
    int64_t good = (int64_t)p[0], bad = (int64_t)p[1], sample = (int64_t)p[2];
    if (g->legacy) {
        if (sample > 10) return hrua(g, good, bad, sample);
        return sample > 0 ? legacy_hyp(g, good, bad, sample) : 0;
    }
    if (sample >= 10 && sample <= good + bad - 10) return hrua(g, good, bad, sample);
    return draw_without_replacement(g, good, bad, sample);
}

void kt_np_multinomial(KtNpRng *g, int64_t n, const double *pix, int64_t d, int64_t *out) {
    double left = 1.0;
    for (int64_t j = 0; j < d; j++)
        out[j] = 0;
    for (int64_t j = 0; j < d - 1; j++) {
        double q[2] = {(double)n, pix[j] / left};
        out[j] = n == 0 || q[1] == 0.0 ? 0 : kt_np_binomial(g, q); /* without a draw */
        n -= out[j];
        if (n <= 0) return;
        left -= pix[j];
    }
    if (d > 0) out[d - 1] = n;
}
