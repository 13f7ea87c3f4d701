/* NumPy's basic distributions over the bit generators of random_numpy_bits.c, as RandomState
 * (legacy) and Generator draw them. Algorithms: polar normal (Marsaglia), ziggurat (Marsaglia and
 * Tsang 2000), gamma (Marsaglia and Tsang 2000), beta (Johnk 1964), Poisson PTRS (Hormann 1993),
 * binomial BTPE (Kachitvichyanukul and Schmeiser 1988), bounded integers (Lemire 2019). */
#include "random.h"

#include <math.h>
#include <string.h>

#include "ziggurat_table.inc.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

/* ---- continuous distributions ---- */

static double polar_normal(KtNpRng *g) {
    if (g->has_gauss) {
        double v = g->gauss;
        g->has_gauss = false;
        g->gauss = 0;
        return v;
    }
    double x1, x2, r2;
    do {
        x1 = 2.0 * kt_np_double(g) - 1.0;
        x2 = 2.0 * kt_np_double(g) - 1.0;
        r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1.0 || r2 == 0.0);
    double f = sqrt(-2.0 * log(r2) / r2);
    g->gauss = f * x1;
    g->has_gauss = true;
    return f * x2;
}

#define ZIG_NOR_R     3.6541528853610087963519472518
#define ZIG_NOR_INV_R 0.27366123732975827203338247596
#define ZIG_EXP_R     7.6971174701310497140446280481

static double zig_normal(KtNpRng *g) {
    for (;;) {
        uint64_t r = kt_np_u64(g);
        int idx = (int)(r & 0xff);
        r >>= 8;
        int sign = (int)(r & 1);
        uint64_t rabs = r >> 1 & UINT64_C(0x000fffffffffffff);
        double x = (double)rabs * wi_double[idx];
        if (sign) x = -x;
        if (rabs < ki_double[idx]) return x;
        if (idx == 0) {
            for (;;) {
                double xx = -ZIG_NOR_INV_R * log1p(-kt_np_double(g)), yy = -log1p(-kt_np_double(g));
                if (yy + yy > xx * xx) return rabs >> 8 & 1 ? -(ZIG_NOR_R + xx) : ZIG_NOR_R + xx;
            }
        }
        if ((fi_double[idx - 1] - fi_double[idx]) * kt_np_double(g) + fi_double[idx] <
            exp(-0.5 * x * x))
            return x;
    }
}

double kt_np_standard_normal(KtNpRng *g) {
    return g->legacy ? polar_normal(g) : zig_normal(g);
}

double kt_np_standard_exponential(KtNpRng *g) {
    if (g->legacy) return -log(1.0 - kt_np_double(g));
    for (;;) {
        uint64_t r = kt_np_u64(g) >> 3;
        int idx = (int)(r & 0xff);
        r >>= 8;
        double x = (double)r * we_double[idx];
        if (r < ke_double[idx]) return x;
        if (idx == 0) return ZIG_EXP_R - log1p(-kt_np_double(g));
        if ((fe_double[idx - 1] - fe_double[idx]) * kt_np_double(g) + fe_double[idx] < exp(-x))
            return x;
    }
}

double kt_np_standard_gamma(KtNpRng *g, double shape) {
    if (shape == 1.0) return kt_np_standard_exponential(g);
    if (shape == 0.0) return 0.0;
    if (shape < 1.0) {
        for (;;) {
            double u = kt_np_double(g), v = kt_np_standard_exponential(g);
            if (u <= 1.0 - shape) {
                double x = pow(u, 1.0 / shape);
                if (x <= v) return x;
            } else {
                double y = -log((1.0 - u) / shape), x = pow(1.0 - shape + shape * y, 1.0 / shape);
                if (x <= v + y) return x;
            }
        }
    }
    double b = shape - 1.0 / 3.0, c = 1.0 / sqrt(9 * b);
    for (;;) {
        double x, v;
        do {
            x = kt_np_standard_normal(g);
            v = 1.0 + c * x;
        } while (v <= 0.0);
        v = v * v * v;
        double u = kt_np_double(g);
        if (u < 1.0 - 0.0331 * (x * x) * (x * x)) return b * v;
        if (log(u) < 0.5 * x * x + b * (1.0 - v + log(v))) return b * v;
    }
}

