#ifndef KT_FFT_PASS_H
#define KT_FFT_PASS_H
/* One pass of a Fourier transform: what fft.c plans and kernel_fft.c runs. */
#include <complex.h>
#include <stdbool.h>
#include <stdint.h>

#ifndef CMPLX /* the C library leaves it out for clang */
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#endif

typedef double _Complex C;

/* A pass splits off a factor: it reads groups of p values that lie m * s apart and writes them side
 * by side (Stockham's order, so nothing is permuted at the end). */
typedef struct KtFftPass {
    int p;
    int64_t m, s;  /* length left after this pass; product of the factors before it */
    const C *tw;   /* m * (p - 1): powers of this pass's root; p 1: one for each value */
    const C *turn; /* p 1: m, each for s values */
} KtFftPass;

/* From x to y, both 16-byte aligned; false: no code for the factor. */
typedef bool (*KtFftPassFn)(const KtFftPass *t, const C *x, C *y);
bool kt_fft_pass_base(const KtFftPass *t, const C *x, C *y);
bool kt_fft_pass_avx2(const KtFftPass *t, const C *x, C *y);
#endif
