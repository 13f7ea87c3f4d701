#ifndef KT_FFT_PASS_H
#define KT_FFT_PASS_H
/* One pass of a Fourier transform: what fft_plan.c plans and kernel_fft.c runs. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pass splits off the factor p. Complex passes read groups of p values that lie m * s apart and
 * write them side by side (Stockham's order, so nothing is permuted at the end); real ones keep
 * what is conjugate to something else out. Numbers are double, or float if `single`. */
typedef struct KtFftPass {
    int64_t p, m, s;  /* m: length left after this pass; s: product of the factors before it */
    const void *tw;   /* p - 1 rows of m (real: of m - 1 halves): powers of this pass's root */
    const void *unit; /* p numbers: the p-th roots of 1, for a factor that has no code of its own */
    void *scratch;    /* 3 p numbers, for the same */
    bool single;
} KtFftPass;

/* From x to y, which are apart; roots are exp(+2 pi i k / n), turned about unless `inverse`. */
typedef void (*KtFftPassFn)(const KtFftPass *t, bool inverse, const void *x, void *y);
void kt_fft_pass_base(const KtFftPass *t, bool inverse, const void *x, void *y);
void kt_fft_pass_avx2(const KtFftPass *t, bool inverse, const void *x, void *y);

/* A pass over real numbers. Forward from m-fold lines to halves of conjugate
 * symmetric ones (r0 r1 i1 r2 i2 ...), and back. */
void kt_fft_real_pass(const KtFftPass *t, bool inverse, const void *x, void *y);

/* cos and sin of 2 pi j / p */
static const double fft_cos3[] = {1, -0.5}, fft_sin3[] = {0, 0.86602540378443864676};
static const double fft_cos5[] = {1, 0.30901699437494742410, -0.80901699437494742410};
static const double fft_sin5[] = {0, 0.95105651629515357212, 0.58778525229247312917};
#endif