double kt_np_beta(KtNpRng *g, const double *p) {
    double a = p[0], b = p[1];
    if (a <= 1.0 && b <= 1.0) {
        if (!g->legacy && a < 3e-103 && b < 3e-103)
            return (a + b) * kt_np_double(g) < a ? 1.0 : 0.0;
        for (;;) {
            double u = kt_np_double(g), v = kt_np_double(g), x = pow(u, 1.0 / a),
                   y = pow(v, 1.0 / b), xy = x + y;
            if (xy <= 1.0 && (g->legacy || u + v > 0.0)) {
                if (xy > 0) return x / xy;
                double lx = log(u) / a, ly = log(v) / b, lm = lx > ly ? lx : ly;
                lx -= lm;
                ly -= lm;
                return exp(lx - log(exp(lx) + exp(ly)));
            }
        }
    }
    double ga = kt_np_standard_gamma(g, a), gb = kt_np_standard_gamma(g, b);
    return ga / (ga + gb);
}

/* ---- discrete distributions ---- */

/* log(k!) style lgamma as NumPy computes it (Zhang and Jin 1996), needed for equal accept tests. */
double kt_np_loggam(double x) {
    static const double a[10] = {8.333333333333333e-02, -2.777777777777778e-03,
                                 7.936507936507937e-04, -5.952380952380952e-04,
                                 8.417508417508418e-04, -1.917526917526918e-03,
                                 6.410256410256410e-03, -2.955065359477124e-02,
                                 1.796443723688307e-01, -1.39243221690590e+00};
    if (x == 1.0 || x == 2.0) return 0.0;
    int64_t n = x < 7.0 ? (int64_t)(7 - x) : 0;
    double x0 = x + (double)n, x2 = (1.0 / x0) * (1.0 / x0), gl0 = a[9];
    for (int k = 8; k >= 0; k--)
        gl0 = gl0 * x2 + a[k];
    double gl = gl0 / x0 + 0.5 * 1.8378770664093453e+00 + (x0 - 0.5) * log(x0) - x0;
    if (x < 7.0)
        for (int64_t k = 1; k <= n; k++) {
            gl -= log(x0 - 1.0);
            x0 -= 1.0;
        }
    return gl;
}

int64_t kt_np_poisson(KtNpRng *g, const double *p) {
    double lam = p[0];
    if (lam == 0) return 0;
    if (!(lam >= 10)) {
        double enlam = exp(-lam), prod = 1.0;
        for (int64_t x = 0;; x++) {
            prod *= kt_np_double(g);
            if (!(prod > enlam)) return x; /* at once for nan */
        }
    }
    double slam = sqrt(lam), loglam = log(lam), b = 0.931 + 2.53 * slam, a = -0.059 + 0.02483 * b;
    double invalpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = kt_np_double(g) - 0.5, v = kt_np_double(g), us = 0.5 - fabs(u);
        int64_t k = (int64_t)floor((2 * a / us + b) * u + lam + 0.43);
        if (us >= 0.07 && v <= vr) return k;
        if (k < 0 || (us < 0.013 && v > us)) continue;
        if (log(v) + log(invalpha) - log(a / (us * us) + b) <=
            -lam + (double)k * loglam - kt_np_loggam((double)k + 1))
            return k;
    }
}

static int64_t binomial_inversion(KtNpRng *g, int64_t n, double p) {
    double q = 1.0 - p, qn = exp((double)n * log(q)), np = (double)n * p;
    double bound_f = np + 10.0 * sqrt(np * q + 1);
    int64_t bound = (double)n < bound_f ? n : (int64_t)bound_f, x = 0;
    double px = qn, u = kt_np_double(g);
    while (u > px) {
        x++;
        if (x > bound) {
            x = 0;
            px = qn;
            u = kt_np_double(g);
        } else {
            u -= px;
            px = ((double)(n - x + 1) * p * px) / ((double)x * q);
        }
    }
    return x;
}

