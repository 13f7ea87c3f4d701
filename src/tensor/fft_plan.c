/* Plans of Fourier transforms: mixed radix over the factors of the length (Cooley and Tukey 1965),
 * in passes that keep the natural order (Stockham 1966); lengths with a large prime factor go
 * through a smooth length by Bluestein's chirp transform (1970). Which way, which factors in which
 * order and with which roots is pocketfft's choice (Reinecke 2019), so that results are the same to
 * the last bit. */
#include "fft_plan.h"

#include <string.h>

#include "fft_roots.h"
#include "kernels.h"

#define FFT_T  double
#define FFT(x) x##_double
#include "fft_line.inc.h"
#undef FFT_T
#undef FFT
#define FFT_T  float
#define FFT(x) x##_float
#include "fft_line.inc.h"

/* --- which way --- */

static int64_t smallest_factor(int64_t n) {
    for (int64_t p = 2; p * p <= n; p++)
        if (n % p == 0) return p;
    return n;
}
static int64_t largest_factor(int64_t n) {
    int64_t p = 1;
    for (; n > 1; n /= p)
        p = smallest_factor(n);
    return p;
}
/* What the passes of a transform of n cost: their factors, those without short code a bit more. */
static double cost(int64_t n) {
    double sum = 0;
    for (int64_t left = n, p; left > 1; left /= p) {
        p = smallest_factor(left);
        sum += p <= 5 ? (double)p : 1.1 * (double)p;
    }
    return sum * (double)n;
}
/* The smallest product of 2, 3, 5, 7 and 11 that is n or more. */
static int64_t next_smooth(int64_t n) {
    if (n <= 6) return n;
    int64_t best = 2 * n;
    for (int64_t a = 1; a < best; a *= 11)
        for (int64_t b = a; b < best; b *= 7)
            for (int64_t c = b; c < best; c *= 5) {
                int64_t d = c;
                while (d < n)
                    d *= 2;
                for (;;) { /* twos for threes */
                    if (d < n)
                        d *= 3;
                    else {
                        if (d < best) best = d;
                        if (d % 2) break;
                        d /= 2;
                    }
                }
            }
    return best;
}
static bool wants_bluestein(int64_t n, bool real) {
    if (n < 50) return false;
    int64_t p = largest_factor(n);
    if (p <= n / p) return false;
    double direct = real ? 0.5 * cost(n) : cost(n);
    return 1.5 * (2 * cost(next_smooth(2 * n - 1))) < direct;
}

/* --- passes --- */

/* The factors of m: fours (PyTorch's complex ones: eights before them), a two that comes first,
 * then odd ones. */
static void factorize(KtFftPlan *p) {
    int64_t left = p->m, factors[KT_FFT_MAX_PASSES];
    int n = 0;
    for (; !p->numpy && !p->real && left % 8 == 0; left /= 8)
        factors[n++] = 8;
    for (; left % 4 == 0; left /= 4)
        factors[n++] = 4;
    if (left % 2 == 0) {
        left /= 2;
        factors[n++] = 2;
        int64_t swap = factors[0];
        factors[0] = factors[n - 1];
        factors[n - 1] = swap;
    }
    for (int64_t f; left > 1; left /= f)
        factors[n++] = f = smallest_factor(left);
    for (int64_t i = 0, s = 1; i < n; s *= factors[i++])
        p->pass[i] =
            (KtFftPass){.p = factors[i], .m = p->m / (s * factors[i]), .s = s, .single = p->single};
    p->count = n;
}

