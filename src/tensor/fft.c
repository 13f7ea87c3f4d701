/* Discrete Fourier transforms: mixed radix over the factors of the length (Cooley and Tukey 1965),
 * in passes that keep the natural order (Stockham 1966); lengths with a large prime factor go
 * through a power of two by Bluestein's chirp transform (1970). All in double precision, with roots
 * of unity that are exact on the axes, so that what is zero by symmetry comes out as zero. */
#include "fft.h"

#include <math.h>
#include <string.h>

#include "fft_pass.h"
#include "kernels.h"
#include "ops.h"

enum { MAX_PRIME = 61, MAX_PASSES = 64 };
#define MAX_LENGTH ((int64_t)1 << 40) /* no sum of sizes below overflows */

/* What one length needs: roots of unity, and for Bluestein the chirp and its transform. */
typedef struct Plan {
    int64_t n,
        m;     /* m: length of the mixed-radix transform that does the work (n itself if it can) */
    C *roots;  /* m: exp(-2 pi i k / m) */
    C *work;   /* m */
    C *tw;     /* of the passes */
    C *chirp;  /* n: exp(-pi i k^2 / n), or NULL */
    C *filter; /* m */
    C *line;   /* m, Bluestein's */
    KtFftPass pass[MAX_PASSES];
    KtFftPassFn run;
    int n_passes;
    size_t bytes;
    C *half; /* n / 4 + 1 roots of n: the line is real and goes through a transform of n / 2 */
} Plan;

static inline C times(C a, C b) {
    return CMPLX(creal(a) * creal(b) - cimag(a) * cimag(b),
                 creal(a) * cimag(b) + cimag(a) * creal(b));
}

/* exp(-2 pi i k / n), reduced to the first octant. */
static C root(int64_t k, int64_t n) {
    int64_t e = 8 * (k % n); /* eighths of the circle, times n */
    int octant = (int)(e / n);
    int64_t r = e % n;
    bool swap = octant & 1;
    double t = 2 * M_PI * (double)(swap ? n - r : r) / (8 * (double)n), c = cos(t), s = sin(t);
    if (swap) {
        double u = c;
        c = s;
        s = u;
    }
    switch (octant >> 1) {
    case 0:
        return CMPLX(c, -s);
    case 1:
        return CMPLX(-s, -c);
    case 2:
        return CMPLX(-c, s);
    default:
        return CMPLX(s, c);
    }
}
/* The first `count` of the n-th roots. Many are products of two: a coarse one, and a fine one less
 * 1, which is small and so costs no accuracy. */
enum { FINE = 64, MANY = 4096 };
static void first_roots(C *w, int64_t count, int64_t n) {
    if (n < MANY) {
        for (int64_t k = 0; k < count; k++)
            w[k] = root(k, n);
        return;
    }
    C fine[FINE]; /* exp(-i t) - 1 = -2 sin(t / 2)^2 - i sin(t) */
    for (int l = 0; l < FINE; l++) {
        double t = 2 * M_PI * l / (double)n, h = sin(t / 2);
        fine[l] = CMPLX(-2 * h * h, -sin(t));
    }
    for (int64_t k = 0; k < count; k += FINE) {
        C coarse = root(k, n);
        for (int64_t l = 0; l < FINE && k + l < count; l++)
            w[k + l] = coarse + times(coarse, fine[l]);
    }
}
/* All n of them; what mirrors another is not computed again. */
static void fill_roots(C *w, int64_t n) {
    int64_t known = n % 4 == 0 ? n / 8 : n % 2 == 0 ? n / 4 : n / 2, k = known + 1;
    if (k > n) k = n;
    first_roots(w, k, n);
    for (; n % 4 == 0 && k <= n / 4; k++)
        w[k] = CMPLX(-cimag(w[n / 4 - k]), -creal(w[n / 4 - k]));
    for (; n % 2 == 0 && k <= n / 2; k++)
        w[k] = CMPLX(-creal(w[n / 2 - k]), cimag(w[n / 2 - k]));
    for (; k < n; k++)
        w[k] = conj(w[n - k]);
}

