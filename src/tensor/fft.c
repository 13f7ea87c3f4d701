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

/* The passes of a transform of n values, of `lanes` such transforms that lie interleaved. */
typedef struct Passes {
    int64_t n, lanes;
    C *roots; /* n: exp(-2 pi i k / n) */
    C *tw;    /* of all passes */
    KtFftPass pass[MAX_PASSES];
    int count;
    KtFftPassFn run;
} Passes;

/* What one length needs. A long one is a table of n1 rows and n2 columns (Bailey 1990): its columns
 * are transformed, turned and its rows transformed, LANES at a time, so that what a pass reads and
 * writes stays in the cache. */
enum { LANES = 16, LARGE = 1 << 14 };
typedef struct Plan {
    int64_t n,
        m;      /* m: length of the mixed-radix transform that does the work (n itself if it can) */
    Passes all; /* of m, or of the columns */
    Passes rows;      /* n 0: m is not large */
    C *work;          /* m, or all columns, in blocks of LANES */
    C *block;         /* twice LANES columns or rows */
    C *fine, *coarse; /* roots of m whose products are all of them: 1 << bits, and each so many */
    C *step;          /* turns of LANES columns against the first of them */
    C *turn;          /* n1: turns of that one */
    int bits;
    C *chirp;  /* Bluestein, n: exp(-pi i k^2 / n), or NULL */
    C *filter; /* m: its transform */
    C *line;   /* m */
    C *half;   /* n / 2 + 1 roots of 2 n: the line is real and goes through a transform of half */
    C *memory;
    size_t bytes;
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
enum { FINE = 512, MANY = 512 };
static void first_roots(C *w, int64_t count, int64_t n) {
    if (n < MANY) {
        for (int64_t k = 0; k < count; k++)
            w[k] = root(k, n);
        return;
    }
    C fine[FINE]; /* exp(-i t) - 1 = -2 sin(t / 2)^2 - i sin(t) */
    int64_t n_fine = 16;
    while (n_fine < FINE && n_fine * n_fine < count)
        n_fine *= 2;
    for (int64_t l = 0; l < n_fine; l++) {
        double t = 2 * M_PI * (double)l / (double)n, h = sin(t / 2);
        fine[l] = CMPLX(-2 * h * h, -sin(t));
    }
    for (int64_t k = 0; k < count; k += n_fine) {
        C coarse = root(k, n);
        for (int64_t l = 0; l < n_fine && k + l < count; l++)
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
static void pass_any(const Passes *plan, const KtFftPass *t, const C *restrict x, C *restrict y) {
    int64_t m = t->m, s = t->s;
    int p = t->p;
    C a[MAX_PRIME], even[MAX_PRIME], odd[MAX_PRIME], w[MAX_PRIME];
    for (int r = 0; r < p; r++)
        w[r] = plan->roots[r * (plan->n / p)];
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
                for (int r = 1, at = j; 2 * r < p; r++) {
                    e += creal(w[at]) * even[r];
                    o += cimag(w[at]) * odd[r];
                    at += at + j < p ? j : j - p;
                }
                C b = j ? CMPLX(creal(e) - cimag(o), cimag(e) + creal(o)) : e;
                y[q + s * (p * k + j)] = j && k ? times(b, t->tw[k * (p - 1) + j - 1]) : b;
            }
        }
}

/* The transform of x, which is left in x or in `other`: where is returned. */
static C *run_passes(const Passes *p, C *x, C *other) {
    for (int i = 0; i < p->count; i++) {
        const KtFftPass *t = &p->pass[i];
        if (!p->run(t, x, other)) pass_any(p, t, x, other);
        C *swap = x;
        x = other;
        other = swap;
    }
    return x;
}

/* The factors of n: fours first, then primes. Returns how many roots and twiddles are needed. */
static int64_t passes_init(Passes *p, int64_t n, int64_t lanes, KtFftPassFn run) {
    int64_t left = n, s = lanes, total = n;
    *p = (Passes){.n = n, .lanes = lanes, .run = run};
    while (left > 1) {
        int f = left % 4 == 0 ? 4 : (int)smallest_factor(left);
        left /= f;
        p->pass[p->count++] = (KtFftPass){.p = f, .m = left, .s = s};
        s *= f;
        total += left * (f - 1);
    }
    return total;
}
/* Returns what follows the tables. */
static C *passes_fill(Passes *p, C *memory) {
    p->roots = memory;
    fill_roots(p->roots, p->n);
    C *w = p->tw = memory + p->n;
    for (int i = 0; i < p->count; i++) {
        KtFftPass *t = &p->pass[i];
        int64_t s = t->s / p->lanes;
        t->tw = w;
        for (int64_t k = 0; k < t->m; k++)
            for (int j = 1; j < t->p; j++)
                *w++ = p->roots[j * k * s];
    }
    return w;
}

static int64_t largest_divisor_to_root(int64_t n) {
    int64_t d = (int64_t)sqrt((double)n);
    while (n % d)
        d--;
    return d;
}
static int64_t in_lanes(int64_t n) {
    return (n + LANES - 1) / LANES * LANES;
}

/* One root of m. */
static inline C turned_by(const Plan *p, int64_t k) {
    return times(p->coarse[k >> p->bits], p->fine[k & ((1 << p->bits) - 1)]);
}
static C *turns_fill(Plan *p, C *at) {
    int64_t n1 = p->all.n;
    p->fine = at;
    p->coarse = p->fine + (1 << p->bits);
    p->step = p->coarse + (p->m >> p->bits) + 1;
    p->turn = p->step + n1 * LANES;
    first_roots(p->fine, 1 << p->bits, p->m);
    for (int64_t k = 0; k <= p->m >> p->bits; k++)
        p->coarse[k] = root(k << p->bits, p->m);
    for (int64_t k = 0; k < n1; k++)
        for (int64_t q = 0; q < LANES; q++)
            p->step[k * LANES + q] = turned_by(p, k * q);
    return p->turn + n1;
}

/* Transforms the columns of x into blocks of `work`. */
static void columns(const Plan *p, const C *x) {
    int64_t n1 = p->all.n, n2 = p->rows.n;
    C *other = p->block + in_lanes(n2) * LANES;
    const KtFftPass turn = {.p = 1, .m = n1, .s = LANES, .tw = p->step, .turn = p->turn};
    for (int64_t c = 0; c < n2; c += LANES) {
        size_t lanes = c + LANES <= n2 ? LANES : (size_t)(n2 - c);
        for (int64_t r = 0; r < n1; r++)
            memcpy(p->block + r * LANES, x + r * n2 + c, lanes * sizeof(C));
        C *done = run_passes(&p->all, p->block, other);
        for (int64_t k = 0; k < n1; k++)
            p->turn[k] = turned_by(p, k * c);
        (void)p->all.run(&turn, done, p->work + c * n1);
    }
}
/* Transforms the rows of what columns() left into x. */
static void rows(const Plan *p, C *x) {
    int64_t n1 = p->all.n, n2 = p->rows.n;
    C *other = p->block + in_lanes(n2) * LANES;
    for (int64_t r = 0; r < n1; r += LANES) {
        int64_t lanes = r + LANES <= n1 ? LANES : n1 - r;
        for (int64_t c = 0; c < n2; c += LANES) {
            const C *from = p->work + c * n1 + r * LANES;
            C *to = p->block + c * LANES;
            for (int64_t q = 0; q < lanes; q++)
                for (int64_t j = 0; j < LANES; j++)
                    to[j * LANES + q] = from[q * LANES + j];
        }
        const C *done = run_passes(&p->rows, p->block, other);
        for (int64_t j = 0; j < n2; j++)
            memcpy(x + r + n1 * j, done + j * LANES, (size_t)lanes * sizeof(C));
    }
}

/* The transform of from[0..m), which may be x itself, is left in x or in `work`: where is
 * returned. */
static C *transform_smooth(const Plan *p, const C *from, C *x) {
    if (p->rows.n) {
        columns(p, from);
        rows(p, x);
        return x;
    }
    if (from != x) memcpy(x, from, (size_t)p->m * sizeof(C));
    return run_passes(&p->all, x, p->work);
}

static void chirp_fill(Plan *p) {
    int64_t n = p->n, m = p->m;
    for (int64_t k = 0; k < n; k++)
        p->chirp[k] = root(
            (int64_t)((unsigned __int128)k * (unsigned __int128)k % (unsigned __int128)(2 * n)),
            2 * n);
    memset(p->line, 0, (size_t)m * sizeof(C));
    for (int64_t k = 0; k < n; k++)
        p->line[k] = p->line[k ? m - k : 0] = conj(p->chirp[k]);
    memcpy(p->filter, transform_smooth(p, p->line, p->line), (size_t)m * sizeof(C));
}

static bool plan_init(KtCtx *ctx, Plan *p, int64_t n, bool real) {
    if (real) n /= 2;
    bool direct = smooth(n);
    *p = (Plan){.n = n, .m = n};
    if (!direct)
        for (p->m = 1; p->m < 2 * n - 1;)
            p->m <<= 1;
    int64_t n1 = p->m >= LARGE ? largest_divisor_to_root(p->m) : 1, n2 = p->m / n1,
            total =
                passes_init(&p->all, n1 > 1 ? n1 : n2, n1 > 1 ? LANES : 1, ctx->kernels->fft_pass);
    if (n1 > 1) {
        while ((int64_t)1 << 2 * p->bits < p->m)
            p->bits++;
        total += passes_init(&p->rows, n2, LANES, ctx->kernels->fft_pass) + in_lanes(n2) * n1 +
                 2 * in_lanes(n2) * LANES + (1 << p->bits) + (p->m >> p->bits) + 1 +
                 n1 * (LANES + 1);
    } else {
        total += p->m;
    }
    total += (direct ? 0 : n + 2 * p->m) + (real ? n / 2 + 1 : 0);
    p->bytes = (size_t)total * sizeof(C);
    C *at = p->memory = kb_malloc(ctx->alloc, p->bytes);
    if (!at) return kt_fail_memory(ctx, p->bytes);
    at = passes_fill(&p->all, at);
    if (n1 > 1) {
        at = turns_fill(p, passes_fill(&p->rows, at));
        p->block = at;
        at += 2 * in_lanes(n2) * LANES;
        memset(p->block, 0, (size_t)(at - p->block) * sizeof(C)); /* lanes that are never filled */
    }
    p->work = at;
    at += n1 > 1 ? in_lanes(n2) * n1 : p->m;
    if (real) {
        p->half = at;
        first_roots(p->half, n / 2 + 1, 2 * n);
        at += n / 2 + 1;
    }
    if (direct) return true;
    p->chirp = at;
    p->filter = p->chirp + n;
    p->line = p->filter + p->m;
    chirp_fill(p);
    return true;
}
static void plan_free(KtCtx *ctx, Plan *p) {
    kb_free(ctx->alloc, p->memory, p->bytes);
}

/* Forward transform of from[0..n), which may be x itself, is left in x or elsewhere in the plan:
 * where is returned. */
static C *transform(const Plan *p, const C *from, C *x) {
    if (!p->chirp) return transform_smooth(p, from, x);
    C *w = p->line;
    for (int64_t k = 0; k < p->m; k++)
        w[k] = k < p->n ? times(from[k], p->chirp[k]) : 0;
    const C *done = transform_smooth(p, w, w);
    for (int64_t k = 0; k < p->m; k++)
        w[k] = conj(times(done[k], p->filter[k])); /* the inverse through conjugates */
    done = transform_smooth(p, w, w);
    for (int64_t k = 0; k < p->n; k++)
        x[k] = times(conj(done[k]) / (double)p->m, p->chirp[k]);
    return x;
}

/* Two real numbers stand in each of the n / 2 complex ones at `line`: the transform of all n, of
 * which [0, n / 2] are left there. With Z the transform of the pairs and w = exp(-2 pi i / n), X[k]
 * = (Z[k] + conj Z[n/2 - k]) / 2 - i w^k (Z[k] - conj Z[n/2 - k]) / 2. */
static void transform_real(const Plan *p, C *line) {
    int64_t h = p->n;
    const C *z = transform(p, line, line);
    C first = z[0];
    line[0] = creal(first) + cimag(first);
    line[h] = creal(first) - cimag(first);
    for (int64_t k = 1; 2 * k <= h; k++) {
        C a = z[k], b = conj(z[h - k]), even = 0.5 * (a + b), d = 0.5 * (a - b);
        C odd = times(CMPLX(cimag(d), -creal(d)), p->half[k]);
        line[k] = even + odd;
        line[h - k] = conj(even - odd);
    }
}
/* The way back: from the n / 2 + 1 values at line to n real ones, in pairs, conjugated. */
static C *transform_to_real(const Plan *p, C *line) {
    int64_t h = p->n;
    double first = creal(line[0]), last = creal(line[h]);
    line[0] = CMPLX(first + last, last - first);
    for (int64_t k = 1; 2 * k <= h; k++) {
        C a = line[k], b = conj(line[h - k]), even = a + b, d = times(a - b, conj(p->half[k]));
        C odd = CMPLX(-cimag(d), creal(d));
        line[k] = conj(even + odd);
        line[h - k] = even - odd;
    }
    return transform(p, line, line);
}

typedef enum Kind { C2C, C2C_INVERSE, R2C, C2R } Kind;

typedef struct Job {
    Kind kind;
    bool real; /* the input is */
    bool half; /* the plan is one of half the length */
    bool narrow;
    int64_t n, len, n_out;
    double scale;
} Job;

/* Fills line[0..n) from the `len` elements at src, extended by symmetry for C2R. */
static void load_line(const Job *j, C *line, const C *src) {
    int64_t n = j->n, have = j->kind == C2R ? n / 2 + 1 : n;
    if (have > j->len) have = j->len;
    for (int64_t k = 0; k < n; k++)
        line[k] = k < have ? src[k] : 0;
    if (j->kind == C2R) {
        line[0] = creal(line[0]);
        for (int64_t k = 1; k < n - k; k++)
            line[n - k] = conj(line[k]);
        if (n % 2 == 0) line[n / 2] = creal(line[n / 2]);
    }
    if ((j->kind == C2C_INVERSE && !j->real) || j->kind == C2R)
        for (int64_t k = 0; k < n; k++)
            line[k] = conj(line[k]);
}
/* As many of the `len` values at src as `want`, or zeros after them. */
static void load_doubles(double *to, int64_t want, const double *src, int64_t len) {
    int64_t have = want < len ? want : len;
    memcpy(to, src, (size_t)have * sizeof(double));
    memset(to + have, 0, (size_t)(want - have) * sizeof(double));
}

/* Rounding noise of the double computation counts as 0 when the result is single precision. */
static void flush_noise(double *v, int64_t n, bool unsigned_zero) {
    double top = 0;
    for (int64_t k = 0; k < n; k++)
        top = fmax(top, fabs(v[k]));
    top *= 1e-15;
    for (int64_t k = 0; k < n; k++)
        if (fabs(v[k]) < top) v[k] = unsigned_zero ? 0 : copysign(0, v[k]);
}

/* The line at src, to n_out complex numbers at `to`. `line` may be `to` itself. */
static void line_to_complex(const Plan *p, const Job *j, const void *src, C *line, C *to) {
    const C *done = line;
    if (j->half) {
        load_doubles((double *)line, j->n, src, j->len);
        transform_real(p, line);
        for (int64_t k = j->n / 2 + 1; k < j->n_out; k++)
            line[k] = conj(line[j->n - k]);
    } else if (j->kind != C2C_INVERSE && j->len >= j->n) {
        done = transform(p, src, line);
    } else {
        load_line(j, line, src);
        done = transform(p, line, line);
    }
    if (j->kind == C2C_INVERSE)
        for (int64_t k = 0; k < j->n_out; k++)
            to[k] = conj(done[k]) * j->scale;
    else if (done != to || j->scale != 1)
        for (int64_t k = 0; k < j->n_out; k++)
            to[k] = done[k] * j->scale;
    if (j->narrow) flush_noise((double *)to, 2 * j->n_out, false);
}
/* The same to n real numbers; `line` is apart from `to`. */
static void line_to_real(const Plan *p, const Job *j, const C *src, C *line, double *to) {
    if (j->half) {
        load_doubles((double *)line, j->n + 2, (const double *)src, 2 * j->len);
        const double *done = (const double *)transform_to_real(p, line);
        for (int64_t k = 0; k < j->n; k += 2) {
            to[k] = done[k] * j->scale;
            to[k + 1] = -done[k + 1] * j->scale;
        }
    } else {
        load_line(j, line, src);
        const C *done = transform(p, line, line);
        for (int64_t k = 0; k < j->n; k++)
            to[k] = creal(done[k]) * j->scale;
    }
    if (j->narrow) flush_noise(to, j->n, true);
}

/* Every line of `in` to one of `out`. */
static bool all_lines(KtCtx *ctx, const Job *j, const KtTensor *in, KtTensor *out) {
    Plan p;
    if (!plan_init(ctx, &p, j->n, j->half)) return false;
    bool apart = j->kind == C2R || (j->kind == R2C && !j->half);
    size_t bytes = apart ? (size_t)(j->n + 1) * sizeof(C) : 0,
           pitch = (size_t)j->len * kt_dtype_size(in->dtype);
    C *line = apart ? kb_malloc(ctx->alloc, bytes) : NULL;
    bool ok = line || !apart || kt_fail_memory(ctx, bytes);
    for (int64_t i = 0; ok && i < out->numel / j->n_out; i++) { /* lines of `in` may be empty */
        const char *src = (const char *)in->data + (size_t)i * pitch;
        C *to = (C *)out->data + i * j->n_out;
        if (j->kind == C2R)
            line_to_real(&p, j, (const C *)src, line, (double *)out->data + i * j->n_out);
        else
            line_to_complex(&p, j, src, apart ? line : to, to);
    }
    if (line) kb_free(ctx->alloc, line, bytes);
    plan_free(ctx, &p);
    return ok;
}

enum { LONG = 1024 };
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
    bool real = !kt_is_complex_dtype(x->dtype);
    Job job = {.kind = kind, .real = real, .narrow = narrow, .n = n, .len = len, .scale = scale};
    job.n_out = kind == R2C ? n / 2 + 1 : n;
    /* long real lines take half the work; short ones keep the rounding of the whole transform */
    job.half = (real || kind == C2R) && n >= LONG && n % 2 == 0;
    KtTensor *moved = kt_movedim(ctx, x, 1, &dim, &last),
             *wide = moved ? kt_cast(ctx, moved, job.half && kind != C2R ? KT_F64 : KT_C128) : NULL,
             *in = wide ? kt_contiguous(ctx, wide) : NULL;
    KtTensor *out = NULL, *typed = NULL, *r = NULL;
    if (in) {
        int64_t sizes[KT_MAX_DIMS];
        memcpy(sizes, in->sizes, sizeof(int64_t) * in->ndim);
        sizes[in->ndim - 1] = job.n_out;
        out = kt_empty(ctx, kind == C2R ? KT_F64 : KT_C128, in->ndim, sizes);
        typed = out && all_lines(ctx, &job, in, out) ? kt_cast(ctx, out, dtype) : NULL;
        r = typed ? kt_movedim(ctx, typed, 1, &last, &dim) : NULL;
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
