/* The loops of small_product.h, for one instruction set. Where that has no fused steps, neither
 * have the kernels of OpenBLAS for it. */
#include <math.h>
#if defined(__FMA__)
#include <immintrin.h>
#endif

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

/* The same of four neighbours. */
#if defined(__FMA__)
#define FOUR_F32(x, y, sum) (Four_f32) _mm_fmadd_ps(_mm_set1_ps(x), (__m128)(y), (__m128)(sum))
#define FOUR_F64(x, y, sum)                                                                        \
    (Four_f64) _mm256_fmadd_pd(_mm256_set1_pd(x), (__m256d)(y), (__m256d)(sum))
#else
#define FOUR_F32(x, y, sum) lanes_f32(x, y, sum)
#define FOUR_F64(x, y, sum) lanes_f64(x, y, sum)
#endif

/* alpha sum + beta c: which of the two is rounded first */
#if defined(__AVX512F__)
#define FINISH(alpha, sum, beta, c) STEP(beta, c, (alpha) * (sum))
#else
#define FINISH(alpha, sum, beta, c) STEP(alpha, sum, (beta) * (c))
#endif

#define T       float
#define STEP    STEP_F32
#define FOUR    FOUR_F32
#define NAME(x) x##_f32
#include "kernel_product.inc.h"
#undef T
#undef STEP
#undef FOUR
#undef NAME
#define T       double
#define STEP    STEP_F64
#define FOUR    FOUR_F64
#define NAME(x) x##_f64
#include "kernel_product.inc.h"

const KtSmallProducts KT_ISA_NAME(kt_small_products) = {{fused_f32, fused_f64},
                                                        {in_steps_f32, in_steps_f64}};