static int64_t smallest_factor(int64_t n) {
    for (int64_t p = 2; p * p <= n; p++)
        if (n % p == 0) return p;
    return n;
}
static bool smooth(int64_t n) {
    for (int64_t p; n > 1; n /= p)
        if ((p = smallest_factor(n)) > MAX_PRIME) return false;
    return true;
}

/* Any other factor: the sums term by term, with pairs r, p - r taken together. */
static void pass_any(const Plan *plan, const KtFftPass *t, const C *restrict x, C *restrict y) {
    int64_t m = t->m, s = t->s;
    int p = t->p;
    C a[MAX_PRIME], even[MAX_PRIME], odd[MAX_PRIME];
    for (int64_t k = 0; k < m; k++)
        for (int64_t q = 0; q < s; q++) {
            for (int r = 0; r < p; r++)
                a[r] = x[q + s * (k + m * r)];
            for (int r = 1; 2 * r < p; r++) {
                even[r] = a[r] + a[p - r];
                odd[r] = a[r] - a[p - r];
            }
            for (int j = 0; j < p; j++) {
                C e = a[0], o = 0;
                for (int r = 1; 2 * r < p; r++) {
                    C w = plan->roots[r * j % p * (plan->m / p)];
                    e += creal(w) * even[r];
                    o += cimag(w) * odd[r];
                }
                C b = j ? CMPLX(creal(e) - cimag(o), cimag(e) + creal(o)) : e;
                y[q + s * (p * k + j)] = j && k ? times(b, t->tw[k * (p - 1) + j - 1]) : b;
            }
        }
}

/* The transform of x[0..m) in place. */
static void in_place(const Plan *plan, C *x) {
    C *from = x, *to = plan->work;
    for (int i = 0; i < plan->n_passes; i++) {
        const KtFftPass *t = &plan->pass[i];
        if (!plan->run(t, from, to)) pass_any(plan, t, from, to);
        C *swap = from;
        from = to;
        to = swap;
    }
    if (from != x) memcpy(x, from, (size_t)plan->m * sizeof(C));
}

/* The factors of m: fours first, then primes. Returns how many twiddles the passes need. */
static int64_t make_passes(Plan *p) {
    int64_t left = p->m, s = 1, total = 0;
    p->n_passes = 0;
    while (left > 1) {
        int f = left % 4 == 0 ? 4 : (int)smallest_factor(left);
        left /= f;
        p->pass[p->n_passes++] = (KtFftPass){.p = f, .m = left, .s = s};
        s *= f;
        total += left * (f - 1);
    }
    return total;
}
static void fill_twiddles(Plan *p) {
    C *w = p->tw;
    for (int i = 0; i < p->n_passes; i++) {
        KtFftPass *t = &p->pass[i];
        t->tw = w;
        for (int64_t k = 0; k < t->m; k++)
            for (int j = 1; j < t->p; j++)
                *w++ = p->roots[j * k * t->s];
    }
}

static bool plan_init(KtCtx *ctx, Plan *p, int64_t n, bool real) {
    if (real) n /= 2;
    bool direct = smooth(n);
    p->run = ctx->kernels->fft_pass;
    p->n = n;
    p->m = n;
    if (!direct)
        for (p->m = 1; p->m < 2 * n - 1;)
            p->m <<= 1;
    int64_t n_tw = make_passes(p),
            total = 2 * p->m + n_tw + (direct ? 0 : n + 2 * p->m) + (real ? n / 2 + 1 : 0);
    p->bytes = (size_t)total * sizeof(C);
    p->roots = kb_malloc(ctx->alloc, p->bytes);
    if (!p->roots) return kt_fail_memory(ctx, p->bytes);
    p->work = p->roots + p->m;
    p->tw = p->work + p->m;
    p->chirp = direct ? NULL : p->tw + n_tw;
    p->filter = direct ? NULL : p->chirp + n;
    p->line = direct ? NULL : p->filter + p->m;
    p->half = real ? p->roots + total - (n / 2 + 1) : NULL;
    if (real) first_roots(p->half, n / 2 + 1, 2 * n);
    fill_roots(p->roots, p->m);
    fill_twiddles(p);
    if (direct) return true;
    for (int64_t k = 0; k < n; k++)
        p->chirp[k] = root(
            (int64_t)((unsigned __int128)k * (unsigned __int128)k % (unsigned __int128)(2 * n)),
            2 * n);
    memset(p->filter, 0, (size_t)p->m * sizeof(C));
    for (int64_t k = 0; k < n; k++)
        p->filter[k] = p->filter[k ? p->m - k : 0] = conj(p->chirp[k]);
    in_place(p, p->filter);
    return true;
}
static void plan_free(KtCtx *ctx, Plan *p) {
    kb_free(ctx->alloc, p->roots, p->bytes);
}

