/* The kernel tables of each instruction set. */
#include "conv_tile.h"
#include "fft_pass.h"
#include "nn_loops.h"
#include "small_product.h"

#if defined(__aarch64__)
#define kt_whole_powers_of_base kt_whole_powers_base
#else
#define kt_whole_powers_of_base NULL
#endif
#define kt_whole_powers_of_avx2   kt_whole_powers_avx2
#define kt_whole_powers_of_avx512 kt_whole_powers_avx512
#define WHOLE_POWERS(isa)         kt_whole_powers_of_##isa

#define gemm_f32_base   NULL
#define gemm_f32_avx2   NULL
#define gemm_f32_avx512 kt_gemm_f32_avx512

#define conv_base   NULL
#define conv_avx2   NULL
#define conv_avx512 &kt_conv_kernels_avx512

#define TABLES(narrow, wide)                                                                       \
    {                                                                                              \
        .unary = kt_unary_table_##wide, .vmath = kt_vmath_table_##wide,                            \
        .fast = kt_fast_table_##wide, .binary = kt_binary_table_##wide,                            \
        .vmath2 = kt_vmath2_table_##wide, .cast = kt_cast_table_##narrow,                          \
        .reduce = kt_reduce_table_##narrow, .extreme = kt_extreme_table_##wide,                    \
        .pick = kt_pick_table_##wide, .where = kt_where_table_##narrow,                            \
        .clamp = kt_clamp_table_##narrow, .clip = kt_clip_table_##narrow,                          \
        .lerp = kt_lerp_table_##narrow, .addcmul = kt_addcmul_table_##narrow,                      \
        .addcdiv = kt_addcdiv_table_##narrow, .copy_row = kt_copy_row_##wide,                      \
        .fft_pass = kt_fft_pass_##narrow, .whole_powers = WHOLE_POWERS(wide),                      \
        .add_alpha = kt_add_alpha_table_##narrow, .nn_f32 = &kt_nn_f32_##wide,                     \
        .nn_f64 = &kt_nn_f64_##wide, .normal_f32 = kt_normal_f32_##narrow,                         \
        .gemm_f32 = gemm_f32_##wide, .small = &kt_small_products_##wide, .conv = conv_##wide,      \
    }

static const KtKernels base_kernels = TABLES(base, base);
#if defined(__x86_64__)
static const KtKernels avx2_kernels = TABLES(avx2, avx2);
/* What only moves elements, or adds them up in a fixed order, gains nothing from wider registers.
 */
static const KtKernels avx512_kernels = TABLES(avx2, avx512);
#endif

const KtKernels *kt_kernels_for(KtIsa isa) {
#if defined(__x86_64__)
    if (isa == KT_ISA_AVX512) return &avx512_kernels;
    if (isa == KT_ISA_AVX2) return &avx2_kernels;
#endif
    (void)isa;
    return &base_kernels;
}
