/* Passes of Fourier transforms, compiled once per instruction set, for double and for float. */
#include "fft_pass.h"
#include "simd.h"

/* cos and sin of 2 pi j / p; those of 3 and 5 are in the header */
static const double fft_cos7[] = {1, 0.62348980185873353053, -0.22252093395631440429,
                                  -0.90096886790241912624};
static const double fft_sin7[] = {0, 0.78183148246802980871, 0.97492791218182360702,
                                  0.43388373911755812048};
static const double fft_cos11[] = {1,
                                   0.84125353283118116886,
                                   0.41541501300188642553,
                                   -0.14231483827328514044,
                                   -0.65486073394528506406,
                                   -0.95949297361449738989};
static const double fft_sin11[] = {0,
                                   0.54064081745559758211,
                                   0.90963199535451837141,
                                   0.98982144188093273238,
                                   0.75574957435425828377,
                                   0.28173255684142969773};

#define FFT_INLINE inline __attribute__((always_inline))
#define FFT_T      double
#define FFT_W      4
#define FFT(x)     x##_double
#include "fft_pass.inc.h"
#undef FFT_T
#undef FFT_W
#undef FFT
#define FFT_T  float
#define FFT_W  8
#define FFT(x) x##_float
#include "fft_pass.inc.h"

void KT_ISA_NAME(kt_fft_pass)(const KtFftPass *t, bool inverse, const void *x, void *y) {
    if (t->single)
        pass_float(t, inverse, x, y);
    else
        pass_double(t, inverse, x, y);
}