/* Forward transform of x[0..n) in place. */
static void transform(Plan *p, C *x) {
    if (!p->chirp) {
        in_place(p, x);
        return;
    }
    C *w = p->line;
    for (int64_t k = 0; k < p->m; k++)
        w[k] = k < p->n ? times(x[k], p->chirp[k]) : 0;
    in_place(p, w);
    for (int64_t k = 0; k < p->m; k++)
        w[k] = conj(times(w[k], p->filter[k])); /* the inverse through conjugates */
    in_place(p, w);
    for (int64_t k = 0; k < p->n; k++)
        x[k] = times(conj(w[k]) / (double)p->m, p->chirp[k]);
}

/* Two real numbers stand in each of the n / 2 complex ones at `line`: the transform of all n, of
 * which [0, n / 2] are left there. With Z the transform of the pairs and w = exp(-2 pi i / n), X[k]
 * = (Z[k] + conj Z[n/2 - k]) / 2 - i w^k (Z[k] - conj Z[n/2 - k]) / 2. */
static void transform_real(Plan *p, C *line) {
    int64_t h = p->n;
    transform(p, line);
    C first = line[0];
    line[0] = creal(first) + cimag(first);
    line[h] = creal(first) - cimag(first);
    for (int64_t k = 1; 2 * k <= h; k++) {
        C a = line[k], b = conj(line[h - k]), even = 0.5 * (a + b), d = 0.5 * (a - b);
        C odd = times(CMPLX(cimag(d), -creal(d)), p->half[k]);
        line[k] = even + odd;
        line[h - k] = conj(even - odd);
    }
}

typedef enum Kind { C2C, C2C_INVERSE, R2C, C2R } Kind;

/* Fills line[0..n) from the `len` elements at src, extended by symmetry for C2R. */
static void load_line(C *line, int64_t n, const C *src, int64_t len, Kind kind, bool real) {
    int64_t have = kind == C2R ? n / 2 + 1 : n;
    if (have > len) have = len;
    for (int64_t k = 0; k < n; k++)
        line[k] = k < have ? src[k] : 0;
    if (kind == C2R) {
        line[0] = creal(line[0]);
        for (int64_t k = 1; k < n - k; k++)
            line[n - k] = conj(line[k]);
        if (n % 2 == 0) line[n / 2] = creal(line[n / 2]);
    }
    if ((kind == C2C_INVERSE && !real) || kind == C2R)
        for (int64_t k = 0; k < n; k++)
            line[k] = conj(line[k]);
}

/* The real line of n at src (len elements there) as pairs. */
static void load_real(C *line, int64_t n, const double *src, int64_t len) {
    double *to = (double *)line;
    int64_t have = n < len ? n : len;
    memcpy(to, src, (size_t)have * sizeof(double));
    memset(to + have, 0, (size_t)(n - have) * sizeof(double));
}

/* Rounding noise of the double computation counts as 0 when the result is single precision. */
static void flush_noise(C *line, int64_t n, bool unsigned_zero) {
    double top = 0;
    for (int64_t k = 0; k < n; k++)
        top = fmax(top, fmax(fabs(creal(line[k])), fabs(cimag(line[k]))));
    top *= 1e-15;
    for (int64_t k = 0; k < n; k++) {
        double re = creal(line[k]), im = cimag(line[k]);
        if (fabs(re) < top) re = unsigned_zero ? 0 : copysign(0, re);
        if (fabs(im) < top) im = copysign(0, im);
        line[k] = CMPLX(re, im);
    }
}

