/* Discrete Fourier transforms: radix 2 for powers of two (Cooley and Tukey 1965), Bluestein's chirp
 * transform (1970) over it for every other length. All in double precision. */
#include "fft.h"

#include <math.h>
#include <string.h>

#include "ops.h"

typedef double _Complex C;

/* What one length needs: roots of unity, and for Bluestein the chirp and its transform. */
typedef struct Plan {
    int64_t n, m; /* m: length of the inner power-of-two transform (n itself if it is one) */
    C *roots;     /* m / 2: exp(-2 pi i k / m) */
    C *chirp;     /* n: exp(-pi i k^2 / n), or NULL */
    C *filter;    /* m */
    C *work;      /* m */
    size_t bytes;
} Plan;

/* In place, forward. */
static void radix2(C *x, int64_t n, const C *roots) {
    for (int64_t i = 1, j = 0; i < n; i++) { /* bit reversal */
        int64_t bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            C t = x[i];
            x[i] = x[j];
            x[j] = t;
        }
    }
    for (int64_t len = 2; len <= n; len <<= 1) {
        int64_t half = len >> 1, step = n / len;
        for (int64_t i = 0; i < n; i += len)
            for (int64_t k = 0; k < half; k++) {
                C w = roots[k * step], b = x[i + k + half];
                double re = creal(b) * creal(w) - cimag(b) * cimag(w), im = creal(b) * cimag(w) + cimag(b) * creal(w);
                C p = CMPLX(re, im), a = x[i + k];
                x[i + k] = a + p;
                x[i + k + half] = a - p;
            }
    }
}

static C root(int64_t k, int64_t n) { /* exp(-2 pi i k / n) */
    double t = -2 * M_PI * (double)k / (double)n;
    return CMPLX(cos(t), sin(t));
}

static bool plan_init(KtCtx *ctx, Plan *p, int64_t n) {
    bool direct = (n & (n - 1)) == 0;
    p->n = n;
    for (p->m = 1; p->m < (direct ? n : 2 * n - 1);)
        p->m <<= 1;
    int64_t half = p->m / 2 + 1, total = half + p->m + (direct ? 0 : n + p->m);
    p->bytes = (size_t)total * sizeof(C);
    p->roots = kb_malloc(ctx->alloc, p->bytes);
    if (!p->roots) return kt_fail_memory(ctx, p->bytes);
    p->work = p->roots + half;
    p->chirp = direct ? NULL : p->work + p->m;
    p->filter = direct ? NULL : p->chirp + n;
    for (int64_t k = 0; k < half; k++)
        p->roots[k] = root(k, p->m);
    if (direct) return true;
    for (int64_t k = 0; k < n; k++)
        p->chirp[k] = root((int64_t)((unsigned __int128)k * (unsigned __int128)k % (unsigned __int128)(2 * n)), 2 * n);
    memset(p->filter, 0, (size_t)p->m * sizeof(C));
    for (int64_t k = 0; k < n; k++)
        p->filter[k] = p->filter[k ? p->m - k : 0] = conj(p->chirp[k]);
    radix2(p->filter, p->m, p->roots);
    return true;
}
static void plan_free(KtCtx *ctx, Plan *p) { kb_free(ctx->alloc, p->roots, p->bytes); }

static C times(C a, C b) { return CMPLX(creal(a) * creal(b) - cimag(a) * cimag(b), creal(a) * cimag(b) + cimag(a) * creal(b)); }

/* Forward transform of x[0..n) in place. */
static void transform(Plan *p, C *x) {
    if (!p->chirp) {
        radix2(x, p->n, p->roots);
        return;
    }
    C *w = p->work;
    for (int64_t k = 0; k < p->m; k++)
        w[k] = k < p->n ? times(x[k], p->chirp[k]) : 0;
    radix2(w, p->m, p->roots);
    for (int64_t k = 0; k < p->m; k++)
        w[k] = conj(times(w[k], p->filter[k])); /* the inverse through conjugates */
    radix2(w, p->m, p->roots);
    for (int64_t k = 0; k < p->n; k++)
        x[k] = times(conj(w[k]) / (double)p->m, p->chirp[k]);
}

typedef enum Kind { C2C, C2C_INVERSE, R2C, C2R } Kind;

/* Fills line[0..n) from the `len` elements at src, extended by symmetry for C2R. */
static void load_line(C *line, int64_t n, const C *src, int64_t len, Kind kind) {
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
    if (kind == C2C_INVERSE || kind == C2R)
        for (int64_t k = 0; k < n; k++)
            line[k] = conj(line[k]);
}

static KtTensor *run(KtCtx *ctx, KtTensor *x, int64_t n, int dim, Kind kind, double scale) {
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) return NULL;
    if (x->ndim == 0) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Dimension specified as %d but tensor has no dimensions", dim);
    if (kind == R2C && kt_is_complex_dtype(x->dtype))
        return kt_fail_null(ctx, ctx->numpy ? KT_TYPE_ERROR : KT_RUNTIME_ERROR, "rfft expects a real input tensor, but got %s", kt_dtype_info[x->dtype].scalar_name);
    int64_t len = x->sizes[dim];
    if (n < 0) n = kind == C2R ? 2 * (len - 1) : len;
    if (n < 1)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "Invalid number of FFT data points (%lld) specified.", (long long)n)
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR, "Invalid number of data points (%lld) specified", (long long)n);
    bool narrow = !ctx->numpy && (x->dtype == KT_F32 || x->dtype == KT_C64 || x->dtype == KT_F16 || (x->dtype < KT_F16 && ctx->default_dtype != KT_F64));
    int dtype = kind == C2R ? (narrow ? KT_F32 : KT_F64) : narrow ? KT_C64 : KT_C128;
    int last = -1;
    KtTensor *turned = kt_movedim(ctx, x, 1, &dim, &last), *wide = turned ? kt_cast(ctx, turned, KT_C128) : NULL, *in = wide ? kt_contiguous(ctx, wide) : NULL;
    KtTensor *out = NULL, *typed = NULL, *r = NULL;
    Plan p = {0};
    C *line = NULL;
    if (in && plan_init(ctx, &p, n)) {
        int64_t sizes[KT_MAX_DIMS], n_out = kind == R2C ? n / 2 + 1 : n, lines = len ? in->numel / len : 0;
        memcpy(sizes, in->sizes, sizeof(int64_t) * in->ndim);
        sizes[in->ndim - 1] = n_out;
        out = kt_empty(ctx, kind == C2R ? KT_F64 : KT_C128, in->ndim, sizes);
        line = kb_malloc(ctx->alloc, (size_t)n * sizeof(C));
        if (!line) kt_fail_memory(ctx, (size_t)n * sizeof(C));
        for (int64_t i = 0; out && line && i < lines; i++) {
            load_line(line, n, (const C *)in->data + i * len, len, kind);
            transform(&p, line);
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
KtTensor *kt_fft_r2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) { return run(ctx, x, n, dim, R2C, scale); }
KtTensor *kt_fft_c2r(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) { return run(ctx, x, n, dim, C2R, scale); }
