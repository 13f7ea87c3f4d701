/* Passes of real Fourier transforms, for double and for float: one version, without instructions
 * that round a product and a sum once, which the compiler would find in them. */
#include "fft_pass.h"

#define FFT_T  double
#define FFT(x) x##_double
#include "fft_real_pass.inc.h"
#undef FFT_T
#undef FFT
#define FFT_T  float
#define FFT(x) x##_float
#include "fft_real_pass.inc.h"

void kt_fft_real_pass(const KtFftPass *t, bool inverse, const void *x, void *y) {
    if (t->single)
        real_pass_float(t, inverse, x, y);
    else
        real_pass_double(t, inverse, x, y);
}