static KtTensor *run(KtCtx *ctx, KtTensor *x, int64_t n, int dim, Kind kind, double scale) {
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) return NULL;
    if (x->ndim == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Dimension specified as %d but tensor has no dimensions", dim);
    if (kind == R2C && kt_is_complex_dtype(x->dtype))
        return kt_fail_null(ctx, ctx->numpy ? KT_TYPE_ERROR : KT_RUNTIME_ERROR,
                            "rfft expects a real input tensor, but got %s",
                            kt_dtype_info[x->dtype].scalar_name);
    int64_t len = x->sizes[dim];
    if (n < 0) n = kind == C2R ? 2 * (len - 1) : len;
    if (n < 1)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                  "Invalid number of FFT data points (%lld) specified.",
                                  (long long)n)
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "Invalid number of data points (%lld) specified", (long long)n);
    if (n > MAX_LENGTH) return kt_fail_memory(ctx, SIZE_MAX), NULL;
    bool narrow = !ctx->numpy && (x->dtype == KT_F32 || x->dtype == KT_C64 || x->dtype == KT_F16 ||
                                  (x->dtype < KT_F16 && ctx->default_dtype != KT_F64));
    int dtype = kind == C2R ? (narrow ? KT_F32 : KT_F64) : narrow ? KT_C64 : KT_C128;
    int last = -1;
    /* long real lines take half the work; short ones keep the rounding of the whole transform */
    bool real = !kt_is_complex_dtype(x->dtype) && kind != C2R && n >= 2048 && n % 2 == 0;
    KtTensor *moved = kt_movedim(ctx, x, 1, &dim, &last),
             *wide = moved ? kt_cast(ctx, moved, real ? KT_F64 : KT_C128) : NULL,
             *in = wide ? kt_contiguous(ctx, wide) : NULL;
    KtTensor *out = NULL, *typed = NULL, *r = NULL;
    Plan p = {0};
    C *line = NULL;
    if (in && plan_init(ctx, &p, n, real)) {
        int64_t sizes[KT_MAX_DIMS], n_out = kind == R2C ? n / 2 + 1 : n,
                                    lines = len ? in->numel / len : 0;
        memcpy(sizes, in->sizes, sizeof(int64_t) * in->ndim);
        sizes[in->ndim - 1] = n_out;
        out = kt_empty(ctx, kind == C2R ? KT_F64 : KT_C128, in->ndim, sizes);
        line = kb_malloc(ctx->alloc, (size_t)n * sizeof(C));
        if (!line) kt_fail_memory(ctx, (size_t)n * sizeof(C));
        for (int64_t i = 0; out && line && i < lines; i++) {
            if (real) {
                load_real(line, n, (const double *)in->data + i * len, len);
                transform_real(&p, line);
                for (int64_t k = n / 2 + 1; k < n_out; k++)
                    line[k] = conj(line[n - k]);
            } else {
                load_line(line, n, (const C *)in->data + i * len, len, kind,
                          !kt_is_complex_dtype(x->dtype));
                transform(&p, line);
            }
            if (narrow) flush_noise(line, n_out, kind == C2R);
            for (int64_t k = 0; k < n_out; k++) {
                C v = kind == C2C_INVERSE ? conj(line[k]) : line[k];
                if (kind == C2R)
                    ((double *)out->data)[i * n_out + k] = creal(v) * scale;
                else
                    ((C *)out->data)[i * n_out + k] = v * scale;
            }
        }
        plan_free(ctx, &p);
        if (line) {
            kb_free(ctx->alloc, line, (size_t)n * sizeof(C));
            typed = out ? kt_cast(ctx, out, dtype) : NULL;
            r = typed ? kt_movedim(ctx, typed, 1, &last, &dim) : NULL;
        }
    }
    kt_xdecref(ctx, moved);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, in);
    kt_xdecref(ctx, out);
    kt_xdecref(ctx, typed);
    if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    return r;
}

KtTensor *kt_fft_c2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, bool inverse, double scale) {
    return run(ctx, x, n, dim, inverse ? C2C_INVERSE : C2C, scale);
}
KtTensor *kt_fft_r2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) {
    return run(ctx, x, n, dim, R2C, scale);
}
KtTensor *kt_fft_c2r(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) {
    return run(ctx, x, n, dim, C2R, scale);
}