static bool plan_init(KtCtx *ctx, KtFftPlan *p, int64_t n, bool real, bool single) {
    bool chirp = wants_bluestein(n, real);
    *p = (KtFftPlan){.ctx = ctx,
                     .n = n,
                     .m = chirp ? next_smooth(2 * n - 1) : n,
                     .for_real = real,
                     .real = real && !chirp,
                     .single = single,
                     .numpy = ctx->numpy};
    factorize(p);
    int64_t numbers = p->m; /* complex ones: room to work in, tables */
    for (int i = 0; i < p->count; i++) {
        const KtFftPass *t = &p->pass[i];
        numbers += (t->p - 1) * t->m + (t->p > 5 ? 4 * t->p : 0);
    }
    if (chirp) numbers += n + 3 * p->m;
    if (real && chirp) numbers += 2 * n;
    size_t number = single ? 2 * sizeof(float) : 2 * sizeof(double);
    p->bytes = (size_t)numbers * number;
    KtFftRoots roots, of_chirp = {0};
    if (!kt_fft_roots_init(ctx, &roots, p->m)) return false;
    if (chirp && !kt_fft_roots_init(ctx, &of_chirp, 2 * n)) {
        kt_fft_roots_free(&roots);
        return false;
    }
    char *at = p->memory = kb_malloc(ctx->alloc, p->bytes);
    if (at) {
        p->work = at;
        at += (size_t)p->m * number;
        for (int i = 0; i < p->count; i++)
            at = single ? twiddles_float(p, &p->pass[i], &roots, at)
                        : twiddles_double(p, &p->pass[i], &roots, at);
        if (real && chirp) {
            p->real_line = at;
            at += 2 * (size_t)n * number;
        }
        if (chirp) {
            p->chirp = at;
            p->filter = at + (size_t)n * number;
            p->line = (char *)p->filter + (size_t)p->m * number;
            if (single)
                bluestein_fill_float(p, &of_chirp);
            else
                bluestein_fill_double(p, &of_chirp);
        }
    }
    kt_fft_roots_free(&roots);
    if (chirp) kt_fft_roots_free(&of_chirp);
    return p->memory || kt_fail_memory(ctx, p->bytes);
}
static void plan_free(KtFftPlan *p) {
    kb_free(p->ctx->alloc, p->memory, p->bytes);
    kb_free(p->ctx->alloc, p, sizeof *p);
}

/* Larger plans are worth less than their memory. */
enum { MAX_KEPT_BYTES = 4 << 20, KEPT = sizeof((KtCtx){0}.fft_plans) / sizeof(KtFftPlan *) };

KtFftPlan *kt_fft_plan(KtCtx *ctx, int64_t n, bool real, bool single) {
    KtFftPlan **kept = ctx->fft_plans;
    for (int i = 0; i < KEPT && kept[i]; i++) {
        KtFftPlan *p = kept[i];
        if (p->n != n || p->for_real != real || p->single != single || p->numpy != ctx->numpy)
            continue;
        memmove(kept + 1, kept, (size_t)i * sizeof *kept);
        return kept[0] = p;
    }
    KtFftPlan *p = kb_malloc(ctx->alloc, sizeof *p);
    if (!p) return kt_fail_memory(ctx, sizeof *p), NULL;
    if (!plan_init(ctx, p, n, real, single)) {
        kb_free(ctx->alloc, p, sizeof *p);
        return NULL;
    }
    if (p->bytes > MAX_KEPT_BYTES) return p;
    if (kept[KEPT - 1]) plan_free(kept[KEPT - 1]);
    memmove(kept + 1, kept, (KEPT - 1) * sizeof *kept);
    return kept[0] = p;
}
void kt_fft_plan_end(KtFftPlan *p) {
    if (p->bytes > MAX_KEPT_BYTES) plan_free(p);
}
void kt_fft_forget_plans(KtCtx *ctx) {
    for (int i = 0; i < KEPT; i++) {
        if (ctx->fft_plans[i]) plan_free(ctx->fft_plans[i]);
        ctx->fft_plans[i] = NULL;
    }
}

void kt_fft_complex(const KtFftPlan *p, bool inverse, const void *from, void *to, double scale) {
    if (p->single)
        complex_line_float(p, inverse, from, to, scale);
    else
        complex_line_double(p, inverse, from, to, scale);
}
void kt_fft_real(const KtFftPlan *p, bool inverse, const void *from, void *to, double scale) {
    if (p->single)
        real_line_float(p, inverse, from, to, scale);
    else
        real_line_double(p, inverse, from, to, scale);
}
