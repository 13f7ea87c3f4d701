/* Discrete Fourier transforms: mixed radix over the prime factors of the length (Cooley and Tukey
 * 1965); lengths with a large prime factor go through a power of two by Bluestein's chirp transform
 * (1970). All in double precision, with roots of unity that are exact on the axes, so that what is
 * zero by symmetry comes out as zero. */
#include "fft.h"

#include <math.h>
#include <string.h>

#include "ops.h"

#ifndef CMPLX /* the C library leaves it out for clang */
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#endif

typedef double _Complex C;

enum { MAX_PRIME = 61 };

/* What one length needs: roots of unity, and for Bluestein the chirp and its transform. */
typedef struct Plan {
    int64_t n,
        m;     /* m: length of the mixed-radix transform that does the work (n itself if it can) */
    C *roots;  /* m: exp(-2 pi i k / m) */
    C *work;   /* m */
    C *chirp;  /* n: exp(-pi i k^2 / n), or NULL */
    C *filter; /* m */
    size_t bytes;
} Plan;

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

static C times(C a, C b) {
    return CMPLX(creal(a) * creal(b) - cimag(a) * cimag(b),
                 creal(a) * cimag(b) + cimag(a) * creal(b));
}

/* out[0..n) = transform of in[0], in[stride], ...; step: distance of this level's roots in the
 * table. */
static void mixed(C *out, const C *in, int64_t n, int64_t stride, const C *roots, int64_t step,
                  int64_t total) {
    if (n == 1) {
        out[0] = in[0];
        return;
    }
    int64_t p = smallest_factor(n), m = n / p;
    for (int64_t r = 0; r < p; r++)
        mixed(out + r * m, in + r * stride, m, stride * p, roots, step * p, total);
    C t[MAX_PRIME + 1];
    for (int64_t k = 0; k < m; k++) {
        for (int64_t r = 0; r < p; r++)
            t[r] = r && k ? times(out[r * m + k], roots[r * k * step % total]) : out[r * m + k];
        if (p == 2) {
            out[k] = t[0] + t[1];
            out[k + m] = t[0] - t[1];
            continue;
        }
        C even[MAX_PRIME + 1], odd[MAX_PRIME + 1]; /* t[r] + t[p - r] and t[r] - t[p - r] */
        for (int64_t r = 1; 2 * r < p; r++) {
            even[r] = t[r] + t[p - r];
            odd[r] = t[r] - t[p - r];
        }
        for (int64_t j = 0; j < p; j++) {
            C a = t[0], b = 0;
            for (int64_t r = 1; 2 * r < p; r++) {
                C w = roots[r * j % p * (total / p)];
                a += creal(w) * even[r];
                b += cimag(w) * odd[r];
            }
            out[k + j * m] = j ? CMPLX(creal(a) - cimag(b), cimag(a) + creal(b)) : a;
        }
    }
}
static void in_place(C *x, int64_t n, const C *roots, C *work) {
    mixed(work, x, n, 1, roots, 1, n);
    memcpy(x, work, (size_t)n * sizeof(C));
}

static bool plan_init(KtCtx *ctx, Plan *p, int64_t n) {
    bool direct = smooth(n);
    p->n = n;
    p->m = n;
    if (!direct)
        for (p->m = 1; p->m < 2 * n - 1;)
            p->m <<= 1;
    int64_t total = 2 * p->m + (direct ? 0 : n + 2 * p->m);
    p->bytes = (size_t)total * sizeof(C);
    p->roots = kb_malloc(ctx->alloc, p->bytes);
    if (!p->roots) return kt_fail_memory(ctx, p->bytes);
    p->work = p->roots + p->m;
    p->chirp = direct ? NULL : p->work + 2 * p->m;
    p->filter = direct ? NULL : p->chirp + n;
    for (int64_t k = 0; k < p->m; k++)
        p->roots[k] = root(k, p->m);
    if (direct) return true;
    for (int64_t k = 0; k < n; k++)
        p->chirp[k] = root(
            (int64_t)((unsigned __int128)k * (unsigned __int128)k % (unsigned __int128)(2 * n)),
            2 * n);
    memset(p->filter, 0, (size_t)p->m * sizeof(C));
    for (int64_t k = 0; k < n; k++)
        p->filter[k] = p->filter[k ? p->m - k : 0] = conj(p->chirp[k]);
    in_place(p->filter, p->m, p->roots, p->work);
    return true;
}
static void plan_free(KtCtx *ctx, Plan *p) {
    kb_free(ctx->alloc, p->roots, p->bytes);
}

/* Forward transform of x[0..n) in place. */
static void transform(Plan *p, C *x) {
    if (!p->chirp) {
        in_place(x, p->n, p->roots, p->work);
        return;
    }
    C *w = p->work + p->m;
    for (int64_t k = 0; k < p->m; k++)
        w[k] = k < p->n ? times(x[k], p->chirp[k]) : 0;
    in_place(w, p->m, p->roots, p->work);
    for (int64_t k = 0; k < p->m; k++)
        w[k] = conj(times(w[k], p->filter[k])); /* the inverse through conjugates */
    in_place(w, p->m, p->roots, p->work);
    for (int64_t k = 0; k < p->n; k++)
        x[k] = times(conj(w[k]) / (double)p->m, p->chirp[k]);
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
    bool narrow = !ctx->numpy && (x->dtype == KT_F32 || x->dtype == KT_C64 || x->dtype == KT_F16 ||
                                  (x->dtype < KT_F16 && ctx->default_dtype != KT_F64));
    int dtype = kind == C2R ? (narrow ? KT_F32 : KT_F64) : narrow ? KT_C64 : KT_C128;
    int last = -1;
    KtTensor *turned = kt_movedim(ctx, x, 1, &dim, &last),
             *wide = turned ? kt_cast(ctx, turned, KT_C128) : NULL,
             *in = wide ? kt_contiguous(ctx, wide) : NULL;
    KtTensor *out = NULL, *typed = NULL, *r = NULL;
    Plan p = {0};
    C *line = NULL;
    if (in && plan_init(ctx, &p, n)) {
        int64_t sizes[KT_MAX_DIMS], n_out = kind == R2C ? n / 2 + 1 : n,
                                    lines = len ? in->numel / len : 0;
        memcpy(sizes, in->sizes, sizeof(int64_t) * in->ndim);
        sizes[in->ndim - 1] = n_out;
        out = kt_empty(ctx, kind == C2R ? KT_F64 : KT_C128, in->ndim, sizes);
        line = kb_malloc(ctx->alloc, (size_t)n * sizeof(C));
        if (!line) kt_fail_memory(ctx, (size_t)n * sizeof(C));
        for (int64_t i = 0; out && line && i < lines; i++) {
            load_line(line, n, (const C *)in->data + i * len, len, kind,
                      !kt_is_complex_dtype(x->dtype));
            transform(&p, line);
            if (narrow) flush_noise(line, n, kind == C2R);
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
    kt_xdecref(ctx, turned);
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
