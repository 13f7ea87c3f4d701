#ifndef KT_FFT_H
#define KT_FFT_H
/* Discrete Fourier transforms along one dimension, of any length. Lines are cut or filled with
 * zeros to n (0 < n; -1: as they are). scale multiplies the result. float32 and complex64 give
 * complex64, everything else complex128 (integers: complex of the default float). */
#include "tensor.h"

/* Are transforms of this type computed in single precision? Never in NumPy. */
bool kt_fft_single(const KtCtx *ctx, int dtype);

/* Sum of x[k] exp(-+ 2 pi i j k / n); inverse: +. Real input is taken as complex. */
KtTensor *kt_fft_c2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, bool inverse,
                     double scale) KB_MUST_CHECK;
/* The first n / 2 + 1 values of the transform of real x. */
KtTensor *kt_fft_r2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) KB_MUST_CHECK;
/* The real signal of length n whose transform starts with x (n -1: 2 (len - 1)). */
KtTensor *kt_fft_c2r(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) KB_MUST_CHECK;
#endif
