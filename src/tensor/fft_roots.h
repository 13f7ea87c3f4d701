#ifndef KT_FFT_ROOTS_H
#define KT_FFT_ROOTS_H
/* Roots of unity for Fourier transforms, with the last bits of NumPy's or of PyTorch's. */
#include "tensor.h"

/* Two tables from which any n-th root is made. */
typedef struct KtFftRoots {
    KtCtx *ctx;
    int64_t n;
    bool numpy;
    int64_t den; /* numpy: steps of the whole circle in the table of its first octant */
    int bits;    /* torch: k is split into its low bits and the rest */
    double (*low)[2], (*high)[2];
    size_t bytes;
} KtFftRoots;

bool kt_fft_roots_init(KtCtx *ctx, KtFftRoots *r, int64_t n) KB_MUST_CHECK;
void kt_fft_roots_free(KtFftRoots *r);
/* cos and sin of 2 pi k / n, 0 <= k < n */
void kt_fft_root(const KtFftRoots *r, int64_t k, double root[2]);
#endif