static int64_t binomial_btpe(KtNpRng *g, int64_t n, double p) {
    double r = p < 1.0 - p ? p : 1.0 - p, q = 1.0 - r, fm = (double)n * r + r;
    int64_t m = (int64_t)floor(fm);
    double p1 = floor(2.195 * sqrt((double)n * r * q) - 4.6 * q) + 0.5, xm = (double)m + 0.5;
    double xl = xm - p1, xr = xm + p1, c = 0.134 + 20.5 / (15.3 + (double)m);
    double a = (fm - xl) / (fm - xl * r), laml = a * (1.0 + a / 2.0);
    a = (xr - fm) / (xr * q);
    double lamr = a * (1.0 + a / 2.0), p2 = p1 * (1.0 + 2.0 * c), p3 = p2 + c / laml,
           p4 = p3 + c / lamr;
    double nrq = (double)n * r * q;
    int64_t y;
    for (;;) {
        double u = kt_np_double(g) * p4, v = kt_np_double(g);
        if (u <= p1) {
            y = (int64_t)floor(xm - p1 * v + u);
            break;
        }
        if (u <= p2) {
            double x = xl + (u - p1) / c;
            v = v * c + 1.0 - fabs((double)m - x + 0.5) / p1;
            if (v > 1.0) continue;
            y = (int64_t)floor(x);
        } else if (u <= p3) {
            y = (int64_t)floor(xl + log(v) / laml);
            if (y < 0 || v == 0.0) continue;
            v = v * (u - p2) * laml;
        } else {
            y = (int64_t)floor(xr - log(v) / lamr);
            if (y > n || v == 0.0) continue;
            v = v * (u - p3) * lamr;
        }
        int64_t k = y > m ? y - m : m - y;
        if (!(k > 20 && (double)k < nrq / 2.0 - 1)) {
            double s = r / q, aa = s * (double)(n + 1), f = 1.0;
            if (m < y)
                for (int64_t i = m + 1; i <= y; i++)
                    f *= aa / (double)i - s;
            else if (m > y)
                for (int64_t i = y + 1; i <= m; i++)
                    f /= aa / (double)i - s;
            if (v > f) continue;
            break;
        }
        double rho = ((double)k / nrq) *
                     (((double)k * ((double)k / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
        double t = (double)(-k * k) / (2 * nrq), A = log(v);
        if (A < t - rho) break;
        if (A > t + rho) continue;
        double x1 = (double)(y + 1), f1 = (double)(m + 1), z = (double)(n + 1 - m),
               w = (double)(n - y + 1);
        double x2 = x1 * x1, f2 = f1 * f1, z2 = z * z, w2 = w * w;
#define STIRLING(s2, s1)                                                                           \
    (13680. - (462. - (132. - (99. - 140. / s2) / s2) / s2) / s2) / s1 / 166320.
        if (A > xm * log(f1 / x1) + ((double)(n - m) + 0.5) * log(z / w) +
                    (double)(y - m) * log(w * r / (x1 * q)) + STIRLING(f2, f1) + STIRLING(z2, z) +
                    STIRLING(x2, x1) + STIRLING(w2, w))
            continue;
#undef STIRLING
        break;
    }
    return p > 0.5 ? n - y : y;
}

int64_t kt_np_binomial(KtNpRng *g, const double *param) {
    int64_t n = (int64_t)param[0];
    double p = param[1];
    if (!g->legacy && (n == 0 || p == 0.0)) return 0; /* RandomState draws all the same */
    if (p <= 0.5)
        return p * (double)n <= 30.0 ? binomial_inversion(g, n, p) : binomial_btpe(g, n, p);
    double q = 1.0 - p;
    return q * (double)n <= 30.0 ? n - binomial_inversion(g, n, q) : binomial_btpe(g, n, p);
}

int64_t kt_np_geometric(KtNpRng *g, const double *param) {
    double p = param[0];
    if (p >= 0.333333333333333333333333) {
        double u = kt_np_double(g), sum = p, prod = p, q = 1.0 - p;
        int64_t x = 1;
        while (u > sum) {
            prod *= q;
            sum += prod;
            x++;
        }
        return x;
    }
    double z = g->legacy ? ceil(log(1.0 - kt_np_double(g)) / log(1.0 - p))
                         : ceil(-kt_np_standard_exponential(g) / log1p(-p));
    return z >= 9.223372036854776e18 ? INT64_MAX : (int64_t)z;
}

/* ---- integers ---- */

static uint64_t bit_mask(uint64_t max) {
    uint64_t m = max;
    for (int s = 1; s < 64; s *= 2)
        m |= m >> s;
    return m;
}

uint64_t kt_np_interval(KtNpRng *g, uint64_t max) {
    if (max == 0) return 0;
    uint64_t mask = bit_mask(max), v;
    if (max <= UINT32_MAX)
        while ((v = kt_np_u32(g) & mask) > max) {
        }
    else
        while ((v = kt_np_u64(g) & mask) > max) {
        }
    return v;
}

uint64_t kt_np_lemire(KtNpRng *g, uint64_t range) {
    if (range == 0) return 0;
    if (range == UINT64_MAX) return kt_np_u64(g);
    if (range == UINT32_MAX) return kt_np_u32(g);
    if (range < UINT32_MAX) {
        uint32_t n = (uint32_t)range + 1;
        uint64_t m = (uint64_t)kt_np_u32(g) * n;
        if ((uint32_t)m < n) {
            uint32_t threshold = (UINT32_MAX - (uint32_t)range) % n;
            while ((uint32_t)m < threshold)
                m = (uint64_t)kt_np_u32(g) * n;
        }
        return m >> 32;
    }
    uint64_t n = range + 1;
    unsigned __int128 m = (unsigned __int128)kt_np_u64(g) * n;
    if ((uint64_t)m < n) {
        uint64_t threshold = (UINT64_MAX - range) % n;
        while ((uint64_t)m < threshold)
            m = (unsigned __int128)kt_np_u64(g) * n;
    }
    return (uint64_t)(m >> 64);
}

/* Sub-word pieces of a 32-bit draw, low end first. */
typedef struct Pieces {
    uint32_t word;
    int left, bits;
} Pieces;

static uint32_t piece(KtNpRng *g, Pieces *p) {
    if (p->left == 0) {
        p->word = kt_np_u32(g);
        p->left = 32 / p->bits;
    } else {
        p->word >>= p->bits;
    }
    p->left--;
    return p->word & (p->bits == 32 ? UINT32_MAX : (UINT32_C(1) << p->bits) - 1);
}

/* One value in [0, range] from pieces of 8 or 16 bits: masked rejection or Lemire. */
static uint32_t small_integer(KtNpRng *g, Pieces *p, uint32_t range, uint32_t mask) {
    uint32_t full = (UINT32_C(1) << p->bits) - 1;
    if (range == full) return piece(g, p);
    if (g->legacy) {
        uint32_t v;
        while ((v = piece(g, p) & mask) > range) {
        }
        return v;
    }
    uint32_t n = range + 1, m = piece(g, p) * n;
    if ((m & full) < n) {
        uint32_t threshold = (full - range) % n;
        while ((m & full) < threshold)
            m = piece(g, p) * n;
    }
    return m >> p->bits;
}

/* One value in [0, range] of a type of that size. */
static uint64_t one_integer(KtNpRng *g, Pieces *p, bool is_bool, int size, uint64_t range,
                            uint64_t mask) {
    if (range == 0) return 0;
    if (is_bool) return piece(g, p);
    if (size < 4) return small_integer(g, p, (uint32_t)range, (uint32_t)mask);
    if (!g->legacy) return kt_np_lemire(g, range);
    if (range == UINT64_MAX) return kt_np_u64(g);
    if (range == UINT32_MAX) return kt_np_u32(g);
    return kt_np_interval(g, range);
}

void kt_np_integers(KtNpRng *g, int dtype, const int64_t *lo, const uint64_t *range, bool each,
                    int64_t n, void *out) {
    int size = (int)kt_dtype_size(dtype);
    bool is_bool = dtype == KT_BOOL;
    if (!each && size == 8 && !g->legacy && g->bits == KT_NP_PCG64 && *range &&
        *range < UINT32_MAX) {
        kt_np_fill_lemire32(g, (uint32_t)*range, *lo, out, n);
        return;
    }
    uint64_t mask = n > 0 ? bit_mask(*range) : 0;
    Pieces p = {.bits = is_bool ? 1 : 8 * size};
    for (int64_t i = 0; i < n; i++) {
        if (each && i > 0) {
            lo++;
            range++;
            mask = bit_mask(*range);
        }
        uint64_t r = one_integer(g, &p, is_bool, size, *range, mask) + (uint64_t)*lo;
        switch (size) { /* little end of the two's complement value */
        case 1:
            ((uint8_t *)out)[i] = (uint8_t)r;
            break;
        case 2:
            ((uint16_t *)out)[i] = (uint16_t)r;
            break;
        case 4:
            ((uint32_t *)out)[i] = (uint32_t)r;
            break;
        default:
            ((uint64_t *)out)[i] = r;
        }
    }
}
