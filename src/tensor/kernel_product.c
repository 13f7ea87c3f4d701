/* The loops of small_product.h, for one instruction set. Where that has no fused steps, neither
 * have the kernels of OpenBLAS for it. */
#include <math.h>

#include "simd.h"
#include "small_product.h"

#define PACKED KT_SMALL_PRODUCT /* elements of b, with k n at most as many as m n k */

#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define STEP_F32(x, y, sum) fmaf(x, y, sum)
#define STEP_F64(x, y, sum) fma(x, y, sum)
#else
#define STEP_F32(x, y, sum) ((sum) + (x) * (y))
#define STEP_F64(x, y, sum) ((sum) + (x) * (y))
#endif

/* alpha sum + beta c: which of the two is rounded first */
#if defined(__AVX512F__)
#define FINISH(alpha, sum, beta, c) STEP(beta, c, (alpha) * (sum))
#else
#define FINISH(alpha, sum, beta, c) STEP(alpha, sum, (beta) * (c))
#endif

#define T       float
#define LANES   16
#define STEP    STEP_F32
#define NAME(x) x##_f32
#include "kernel_product.inc.h"
#undef T
#undef LANES
#undef STEP
#undef NAME
#define T       double
#define LANES   8
#define STEP    STEP_F64
#define NAME(x) x##_f64
#include "kernel_product.inc.h"

const KtSmallProducts KT_ISA_NAME(kt_small_products) = {
    {fused_f32, fused_f64}, {in_steps_f32, in_steps_f64}, {dots_f32, dots_f64}};
